import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { scene } from '../stage/scene.ts';
test('dbg', async ({ server, people }) => {
  const options = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
  const { page } = await scene(server, people, [phase({ kind: 'pack' })], { options });
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/dbg1.png' });
  await page.getByRole('button', { name: 'Put away and see the board' }).tap();
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/dbg.png' });
  console.log(await page.evaluate(() => [...document.querySelectorAll('.tools, .tools *')].map((e) => `${e.tagName} ${e.className} ${JSON.stringify(e.getBoundingClientRect())}`).join('\n')));
});
