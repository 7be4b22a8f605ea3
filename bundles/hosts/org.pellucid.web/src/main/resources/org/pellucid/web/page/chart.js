// The probability of a class while more and more of what the map marks is covered, or shown alone.
import {h, svg} from '/dom.js';
import {text} from '/strings.js';

const WIDTH = 320;
const HEIGHT = 130;
const LEFT = 34;
const RIGHT = 16;
const BOTTOM = 24;

export function curveChart(curves, share) {
  const x = value => LEFT + value * (WIDTH - LEFT - RIGHT);
  const y = value => 8 + (1 - value) * (HEIGHT - BOTTOM - 8);
  const path = (values, name) => svg('polyline', {class: name, points: values.map((value,
    i) => `${x(curves.shares[i])},${y(value)}`)
    .join(' ')});
  const axis = [0, 0.5, 1].flatMap(value => [
    svg('line', {class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value)}),
    svg('text', {x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end'}, `${100 * value} %`),
    svg('text', {x: x(value), y: HEIGHT - 8, 'text-anchor': 'middle'}, `${100 * value} %`)]);
  return h('figure', {class: 'curves'},
    svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${text.curves}: ${curves.label}`},
      ...axis,
      path(curves.deletion, 'deletion'), path(curves.insertion, 'insertion'),
      svg('line', {class: 'marker', x1: x(share), x2: x(share), y1: 8, y2: HEIGHT - BOTTOM})),
    h('figcaption', {}, h('strong', {}, curves.label), h('span', {class: 'first'}, text.deletion),
      h('span', {class: 'second'}, text.insertion)));
}
