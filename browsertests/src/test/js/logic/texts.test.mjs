import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, option, quote } from '#web/core/cli.js';
import { ago, nanos, percent, rate, short, shortAmong } from '#web/core/format.js';
import { href, parse } from '#web/core/router.js';

test('a word is quoted as a shell needs it, and only then', () => {
  assert.equal(quote('ratelimit-1.1.0.jar'), 'ratelimit-1.1.0.jar');
  assert.equal(quote('a b'), "'a b'");
  assert.equal(quote("it's"), "'it'\\''s'");
  assert.equal(quote('$(rm -rf /)'), "'$(rm -rf /)'");
  assert.equal(quote('~root'), "'~root'");
  assert.equal(quote(''), "''");
  assert.equal(quote('keys=a,b;c'), "'keys=a,b;c'");
});

test('a command line leaves out what is not there', () => {
  assert.equal(line('rollback', '--to', '3', false, null, undefined, ''), 'hookline rollback --to 3');
  assert.equal(line('stop', 'x', '--reason', 'too slow'), "hookline stop x --reason 'too slow'");
  assert.deepEqual(option('--weight', 5), ['--weight', '5']);
  assert.deepEqual(option('--force', true), ['--force']);
  assert.deepEqual(option('--force', false), []);
  assert.deepEqual(option('--weight', 0), ['--weight', '0']);
});

test('an address leads to its place and back', () => {
  const text = href('configuration', ['io.hookline.guard~all/x'], { q: 'a & b', kind: '' });
  assert.equal(text, '#/configuration/io.hookline.guard~all%2Fx?q=a+%26+b');
  assert.deepEqual(parse(text), { page: 'configuration', rest: ['io.hookline.guard~all/x'], query: { q: 'a & b' } });
  assert.deepEqual(parse(''), { page: 'overview', rest: [], query: {} });
  assert.deepEqual(parse('#/points/%E0%A4%A'), { page: 'points', rest: ['%E0%A4%A'], query: {} });
});

test('numbers and times have units that fit', () => {
  assert.equal(nanos(0), '–');
  assert.equal(nanos(950), '950 ns');
  assert.equal(nanos(203_775), '204 µs');
  assert.equal(nanos(1_474_559), '1.47 ms');
  assert.equal(nanos(12_300_000_000), '12.3 s');
  assert.equal(rate(null), '–');
  assert.equal(rate(0), '0/s');
  assert.equal(rate(1234.4), '1,234/s');
  assert.equal(percent(0, 0), '–');
  assert.equal(percent(1, 3), '33.33 %');
  assert.equal(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:02:30Z')), '2 min ago');
  assert.equal(ago(null), 'never');
});

test('a name is short unless another one ends the same', () => {
  assert.equal(short('io.hookline.plugin.apikey'), 'apikey');
  assert.equal(shortAmong('org.acme.cache', ['org.acme.cache', 'io.hookline.plugin.cache']), 'org.acme.cache');
  assert.equal(shortAmong('org.acme.cache', ['org.acme.cache', 'org.acme.quota']), 'cache');
});
