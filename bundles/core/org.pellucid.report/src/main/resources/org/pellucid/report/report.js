// What moves in the report: its figures, tables and filters come from the scripts that it shares with the page.
import {explorer} from '/explorer.js';
import {sortable} from '/table.js';

const $ = id => document.getElementById(id);

// Embedded pictures stay text until their figure comes near the window: thousands of them would delay the page. A
// figure's picture is in the page once, and its other panels get it here.
function complete(figure) {
  for (const text of figure.querySelectorAll('noscript')) {
    const images = document.createElement('template');
    images.innerHTML = text.textContent;
    text.replaceWith(images.content);
  }
  const first = figure.querySelector('.picture[src]');
  for (const image of figure.querySelectorAll('.picture:not([src])')) {
    image.src = first.src;
  }
  rescale(figure);
}

let shared = false;

// Each map is there twice: on a scale of its own, and on one that the maps of its picture share.
function rescale(figure) {
  for (const map of figure.querySelectorAll('.map[data-shared]')) {
    map.dataset.own ??= map.getAttribute('src');
    const wanted = shared ? map.dataset.shared : map.dataset.own;
    if (map.getAttribute('src') !== wanted) {
      map.src = wanted;
    }
  }
}

const near = new IntersectionObserver(seen => {
  for (const entry of seen) {
    if (entry.isIntersecting) {
      near.unobserve(entry.target);
      complete(entry.target);
    }
  }
}, {rootMargin: '400px'});
const figures = document.querySelectorAll('.shown');
figures.forEach(figure => near.observe(figure));
addEventListener('beforeprint', () => {
  figures.forEach(complete);
  document.querySelectorAll('img').forEach(image => {
    image.loading = 'eager';
  });
});

const table = $('table');
const pictures = Array.from(table.tBodies[0].rows, row => {
  const [, , truth, , predicted, probability] = Array.from(row.cells, cell => cell.textContent);
  const figure = row.dataset.figure ? $(row.dataset.figure) : null;
  return {words: row.textContent.toLowerCase(), group: row.dataset.group, status: row.dataset.state, truth, predicted,
    probability: Number(probability), right: row.cells[3].textContent === '' ? null : truth === predicted,
    show: shown => {
      row.hidden = !shown;
      if (figure) {
        figure.hidden = !shown;
      }
    }};
});
const galleries = Array.from(document.querySelectorAll('.gallery'), section => ({section,
  figures: Array.from(section.querySelectorAll('.shown'))}));
const {filters, charts} = explorer(pictures, {
  groups: [...new Set(pictures.map(each => each.group))].filter(name => name),
  blend: galleries.length > 0,
  scales: document.querySelector('.shown[data-scales]') ? on => {
    shared = on;
    figures.forEach(rescale);
  } : null,
  sections: () => galleries.forEach(each => {
    each.section.hidden = each.figures.length > 0 && each.figures.every(figure => figure.hidden);
  }),
});
if (charts) {
  $('charts').replaceWith(charts);
}
$('filters').replaceWith(filters);
sortable(table);

// A link into the gallery takes the keyboard along.
addEventListener('hashchange', () => $(location.hash.slice(1))?.focus({preventScroll: true}));
