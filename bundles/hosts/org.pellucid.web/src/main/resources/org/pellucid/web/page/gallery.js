// The pictures of a data set, with what the model says of each: filtered and sorted here, so that it is quick.
import * as api from '/api.js';
import {button, h, select, slider} from '/dom.js';
import {text} from '/strings.js';

const AT_A_TIME = 16;
const PAGE = 300;
const predicted = new Map(); // by set and model

export async function openGallery(dialog, sets, model, labelOf, choose) {
  const view = {set: sets[0]?.id, text: '', outcome: 'all', least: 0, sort: 'order', shown: PAGE};
  let list = null;
  let stopped = false;
  const grid = h('ul', {class: 'thumbs'});
  const count = h('span', {class: 'faint', role: 'status'});
  const progress = h('progress', {max: 1, value: 0, hidden: true});
  const known = () => {
    const key = `${view.set}|${model}`;
    if (!predicted.has(key)) {
      predicted.set(key, new Map());
    }
    return predicted.get(key);
  };

  const look = new IntersectionObserver(entries => {
    for (const entry of entries.filter(each => each.isIntersecting)) {
      look.unobserve(entry.target);
      load(entry.target);
    }
  }, {root: dialog, rootMargin: '300px'});

  async function load(image) {
    try {
      image.src = URL.createObjectURL(await api.blob('/api/set/picture', {id: view.set, sample: image.dataset.sample}));
      image.onload = () => URL.revokeObjectURL(image.src);
    } catch (failure) {
      image.alt = failure.message;
    }
  }

  // A picture is loaded once, however often it is filtered and sorted.
  const images = new Map();

  function thumb(sample) {
    const key = `${view.set}|${sample.id}`;
    if (!images.has(key)) {
      images.set(key, h('img', {alt: sample.name, 'data-sample': sample.id, width: 128, height: 128}));
    }
    const image = images.get(key);
    if (!image.src) {
      look.observe(image);
    }
    return image;
  }

  function filtered() {
    const words = view.text.toLowerCase();
    const found = known();
    const chosen = list.samples.filter(sample => {
      const guess = found.get(sample.id);
      const outcome = !guess || guess.right === undefined || guess.right === null ? 'unknown' : guess.right ? 'right'
        : 'wrong';
      return (!words || `${sample.name} ${sample.truth} ${guess?.label ?? ''}`.toLowerCase().includes(words))
        && (view.outcome === 'all' || view.outcome === outcome) && (view.least === 0
          || (guess?.probability ?? 0) >= view.least);
    });
    const guess = sample => found.get(sample.id);
    const orders = {
      order: null,
      sure: (a, b) => (guess(b)?.probability ?? -1) - (guess(a)?.probability ?? -1),
      unsure: (a, b) => (guess(a)?.probability ?? 2) - (guess(b)?.probability ?? 2),
      truth: (a, b) => a.truth.localeCompare(b.truth),
      predicted: (a, b) => (guess(a)?.label ?? '~').localeCompare(guess(b)?.label ?? '~'),
    };
    return orders[view.sort] ? chosen.sort(orders[view.sort]) : chosen;
  }

  function draw() {
    if (!list) {
      return;
    }
    const chosen = filtered();
    const found = known();
    const judged = [...found.values()].filter(each => each.right !== undefined && each.right !== null);
    count.textContent = text.pictures(chosen.length, list.samples.length) + (list.cut ? `, ${text.cut}` : '')
      + (judged.length ? `. ${text.accuracy(judged.filter(each => each.right).length, judged.length)}` : '');
    look.disconnect();
    grid.replaceChildren(...chosen.slice(0, view.shown).map(sample => {
      const guess = found.get(sample.id);
      const image = thumb(sample);
      return h('li', {}, h('button', {type: 'button', class: guess?.right === false ? 'thumb wrong' : guess?.right
        ? 'thumb right'
        : 'thumb', onclick: () => pick(sample)},
      image, h('span', {}, sample.truth || sample.name),
      guess?.label ? h('span', {class: 'faint'}, `${guess.label} ${Math.round(100 * guess.probability)} %`) : null));
    }), ...(chosen.length > view.shown ? [h('li', {}, button('…', () => {
      view.shown += PAGE;
      draw();
    }))] : []));
  }

  async function pick(sample) {
    const kept = await api.send('/api/set/keep', {id: view.set, sample: sample.id}, null);
    dialog.close();
    choose(kept);
  }

  async function open(id) {
    view.set = Number(id);
    list = null;
    grid.replaceChildren(h('li', {}, text.waiting));
    try {
      list = await api.get('/api/set', {id});
      draw();
    } catch (failure) {
      grid.replaceChildren(h('li', {class: 'error'}, failure.message));
    }
  }

  async function predictAll() {
    const found = known();
    progress.hidden = false;
    try {
      for (let from = 0; from < list.samples.length && !stopped; from += AT_A_TIME) {
        for (const each of await api.post('/api/set/predict', {set: view.set, model, from, count: AT_A_TIME})) {
          found.set(each.id, each);
        }
        progress.value = (from + AT_A_TIME) / list.samples.length;
        draw();
      }
    } catch (failure) {
      count.textContent = failure.message;
    }
    progress.hidden = true;
  }

  const pairs = words => Object.entries(words);
  dialog.replaceChildren(h('div', {class: 'head'}, h('h2', {}, text.datasets), button(text.close,
    () => dialog.close())),
    sets.length ? h('div', {class: 'controls'},
      select(text.datasets, sets.map(set => [set.id, set.name]), String(view.set), open),
      h('label', {class: 'field'}, h('span', {}, text.filter), h('input', {type: 'search', oninput: event => {
        view.text = event.target.value;
        view.shown = PAGE;
        draw();
      }})),
      select(text.outcome, pairs(text.outcomes), view.outcome, value => {
        view.outcome = value;
        draw();
      }),
      slider(text.least, 0, 0, 100, 1, value => {
        view.least = value / 100;
        draw();
      }),
      select(text.sort, pairs(text.sorts), view.sort, value => {
        view.sort = value;
        draw();
      }),
      button(text.predictAll, predictAll, {class: 'primary'}), progress, count) : h('p', {}, text.noSets), grid);
  dialog.onclose = () => {
    stopped = true;
    look.disconnect();
  };
  dialog.showModal();
  if (sets.length) {
    await open(view.set);
  }
}
