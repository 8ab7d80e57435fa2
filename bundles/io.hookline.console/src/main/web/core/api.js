// @ts-check
/** Requests to the admin API. */

/** A refusal of the API (RFC 9457), or an answer that is none of its. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} title
   * @param {string} detail
   * @param {any} [body]
   */
  constructor(status, title, detail, body) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.body = body;
  }
}

/** The instance did not answer. */
export class Unreachable extends Error {}

/** What the cookie alone does not prove; set by the session. */
let csrf = '';
/** @type {() => void} */
let loggedOut = () => {};

/** @param {string} token */
export function useCsrf(token) {
  csrf = token;
}

/** @param {() => void} listener called when the API says that there is no session */
export function onLoggedOut(listener) {
  loggedOut = listener;
}

/**
 * @typedef {object} Options
 * @property {string} [method]
 * @property {any} [body] sent as JSON, a Blob as it is
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 */

/**
 * Sends a request.
 *
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<Response>} with a status below 400
 */
export async function send(path, { method = 'GET', body, headers = {}, signal } = {}) {
  /** @type {Record<string, string>} */
  const all = { Accept: 'application/json', ...headers };
  if (method !== 'GET') {
    all['X-Hookline-CSRF'] = csrf;
  }
  const raw = body instanceof Blob;
  if (body !== undefined && !raw) {
    all['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: all,
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
  } catch (e) {
    if (signal?.aborted) {
      throw e;
    }
    throw new Unreachable(`The instance does not answer: ${e instanceof Error ? e.message : e}`);
  }
  if (response.status >= 400) {
    const problem = await problemOf(response);
    if (response.status === 401 && !path.startsWith('/v1/session')) {
      loggedOut();
    }
    throw problem;
  }
  return response;
}

/**
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<{data: any, etag: string | null, response: Response}>}
 */
export async function json(path, options) {
  const response = await send(path, options);
  const text = await response.text();
  return { data: text ? JSON.parse(text) : null, etag: response.headers.get('ETag'), response };
}

/**
 * Sends a file. Only this older kind of request says how much of it has left.
 *
 * @param {string} path
 * @param {Blob} file
 * @param {string} type
 * @param {(share: number) => void} progress gets the share that was sent, 0 to 1
 * @returns {Promise<any>} the answer
 */
export function sendFile(path, file, type, progress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader('X-Hookline-CSRF', csrf);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => failed(new Unreachable('The instance does not answer, or has refused the upload'));
    request.onload = () => {
      if (request.status < 400) {
        done(JSON.parse(request.responseText));
        return;
      }
      if (request.status === 401) {
        loggedOut();
      }
      void problemOf(new Response(request.responseText, { status: request.status, statusText: request.statusText })).then(failed);
    };
    request.send(file);
  });
}

/**
 * Runs a command of the shell, for what has no resource of its own.
 *
 * @param {string} name
 * @param {string[]} words
 * @param {string} [reason]
 * @returns {Promise<any>} its data
 */
export async function command(name, words, reason) {
  const body = reason ? { arguments: words, reason } : { arguments: words };
  return (await json(`/v1/commands/${encodeURIComponent(name)}`, { method: 'POST', body })).data;
}

/** @param {Response} response */
async function problemOf(response) {
  const text = await response.text().catch(() => '');
  try {
    const body = JSON.parse(text);
    return new Problem(response.status, body.title ?? response.statusText, body.detail ?? '', body);
  } catch {
    return new Problem(response.status, response.statusText || `Status ${response.status}`, text.slice(0, 500));
  }
}

/**
 * The events of a stream, until it ends. Works with POST, which EventSource does not.
 *
 * @param {Response} response
 * @param {(event: {id: string, event: string, data: any}) => void} listener
 */
export async function readEvents(response, listener) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  const parser = eventParser(listener);
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch (e) {
      throw new Unreachable(`The stream broke: ${e instanceof Error ? e.message : e}`);
    }
    if (chunk.done) {
      return;
    }
    parser(decoder.decode(chunk.value, { stream: true }));
  }
}

/**
 * A parser of server-sent events that is fed piece by piece.
 *
 * @param {(event: {id: string, event: string, data: any}) => void} listener
 * @returns {(text: string) => void}
 */
export function eventParser(listener) {
  let rest = '';
  let event = { id: '', event: 'message', lines: /** @type {string[]} */ ([]) };
  return (text) => {
    rest += text;
    // A line's end may be cut in two: what follows a CR decides.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = (held ? rest.slice(0, -1) : rest).split(/\r\n|\n|\r/);
    rest = lines.pop() + held;
    for (const line of lines) {
      if (line === '') {
        if (event.lines.length > 0) {
          listener({ id: event.id, event: event.event, data: parsed(event.lines.join('\n')) });
        }
        event = { id: event.id, event: 'message', lines: [] };
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') {
        event.lines.push(value);
      } else if (field === 'event') {
        event.event = value;
      } else if (field === 'id') {
        event.id = value;
      }
    }
  };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
