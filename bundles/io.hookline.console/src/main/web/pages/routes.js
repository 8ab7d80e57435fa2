// @ts-check
import { h } from '../core/html.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { count } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Shown, State } from '../ui/parts.js';
import { Table } from '../ui/table.js';

/** Where the gateway sends requests. @param {{place: import('../core/router.js').Place}} props */
export function Routes({ place }) {
  const routes = useResource('/v1/routes', 3000);
  const upstreams = useResource('/v1/upstreams', 3000);
  return h(
    'div.page',
    null,
    h('h1', null, 'Routes'),
    h(Shown, {
      view: routes,
      children: (/** @type {any} */ data) =>
        h(
          'div',
          null,
          data.refused.length > 0 &&
            h(
              'div.notice.bad',
              null,
              h('p.notice-title', null, 'Refused'),
              h('ul.plain', null, data.refused.map((/** @type {any} */ one) => h('li', { key: one.kind + one.name }, h('strong', null, `${one.kind} ${one.name}`), `: ${one.reason}${one.kept ? ' What was valid before stays.' : ''}`))),
              h('p.cure', null, 'Correct the file that it names, in ', h('a', { href: href('configuration', [], { q: 'gateway' }) }, 'the configuration'), '.'),
            ),
          h(
            Card,
            { title: 'Routes, in the order in which they are tried' },
            h(Table, {
              label: 'Routes',
              filter: place.query.q,
              rows: data.routes,
              keyOf: (row) => row.route,
              text: (row) => `${row.route} ${row.match} ${row.upstreams.map((/** @type {any} */ one) => one.name).join(' ')}`,
              columns: [
                { id: 'route', title: 'Route', sort: (row) => row.route, cell: (row) => h('span.strong', null, row.route) },
                { id: 'match', class: 'long', title: 'Takes', cell: (row) => h('span.wrap', null, row.match) },
                { id: 'upstreams', class: 'long', title: 'To', cell: (row) => row.upstreams.map((/** @type {any} */ one) => (row.upstreams.length > 1 ? `${one.name} (${one.weight})` : one.name)).join(', ') },
                { id: 'priority', title: 'Priority', numeric: true, sort: (row) => row.priority, cell: (row) => row.priority },
                { id: 'calls', title: 'Calls', numeric: true, sort: (row) => row.calls, cell: (row) => count(row.calls) },
              ],
              empty: h(Empty, { title: 'The gateway has no route' }, 'It does not run, or nothing is configured: docs/gateway.md'),
            }),
          ),
        ),
    }),
    h(
      Card,
      { title: 'Targets' },
      h(Shown, {
        view: upstreams,
        children: (/** @type {any[]} */ rows) =>
          h(Table, {
            label: 'Targets',
            rows,
            keyOf: (row) => `${row.upstream} ${row.target}`,
            text: (row) => `${row.upstream} ${row.target} ${row.state}`,
            columns: [
              { id: 'upstream', title: 'Upstream', sort: (row) => row.upstream, cell: (row) => h('span.strong', null, row.upstream) },
              { id: 'target', class: 'long', title: 'Target', sort: (row) => row.target, cell: (row) => row.target },
              { id: 'state', title: 'State', sort: (row) => row.state, cell: (row) => h('span', null, h(State, { state: row.state, kind: row.state === 'up' ? 'ok' : 'bad' }), row.state !== 'up' && row.reason && h('span.muted', null, ` ${row.reason}`)) },
              { id: 'weight', title: 'Weight', numeric: true, sort: (row) => row.weight, cell: (row) => row.weight },
              { id: 'connections', title: 'Connections', numeric: true, sort: (row) => row.connections, cell: (row) => count(row.connections) },
              { id: 'inFlight', title: 'In flight', numeric: true, sort: (row) => row.inFlight, cell: (row) => count(row.inFlight) },
              { id: 'calls', title: 'Calls', numeric: true, sort: (row) => row.calls, cell: (row) => count(row.calls) },
              { id: 'failures', title: 'Failures', numeric: true, sort: (row) => row.failures, cell: (row) => h('span', { class: row.failures > 0 ? 'bad-text' : '' }, count(row.failures)) },
            ],
            empty: h(Empty, { title: 'There is no target' }),
          }),
      }),
    ),
    h(Cli, { command: line('routes') }),
  );
}
