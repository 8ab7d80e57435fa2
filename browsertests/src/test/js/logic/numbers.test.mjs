import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hookCounters, hookKey, perSecond, total, wilson } from '#web/core/statistics.js';
import { hookRates, record, totalRates } from '#web/core/history.js';

const stats = (calls, failures) => ({
  chains: [{ point: { name: 'p' }, hooks: [{ name: 'h', plugin: 'x', version: '1', serviceId: 7, calls, failures }], routes: [] }],
});

test('a rate is what grew between two readings, also after a restart', () => {
  assert.equal(perSecond({ at: 1000, value: 10 }, { at: 3000, value: 30 }), 10);
  assert.equal(perSecond({ at: 1000, value: 1000 }, { at: 2000, value: 5 }), 5);
  assert.equal(perSecond(null, { at: 1, value: 1 }), null);
  assert.equal(perSecond({ at: 1, value: 1 }, { at: 1, value: 2 }), null);
});

test("Wilson's interval holds the share, and narrows with more calls", () => {
  assert.equal(wilson(0, 0), null);
  const few = wilson(1, 10);
  const many = wilson(100, 1000);
  assert.ok(few.low < 0.1 && 0.1 < few.high);
  assert.ok(many.high - many.low < few.high - few.low);
  // Newcombe 1998, table 1: 81 of 263.
  const known = wilson(81, 263);
  assert.equal(known.low.toFixed(4), '0.2553');
  assert.equal(known.high.toFixed(4), '0.3662');
  assert.deepEqual([wilson(0, 20).low, wilson(20, 20).high], [0, 1]);
});

test('totals count each hook once', () => {
  assert.deepEqual(total(stats(5, 1), 9), { at: 9, calls: 5, failures: 1 });
  assert.equal(hookCounters(stats(5, 1)).get(hookKey('p', stats(5, 1).chains[0].hooks[0])).calls, 5);
});

test('the history keeps the rates of each reading once, and none of two that are too close', () => {
  record(stats(0, 0), 1000);
  record(stats(20, 2), 3000);
  record(stats(20, 2), 3000);
  record(stats(90, 9), 3100);
  assert.deepEqual(totalRates(), [{ at: 3000, calls: 10, failures: 1 }]);
  assert.deepEqual(hookRates(hookKey('p', stats(0, 0).chains[0].hooks[0])), [10]);
  assert.deepEqual(hookRates('another'), [null]);
});
