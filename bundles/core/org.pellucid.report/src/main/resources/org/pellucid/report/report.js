'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const $ = id => document.getElementById(id);

  const blend = $('blend');
  if (blend) {
    const show = () => {
      root.style.setProperty('--blend', blend.value / 100);
      $('blend-value').textContent = blend.value + ' %';
    };
    blend.addEventListener('input', show);
    show();
  }

  // Embedded pictures stay text until their figure comes near the window: thousands of them would delay the page. A
  // figure's picture is in the page once, and its other panels get it here.
  const complete = figure => {
    for (const text of figure.querySelectorAll('noscript')) {
      const images = document.createElement('template');
      images.innerHTML = text.textContent;
      text.replaceWith(images.content);
    }
    const first = figure.querySelector('.picture[src]');
    for (const image of figure.querySelectorAll('.picture:not([src])')) {
      image.src = first.src;
    }
  };
  const near = new IntersectionObserver(seen => {
    for (const entry of seen) {
      if (entry.isIntersecting) {
        near.unobserve(entry.target);
        complete(entry.target);
      }
    }
  }, { rootMargin: '400px' });
  document.querySelectorAll('figure').forEach(figure => near.observe(figure));
  addEventListener('beforeprint', () => {
    document.querySelectorAll('figure').forEach(complete);
    document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; });
  });

  const body = $('table').tBodies[0];
  const entries = Array.from(body.rows, (row, index) => ({
    row, index, text: row.textContent.toLowerCase(), group: row.dataset.group, state: row.dataset.state,
    figure: row.dataset.figure ? $(row.dataset.figure) : null, shown: true
  }));
  const sections = Array.from(document.querySelectorAll('.gallery'),
    section => ({ section, figures: Array.from(section.querySelectorAll('figure')) }));
  const search = $('search');
  const group = $('group');
  const state = $('state');

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    for (const entry of entries) {
      const shown = (!group.value || entry.group === group.value) && (!state.value || entry.state === state.value)
        && words.every(word => entry.text.includes(word));
      count += shown;
      if (shown !== entry.shown) {
        entry.shown = shown;
        entry.row.hidden = !shown;
        if (entry.figure) {
          entry.figure.hidden = !shown;
        }
      }
    }
    for (const { section, figures } of sections) {
      section.hidden = figures.length > 0 && figures.every(figure => figure.hidden);
    }
    $('count').textContent = count + ' of ' + entries.length;
  };
  search.addEventListener('input', filter);
  group.addEventListener('change', filter);
  state.addEventListener('change', filter);

  const heads = Array.from($('table').tHead.rows[0].cells);
  const collator = new Intl.Collator('en', { numeric: true });
  const sort = column => {
    const head = heads[column];
    const down = head.getAttribute('aria-sort') === 'ascending';
    const number = head.dataset.kind === 'number';
    for (const entry of entries) {
      const text = entry.row.cells[column].textContent;
      entry.key = number ? (text === '' ? -1 : Number(text)) : text;
    }
    const sign = down ? -1 : 1;
    entries.sort((a, b) => sign * (number ? a.key - b.key : collator.compare(a.key, b.key)) || a.index - b.index);
    heads.forEach(each => each.setAttribute('aria-sort', 'none'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const sorted = document.createDocumentFragment();
    entries.forEach(entry => sorted.append(entry.row));
    body.append(sorted);
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => sort(column));
  });

  // A link into the gallery takes the keyboard along.
  addEventListener('hashchange', () => {
    const target = $(location.hash.slice(1));
    if (target) {
      target.focus({ preventScroll: true });
    }
  });
  filter();
})();
