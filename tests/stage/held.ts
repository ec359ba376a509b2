// A picnic that was held to its end: notes, clusters, reactions, a comment, a vote with a tie, and a commitment.

import { expect } from '@playwright/test';
import type { Language, Plan } from '../../client/src/protocol/session.ts';
import type { Peers } from './fixtures.ts';
import { phase } from './plan.ts';
import type { Room, Server } from './server.ts';
import { newId, TakingPart } from './taking_part.ts';

export const TITLE = 'Miten otamme uudet vastaan?';

const PLAN: Plan = {
  anonymous: false,
  phases: [
    phase({ kind: 'pack' }),
    phase({ kind: 'taste', comments: true }),
    phase({ kind: 'vote', on: 'clusters', budget: 4, perItemMax: 2 }),
    phase({ kind: 'take' }),
    phase({ kind: 'harvest' }),
  ],
  sections: [
    {
      id: 'soon',
      title: { fi: 'Heti ensi viikolla', sv: 'Genast nästa vecka', en: 'Right next week' },
      at: [-100, -100],
      size: [700, 500],
      color: 'teal',
    },
  ],
};

/** A room in this language whose picnic is over. */
export async function heldPicnic(server: Server, peers: Peers, language: Language): Promise<Room> {
  const room = await server.makeRoom({ title: TITLE, language, plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Aino');
  const bertil = await TakingPart.enter(server, room, 'join', 'Bertil');
  const cecilia = await TakingPart.enter(server, room, 'join', 'Cecilia');
  const writer = await peers.join(server, room);
  writer.add('a', 'Kummi ensimmäiselle viikolle', [0, 0], 'yellow');
  writer.add('b', 'Kahvit ennen kokousta\njoka aamu', [240, 0], 'pink');
  writer.add('c', 'Lounas koko tiimille', [900, 0], 'green');
  writer.add('d', 'Tervetulokirje', [900, 600], 'white');
  writer.cluster('kummit', 'Kummit', ['a', 'b']);
  writer.cluster('lounaat', 'Lounaat', ['c'], 'green');
  await expect.poll(() => harvestJson(server, room)).toContain('Tervetulokirje');

  await facilitator.goTo('taste');
  await bertil.does({ do: 'react', note: 'a', reaction: 'heart', on: true });
  await cecilia.does({ do: 'react', note: 'a', reaction: 'heart', on: true });
  await cecilia.does({ do: 'comment', comment: newId(), note: 'a', text: 'Kummi valitaan etukäteen' });
  await facilitator.goTo('vote');
  await bertil.does({ do: 'vote', round: 1, item: 'kummit', count: 2 });
  await cecilia.does({ do: 'vote', round: 1, item: 'lounaat', count: 2 });
  await facilitator.does({ do: 'closeVote', round: 1 });
  await facilitator.goTo('take');
  const commitment = {
    id: newId(),
    what: 'Kysyn kummit kokoon',
    who: 'Bertil',
    byWhen: '2027-01-31',
    target: 'kummit',
  };
  await bertil.does({ do: 'putCommitment', commitment });
  await facilitator.goTo('harvest');
  for (const person of [facilitator, bertil, cecilia]) person.leave();
  return room;
}

/** What the room gathered so far, as the page gets it. */
export async function harvestJson(server: Server, room: Room): Promise<string> {
  const address = new URL(`api/rooms/${room.room}/harvest.json?token=${room.tokens.view}`, server.url);
  return await (await fetch(address)).text();
}
