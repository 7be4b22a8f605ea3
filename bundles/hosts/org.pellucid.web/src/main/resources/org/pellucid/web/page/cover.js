// A part of the picture covered: what the model says then, and the curves of covering what a map says.
import * as api from '/api.js';
import {brush} from '/brush.js';
import {curveChart} from '/chart.js';
import {button, h, select, slider} from '/dom.js';
import {draw, refresh} from '/frame.js';
import {after, ask, chosenModels, isCheap, keyOf, methodsFor, picture, results, start, withCells} from '/known.js';
import {sized} from '/look.js';
import * as maps from '/maps.js';
import {$, fail} from '/say.js';
import {state} from '/state.js';
import {text} from '/strings.js';

const MASK_SIDE = 448;

let covering = false;
let curves = null;
let painter = null;

export function forgetCover() {
  after.clear();
  curves = null;
}

export function coveredPart() {
  return painter && !painter.isEmpty() ? {...painter.grid(), cells: painter.mask(), kind: painter.kind} : null;
}

let restored = false;

// A part that was covered when its evidence was saved.
export function restoreCover(hash, {width, height, cells, kind}) {
  painter = {hash, width, height, kind, mask: () => cells, cells: () => cells, undone: []};
  covering = true;
  restored = true;
}

export function overlay() {
  const canvas = sized(MASK_SIDE, text.coverHelp);
  canvas.id = 'brush';
  canvas.hidden = !covering;
  const old = painter?.hash === picture.hash ? painter : null;
  painter = brush(canvas, old, whatIf);
  painter.hash = picture.hash;
  if (restored) {
    restored = false;
    setTimeout(whatIf);
  }
  return canvas;
}

export function coverButton() {
  return h('button', {type: 'button', 'aria-pressed': String(covering), onclick: () => {
    covering = !covering;
    draw('page');
    $('brush').focus();
  }}, text.cover);
}

function firstMap() {
  for (const fit of methodsFor(state.m)) {
    const map = results.get(keyOf(state.m, fit.name))?.explanation?.maps[0];
    if (map) {
      return map;
    }
  }
  return null;
}

export function coverTools() {
  if (!covering) {
    return null;
  }
  const map = firstMap();
  return h('div', {class: 'cover'},
    h('p', {class: 'faint'}, text.coverHelp),
    h('div', {class: 'tools'},
      select(text.kind, start.covers.map(each => [each, text.kinds[each]]), painter.kind, kind => {
        painter.kind = kind;
        curves = null;
        whatIf();
      }),
      slider(text.size, painter.size, 8, 240, 1, size => painter.resize(size)),
      button(text.undo, () => painter.undo()), button(text.invert, () => painter.invert()), button(text.clear,
        () => painter.clear())),
    map ? h('div', {class: 'share'},
      slider(text.share, painter.share, 0, 100, 1, share => {
        painter.share = share;
        const size = painter.grid();
        const values = maps.spread(map, size.width, size.height, true);
        const edge = maps.threshold(values, share / 100);
        painter.fill(values, share === 0 ? 256 : edge);
        $('share').textContent = text.shareOf(share / 100);
        drawCurves(map);
      }),
      h('span', {id: 'share', class: 'faint'}, text.shareOf(painter.share / 100)),
      h('div', {id: 'curves'}, curves ? curveChart(curves, painter.share / 100) : null)) : null);
}

let curvesAsked = null;

async function drawCurves(map) {
  const key = `${keyOf(state.m, 'curves')}|${map.target}|${painter.kind}`;
  if (curves?.key === key) {
    $('curves').replaceChildren(curveChart(curves, painter.share / 100));
    return;
  }
  if (curvesAsked === key) {
    return;
  }
  curvesAsked = key;
  try {
    const found = await api.post('/api/curves', {ask: ask(state.m, ''), target: map.target, cover: painter.kind,
      width: map.width, height: map.height, values: map.values, placement: map.placement});
    curves = {...found, key, label: map.label};
    $('curves')?.replaceChildren(curveChart(curves, painter.share / 100));
  } catch (failure) {
    fail(failure);
  } finally {
    curvesAsked = null;
  }
}

// One question at a time: of strokes made meanwhile only the last one counts.
let asking = false;
let askAgain = false;

async function whatIf() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  try {
    do {
      askAgain = false;
      const began = performance.now();
      if (painter.isEmpty()) {
        after.clear();
      } else {
        const {width, height} = painter.grid();
        const mask = painter.mask();
        await Promise.all(chosenModels().map(async model => {
          const method = methodsFor(model).find(isCheap)?.name ?? '';
          const found = withCells(await api.send('/api/whatif', {...ask(model, method), options: null,
            cover: painter.kind,
            width, height}, mask));
          after.set(model, {...found, method});
        }));
      }
      draw('predictions');
      refresh('grid');
      performance.measure('pellucid-whatif', {start: began});
    } while (askAgain);
  } catch (failure) {
    fail(failure);
  } finally {
    asking = false;
  }
}
