// @ts-check
/** What a form of a configuration changes. Pure functions. */

import { text } from './schema.js';

/** @typedef {import('./schema.js').Field} Field */

/**
 * The value of each field at the start, as text; a secret's is never known.
 *
 * @param {Field[]} fields
 * @param {any[]} settings
 * @returns {Record<string, string>}
 */
export function initial(fields, settings) {
  const known = new Map(settings.map((setting) => [setting.key, setting]));
  return Object.fromEntries(fields.map((field) => [field.key, hidden(field, known.get(field.key)) ? '' : text(known.get(field.key)?.value)]));
}

/**
 * Whether a field has a value that is not shown.
 *
 * @param {Field} field
 * @param {any} setting
 */
export const hidden = (field, setting) => setting?.value !== null && setting?.value !== undefined && (field.secret || /^\*+$/.test(setting.value));

/**
 * What a save asks for: null keeps a value, and what is missing goes back to its default.
 *
 * @param {Field[]} fields
 * @param {any[]} settings what is set now
 * @param {Record<string, string>} before the form at the start
 * @param {Record<string, string>} now the form
 * @returns {{body: Record<string, string | null>, set: string[], unset: string[]}} with the words of the same commands
 */
export function changes(fields, settings, before, now) {
  /** @type {Record<string, string | null>} */
  const body = {};
  /** @type {string[]} */
  const set = [];
  /** @type {string[]} */
  const unset = [];
  const known = new Map(settings.map((setting) => [setting.key, setting]));
  const shown = new Set(fields.map((field) => field.key));
  for (const setting of settings) {
    if (!shown.has(setting.key) && setting.value !== null) {
      body[setting.key] = null;
    }
  }
  for (const field of fields) {
    const value = (now[field.key] ?? '').trim();
    const setting = known.get(field.key);
    const isSet = setting?.value !== null && setting?.value !== undefined;
    if (value === (before[field.key] ?? '').trim()) {
      if (isSet) {
        body[field.key] = null;
      }
    } else if (value === '') {
      unset.push(field.key);
    } else {
      body[field.key] = value;
      set.push(`${field.key}=${field.secret ? '…' : value}`);
    }
  }
  return { body, set, unset };
}
