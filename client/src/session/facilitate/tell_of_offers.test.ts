import { createRoot, createSignal } from 'solid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { dismiss, messages } from '../../messages/messages';
import type { Offer } from '../../protocol/session';
import { closeSide, openSide } from '../../side/side';
import type { SessionState } from '../session';
import { draft, stateOf, WHOLE } from '../session_for_tests';
import { tellOfOffers } from './tell_of_offers';

afterEach(() => vi.useRealTimers());

const offers = (count: number): Offer[] =>
  Array.from(
    { length: count },
    (_, index) => ({ draft: draft(`d${index}`), who: 'aino' }) as unknown as Offer,
  );

test('that a note waits for a nod is said when the first comes, and no more once the panel shows it or none waits', async () => {
  const [state, setState] = createSignal<SessionState | null>(null);
  const wait = (count: number) => setState({ ...stateOf(WHOLE), offers: offers(count) });
  const told = () => messages().map(({ text }) => text);
  const dispose = createRoot((end) => {
    tellOfOffers({ state });
    return end;
  });
  await Promise.resolve();
  wait(1);
  expect(told()).toEqual(['planning.offers']);
  wait(2);
  expect(told()).toEqual(['planning.offers']);
  wait(0);
  wait(1);
  expect(told()).toEqual(['planning.offers']);
  openSide('workshop');
  expect(told()).toEqual([]);
  closeSide('workshop');
  wait(0);
  wait(1);
  wait(0);
  expect(told()).toEqual([]);
  wait(1);
  dispose();
  expect(told()).toEqual([]);
});

test('who put the message away, or let it go, hears of the next that comes, at most once a minute', async () => {
  vi.useFakeTimers();
  const [state, setState] = createSignal<SessionState | null>(null);
  const wait = (count: number) => setState({ ...stateOf(WHOLE), offers: offers(count) });
  const told = () => messages().map(({ text }) => text);
  const dispose = createRoot((end) => {
    tellOfOffers({ state });
    return end;
  });
  await Promise.resolve();
  wait(2);
  for (const { id } of messages()) dismiss(id);
  wait(3);
  wait(4);
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(59_000);
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(told()).toEqual(['planning.offers']);
  // It goes by itself, and long after that another comes.
  vi.advanceTimersByTime(600_000);
  expect(told()).toEqual([]);
  wait(5);
  expect(told()).toEqual(['planning.offers']);
  // What is let in meanwhile is said no more.
  for (const { id } of messages()) dismiss(id);
  wait(6);
  wait(0);
  vi.advanceTimersByTime(600_000);
  expect(told()).toEqual([]);
  dispose();
});
