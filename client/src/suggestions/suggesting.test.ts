import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testBoard } from '../board/document/board_for_tests';
import { undoOf } from '../board/document/undo';
import { May } from '../board/rights/may';
import { standingForTests } from '../board/rights/standing_for_tests';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import { wordsInStorage } from '../half_written/in_storage';
import type { Ask, Suggestions } from '../protocol/suggestions';
import { storageInMemory } from '../storage_in_memory';
import type { SuggestedCluster } from './proposal';
import { createSuggesting, type Suggesting } from './suggesting';

const NOTES = ['n0', 'n1', 'n2', 'n3'];

const { askFor } = vi.hoisted(() => ({ askFor: vi.fn() }));
vi.mock('./ask', () => ({ askFor }));

/** What a server might say: two clusters that it found, or all notes under the first title. */
function answerTo({ into }: Ask): Suggestions {
  const suggested = (title: string, notes: readonly number[]) => ({
    title,
    members: notes.map((note): [number, number] => [note, 80]),
    words: [],
    middle: null,
  });
  const sorted = into?.map(({ title }, index) => suggested(title, index === 0 ? [0, 1, 2, 3] : []));
  const found = [suggested('Snow', [0, 1]), suggested('Lunch', [2, 3])];
  const cuts = [{ piles: sorted ?? found, alone: [] }];
  return { basis: 'words', sureFrom: 60, notes: NOTES, cuts, best: 0, alike: [] };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  askFor.mockImplementation(async (_room: string, ask: Ask) => ({ ok: true, suggestions: answerTo(ask) }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function panel() {
  const board = testBoard();
  for (const [index, id] of NOTES.entries()) board.note(id, index * 300, 0);
  const undo = undoOf(board.doc);
  let ids = 0;
  const store = createHalfWritten({
    me: 'eva',
    storage: wordsInStorage('room', 'eva', 'page'),
    nowMs: () => ++ids,
    newId: () => `id-${++ids}`,
  });
  const tellKept = vi.fn();
  const may = new May({ ...board, sections: () => [] }, standingForTests);
  const document = { ...board, may, undo, page: { tellKept } };
  const [suggesting, close] = createRoot((dispose) => [createSuggesting(document, 'room', store), dispose]);
  return { board, undo, store, suggesting, tellKept, close };
}

/** The cluster of that title, whatever was answered meanwhile. */
async function suggestedOf(suggesting: Suggesting, title: string): Promise<SuggestedCluster> {
  await vi.runAllTimersAsync();
  const suggested = suggesting.proposal().clusters.find((one) => one.title === title);
  if (suggested === undefined) throw new Error(`no suggestion ${title}`);
  return suggested;
}

/** As its field does: each stroke, and the whole when it is left. */
async function writeTitle(suggesting: Suggesting, before: string, ...strokes: string[]): Promise<void> {
  const suggested = await suggestedOf(suggesting, before);
  for (const title of strokes) suggesting.titles.write(suggested, title);
  suggesting.retitle(suggested.key, strokes.at(-1) ?? '');
}

const listed = (store: HalfWrittenStore) => store.unseen().map(({ words }) => words.title);

function afterClosing(suggesting: Suggesting, store: HalfWrittenStore) {
  suggesting.titles.leave();
  return listed(store);
}

test('a title that says again what was written there before is kept; one that says what was proposed is not', async () => {
  const { suggesting, store } = panel();
  suggesting.choose('find');
  await writeTitle(suggesting, 'Snow', 'Winter');
  await writeTitle(suggesting, 'Winter', 'Winters', 'Winter');
  await writeTitle(suggesting, 'Lunch', 'Lunches');
  await writeTitle(suggesting, 'Lunches', 'Lunch');
  expect(afterClosing(suggesting, store)).toEqual(['Winter']);
});

test('a title for a new cluster that says again what it said is kept, also when notes were sorted under it', async () => {
  const { suggesting, store } = panel();
  suggesting.choose('sort');
  suggesting.write('Winter');
  await writeTitle(suggesting, 'Winter', 'Winters', 'Winter');
  await writeTitle(suggesting, 'Winter', 'Winter w');
  await writeTitle(suggesting, 'Winter w', 'Winter we', 'Winter w');
  expect(afterClosing(suggesting, store)).toEqual(['Winter w']);
});

test('what was written for a suggested cluster that was found is not taken for another one’s that is found later', async () => {
  const { suggesting, store } = panel();
  suggesting.choose('find');
  await writeTitle(suggesting, 'Snow', 'Book cl');
  const before = await suggestedOf(suggesting, 'Book cl');
  expect(suggesting.choose('sort')).toBe(true);
  expect(listed(store)).toEqual(['Book cl']);
  expect(suggesting.choose('find')).toBe(false);
  const another = await suggestedOf(suggesting, 'Snow');
  expect(another.cluster).not.toBe(before.cluster);
  suggesting.acceptOne(another);
  suggesting.reject(await suggestedOf(suggesting, 'Lunch'));
  expect(listed(store)).toEqual(['Book cl']);
});

test('a title for a new cluster stays with the panel while clusters are looked for', async () => {
  const { suggesting, store } = panel();
  suggesting.choose('sort');
  suggesting.write('Winter');
  await writeTitle(suggesting, 'Winter', 'Winters');
  expect(suggesting.choose('find')).toBe(false);
  suggesting.choose('sort');
  suggesting.acceptOne(await suggestedOf(suggesting, 'Winters'));
  expect(afterClosing(suggesting, store)).toEqual([]);
});

test('a title on the board is not kept, and is again once its cluster is taken back', async () => {
  const { board, undo, suggesting, store } = panel();
  suggesting.choose('find');
  await writeTitle(suggesting, 'Snow', 'Winter');
  suggesting.acceptOne(await suggestedOf(suggesting, 'Winter'));
  expect([...board.clusters.all()].map(({ title }) => title)).toEqual(['Winter']);
  expect(afterClosing(suggesting, store)).toEqual([]);
  undo.undo();
  expect(listed(store)).toEqual(['Winter']);
  undo.redo();
  expect(listed(store)).toEqual([]);
});

test('a title on the board is kept again, and that is told, when all that was accepted is undone after the panel was closed', async () => {
  const { board, undo, suggesting, store, tellKept, close } = panel();
  suggesting.choose('find');
  await writeTitle(suggesting, 'Snow', 'Winter');
  suggesting.acceptAll();
  expect(afterClosing(suggesting, store)).toEqual([]);
  close();
  undo.undo();
  expect(listed(store)).toEqual(['Winter']);
  expect(tellKept).toHaveBeenCalledTimes(1);
  undo.redo();
  expect(listed(store)).toEqual([]);
  // Whoever takes the cluster away later means its title too.
  for (const { id } of [...board.clusters.all()]) board.doc.getMap('clusters').delete(id);
  expect(listed(store)).toEqual([]);
});

test('a title whose suggested cluster came to nothing is kept', async () => {
  const { board, suggesting, store } = panel();
  suggesting.choose('find');
  await writeTitle(suggesting, 'Snow', 'Winter');
  const suggested = await suggestedOf(suggesting, 'Winter');
  board.cluster('hand', 'By hand');
  suggesting.acceptOne({ ...suggested, notes: [] });
  expect(afterClosing(suggesting, store)).toEqual(['Winter']);
});
