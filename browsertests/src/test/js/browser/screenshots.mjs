/** Makes the pictures of docs/console.md from a real instance: node browser/screenshots.mjs, in target/workshop. */

import path from 'node:path';
import { confirm, goTo, launch, logIn, user } from './browser.mjs';
import { Instance, pause } from './instance.mjs';

const IMAGES = path.resolve('../../../docs/images');
const RATELIMIT_11 = 'io.hookline.plugin.ratelimit-1.1.0.jar';

const browser = await launch();
const instance = await Instance.start();
let going = true;
const traffic = (async () => {
  while (going) {
    await instance.traffic(20);
    await pause(40 + 120 * Math.random());
  }
})();
try {
  const alice = await user(browser, instance.url, { viewport: { width: 1200, height: 760 } });
  const { page } = alice;
  const picture = (name) => page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
  await logIn(alice, await instance.token('alice', 'operator'));
  await pause(30_000);
  await picture('console-overview');

  await goTo(alice, 'deploy');
  await page.locator('input[type=file]').setInputFiles(instance.jar(RATELIMIT_11));
  await page.locator('.diff-lines .added').first().waitFor();
  await page.locator('.plan').scrollIntoViewIfNeeded();
  await page.getByText('3 Plan').evaluate((title) => title.scrollIntoView({ block: 'center' }));
  await picture('console-plan');

  await page.getByRole('radio', { name: /Canary/ }).check();
  await page.getByLabel('First share, percent').fill('50');
  await page.getByLabel('Stay at this share until I promote it').check();
  await page.locator('.diff').first().waitFor();
  await page.getByRole('button', { name: 'Start the canary' }).click();
  await confirm(page, 'Start the canary', 'a trial of the new limit');
  await page.locator('.card.canary .ladder .now').waitFor();
  await pause(15_000);
  await picture('console-canary');

  await page.setViewportSize({ width: 390, height: 760 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await goTo(alice, 'points/http.pre-request');
  await pause(8_000);
  await picture('console-phone');
} finally {
  going = false;
  await traffic;
  await browser.close();
  await instance.stop();
}
