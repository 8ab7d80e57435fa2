// @ts-check
/** Who is logged in, and what the role allows. */

import { forget, stopEvents } from './live.js';
import { json, onLoggedOut, useCsrf } from './api.js';

/** @typedef {'viewer' | 'operator' | 'admin'} Role */
/** @typedef {{actor: string, role: Role, csrf: string, expires?: string, logout?: string | null}} Session */

const RANK = { viewer: 0, operator: 1, admin: 2 };

/** @type {Session | null} */
let current = null;
/** @type {Set<() => void>} */
const listeners = new Set();

export const session = () => current;

/** @param {() => void} listener */
export function onSession(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {Session | null} next */
function become(next) {
  current = next;
  useCsrf(next?.csrf ?? '');
  if (!next) {
    stopEvents();
    forget();
  }
  for (const listener of listeners) {
    listener();
  }
}

onLoggedOut(() => become(null));

/** Asks who is logged in. */
export async function resume() {
  try {
    become((await json('/v1/session')).data);
  } catch {
    become(null);
  }
}

/** @param {string} token */
export async function logIn(token) {
  become((await json('/v1/session', { method: 'POST', body: { token } })).data);
}

/** How one can log in. @returns {Promise<{token: boolean, provider: string | null}>} */
export const loginMethods = async () => (await json('/login/methods')).data;

/** Ends the session here, and at the identity provider if it began there. */
export async function logOut() {
  const elsewhere = current?.logout ?? null;
  try {
    await json('/v1/session', { method: 'DELETE' });
  } finally {
    become(null);
  }
  if (elsewhere) {
    location.assign(elsewhere);
  }
}

/**
 * Why the user may not do what needs a role; null if the user may.
 *
 * @param {Role} needed
 * @param {Session | null} [by]
 */
export function whyNot(needed, by = current) {
  if (by && RANK[by.role] >= RANK[needed]) {
    return null;
  }
  return `This needs the role ${needed}; you are ${by ? by.role : 'not logged in'}.`;
}
