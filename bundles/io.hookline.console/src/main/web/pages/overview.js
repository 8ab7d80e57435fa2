// @ts-check
import { h } from '../core/html.js';
import { useConnection, useResource } from '../core/live.js';
import { totalRates, useStats } from '../core/history.js';
import { concerns } from '../core/concerns.js';
import { href } from '../core/router.js';
import { ago, count, counted, nanos, rate, shortAmong } from '../core/format.js';
import { Card, Empty, Shown, State } from '../ui/parts.js';
import { Chart } from '../ui/chart.js';
import { Event } from './events.js';
import { actorText } from './history.js';

/** Health, rates, errors, and what changed last. */
export function Overview() {
  const status = useResource('/v1/status', 3000);
  const points = useResource('/v1/points', 5000);
  const refused = useResource('/v1/refused', 5000);
  const canaries = useResource('/v1/canaries', 3000);
  const sets = useResource('/v1/sets', 10000);
  const leaks = useResource('/v1/leaks', 15000);
  const stats = useStats();
  return h(
    'div.page',
    null,
    h('h1', null, 'Overview'),
    h(Shown, {
      view: status,
      children: (/** @type {any[]} */ releases) =>
        h(Health, { concerns: concerns(releases, points.data, refused.data, canaries.data, leaks.data, stats.data), releases }),
    }),
    h(Shown, { view: stats, children: (/** @type {any} */ data) => h(Numbers, { stats: data, points: points.data }) }),
    h(Traffic, null),
    h(
      'div.columns',
      null,
      h(Card, { title: 'What changed last', side: h('a', { href: href('history') }, 'History') }, h(Shown, { view: sets, children: LastChanges })),
      h(Card, { title: 'Busiest hooks', side: h('a', { href: href('points') }, 'Points') }, h(Shown, { view: stats, children: Busiest })),
    ),
    h(Card, { title: 'Latest events', side: h('a', { href: href('events') }, 'Events') }, h(LatestEvents, null)),
  );
}

/** @param {{concerns: import('../core/concerns.js').Concern[], releases: any[]}} props */
function Health({ concerns, releases }) {
  const wanted = releases.filter((release) => !['CLOSED', 'QUARANTINED', 'FOREIGN'].includes(release.state));
  const running = wanted.filter((release) => release.state === 'RUNNING' || release.state === 'CANARY').length;
  const worst = concerns.find((one) => one.kind !== 'info');
  return h(
    'section.health',
    { class: worst ? worst.kind : 'ok', 'aria-label': 'Health' },
    h(
      'p.health-title',
      null,
      worst
        ? h(State, { state: worst.kind, kind: worst.kind, text: worst.kind === 'bad' ? 'Needs you now' : 'Look at this' })
        : h(State, { state: 'ok', kind: 'ok', text: 'All is well' }),
      h('span.muted', null, `${running} of ${counted(wanted.length, 'release')} running`),
    ),
    concerns.length > 0 &&
      h(
        'ul.problems',
        null,
        concerns.slice(0, 8).map((one) =>
          h('li', { key: one.text }, h(State, { state: one.kind, kind: one.kind, text: '' }), h('a', { href: one.to }, one.text)),
        ),
        concerns.length > 8 && h('li.muted', null, `and ${concerns.length - 8} more`),
      ),
  );
}

/** @param {{stats: any, points: any[] | null}} props */
function Numbers({ stats, points }) {
  const last = totalRates().at(-1);
  const tiles = [
    ['Hook calls', rate(last?.calls ?? null), ''],
    ['Failures', rate(last?.failures ?? null), (last?.failures ?? 0) > 0 ? 'bad' : ''],
    ['In flight', count(stats.callsInFlight), ''],
    ['Generation', count(stats.generation), ''],
    ['Open points', count((points ?? stats.chains).length), ''],
    ['Drains timed out', count(stats.drainsTimedOut), stats.drainsTimedOut > 0 ? 'warn' : ''],
  ];
  return h(
    'dl.tiles',
    null,
    tiles.map(([title, value, kind]) => h('div.tile', { key: title, class: kind }, h('dt', null, title), h('dd', null, value))),
  );
}

function Traffic() {
  const rates = totalRates();
  const last = rates.at(-1);
  return h(
    Card,
    { title: 'Traffic' },
    rates.length < 2
      ? h('p.muted.chart-wait', null, 'The chart begins with the second reading, in some seconds.')
      : h(Chart, {
          label: `Hook calls and failures a second, over the last ${counted(Math.round((Date.now() - rates[0].at) / 1000), 'second')}. Now ${rate(last?.calls ?? null)} and ${rate(last?.failures ?? null)}.`,
          times: rates.map((one) => one.at / 1000),
          series: [
            { name: 'Calls', values: rates.map((one) => one.calls), colour: '--accent' },
            { name: 'Failures', values: rates.map((one) => one.failures), colour: '--bad' },
          ],
          unit: 'a second',
        }),
  );
}

/** @param {any[]} sets */
function LastChanges(sets) {
  return h(
    'ul.list',
    null,
    sets.slice(0, 5).map((set) =>
      h(
        'li',
        { key: set.number },
        h('a', { href: href('history', [String(set.number)]) }, `Set ${set.number}`),
        h('span.grow', null, set.cause),
        h('span.muted', null, `${actorText(set.actor)}, ${ago(set.at)}`),
      ),
    ),
  );
}

/** @param {any} stats */
function Busiest(stats) {
  const hooks = stats.chains
    .flatMap((/** @type {any} */ chain) => chain.hooks.map((/** @type {any} */ hook) => ({ ...hook, point: chain.point.name })))
    .filter((/** @type {any} */ hook) => hook.calls > 0)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.calls - a.calls);
  const names = hooks.map((/** @type {any} */ hook) => hook.name);
  if (hooks.length === 0) {
    return h(Empty, { title: 'No hook has been called yet' });
  }
  return h(
    'ul.list',
    null,
    hooks.slice(0, 5).map((/** @type {any} */ hook) =>
      h(
        'li',
        { key: hook.point + hook.serviceId },
        h('a', { href: href('points', [hook.point]) }, shortAmong(hook.name, names)),
        h('span.grow.muted', null, hook.point),
        h('span.number', null, counted(hook.calls, 'call')),
        h('span.number.muted', null, `p99 ${nanos(hook.latency.p99Nanos)}`),
      ),
    ),
  );
}

function LatestEvents() {
  const { events } = useConnection();
  const shown = events
    .filter((event) => event.data?.kind)
    .slice(-6)
    .reverse();
  if (shown.length === 0) {
    return h(Empty, { title: 'Nothing has happened yet' }, 'Changes, trips of breakers and verdicts of canaries appear here at once.');
  }
  return h(
    'ol.events',
    null,
    shown.map((event) => h(Event, { key: event.id, event: event.data })),
  );
}
