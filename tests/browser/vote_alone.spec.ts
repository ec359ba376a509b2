// Promise: in an anonymous room nobody's ballot is told without a word: whoever closes a vote of one is asked first, and its voter knows.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { TakingPart } from '../stage/taking_part.ts';

test('a vote of one ballot is closed only by a facilitator who was told whose result it would be', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 2, perItemMax: 2 });
  const phases = [vote, phase({ kind: 'take' })];
  const room = await server.makeRoom({ plan: { anonymous: true, phases, sections: [] } });
  const board = await peers.join(server, room);
  for (const [index, text] of ['apple', 'bread'].entries()) board.add(text, text, [index * 240, 0]);
  const voter = await enterAsVoter();
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');

  async function enterAsVoter() {
    const host = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    await host.goTo('vote');
    host.leave();
    return (await enterAs(people, room.links.join, 'Matti')).page;
  }

  await voter.getByRole('button', { name: 'Give a vote: apple' }).click();
  await expect(voter.getByText('So far you are the only one who has voted.')).toBeVisible();
  const alone = page.getByText('Only one person has voted.');
  const bar = page.getByTestId('facilitate-bar');
  await bar.getByRole('button', { name: /^Next: / }).click();
  await expect(alone).toBeVisible();
  await bar.getByRole('button', { name: 'Not yet' }).click();
  await bar.getByRole('button', { name: 'Plan, people and vote' }).click();
  await page.getByRole('tab', { name: 'Vote' }).click();
  await page.getByRole('button', { name: 'Close the vote' }).click();
  await expect(alone).toBeVisible();
  // With another's ballot beside it, it is nobody's.
  const other = await TakingPart.enter(server, room, 'join', 'Pekka');
  await other.does({ do: 'vote', round: 1, item: 'bread', count: 1 });
  await expect(alone).toHaveCount(0);
  await expect(page.getByText('The vote closes and everyone sees what came of it.')).toBeVisible();
  await expect(voter.getByText('So far you are the only one who has voted.')).toHaveCount(0);
  other.leave();
});
