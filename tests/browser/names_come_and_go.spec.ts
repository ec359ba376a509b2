// Promise: what was written without a name stays so when names come, and what is written without one says nothing of what was written
// under a name before, also where the switch comes in the middle of a sentence.

import { expect } from '@playwright/test';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { TakingPart } from '../stage/taking_part.ts';

for (const anonymous of [true, false]) {
  for (const isBegun of [true, false]) {
    const where = isBegun ? 'begun before' : 'added to an older one after';
    test(`a sentence ${where} names ${anonymous ? 'come' : 'go'} leads to nothing else that its writer writes`, async ({
      server,
      people,
      peers,
    }) => {
      const cluster = phase({ kind: 'cluster' });
      const room = await server.makeRoom({ plan: { anonymous, phases: [cluster], sections: [] } });
      const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      await facilitator.goTo('cluster');
      const board = await peers.join(server, room);
      const { page, person } = await enterAs(people, room.links.join, 'Sven');
      const write = async (words: string) => {
        await page.getByRole('button', { name: 'New note', exact: true }).click();
        await expect(person.editor).toBeFocused();
        await page.keyboard.type(words);
      };
      await write('before');
      if (!isBegun) await page.keyboard.press('Escape');
      await person.reads('saved');
      await facilitator.does({ do: 'setAnonymous', anonymous: !anonymous });
      await expect
        .poll(() => page.evaluate(() => document.querySelectorAll('.message').length))
        .toBeGreaterThan(0);
      if (!isBegun) {
        await write('between');
        await page.keyboard.press('Escape');
        await person.note(noteOf(board.doc, 'before')).dblclick();
        await page.keyboard.press('Control+End');
      }
      await page.keyboard.type(' tail');
      await expect.poll(() => writersOf(board.doc, 'before tail').size).toBeGreaterThan(1);
      await page.keyboard.press('Tab');
      await page.keyboard.type('after');
      await page.keyboard.press('Escape');
      await expect.poll(() => writersOf(board.doc, 'after').size).toBeGreaterThan(0);
      const old = writersOf(board.doc, 'before tail');
      for (const words of ['after', ...(isBegun ? [] : ['between'])]) {
        const both = [...writersOf(board.doc, words)].filter((writer) => old.has(writer));
        expect(both, words).toEqual([]);
      }
      facilitator.leave();
    });
  }
}

function noteOf(doc: Y.Doc, words: string): string {
  for (const [id, note] of doc.getMap('notes').entries()) {
    if (note instanceof Y.Map && String(note.get('text')) === words) return id;
  }
  throw new Error(`no note ${words}`);
}

/** The Yjs client ids under which a note was made and its text written. */
function writersOf(doc: Y.Doc, words: string): Set<number> {
  const writers = new Set<number>();
  for (const note of doc.getMap('notes').values()) {
    const text = note instanceof Y.Map ? note.get('text') : undefined;
    if (!(text instanceof Y.Text) || text.toString() !== words) continue;
    const made = (note as Y.Map<unknown>)._item;
    if (made !== null) writers.add(made.id.client);
    for (let item = text._start; item !== null; item = item.right) writers.add(item.id.client);
  }
  return writers;
}
