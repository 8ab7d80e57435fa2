// @ts-check
/** The last minutes of the counters, kept while the console is open. */

import { useEffect, useState } from '../lib/preact-hooks.js';
import { useResource } from './live.js';
import { hookCounters, perSecond, total } from './statistics.js';

const KEPT = 300;
/** Readings that follow an event at once are too close to the one before to tell a rate. */
const CLOSEST_MILLIS = 1000;

/** @typedef {{at: number, calls: number | null, failures: number | null}} Rates */

/** @type {Rates[]} */
let rates = [];
/** @type {import('./statistics.js').Sample | null} */
let lastTotal = null;
/** @type {{at: number, counters: Map<string, {calls: number, failures: number}>}[]} */
let readings = [];

/**
 * Takes a reading into the history; one that is there already, or is too close to the one before, changes nothing.
 *
 * @param {any} stats
 * @param {number} at
 */
export function record(stats, at) {
  const previous = readings.at(-1);
  if (previous && at - previous.at < CLOSEST_MILLIS) {
    return;
  }
  const now = total(stats, at);
  const before = lastTotal;
  if (before) {
    rates = [
      ...rates.slice(1 - KEPT),
      {
        at,
        calls: perSecond({ at: before.at, value: before.calls }, { at, value: now.calls }),
        failures: perSecond({ at: before.at, value: before.failures }, { at, value: now.failures }),
      },
    ];
  }
  lastTotal = now;
  readings = [...readings.slice(-29), { at, counters: hookCounters(stats) }];
}

/** Rates over all hooks, oldest first. */
export const totalRates = () => rates;

/**
 * Calls a second of one hook at each of the latest readings, oldest first.
 *
 * @param {string} key
 * @returns {(number | null)[]}
 */
export function hookRates(key) {
  return readings.slice(1).map((reading, i) => {
    const before = readings[i].counters.get(key);
    const now = reading.counters.get(key);
    return before && now ? perSecond({ at: readings[i].at, value: before.calls }, { at: reading.at, value: now.calls }) : null;
  });
}

/** The counters of the instance, read every two seconds, with their history. */
export function useStats() {
  const view = useResource('/v1/stats', 2000);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (view.data && view.at) {
      record(view.data, view.at);
      redraw((n) => n + 1);
    }
  }, [view.at]);
  return view;
}
