// @ts-check
/** Small parts that all pages are made of. */

import { useEffect, useId, useRef, useState } from '../lib/preact-hooks.js';
import { h, classes } from '../core/html.js';
import { Problem, Unreachable } from '../core/api.js';
import { time } from '../core/format.js';

/** @typedef {'ok' | 'warn' | 'bad' | 'info' | 'idle'} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  RUNNING: 'ok',
  ACTIVE: 'ok',
  PROMOTED: 'ok',
  CLOSED: 'ok',
  up: 'ok',
  BOUND: 'ok',
  GONE: 'ok',
  DONE: 'ok',
  RECOVERED: 'ok',
  RETURNED: 'ok',
  CANARY: 'info',
  SHADOW: 'info',
  PAUSED: 'warn',
  WAITING: 'warn',
  HALF_OPEN: 'warn',
  WATCHED: 'idle',
  STOPPING: 'warn',
  STARTING: 'warn',
  OVERRUN: 'warn',
  BLOCKED: 'warn',
  WITHDRAWN: 'warn',
  OPEN: 'bad',
  LOCKED: 'bad',
  FAILED: 'bad',
  TRIPPED: 'bad',
  QUARANTINED: 'bad',
  ROLLED_BACK: 'bad',
  HELD: 'bad',
  REFUSED: 'bad',
  CANCELLED: 'warn',
  down: 'bad',
};

const MARKS = { ok: '●', warn: '▲', bad: '■', info: '◆', idle: '○' };

/** @param {string} state */
export const kindOf = (state) => KINDS[state] ?? 'idle';

/** @param {string} state */
export const words = (state) => state.toLowerCase().replaceAll('_', ' ');

/** A state as a word with a mark: colour alone says nothing. @param {{state: string, kind?: Kind, text?: string}} props */
export function State({ state, kind = kindOf(state), text = words(state) }) {
  return h('span.state', { class: kind }, h('span', { 'aria-hidden': 'true' }, MARKS[kind]), ' ', text);
}

/** @param {{children?: any, kind?: Kind}} props */
export const Tag = ({ children, kind = 'idle' }) => h('span.tag', { class: kind }, children);

/**
 * @param {{title?: any, side?: any, children?: any, class?: string, label?: string}} props
 */
export function Card({ title, side, children, class: name, label }) {
  const id = useId();
  return h(
    'section.card',
    { class: name, 'aria-labelledby': title && !label ? id : undefined, 'aria-label': label },
    title && h('header.card-head', null, h('h2', { id }, title), side && h('div.side', null, side)),
    children,
  );
}

/** @param {{title: string, children?: any}} props */
export const Empty = ({ title, children }) =>
  h('div.empty', null, h('p.empty-title', null, title), children && h('p', null, children));

export const Loading = () => h('div.loading', { role: 'status' }, h('span.visually-hidden', null, 'Loading'));

/** What went wrong, and what mends it. @param {{error: any, retry?: () => void, title?: string}} props */
export function ErrorBox({ error, retry, title }) {
  const { cause, cure } = explain(error);
  return h(
    'div.notice.bad',
    { role: 'alert' },
    h('p.notice-title', null, title ?? cause.title),
    h('p.pre', null, cause.text),
    cure && h('p.cure', null, cure),
    retry && h('button.small', { type: 'button', onClick: retry }, 'Try again'),
  );
}

/** @param {any} error */
export function explain(error) {
  if (error instanceof Unreachable) {
    return {
      cause: { title: 'The instance does not answer', text: error.message },
      cure: 'The console tries again by itself. If it stays away: hookline doctor on the machine, and log/hookline.log in the data folder.',
    };
  }
  if (error instanceof Problem) {
    /** @type {Record<number, string>} */
    const cures = {
      401: 'Log in again.',
      403: 'Use a token with a higher role: hookline token create NAME --role operator',
      412: 'Another user or program has changed it since you looked. Look at it again, then decide again.',
      429: 'Wait a moment, then try again.',
      503: 'The instance starts, stops or is busy. Try again in some seconds.',
    };
    return { cause: { title: error.title, text: error.detail }, cure: cures[error.status] ?? '' };
  }
  return { cause: { title: 'The console failed', text: String(error?.message ?? error) }, cure: 'Reload the page.' };
}

/**
 * The body of a resource: loading, failed, or there; marked where it is stale.
 *
 * @param {{view: import('../core/live.js').View & {refresh?: () => Promise<void>}, children: (data: any) => any}} props
 */
export function Shown({ view, children }) {
  if (view.data === null) {
    return view.error && !(view.error instanceof Unreachable)
      ? h(ErrorBox, { error: view.error, retry: view.refresh })
      : view.error
        ? h(ErrorBox, { error: view.error })
        : h(Loading, null);
  }
  return h(
    'div',
    { class: classes('shown', view.stale && 'stale') },
    view.stale && h(StaleMark, { at: view.at }),
    view.error && !(view.error instanceof Unreachable) && h(ErrorBox, { error: view.error, retry: view.refresh }),
    children(view.data),
  );
}

/** @param {{at: number}} props */
const StaleMark = ({ at }) => h('p.stale-mark', null, h(State, { state: 'stale', kind: 'warn', text: `Stale: as of ${time(at)}` }));

/** Copies a text; says so. @param {{text: string, label?: string}} props */
export function Copy({ text, label = 'Copy' }) {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = said ? setTimeout(() => say(''), 2000) : 0;
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      say('Select the text and copy it by hand');
    }
  };
  return h('button.small.quiet', { type: 'button', onClick: copy }, h('span', { 'aria-live': 'polite' }, said || label));
}

/** The command that does the same. @param {{command: string}} props */
export const Cli = ({ command }) =>
  h('div.cli', null, h('code', { tabIndex: 0, 'aria-label': 'The same on the command line' }, command), h(Copy, { text: command, label: 'Copy as CLI' }));

/**
 * @param {{label: string, hint?: any, error?: string | null, children: (props: Record<string, any>) => any, wide?: boolean}} props
 */
export function Field({ label, hint, error, children, wide }) {
  const id = useId();
  const described = classes(hint && `${id}-hint`, error && `${id}-error`) || undefined;
  return h(
    'div.field',
    { class: classes(wide && 'wide', error && 'invalid') },
    h('label', { for: id }, label),
    children({ id, 'aria-describedby': described, 'aria-invalid': error ? 'true' : undefined }),
    hint && h('p.hint', { id: `${id}-hint` }, hint),
    error && h('p.field-error', { id: `${id}-error` }, error),
  );
}

/** A dialog that holds the keyboard until it is closed. @param {{title: string, onClose: () => void, children?: any, closable?: boolean}} props */
export function Dialog({ title, onClose, children, closable = true }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Closing it gives the focus back to where it was.
    return () => dialog?.close();
  }, []);
  return h(
    'dialog',
    {
      ref,
      'aria-labelledby': id,
      onCancel: (/** @type {Event} */ e) => {
        e.preventDefault();
        if (closable) {
          onClose();
        }
      },
    },
    h('h2', { id }, title),
    children,
  );
}

/** @param {{values: (number | null)[], label: string, width?: number, height?: number}} props */
export function Spark({ values, label, width = 96, height = 22 }) {
  const known = values.map((v) => v ?? 0);
  const top = Math.max(...known, 0);
  const step = width / Math.max(1, known.length - 1);
  const y = (/** @type {number} */ v) => height - 2 - (top === 0 ? 0 : (v / top) * (height - 4));
  const points = known.map((v, i) => `${(i * step).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  return h(
    'svg.spark',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    h('polyline', { points, fill: 'none', 'stroke-width': 1.5 }),
  );
}
