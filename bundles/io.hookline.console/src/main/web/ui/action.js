// @ts-check
/** Buttons that change production: with a role, a reason, the same as a command, and what comes of it. */

import { useRef, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { Problem } from '../core/api.js';
import { begin, cancel, failureOf, follow } from '../core/changes.js';
import { line, option } from '../core/cli.js';
import { refreshAll } from '../core/live.js';
import { whyNot } from '../core/session.js';
import { Cli, Dialog, ErrorBox, Field } from './parts.js';
import { toast } from './toast.js';

/**
 * @typedef {object} Action
 * @property {string} title
 * @property {any} [explains] what it does
 * @property {(string | null | false)[]} words the words of the command, without "hookline"
 * @property {string[]} [then] the words of a second command, where one does not do
 * @property {import('../core/changes.js').ChangeRequest} [change] what /v1/changes is asked for
 * @property {string | null} [etag] of what the user has seen
 * @property {(reason: string) => Promise<any>} [run] instead of a change
 * @property {string} [done] said at the end
 * @property {() => void} [after] called when it is done
 */

/**
 * A button that opens the dialog of an action; disabled with the reason where the role does not allow it.
 *
 * @param {{label: string, role?: import('../core/session.js').Role, action: () => Action, class?: string, disabled?: string | null}} props
 */
export function ActionButton({ label, role = 'operator', action, class: name, disabled }) {
  const [open, setOpen] = useState(/** @type {Action | null} */ (null));
  const why = whyNot(role) ?? disabled ?? null;
  return h(
    'span.action',
    null,
    h(
      'button',
      {
        type: 'button',
        class: name,
        'aria-disabled': why ? 'true' : undefined,
        title: why ?? undefined,
        onClick: () => (why ? toast(why, 'warn') : setOpen(action())),
      },
      label,
    ),
    open && h(ActionDialog, { action: open, label, onClose: () => setOpen(null) }),
  );
}

/** @param {{action: Action, label: string, onClose: () => void}} props */
export function ActionDialog({ action, label, onClose }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [state, setState] = useState(/** @type {'asking' | 'running' | 'failed'} */ ('asking'));
  const [steps, setSteps] = useState(/** @type {string[]} */ ([]));
  const [error, setError] = useState(/** @type {any} */ (null));
  const running = useRef(/** @type {string | null} */ (null));

  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    if (reason.trim() === '') {
      setMissing(true);
      return;
    }
    setState('running');
    setError(null);
    setSteps([]);
    try {
      await perform(action, reason.trim(), setSteps, (id) => (running.current = id));
      toast(action.done ?? `${action.title}: done`, 'ok');
      refreshAll();
      onClose();
      action.after?.();
    } catch (failure) {
      refreshAll();
      setError(failure);
      setState('failed');
    }
    running.current = null;
  };

  return h(
    Dialog,
    { title: action.title, onClose, closable: state !== 'running' },
    h(
      'form',
      { onSubmit: submit, noValidate: true },
      action.explains && h('p', null, action.explains),
      h(
        Field,
        {
          label: 'Reason',
          hint: 'It stands in the audit log and in the history.',
          error: missing && !reason.trim() ? 'A change of production needs a reason.' : null,
          children: (p) =>
            h('input', {
              ...p,
              type: 'text',
              value: reason,
              maxLength: 1000,
              autoFocus: true,
              required: true,
              autocomplete: 'off',
              readOnly: state === 'running',
              onInput: (/** @type {any} */ event) => setReason(event.currentTarget.value),
            }),
        },
      ),
      h(Cli, { command: commands(action, reason.trim()) }),
      steps.length > 0 && h(Steps, { steps, running: state === 'running' }),
      error && h(ErrorBox, { error, title: error instanceof Problem && error.status === 412 ? 'It was changed meanwhile' : undefined }),
      h(
        'div.buttons',
        null,
        state === 'running' && running.current
          ? h('button', { type: 'button', onClick: () => running.current && cancel(running.current).catch((f) => toast(f.message, 'bad')) }, 'Cancel the change')
          : h('button', { type: 'button', onClick: onClose, disabled: state === 'running' }, error ? 'Close' : 'Cancel'),
        h('button.primary', { type: 'submit', disabled: state === 'running' }, state === 'running' ? 'Working…' : label),
      ),
    ),
  );
}

/**
 * What does the same at a terminal, with the reason.
 *
 * @param {Action} action
 * @param {string} reason
 */
const commands = (action, reason) =>
  [action.words, ...(action.then ? [action.then] : [])].map((words) => line(...words, ...option('--reason', reason))).join(' && ');

/**
 * @param {Action} action
 * @param {string} reason
 * @param {(steps: string[]) => void} progress
 * @param {(id: string) => void} begun
 */
async function perform(action, reason, progress, begun) {
  if (action.run) {
    return action.run(reason);
  }
  const change = await begin({ .../** @type {any} */ (action.change), reason }, action.etag ?? null);
  begun(change.id);
  progress(change.steps);
  const ended = await follow(change.id, progress);
  const failure = failureOf(ended);
  if (failure) {
    throw failure;
  }
  return ended;
}

/** @param {{steps: string[], running: boolean}} props */
export const Steps = ({ steps, running }) =>
  h(
    'ol.steps',
    { 'aria-live': 'polite', 'aria-label': 'Progress' },
    steps.map((step, i) => h('li', { key: i, class: running && i === steps.length - 1 ? 'now' : 'past' }, step.trim())),
  );
