// @ts-check
/** A plan: what a change would do, and how far it reaches. */

import { h } from '../core/html.js';
import { bytes, counted, digest } from '../core/format.js';
import { lines } from '../core/sets.js';
import { State, Tag } from './parts.js';

/** @param {{plan: any}} props */
export function PlanView({ plan }) {
  const changed = plan.chains.filter((/** @type {any} */ chain) => chain.before.join('\n') !== chain.after.join('\n'));
  const inFlight = plan.chains.reduce((/** @type {number} */ n, /** @type {any} */ chain) => n + chain.inFlight, 0);
  return h(
    'div.plan',
    null,
    plan.refusals.length > 0 &&
      h(
        'div.notice.bad',
        { role: 'alert' },
        h('p.notice-title', null, 'It would be refused'),
        h(
          'ul.plain',
          null,
          plan.refusals.map((/** @type {any} */ one) =>
            h('li', { key: one.message }, h(Tag, { kind: 'bad' }, one.kind), ' ', h('span.pre', null, one.message), one.details.length > 0 && h('ul', null, one.details.map((/** @type {string} */ detail) => h('li', { key: detail }, detail)))),
          ),
        ),
      ),
    h(
      'p.radius',
      null,
      h('strong', null, 'Blast radius: '),
      [
        plan.releases.length === 0 && plan.leaving.length > 0 ? `${counted(plan.leaving.length, 'release')} removed` : counted(plan.releases.length, 'release'),
        `${counted(changed.length, 'chain')} changed`,
        plan.ripple.length ? `${counted(plan.ripple.length, 'other bundle')} restarted` : 'no other bundle touched',
        `${counted(inFlight, 'call')} in flight`,
      ].join(', '),
      '.',
    ),
    plan.releases.map((/** @type {any} */ release) => h(Planned, { key: release.artifact.sha256, release })),
    plan.leaving.length > 0 && h('p', null, h('strong', null, 'Leaves: '), plan.leaving.join(', ')),
    plan.ripple.length > 0 && h('p', null, h('strong', null, 'Restarts or loses what it requires: '), plan.ripple.join(', ')),
    plan.chains.map((/** @type {any} */ chain) => h(ChainDiff, { key: chain.point, chain })),
    plan.notes.length > 0 && h('ul.notes', null, plan.notes.map((/** @type {string} */ note) => h('li', { key: note }, note))),
  );
}

/** @param {{release: any}} props */
function Planned({ release }) {
  const { artifact } = release;
  return h(
    'div.planned',
    null,
    h(
      'p',
      null,
      h('strong', null, `${artifact.name} ${artifact.version}`),
      ' ',
      release.replaces ? `replaces ${release.replaces}` : 'is new',
      ' ',
      h('span.muted', null, `${bytes(release.size)}, sha256 ${digest(artifact.sha256)}…, ${artifact.signer ? `signed by ${artifact.signer}` : 'not signed'}`),
    ),
    h('p', null, h(State, release.resolves ? { state: 'resolves', kind: 'ok', text: 'resolves' } : { state: 'unresolved', kind: 'bad', text: 'does not resolve' }), ` · ${release.versionVerdict}`),
    release.resolveDetails.length > 0 && h('ul', null, release.resolveDetails.map((/** @type {string} */ detail) => h('li', { key: detail }, detail))),
    release.apiChanges.length > 0 && h('details', null, h('summary', null, counted(release.apiChanges.length, 'change'), ' of its API'), h('ul', null, release.apiChanges.map((/** @type {string} */ change) => h('li', { key: change }, h('code', null, change))))),
  );
}

/** @param {{chain: any}} props */
function ChainDiff({ chain }) {
  const diff = lines(chain.before, chain.after);
  return h(
    'div.diff',
    { role: 'group', 'aria-label': `${chain.point}: before and after` },
    h('p.diff-title', null, h('strong', null, chain.point), h('span.muted', null, chain.open ? ` ${counted(chain.inFlight, 'call')} in flight` : ' not open')),
    h(
      'ol.diff-lines',
      null,
      diff.map((one, i) =>
        h('li', { key: i, class: one.kind }, h('span', { 'aria-hidden': 'true' }, { same: ' ', added: '+', removed: '−' }[one.kind]), h('span.visually-hidden', null, { same: '', added: 'added: ', removed: 'removed: ' }[one.kind]), ' ', one.text),
      ),
    ),
    chain.notes.map((/** @type {string} */ note) => h('p.muted', { key: note }, note)),
  );
}
