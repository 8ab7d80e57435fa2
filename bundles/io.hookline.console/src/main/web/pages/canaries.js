// @ts-check
import { h } from '../core/html.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { wilson } from '../core/statistics.js';
import { ago, count, dateTime, percent, short } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Shown, State } from '../ui/parts.js';
import { ActionButton } from '../ui/action.js';

/** Both releases side by side, with the verdict. @param {{place: import('../core/router.js').Place}} props */
export function Canaries({ place }) {
  const view = useResource('/v1/canaries', 1000);
  const only = place.rest[0];
  return h(
    'div.page',
    null,
    only && h('p.crumbs', null, h('a', { href: href('canaries') }, 'All canaries')),
    h('div.title-row', null, h('h1', null, only ? `Canary of ${short(only)}` : 'Canaries'), h('a.button', { href: href('deploy', [], { mode: 'canary' }) }, 'New canary')),
    h(Shown, {
      view,
      children: (/** @type {any[]} */ all) => {
        const canaries = all.filter((one) => !only || one.name === only).sort((a, b) => Number(isActive(b)) - Number(isActive(a)) || b.since.localeCompare(a.since));
        return canaries.length === 0
          ? h(Empty, { title: only ? `No canary of ${short(only)} runs or has run lately` : 'No canary runs' }, 'A canary lets a release take some of the calls, compares it with the one that runs, and goes back by itself if it fails.')
          : canaries.map((canary) => h(Canary, { key: canary.name + canary.since, canary }));
      },
    }),
    h(Cli, { command: line('canaries', '--watch') }),
  );
}

/** @param {any} canary */
const isActive = (canary) => ['RUNNING', 'PAUSED', 'SHADOW'].includes(canary.state);

/** @param {{canary: any}} props */
function Canary({ canary }) {
  const active = isActive(canary);
  const shadow = canary.state === 'SHADOW';
  return h(
    Card,
    {
      title: h('span', null, h('a', { href: href('plugins', [canary.name]) }, short(canary.name)), ` ${canary.stable} → ${canary.candidate}`),
      side: h('span', null, h(State, { state: canary.state }), h('span.muted', null, ` begun ${ago(canary.since)}`)),
      class: 'canary',
      label: `Canary of ${short(canary.name)} since ${dateTime(canary.since)}`,
    },
    !shadow && h(Ladder, { canary, active }),
    h('p.verdict', { 'aria-live': 'polite' }, h('strong', null, 'Verdict: '), canary.verdict),
    shadow
      ? h('p', null, `${count(canary.compared)} answers compared, ${count(canary.different)} different (${percent(canary.different, canary.compared)}).`)
      : h(Sides, { canary }),
    canary.examples.length > 0 && h('details', null, h('summary', null, 'Answers that differ'), h('ul', null, canary.examples.map((/** @type {string} */ example) => h('li', { key: example }, h('code.pre', null, example))))),
    h('div.buttons', null, active ? h(Active, { canary }) : h(Ended, { canary })),
  );
}

/** @param {{canary: any, active: boolean}} props */
const Ladder = ({ canary, active }) =>
  h(
    'ol.ladder',
    { 'aria-label': 'Steps' },
    canary.weights.map((/** @type {number} */ weight, /** @type {number} */ i) => {
      const place = i + 1 < canary.step || canary.state === 'PROMOTED' ? 'past' : i + 1 === canary.step && active ? 'now' : 'next';
      return h('li', { key: i, class: place, 'aria-current': place === 'now' ? 'step' : undefined }, `${weight} %`);
    }),
    h('li.takes', { class: 'text' }, active ? `Takes ${canary.takes}` : 'Takes no calls of its own any more'),
  );

/** The two releases, their failures on one scale. @param {{canary: any}} props */
function Sides({ canary }) {
  const sides = [
    { title: 'Stable', version: canary.stable, calls: canary.stableCalls, failures: canary.stableFailures, kind: 'stable' },
    { title: 'Candidate', version: canary.candidate, calls: canary.candidateCalls, failures: canary.candidateFailures, kind: 'candidate' },
  ].map((side) => ({ ...side, interval: wilson(side.failures, side.calls) }));
  const top = Math.max(0.001, ...sides.map((side) => side.interval?.high ?? 0));
  return h(
    'div.sides',
    null,
    sides.map((side) =>
      h(
        'div.side-card',
        { key: side.kind, class: side.kind },
        h('h3', null, `${side.title} ${side.version}`),
        h(
          'dl.hook-numbers',
          null,
          h('div', null, h('dt', null, 'Calls'), h('dd', null, count(side.calls))),
          h('div', null, h('dt', null, 'Failures'), h('dd', null, count(side.failures))),
          h('div', null, h('dt', null, 'Failure share'), h('dd', null, percent(side.failures, side.calls))),
        ),
        h(Interval, { interval: side.interval, top, label: side.title }),
      ),
    ),
    h('p.muted.scale', null, `Bars: failure share with its 95 % confidence interval (Wilson), scale 0 to ${(100 * top).toFixed(top < 0.01 ? 2 : 1)} %. The verdict uses a sequential test, which stays valid while you watch.`),
  );
}

/** @param {{interval: {low: number, high: number, mid: number} | null, top: number, label: string}} props */
function Interval({ interval, top, label }) {
  if (!interval) {
    return h('p.muted', null, 'No call yet: no interval.');
  }
  const x = (/** @type {number} */ share) => 4 + (share / top) * 292;
  const as = (/** @type {number} */ share) => `${(100 * share).toFixed(2)} %`;
  return h(
    'div',
    null,
    h(
      'svg.interval',
      { viewBox: '0 0 300 20', role: 'img', preserveAspectRatio: 'none', 'aria-label': `${label}: ${as(interval.mid)}, from ${as(interval.low)} to ${as(interval.high)}` },
      h('line.track', { x1: 4, x2: 296, y1: 10, y2: 10 }),
      h('line.range', { x1: x(interval.low), x2: Math.max(x(interval.high), x(interval.low) + 1), y1: 10, y2: 10 }),
      h('line.mid', { x1: x(interval.mid), x2: x(interval.mid), y1: 2, y2: 18 }),
    ),
    h('p.muted.number', null, `${as(interval.low)} to ${as(interval.high)}`),
  );
}

/** @param {{canary: any}} props */
function Active({ canary }) {
  const name = short(canary.name);
  const act = (/** @type {string} */ action, /** @type {string} */ title, /** @type {string} */ explains) => () => ({
    title,
    explains,
    words: [action, canary.name],
    change: { action, plugins: [canary.name] },
    done: `${title}: done`,
  });
  return [
    h(ActionButton, { key: 'promote', label: 'Promote', class: 'primary', action: act('promote', `Promote ${name} ${canary.candidate}`, `It takes all calls at once, whatever step it is at. ${canary.stable} is drained and kept for going back.`) }),
    canary.state === 'PAUSED'
      ? h(ActionButton, { key: 'resume', label: 'Resume', action: act('resume', `Resume the canary of ${name}`, 'It goes on step by step, by what is measured.') })
      : h(ActionButton, { key: 'pause', label: 'Pause', action: act('pause', `Pause the canary of ${name}`, 'It stays at its share until it is resumed, promoted or rolled back.') }),
    h(ActionButton, { key: 'abort', label: 'Roll back', class: 'danger', action: act('abort', `Roll back the canary of ${name}`, `${canary.stable} takes all calls again, at once. ${canary.candidate} is drained and removed.`) }),
  ];
}

/** @param {{canary: any}} props */
function Ended({ canary }) {
  const name = short(canary.name);
  return canary.state === 'PROMOTED'
    ? h(ActionButton, {
        label: `Roll back to ${canary.stable}`,
        class: 'danger',
        action: () => ({
          title: `Bring ${name} ${canary.stable} back`,
          explains: 'The release that ran before the canary takes all calls again. All other plugins stay.',
          words: ['rollback', canary.name],
          change: { action: 'rollback', plugins: [canary.name] },
        }),
      })
    : h('a.button', { href: href('deploy', [], { mode: 'canary', source: `${canary.name}@${canary.candidate}` }) }, 'Try it again');
}
