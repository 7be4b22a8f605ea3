// The predictions, before and with a part covered, and the classes picked.
import {h, sync} from '/dom.js';
import {after, chosenModels, classOf, keyOf, models, predictionOf, results, targetsOf} from '/known.js';
import {$} from '/say.js';
import {change, state, targets} from '/state.js';
import {text} from '/strings.js';

export function renderPredictions() {
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
        shown.push(found.predictions.find(each => each.index === index) ?? classOf(model, index));
      }
    }
    for (const each of covered?.predictions.slice(0, 2) ?? []) {
      if (!shown.some(other => other.index === each.index)) {
        shown.push(found.predictions.find(other => other.index === each.index) ?? classOf(model, each.index));
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
