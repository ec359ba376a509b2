import { createRoot, createSignal } from 'solid-js';
import { beforeEach, expect, test, vi } from 'vitest';
import type { SessionState } from '../session/session';
import { person, stateOf, WHOLE } from '../session/session_for_tests';
import type { BinItem } from './answers';
import { batchesOf, beginningOf, createBin, lostToRoom, membersOf } from './bin';

const { fetchBin } = vi.hoisted(() => ({ fetchBin: vi.fn() }));
vi.mock('./answers', () => ({ fetchBin }));

beforeEach(() => {
  fetchBin.mockReset();
});

const item = (id: number, parts: Partial<BinItem> = {}): BinItem => ({
  id,
  root: 'notes',
  key: `n${id}`,
  whole: true,
  fields: {},
  atMs: 0,
  batch: id,
  ...parts,
});

/** A facilitator's bin, whose face is not shown at first. */
function binAside() {
  return createRoot((close) => {
    const [state, setState] = createSignal<SessionState | null>(stateOf({ ...WHOLE, bin: 1 }));
    const [isShown, show] = createSignal(false);
    return { bin: createBin({ room: 'room', state }, isShown), tell: setState, show, close };
  });
}

test('the bin is asked for while it is shown, and again when it has another number of things', async () => {
  fetchBin.mockResolvedValue({ items: [item(1)] });
  const { bin, tell, show } = binAside();
  tell(stateOf({ ...WHOLE, bin: 2 }));
  expect(fetchBin).not.toHaveBeenCalled();
  show(true);
  expect([bin.known(), bin.items()]).toEqual([false, []]);
  await vi.waitFor(() => expect(bin.known()).toBe(true));
  expect(bin.items()).toEqual([item(1)]);
  tell(stateOf({ ...WHOLE, bin: 2, people: [person('aino', { hand: true })] }));
  expect(fetchBin).toHaveBeenCalledTimes(1);
  tell(stateOf({ ...WHOLE, bin: 3 }));
  expect(fetchBin).toHaveBeenCalledTimes(2);
  show(false);
  tell(stateOf({ ...WHOLE, bin: 4 }));
  expect(fetchBin).toHaveBeenCalledTimes(2);
});

test('whoever put something back has the bin anew, also where as much was taken away at once', async () => {
  fetchBin.mockResolvedValueOnce({ items: [item(1)] }).mockResolvedValueOnce({ items: [item(2)] });
  const { bin, show } = binAside();
  show(true);
  await vi.waitFor(() => expect(bin.items()).toEqual([item(1)]));
  await bin.fetch();
  expect(bin.items()).toEqual([item(2)]);
});

test('what did not come leaves what was known, and an older answer does not come after a newer one', async () => {
  let late = (_answer: object) => {};
  fetchBin.mockResolvedValueOnce({ items: [item(1)] });
  const { bin, close } = binAside();
  await bin.fetch();
  fetchBin.mockImplementationOnce(() => new Promise((done) => (late = done)));
  fetchBin.mockResolvedValueOnce(undefined);
  const older = bin.fetch();
  await bin.fetch();
  late({ items: [item(2)] });
  await older;
  expect([bin.failed(), bin.items()]).toEqual([true, [item(1)]]);
  close();
});

test('what went at once stands together, newest first', () => {
  const all = [item(5, { batch: 2 }), item(4, { batch: 2 }), item(3), item(2, { batch: 2 })];
  expect(batchesOf(all).map(({ items }) => items.map(({ id }) => id))).toEqual([[5, 4, 2], [3]]);
});

test('a cluster comes with the notes in the bin that were in it, and an emptied title with none', () => {
  const all = [item(1, { fields: { cluster: 'c1' } }), item(2), item(3, { root: 'clusters', key: 'c2' })];
  const cluster = item(4, { root: 'clusters', key: 'c1' });
  expect(membersOf(cluster, all).map(({ id }) => id)).toEqual([1]);
  expect(membersOf({ ...cluster, members: ['n2', 'elsewhere'] }, all).map(({ id }) => id)).toEqual([1, 2]);
  expect(membersOf({ ...cluster, whole: false }, all)).toEqual([]);
  expect(membersOf(item(2), all)).toEqual([]);
});

test('all that is brought back is what the room lost: of what somebody took away of their own, what went beside others’', () => {
  const items = [
    item(1, { batch: 9, own: true }),
    item(2, { batch: 9, own: false }),
    item(3, { own: true }),
    item(4),
  ];
  expect(lostToRoom(items).map(({ id }) => id)).toEqual([1, 2, 4]);
});

test('of long words the beginning is shown, cut between two of them, and no character is cut in two', () => {
  expect(beginningOf('More bread')).toBe('More bread');
  expect(beginningOf('Somebody should bring bread and butter')).toBe('Somebody should…');
  expect(beginningOf('🧺'.repeat(40))).toBe(`${'🧺'.repeat(16)}…`);
});
