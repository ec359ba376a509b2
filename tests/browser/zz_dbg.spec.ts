import { test } from '../stage/fixtures.ts';
test('dbg', async ({ server, people }) => {
  const room = await server.makeRoom();
  const { page } = await people.enter(room.links.facilitate);
  page.on('console', (m) => console.log('C', m.text()));
  page.on('pageerror', (m) => console.log('E', m.message));
  await page.evaluate(() => { document.addEventListener('focusin', (e) => console.log('in', (e.target as Element).className, new Error().stack?.split('\n').slice(2,6).join('|'))); document.addEventListener('focusout', (e) => console.log('out', (e.target as Element).className, (e.relatedTarget as Element)?.className)); });
  await page.evaluate(() => { const o = HTMLElement.prototype.focus; HTMLElement.prototype.focus = function (x) { console.log('FOCUS', this.className, getComputedStyle(this).visibility, performance.now()); o.call(this, x); }; });
  await page.mouse.click(300, 200, { button: 'right' });
  await page.getByRole('menuitem', { name: 'New area' }).click();
  await page.waitForTimeout(1500);
  await page.evaluate(() => (document.querySelector('.area-title') as HTMLElement).focus());
  console.log(await page.evaluate(() => document.activeElement?.className));
  console.log(await page.evaluate(() => [document.activeElement?.outerHTML.slice(0, 200), document.querySelector('.area-bar')?.outerHTML.slice(0, 300)].join('\n')));
});
