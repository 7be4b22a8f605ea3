// The bar above everything: models, devices and what opens besides.
import {button, h, select, sync} from '/dom.js';
import {openGallery} from '/gallery.js';
import {labelOf, models, start} from '/known.js';
import {$} from '/say.js';
import {change, state} from '/state.js';
import {text} from '/strings.js';

export function renderBar() {
  const options = start.models.map(each => [each.name, each.name]);
  sync($('bar'), [
    h('a', {class: 'skip', href: '#maps', onclick: event => {
      event.preventDefault();
      $('maps')?.focus();
    }}, text.skip),
    h('h1', {}, h('img', {src: '/icon.svg', alt: '', width: 28, height: 28}), text.name),
    select(text.model, options, state.m, name => change({m: name, c: sameClasses(name)})),
    select(text.second, [['', text.none], ...options.filter(([name]) => name !== state.m)], state.n,
      name => change({n: name})),
    select(text.device, start.devices.map(each => [each.name, each.name]), state.d, name => change({d: name})),
    select(text.precision, start.precisions.map(each => [each, each]), state.q, name => change({q: name})),
    h('span', {class: 'space'}),
    button(text.datasets, () => openGallery($('gallery'), start.sets, state.m, labelOf, kept => change({p: kept.hash,
      c: ''}))),
    button('◐', toggleTheme, {'aria-label': text.theme, title: text.theme, class: 'icon'})]);
}

const sameClasses = name => (models.get(name)?.classes === models.get(state.m)?.classes ? state.c : '');

function toggleTheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const now = document.documentElement.dataset.theme ?? (dark ? 'dark' : 'light');
  document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
  localStorage.setItem('pellucid.theme', document.documentElement.dataset.theme);
}

// What was chosen last.
export function restoreTheme() {
  const chosen = localStorage.getItem('pellucid.theme');
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
}
