// @ts-check
/** Changes: begun, followed to their end, cancelled. */

import { json, Problem, readEvents, send, Unreachable } from './api.js';

/**
 * @typedef {object} ChangeRequest
 * @property {string} action
 * @property {string[]} [artifacts]
 * @property {string[]} [plugins]
 * @property {number} [set]
 * @property {Record<string, any>} [options]
 * @property {string} [reason]
 */

/** Any text that no other request has. */
function unique() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Begins a change. It is sent again under the same key if the connection breaks, so it happens once.
 *
 * @param {ChangeRequest} request
 * @param {string | null} etag of the desired set that the user has seen; null does not look
 * @returns {Promise<any>} the change, which runs
 */
export async function begin(request, etag) {
  /** @type {Record<string, string>} */
  const headers = { 'Idempotency-Key': unique() };
  if (etag) {
    headers['If-Match'] = etag;
  }
  const options = { method: 'POST', body: request, headers };
  try {
    return (await json('/v1/changes', options)).data;
  } catch (e) {
    if (!(e instanceof Unreachable)) {
      throw e;
    }
    await new Promise((done) => setTimeout(done, 1000));
    return (await json('/v1/changes', options)).data;
  }
}

/**
 * Follows a change until it has ended.
 *
 * @param {string} id
 * @param {(steps: string[]) => void} progress gets all steps so far
 * @param {AbortSignal} [signal] leaves the change alone, and stops following it
 * @returns {Promise<any>} the change, which has ended
 */
export async function follow(id, progress, signal) {
  const path = `/v1/changes/${encodeURIComponent(id)}`;
  for (;;) {
    try {
      const { data } = await json(path, { signal });
      progress(data.steps);
      if (data.state !== 'RUNNING') {
        return data;
      }
      const steps = [...data.steps];
      let first = true;
      const response = await send(path, { headers: { Accept: 'text/event-stream' }, signal });
      await readEvents(response, (event) => {
        if (event.event === 'step') {
          // The stream begins with what is known already.
          if (first) {
            steps.length = 0;
            first = false;
          }
          steps.push(event.data.text ?? String(event.data));
          progress([...steps]);
        }
      });
    } catch (e) {
      if (!(e instanceof Unreachable)) {
        throw e;
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

/**
 * Cancels a change that is not published yet.
 *
 * @param {string} id
 */
export const cancel = (id) =>
  send(`/v1/changes/${encodeURIComponent(id)}?reason=${encodeURIComponent('cancelled in the console')}`, {
    method: 'DELETE',
  });

/**
 * The failure of a change that has ended; null if it is done.
 *
 * @param {any} change
 * @returns {Error | null}
 */
export function failureOf(change) {
  if (change.state === 'DONE') {
    return null;
  }
  if (change.state === 'CANCELLED') {
    return new Problem(0, 'Cancelled', 'The change was cancelled; nothing has changed.');
  }
  return new Problem(422, 'Refused', change.failure ?? 'The change failed; the log says why.');
}
