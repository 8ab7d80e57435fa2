// @ts-check
import { useEffect, useRef, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { json, sendFile } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { whyNot } from '../core/session.js';
import { ago, bytes, digest } from '../core/format.js';
import { line, option } from '../core/cli.js';
import { Card, Cli, Empty, ErrorBox, Field, Loading, Shown, State } from '../ui/parts.js';
import { ActionButton, Steps } from '../ui/action.js';
import { PlanView } from '../ui/plan.js';
import { cancel } from '../core/changes.js';
import { toast } from '../ui/toast.js';

/** @typedef {{source: string, label: string, file: string, detail: string}} Source */

/** Upload, plan, apply. @param {{place: import('../core/router.js').Place}} props */
export function Deploy({ place }) {
  const [sources, setSources] = useState(/** @type {Source[]} */ (place.query.source ? [named(place.query.source)] : []));
  const [mode, setMode] = useState(place.query.mode === 'canary' ? 'canary' : 'deploy');
  const [options, setOptions] = useState(/** @type {Record<string, any>} */ ({}));
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [planning, setPlanning] = useState(false);
  const sets = useResource('/v1/sets', 5000);
  const artifacts = sources.map((one) => one.source);
  const why = whyNot('operator');
  const given = Object.fromEntries(Object.entries(options).filter(([key, value]) => value && !(mode === 'canary' ? DEPLOY_ONLY : CANARY_ONLY).includes(key)));

  useEffect(() => {
    setPlan(null);
    setError(null);
    if (artifacts.length === 0 || why) {
      return;
    }
    let gone = false;
    setPlanning(true);
    const allowed = Object.fromEntries(Object.entries(given).filter(([key]) => ['downgrade', 'force', 'waive'].includes(key)));
    json('/v1/plans', { method: 'POST', body: { action: 'deploy', artifacts, options: allowed } })
      .then(
        ({ data }) => !gone && setPlan(data),
        (failure) => !gone && setError(failure),
      )
      .finally(() => !gone && setPlanning(false));
    return () => {
      gone = true;
    };
  }, [artifacts.join('\n'), JSON.stringify(given), mode]);

  const add = (/** @type {Source} */ source) => setSources((all) => [...all.filter((one) => one.source !== source.source), source]);
  const planWords = [...sources.map((one) => one.file), ...option('--downgrade', given.downgrade), ...option('--force', given.force), ...option('--waive', given.waive?.join(','))];
  const words = [mode, ...planWords, ...option('--weight', given.weight), ...option('--manual', given.manual)];
  return h(
    'div.page',
    null,
    h('h1', null, 'Deploy'),
    why && h('div.notice.warn', null, h('p', null, why), h('p.cure', null, 'You can look at running changes below.')),
    h(Card, { title: '1 What' }, h(Chooser, { add, disabled: !!why }), h(Chosen, { sources, remove: (source) => setSources(sources.filter((one) => one !== source)) })),
    h(Card, { title: '2 How' }, h(How, { mode, setMode, options, setOptions })),
    h(
      Card,
      { title: '3 Plan', side: plan && h('span.muted', null, 'Nothing has changed yet') },
      planning && h(Loading, null),
      error && h(ErrorBox, { error }),
      plan && h(PlanView, { plan }),
      !plan && !error && !planning && h(Empty, { title: 'No plan yet' }, 'Choose a jar or a release: what it would do is shown here, and nothing is changed.'),
      sources.length > 0 && h(Cli, { command: line('plan', ...planWords) }),
    ),
    h(
      'div.buttons.end',
      null,
      h(ActionButton, {
        label: mode === 'canary' ? 'Start the canary' : 'Deploy',
        class: 'primary',
        disabled: sources.length === 0 ? 'Choose what to deploy first.' : planning ? 'The plan is being made.' : !plan ? 'It cannot be planned: see the plan.' : null,
        action: () => ({
          title: mode === 'canary' ? 'Start the canary' : 'Deploy',
          explains: h('ul.plain', null, sources.map((one) => h('li', { key: one.source }, one.label))),
          words,
          change: { action: mode, artifacts, options: given },
          etag: sets.etag,
          done: mode === 'canary' ? 'The canary runs' : 'Deployed',
          after: () => {
            setSources([]);
            location.hash = mode === 'canary' ? href('canaries') : href('history');
          },
        }),
      }),
    ),
    h(Changes, null),
  );
}

const DEPLOY_ONLY = ['force'];
const CANARY_ONLY = ['weight', 'manual', 'steps', 'sticky', 'key', 'shadow', 'least', 'longest'];

/** @param {string} source @returns {Source} */
const named = (source) => ({ source, label: source, file: source, detail: source.includes('://') ? 'fetched by the instance' : 'from the store' });

/** @param {{add: (source: Source) => void, disabled: boolean}} props */
function Chooser({ add, disabled }) {
  const [busy, setBusy] = useState('');
  const [error, setError] = useState(/** @type {any} */ (null));
  const [typed, setTyped] = useState('');
  const [over, setOver] = useState(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const upload = async (/** @type {FileList | File[]} */ files) => {
    setError(null);
    for (const file of files) {
      const says = (/** @type {number} */ share) => setBusy(`Uploading ${file.name}, ${bytes(file.size)}: ${Math.floor(share * 100)} %`);
      says(0);
      try {
        const artifact = await uploaded(file, says);
        add({ source: artifact.digest, label: `${artifact.name} ${artifact.version}`, file: file.name, detail: `${bytes(artifact.size)}, sha256 ${digest(artifact.digest)}…` });
      } catch (failure) {
        setError(failure);
      }
    }
    setBusy('');
  };
  return h(
    'div',
    null,
    h(
      'div.drop',
      {
        class: over ? 'over' : '',
        onDragOver: (/** @type {DragEvent} */ e) => (e.preventDefault(), setOver(true)),
        onDragLeave: () => setOver(false),
        onDrop: (/** @type {DragEvent} */ e) => {
          e.preventDefault();
          setOver(false);
          if (!disabled && e.dataTransfer) {
            void upload(e.dataTransfer.files);
          }
        },
      },
      h('input.visually-hidden', {
        ref: input,
        type: 'file',
        id: 'jar',
        accept: '.jar',
        multiple: true,
        disabled,
        onChange: (/** @type {any} */ e) => {
          void upload([...e.currentTarget.files]).then(() => input.current && (input.current.value = ''));
        },
      }),
      h('label.button', { for: 'jar' }, 'Choose jars'),
      h('span.muted', null, ' or drop them here'),
      h('span.busy', { role: 'status' }, busy),
    ),
    h(
      'form.inline',
      {
        onSubmit: (/** @type {Event} */ e) => {
          e.preventDefault();
          if (typed.trim()) {
            add(named(typed.trim()));
            setTyped('');
          }
        },
      },
      h(Field, {
        label: 'Or a release of the store, or an address',
        hint: 'PLUGIN@VERSION, http://… or https://…',
        children: (/** @type {any} */ p) => h('input', { ...p, type: 'text', value: typed, disabled, autocomplete: 'off', onInput: (/** @type {any} */ e) => setTyped(e.currentTarget.value) }),
      }),
      h('button', { type: 'submit', disabled: disabled || !typed.trim() }, 'Add'),
    ),
    error && h(ErrorBox, { error, title: 'The upload was refused' }),
  );
}

/**
 * Uploads a jar, with its digest where the browser can compute it.
 *
 * @param {File} file
 * @param {(share: number) => void} progress
 */
async function uploaded(file, progress) {
  let path = '/v1/artifacts';
  if (crypto.subtle) {
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    path += `?sha256=${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
  return sendFile(path, file, 'application/java-archive', progress);
}

/** @param {{sources: Source[], remove: (source: Source) => void}} props */
const Chosen = ({ sources, remove }) =>
  sources.length > 0
    ? h(
        'ul.list',
        { 'aria-label': 'Chosen' },
        sources.map((one) => h('li', { key: one.source }, h('span.strong', null, one.label), h('span.grow.muted', null, one.detail), h('button.small.quiet', { type: 'button', 'aria-label': `Take ${one.label} out`, onClick: () => remove(one) }, 'Take out'))),
      )
    : null;

/** @param {{mode: string, setMode: (mode: any) => void, options: Record<string, any>, setOptions: (options: any) => void}} props */
function How({ mode, setMode, options, setOptions }) {
  const set = (/** @type {string} */ key, /** @type {any} */ value) => setOptions({ ...options, [key]: value });
  const check = (/** @type {string} */ key, /** @type {string} */ label) =>
    h('label.check', null, h('input', { type: 'checkbox', checked: !!options[key], onChange: (/** @type {any} */ e) => set(key, e.currentTarget.checked) }), ' ', label);
  return h(
    'div',
    null,
    h(
      'fieldset.choice',
      null,
      h('legend', null, 'Way'),
      [
        ['deploy', 'Deploy', 'All calls meet the new release at once; the old one is drained and kept.'],
        ['canary', 'Canary', 'The new release takes some of the calls; it is promoted or rolled back by what is measured.'],
      ].map(([id, title, text]) =>
        h('label.check', { key: id }, h('input', { type: 'radio', name: 'mode', value: id, checked: mode === id, onChange: () => setMode(id) }), ' ', h('strong', null, title), h('span.muted', null, ` ${text}`)),
      ),
    ),
    mode === 'canary' &&
      h(
        'div.fields',
        null,
        h(Field, {
          label: 'First share, percent',
          hint: 'By default 5; 25, 50 and 100 follow.',
          error: options.weight && !(options.weight >= 1 && options.weight <= 100) ? 'A number from 1 to 100.' : null,
          children: (/** @type {any} */ p) => h('input', { ...p, type: 'number', min: 1, max: 100, value: options.weight ?? '', onInput: (/** @type {any} */ e) => set('weight', e.currentTarget.value ? Number(e.currentTarget.value) : undefined) }),
        }),
        check('manual', 'Stay at this share until I promote it'),
      ),
    h(
      'details',
      null,
      h('summary', null, 'Allow what would be refused'),
      check('downgrade', 'An older release replaces a newer one'),
      mode === 'deploy' && check('force', 'Other bundles restart or lose what they require'),
      h(Field, {
        label: 'Waive the version check of',
        hint: 'Names of plugins, separated by commas.',
        children: (/** @type {any} */ p) =>
          h('input', { ...p, type: 'text', value: options.waive?.join(', ') ?? '', onChange: (/** @type {any} */ e) => set('waive', split(e.currentTarget.value)) }),
      }),
    ),
  );
}

/** @param {string} text */
function split(text) {
  const names = text.split(',').map((name) => name.trim()).filter(Boolean);
  return names.length ? names : undefined;
}

function Changes() {
  const view = useResource('/v1/changes', 2000);
  return h(
    Card,
    { title: 'Changes by the console and the admin API' },
    h(Shown, {
      view,
      children: (/** @type {any[]} */ changes) =>
        changes.length === 0
          ? h(Empty, { title: 'None has begun since the start' }, 'The history shows all changes, also those of the shell.')
          : h(
              'ul.changes',
              null,
              changes.slice(0, 10).map((change) => h(Change, { key: change.id, change })),
            ),
    }),
  );
}

/** @param {{change: any}} props */
function Change({ change }) {
  const running = change.state === 'RUNNING';
  const stop = () => void cancel(change.id).catch((failure) => toast(failure.message, 'bad'));
  return h(
    'li',
    null,
    h(
      'div.change-head',
      null,
      h(State, { state: running ? 'STARTING' : change.state, text: change.state.toLowerCase() }),
      h('code.grow', null, change.command),
      h('span.muted', null, `${change.actor}, ${ago(change.started)}`),
      running && h('button.small', { type: 'button', disabled: !!whyNot('operator'), title: whyNot('operator') ?? undefined, onClick: stop }, 'Cancel'),
    ),
    change.reason && h('p.muted', null, `Reason: ${change.reason}`),
    running && h(Steps, { steps: change.steps, running: true }),
    change.failure && h('p.bad-text.pre', null, change.failure),
  );
}
