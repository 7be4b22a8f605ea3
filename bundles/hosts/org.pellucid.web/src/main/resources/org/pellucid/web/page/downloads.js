// Files of what is shown.
import {button, h} from '/dom.js';
import {picture} from '/known.js';
import {look, sized} from '/look.js';
import * as maps from '/maps.js';
import {text} from '/strings.js';

export function downloads(mapNow, result) {
  const stem = `${picture.name.replace(/\.[^.]*$/, '')}_${mapNow().label.replaceAll(' ', '_')}`;
  return h('div', {class: 'downloads'},
    button(text.png, () => {
      mapImage(mapNow()).then(blob => save(blob, `${stem}.png`));
    }, {'aria-label': text.download(text.png)}),
    button(text.npy, () => save(new Blob([maps.npy(mapNow())]), `${stem}.npy`),
      {'aria-label': text.download(text.npy)}),
    button(text.json, () => save(new Blob([JSON.stringify({picture: {hash: picture.hash, name: picture.name},
      ...withoutCells(result.explanation)}, null, 1)]), `${stem}.json`),
        {'aria-label': text.download(text.json)}));
}

// As the server sent it.
export const withoutCells = explanation => ({...explanation, maps: explanation.maps.map(({cells, ...rest}) => rest)});

// The map over the picture in its full size.
export function mapImage(map) {
  const canvas = sized(Math.max(picture.width, picture.height), map.label);
  maps.paint(canvas, picture.image, map, look());
  return new Promise(done => canvas.toBlob(done));
}

export function save(blob, name) {
  const link = h('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
