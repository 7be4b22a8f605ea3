// Dear methods: they run on a button, and their maps sharpen while they do.
import * as api from '/api.js';
import {button, h} from '/dom.js';
import {refresh} from '/frame.js';
import {ask, models, quickest, results, start, withCells} from '/known.js';
import * as maps from '/maps.js';
import {fail, status} from '/say.js';
import {text} from '/strings.js';
import {update} from '/update.js';

export function runTools(column, result) {
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
        refresh('grid');
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
  refresh('grid');
  try {
    const {run: id} = await api.post('/api/runs', {page: api.page, ask: ask(model, fit.name, options)});
    running.set(id, key);
    results.set(key, {run: id, explanation: before?.explanation});
  } catch (failure) {
    results.delete(key);
    fail(failure);
  }
  refresh('grid');
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

const LOOKS_MILLIS = [0, 100, 300, 1000, 3000];
const versions = list => list.map(each => `${each.name} ${each.version} ${each.state}`).join();
let swaps = 0;

// The news may come before the explainer itself has taken in or given up the method, so one look may be too early.
async function lookForMethods() {
  const swap = ++swaps;
  for (const pause of LOOKS_MILLIS) {
    await api.wait(pause);
    const now = await api.get('/api/methods').then(answer => answer.methods, () => null);
    if (swap !== swaps) {
      return;
    }
    if (now && start && versions(now) !== versions(start.methods)) {
      start.methods = now;
      models.clear();
      status(text.methodsChanged);
      update();
    }
  }
}

export function heard(name, news) {
  if (name === 'methods') {
    lookForMethods();
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
    const change = before && now.maps[0].error === undefined
      ? 1 - maps.compare(before, now.maps[0]).correlation : undefined;
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
  refresh('grid');
}
