// @ts-check
/** What needs an operator. Pure functions. */

import { counted, shortAmong } from './format.js';
import { href } from './router.js';

/** @typedef {{kind: 'bad' | 'warn' | 'info', text: string, to: string}} Concern */

/**
 * What an operator has to look at, the worst first.
 *
 * @param {any[]} releases
 * @param {any[] | null} points
 * @param {any[] | null} refused
 * @param {any[] | null} canaries
 * @param {any[] | null} leaks
 * @param {any} stats
 * @returns {Concern[]}
 */
export function concerns(releases, points, refused, canaries, leaks, stats) {
  /** @type {Concern[]} */
  const all = [];
  const names = releases.map((release) => release.name);
  for (const point of points ?? []) {
    if (point.missing.length > 0) {
      all.push({
        kind: 'bad',
        text: `${point.name} is closed: ${point.missing.join(', ')} is required and missing.`,
        to: href('points', [point.name]),
      });
    }
  }
  for (const chain of stats?.chains ?? []) {
    for (const hook of chain.hooks) {
      if (hook.guard && hook.guard.breaker !== 'CLOSED') {
        all.push({
          kind: 'bad',
          text: `The breaker of ${shortAmong(hook.name, names)} at ${chain.point.name} is ${hook.guard.breaker.toLowerCase().replace('_', ' ')}: ${hook.guard.reason}`,
          to: href('guards'),
        });
      }
      if (hook.guard?.hanging > 0) {
        all.push({ kind: 'bad', text: `${counted(hook.guard.hanging, 'call')} of ${shortAmong(hook.name, names)} hang.`, to: href('guards') });
      }
    }
  }
  for (const release of releases) {
    if (release.state === 'FAILED' || release.state === 'WAITING' || release.why) {
      all.push({
        kind: release.state === 'FAILED' ? 'bad' : 'warn',
        text: `${shortAmong(release.name, names)} ${release.version} is ${release.state.toLowerCase()}${release.why ? `: ${release.why}` : '.'}`,
        to: href('plugins', [release.name]),
      });
    }
  }
  if (refused?.length) {
    all.push({ kind: 'warn', text: `${counted(refused.length, 'hook or plugin')} refused: ${refused[0].detail ?? refused[0].reason}`, to: href('plugins', ['refused']) });
  }
  for (const canary of canaries ?? []) {
    if (canary.state === 'PAUSED') {
      all.push({ kind: 'warn', text: `The canary of ${shortAmong(canary.name, names)} is paused: ${canary.verdict}`, to: href('canaries', [canary.name]) });
    } else if (canary.state === 'RUNNING' || canary.state === 'SHADOW') {
      all.push({ kind: 'info', text: `A canary of ${shortAmong(canary.name, names)} ${canary.candidate} runs: ${canary.takes}.`, to: href('canaries', [canary.name]) });
    }
  }
  const held = (leaks ?? []).filter((leak) => leak.state === 'HELD');
  if (held.length > 0) {
    all.push({ kind: 'warn', text: `${counted(held.length, 'removed release')} still in memory: ${held[0].release}`, to: href('plugins', ['leaks']) });
  }
  const rank = { bad: 0, warn: 1, info: 2 };
  return all.sort((a, b) => rank[a.kind] - rank[b.kind]);
}
