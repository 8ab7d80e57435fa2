// @ts-check
/** Short notes that vanish by themselves. */

import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';

/** @typedef {{id: number, text: string, kind: 'ok' | 'warn' | 'bad'}} Toast */

const SHOWN_MILLIS = 6000;
/** @type {Toast[]} */
let toasts = [];
let next = 1;
/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * @param {string} text
 * @param {'ok' | 'warn' | 'bad'} kind
 */
export function toast(text, kind) {
  const id = next++;
  change([...toasts.filter((other) => other.text !== text), { id, text, kind }]);
  setTimeout(() => change(toasts.filter((other) => other.id !== id)), SHOWN_MILLIS);
}

/** @param {Toast[]} to */
function change(to) {
  toasts = to;
  listeners.forEach((listener) => listener());
}

export function Toasts() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const listener = () => redraw((n) => n + 1);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return h(
    'div.toasts',
    { role: 'status', 'aria-live': 'polite' },
    toasts.map((one) => h('div.toast', { key: one.id, class: one.kind }, one.text)),
  );
}
