// Paints saliency maps: cells to pixels, values to colours.
const TOP_SHARE = 0.2;

// The map over a picture of this size, 0..255 a pixel. A model may see a part of the picture only, or bars beside it.
export function spread(map, width, height, smooth) {
  const out = new Float32Array(width * height);
  const [left, top, w, h] = map.placement;
  const columns = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    columns[x] = (left + (x + 0.5) / width * w) * map.width - 0.5;
  }
  const limit = (value, most) => (value < 0 ? 0 : value > most ? most : value);
  for (let y = 0; y < height; y++) {
    const v = (top + (y + 0.5) / height * h) * map.height - 0.5;
    const inside = v >= -0.5 && v <= map.height - 0.5;
    const y0 = limit(smooth ? Math.floor(v) : Math.round(v), map.height - 1);
    const y1 = limit(y0 + 1, map.height - 1);
    const fy = smooth ? limit(v - y0, 1) : 0;
    for (let x = 0; x < width; x++) {
      const u = columns[x];
      if (!inside || u < -0.5 || u > map.width - 0.5) {
        continue;
      }
      const x0 = limit(smooth ? Math.floor(u) : Math.round(u), map.width - 1);
      const x1 = limit(x0 + 1, map.width - 1);
      const fx = smooth ? limit(u - x0, 1) : 0;
      const above = map.cells[y0 * map.width + x0] * (1 - fx) + map.cells[y0 * map.width + x1] * fx;
      const below = map.cells[y1 * map.width + x0] * (1 - fx) + map.cells[y1 * map.width + x1] * fx;
      out[y * width + x] = above * (1 - fy) + below * fy;
    }
  }
  return out;
}

// The value that a share of the pixels lies above.
export function threshold(values, share) {
  const counts = new Uint32Array(257);
  for (const value of values) {
    counts[value | 0]++;
  }
  let left = values.length * share;
  for (let value = 255; value >= 0; value--) {
    left -= counts[value];
    if (left <= 0) {
      return value;
    }
  }
  return 0;
}

export function paint(canvas, picture, map, look) {
  const {width, height} = canvas;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.drawImage(picture, 0, 0, width, height);
  if (!map) {
    return;
  }
  const values = spread(map, width, height, look.smooth);
  const image = pen.getImageData(0, 0, width, height);
  const pixels = image.data;
  const weight = look.blend;
  for (let i = 0; i < values.length; i++) {
    const colour = 3 * Math.round(values[i]);
    for (let k = 0; k < 3; k++) {
      pixels[4 * i + k] += (look.colours[colour + k] - pixels[4 * i + k]) * weight;
    }
  }
  if (look.contour) {
    const edge = threshold(values, TOP_SHARE);
    const inside = (x, y) => values[y * width + x] > edge;
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        if (inside(x, y) && !(inside(x - 1, y) && inside(x + 1, y) && inside(x, y - 1) && inside(x, y + 1))) {
          const light = (x + y) % 6 < 3 ? 255 : 20; // dashed, to be seen on any ground
          pixels.fill(light, 4 * (y * width + x), 4 * (y * width + x) + 3);
        }
      }
    }
  }
  pen.putImageData(image, 0, 0);
}

// Blue where the first map is higher, red where the second is.
export function paintDifference(canvas, picture, first, second, look) {
  const {width, height} = canvas;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.drawImage(picture, 0, 0, width, height);
  const a = spread(first, width, height, look.smooth);
  const b = spread(second, width, height, look.smooth);
  const image = pen.getImageData(0, 0, width, height);
  for (let i = 0; i < a.length; i++) {
    const grey = 0.3 * image.data[4 * i] + 0.59 * image.data[4 * i + 1] + 0.11 * image.data[4 * i + 2];
    const share = (a[i] - b[i]) / 255;
    const strong = Math.min(1, Math.abs(share) * 1.2);
    const colour = share > 0 ? [33, 102, 214] : [214, 69, 33];
    for (let k = 0; k < 3; k++) {
      image.data[4 * i + k] = grey * (1 - strong) + colour[k] * strong;
    }
  }
  pen.putImageData(image, 0, 0);
}

export function compare(first, second) {
  const side = 64;
  const a = spread(first, side, side, true);
  const b = spread(second, side, side, true);
  const above = [threshold(a, TOP_SHARE), threshold(b, TOP_SHARE)];
  let both = 0;
  let any = 0;
  const sums = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const inA = a[i] > above[0];
    const inB = b[i] > above[1];
    both += inA && inB ? 1 : 0;
    any += inA || inB ? 1 : 0;
    [a[i], b[i], a[i] * a[i], b[i] * b[i], a[i] * b[i]].forEach((value, k) => {
      sums[k] += value / a.length;
    });
  }
  const spreadOf = Math.sqrt((sums[2] - sums[0] ** 2) * (sums[3] - sums[1] ** 2));
  return {iou: any ? both / any : 0, correlation: spreadOf ? (sums[4] - sums[0] * sums[1]) / spreadOf : 0};
}

export function at(map, x, y) {
  const [left, top, w, h] = map.placement;
  const column = Math.floor((left + x * w) * map.width);
  const row = Math.floor((top + y * h) * map.height);
  if (column < 0 || row < 0 || column >= map.width || row >= map.height) {
    return null;
  }
  const value = map.cells[row * map.width + column];
  return {value, raw: map.least + (map.most - map.least) * value / 255};
}

// NumPy's format, version 1: what the command writes for the format npy.
export function npy(map) {
  const shape = `{'descr': '|u1', 'fortran_order': False, 'shape': (${map.height}, ${map.width}), }`;
  const header = shape.padEnd(Math.ceil((shape.length + 11) / 64) * 64 - 11) + '\n';
  const bytes = new Uint8Array(10 + header.length + map.cells.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(map.cells, 10 + header.length);
  return bytes;
}
