/** The whole console in a browser, against a real instance. The tests build on each other: they share the instance. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible, confirm, goTo, launch, logIn, PAGES, user } from './browser.mjs';
import { Instance } from './instance.mjs';
import { hookJar } from './plugins.mjs';

const RATELIMIT = 'io.hookline.plugin.ratelimit';

let instance;
let browser;
let tokens;
/** An operator who is logged in, for most tests. */
let alice;

before(async () => {
  [instance, browser] = await Promise.all([Instance.start(), launch()]);
  tokens = { alice: await instance.token('alice', 'operator'), bob: await instance.token('bob', 'operator'), vera: await instance.token('vera', 'viewer') };
  alice = await user(browser, instance.url);
});

after(async () => {
  await browser?.close();
  await instance?.stop();
});

test('a token logs in; a wrong one is refused with the cure', async () => {
  const { page } = alice;
  await page.goto(instance.url);
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('The token is not valid').waitFor();
  await assertAccessible(page, 'the login');
  await logIn(alice, tokens.alice);
  await page.getByText('alice').waitFor();
});

test('a one-time link logs in once', async () => {
  const link = /http\S+/.exec(JSON.stringify(await instance.command('console')))[0].replace(/[",\\].*/, '');
  const guest = await user(browser, instance.url);
  await guest.page.goto(link);
  await guest.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await guest.page.getByRole('button', { name: 'Log out' }).click();
  await guest.page.getByLabel('Token').waitFor();
  assert.equal((await guest.page.goto(link)).status(), 401);
  await guest.close();
});

test('the first load is small, and comes from this host alone', async (t) => {
  const guest = await user(browser, instance.url);
  const devtools = await guest.context.newCDPSession(guest.page);
  let bytes = 0;
  await devtools.send('Network.enable');
  const data = new Set();
  devtools.on('Network.requestWillBeSent', (event) => new URL(event.request.url).pathname.startsWith('/v1/') && data.add(event.requestId));
  devtools.on('Network.loadingFinished', (event) => (bytes += data.has(event.requestId) ? 0 : event.encodedDataLength));
  await logIn(guest, tokens.vera);
  await guest.page.locator('.chart canvas').waitFor();
  const ready = await guest.page.evaluate(() => Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
  t.diagnostic(`first load: ${Math.round(bytes / 1024)} KB, ${ready} ms to the first content`);
  assert.ok(bytes < 150_000, `${bytes} bytes`);
  guest.assertClean();
  await guest.close();
});

test('a viewer sees everything and may change nothing', async () => {
  const vera = await user(browser, instance.url);
  await logIn(vera, tokens.vera);
  await goTo(vera, `plugins/${RATELIMIT}`);
  const stop = vera.page.getByRole('button', { name: 'Stop' });
  assert.equal(await stop.getAttribute('aria-disabled'), 'true');
  await stop.click({ force: true });
  await vera.page.getByText('This needs the role operator; you are viewer.').waitFor();
  assert.equal(await vera.page.getByRole('dialog').count(), 0);
  await vera.close();
});

test('a deployment: upload, plan as a diff, reason, progress, history', async () => {
  const { page } = alice;
  await goTo(alice, 'deploy');
  await page.locator('input[type=file]').setInputFiles(instance.jar('io.hookline.plugin.ratelimit-1.1.0.jar'));
  await page.locator('.diff-lines .removed', { hasText: 'ratelimit@1.0.0' }).waitFor();
  await page.locator('.diff-lines .added', { hasText: 'ratelimit@1.1.0' }).waitFor();
  await page.getByText('Blast radius:').waitFor();
  await page.locator('.buttons.end').getByRole('button', { name: 'Deploy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deploy' }).click();
  await page.getByText('A change of production needs a reason.').waitFor();
  assert.equal(await page.getByRole('dialog').locator('.cli code').innerText(), 'hookline deploy io.hookline.plugin.ratelimit-1.1.0.jar');
  await confirm(page, 'Deploy', 'a better limit');
  await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
  await page.getByRole('cell', { name: 'ratelimit 1.0.0 → 1.1.0' }).waitFor();
  const [newest] = await instance.call('GET', '/v1/changes');
  assert.deepEqual([newest.state, newest.reason, newest.actor], ['DONE', 'a better limit', 'api:alice']);
});

test('the history shows the reason of a change as text', async () => {
  const { page } = alice;
  const reason = '<b>ticket 42</b> & "quotes"';
  await instance.call('POST', '/v1/changes', { action: 'stop', plugins: ['io.hookline.plugin.recordcheck'], reason });
  await goTo(alice, 'history');
  const cell = page.getByRole('row', { name: /recordcheck stopped/ }).getByRole('cell', { name: '<b>ticket 42</b>' });
  await cell.waitFor();
  assert.equal(await cell.locator('b').count(), 0);
  await page.getByRole('row', { name: /recordcheck stopped/ }).getByRole('link').first().click();
  await page.locator('.facts', { hasText: '<b>ticket 42</b>' }).waitFor();
  await instance.command('start', 'io.hookline.plugin.recordcheck', '--reason', 'the test is over');
  await goTo(alice, 'history');
  await page.getByRole('cell', { name: 'the test is over' }).waitFor();
});

test('a jar that is dropped is uploaded and planned', async () => {
  const { page } = alice;
  await goTo(alice, 'deploy');
  const jars = ['io.hookline.plugin.ratelimit-1.1.0.jar', 'io.hookline.plugin.headers-1.0.0.jar'];
  const contents = jars.map((name) => fs.readFileSync(instance.jar(name)).toString('base64'));
  const files = await page.evaluateHandle(
    ({ names, texts }) => {
      const transfer = new DataTransfer();
      names.forEach((name, i) => transfer.items.add(new File([Uint8Array.from(atob(texts[i]), (c) => c.charCodeAt(0))], name)));
      return transfer;
    },
    { names: jars, texts: contents },
  );
  const area = page.locator('.drop');
  await area.dispatchEvent('dragover', { dataTransfer: files });
  await page.locator('.drop.over').waitFor();
  await area.dispatchEvent('drop', { dataTransfer: files });
  await page.locator('.drop.over').waitFor({ state: 'detached' });
  const chosen = page.getByRole('list', { name: 'Chosen' });
  await chosen.getByText('ratelimit 1.1.0').waitFor();
  await chosen.getByText('headers 1.0.0').waitFor();
  await page.locator('.diff-lines .added', { hasText: 'headers@1.0.0' }).waitFor();
  assert.match(page.url(), /#\/deploy$/);
  await goTo(alice, 'history');
});

test('a jar that is none is refused with the reason', async () => {
  const { page } = alice;
  const file = path.join(instance.data, 'broken.jar');
  fs.writeFileSync(file, 'no jar');
  await goTo(alice, 'deploy');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('The upload was refused').waitFor();
  assert.ok(await page.getByText('No plan yet').isVisible());
});

test('going back to an earlier set, with its plan', async () => {
  const { page } = alice;
  await goTo(alice, 'history/1');
  await page.locator('.diff-lines .added', { hasText: 'ratelimit@1.0.0' }).waitFor();
  await page.getByRole('button', { name: 'Go back to set 1' }).click();
  await confirm(page, 'Go back to set 1', 'it was worse');
  await page.getByText('rolled back to set 1').first().waitFor();
  await goTo(alice, 'history/compare/2/1');
  await page.getByRole('row', { name: /ratelimit.*1\.1\.0.*1\.0\.0/ }).waitFor();
});

test('a canary: side by side, paused, resumed, promoted, and back', async () => {
  const { page } = alice;
  await startCanary(page);
  await instance.traffic(40);
  const candidate = page.locator('.side-card.candidate');
  await candidate.getByText(/to \d+\.\d+ %/).waitFor();
  await act(page, 'Pause', 'a look');
  await page.locator('.state', { hasText: 'paused' }).waitFor();
  await act(page, 'Resume', 'it is well');
  await page.locator('.state', { hasText: 'running' }).waitFor();
  await act(page, 'Promote', 'it is better');
  await page.locator('.state', { hasText: 'promoted' }).waitFor();
  await act(page, 'Roll back to 1.0.0', 'it is not');
  await page.getByText('done').first().waitFor();
  await goTo(alice, `plugins/${RATELIMIT}`);
  await page.getByRole('heading', { name: 'Release 1.0.0' }).waitFor();
});

test('a canary is rolled back at any moment', async () => {
  const { page } = alice;
  await startCanary(page);
  await goTo(alice, `plugins/${RATELIMIT}`);
  await page.locator('.facts', { hasText: 'In the chains of' }).getByText('http.pre-request').waitFor();
  await goTo(alice, 'overview');
  await page.locator('.events strong', { hasText: `${RATELIMIT}@1.1.0` }).first().waitFor();
  await goTo(alice, 'canaries');
  await act(page, 'Roll back', 'no');
  await page.locator('.card.canary').first().locator('.state', { hasText: 'rolled back' }).waitFor();
});

async function startCanary(page) {
  await goTo(alice, 'deploy?mode=canary');
  await page.locator('input[type=file]').setInputFiles(instance.jar('io.hookline.plugin.ratelimit-1.1.0.jar'));
  await page.getByLabel('First share, percent').fill('50');
  await page.getByLabel('Stay at this share until I promote it').check();
  await page.locator('.diff').first().waitFor();
  await page.getByRole('button', { name: 'Start the canary' }).click();
  await confirm(page, 'Start the canary', 'a trial');
  await page.getByRole('heading', { name: 'Canaries', level: 1 }).waitFor();
  await page.locator('.card.canary').first().locator('.ladder .now').waitFor();
}

async function act(page, button, reason) {
  await page.locator('.card.canary').first().getByRole('button', { name: button, exact: true }).click();
  await confirm(page, button, reason);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a wrong value is said while it is typed, and a right one is saved and reverted', async () => {
  const { page } = alice;
  await goTo(alice, `configuration/${RATELIMIT}`);
  const field = page.getByLabel('requestsPerSecond');
  await field.fill('-5');
  await page.getByText('A whole number, 1 to 1000000000.').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await page.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled'), 'true');
  await field.fill('700');
  await page.getByRole('button', { name: 'Save' }).click();
  await confirm(page, 'Save', 'a tighter limit');
  await page.getByText('requestsPerSecond = 700 (was 1000)').waitFor();
  await page.getByRole('button', { name: 'Revert to this' }).last().click();
  await confirm(page, 'Revert to this', 'too tight');
  await page.getByText('requestsPerSecond = 1000 (was 700)').waitFor();
});

test('a file that is refused is shown with its reason', async () => {
  const { page } = alice;
  const file = path.join(instance.data, 'conf', `${RATELIMIT}.cfg`);
  const right = fs.readFileSync(file);
  fs.writeFileSync(file, 'requestsPerSecond = many\n');
  await goTo(alice, `configuration/${RATELIMIT}`);
  await page.getByText(/The latest change, by .* was refused/).waitFor();
  fs.writeFileSync(file, right);
  await page.getByText(/The latest change, by .* was refused/).waitFor({ state: 'detached' });
});

test('of two users the second one is told that the set has changed', async () => {
  const bob = await user(browser, instance.url);
  await logIn(bob, tokens.bob);
  await goTo(bob, 'plugins/io.hookline.plugin.recordcheck');
  await bob.page.getByRole('button', { name: 'Stop' }).click();
  await bob.page.getByRole('dialog').getByLabel('Reason').fill('it is mine');
  const { page } = alice;
  await goTo(alice, 'plugins/io.hookline.plugin.requestlog');
  await page.getByRole('button', { name: 'Stop' }).click();
  await confirm(page, 'Stop', 'too many lines');
  await page.getByRole('button', { name: 'Start' }).waitFor();
  await bob.page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await bob.page.getByText('It was changed meanwhile').waitFor();
  await bob.page.getByRole('button', { name: 'Close' }).click();
  assert.ok(await bob.page.getByRole('button', { name: 'Stop' }).isVisible());
  await page.getByRole('button', { name: 'Start' }).click();
  await confirm(page, 'Start', 'needed again');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await bob.close();
});

test('of two users of a form the second one is told, and loses nothing that was typed', async () => {
  const bob = await user(browser, instance.url);
  await logIn(bob, tokens.bob);
  await goTo(bob, `configuration/${RATELIMIT}`);
  await bob.page.getByLabel('burst').fill('77');
  const { page } = alice;
  await goTo(alice, `configuration/${RATELIMIT}`);
  await page.getByLabel('burst').fill('88');
  await page.getByRole('button', { name: 'Save' }).click();
  await confirm(page, 'Save', 'first');
  await page.getByText('burst = 88 (was 2000)').waitFor();
  await bob.page.getByText('It was changed meanwhile').waitFor();
  assert.equal(await bob.page.getByLabel('burst').inputValue(), '77');
  await bob.page.getByRole('button', { name: 'Save' }).click();
  await confirm(bob.page, 'Save', 'second');
  await bob.page.getByRole('dialog').getByText('It was changed meanwhile').waitFor();
  await bob.close();
});

test('events arrive by themselves, and are filtered', async () => {
  const { page } = alice;
  await goTo(alice, 'events');
  await page.locator('.connection', { hasText: 'Live' }).waitFor();
  await instance.command('config', RATELIMIT, 'set', 'burst=1999');
  await page.locator('.events li', { hasText: RATELIMIT }).first().waitFor();
  await page.getByLabel('Filter events').fill('no such thing');
  await page.getByText('No event fits the filter').waitFor();
});

test('a hung call shows its stack, and its guard is reset', async () => {
  const { page } = alice;
  const name = 'org.acme.hanging';
  fs.writeFileSync(path.join(instance.data, 'conf', 'io.hookline.guard-hanging.cfg'), `hook = ${name}\nisolation = watched\noverrunMillis = 500\nopenMillis = 3600000\n`);
  const held = path.join(instance.data, 'held');
  fs.writeFileSync(held, '');
  await instance.command('deploy', hookJar(instance, name, `
    while (exchange.requestHeaders().first("X-Hang") != null && java.nio.file.Files.exists(java.nio.file.Path.of("${held}"))) { Thread.sleep(20); }
    return null;`));
  await goTo(alice, 'guards?q=hanging');
  const row = page.getByRole('row', { name: /hanging.*http\.pre-request/ });
  await row.getByText(/watched, .*500 ms/).waitFor();
  assert.equal(await row.getByRole('button', { name: 'Reset' }).getAttribute('aria-disabled'), 'true');
  const hanging = instance.request({ 'X-Hang': 'yes' });
  await row.locator('.state', { hasText: /open/ }).waitFor();
  const act = page.locator('.changes li', { hasText: 'hanging' }).filter({ has: page.locator('details') }).first();
  await act.locator('summary').click();
  await act.locator('pre.stack', { hasText: 'acme.AcmeHook.onRequest' }).waitFor();
  await assertAccessible(page, 'a stack');
  fs.rmSync(held);
  await hanging;
  await row.getByRole('button', { name: 'Reset' }).click();
  assert.equal(await page.getByRole('dialog').locator('.cli code').innerText(), `hookline guard reset ${name}`);
  await confirm(page, 'Reset', 'the cause is gone');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await row.locator('.state', { hasText: /closed/ }).waitFor();
  await instance.command('remove', name);
});

test('all can be done by the keyboard', async () => {
  const { page } = alice;
  await goTo(alice, `plugins/${RATELIMIT}`);
  await page.reload();
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  const walked = [];
  for (let i = 0; i < 60 && !walked.includes('Remove'); i++) {
    await page.keyboard.press('Tab');
    walked.push(await page.evaluate(() => document.activeElement.innerText.trim()));
  }
  assert.equal(walked[0], 'Skip to the content');
  for (const one of ['Hookline', 'Log out', 'Overview', 'Panels', 'Plugins', 'Stop', 'Previous release', 'Remove']) {
    assert.ok(walked.includes(one), `${one} is not among ${walked.join(', ')}`);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.innerText), 'Remove');
});

test('each page is accessible, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await alice.page.emulateMedia({ colorScheme });
    for (const place of PAGES) {
      await goTo(alice, place);
      await alice.page.locator('.loading').first().waitFor({ state: 'detached' });
      await assertAccessible(alice.page, `${place}, ${colorScheme}`);
    }
  }
  await goTo(alice, 'plugins/io.hookline.plugin.recordcheck');
  await alice.page.getByRole('button', { name: 'Remove' }).click();
  await assertAccessible(alice.page, 'a dialog');
  await alice.page.keyboard.press('Escape');
});

test('each page fits a phone', async () => {
  await alice.page.setViewportSize({ width: 390, height: 844 });
  for (const place of PAGES) {
    await goTo(alice, place);
    await alice.page.locator('.loading').first().waitFor({ state: 'detached' });
    const wide = await alice.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(wide, 0, `${place} is too wide`);
    if (['plugins', 'points/http.pre-request'].includes(place)) {
      await assertAccessible(alice.page, `${place} on a phone`);
    }
  }
  await alice.page.getByRole('button', { name: 'Menu' }).click();
  await alice.page.getByRole('link', { name: 'Guards' }).click();
  await alice.page.getByRole('heading', { name: 'Guards', level: 1 }).waitFor();
  await alice.page.setViewportSize({ width: 1440, height: 900 });
});

test('a lost instance is said, what is shown is marked as stale, and all goes on by itself', async () => {
  const { page } = alice;
  await goTo(alice, 'plugins');
  await page.getByRole('row', { name: /requestlog/ }).waitFor();
  await instance.kill();
  await page.getByText('Connection lost.').waitFor();
  await page.getByText(/Stale: as of/).first().waitFor();
  assert.ok(await page.getByRole('row', { name: /requestlog/ }).isVisible());
  await assertAccessible(page, 'a lost connection');
  await instance.run();
  await page.getByText('Connection lost.').waitFor({ state: 'detached' });
  // A session lives in the process: the console asks to log in again, and then is where it was.
  await page.getByLabel('Token').or(page.getByRole('row', { name: /requestlog/ })).first().waitFor();
  if (await page.getByLabel('Token').isVisible()) {
    await page.getByLabel('Token').fill(tokens.alice);
    await page.getByRole('button', { name: 'Log in' }).click();
  }
  await page.getByRole('row', { name: /requestlog.*running/ }).waitFor();
  await page.getByText(/Stale: as of/).first().waitFor({ state: 'detached' });
});

test('nothing has failed on the way, and no policy was violated', () => {
  assert.deepEqual(alice.faults, []);
});
