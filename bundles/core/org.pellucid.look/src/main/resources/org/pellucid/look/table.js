// Tables whose heads sort them.
import {h} from '/dom.js';

const collator = new Intl.Collator('en', {numeric: true});

// A head says by data-kind whether its column holds numbers; a cell without one comes before all numbers.
export function sortable(table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row, index) => ({row, index}));
  const heads = Array.from(table.tHead.rows[0].cells);

  function sort(column) {
    const head = heads[column];
    const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    const number = head.dataset.kind === 'number';
    for (const each of rows) {
      const words = each.row.cells[column].textContent;
      each.key = number ? (words === '' ? -1 : Number(words)) : words;
    }
    rows.sort((a, b) => sign * (number ? a.key - b.key : collator.compare(a.key, b.key)) || a.index - b.index);
    heads.forEach(each => each.setAttribute('aria-sort', 'none'));
    head.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
    const sorted = document.createDocumentFragment();
    rows.forEach(each => sorted.append(each.row));
    body.append(sorted);
  }

  heads.forEach((head, column) => {
    head.replaceChildren(h('button', {type: 'button', onclick: () => sort(column)}, head.textContent));
    head.setAttribute('aria-sort', 'none');
  });
}
