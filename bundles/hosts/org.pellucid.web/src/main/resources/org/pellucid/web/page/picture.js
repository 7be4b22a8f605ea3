// The picture: taken in, fetched and shown.
import * as api from '/api.js';
import {coverButton, coverTools, forgetCover, overlay} from '/cover.js';
import {h} from '/dom.js';
import {picture, shown} from '/known.js';
import {sized} from '/look.js';
import {fail, notice, status} from '/say.js';
import {change} from '/state.js';
import {text} from '/strings.js';

const STAGE_SIDE = 900;

export async function loadPicture(hash) {
  try {
    const facts = await api.get('/api/picture', {hash, facts: 1});
    shown({...facts, image: await createImageBitmap(await api.blob('/api/picture', {hash}))});
    forgetCover();
    document.title = `${facts.name} – ${text.name}`;
  } catch (failure) {
    shown(null);
    fail(failure);
  }
}

export async function take(file) {
  if (!file) {
    return;
  }
  notice('');
  status(text.waiting);
  try {
    const kept = await api.send('/api/pictures', {name: file.name || 'picture.png'}, file);
    change({p: kept.hash, c: ''});
  } catch (failure) {
    fail(failure);
  } finally {
    status('');
  }
}

export function fileInput() {
  return h('input', {type: 'file', accept: 'image/*,.tif,.tiff', class: 'file', 'aria-label': text.choose,
    onchange: event => take(event.target.files[0])});
}

export function stage() {
  const canvas = sized(STAGE_SIDE, picture.name);
  canvas.id = 'stage';
  canvas.getContext('2d').drawImage(picture.image, 0, 0, canvas.width, canvas.height);
  return h('div', {class: 'stage'},
    h('figure', {class: 'canvas'}, canvas, overlay(),
      h('figcaption', {}, picture.name, h('span', {class: 'faint'}, ` ${picture.width} × ${picture.height}`))),
    h('div', {class: 'tools'},
      h('label', {class: 'button'}, text.another, fileInput()), coverButton()),
    coverTools());
}
