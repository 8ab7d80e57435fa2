// @ts-check
/** Desired sets, compared. Pure functions. */

/**
 * @typedef {{name: string, before: string | null, after: string | null, kind: 'added' | 'removed' | 'changed' | 'same',
 *   stoppedBefore: boolean, stoppedAfter: boolean}} SetRow
 */

/**
 * What differs between two sets, by plugin.
 *
 * @param {any} before
 * @param {any} after
 * @returns {SetRow[]}
 */
export function compare(before, after) {
  const left = byName(before);
  const right = byName(after);
  const names = [...new Set([...left.keys(), ...right.keys()])].sort();
  return names.map((name) => {
    const old = left.get(name);
    const now = right.get(name);
    const stoppedBefore = (before?.stopped ?? []).includes(name);
    const stoppedAfter = (after?.stopped ?? []).includes(name);
    const same = old && now && old.sha256 === now.sha256 && stoppedBefore === stoppedAfter;
    return {
      name,
      before: old?.version ?? null,
      after: now?.version ?? null,
      kind: !old ? 'added' : !now ? 'removed' : same ? 'same' : 'changed',
      stoppedBefore,
      stoppedAfter,
    };
  });
}

/** @param {any} set */
function byName(set) {
  return new Map((set?.artifacts ?? []).map((/** @type {any} */ artifact) => [artifact.name, artifact]));
}

/**
 * Lines of a chain before and after: the longest common subsequence stays.
 *
 * @param {string[]} before
 * @param {string[]} after
 * @returns {{kind: 'same' | 'added' | 'removed', text: string}[]}
 */
export function lines(before, after) {
  const table = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i][j] = before[i] === after[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  /** @type {{kind: 'same' | 'added' | 'removed', text: string}[]} */
  const result = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push({ kind: 'same', text: before[i] });
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && table[i + 1][j] >= table[i][j + 1])) {
      result.push({ kind: 'removed', text: before[i++] });
    } else {
      result.push({ kind: 'added', text: after[j++] });
    }
  }
  return result;
}
