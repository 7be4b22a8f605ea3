// The mask that a part of the picture is covered with: painted by pointer, wheel and keys, in the pixels of the stage.
const MOST_UNDO = 30;
const STEP = 12;
// Red, green, blue, opacity as a canvas keeps them: half transparent magenta, which few pictures have.
const PAINT = new Uint32Array(new Uint8Array([225, 60, 140, 140]).buffer)[0];

export function brush(canvas, old, changed) {
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const {width, height} = canvas;
  const same = old && old.mask && old.width === width && old.height === height;
  const self = {width, height, kind: old?.kind ?? 'blur', size: old?.size ?? Math.round(Math.max(width, height) / 9),
    share: old?.share ?? 0};
  let cells = same ? old.cells() : new Uint8Array(width * height);
  const undone = same ? old.undone : [];
  self.undone = undone;
  let last = null;
  let at = {x: width / 2, y: height / 2};
  let keyboard = false;

  function show() {
    const image = pen.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < cells.length; i++) {
      pixels[i] = cells[i] ? PAINT : 0;
    }
    pen.putImageData(image, 0, 0);
    if (keyboard) {
      ring();
    }
  }

  function ring() {
    pen.strokeStyle = '#fff';
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(at.x, at.y, self.size / 2, 0, 2 * Math.PI);
    pen.stroke();
  }

  function remember() {
    undone.push(cells.slice());
    if (undone.length > MOST_UNDO) {
      undone.shift();
    }
  }

  function dab(x, y) {
    const radius = self.size / 2;
    for (let row = Math.max(0, Math.floor(y - radius)); row <= Math.min(height - 1, y + radius); row++) {
      const half = Math.sqrt(radius * radius - (row - y) * (row - y));
      if (half >= 0) {
        cells.fill(255, row * width + Math.max(0, Math.round(x - half)), row * width + Math.min(width, Math.round(x
          + half)));
      }
    }
  }

  function line(from, to) {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (self.size / 4)));
    for (let i = 0; i <= steps; i++) {
      dab(from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps);
    }
    show();
  }

  const point = event => {
    const box = canvas.getBoundingClientRect();
    return {x: (event.clientX - box.left) / box.width * width, y: (event.clientY - box.top) / box.height * height};
  };

  function edit(work) {
    remember();
    work();
    show();
    changed();
  }

  self.resize = size => {
    self.size = Math.min(240, Math.max(8, Math.round(size)));
  };
  self.undo = () => {
    if (undone.length) {
      cells = undone.pop();
      show();
      changed();
    }
  };
  self.invert = () => edit(() => cells.forEach((value, i) => {
    cells[i] = 255 - value;
  }));
  self.clear = () => edit(() => cells.fill(0));
  self.isEmpty = () => !cells.some(Boolean);
  self.cells = () => cells;
  self.grid = () => ({width, height});
  self.mask = () => cells;
  self.fill = (values, edge) => {
    values.forEach((value, i) => {
      cells[i] = value >= edge && edge <= 255 ? 255 : 0;
    });
    show();
    changed();
  };

  canvas.tabIndex = 0;
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    keyboard = false;
    remember();
    last = point(event);
    line(last, last);
    event.preventDefault();
    canvas.focus();
  });
  canvas.addEventListener('pointermove', event => {
    if (last) {
      const now = point(event);
      line(last, now);
      last = now;
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (last) {
        last = null;
        changed();
      }
    });
  }
  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    self.resize(self.size * (event.deltaY < 0 ? 1.15 : 0.87));
    keyboard = true;
    at = point(event);
    show();
  }, {passive: false});
  canvas.addEventListener('keydown', event => {
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (moves[event.key]) {
      keyboard = true;
      at = {x: Math.min(width, Math.max(0, at.x + STEP * moves[event.key][0])),
        y: Math.min(height, Math.max(0, at.y + STEP * moves[event.key][1]))};
      show();
    } else if (event.key === ' ') {
      keyboard = true;
      edit(() => dab(at.x, at.y));
    } else if (event.key === '[' || event.key === ']') {
      keyboard = true;
      self.resize(self.size * (event.key === ']' ? 1.15 : 0.87));
      show();
    } else if (event.key === 'Escape') {
      self.clear();
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      self.undo();
    } else {
      return;
    }
    event.preventDefault();
  });
  show();
  return self;
}
