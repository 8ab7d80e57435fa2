// @ts-check
/** What the pages show: resources that are read again and again, and the state of the connection. */

import { useEffect, useState } from '../lib/preact-hooks.js';
import { json, Problem, readEvents, send, Unreachable } from './api.js';

/**
 * @typedef {object} View
 * @property {any} data the latest answer; null before the first
 * @property {string | null} etag
 * @property {Error | null} error why the latest request failed
 * @property {number} at when `data` arrived, milliseconds; 0 before the first
 * @property {boolean} stale whether `data` is older than the connection allows
 */

/** @type {Map<string, Resource>} */
const resources = new Map();
/** @type {Set<() => void>} */
const connectionListeners = new Set();
/** @type {Set<(event: RuntimeEvent) => void>} */
const eventListeners = new Set();

/** @typedef {{id: string, event: string, data: any}} RuntimeEvent */

/** The connection: lost since when, and the latest events, newest last. */
export const connection = {
  lostSince: 0,
  /** @type {RuntimeEvent[]} */
  events: [],
  lastEventId: '',
  streaming: false,
};

const MOST_EVENTS = 1000;
const RETRY_MILLIS = [500, 1000, 2000, 3000];

class Resource {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
    /** @type {View} */
    this.view = { data: null, etag: null, error: null, at: 0, stale: false };
    /** @type {Map<object, {every: number, changed: () => void}>} */
    this.users = new Map();
    this.timer = 0;
    this.running = false;
    this.again = false;
    this.failures = 0;
  }

  /**
   * @param {number} every
   * @param {() => void} changed
   */
  use(every, changed) {
    const key = {};
    this.users.set(key, { every, changed });
    this.refresh();
    return () => {
      this.users.delete(key);
      if (this.users.size === 0) {
        clearTimeout(this.timer);
      }
    };
  }

  refresh() {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return Promise.resolve();
    }
    return this.read();
  }

  async read() {
    this.running = true;
    try {
      const { data, etag } = await json(this.path);
      this.view = { data, etag, error: null, at: Date.now(), stale: false };
      this.failures = 0;
      answered();
    } catch (e) {
      const error = /** @type {Error} */ (e);
      this.failures++;
      if (error instanceof Unreachable) {
        lost();
      } else {
        answered();
      }
      this.view = { ...this.view, error, stale: this.view.data !== null };
    }
    this.running = false;
    for (const user of this.users.values()) {
      user.changed();
    }
    this.schedule();
  }

  schedule() {
    if (this.users.size === 0) {
      return;
    }
    if (this.again) {
      this.again = false;
      void this.read();
      return;
    }
    const every = Math.min(...[...this.users.values()].map((user) => user.every));
    const wait = this.failures > 0 ? Math.max(retryMillis(this.failures), Math.min(every, 5000)) : every;
    if (Number.isFinite(wait)) {
      const hidden = document.visibilityState === 'hidden' ? 5 : 1;
      this.timer = window.setTimeout(() => this.read(), wait * hidden);
    }
  }
}

/** @param {number} failures */
export const retryMillis = (failures) => RETRY_MILLIS[Math.min(failures, RETRY_MILLIS.length) - 1];

function lost() {
  if (connection.lostSince === 0) {
    connection.lostSince = Date.now();
    tellConnection();
    void probe();
  }
}

function answered() {
  if (connection.lostSince !== 0) {
    connection.lostSince = 0;
    tellConnection();
    refreshAll();
  }
}

/** Asks until the instance answers again: pages that read nothing at the moment learn of it, too. */
async function probe() {
  for (let failures = 1; connection.lostSince !== 0; failures++) {
    await new Promise((done) => setTimeout(done, retryMillis(failures)));
    try {
      await json('/v1/session');
      answered();
    } catch (e) {
      if (!(e instanceof Unreachable)) {
        answered();
      }
    }
  }
}

function tellConnection() {
  for (const listener of connectionListeners) {
    listener();
  }
}

/** Reads all resources again that are on the screen. */
export function refreshAll() {
  for (const resource of resources.values()) {
    if (resource.users.size > 0) {
      void resource.refresh();
    }
  }
}

/** Forgets everything: another user may see other things. */
export function forget() {
  resources.clear();
  connection.events = [];
  connection.lastEventId = '';
}

/**
 * A resource that is read again every some milliseconds, and at once when something changes.
 *
 * @param {string | null} path null reads nothing
 * @param {number} [every] milliseconds; Infinity reads once
 * @returns {View & {refresh: () => Promise<void>}}
 */
export function useResource(path, every = 5000) {
  const [, redraw] = useState(0);
  useEffect(() => (path === null ? undefined : resource(path).use(every, () => redraw((n) => n + 1))), [path, every]);
  if (path === null) {
    return { data: null, etag: null, error: null, at: 0, stale: false, refresh: async () => {} };
  }
  const used = resource(path);
  const stale = used.view.stale || (connection.lostSince !== 0 && used.view.data !== null);
  return { ...used.view, stale, refresh: () => used.refresh() };
}

/** @param {string} path */
function resource(path) {
  let known = resources.get(path);
  if (!known) {
    known = new Resource(path);
    resources.set(path, known);
  }
  return known;
}

/** The state of the connection, and a redraw when it changes. */
export function useConnection() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const listener = () => redraw((n) => n + 1);
    connectionListeners.add(listener);
    return () => {
      connectionListeners.delete(listener);
    };
  }, []);
  return connection;
}

/**
 * @param {(event: RuntimeEvent) => void} listener
 * @returns {() => void} ends it
 */
export function onEvent(listener) {
  eventListeners.add(listener);
  return () => {
    eventListeners.delete(listener);
  };
}

/** @type {AbortController | null} */
let stream = null;

/** Follows the instance's events until `stopEvents`; resumes behind the last one after a break. */
export async function followEvents() {
  stopEvents();
  const controller = new AbortController();
  stream = controller;
  for (let failures = 0; !controller.signal.aborted; ) {
    try {
      /** @type {Record<string, string>} */
      const headers = { Accept: 'text/event-stream' };
      if (connection.lastEventId) {
        headers['Last-Event-ID'] = connection.lastEventId;
      }
      const response = await send(connection.lastEventId ? '/v1/events' : '/v1/events?latest=200', { headers, signal: controller.signal });
      failures = 0;
      connection.streaming = true;
      answered();
      tellConnection();
      await readEvents(response, received);
    } catch (e) {
      if (controller.signal.aborted || (e instanceof Problem && e.status === 401)) {
        return;
      }
      if (e instanceof Unreachable) {
        lost();
      }
    }
    connection.streaming = false;
    tellConnection();
    failures++;
    await new Promise((done) => setTimeout(done, retryMillis(failures)));
  }
}

export function stopEvents() {
  stream?.abort();
  stream = null;
}

let refreshing = 0;

/** @param {RuntimeEvent} event */
function received(event) {
  if (event.id) {
    connection.lastEventId = event.id;
  }
  connection.events = [...connection.events.slice(1 - MOST_EVENTS), event];
  for (const listener of eventListeners) {
    listener(event);
  }
  // One change tells many events: one reading for all of them.
  if (refreshing === 0) {
    refreshing = window.setTimeout(() => {
      refreshing = 0;
      refreshAll();
    }, 150);
  }
}
