// Files of what is shown.
import {button, h} from '/dom.js';
import {picture} from '/known.js';
import {look, sized} from '/look.js';
import * as maps from '/maps.js';
import {text} from '/strings.js';

export function downloads(mapNow, result, title) {
  const stem = `${picture.name.replace(/\.[^.]*$/, '')}_${mapNow().label.replaceAll(' ', '_')}`;
  return h('div', {class: 'downloads'},
    button(text.png, () => {
      const canvas = sized(Math.max(picture.width, picture.height), title);
      maps.paint(canvas, picture.image, mapNow(), look());
      canvas.toBlob(blob => save(blob, `${stem}.png`));
    }, {'aria-label': text.download(text.png)}),
    button(text.npy, () => save(new Blob([maps.npy(mapNow())]), `${stem}.npy`),
      {'aria-label': text.download(text.npy)}),
    button(text.json, () => save(new Blob([JSON.stringify({picture: {hash: picture.hash, name: picture.name},
      ...result.explanation,
      maps: result.explanation.maps.map(({cells, ...rest}) => rest)}, null, 1)]), `${stem}.json`),
        {'aria-label': text.download(text.json)}));
}

function save(blob, name) {
  const link = h('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
