// @ts-check
/** Texts for numbers, times and names. Pure functions. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} n */
export const count = (n) => whole.format(n);

/**
 * A rate per second with about three digits.
 *
 * @param {number | null} perSecond
 */
export function rate(perSecond) {
  if (perSecond === null || !Number.isFinite(perSecond)) {
    return '–';
  }
  if (perSecond === 0) {
    return '0/s';
  }
  const digits = perSecond < 10 ? 1 : 0;
  return `${perSecond.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })}/s`;
}

/**
 * A duration in nanoseconds with a unit that fits.
 *
 * @param {number} nanos
 */
export function nanos(nanos) {
  if (!nanos) {
    return '–';
  }
  const units = /** @type {const} */ ([
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
  ]);
  for (const [size, unit] of units) {
    if (nanos >= size) {
      const value = nanos / size;
      return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : whole.format(value)} ${unit}`;
    }
  }
  return `${nanos} ns`;
}

/**
 * @param {number} part
 * @param {number} all
 */
export const percent = (part, all) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(part === 0 ? 0 : 2)} %`);

/** @param {number} bytes */
export function bytes(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/**
 * How long ago something was.
 *
 * @param {string | number | null | undefined} at an ISO time or milliseconds
 * @param {number} [now] milliseconds
 */
export function ago(at, now = Date.now()) {
  if (at === null || at === undefined) {
    return 'never';
  }
  const seconds = Math.max(0, Math.round((now - new Date(at).getTime()) / 1000));
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
}

/** @param {string | number} at */
export function time(at) {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** @param {string | number} at */
export function dateTime(at) {
  const date = new Date(at);
  return `${date.toLocaleDateString('en-CA')} ${date.toLocaleTimeString('en-GB')}`;
}

/**
 * The last part of a dotted name: what people call a plugin.
 *
 * @param {string} name
 */
export const short = (name) => name.slice(name.lastIndexOf('.') + 1);

/**
 * The full name where two names share their last part, else the last part.
 *
 * @param {string} name
 * @param {string[]} all
 */
export function shortAmong(name, all) {
  const last = short(name);
  return all.some((other) => other !== name && short(other) === last) ? name : last;
}

/** @param {string} digest */
export const digest = (digest) => digest.slice(0, 12);

/**
 * "1 hook", "2 hooks".
 *
 * @param {number} n
 * @param {string} what
 */
export const counted = (n, what) => `${whole.format(n)} ${what}${n === 1 ? '' : 's'}`;
