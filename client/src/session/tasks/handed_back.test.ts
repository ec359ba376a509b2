import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { dismiss, messages } from '../../messages/messages';
import type { Draft } from '../../protocol/session';
import type { Session } from '../session';
import { draft, ME } from '../session_for_tests';
import { followHandedBack, isHandedBack, tellSent } from './handed_back';

/** A page that follows one's own notes: `now` says which lie there. */
function following() {
  const [drafts, setDrafts] = createSignal<readonly Draft[]>([]);
  const [ofProxy, setOfProxy] = createSignal<readonly Draft[]>([]);
  const own = () =>
    new Map([
      [ME, { drafts: drafts() }],
      ['proxy', { drafts: ofProxy() }],
    ]);
  const gone: string[] = [];
  let looked = 0;
  const state = () => ({ own: own() });
  const session = { me: ME, state, refused: () => 0 } as unknown as Session;
  const leave = createRoot((dispose) => {
    followHandedBack(
      session,
      (some) => gone.push(...some.map(({ id }) => id)),
      () => {
        looked += 1;
      },
    );
    return dispose;
  });
  return {
    now: (...all: Draft[]) => setDrafts(all),
    ofProxy: (...all: Draft[]) => setOfProxy(all),
    gone,
    looked: () => looked,
    leave,
  };
}

const texts = () => messages().map(({ text }) => text);
const offered = (id: string): Draft => ({ ...draft(id), offered: true });

test('that notes were sent is said while one of them waits, and no more once all are let in or handed back', () => {
  const { now, gone, leave } = following();
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
  expect(gone).toEqual(['a', 'b']);
  leave();
});

test('what was sent for somebody else is followed like one’s own', () => {
  const { ofProxy, gone, looked, leave } = following();
  for (const { id } of messages()) dismiss(id);
  ofProxy(offered('p'), offered('q'));
  tellSent(['p', 'q']);
  ofProxy(draft('p'));
  expect([texts(), isHandedBack('p'), gone]).toEqual([['offering.handedBackTold'], true, ['q']]);
  messages()[0]?.action?.run();
  expect(looked()).toBe(1);
  leave();
});
