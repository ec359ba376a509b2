// A room in a phase of a plan, with somebody in it at a screen and a facilitator without one.

import { expect, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import type { People } from './fixtures.ts';
import type { Person } from './person.ts';
import type { Room, Server } from './server.ts';
import { TakingPart } from './taking_part.ts';

export interface Scene {
  room: Room;
  facilitator: TakingPart;
  page: Page;
  person: Person;
}

/** A room with this plan, somebody in it at a screen, and a facilitator who has gone to its first phase. */
export async function scene(
  server: Server,
  people: People,
  phases: Plan['phases'],
  more: { anonymous?: boolean; sections?: Plan['sections']; options?: object } = {},
): Promise<Scene> {
  const { anonymous = false, sections = [], options = {} } = more;
  const room = await server.makeRoom({ plan: { anonymous, phases, sections } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const [first] = phases;
  if (first) await facilitator.goTo(first.id);
  const { page, person } = await enterAs(people, room.links.join, 'Aino', options);
  return { room, facilitator, page, person };
}

export async function enterAs(
  people: People,
  link: string,
  name: string,
  options: object = {},
  sign = '.task-sheet, .task-button',
) {
  const page = await people.page({ reducedMotion: 'reduce', ...options });
  await page.addInitScript((known) => localStorage.setItem('picnic.name', known), name);
  const person = await people.enter(link, undefined, page);
  await expect(page.locator(sign).first()).toBeVisible();
  return { page, person };
}
