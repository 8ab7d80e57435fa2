// @ts-check
/** Rates and confidence intervals. Pure functions. */

/**
 * Counters at a time.
 *
 * @typedef {object} Sample
 * @property {number} at milliseconds
 * @property {number} calls
 * @property {number} failures
 */

/**
 * The rate between two readings of a counter that may have begun again at 0; null if there are not two.
 *
 * @param {{at: number, value: number} | null | undefined} before
 * @param {{at: number, value: number}} now
 * @returns {number | null} per second
 */
export function perSecond(before, now) {
  if (!before || now.at <= before.at) {
    return null;
  }
  const grown = now.value >= before.value ? now.value - before.value : now.value;
  return (1000 * grown) / (now.at - before.at);
}

/**
 * Wilson's interval of a share, at 95 %.
 *
 * @param {number} hits
 * @param {number} tries
 * @returns {{low: number, high: number, mid: number} | null} null without a try
 */
export function wilson(hits, tries) {
  if (tries <= 0) {
    return null;
  }
  const z = 1.959964;
  const share = hits / tries;
  const scale = 1 + (z * z) / tries;
  const centre = (share + (z * z) / (2 * tries)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half), mid: share };
}

/**
 * Sums of calls and failures over all chains.
 *
 * @param {any} stats
 * @param {number} at
 * @returns {Sample}
 */
export function total(stats, at) {
  let calls = 0;
  let failures = 0;
  for (const chain of stats.chains ?? []) {
    for (const hook of chain.hooks ?? []) {
      calls += hook.calls;
      failures += hook.failures;
    }
  }
  return { at, calls, failures };
}

/**
 * One key for a hook of a point and release.
 *
 * @param {string} point
 * @param {any} hook
 */
export const hookKey = (point, hook) => `${point}\n${hook.plugin}@${hook.version}\n${hook.name}\n${hook.serviceId}`;

/**
 * The counters of each hook.
 *
 * @param {any} stats
 * @returns {Map<string, {calls: number, failures: number}>}
 */
export function hookCounters(stats) {
  const counters = new Map();
  for (const chain of stats.chains ?? []) {
    for (const hook of [...(chain.hooks ?? []), ...(chain.routes ?? []).flatMap((/** @type {any} */ r) => r.hooks ?? [])]) {
      counters.set(hookKey(chain.point.name, hook), { calls: hook.calls, failures: hook.failures });
    }
  }
  return counters;
}
