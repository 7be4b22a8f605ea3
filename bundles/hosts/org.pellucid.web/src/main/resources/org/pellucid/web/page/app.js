// The page: what is shown follows from the state in the address and from what the server has answered so far.
import * as api from '/api.js';
import {brush} from '/brush.js';
import {curveChart} from '/chart.js';
import {button, check, h, select, slider, sync} from '/dom.js';
import {openGallery} from '/gallery.js';
import * as maps from '/maps.js';
import {change, onChange, state, targets} from '/state.js';
import {text} from '/strings.js';

const DEFAULT_TARGETS = 2;
const CELL_SIDE = 360;
const STAGE_SIDE = 900;
const MASK_SIDE = 448;
const DRAW_MILLIS = 30;

let start = null; // models, devices, methods, colour maps
let picture = null; // hash, name, width, height, image
const models = new Map(); // what is known of each model
const results = new Map(); // by what was asked: {explanation} or {error} or {run, done, total …}
const after = new Map(); // of the covered picture, by model
let covering = false;
let curves = null;
let painter = null;
let rawColours = null;
let hovered = null;

const $ = id => document.getElementById(id);

// ---- telling people ----

function status(message) {
  $('status').textContent = message;
}

function notice(message) {
  $('notice').textContent = message;
  $('notice').hidden = !message;
}

function fail(failure) {
  if (failure.name !== 'AbortError') {
    notice(failure.status === 401 ? text.refused : failure.status === 0 ? text.lost : failure.message);
  }
}

// ---- what is asked ----

const chosenModels = () => [state.m, state.n].filter((name, i, all) => name && all.indexOf(name) === i);

const methodsFor = model => (models.get(model)?.methods ?? []).filter(fit => fit.supported
  && start.methods.some(method => method.name === fit.name && method.state !== 'leaving'));

const isCheap = fit => fit.kind === 'white_box';

// A class has the same name in both models, not always the same number. A class that the other model does not know is
// set against what that model says instead.
function targetOf(model, index) {
  if (model === state.m) {
    return index;
  }
  const found = (models.get(model)?.labels ?? []).indexOf(labelOf(state.m, index));
  return found >= 0 ? found : predictionOf(model)?.predictions[0].index;
}

function targetsOf(model) {
  return [...new Set(targets().map(index => targetOf(model, index)))].filter(index => index !== undefined);
}

function labelOf(model, index) {
  return models.get(model)?.labels[index] ?? String(index);
}

function ask(model, method, options) {
  return {picture: state.p, model, method, targets: targetsOf(model).join(','), device: state.d, precision: state.q,
    options};
}

const keyOf = (model, method) => [state.p, model, method, method ? targetsOf(model).join(',') : '', state.d,
  state.q].join('|');

const predictionOf = model => results.get(keyOf(model, ''))?.explanation;

// The first inference of a model is slow, so the quickest one tells what many will take.
const quickest = new Map();

function withCells(explanation) {
  const infer = explanation.timings.infer;
  quickest.set(explanation.model, Math.min(infer, quickest.get(explanation.model) ?? infer));
  for (const map of explanation.maps) {
    map.cells = api.bytes(map.values);
  }
  return explanation;
}

async function fetchResult(model, method) {
  const key = keyOf(model, method);
  if (results.has(key) || method && !targetsOf(model).length) {
    return;
  }
  results.set(key, {waiting: true});
  try {
    results.set(key, {explanation: withCells(await api.post('/api/explain', ask(model, method)))});
  } catch (failure) {
    results.set(key, {error: failure.message, status: failure.status});
    if (failure.status === 0 || failure.status === 401) {
      fail(failure);
      results.delete(key);
    }
  }
}

// ---- from state to answers ----

let round = 0;

async function update() {
  const mine = ++round;
  try {
    await Promise.all(chosenModels().filter(name => !models.has(name)).map(async name => {
      models.set(name, await api.get('/api/model', {name}));
    }));
    if (state.p && picture?.hash !== state.p) {
      await loadPicture(state.p);
    }
    if (mine !== round) {
      return;
    }
    render();
    if (!state.p || !picture) {
      return;
    }
    await Promise.all(chosenModels().map(model => fetchResult(model, '')));
    if (mine !== round) {
      return;
    }
    const predicted = predictionOf(state.m);
    if (predicted && !state.c) {
      const first = predicted.predictions.filter((each, rank) => rank === 0 || each.probability > 0.1).slice(0,
        DEFAULT_TARGETS);
      change({c: first.map(each => each.index).join(',')}, true);
      return;
    }
    render();
    await Promise.all(chosenModels().flatMap(model => methodsFor(model).filter(isCheap)
      .map(fit => fetchResult(model, fit.name).then(() => mine === round && refreshGrid()))));
  } catch (failure) {
    fail(failure);
    render();
  }
}

async function loadPicture(hash) {
  try {
    const facts = await api.get('/api/picture', {hash, facts: 1});
    picture = {...facts, image: await createImageBitmap(await api.blob('/api/picture', {hash}))};
    after.clear();
    curves = null;
    document.title = `${facts.name} – ${text.name}`;
  } catch (failure) {
    picture = null;
    fail(failure);
  }
}

async function take(file) {
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

// ---- drawing ----

function look() {
  const name = state.k || (start.colours.some(each => each.name === 'jet') ? 'jet' : start.colours[0].name);
  if (rawColours?.name !== name) {
    rawColours = {name, values: api.bytes(start.colours.find(each => each.name === name).colours)};
  }
  return {colours: rawColours.values, blend: Number(state.w) / 100, smooth: state.s === '1', contour: state.t === '1'};
}

function sized(side, description) {
  const factor = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = h('canvas', {role: 'img', 'aria-label': description});
  canvas.width = Math.max(1, Math.round(picture.width * factor));
  canvas.height = Math.max(1, Math.round(picture.height * factor));
  return canvas;
}

function renderBar() {
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

function fileInput() {
  return h('input', {type: 'file', accept: 'image/*,.tif,.tiff', class: 'file', 'aria-label': text.choose,
    onchange: event => take(event.target.files[0])});
}

function render() {
  renderBar();
  if (!picture || !state.p) {
    $('main').className = 'empty';
    sync($('main'), [h('label', {class: 'drop'}, h('span', {class: 'eye', 'aria-hidden': 'true'}),
      h('strong', {}, text.tagline), h('span', {}, text.drop), h('span', {class: 'faint'}, text.private),
      h('span', {class: 'primary'}, text.choose), fileInput())]);
    return;
  }
  $('main').className = 'work';
  sync($('main'), [h('section', {class: 'side', 'aria-label': text.predictions}, stage(), h('div',
    {id: 'predictions'})),
    h('section', {class: 'maps', id: 'maps', tabindex: -1, 'aria-label': text.maps}, controls(), h('div',
      {id: 'grid'}))]);
  renderPredictions();
  renderGrid();
}

// ---- the picture, and a part of it covered ----

function stage() {
  const canvas = sized(STAGE_SIDE, picture.name);
  canvas.id = 'stage';
  canvas.getContext('2d').drawImage(picture.image, 0, 0, canvas.width, canvas.height);
  const overlay = sized(MASK_SIDE, text.coverHelp);
  overlay.id = 'brush';
  overlay.hidden = !covering;
  const old = painter?.hash === picture.hash ? painter : null;
  painter = brush(overlay, old, whatIf);
  painter.hash = picture.hash;
  return h('div', {class: 'stage'},
    h('figure', {class: 'canvas'}, canvas, overlay,
      h('figcaption', {}, picture.name, h('span', {class: 'faint'}, ` ${picture.width} × ${picture.height}`))),
    h('div', {class: 'tools'},
      h('label', {class: 'button'}, text.another, fileInput()),
      h('button', {type: 'button', 'aria-pressed': String(covering), onclick: () => {
        covering = !covering;
        render();
        $('brush').focus();
      }}, text.cover)),
    covering ? coverTools() : null);
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

function coverTools() {
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
      renderPredictions();
      refreshGrid();
      performance.measure('pellucid-whatif', {start: began});
    } while (askAgain);
  } catch (failure) {
    fail(failure);
  } finally {
    asking = false;
  }
}

// ---- predictions ----

function renderPredictions() {
  const lists = chosenModels().map(model => {
    const found = predictionOf(model);
    if (!found) {
      const error = results.get(keyOf(model, ''))?.error;
      return h('p', {class: error ? 'error' : 'faint'}, error ?? text.computing);
    }
    const covered = after.get(model);
    const chosen = targetsOf(model);
    const shown = [...found.predictions.slice(0, 5)];
    for (const index of chosen) {
      if (!shown.some(each => each.index === index)) {
        shown.push(found.predictions.find(each => each.index === index) ?? known(model, index));
      }
    }
    for (const each of covered?.predictions.slice(0, 2) ?? []) {
      if (!shown.some(other => other.index === each.index)) {
        shown.push(found.predictions.find(other => other.index === each.index) ?? known(model, each.index));
      }
    }
    return h('div', {class: 'list'}, chosenModels().length > 1 ? h('h3', {}, model) : null,
      h('ul', {}, shown.map(each => bar(model, each, chosen.includes(each.index),
        covered?.predictions.find(other => other.index === each.index)?.probability, Boolean(covered)))));
  });
  if ($('predictions')) {
    sync($('predictions'), [h('h2', {}, text.predictions), h('p', {class: 'faint'}, text.pick), ...lists,
      finder()].filter(Boolean));
  }
}

// A class that is so improbable that the server did not list it.
function known(model, index) {
  for (const [key, result] of results) {
    const found = key.startsWith(`${state.p}|${model}|`)
      && result.explanation?.predictions.find(each => each.index === index);
    if (found) {
      return found;
    }
  }
  return {index, label: labelOf(model, index), probability: null};
}

const percent = probability => (probability === null || probability === undefined ? '–'
  : probability >= 0.0995 ? `${(100 * probability).toFixed(0)} %` : `${(100 * probability).toFixed(1)} %`);

function bar(model, each, chosen, covered, isCovered) {
  const fill = h('span', {class: 'fill'});
  fill.style.width = `${100 * (each.probability ?? 0)}%`;
  const then = isCovered ? h('span', {class: 'fill then'}) : null;
  if (then) {
    then.style.width = `${100 * (covered ?? 0)}%`;
  }
  return h('li', {}, h('label', {class: chosen ? 'bar chosen' : 'bar'},
    h('input', {type: 'checkbox', checked: chosen, disabled: model !== state.m, onchange: () => toggle(each.index)}),
    h('span', {class: 'label'}, each.label),
    h('span', {class: 'number'}, percent(each.probability), isCovered ? h('b', {}, ` → ${percent(covered ?? 0)}`)
      : null),
    h('span', {class: 'track'}, fill, then)));
}

function toggle(index) {
  const now = targets();
  change({c: (now.includes(index) ? now.filter(each => each !== index) : [...now, index]).join(',')});
}

function finder() {
  const labels = models.get(state.m)?.labels ?? [];
  const list = h('datalist', {id: 'labels'});
  const input = h('input', {type: 'search', list: 'labels', placeholder: text.find, 'aria-label': text.find,
    oninput: () => list.replaceChildren(...labels
      .filter(label => label.toLowerCase().includes(input.value.toLowerCase()))
      .slice(0, 30).map(label => h('option', {value: label}))),
    onchange: () => {
      const index = labels.indexOf(input.value);
      if (index >= 0 && !targets().includes(index)) {
        change({c: [...targets(), index].join(',')});
      }
    }});
  return labels.length ? h('div', {class: 'find'}, input, list) : null;
}

// ---- the grid of maps ----

function controls() {
  const ramp = h('canvas', {id: 'ramp', width: 256, height: 1, role: 'img', 'aria-label': text.scale});
  return h('div', {class: 'controls'}, h('h2', {}, text.maps),
    slider(text.blend, state.w, 0, 100, 1, value => look2({w: String(value)})),
    select(text.colours, start.colours.map(each => [each.name, each.name + (each.safe ? text.safe : '')]), look()
      && rawColours.name,
      name => look2({k: name})),
    check(text.smooth, state.s === '1', on => look2({s: on ? '1' : '0'})),
    check(text.contour, state.t === '1', on => look2({t: on ? '1' : '0'})),
    h('div', {class: 'ramp'}, h('span', {}, text.low), ramp, h('span', {}, text.high)));
}

function look2(values) {
  change(values, true);
}

let drawAt = 0;

// Sliders move faster than many maps are painted.
function redraw() {
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

function renderGrid() {
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

let gridAt = 0;

function refreshGrid() {
  if (!gridAt) {
    gridAt = requestAnimationFrame(() => {
      gridAt = 0;
      renderGrid();
    });
  }
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
  const tools = !column.after && !isCheap(fit) ? runTools(column, result) : null;
  const parts = [h('figcaption', {}, h('strong', {}, title), time)];
  const canvas = map ? mapCanvas(map, description, reading) : null;
  if (canvas) {
    parts.unshift(canvas);
    parts.push(tools, h('div', {class: 'under'}, downloads(() => canvas.map, result, title), reading));
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

// The same place on every map, so that maps can be compared by their numbers.
function hover(canvas) {
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

function cross(canvas) {
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

// ---- dear methods: they run on a button, and their maps sharpen while they do ----

function runTools(column, result) {
  const {fit, model} = column;
  const method = start.methods.find(each => each.name === fit.name);
  if (!result) {
    const single = quickest.get(model) ?? 0;
    const count = Number(/(\d+) inferences/.exec(method.cost)?.[1] ?? 0);
    return h('div', {class: 'running'}, h('p', {}, text.dear(method.cost, count && single
      ? text.seconds(count * single / 1000) : '')),
      button(text.run, () => run(column), {class: 'primary', 'aria-label': `${text.run} ${fit.name}`}));
  }
  if (result.run) {
    const progress = h('progress', {max: 1, value: 0, 'aria-label': fit.name});
    const said = h('span', {});
    const tools = h('div', {class: 'running'}, progress, said, result.paused
      ? button(text.more, () => tell('/api/runs/continue', result).then(() => {
        result.paused = false;
        refreshGrid();
      }), {'aria-label': `${text.more} ${fit.name}`})
      : button(text.stop, () => tell('/api/runs/stop', result), {'aria-label': `${text.stop} ${fit.name}`}));
    tools.refresh = now => {
      progress.max = now.total || 1;
      progress.value = now.done || 0;
      said.textContent = (now.paused ? text.stopped(now.done, now.total) : now.total ? text.masks(now.done, now.total)
        : text.waiting)
        + (now.change === undefined ? '' : ` · ${text.settled(now.change)}`);
    };
    return tools;
  }
  if (result.explanation) {
    return h('div', {class: 'running'}, h('span', {class: 'faint'}, result.explanation.incomplete || ''),
      result.masks ? button(text.again, () => run(column, {masks: String(2 * result.masks)})) : null);
  }
  return h('p', {}, text.waiting);
}

const running = new Map();

async function run(column, options) {
  const {model, fit, key} = column;
  const before = results.get(key);
  results.set(key, {waiting: true, explanation: before?.explanation});
  refreshGrid();
  try {
    const {run: id} = await api.post('/api/runs', {page: api.page, ask: ask(model, fit.name, options)});
    running.set(id, key);
    results.set(key, {run: id, explanation: before?.explanation});
  } catch (failure) {
    results.delete(key);
    fail(failure);
  }
  refreshGrid();
}

async function tell(path, result) {
  try {
    await api.send(path, {run: result.run}, null);
  } catch (failure) {
    if (failure.status !== 410) {
      fail(failure);
    }
  }
}

async function heard(name, news) {
  if (name === 'methods') {
    const now = (await api.get('/api/methods')).methods;
    const versions = list => list.map(each => `${each.name} ${each.version} ${each.state}`).join();
    if (versions(now) !== versions(start.methods)) {
      start.methods = now;
      models.clear();
      status(text.methodsChanged);
      update();
    }
    return;
  }
  const key = running.get(news.run);
  const result = results.get(key);
  if (!result) {
    return;
  }
  if (name === 'progress') {
    Object.assign(result, {done: news.done, total: news.total});
  } else if (name === 'map') {
    const now = withCells(news.explanation);
    const before = result.explanation?.maps[0];
    const change = before ? 1 - maps.compare(before, now.maps[0]).correlation : undefined;
    Object.assign(result, {done: news.done, total: news.total, explanation: {...now, millis: news.millis}, change});
  } else if (name === 'paused') {
    result.paused = true;
  } else if (name === 'done') {
    running.delete(news.run);
    results.set(key, {explanation: {...withCells(news.explanation), millis: news.millis}, masks: result.total});
  } else if (name === 'failed') {
    running.delete(news.run);
    results.set(key, {error: news.error});
  }
  refreshGrid();
}

// ---- downloads ----

function downloads(mapNow, result, title) {
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

// ---- beginning ----

onChange(before => {
  const looks = ['w', 'k', 's', 't'];
  const asked = Object.keys(state).some(key => !looks.includes(key) && state[key] !== before[key]);
  if (asked) {
    if (before.p !== state.p || before.m !== state.m) {
      after.clear();
    }
    update();
  } else {
    redraw();
  }
});

addEventListener('dragover', event => event.preventDefault());
addEventListener('drop', event => {
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});
addEventListener('paste', event => {
  const file = [...event.clipboardData.files].find(each => each.type.startsWith('image/'));
  if (file) {
    take(file);
  }
});

function connection(now) {
  notice(now === 'lost' ? text.lost : now === 'refused' ? text.refused : '');
  if (now === 'there' && !start) {
    begin();
  }
}

let beginning = false;

async function begin() {
  if (beginning) {
    return;
  }
  beginning = true;
  status(text.waiting);
  try {
    start = await api.get('/api/start');
    if (!start.models.some(each => each.name === state.m)) {
      change({m: start.model}, true);
    } else {
      update();
    }
  } catch (failure) {
    fail(failure);
  } finally {
    beginning = false;
    status('');
  }
}

document.documentElement.dataset.theme = localStorage.getItem('pellucid.theme') ?? '';
if (!document.documentElement.dataset.theme) {
  delete document.documentElement.dataset.theme;
}
begin();
api.listen(heard, connection);
