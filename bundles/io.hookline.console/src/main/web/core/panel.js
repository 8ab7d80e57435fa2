// @ts-check
/** The messages between the console and a plugin's panel, version 1. Pure but for the reading that it is given. */

import { Problem } from './api.js';

/** What a panel may read. It can change nothing, and it sees nothing of tokens, audit or other plugins' configurations. */
const READABLE = [/^\/v1\/stats$/, /^\/v1\/status$/, /^\/v1\/points(\/[A-Za-z0-9._-]+)?$/, /^\/v1\/routes$/, /^\/v1\/upstreams$/];

/**
 * The first message, and the one after a change of theme.
 *
 * @param {{plugin: string, version: string}} panel
 * @param {string} theme
 */
export const greeting = (panel, theme) => ({ hookline: 1, type: 'hello', plugin: panel.plugin, version: panel.version, theme });

/**
 * Whether a panel may read a path.
 *
 * @param {string} path
 * @param {string} plugin the panel's own
 */
export function readable(path, plugin) {
  return READABLE.some((pattern) => pattern.test(path)) || path === `/v1/plugins/${plugin}` || path === `/v1/configurations/${plugin}`;
}

/**
 * The answer to a message; null to one that is none of ours.
 *
 * @param {any} message
 * @param {{plugin: string}} panel
 * @param {(path: string) => Promise<{data: any}>} read
 */
export async function answerTo(message, panel, read) {
  if (message?.hookline !== 1 || message.type !== 'read' || typeof message.path !== 'string') {
    return null;
  }
  const answer = { hookline: 1, type: 'answer', id: message.id };
  if (!readable(message.path, panel.plugin)) {
    return { ...answer, status: 403, detail: `A panel may not read ${message.path}.` };
  }
  try {
    return { ...answer, status: 200, data: (await read(message.path)).data };
  } catch (e) {
    return { ...answer, status: e instanceof Problem ? e.status : 503, detail: e instanceof Error ? e.message : String(e) };
  }
}
