// @ts-check
import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { json, Problem } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { check, fields as fieldsOf } from '../core/schema.js';
import { changes, hidden, initial } from '../core/settings.js';
import { whyNot } from '../core/session.js';
import { ago, counted, dateTime } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Field, Shown, State, Tag } from '../ui/parts.js';
import { ActionButton } from '../ui/action.js';
import { Table } from '../ui/table.js';

/** @param {{place: import('../core/router.js').Place}} props */
export function Configuration({ place }) {
  return place.rest[0] ? h(One, { key: place.rest[0], pid: place.rest[0] }) : h(All, { filter: place.query.q });
}

/** @param {{filter?: string}} props */
function All({ filter }) {
  const view = useResource('/v1/configurations', 5000);
  return h(
    'div.page',
    null,
    h('h1', null, 'Configuration'),
    h(Shown, {
      view,
      children: (/** @type {any[]} */ rows) =>
        h(
          Card,
          { label: 'Configurations' },
          h(Table, {
            label: 'Configurations',
            filter,
            rows,
            keyOf: (row) => row.pid,
            text: (row) => `${row.pid} ${row.file ?? ''} ${row.definedBy.join(' ')}`,
            sortBy: 'pid',
            columns: [
              { id: 'pid', title: 'Name', sort: (row) => row.pid, cell: (row) => h('a.strong', { href: href('configuration', [row.pid]) }, row.pid) },
              { id: 'state', title: 'State', sort: (row) => (row.refused ? 0 : row.problems.length ? 1 : 2), cell: stateOf },
              { id: 'file', class: 'long', title: 'File', cell: (row) => (row.file ? h('code', null, row.file) : h('span.muted', null, 'defaults')) },
              { id: 'revision', title: 'Revision', numeric: true, sort: (row) => row.revision, cell: (row) => row.revision },
              { id: 'definedBy', class: 'long', title: 'Defined by', cell: (row) => row.definedBy.join(', ') || h('span.muted', null, 'nothing: it is not checked') },
            ],
            empty: h(Empty, { title: 'There is no configuration' }),
          }),
        ),
    }),
    h(Cli, { command: line('config') }),
  );
}

/** @param {any} row */
function stateOf(row) {
  if (row.refused) {
    return h(State, { state: 'REFUSED' });
  }
  return row.problems.length ? h(State, { state: 'problems', kind: 'warn', text: counted(row.problems.length, 'problem') }) : h(State, { state: 'valid', kind: 'ok' });
}

/** @param {{pid: string}} props */
function One({ pid }) {
  const path = `/v1/configurations/${encodeURIComponent(pid)}`;
  const view = useResource(path, 5000);
  const schema = useResource(`${path}/schema`, 60000);
  return h(
    'div.page',
    null,
    h('p.crumbs', null, h('a', { href: href('configuration') }, 'Configuration')),
    h('h1', null, schema.data?.title ?? pid),
    h(Shown, {
      view,
      children: (/** @type {any} */ configuration) =>
        h(
          'div',
          null,
          h('dl.facts', null, fact('Name', h('code', null, pid)), fact('File', configuration.file ?? 'none: defaults'), fact('Revision', configuration.revision), fact('Defined by', configuration.definedBy.join(', ') || 'nothing')),
          h(Problems, { configuration }),
          schema.data ? h(Form, { configuration, schema: schema.data, path, etag: view.etag }) : h(Shown, { view: schema, children: () => null }),
        ),
    }),
    h(Revisions, { pid, path, etag: view.etag, restarts: view.data?.restarts ?? [] }),
  );
}

/** @param {{configuration: any}} props */
function Problems({ configuration }) {
  const { refused, problems } = configuration;
  const list = (/** @type {any[]} */ all) => h('ul.plain', null, all.map((one) => h('li', { key: one.message }, h(Tag, { kind: 'bad' }, one.reason), ' ', one.message)));
  return h(
    'div',
    null,
    refused && h('div.notice.bad', null, h('p.notice-title', null, `The latest change, by ${refused.by} ${ago(refused.at)}, was refused`), list(refused.problems), h('p.cure', null, 'What was valid before stays active. Correct it below, or in the file.')),
    !refused && problems.length > 0 && h('div.notice.warn', null, h('p.notice-title', null, 'It does not fit its schema'), list(problems)),
  );
}

/** @param {{configuration: any, schema: any, path: string, etag: string | null}} props */
function Form({ configuration, schema, path, etag }) {
  const fields = fieldsOf(schema);
  const settings = configuration.settings;
  // The form keeps what it began with: another user's change must not move values under the hand.
  const [base, setBase] = useState({ settings, etag, revision: configuration.revision });
  const [values, setValues] = useState(() => initial(fields, settings));
  const [restart, setRestart] = useState(false);
  const before = initial(fields, base.settings);
  const dirty = fields.some((field) => values[field.key] !== before[field.key]);
  const begin = () => {
    setBase({ settings, etag, revision: configuration.revision });
    setValues(initial(fields, settings));
  };
  useEffect(() => {
    if (!dirty && base.etag !== etag) {
      begin();
    }
  }, [etag, dirty]);
  const errors = Object.fromEntries(
    fields.map((field) => {
      const setting = base.settings.find((/** @type {any} */ one) => one.key === field.key);
      const kept = hidden(field, setting) && values[field.key] === '';
      return [field.key, kept ? null : check(field, values[field.key] ?? '')];
    }),
  );
  const wrong = fields.filter((field) => errors[field.key]);
  const change = changes(fields, base.settings, before, values);
  const why = whyNot('operator');
  return h(
    Card,
    { title: 'Options', side: dirty ? h(State, { state: 'changed', kind: 'info', text: 'not saved' }) : null },
    dirty && base.etag !== etag && h('div.notice.warn', { role: 'alert' }, h('p.notice-title', null, 'It was changed meanwhile'), h('p', null, `Revision ${configuration.revision} is active now; you began with ${base.revision}. A save would be refused.`), h('button.small', { type: 'button', onClick: begin }, 'Take the active values')),
    fields.length === 0 && h(Empty, { title: 'It has no options' }),
    h(
      'div.fields',
      null,
      fields.map((field) =>
        h(Option, {
          key: field.key,
          field,
          setting: base.settings.find((/** @type {any} */ one) => one.key === field.key),
          value: values[field.key] ?? '',
          error: errors[field.key],
          disabled: !!why,
          change: (/** @type {string} */ value) => setValues({ ...values, [field.key]: value }),
        }),
      ),
    ),
    configuration.restarts.length > 0 &&
      h('label.check', null, h('input', { type: 'checkbox', checked: restart, onChange: (/** @type {any} */ e) => setRestart(e.currentTarget.checked) }), ` Accept that components restart: ${configuration.restarts.join(', ')}`),
    h(
      'div.buttons.end',
      null,
      dirty && h('button', { type: 'button', onClick: begin }, 'Discard'),
      h(ActionButton, {
        label: 'Save',
        class: 'primary',
        disabled: !dirty ? 'Nothing has been changed.' : wrong.length ? `Correct ${wrong.map((field) => field.key).join(', ')} first.` : null,
        action: () => ({
          title: `Change ${configuration.pid}`,
          explains: h('ul.plain', null, change.set.map((one) => h('li', { key: one }, h('code', null, one))), change.unset.map((one) => h('li', { key: one }, h('code', null, one), ' back to its default'))),
          words: change.set.length ? ['config', configuration.pid, 'set', ...change.set, restart && '--restart'] : ['config', configuration.pid, 'unset', ...change.unset, restart && '--restart'],
          then: change.set.length && change.unset.length ? ['config', configuration.pid, 'unset', ...change.unset] : undefined,
          run: async (reason) => {
            await json(path, { method: 'PUT', headers: base.etag ? { 'If-Match': base.etag } : {}, body: { settings: change.body, restart, reason } });
          },
          done: `${configuration.pid} is changed`,
          after: () => setBase({ ...base, etag: '' }),
        }),
      }),
    ),
  );
}

/**
 * @param {{field: import('../core/schema.js').Field, setting: any, value: string, error: string | null, disabled: boolean, change: (value: string) => void}} props
 */
function Option({ field, setting, value, error, disabled, change }) {
  const kept = hidden(field, setting);
  const hint = [field.description || setting?.description, setting?.type, field.byDefault ? `Default: ${field.byDefault}` : ''].filter(Boolean).join(' · ');
  const input = (/** @type {any} */ e) => change(e.currentTarget.value);
  return h(Field, {
    label: field.required ? `${field.key} (required)` : field.key,
    hint,
    error,
    children: (/** @type {any} */ p) => {
      if (field.kind === 'choice' || field.kind === 'boolean') {
        const choices = field.kind === 'boolean' ? ['true', 'false'] : field.choices;
        const all = value && !choices.includes(value) ? [...choices, value] : choices;
        return h('select', { ...p, value, disabled, onChange: input }, h('option', { value: '' }, field.byDefault ? `default (${field.byDefault})` : 'not set'), all.map((choice) => h('option', { key: choice, value: choice }, choice)));
      }
      if (field.kind === 'list' && !kept) {
        return h('textarea', { ...p, rows: 2, value, disabled, spellcheck: false, onInput: input });
      }
      return h('input', {
        ...p,
        type: kept || field.secret ? 'password' : 'text',
        inputMode: field.kind === 'integer' ? 'numeric' : undefined,
        value,
        disabled,
        spellcheck: false,
        autocomplete: 'off',
        placeholder: kept ? 'set, and not shown; leave it empty to keep it' : field.byDefault,
        onInput: input,
      });
    },
  });
}

/** @param {{pid: string, path: string, etag: string | null, restarts: string[]}} props */
function Revisions({ pid, path, etag, restarts }) {
  const view = useResource(`${path}/history`, 5000);
  return h(
    Card,
    { title: 'History' },
    view.error instanceof Problem && view.error.status === 404
      ? h(Empty, { title: 'It has no revisions' })
      : h(Shown, {
          view,
          children: (/** @type {any[]} */ rows) =>
            h(Table, {
              label: 'Revisions',
              rows,
              keyOf: (row) => String(row.number),
              columns: [
                { id: 'number', title: 'Revision', sort: (row) => row.number, cell: (row) => h('span.strong', null, row.number, ' ', row.current && h('span.tag.ok', null, 'current')) },
                { id: 'at', title: 'When', sort: (row) => row.at, cell: (row) => h('time', { dateTime: row.at, title: dateTime(row.at) }, ago(row.at)) },
                { id: 'by', class: 'long', title: 'By', cell: (row) => row.by },
                { id: 'reason', class: 'long', title: 'Reason', cell: (row) => row.reason || h('span.muted', null, 'none given') },
                { id: 'changes', class: 'long', title: 'Changes', cell: (row) => h('ul.plain', null, row.changes.map((/** @type {string} */ one) => h('li', { key: one }, h('code', null, one)))) },
                {
                  id: 'do',
                  title: '',
                  cell: (row) =>
                    !row.current &&
                    h(ActionButton, {
                      label: 'Revert to this',
                      class: 'small',
                      action: () => ({
                        title: `Revert ${pid} to revision ${row.number}`,
                        explains: restarts.length ? `These components restart: ${restarts.join(', ')}.` : 'It applies at once, and makes a new revision.',
                        words: ['config', pid, 'revert', String(row.number), restarts.length > 0 && '--restart'],
                        run: (reason) => json(`${path}/revert`, { method: 'POST', headers: etag ? { 'If-Match': etag } : {}, body: { revision: row.number, restart: restarts.length > 0, reason } }),
                        done: `Revision ${row.number} is back`,
                      }),
                    }),
                },
              ],
              empty: h(Empty, { title: 'It has not been changed yet' }),
            }),
        }),
    h(Cli, { command: line('config', pid, 'history') }),
  );
}

/**
 * @param {string} title
 * @param {any} value
 */
const fact = (title, value) => h('div', null, h('dt', null, title), h('dd', null, value));
