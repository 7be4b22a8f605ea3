// How maps look, and the place on them that is pointed at.
import * as api from '/api.js';
import {h} from '/dom.js';
import {picture, start} from '/known.js';
import {$} from '/say.js';
import {state} from '/state.js';

const DRAW_MILLIS = 30;

let rawColours = null;

export function look() {
  const name = state.k || (start.colours.some(each => each.name === 'jet') ? 'jet'
    : start.colours[0].name);
  if (rawColours?.name !== name) {
    rawColours = {name, values: api.bytes(start.colours.find(each => each.name === name).colours)};
  }
  return {name, colours: rawColours.values, blend: Number(state.w) / 100, smooth: state.s === '1',
    contour: state.t === '1'};
}

export function sized(side, description) {
  const factor = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = h('canvas', {role: 'img', 'aria-label': description});
  canvas.width = Math.max(1, Math.round(picture.width * factor));
  canvas.height = Math.max(1, Math.round(picture.height * factor));
  return canvas;
}

let drawAt = 0;

// Sliders move faster than many maps are painted.
export function redraw() {
  if (!drawAt) {
    drawAt = setTimeout(() => {
      drawAt = 0;
      const ramp = $('ramp');
      if (ramp) {
        const pen = ramp.getContext('2d');
        const image = pen.createImageData(256, 1);
        for (let i = 0; i < 256; i++) {
          image.data.set([...look().colours.subarray(3 * i, 3 * i + 3), 255], 4 * i);
        }
        pen.putImageData(image, 0, 0);
      }
      document.querySelectorAll('#grid canvas').forEach(canvas => canvas.draw?.());
    }, DRAW_MILLIS);
  }
}

// The same place on every map, so that maps can be compared by their numbers.
export let hovered = null;

export function hover(canvas) {
  canvas.addEventListener('pointermove', event => {
    const box = canvas.getBoundingClientRect();
    hovered = {x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height};
    redraw();
  });
  canvas.addEventListener('pointerleave', () => {
    hovered = null;
    redraw();
  });
}

export function cross(canvas) {
  if (hovered) {
    const pen = canvas.getContext('2d');
    const x = Math.round(hovered.x * canvas.width) + 0.5;
    const y = Math.round(hovered.y * canvas.height) + 0.5;
    for (const [colour, width] of [['#000', 3], ['#fff', 1]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.beginPath();
      pen.arc(x, y, 6, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
}
