// Makes elements. Text is always set as text, so nothing that a file is called can become markup.
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'class') {
      element.className = value;
    } else if (key === 'value' || key === 'checked' || key === 'disabled' || key === 'hidden' || key === 'open') {
      element[key] = value;
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export function select(label, options, value, change) {
  const list = h('select', {onchange: event => change(event.target.value)},
    options.map(([key, shown]) => h('option', {value: key}, shown)));
  list.value = value;
  return h('label', {class: 'field'}, h('span', {}, label), list);
}

export function button(label, click, properties = {}) {
  return h('button', {type: 'button', onclick: click, ...properties}, label);
}

let counter = 0;

export function slider(label, value, least, most, step, input) {
  const id = `slider-${counter++}`;
  return h('label', {class: 'field', for: id}, h('span', {}, label),
    h('input', {id, type: 'range', min: least, max: most, step, value, oninput: event => input(Number(event.target.value))}));
}

export function check(label, checked, change) {
  return h('label', {class: 'check'}, h('input', {type: 'checkbox', checked, onchange: event => change(event.target.checked)}),
    label);
}
