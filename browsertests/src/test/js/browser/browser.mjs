/** A browser that collects what must not happen: errors, violations of the content security policy, other hosts. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Machines are up to ten times slower than the one that this was written on. */
const PATIENCE_MILLIS = Number(process.env.PATIENCE_MILLIS ?? 60_000);

export const PAGES = ['overview', 'points', 'points/http.pre-request', 'plugins', 'plugins/graph', 'plugins/refused', 'plugins/quarantine', 'plugins/leaks', 'plugins/io.hookline.plugin.ratelimit', 'deploy', 'canaries', 'history', 'history/1', 'configuration', 'configuration/io.hookline.plugin.ratelimit', 'guards', 'routes', 'events', 'panels'];

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A user with a window of its own, who is logged out. */
export async function user(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MILLIS);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.stack}`));
  page.on('console', (message) => {
    const text = message.text();
    // A refused request and a lost connection are said by the browser as well: the tests look at what the page says.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
      faults.push(`console: ${text}`);
    }
  });
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith('http') && address.host !== new URL(url).host) {
      faults.push(`another host: ${request.url()}`);
    }
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  return { context, page, url, faults, assertClean: () => assert.deepEqual(faults, []), close: () => context.close() };
}

export async function logIn(someone, token) {
  const { page, url } = someone;
  await page.goto(url);
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

export async function goTo(someone, place) {
  await someone.page.goto(`${someone.url}/#/${place}`);
  await someone.page.locator('main h1').waitFor();
}

/** Fills the reason of the open dialog and does it. */
export async function confirm(page, button, reason) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

/** Asserts that axe-core finds nothing on the page. */
export async function assertAccessible(page, name) {
  // The policy of the page allows no script of ours: axe runs in the browser's own world of evaluations.
  if (!(await page.evaluate(() => 'axe' in window))) {
    const fs = await import('node:fs');
    await page.evaluate(fs.readFileSync(AXE, 'utf8'));
  }
  const violations = await page.evaluate(async () => {
    const found = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
  });
  assert.deepEqual(violations, [], `axe-core on ${name}`);
}
