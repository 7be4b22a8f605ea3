// Tells people what goes on and what went wrong.
import {text} from '/strings.js';

export const $ = id => document.getElementById(id);

export function status(message) {
  $('status').textContent = message;
}

export function notice(message) {
  $('notice').textContent = message;
  $('notice').hidden = !message;
}

export function fail(failure) {
  if (failure.name !== 'AbortError') {
    notice(failure.status === 401 ? text.refused : failure.status === 0 ? text.lost : failure.message);
  }
}
