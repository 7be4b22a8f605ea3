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

// The namespace of drawings, asked of the parser: a report names no address at all.
const DRAWING = new DOMParser().parseFromString('<svg></svg>', 'text/html').body.firstChild.namespaceURI;

export function svg(name, attributes, ...children) {
  const element = document.createElementNS(DRAWING, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
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
    h('input', {id, type: 'range', min: least, max: most, step, value,
      oninput: event => input(Number(event.target.value))}));
}

export function check(label, checked, change) {
  return h('label', {class: 'check'}, h('input', {type: 'checkbox', checked,
    onchange: event => change(event.target.checked)}),
    label);
}

// Puts children in place of others. What is there already stays where it is, so that a click that has begun can end on
// it, and the focus goes to what stands where the focused element stood.
export function sync(parent, children) {
  const same = parent.childNodes.length === children.length && children.every((child,
    i) => parent.childNodes[i] === child);
  if (same) {
    return;
  }
  const path = pathTo(document.activeElement, parent);
  parent.replaceChildren(...children);
  if (path && !parent.contains(document.activeElement)) {
    let element = parent;
    for (const step of path) {
      element = element?.children[step];
    }
    element?.focus({preventScroll: true});
  }
}

function pathTo(element, parent) {
  if (!parent.contains(element) || element === parent) {
    return null;
  }
  const path = [];
  for (let at = element; at !== parent; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return path;
}
