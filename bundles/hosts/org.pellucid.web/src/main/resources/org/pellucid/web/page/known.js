// What the server has answered so far, and what is asked of it.
import * as api from '/api.js';
import {state, targets} from '/state.js';

export let start = null; // models, devices, methods, colour maps
export let picture = null; // hash, name, width, height, image
export const models = new Map(); // what is known of each model
export const results = new Map(); // by what was asked: {explanation} or {error} or {run, done, total …}
export const after = new Map(); // of the covered picture, by model

export function begun(now) {
  start = now;
}

export function shown(now) {
  picture = now;
}

export const chosenModels = () => [state.m, state.n].filter((name, i, all) => name && all.indexOf(name) === i);

export const methodsFor = model => (models.get(model)?.methods ?? []).filter(fit => fit.supported
  && start.methods.some(method => method.name === fit.name && method.state !== 'leaving'));

export const isCheap = fit => fit.kind === 'white_box';

// A class has the same name in both models, not always the same number. A class that the other model does not know is
// set against what that model says instead.
export function targetOf(model, index) {
  if (model === state.m) {
    return index;
  }
  const found = (models.get(model)?.labels ?? []).indexOf(labelOf(state.m, index));
  return found >= 0 ? found : predictionOf(model)?.predictions[0].index;
}

export function targetsOf(model) {
  return [...new Set(targets().map(index => targetOf(model, index)))].filter(index => index !== undefined);
}

export function labelOf(model, index) {
  return models.get(model)?.labels[index] ?? String(index);
}

export function ask(model, method, options) {
  return {picture: state.p, model, method, targets: targetsOf(model).join(','), device: state.d, precision: state.q,
    options};
}

export const keyOf = (model, method) => [state.p, model, method, method ? targetsOf(model).join(',') : '', state.d,
  state.q].join('|');

export const predictionOf = model => results.get(keyOf(model, ''))?.explanation;

// The first inference of a model is slow, so the quickest one tells what many will take.
export const quickest = new Map();

export function withCells(explanation) {
  const infer = explanation.timings.infer;
  quickest.set(explanation.model, Math.min(infer, quickest.get(explanation.model) ?? infer));
  for (const map of explanation.maps) {
    map.cells = api.bytes(map.values);
  }
  return explanation;
}

// A class that is so improbable that the server did not list it.
export function classOf(model, index) {
  for (const [key, result] of results) {
    const found = key.startsWith(`${state.p}|${model}|`)
      && result.explanation?.predictions.find(each => each.index === index);
    if (found) {
      return found;
    }
  }
  return {index, label: labelOf(model, index), probability: null};
}
