// From the state in the address to answers of the server.
import * as api from '/api.js';
import {draw, refresh} from '/frame.js';
import {ask, chosenModels, isCheap, keyOf, methodsFor, models, picture, predictionOf, results, targetsOf, withCells}
  from '/known.js';
import {loadPicture} from '/picture.js';
import {fail} from '/say.js';
import {change, state} from '/state.js';

const DEFAULT_TARGETS = 2;

// What is under way already is waited for.
async function fetchResult(model, method) {
  const key = keyOf(model, method);
  if (!results.has(key) && (!method || targetsOf(model).length)) {
    results.set(key, {waiting: fetchAnswer(key, model, method)});
  }
  await results.get(key)?.waiting;
}

async function fetchAnswer(key, model, method) {
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

let round = 0;

export async function update() {
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
    draw('page');
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
    draw('page');
    await Promise.all(chosenModels().flatMap(model => methodsFor(model).filter(isCheap)
      .map(fit => fetchResult(model, fit.name).then(() => mine === round && refresh('grid')))));
  } catch (failure) {
    fail(failure);
    draw('page');
  }
}
