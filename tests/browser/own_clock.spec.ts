// Promise: every screen shows the same seconds, also one whose own clock is set while it looks.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { TakingPart } from '../stage/taking_part.ts';

test('a page whose own clock is stepped shows the right time within a few seconds', async ({
  server,
  people,
}) => {
  const plan = { anonymous: false, phases: [phase({ kind: 'pack' })], sections: [] };
  const room = await server.makeRoom({ plan });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const person = await people.enter(room.links.join);
  await facilitator.goTo('pack');
  await facilitator.does({ do: 'extendTimer', seconds: 600 });
  const timer = person.page.getByRole('timer');
  await expect(timer).toHaveText(/^(10:00|9:5\d)$/);
  for (const stepMs of [7_200_000, -86_400_000]) {
    await person.page.evaluate((step) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + step;
    }, stepMs);
    const before = await timer.textContent();
    await expect(timer).not.toHaveText(before ?? '', { timeout: 3_000 });
    await expect(timer).toHaveText(/^9:[345]\d$/, { timeout: 5_000 });
  }
  facilitator.leave();
});
