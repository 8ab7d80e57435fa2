// @ts-check
import { h } from '../core/html.js';
import { json } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { count, counted, dateTime, short } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Shown, State, Tag } from '../ui/parts.js';
import { ActionButton } from '../ui/action.js';
import { Table } from '../ui/table.js';

/** Breakers, hung calls with their stacks, reset. @param {{place: import('../core/router.js').Place}} props */
export function Guards({ place }) {
  const view = useResource('/v1/guards', 2000);
  const events = useResource('/v1/guards/events', 3000);
  return h(
    'div.page',
    null,
    h('h1', null, 'Guards'),
    h(Shown, {
      view,
      children: (/** @type {any[]} */ guards) => h(Card, { label: 'Guards' }, h(All, { guards, filter: place.query.q })),
    }),
    h(Card, { title: 'What guards did, and where calls hang' }, h(Shown, { view: events, children: Acts })),
    h(Cli, { command: line('guard', '--events') }),
  );
}

/** @param {{guards: any[], filter?: string}} props */
const All = ({ guards, filter }) =>
  h(Table, {
    label: 'Guards',
    filter,
    rows: guards,
    keyOf: (row) => `${row.point} ${row.plugin}@${row.version} ${row.name}`,
    text: (row) => `${row.name} ${row.plugin} ${row.version} ${row.point} ${row.breaker} ${row.isolation}`,
    columns: [
      { id: 'name', title: 'Hook', sort: (row) => row.name, cell: (row) => h('span', null, h('a.strong', { href: href('plugins', [row.plugin]) }, short(row.name)), h('span.muted', null, ` ${row.version}`)) },
      { id: 'point', class: 'long', title: 'Point', sort: (row) => row.point, cell: (row) => h('a', { href: href('points', [row.point]) }, row.point) },
      { id: 'breaker', class: 'long', title: 'Breaker', sort: (row) => ['LOCKED', 'OPEN', 'HALF_OPEN', 'CLOSED'].indexOf(row.breaker), cell: (row) => h('span', null, h(State, { state: row.breaker }), row.reason && h('span.muted', null, ` ${row.reason}`), row.probeInMillis > 0 && h('span.muted', null, ` probes in ${Math.ceil(row.probeInMillis / 1000)} s`)) },
      { id: 'hanging', title: 'Hanging', numeric: true, sort: (row) => row.hanging, cell: (row) => h('span', { class: row.hanging > 0 ? 'bad-text' : '' }, count(row.hanging)) },
      { id: 'refused', title: 'Refused', numeric: true, sort: (row) => row.refusedCalls, cell: (row) => count(row.refusedCalls) },
      { id: 'isolation', class: 'long', title: 'Isolation', sort: (row) => row.isolation, cell: (row) => `${row.isolation.toLowerCase()}, ${row.limits}` },
      { id: 'blocking', title: 'Blocking', sort: (row) => row.blocking, cell: (row) => row.blocking.toLowerCase().replaceAll('_', ' ') },
      { id: 'cpu', title: 'CPU', numeric: true, sort: (row) => row.cpuPercent, cell: (row) => `${row.cpuPercent.toFixed(1)} %` },
      { id: 'memory', title: 'Allocated', numeric: true, sort: (row) => row.allocatedMegabytes, cell: (row) => `${row.allocatedMegabytes.toFixed(1)} MB/s` },
      {
        id: 'do',
        title: '',
        cell: (row) =>
          h(ActionButton, {
            label: 'Reset',
            class: 'small',
            disabled: row.breaker === 'CLOSED' && row.blocking !== 'WITHDRAWN' ? 'The breaker is closed: there is nothing to reset.' : null,
            action: () => ({
              title: `Reset the guard of ${short(row.name)}`,
              explains: 'Its breakers close, and its calls go on. They open again if the cause remains.',
              words: ['guard', 'reset', row.name],
              run: (reason) => json(`/v1/guards/${encodeURIComponent(row.name)}/reset`, { method: 'POST', body: { reason } }),
              done: `The guard of ${short(row.name)} is reset`,
            }),
          }),
      },
    ],
    empty: h(Empty, { title: 'No hook is in a chain' }, 'Guards are there as soon as a plugin joins a chain.'),
  });

/** @param {any[]} events */
function Acts(events) {
  if (events.length === 0) {
    return h(Empty, { title: 'No guard has had to act' }, 'Trips, recoveries and calls that hang appear here, with the stack of the call.');
  }
  return h(
    'ul.changes',
    { 'aria-label': counted(events.length, 'act') },
    [...events]
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, 100)
      .map((event) => {
        const [first, ...stack] = event.reason.split('\n');
        return h(
          'li',
          { key: event.at + event.name + event.kind },
          h('div.change-head', null, h(State, { state: event.kind }), h('span.grow', null, h('strong', null, short(event.name)), ` ${event.version} at ${event.point}: ${first}`), h(Tag, null, dateTime(event.at))),
          stack.length > 0 && h('details', null, h('summary', null, `Stack, ${counted(stack.length, 'line')}`), h('pre.stack', { tabIndex: 0 }, stack.join('\n'))),
        );
      }),
  );
}
