import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, fields } from '#web/core/schema.js';
import { changes, initial } from '#web/core/settings.js';

const REFERENCE = { type: 'string', pattern: '\\$\\[(env|secret|prop|conf):[^\\]]*\\]' };
const SCHEMA = {
  properties: {
    burst: { default: 2000, anyOf: [{ type: 'integer', minimum: 1, maximum: 100 }, REFERENCE] },
    mode: { default: 'auto', anyOf: [{ type: 'string', enum: ['auto', 'fenced'] }, REFERENCE] },
    keys: { writeOnly: true, anyOf: [{ type: 'array', items: { anyOf: [{ type: 'string', pattern: '^(?:[^:]+:.+)$' }, REFERENCE] } }, { type: 'string' }] },
    odd: { anyOf: [{ type: 'string', pattern: '(?<' }] },
    ratio: { anyOf: [{ type: 'number', minimum: 0 }] },
    list: { anyOf: [{ type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } }] },
  },
  required: ['keys'],
};
const byKey = Object.fromEntries(fields(SCHEMA).map((field) => [field.key, field]));

test('required fields come first, with their kinds', () => {
  const all = fields(SCHEMA);
  assert.deepEqual(all.map((field) => field.key), ['keys', 'burst', 'mode', 'odd', 'ratio', 'list']);
  assert.deepEqual([byKey.burst.kind, byKey.mode.kind, byKey.keys.kind, byKey.keys.secret], ['integer', 'choice', 'list', true]);
});

test('a value is checked as the schema says, a reference passes', () => {
  assert.equal(check(byKey.burst, '5'), null);
  assert.equal(check(byKey.burst, ''), null);
  assert.equal(check(byKey.burst, '0'), 'A whole number, 1 to 100.');
  assert.equal(check(byKey.burst, '5.5'), 'A whole number, 1 to 100.');
  assert.equal(check(byKey.burst, '$[env:BURST]'), null);
  assert.equal(check(byKey.mode, 'fast'), 'One of auto, fenced.');
  assert.equal(check(byKey.keys, ''), 'A value is required.');
  assert.equal(check(byKey.ratio, '-1'), 'A number, 0 or more.');
  assert.equal(check(byKey.list, 'a, b'), null);
  assert.match(check(byKey.list, 'a, B'), /^"B": /);
});

test('a pattern that this engine cannot read is left to the instance', () => {
  assert.equal(check(byKey.odd, 'anything'), null);
});

test('a save keeps what is not touched, sets what is changed, and leaves out what is cleared', () => {
  const all = fields(SCHEMA);
  const settings = [
    { key: 'burst', value: '50' },
    { key: 'mode', value: 'fenced' },
    { key: 'keys', value: '********' },
    { key: 'odd', value: null },
    { key: 'service.ranking', value: '7' },
  ];
  const before = initial(all, settings);
  assert.equal(before.keys, '');
  assert.deepEqual(changes(all, settings, before, { ...before, burst: '60', mode: '' }), {
    body: { burst: '60', keys: null, 'service.ranking': null },
    set: ['burst=60'],
    unset: ['mode'],
  });
  assert.deepEqual(changes(all, settings, before, { ...before, keys: 'a:b' }).set, ['keys=…']);
});
