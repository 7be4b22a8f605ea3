// Talks to the server. The secret comes in the address once, is kept for this origin, and goes with every call.
const HEADER = 'X-Pellucid-Secret';
const KEY = 'pellucid.secret';
const RETRIES = 5;
const RETRY_MILLIS = 700;

// Not randomUUID, which browsers keep from pages of other machines that come without encryption.
export const page = [...crypto.getRandomValues(new Uint8Array(16))].map(each => each.toString(16).padStart(2, '0'))
  .join('');

export function takeSecret(given) {
  if (given) {
    localStorage.setItem(KEY, given);
  }
}

export class Failure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function headers(more) {
  return {[HEADER]: localStorage.getItem(KEY) ?? '', ...more};
}

export const wait = millis => new Promise(done => setTimeout(done, millis));

async function call(path, options = {}, retries = RETRIES) {
  let answer;
  try {
    answer = await fetch(path, {...options, headers: headers(options.headers), cache: options.cache ?? 'no-store'});
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Failure(0, failure.message);
  }
  if (answer.status === 503 && retries > 0) {
    await wait(RETRY_MILLIS);
    return call(path, options, retries - 1);
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({error: answer.statusText}));
    throw new Failure(answer.status, told.error);
  }
  return answer;
}

export async function get(path, parameters = {}) {
  return (await call(address(path, parameters))).json();
}

export async function blob(path, parameters, signal) {
  return (await call(address(path, parameters), {signal, cache: 'default'})).blob();
}

export async function post(path, value, signal) {
  return (await call(path, {method: 'POST', body: JSON.stringify(value), signal})).json();
}

export async function archive(path, value) {
  return (await call(path, {method: 'POST', body: JSON.stringify(value)})).blob();
}

export async function send(path, parameters, bytes, signal) {
  return (await call(address(path, parameters), {method: 'POST', body: bytes, signal})).json();
}

function address(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined
    && value !== null));
  return query.size ? `${path}?${query}` : path;
}

// A browser keeps pages that were left for the way back, and would keep their streams: a few of them are all the
// connections that it makes to one server.
let stream = new AbortController();
addEventListener('pagehide', () => stream.abort());

// One stream for the whole page. EventSource can send no header, so the stream is read by hand.
export async function listen(heard, state) {
  for (;;) {
    try {
      stream = new AbortController();
      const answer = await fetch(address('/api/events', {page}), {headers: headers(), signal: stream.signal});
      if (answer.status === 401) {
        state('refused');
        return;
      }
      if (answer.ok) {
        state('there');
        await read(answer.body.getReader(), heard);
      }
    } catch {
      // the server is gone: the page says so and tries again
    }
    state('lost');
    await wait(1500);
  }
}

async function read(reader, heard) {
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const events = (rest + decoder.decode(value, {stream: true})).split('\n\n');
    rest = events.pop();
    for (const each of events) {
      const name = /^event: (.*)$/m.exec(each)?.[1];
      const data = /^data: (.*)$/m.exec(each)?.[1];
      if (name && data) {
        heard(name, JSON.parse(data));
      }
    }
  }
}

export function bytes(base64) {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
}

export function base64(bytes) {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return btoa(text);
}
