// @ts-check
import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { command } from '../core/api.js';
import { hookRates, useStats } from '../core/history.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { count, counted, nanos, percent, rate, short, shortAmong } from '../core/format.js';
import { hookKey } from '../core/statistics.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Shown, Spark, State, Tag } from '../ui/parts.js';
import { Table } from '../ui/table.js';

/** Each point with its chain in order, and the reason of the order. @param {{place: import('../core/router.js').Place}} props */
export function Points({ place }) {
  return place.rest[0] ? h(Point, { name: place.rest[0] }) : h(AllPoints, { filter: place.query.q });
}

/** @param {{filter?: string}} props */
function AllPoints({ filter }) {
  const stats = useStats();
  const points = useResource('/v1/points', 5000);
  /** @type {Map<string, any>} */
  const chains = new Map((stats.data?.chains ?? []).map((/** @type {any} */ chain) => [chain.point.name, chain]));
  return h(
    'div.page',
    null,
    h('h1', null, 'Points'),
    h(Shown, {
      view: points,
      children: (/** @type {any[]} */ rows) =>
        h(
          Card,
          { label: 'Points' },
          h(Table, {
            label: 'Points',
            filter,
            rows,
            keyOf: (row) => row.name,
            text: (row) => [row.name, row.contract, row.owners.join(' '), ...hooksOf(chains, row).map((/** @type {any} */ x) => x.name)].join(' '),
            sortBy: 'name',
            columns: [
              { id: 'name', title: 'Point', sort: (row) => row.name, cell: (row) => h('a.strong', { href: href('points', [row.name]) }, row.name) },
              {
                id: 'state',
                title: 'State',
                sort: (row) => row.missing.length,
                cell: (row) => (row.missing.length ? h(State, { state: 'closed', kind: 'bad', text: 'closed' }) : h(State, { state: 'open', kind: 'ok', text: 'open' })),
              },
              {
                id: 'chain', class: 'long',
                title: 'Chain',
                cell: (row) => {
                  const hooks = hooksOf(chains, row);
                  return hooks.length === 0 ? h('span.muted', null, 'no hook') : hooks.map((/** @type {any} */ hook) => short(hook.name)).join(' → ');
                },
              },
              { id: 'policy', title: 'On error', sort: (row) => row.errorPolicy, cell: (row) => row.errorPolicy.toLowerCase() },
              { id: 'calls', title: 'Calls', numeric: true, sort: (row) => most(hooksOf(chains, row), 'calls'), cell: (row) => count(most(hooksOf(chains, row), 'calls')) },
              { id: 'failures', title: 'Failures', numeric: true, sort: (row) => sum(hooksOf(chains, row), 'failures'), cell: (row) => failures(sum(hooksOf(chains, row), 'failures')) },
              { id: 'owner', title: 'Opened by', cell: (row) => row.owners.map(short).join(', ') },
            ],
            empty: h(Empty, { title: 'No hook point is open' }, 'A host opens points when it starts: the gateway opens http.pre-request and others. hookline doctor says what is missing.'),
          }),
        ),
    }),
    h(Cli, { command: line('points') }),
  );
}

/**
 * @param {Map<string, any>} chains
 * @param {any} point
 */
const hooksOf = (chains, point) => chains.get(point.name)?.hooks ?? [];

/**
 * @param {any[]} hooks
 * @param {string} key
 */
const most = (hooks, key) => Math.max(0, ...hooks.map((hook) => hook[key]));

/**
 * @param {any[]} hooks
 * @param {string} key
 */
const sum = (hooks, key) => hooks.reduce((all, hook) => all + hook[key], 0);

/** @param {number} n */
const failures = (n) => h('span', { class: n > 0 ? 'bad-text' : '' }, count(n));

/** @param {{name: string}} props */
function Point({ name }) {
  const stats = useStats();
  return h(
    'div.page',
    null,
    h('p.crumbs', null, h('a', { href: href('points') }, 'Points')),
    h('h1', null, name),
    h(Shown, {
      view: stats,
      children: (/** @type {any} */ data) => {
        const chain = data.chains.find((/** @type {any} */ one) => one.point.name === name);
        return chain
          ? h(Chain, { chain })
          : h(Empty, { title: `There is no open point ${name}` }, 'Its host has stopped or was never started. ', h('a', { href: href('points') }, 'All points'));
      },
    }),
    h(Cli, { command: line('chain', name) }),
  );
}

/** @param {{chain: any}} props */
function Chain({ chain }) {
  const { point } = chain;
  return h(
    'div',
    null,
    h(
      'dl.facts',
      null,
      fact('Contract', h('code', null, point.contract)),
      fact('Opened by', point.owners.join(', ')),
      fact('On error', point.errorPolicy.toLowerCase()),
      fact('Runs as', chain.compiled ? 'a compiled class' : 'a loop'),
      fact('Calls', chain.nonBlocking ? 'never block' : 'may block'),
      fact('Generation', count(chain.generation)),
      fact('Required', point.required.length ? point.required.join(', ') : 'none'),
    ),
    point.missing.length > 0 &&
      h('div.notice.bad', { role: 'alert' }, h('p.notice-title', null, 'This point is closed'), h('p', null, `${point.missing.join(', ')} is required and does not run: calls are refused.`), h('p.cure', null, 'Start or deploy it, or take it out of the required plugins in the configuration of the host.')),
    chain.hooks.length === 0
      ? h(Empty, { title: 'The chain is empty' }, 'A call passes without a hook. Deploy a plugin that serves this point: ', h('a', { href: href('deploy') }, 'Deploy'))
      : h(
          'ol.chain',
          { 'aria-label': 'The chain, in the order of a call' },
          chain.hooks.map((/** @type {any} */ hook, /** @type {number} */ i) => h(Hook, { key: hook.serviceId, hook, point: point.name, position: i + 1, next: chain.hooks[i + 1], generation: chain.generation, atOnce: chain.hooks.length <= 30 })),
        ),
    chain.standby.length > 0 && h(Others, { title: 'On standby', hooks: chain.standby }),
    (chain.routes ?? []).map((/** @type {any} */ route, /** @type {number} */ i) => h(Others, { key: i, title: `Route of a ${route.name}`, hooks: route.hooks })),
  );
}

/**
 * @param {string} title
 * @param {any} value
 */
const fact = (title, value) => h('div', null, h('dt', null, title), h('dd', null, value));

/** @param {{hook: any, point: string, position: number, next: any, generation: number, atOnce: boolean}} props */
function Hook({ hook, point, position, next, generation, atOnce }) {
  const rates = hookRates(hookKey(point, hook));
  const guard = hook.guard;
  return h(
    'li.hook',
    { class: guard && guard.breaker !== 'CLOSED' ? 'tripped' : '' },
    h(
      'div.hook-card',
      null,
      h('span.position', { 'aria-hidden': 'true' }, position),
      h(
        'div.hook-name',
        null,
        h('a.strong', { href: href('plugins', [hook.plugin]) }, short(hook.name)),
        h('span.muted', null, `${hook.plugin} ${hook.version}`),
        h(
          'span.tags',
          null,
          h(Tag, null, `ranking ${hook.ranking}`),
          hook.before.map((/** @type {string} */ other) => h(Tag, { key: `b${other}`, kind: 'info' }, `before ${other}`)),
          hook.after.map((/** @type {string} */ other) => h(Tag, { key: `a${other}`, kind: 'info' }, `after ${other}`)),
          guard && guard.breaker !== 'CLOSED' && h(State, { state: guard.breaker, text: `breaker ${guard.breaker.toLowerCase().replace('_', ' ')}` }),
        ),
      ),
      h(
        'dl.hook-numbers',
        null,
        number('Rate', rate(rates.at(-1) ?? null)),
        number('Calls', count(hook.calls)),
        number('Failed', h('span', { class: hook.failures > 0 ? 'bad-text' : '' }, `${count(hook.failures)}${hook.failures ? ` (${percent(hook.failures, hook.calls)})` : ''}`)),
        number('p50', nanos(hook.latency.p50Nanos)),
        number('p99', nanos(hook.latency.p99Nanos)),
        number('In flight', count(hook.inFlight)),
      ),
      h(Spark, { values: rates.length > 1 ? rates : [0, 0], label: `Calls a second, the last ${counted(rates.length, 'reading')}` }),
    ),
    hook.lastFailure && h('p.last-failure', null, 'Latest failure: ', h('code', null, hook.lastFailure)),
    next && h(Order, { first: hook, second: next, point, generation, atOnce }),
  );
}

/**
 * @param {string} title
 * @param {any} value
 */
const number = (title, value) => h('div', null, h('dt', null, title), h('dd', null, value));

/** @type {Map<string, Promise<any>>} */
const reasons = new Map();

/**
 * The runtime's own reason: asked once a pair and generation.
 *
 * @param {any} first
 * @param {any} second
 * @param {string} point
 * @param {number} generation
 */
function reasonOf(first, second, point, generation) {
  const key = [generation, point, first.serviceId, second.serviceId].join(' ');
  let known = reasons.get(key);
  if (!known) {
    known = command('why', [first.name, second.name]).then((rows) => rows.find((/** @type {any} */ row) => row.point === point));
    reasons.set(key, known);
    known.catch(() => reasons.delete(key));
  }
  return known;
}

/** Why one hook runs ahead of the next. @param {{first: any, second: any, point: string, generation: number, atOnce: boolean}} props */
function Order({ first, second, point, generation, atOnce }) {
  const [text, setText] = useState('');
  const [asked, ask] = useState(atOnce);
  useEffect(() => {
    let gone = false;
    if (asked) {
      reasonOf(first, second, point, generation).then(
        (row) => !gone && setText(row ? [row.rule, ...row.edges].join('; ') : 'the runtime knows no reason'),
        (failure) => !gone && setText(failure.message),
      );
    }
    return () => {
      gone = true;
    };
  }, [asked, generation, first.serviceId, second.serviceId]);
  return h(
    'p.order',
    null,
    h('span', { 'aria-hidden': 'true' }, '↓ '),
    asked ? text || '…' : h('button.small.quiet', { type: 'button', onClick: () => ask(true) }, 'Why this order?'),
    ' ',
    h('code.quiet-code', null, line('why', short(first.name), short(second.name))),
  );
}

/** @param {{title: string, hooks: any[]}} props */
function Others({ title, hooks }) {
  const names = hooks.map((hook) => hook.name);
  return h(
    Card,
    { title },
    h(
      'ul.list',
      null,
      hooks.map((hook) =>
        h('li', { key: hook.serviceId }, h('a', { href: href('plugins', [hook.plugin]) }, shortAmong(hook.name, names)), h('span.grow.muted', null, `${hook.plugin} ${hook.version}`), h('span.number', null, `${count(hook.calls)} calls`)),
      ),
    ),
  );
}
