// @ts-check
import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { json } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { compare } from '../core/sets.js';
import { whyNot } from '../core/session.js';
import { ago, counted, dateTime, digest, short } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, ErrorBox, Shown, State } from '../ui/parts.js';
import { ActionButton } from '../ui/action.js';
import { PlanView } from '../ui/plan.js';
import { Table } from '../ui/table.js';

/**
 * Who did something.
 *
 * @param {any} actor
 */
export const actorText = (actor) => (actor ? actor.name || actor.kind.toLowerCase() : 'unknown');

/** Every desired set; compare two; go back. @param {{place: import('../core/router.js').Place}} props */
export function History({ place }) {
  const view = useResource('/v1/sets', 5000);
  const [first, second, third] = place.rest;
  return h(
    'div.page',
    null,
    first && h('p.crumbs', null, h('a', { href: href('history') }, 'History')),
    h('h1', null, first === 'compare' ? `Set ${second} and set ${third}` : first ? `Set ${first}` : 'History'),
    h(Shown, {
      view,
      children: (/** @type {any[]} */ sets) => {
        if (first === 'compare') {
          return h(Compared, { sets, left: second, right: third });
        }
        return first ? h(OneSet, { key: first, sets, number: first, etag: view.etag }) : h(AllSets, { sets });
      },
    }),
    h(Cli, { command: line('history') }),
  );
}

/** @param {{sets: any[]}} props */
function AllSets({ sets }) {
  const [left, setLeft] = useState(String(sets[1]?.number ?? sets[0]?.number ?? ''));
  const [right, setRight] = useState(String(sets[0]?.number ?? ''));
  const select = (/** @type {string} */ label, /** @type {string} */ value, /** @type {(v: string) => void} */ change) =>
    h(
      'label.inline-label',
      null,
      label,
      ' ',
      h('select', { value, onChange: (/** @type {any} */ e) => change(e.currentTarget.value) }, sets.map((set) => h('option', { key: set.number, value: String(set.number) }, `Set ${set.number}`))),
    );
  return h(
    Card,
    { label: 'Sets' },
    h(Table, {
      label: 'Desired sets',
      rows: sets,
      keyOf: (row) => String(row.number),
      text: (row) => `${row.number} ${row.cause} ${row.reason ?? ''} ${actorText(row.actor)} ${row.artifacts.map((/** @type {any} */ one) => `${one.name} ${one.version}`).join(' ')}`,
      side: sets.length > 1 && h('span.compare', null, select('Compare', left, setLeft), select('with', right, setRight), h('a.button', { href: href('history', ['compare', left, right]) }, 'Compare')),
      columns: [
        { id: 'number', title: 'Set', sort: (row) => row.number, cell: (row) => h('span', null, h('a.strong', { href: href('history', [String(row.number)]) }, `Set ${row.number}`), row === sets[0] && h('span.tag.ok', null, 'current')) },
        { id: 'at', title: 'When', sort: (row) => row.at, cell: (row) => h('time', { dateTime: row.at, title: dateTime(row.at) }, ago(row.at)) },
        { id: 'actor', title: 'By', sort: (row) => actorText(row.actor), cell: (row) => actorText(row.actor) },
        { id: 'cause', class: 'long', title: 'What', cell: (row) => row.cause },
        { id: 'reason', class: 'long', title: 'Reason', cell: (row) => row.reason ?? h('span.muted', null, 'none given') },
        { id: 'changed', class: 'long', title: 'Changed', cell: (row) => changedText(sets, row) },
        { id: 'size', title: 'Plugins', numeric: true, sort: (row) => row.artifacts.length, cell: (row) => row.artifacts.length },
      ],
      empty: h(Empty, { title: 'There is no set yet' }, 'The first change makes one.'),
    }),
  );
}

/**
 * @param {any[]} sets
 * @param {any} set
 */
function changedText(sets, set) {
  const before = sets.find((other) => other.number < set.number);
  if (!before) {
    return h('span.muted', null, 'the first one kept');
  }
  const rows = compare(before, set).filter((row) => row.kind !== 'same');
  if (rows.length === 0) {
    return h('span.muted', null, 'no release');
  }
  const texts = rows.slice(0, 3).map((row) => {
    const name = short(row.name);
    return row.kind === 'added' ? `+ ${name} ${row.after}` : row.kind === 'removed' ? `− ${name}` : row.before === row.after ? `${name} ${row.stoppedAfter ? 'stopped' : 'started'}` : `${name} ${row.before} → ${row.after}`;
  });
  return texts.join(', ') + (rows.length > 3 ? ` and ${rows.length - 3} more` : '');
}

/** @param {{sets: any[], left: string, right: string}} props */
function Compared({ sets, left, right }) {
  const a = sets.find((set) => String(set.number) === left);
  const b = sets.find((set) => String(set.number) === right);
  if (!a || !b) {
    return h(Empty, { title: 'One of the sets is not kept any more' }, h('a', { href: href('history') }, 'All sets'));
  }
  return h(Difference, { before: a, after: b });
}

/** @param {{before: any, after: any}} props */
function Difference({ before, after }) {
  const rows = compare(before, after);
  const changed = rows.filter((row) => row.kind !== 'same');
  return h(
    Card,
    { title: `Set ${before.number} → set ${after.number}`, side: h('span.muted', null, `${rows.length - changed.length} the same`) },
    h(Table, {
      label: 'What differs',
      rows: changed,
      keyOf: (row) => row.name,
      columns: [
        { id: 'name', title: 'Plugin', sort: (row) => row.name, cell: (row) => h('a.strong', { href: href('plugins', [row.name]) }, short(row.name)) },
        { id: 'kind', title: 'Difference', sort: (row) => row.kind, cell: (row) => h(State, { state: row.kind, kind: row.kind === 'added' ? 'ok' : row.kind === 'removed' ? 'bad' : 'info' }) },
        { id: 'before', title: `Set ${before.number}`, cell: (row) => versionText(row.before, row.stoppedBefore) },
        { id: 'after', title: `Set ${after.number}`, cell: (row) => versionText(row.after, row.stoppedAfter) },
      ],
      empty: h(Empty, { title: 'Both sets have the same releases' }),
    }),
  );
}

/**
 * @param {string | null} version
 * @param {boolean} stopped
 */
const versionText = (version, stopped) => (version === null ? h('span.muted', null, 'not there') : `${version}${stopped ? ' (stopped)' : ''}`);

/** @param {{sets: any[], number: string, etag: string | null}} props */
function OneSet({ sets, number, etag }) {
  const set = sets.find((one) => String(one.number) === number);
  const current = sets[0];
  if (!set) {
    return h(Empty, { title: `Set ${number} is not kept` }, 'The oldest sets are dropped. ', h('a', { href: href('history') }, 'All sets'));
  }
  const older = set.number !== current.number;
  return h(
    'div',
    null,
    h('dl.facts', null, fact('When', dateTime(set.at)), fact('By', actorText(set.actor)), fact('What', set.cause), fact('Reason', set.reason ?? 'none given'), fact('Plugins', counted(set.artifacts.length, 'release'))),
    older && h(Difference, { before: current, after: set }),
    older && h(GoingBack, { set, etag }),
    h(
      Card,
      { title: 'Releases of this set' },
      h(Table, {
        label: 'Releases of this set',
        rows: set.artifacts,
        keyOf: (row) => row.name,
        columns: [
          { id: 'name', title: 'Plugin', sort: (row) => row.name, cell: (row) => h('span.strong', null, short(row.name)) },
          { id: 'version', title: 'Version', cell: (row) => row.version },
          { id: 'state', title: 'State', cell: (row) => (set.stopped?.includes(row.name) ? 'stopped' : 'runs') },
          { id: 'sha', title: 'SHA-256', cell: (row) => h('code', { title: row.sha256 }, `${digest(row.sha256)}…`) },
          { id: 'origin', class: 'long', title: 'Came from', cell: (row) => h('span.wrap', null, row.origin) },
        ],
        empty: h(Empty, { title: 'No plugin is in this set' }),
      }),
    ),
  );
}

/** The plan of going back, and the button. @param {{set: any, etag: string | null}} props */
function GoingBack({ set, etag }) {
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [force, setForce] = useState(false);
  const why = whyNot('operator');
  useEffect(() => {
    let gone = false;
    if (!why) {
      json('/v1/plans', { method: 'POST', body: { action: 'rollback', set: set.number, options: force ? { force } : {} } }).then(
        ({ data }) => !gone && (setPlan(data), setError(null)),
        (failure) => !gone && (setError(failure), setPlan(null)),
      );
    }
    return () => {
      gone = true;
    };
  }, [set.number, etag, force]);
  return h(
    Card,
    { title: `Going back to set ${set.number}` },
    why && h('p.muted', null, why),
    error && h(ErrorBox, { error }),
    plan && h(PlanView, { plan }),
    h('label.check', null, h('input', { type: 'checkbox', checked: force, onChange: (/** @type {any} */ e) => setForce(e.currentTarget.checked) }), ' Accept that other bundles restart, and that a required hook leaves'),
    h(
      'div.buttons.end',
      null,
      h(ActionButton, {
        label: `Go back to set ${set.number}`,
        class: 'danger',
        action: () => ({
          title: `Go back to set ${set.number}`,
          explains: 'The releases of that set come back in one generation; a new set records it, so you can go forward again.',
          words: ['rollback', '--to', String(set.number), force && '--force'],
          change: { action: 'rollback', set: set.number, options: force ? { force } : {} },
          etag,
          done: `Set ${set.number} is back`,
          after: () => {
            location.hash = href('history');
          },
        }),
      }),
    ),
    h(Cli, { command: line('rollback', '--to', String(set.number), '--plan') }),
  );
}

/**
 * @param {string} title
 * @param {any} value
 */
const fact = (title, value) => h('div', null, h('dt', null, title), h('dd', null, value));
