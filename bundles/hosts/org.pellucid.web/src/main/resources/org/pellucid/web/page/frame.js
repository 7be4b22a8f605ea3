// Draws the parts of the page anew. Whoever learns something says what must be drawn, and need not know who draws it.
const parts = new Map();
const waiting = new Set();

export function part(name, render) {
  parts.set(name, render);
}

export function draw(name) {
  waiting.delete(name);
  parts.get(name)();
}

// With the next frame, so that many reasons draw it once.
export function refresh(name) {
  if (!waiting.size) {
    requestAnimationFrame(() => [...waiting].forEach(draw));
  }
  waiting.add(name);
}
