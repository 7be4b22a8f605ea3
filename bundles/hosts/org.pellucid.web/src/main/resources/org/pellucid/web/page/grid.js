// The grid of maps: a row for each class, a column for each model and method.
import {check, h, select, slider, sync} from '/dom.js';
import {downloads} from '/downloads.js';
import {evidenceButton} from '/evidence.js';
import {after, chosenModels, isCheap, keyOf, labelOf, methodsFor, models, picture, quickest, results, start, targetOf}
  from '/known.js';
import {cross, hover, hovered, look, redraw, sized} from '/look.js';
import * as maps from '/maps.js';
import {runTools} from '/runs.js';
import {$} from '/say.js';
import {change, state, targets} from '/state.js';
import {text} from '/strings.js';

const CELL_SIDE = 360;

export function controls() {
  const ramp = h('canvas', {id: 'ramp', width: 256, height: 1, role: 'img', 'aria-label': text.scale});
  return h('div', {}, h('div', {class: 'head'}, h('h2', {}, text.maps), evidenceButton()), h('div', {class: 'controls'},
    slider(text.blend, state.w, 0, 100, 1, value => restyle({w: String(value)})),
    select(text.colours, start.colours.map(each => [each.name, each.name + (each.safe ? text.safe : '')]), look().name,
      name => restyle({k: name})),
    check(text.smooth, state.s === '1', on => restyle({s: on ? '1' : '0'})),
    check(text.contour, state.t === '1', on => restyle({t: on ? '1' : '0'})),
    h('div', {class: 'ramp'}, h('span', {}, text.low), ramp, h('span', {}, text.high))));
}

function restyle(values) {
  change(values, true);
}

function columns() {
  const all = [];
  for (const model of chosenModels()) {
    for (const fit of methodsFor(model)) {
      all.push({model, fit, key: keyOf(model, fit.name)});
    }
    if (after.has(model) && after.get(model).method) {
      all.push({model, fit: methodsFor(model).find(isCheap), after: true});
    }
  }
  if (state.n && state.n !== state.m) {
    const shared = methodsFor(state.m).find(fit => results.get(keyOf(state.m, fit.name))?.explanation
      && methodsFor(state.n).some(other => results.get(keyOf(state.n, other.name))?.explanation));
    const other = shared && methodsFor(state.n).filter(fit => results.get(keyOf(state.n, fit.name))?.explanation)
      .sort((a, b) => (b.name === shared.name) - (a.name === shared.name))[0];
    if (other) {
      all.push({difference: [shared, other]});
    }
  }
  return all;
}

// Cells and rows that show the same as before are the same elements.
let kept = new Map();
let before = new Map();

function keep(key, make) {
  const element = kept.get(key) ?? before.get(key) ?? make();
  kept.set(key, element);
  return element;
}

const names = new WeakMap();
let named = 0;

function nameOf(object) {
  if (!names.has(object)) {
    names.set(object, ++named);
  }
  return names.get(object);
}

export function renderGrid() {
  const grid = $('grid');
  if (!grid) {
    return;
  }
  before = kept;
  kept = new Map();
  const shown = columns();
  const fits = models.get(state.m)?.methods ?? [];
  const unfit = fits.filter(fit => !fit.supported && isCheap(fit));
  const rows = keep('rows', () => h('div', {class: 'rows'}));
  sync(rows, targets().map(index => {
    const row = keep(`row ${state.m} ${index}`, () => h('section', {class: 'row', 'aria-label': labelOf(state.m,
      index)},
      h('h3', {}, labelOf(state.m, index)), h('div', {class: 'cells'})));
    sync(row.lastChild, shown.map(column => cell(column, index)).filter(Boolean));
    return row;
  }));
  sync(grid, [
    fits.length && !fits.some(fit => fit.supported && isCheap(fit)) ? keep('hint', () => h('p', {class: 'hint'},
      text.blackBox)) : null,
    rows,
    unfit.length ? keep(`unfit ${state.m} ${unfit.map(fit => fit.reason)}`, () => h('details', {class: 'faint'},
      h('summary', {}, `${unfit.map(fit => fit.name).join(', ')}: ${text.unfit}`), unfit.map(fit => h('p', {},
        `${fit.name}: ${fit.reason}`)))) : null,
    keep('hover', () => h('p', {class: 'faint'}, text.hover)),
  ].filter(Boolean));
  redraw();
}

function stateOf(result) {
  if (result?.run) {
    return `run ${result.run} ${Boolean(result.paused)} ${Boolean(result.explanation)}`;
  }
  return result?.explanation ? `done ${nameOf(result.explanation)}` : result?.error ?? (result ? 'waiting' : 'none');
}

function cell(column, index) {
  if (column.difference) {
    return differenceCell(column, index);
  }
  const {model, fit} = column;
  const result = column.after ? {explanation: after.get(model)} : results.get(column.key);
  const two = chosenModels().length > 1;
  const seconds = column.fit && !isCheap(fit) && !result ? Math.round(quickest.get(model) ?? 0) : 0;
  const key = [state.p, model, fit.name, Boolean(column.after), index, two, seconds, stateOf(result)].join('|');
  const element = keep(key, () => makeCell(column, index, result, two));
  element.refresh?.(result);
  return element;
}

function makeCell(column, index, result, two) {
  const {model, fit} = column;
  const wanted = targetOf(model, index);
  const other = two && model !== state.m && labelOf(model, wanted) !== labelOf(state.m, index)
    ? `: ${labelOf(model, wanted)}` : '';
  const title = (column.after ? `${fit.name}, ${text.covered}` : fit.name) + (two ? ` · ${model}${other}` : '');
  const mapOf = from => from?.explanation?.maps.find(each => each.target === wanted || each.target === -1);
  const map = mapOf(result);
  const description = `${labelOf(state.m, index)}, ${title}`;
  const time = h('span', {class: 'faint'});
  const reading = h('span', {class: 'reading'});
  const error = h('p', {class: 'faint sure'});
  const tools = !column.after && !isCheap(fit) ? runTools(column, result) : null;
  const parts = [h('figcaption', {}, h('strong', {}, title), time)];
  const canvas = map ? mapCanvas(map, description, reading) : null;
  if (canvas) {
    parts.unshift(canvas);
    parts.push(error, tools, h('div', {class: 'under'}, downloads(() => canvas.map, result), reading));
  } else {
    const blank = sized(CELL_SIDE, description);
    const pen = blank.getContext('2d');
    pen.globalAlpha = 0.35;
    pen.drawImage(picture.image, 0, 0, blank.width, blank.height);
    parts.unshift(h('div', {class: 'blank'}, blank, h('div', {class: 'over'}, result?.error
      ? h('p', {class: 'error'}, result.error) : tools ?? h('p', {}, text.computing))));
  }
  const figure = h('figure', {class: 'cell', 'data-method': fit.name, 'data-model': model}, parts);
  // A map that grows is painted in the same place, and the buttons below it stay.
  figure.refresh = now => {
    time.textContent = now?.explanation ? text.took(now.explanation.millis) : '';
    time.title = now?.explanation?.layer ? text.layer(now.explanation.layer) : '';
    if (canvas) {
      canvas.map = mapOf(now) ?? canvas.map;
      error.textContent = canvas.map.error === undefined ? '' : text.error(canvas.map.error);
    }
    tools?.refresh?.(now);
  };
  return figure;
}

function mapCanvas(map, description, reading) {
  const canvas = sized(CELL_SIDE, description);
  canvas.map = map;
  canvas.draw = () => {
    maps.paint(canvas, picture.image, canvas.map, look());
    cross(canvas);
    const value = hovered && maps.at(canvas.map, hovered.x, hovered.y);
    reading.textContent = value ? text.value(value.value, value.raw.toPrecision(3)) : '';
  };
  hover(canvas);
  return canvas;
}

function differenceCell({difference: [first, second]}, index) {
  const one = results.get(keyOf(state.m, first.name)).explanation.maps.find(map => map.target === index
    || map.target === -1);
  const wanted = targetOf(state.n, index);
  const two = results.get(keyOf(state.n, second.name)).explanation.maps.find(map => map.target === wanted
    || map.target === -1);
  return one && two ? keep(`difference|${state.p}|${index}|${nameOf(one)}|${nameOf(two)}`, () => makeDifference(one,
    two)) : null;
}

function makeDifference(one, two) {
  const canvas = sized(CELL_SIDE, `${text.difference}: ${state.m}, ${state.n}`);
  canvas.draw = () => {
    maps.paintDifference(canvas, picture.image, one, two, look());
    cross(canvas);
  };
  hover(canvas);
  const {iou, correlation} = maps.compare(one, two);
  return h('figure', {class: 'cell'}, canvas, h('figcaption', {}, h('strong', {}, text.difference)),
    h('p', {class: 'legend'}, h('span', {class: 'first'}, state.m), h('span', {class: 'second'}, state.n)),
    h('p', {class: 'faint'}, text.overlap(iou, correlation)));
}
