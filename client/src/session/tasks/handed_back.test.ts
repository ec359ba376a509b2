import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { messages } from '../../messages/messages';
import type { Draft } from '../../protocol/session';
import type { Session } from '../session';
import { draft, ME } from '../session_for_tests';
import { followHandedBack, isHandedBack, tellSent } from './handed_back';

/** A page that follows one's own notes: `now` says which lie there. */
function following() {
  const [drafts, setDrafts] = createSignal<readonly Draft[]>([]);
  const state = () => ({ own: new Map([[ME, { drafts: drafts() }]]) });
  const session = { me: ME, state, refused: () => 0 } as unknown as Session;
  const leave = createRoot((dispose) => {
    followHandedBack(session);
    return dispose;
  });
  return { now: (...all: Draft[]) => setDrafts(all), leave };
}

const texts = () => messages().map(({ text }) => text);
const offered = (id: string): Draft => ({ ...draft(id), offered: true });

test('that notes were sent is said while one of them waits, and no more once all are let in or handed back', () => {
  const { now, leave } = following();
  now(offered('a'));
  tellSent(['a']);
  now(offered('a'), offered('b'));
  tellSent(['b']);
  expect(texts()).toEqual(['offering.sent']);
  // One is let in.
  now(offered('b'));
  expect(texts()).toEqual(['offering.sent']);
  now(draft('b'));
  expect([texts(), isHandedBack('b')]).toEqual([['offering.handedBackTold'], true]);
  now(offered('b'));
  tellSent(['b']);
  now();
  expect(texts()).toEqual(['offering.handedBackTold']);
  leave();
});
