import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventParser } from '#web/core/api.js';
import { concerns } from '#web/core/concerns.js';
import { layout } from '#web/core/graph.js';
import { answerTo, readable } from '#web/core/panel.js';
import { standing } from '#web/core/plugins.js';
import { whyNot } from '#web/core/session.js';
import { compare, lines } from '#web/core/sets.js';
import { failureOf } from '#web/core/changes.js';

test('events are read from pieces of any size', () => {
  const text = ': hi\r\nid: 7\r\nevent: step\r\ndata: {"text":\r\ndata: "a"}\r\n\r\ndata: plain\n\n';
  for (const size of [1, 3, 1000]) {
    const seen = [];
    const parse = eventParser((event) => seen.push(event));
    for (let i = 0; i < text.length; i += size) {
      parse(text.slice(i, i + size));
    }
    assert.deepEqual(seen.map((event) => [event.id, event.event, event.data]), [['7', 'step', { text: 'a' }], ['7', 'message', 'plain']], `pieces of ${size}`);
  }
});

test('the stable release stands for a plugin while a canary runs', () => {
  const stable = { name: 'a', version: '1', active: ['p'] };
  const candidate = { name: 'a', version: '2', active: [] };
  assert.equal(standing([{ name: 'b', active: ['p'] }, stable, candidate], 'a'), stable);
  assert.equal(standing([candidate], 'a'), candidate);
  assert.equal(standing([stable], 'c'), undefined);
});

test('sets differ by content and by what is stopped', () => {
  const a = { artifacts: [one('x', '1'), one('y', '1'), one('z', '1')], stopped: [] };
  const b = { artifacts: [one('x', '2'), one('z', '1'), one('w', '1')], stopped: ['z'] };
  assert.deepEqual(
    compare(a, b).map((row) => [row.name, row.kind, row.before, row.after]),
    [['w', 'added', null, '1'], ['x', 'changed', '1', '2'], ['y', 'removed', '1', null], ['z', 'changed', '1', '1']],
  );
  assert.ok(compare(a, { ...a, stopped: null }).every((row) => row.kind === 'same'));
});

test('a diff keeps the longest common part', () => {
  assert.deepEqual(
    lines(['a', 'b', 'c'], ['a', 'x', 'c', 'd']).map((line) => `${{ same: ' ', added: '+', removed: '-' }[line.kind]}${line.text}`),
    [' a', '-b', '+x', ' c', '+d'],
  );
});

test('a graph puts what others depend on to the left, and cuts a cycle', () => {
  const size = { columnWidth: 10, rowHeight: 10 };
  const { placed, edges } = layout([{ name: 'c', dependsOn: ['b'] }, { name: 'b', dependsOn: ['a', 'gone'] }, { name: 'a', dependsOn: [] }], size);
  assert.deepEqual(Object.fromEntries(placed.map((node) => [node.name, node.layer])), { a: 0, b: 1, c: 2 });
  assert.equal(edges.length, 2);
  assert.equal(layout([{ name: 'a', dependsOn: ['b'] }, { name: 'b', dependsOn: ['a'] }], size).placed.length, 2);
  assert.deepEqual(layout([], size), { placed: [], edges: [], width: 0, height: 0 });
});

test('a role may do what the roles below it may', () => {
  assert.equal(whyNot('operator', { actor: 'a', role: 'admin', csrf: '' }), null);
  assert.equal(whyNot('operator', { actor: 'a', role: 'viewer', csrf: '' }), 'This needs the role operator; you are viewer.');
  assert.equal(whyNot('viewer', null), 'This needs the role viewer; you are not logged in.');
});

test('what needs an operator comes worst first', () => {
  const hook = { name: 'io.x.h', guard: { breaker: 'OPEN', reason: 'failed', hanging: 2 } };
  const found = concerns(
    [{ name: 'a.b', version: '1', state: 'WAITING', why: 'it lacks c' }],
    [{ name: 'p', missing: ['auth'] }],
    [{ detail: 'no point' }],
    [{ name: 'a.b', state: 'PAUSED', verdict: 'not decided' }, { name: 'a.c', candidate: '2', state: 'RUNNING', takes: '5 %' }],
    [{ release: 'a 1', state: 'HELD' }],
    { chains: [{ point: { name: 'p' }, hooks: [hook] }] },
  );
  assert.deepEqual(found.map((one) => one.kind), ['bad', 'bad', 'bad', 'warn', 'warn', 'warn', 'warn', 'info']);
  assert.deepEqual(concerns([{ name: 'a', version: '1', state: 'RUNNING', why: '' }], null, null, null, null, null), []);
});

test('a panel reads its own and what all may see, and no more', async () => {
  assert.ok(readable('/v1/stats', 'org.acme'));
  assert.ok(readable('/v1/points/http.pre-request', 'org.acme'));
  assert.ok(readable('/v1/plugins/org.acme', 'org.acme'));
  for (const path of ['/v1/plugins/other', '/v1/tokens', '/v1/audit', '/v1/configurations/other', '/v1/stats/../tokens', '/v1/points/a/b', '//evil', '/v1/stats?x']) {
    assert.ok(!readable(path, 'org.acme'), path);
  }
  const read = async (path) => ({ data: { path } });
  assert.equal(await answerTo({ type: 'read', path: '/v1/stats' }, { plugin: 'x' }, read), null);
  assert.deepEqual(await answerTo({ hookline: 1, type: 'read', id: 3, path: '/v1/stats' }, { plugin: 'x' }, read), { hookline: 1, type: 'answer', id: 3, status: 200, data: { path: '/v1/stats' } });
  assert.equal((await answerTo({ hookline: 1, type: 'read', id: 3, path: '/v1/tokens' }, { plugin: 'x' }, read)).status, 403);
});

test('a change has failed unless it is done', () => {
  assert.equal(failureOf({ state: 'DONE' }), null);
  assert.equal(failureOf({ state: 'FAILED', failure: 'Refused (BUSY)' }).message, 'Refused (BUSY)');
  assert.match(failureOf({ state: 'CANCELLED' }).message, /nothing has changed/);
});

function one(name, version) {
  return { name, version, sha256: `${name}${version}` };
}
