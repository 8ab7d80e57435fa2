// @ts-check
import { useEffect } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { command } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { layout } from '../core/graph.js';
import { ago, count, counted, dateTime, nanos, short, shortAmong } from '../core/format.js';
import { line } from '../core/cli.js';
import { standing } from '../core/plugins.js';
import { Card, Cli, Empty, Shown, State, Tag } from '../ui/parts.js';
import { ActionButton } from '../ui/action.js';
import { Table } from '../ui/table.js';
import { actorText } from './history.js';

const VIEWS = /** @type {const} */ ([
  ['', 'Releases'],
  ['graph', 'Dependencies'],
  ['refused', 'Refused'],
  ['quarantine', 'Quarantine'],
  ['leaks', 'Leaks'],
]);

/** @param {{place: import('../core/router.js').Place}} props */
export function Plugins({ place }) {
  const [first = ''] = place.rest;
  const view = VIEWS.find(([id]) => id === first);
  // On a narrow screen the tabs scroll: the open one has to be seen.
  useEffect(() => document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [first]);
  if (!view) {
    return h(Plugin, { name: first });
  }
  return h(
    'div.page',
    null,
    h('h1', null, 'Plugins and releases'),
    h(
      'nav.tabs',
      { 'aria-label': 'Views of plugins' },
      VIEWS.map(([id, title]) => h('a', { key: id, href: href('plugins', id ? [id] : []), 'aria-current': id === first ? 'page' : undefined }, title)),
    ),
    { '': () => h(Releases, { filter: place.query.q }), graph: () => h(Graph, null), refused: () => h(Refused, null), quarantine: () => h(Quarantine, null), leaks: () => h(Leaks, null) }[view[0]](),
  );
}

/** @param {{filter?: string}} props */
function Releases({ filter }) {
  const view = useResource('/v1/status', 3000);
  return h(
    'div',
    null,
    h(Shown, {
      view,
      children: (/** @type {any[]} */ rows) => {
        const names = rows.map((row) => row.name);
        return h(
          Card,
          { label: 'Releases' },
          h(Table, {
            label: 'Releases',
            filter,
            rows,
            keyOf: (row) => `${row.name}@${row.version}`,
            text: (row) => `${row.name} ${row.version} ${row.state} ${row.why}`,
            sortBy: 'name',
            side: h('a.button', { href: href('deploy') }, 'Deploy'),
            columns: [
              { id: 'name', title: 'Plugin', sort: (row) => row.name, cell: (row) => h('a.strong', { href: href('plugins', [row.name]), title: row.name }, shortAmong(row.name, names)) },
              { id: 'version', title: 'Version', sort: (row) => row.version, cell: (row) => row.version },
              { id: 'state', title: 'State', sort: (row) => row.state, cell: (row) => h(ReleaseState, { state: row.state }) },
              { id: 'calls', title: 'Calls', numeric: true, sort: (row) => row.calls, cell: (row) => count(row.calls) },
              { id: 'failures', title: 'Failures', numeric: true, sort: (row) => row.failures, cell: (row) => h('span', { class: row.failures > 0 ? 'bad-text' : '' }, count(row.failures)) },
              { id: 'p99', title: 'p99', numeric: true, sort: (row) => row.p99Nanos, cell: (row) => nanos(row.p99Nanos) },
              { id: 'inFlight', title: 'In flight', numeric: true, sort: (row) => row.inFlight, cell: (row) => count(row.inFlight) },
              { id: 'heartbeat', title: 'Heartbeat', sort: (row) => row.heartbeat ?? '', cell: (row) => ago(row.heartbeat) },
              { id: 'why', class: 'long', title: 'What is wrong', cell: (row) => row.why || h('span.muted', null, 'nothing') },
            ],
            empty: h(Empty, { title: 'No plugin is deployed' }, h('a', { href: href('deploy') }, 'Deploy the first one')),
          }),
        );
      },
    }),
    h(Cli, { command: line('status') }),
  );
}

const MOST_NODES = 150;

function Graph() {
  const view = useResource('/v1/plugins', 5000);
  return h(
    'div',
    null,
    h(Shown, {
      view,
      children: (/** @type {any[]} */ plugins) => {
        const linked = plugins.filter((one) => one.dependsOn.length > 0 || one.dependants.length > 0);
        const shown = linked.slice(0, MOST_NODES);
        return h(
          Card,
          { title: 'Dependencies', side: h('span.muted', null, `${plugins.length - linked.length} of ${counted(plugins.length, 'release')} without any`) },
          linked.length === 0
            ? h(Empty, { title: 'No plugin depends on another' }, 'A plugin states it with @Plugin(dependsOn = …).')
            : h(Drawing, { plugins: shown }),
          linked.length > shown.length && h('p.muted', null, `The first ${MOST_NODES} are drawn; the page of a plugin shows its own.`),
        );
      },
    }),
    h(Cli, { command: line('plugins') }),
  );
}

const BOX = { width: 168, height: 40 };

/** @param {{plugins: any[]}} props */
function Drawing({ plugins }) {
  const names = plugins.map((one) => one.name);
  const byId = new Map(plugins.flatMap((one) => [[one.name, one.name], [one.id, one.name]]));
  const nodes = plugins.map((one) => ({
    name: one.name,
    dependsOn: one.dependsOn.map((/** @type {string} */ other) => byId.get(other.split(/[ @]/)[0]) ?? other),
  }));
  const { placed, edges, width, height } = layout(nodes, { columnWidth: BOX.width + 64, rowHeight: BOX.height + 16 });
  const text = edges.map((edge) => `${short(edge.to.name)} depends on ${short(edge.from.name)}`).join('; ');
  return h(
    'div.scroll',
    { tabIndex: 0, role: 'group', 'aria-label': `Dependencies. ${text}` },
    h(
      'svg.graph',
      { width: width + 8, height: height + 8, viewBox: `-4 -4 ${width + 8} ${height + 8}` },
      edges.map((edge) => {
        const x1 = edge.from.x + BOX.width;
        const y1 = edge.from.y + BOX.height / 2;
        const y2 = edge.to.y + BOX.height / 2;
        const middle = (x1 + edge.to.x) / 2;
        return h('path.edge', { key: edge.from.name + edge.to.name, d: `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${edge.to.x},${y2}`, fill: 'none' });
      }),
      placed.map((node) =>
        h(
          'a',
          { key: node.name, href: href('plugins', [node.name]) },
          h('rect.node', { x: node.x, y: node.y, width: BOX.width, height: BOX.height, rx: 6 }),
          h('text', { x: node.x + 12, y: node.y + 25 }, shortAmong(node.name, names)),
        ),
      ),
    ),
  );
}

function Refused() {
  const view = useResource('/v1/refused', 5000);
  return h(
    'div',
    null,
    h(Shown, {
      view,
      children: (/** @type {any[]} */ rows) =>
        h(
          Card,
          { label: 'Refused' },
          h(Table, {
            label: 'Refused hooks and plugins',
            rows,
            keyOf: (row) => `${row.plugin}${row.version}${row.name}${row.reason}`,
            text: (row) => Object.values(row).join(' '),
            columns: [
              { id: 'name', title: 'Hook or plugin', sort: (row) => row.name, cell: (row) => h('span.strong', null, row.name || row.plugin) },
              { id: 'release', class: 'long', title: 'Release', cell: (row) => `${row.plugin} ${row.version}` },
              { id: 'reason', title: 'Reason', sort: (row) => row.reason, cell: (row) => h(Tag, { kind: 'bad' }, row.reason) },
              { id: 'detail', class: 'long', title: 'What to do', cell: (row) => row.detail },
            ],
            empty: h(Empty, { title: 'Nothing is refused' }, 'Every hook is in its chain, and every plugin runs.'),
          }),
        ),
    }),
    h(Cli, { command: line('refused') }),
  );
}

function Quarantine() {
  const view = useResource('/v1/quarantine', 5000);
  return h(
    'div',
    null,
    h(Shown, {
      view,
      children: (/** @type {any[]} */ rows) =>
        h(
          Card,
          { label: 'Quarantine' },
          h(Table, {
            label: 'Quarantine',
            rows,
            keyOf: (row) => row.sha256,
            columns: [
              { id: 'name', title: 'Release', sort: (row) => row.name, cell: (row) => h('span.strong', null, `${row.name} ${row.version}`) },
              { id: 'reason', class: 'long', title: 'Reason', cell: (row) => row.reason },
              { id: 'since', title: 'Since', sort: (row) => row.since, cell: (row) => dateTime(row.since) },
              { id: 'actor', title: 'By', cell: (row) => actorText(row.actor) },
              {
                id: 'do',
                title: '',
                cell: (row) =>
                  h(ActionButton, {
                    label: 'Parole',
                    class: 'small',
                    action: () => ({
                      title: `Let ${short(row.name)} ${row.version} run again`,
                      explains: 'It is not deployed by this; it may be.',
                      words: ['parole', row.name, row.version],
                      run: (reason) => command('parole', [row.name, row.version], reason),
                    }),
                  }),
              },
            ],
            empty: h(Empty, { title: 'No release is in quarantine' }, 'A release comes here if its start failed, its guard gave it up, or an operator forbade it.'),
          }),
        ),
    }),
    h(Cli, { command: line('quarantine') }),
  );
}

function Leaks() {
  const view = useResource('/v1/leaks', 5000);
  return h(
    'div',
    null,
    h(Shown, {
      view,
      children: (/** @type {any[]} */ rows) =>
        h(
          Card,
          { label: 'Leaks' },
          h(Table, {
            label: 'Removed releases',
            rows,
            keyOf: (row) => row.release + row.removedAt,
            sortBy: 'state',
            descending: true,
            columns: [
              { id: 'release', title: 'Removed release', sort: (row) => row.release, cell: (row) => h('span.strong', null, row.release) },
              { id: 'state', title: 'Its classes are', sort: (row) => row.state, cell: (row) => h(State, { state: row.state, text: { GONE: 'gone', HELD: 'held', WATCHED: 'not gone yet' }[/** @type {string} */ (row.state)] }) },
              { id: 'removed', title: 'Removed', sort: (row) => row.removedAt, cell: (row) => ago(row.removedAt) },
              { id: 'holders', class: 'long', title: 'Held by', cell: (row) => (row.holders.length ? h('ul.plain', null, row.holders.map((/** @type {string} */ holder) => h('li', { key: holder }, h('code', null, holder)))) : h('span.muted', null, 'nothing')) },
            ],
            empty: h(Empty, { title: 'No release has been removed since the start' }, 'After a change this shows whether the old classes have left the memory.'),
          }),
        ),
    }),
    h(Cli, { command: line('leaks') }),
  );
}

/** @param {{name: string}} props */
function Plugin({ name }) {
  const plugins = useResource('/v1/plugins', 5000);
  const status = useResource('/v1/status', 3000);
  const sets = useResource('/v1/sets', 5000);
  const releases = (status.data ?? []).filter((/** @type {any} */ one) => one.name === name);
  const stopped = releases.length > 0 && (sets.data?.[0]?.stopped ?? []).includes(name);
  const title = short(name);
  /** @param {string} action @param {string} does @param {string} explains @returns {() => import('../ui/action.js').Action} */
  const changing = (action, does, explains) => () => ({
    title: `${does} ${title}`,
    explains,
    words: [action, name],
    change: { action, plugins: [name] },
    etag: sets.etag,
  });
  return h(
    'div.page',
    null,
    h('p.crumbs', null, h('a', { href: href('plugins') }, 'Plugins')),
    h(
      'div.title-row',
      null,
      h('h1', null, title),
      h(
        'div.buttons',
        null,
        stopped
          ? h(ActionButton, { label: 'Start', action: changing('start', 'Start', 'It joins its chains again, and stays across restarts.') })
          : h(ActionButton, { label: 'Stop', action: changing('stop', 'Stop', 'It leaves its chains once its calls have ended, and stays stopped across restarts.') }),
        h(ActionButton, {
          label: 'Previous release',
          action: () => ({
            title: `Bring the previous release of ${title} back`,
            explains: 'All other plugins stay as they are.',
            words: ['rollback', name],
            change: { action: 'rollback', plugins: [name] },
            etag: sets.etag,
          }),
        }),
        h(ActionButton, { label: 'Remove', class: 'danger', action: changing('remove', 'Remove', 'It leaves its chains once its calls have ended. The history keeps it: you can go back.') }),
      ),
    ),
    h(Shown, {
      view: status,
      children: () =>
        releases.length === 0
          ? h(Empty, { title: `No release of ${name} is known` }, 'It was removed, or the name is misspelt. ', h('a', { href: href('plugins') }, 'All plugins'))
          : releases.map((/** @type {any} */ release) => h(Release, { key: release.version, release })),
    }),
    releases.length > 0 &&
      h(Shown, {
        view: plugins,
        children: (/** @type {any[]} */ all) => {
          const plugin = standing(all, name);
          return plugin && Details(plugin);
        },
      }),
    h(Cli, { command: line('plugins') }),
  );
}

/** A closed release has ended as it should: it is not a closed breaker, which is well. @param {{state: string}} props */
const ReleaseState = ({ state }) => h(State, state === 'CLOSED' ? { state, kind: 'idle' } : { state });

/** @param {{release: any}} props */
function Release({ release }) {
  return h(
    Card,
    { title: `Release ${release.version}`, side: h(ReleaseState, { state: release.state }) },
    release.why && h('div.notice', { class: release.state === 'FAILED' ? 'bad' : 'warn' }, h('p', null, release.why)),
    h(
      'dl.facts',
      null,
      fact('Calls', count(release.calls)),
      fact('Failures', count(release.failures)),
      fact('p99', nanos(release.p99Nanos)),
      fact('In flight', count(release.inFlight)),
      fact('Heartbeat', ago(release.heartbeat)),
      fact('Loaded', release.loadedAt ? dateTime(release.loadedAt) : 'never'),
    ),
  );
}

/** Leads to the panel that a plugin brings, if it brings one. @param {{name: string}} props */
function PanelLink({ name }) {
  const { data } = useResource('/panels/index.json', 30000);
  return data?.some((/** @type {any} */ panel) => panel.plugin === name) ? h('span', null, ' · ', h('a', { href: href('panels', [name]) }, 'Its panel')) : null;
}

/** @param {any} plugin */
function Details(plugin) {
  const list = (/** @type {string[]} */ names, /** @type {string} */ page) =>
    names.length ? names.map((one, i) => h('span', { key: one }, i > 0 && ', ', h('a', { href: href(page, [one.split(/[ @]/)[0]]) }, one))) : 'none';
  return h(
    Card,
    { title: 'What it is' },
    h(
      'dl.facts',
      null,
      fact('Name', h('code', null, plugin.name)),
      fact('Id', plugin.id),
      fact('Bundle', `${plugin.bundleId}, ${plugin.state.toLowerCase()}`),
      fact('Tags', plugin.tags.length ? plugin.tags.map((/** @type {string} */ tag) => h(Tag, { key: tag }, tag)) : 'none'),
      fact('In the chains of', list(plugin.active, 'points')),
      fact('On standby at', list(plugin.standby, 'points')),
      fact('Depends on', list(plugin.dependsOn, 'plugins')),
      fact('Needed by', list(plugin.dependants, 'plugins')),
    ),
    h('p.more', null, h('a', { href: href('configuration', [plugin.name]) }, 'Its configuration'), ' · ', h('a', { href: href('events', [], { q: short(plugin.name) }) }, 'Its events'), h(PanelLink, { name: plugin.name })),
  );
}

/**
 * @param {string} title
 * @param {any} value
 */
const fact = (title, value) => h('div', null, h('dt', null, title), h('dd', null, value));
