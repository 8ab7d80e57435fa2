/** A thousand plugins: the page draws what is looked at, and changes only what has changed. The API is a stand-in. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { goTo, launch, user } from './browser.mjs';

const COUNT = 1000;
const WEB = path.resolve('web');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' };

let server;
let browser;
let someone;
let calls = 0;

before(async () => {
  server = http.createServer(answer);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  browser = await launch();
  someone = await user(browser, `http://127.0.0.1:${server.address().port}`);
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('a page of a thousand plugins has a hundred rows, and the filter finds each', async () => {
  const { page } = someone;
  await goTo(someone, 'plugins');
  await page.getByText('1,000 rows').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 100);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('101–200 of 1000').waitFor();
  await page.getByLabel('Filter: Releases').fill('p0777');
  await page.getByText('1 of 1,000 rows').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 1);
  await page.getByLabel('Filter: Releases').fill('');
  await page.getByRole('button', { name: 'Calls' }).click();
  await page.locator('tbody tr').first().getByText('p0999').waitFor();
});

test('a reading changes the numbers that have changed, and no more of the page', async (t) => {
  const { page } = someone;
  await page.goto('about:blank');
  await goTo(someone, 'plugins?q=p0');
  await page.locator('tbody tr').first().getByText('p0000').waitFor();
  const seen = await page.evaluate(async () => {
    const longest = { task: 0 };
    new PerformanceObserver((list) => list.getEntries().forEach((one) => (longest.task = Math.max(longest.task, one.duration)))).observe({ type: 'longtask' });
    const body = /** @type {Element} */ (document.querySelector('tbody'));
    const counts = { nodes: 0, texts: 0 };
    await new Promise((done, failed) => {
      setTimeout(() => failed(new Error('no reading has changed the page')), 60_000);
      const observer = new MutationObserver((records) => {
        for (const record of records) {
          counts[record.type === 'characterData' ? 'texts' : 'nodes']++;
        }
        observer.disconnect();
        setTimeout(done, 0);
      });
      observer.observe(body, { subtree: true, childList: true, characterData: true });
    });
    return { ...counts, longest: longest.task };
  });
  t.diagnostic(`longest task while it was read: ${Math.round(seen.longest)} ms`);
  // One plugin is called between two readings: its cell is the only one that changes.
  assert.equal(seen.nodes, 0);
  assert.equal(seen.texts, 1);
});

test('the other pages stand a thousand plugins', async () => {
  const { page } = someone;
  for (const place of ['overview', 'points', 'points/p', 'plugins/graph', 'history', 'history/1', 'guards']) {
    await goTo(someone, place);
    await page.locator('.loading').first().waitFor({ state: 'detached' });
    const nodes = await page.locator('*').count();
    assert.ok(nodes < 40_000, `${place} has ${nodes} nodes`);
  }
  someone.assertClean();
});

function answer(request, response) {
  const place = new URL(request.url, 'http://localhost').pathname;
  if (place.startsWith('/v1/') || place.startsWith('/panels/')) {
    api(place, response);
    return;
  }
  const file = path.join(WEB, place === '/' ? 'index.html' : place);
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
  response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)], 'Content-Security-Policy': policy });
  response.end(fs.readFileSync(file, 'utf8').replaceAll('ASSETS', ''));
}

function api(place, response) {
  if (place === '/v1/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': here\n\n');
    return;
  }
  const data = synthetic(place);
  response.writeHead(data === undefined ? 404 : 200, { 'Content-Type': 'application/json', ETag: '"1"' });
  response.end(JSON.stringify(data ?? { title: 'Not Found', status: 404, detail: place }));
}

const names = Array.from({ length: COUNT }, (_, i) => `org.acme.p${String(i).padStart(4, '0')}`);
const guard = { errorPolicy: 'SKIP', isolation: 'WATCHED', limits: '10000 ms', blocking: 'MAY_BLOCK', breaker: 'CLOSED', reason: '', probeInMillis: 0, refusedCalls: 0, hanging: 0, cpuPercent: 0, allocatedMegabytes: 0 };

function synthetic(place) {
  const hooks = () =>
    names.map((name, i) => ({ name, plugin: name, version: '1.0.0', bundleId: i, serviceId: i, ranking: i, before: [], after: [], calls: i, failures: 0, lastFailure: null, inFlight: 0, latency: { samples: 1, p50Nanos: 1000, p99Nanos: 2000, maxNanos: 3000 }, guard: { name, plugin: name, version: '1.0.0', point: 'p', ...guard } }));
  const point = { name: 'p', contract: 'org.acme.P', owners: ['org.acme'], errorPolicy: 'SKIP', hooks: COUNT, required: [], missing: [] };
  const set = (number) => ({ number, at: '2026-01-01T00:00:00Z', cause: 'a change', waivers: [], stopped: [], actor: null, configurations: null, artifacts: names.map((name) => ({ name, version: '1.0.0', sha256: name, origin: 'x', signer: null, type: 'bundle' })) });
  switch (place) {
    case '/v1/session':
      return { actor: 'a', role: 'admin', csrf: 'c', expires: null };
    case '/v1/instance':
      return { version: '0', started: '2026-01-01T00:00:00Z', url: null, java: '', system: '' };
    case '/v1/status':
      calls++;
      return names.map((name, i) => ({ name, version: '1.0.0', state: 'RUNNING', loadedAt: null, heartbeat: null, inFlight: 0, calls: i === 0 ? calls : i * 1000, failures: 0, p99Nanos: 2000, why: '' }));
    case '/v1/plugins':
      return names.map((name, i) => ({ name, version: '1.0.0', bundleId: i, state: 'ACTIVE', active: ['p'], standby: [], asks: [], id: name, pluginVersion: '1.0.0', tags: [], dependsOn: i % 10 ? [names[i - 1]] : [], dependants: i % 10 === 9 ? [] : [names[i + 1]], ranking: i }));
    case '/v1/points':
      return [point];
    case '/v1/stats':
      return { generation: 1, callsInFlight: 0, leaseMode: '', chainsCompiled: 0, drains: 0, drainsTimedOut: 0, longestDrainMillis: 0, recentTimeouts: [], chains: [{ point, generation: 1, compiled: true, nonBlocking: true, hooks: hooks(), standby: [], routes: [] }] };
    case '/v1/sets':
      return [set(2), set(1)];
    case '/v1/guards':
      return hooks().map((hook) => hook.guard);
    case '/v1/plans':
      return { releases: [], leaving: [], chains: [], ripple: [], refusals: [], notes: [] };
    case '/v1/refused':
    case '/v1/canaries':
    case '/v1/leaks':
    case '/v1/changes':
    case '/v1/quarantine':
    case '/v1/guards/events':
    case '/panels/index.json':
      return [];
    default:
      return undefined;
  }
}
