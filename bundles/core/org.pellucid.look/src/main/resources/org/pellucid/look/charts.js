// Figures of a run: who is taken for whom, how sure the model is, and whether it is right as often as it says.
// A picture is {truth, predicted, probability, right}; right is null where the true class is not known.
import {h, svg} from '/dom.js';

const BINS = 10;
const MOST_CLASSES = 16;
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [360, 220, 44, 40];

const percent = share => `${(100 * share).toFixed(1)} %`;

function bins(pictures) {
  const all = Array.from({length: BINS}, () => ({right: 0, wrong: 0, unknown: 0, sum: 0}));
  for (const each of pictures) {
    const bin = all[Math.min(BINS - 1, Math.floor(each.probability * BINS))];
    bin[each.right === null ? 'unknown' : each.right ? 'right' : 'wrong']++;
    bin.sum += each.probability;
  }
  return all;
}

const x = share => LEFT + share * (WIDTH - LEFT - 20);
const y = share => 10 + (1 - share) * (HEIGHT - BOTTOM - 10);

function frame(label, marks, across, ...inside) {
  const axis = [0, 0.5, 1].flatMap(share => [
    svg('line', {class: 'axis', x1: LEFT, x2: WIDTH - 20, y1: y(share), y2: y(share)}),
    svg('text', {x: LEFT - 6, y: y(share) + 4, 'text-anchor': 'end'}, marks(share)),
    svg('text', {x: x(share), y: HEIGHT - 22, 'text-anchor': 'middle'}, `${100 * share} %`)]);
  return svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label}, ...axis, ...inside,
    svg('text', {x: x(0.5), y: HEIGHT - 4, 'text-anchor': 'middle'}, across));
}

function card(title, ...children) {
  return h('figure', {class: 'card chart'}, h('figcaption', {}, h('h2', {}, title)), ...children);
}

// How many pictures the model is how sure of.
export function histogram(pictures) {
  const all = bins(pictures);
  const most = Math.max(1, ...all.map(bin => bin.right + bin.wrong + bin.unknown));
  const kinds = ['right', 'wrong', 'unknown'].filter(kind => all.some(bin => bin[kind]));
  const bars = all.flatMap((bin, i) => {
    let below = 0;
    return kinds.filter(kind => bin[kind]).map(kind => {
      const bar = svg('rect', {class: kind, x: x(i / BINS) + 1, width: x(1 / BINS) - LEFT - 2,
        y: y((below + bin[kind]) / most), height: y(0) - y(bin[kind] / most)},
      svg('title', {}, `${100 * i / BINS} to ${100 * (i + 1) / BINS} %: ${bin[kind]} ${kind}`));
      below += bin[kind];
      return bar;
    });
  });
  const sure = pictures.filter(each => each.probability >= 0.9).length;
  return card('Confidence', frame(`Confidence: of ${sure} of ${pictures.length} pictures the model is surer than 90 %`,
    share => String(Math.round(share * most)), 'probability of the predicted class', ...bars),
  h('p', {class: 'keys'}, kinds.map(kind => h('span', {class: kind},
    kind === 'unknown' ? 'true class unknown' : kind))));
}

// How often the model is right where it is how sure: on the diagonal if it is right as often as it says.
export function reliability(pictures) {
  const known = pictures.filter(each => each.right !== null);
  const points = bins(known).filter(bin => bin.right + bin.wrong > 0).map(bin => {
    const count = bin.right + bin.wrong;
    return {count, sure: bin.sum / count, right: bin.right / count};
  });
  const gap = points.reduce((sum, each) => sum + each.count * Math.abs(each.sure - each.right), 0) / known.length;
  const most = Math.max(...points.map(each => each.count));
  return card('Reliability', frame(`Reliability: probability and share of right pictures differ by ${percent(gap)}`,
    share => `${100 * share} %`, 'mean probability of the predicted class',
    svg('line', {class: 'ideal', x1: x(0), y1: y(0), x2: x(1), y2: y(1)}),
    svg('polyline', {points: points.map(each => `${x(each.sure)},${y(each.right)}`).join(' ')}),
    ...points.map(each => svg('circle', {class: 'right', cx: x(each.sure), cy: y(each.right),
      r: 2.5 + 4 * Math.sqrt(each.count / most)},
    svg('title', {}, `${each.count} pictures: ${percent(each.sure)} sure, ${percent(each.right)} right`)))),
  h('p', {class: 'faint'}, `Share of right pictures above the probability. A point on the dashed line is right as often
    as it says; on average it differs by ${percent(gap)}.`));
}

// The classes that have most to do with mistakes, in the order of their names.
function classes(pictures) {
  const weight = new Map();
  for (const each of pictures) {
    for (const name of [each.truth, each.predicted]) {
      weight.set(name, (weight.get(name) ?? 0) + (each.right ? 1e-6 : 1));
    }
  }
  const names = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a)).slice(0, MOST_CLASSES);
  return {names: names.sort((a, b) => a.localeCompare(b, 'en')), all: weight.size};
}

// Who is taken for whom. A click on a cell picks its pictures, another one lets them go.
export function matrix(pictures, pick) {
  const known = pictures.filter(each => each.right !== null);
  const {names, all} = classes(known);
  const counts = new Map();
  for (const each of known) {
    const key = JSON.stringify([each.truth, each.predicted]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const totals = new Map(names.map(name => [name, known.filter(each => each.truth === name).length]));
  const buttons = [];
  const cell = (truth, predicted) => {
    const count = counts.get(JSON.stringify([truth, predicted])) ?? 0;
    if (!count) {
      return h('td', {}, h('span', {}, '·'));
    }
    const button = h('button', {type: 'button', 'aria-pressed': 'false',
      'aria-label': `${count} of ${totals.get(truth)} pictures of ${truth} taken for ${predicted}`}, String(count));
    button.style.setProperty('--share', `${10 + 35 * count / totals.get(truth)}%`);
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') === 'false';
      pick(on ? {truth, predicted} : null);
    });
    button.pair = {truth, predicted};
    buttons.push(button);
    return h('td', {class: truth === predicted ? 'right' : 'wrong'}, button);
  };
  const table = h('table', {class: 'matrix'},
    h('thead', {}, h('tr', {}, h('td', {class: 'faint'}, 'true ↓ predicted →'), names.map(name => h('th',
      {scope: 'col'}, h('span', {}, name))))),
    h('tbody', {}, names.map(truth => h('tr', {}, h('th', {scope: 'row'}, truth),
      names.map(predicted => cell(truth, predicted))))));
  const figure = card('Confusion matrix', h('div', {class: 'scroll', tabindex: 0, role: 'region',
    'aria-label': 'Confusion matrix'}, table),
  h('p', {class: 'faint'}, `A number shows its pictures.${all > names.length
    ? ` Of ${all} classes the ${names.length} with most mistakes are shown.` : ''}`));
  figure.show = picked => buttons.forEach(button => button.setAttribute('aria-pressed',
    String(Boolean(picked) && button.pair.truth === picked.truth && button.pair.predicted === picked.predicted)));
  return figure;
}
