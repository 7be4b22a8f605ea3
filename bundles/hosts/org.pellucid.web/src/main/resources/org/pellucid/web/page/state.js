// What is looked at, all of it in the address: a link shows the same, and the browser's buttons go back and forth.
import {takeSecret} from '/api.js';

const DEFAULTS = {p: '', m: '', n: '', c: '', d: 'CPU', q: 'auto', w: '55', k: '', s: '1', t: '0', e: ''};

export const state = {...DEFAULTS};
const listeners = [];

function parse() {
  const given = new URLSearchParams(location.hash.slice(1));
  const secret = given.get('key');
  if (secret) {
    takeSecret(secret);
    given.delete('key');
    history.replaceState(null, '', `#${given}`);
  }
  Object.assign(state, DEFAULTS, Object.fromEntries([...given].filter(([key]) => key in DEFAULTS)));
}

function hash() {
  return `#${new URLSearchParams(Object.entries(state).filter(([key, value]) => value !== DEFAULTS[key]))}`;
}

parse();
addEventListener('hashchange', () => {
  const before = {...state};
  parse();
  listeners.forEach(listener => listener(before));
});

// `quiet` changes are how things look: they are in the link, but no step of the way back.
export function change(values, quiet = false) {
  const before = {...state};
  Object.assign(state, values);
  const now = hash();
  if (now !== location.hash && !(now === '#' && location.hash === '')) {
    history[quiet ? 'replaceState' : 'pushState'](null, '', now);
  }
  listeners.forEach(listener => listener(before));
}

export function onChange(listener) {
  listeners.push(listener);
}

export const targets = () => state.c.split(',').filter(Boolean).map(Number);
