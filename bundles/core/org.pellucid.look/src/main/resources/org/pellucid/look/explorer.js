// One bar of filters and the charts over the pictures of a run. Whoever has the pictures shows and hides them.
import {matrix, histogram, reliability} from '/charts.js';
import {button, check, h, select, slider} from '/dom.js';

// A picture is {words, group, status, truth, predicted, probability, right, show}; words are what is searched, in small
// letters. `sections` are called after each change of the filter.
export function explorer(pictures, {groups, blend, scales, sections}) {
  const view = {words: [], group: '', status: '', pair: null};
  const root = document.documentElement;
  const done = pictures.filter(each => each.predicted);
  const known = done.some(each => each.right !== null);
  const count = h('output', {class: 'count', 'aria-live': 'polite'});
  const chip = h('button', {type: 'button', class: 'chip', hidden: true, onclick: () => filter({pair: null})});
  const matrixOf = known ? matrix(done, pair => filter({pair})) : null;

  function filter(change) {
    Object.assign(view, change);
    let shown = 0;
    for (const each of pictures) {
      const wanted = (!view.group || each.group === view.group) && (!view.status || each.status === view.status)
        && (!view.pair || each.truth === view.pair.truth && each.predicted === view.pair.predicted)
        && view.words.every(word => each.words.includes(word));
      shown += wanted;
      if (wanted !== (each.shown ?? true)) {
        each.shown = wanted;
        each.show(wanted);
      }
    }
    count.textContent = `${shown} of ${pictures.length}`;
    chip.hidden = !view.pair;
    chip.textContent = view.pair ? `${view.pair.truth} taken for ${view.pair.predicted} ✕` : '';
    matrixOf?.show(view.pair);
    sections();
  }

  const named = (id, field) => {
    field.querySelector('select, input').id = id;
    return field;
  };
  const search = h('input', {id: 'search', type: 'search', autocomplete: 'off', spellcheck: 'false',
    placeholder: 'name, class, reason', oninput: event => filter({words: event.target.value.toLowerCase().split(/\s+/)
      .filter(word => word)})});
  const shares = slider('Map over picture', 50, 0, 100, 1, value => root.style.setProperty('--blend', value / 100));
  const filters = h('div', {class: 'filters card', role: 'search', 'aria-label': 'Filter'},
    h('label', {class: 'field'}, h('span', {}, 'Filter'), search),
    named('group', select('Use case', [['', 'all'], ...groups.map(name => [name, name])], '',
      group => filter({group}))),
    named('state', select('Status', ['', 'done', 'failed'].map(name => [name, name || 'all']), '',
      status => filter({status}))),
    blend ? named('blend', shares) : null,
    scales ? check('One scale for all maps of a picture', false, scales) : null,
    chip, count);
  count.id = 'count';
  const charts = done.length ? h('div', {class: 'charts'}, histogram(done), known ? reliability(done) : null, matrixOf)
    : null;
  filter({});
  return {filters, charts};
}
