import { expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { testBoard } from '../board/document/board_for_tests';
import { OWN, removeNotes } from '../board/document/edits';
import type { OpenBoard } from '../board/open_board';
import { messages } from '../messages/messages';
import type { Command } from '../protocol/session';
import type { Session } from '../session/session';
import { side } from '../side/side';
import type { BinItem } from './answers';
import { presentIn } from './moment';
import { putBackFromBin } from './restoring';
import { forgetWhatIsBack, tellTakenAway, tellWhatChanged } from './telling';

/** Answers these for what is asked over HTTP. */
function answering(answers: ReadonlyMap<string, unknown>): void {
  vi.stubGlobal('document', { baseURI: 'http://picnic.example/' });
  vi.stubGlobal('fetch', async (url: URL) => {
    const [, answer] = [...answers].find(([path]) => url.pathname.endsWith(path)) ?? [];
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  });
}

function toldIn(doc: Y.Doc) {
  const sent: Command[] = [];
  const session = {
    room: 'room',
    me: 'eva',
    nowMs: () => 10,
    send: async (command: Command) => {
      sent.push(command);
      return null;
    },
  } as unknown as Session;
  const change: OpenBoard['change'] = (make) => {
    doc.transact(() => make(doc), OWN);
    return () => true;
  };
  const marked: string[] = [];
  const board = {
    change,
    showMarked(ids: readonly string[]) {
      marked.push(...ids);
      return () => marked.splice(0, ids.length);
    },
  } as unknown as OpenBoard;
  const leaving: (() => void)[] = [];
  const whenLeft = (leave: () => void) => void leaving.push(leave);
  return { sent, marked, leaving, told: { session, board: () => board, nameOf: () => 'Otso', whenLeft } };
}

test('the batch that a message is about comes back at once, and that is told', async () => {
  const { doc, note } = testBoard();
  for (const id of ['n1', 'n2', 'n3']) note(id, 0, 0);
  const before = presentIn(doc);
  removeNotes(doc, ['n1', 'n2', 'n3']);
  const items: BinItem[] = ['n1', 'n2', 'n3'].map((key, id) => ({
    id,
    root: 'notes',
    key,
    whole: true,
    fields: Object.fromEntries(before.notes.get(key) ?? []),
    by: 'otso',
    atMs: 0,
    batch: key === 'n3' ? 8 : 7,
  }));
  answering(new Map([['/bin', { items }]]));
  const { told, sent } = toldIn(doc);
  tellTakenAway(told, { type: 'takenAway', batch: 7, count: 2, by: 'otso' });
  messages().at(-1)?.action?.run();
  await vi.waitFor(() => expect(sent).toEqual([{ do: 'tellPutBack', count: 2, atMs: null }]));
  expect([...presentIn(doc).notes.keys()].sort()).toEqual(['n1', 'n2']);
});

test('of what somebody else put back the message goes, and one of what is still in the bin stays', async () => {
  const { told } = toldIn(testBoard().doc);
  const stand = () => messages().filter(({ text }) => text === 'history.takenAwayBy').length;
  tellTakenAway(told, { type: 'takenAway', batch: 21, count: 11, by: 'otso' });
  tellTakenAway(told, { type: 'takenAway', batch: 22, count: 12, by: 'otso' });
  answering(new Map([['/bin', { items: [{ batch: 22 }] }]]));
  await forgetWhatIsBack(told);
  expect(stand()).toBe(1);
  answering(new Map([['/bin', { items: [] }]]));
  await forgetWhatIsBack(told);
  expect(stand()).toBe(0);
});

test('twenty clusters come back with their notes by what the bin says, and nothing more is asked of the server', async () => {
  const { doc, note, cluster, membership } = testBoard();
  const ids = Array.from({ length: 20 }, (_, index) => index);
  for (const index of ids) {
    cluster(`c${index}`, `title ${index}`);
    note(`n${index}`, 0, 0, `c${index}`);
  }
  const before = presentIn(doc);
  const items = ids.map((id) => ({
    id,
    root: 'clusters',
    key: `c${id}`,
    whole: true,
    fields: Object.fromEntries(before.clusters.get(`c${id}`) ?? []),
    members: [`n${id}`],
    atMs: 0,
    batch: 7,
  }));
  doc.transact(() => {
    for (const { key } of items) doc.getMap('clusters').delete(key);
  });
  for (const id of ids) doc.getMap<Y.Map<unknown>>('notes').get(`n${id}`)?.set('cluster', null);
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  const { told } = toldIn(doc);
  expect(putBackFromBin(told.board(), told.session, items)).toBe(40);
  expect(membership()).toEqual(Object.fromEntries(ids.map((id) => [`n${id}`, `c${id}`])));
  expect(fetch).not.toHaveBeenCalled();
});

test('who comes back is told of changes, and of nothing where there are none', async () => {
  const { doc, note } = testBoard();
  note('n1', 0, 0);
  const then = Object.fromEntries(
    [...presentIn(doc).notes].map(([id, fields]) => [id, Object.fromEntries(fields)]),
  );
  answering(
    new Map([
      [
        '/history',
        { frames: [{ fromMs: 1, atMs: 1, phase: null, people: [], notes: then }], keptDays: null },
      ],
    ]),
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { told, marked, leaving } = toldIn(doc);
  const count = messages().length;
  await tellWhatChanged(told, 5, doc);
  expect(messages().length).toBe(count);
  note('n2', 0, 0);
  await tellWhatChanged(told, 5, doc);
  expect(messages().at(-1)?.text).toBe('history.away');
  expect(messages().at(-1)?.action?.label).toBe('history.look');
  // What is new is marked where it lies, for a while.
  messages().at(-1)?.action?.run();
  expect([marked, side()]).toEqual([['n2'], null]);
  marked.push('shown from the sheet since');
  vi.advanceTimersByTime(60_000);
  expect(marked.splice(0)).toEqual(['shown from the sheet since']);
  // Where the room is left meanwhile nothing is unmarked on a board that is closed.
  await tellWhatChanged(told, 5, doc);
  messages().at(-1)?.action?.run();
  for (const leave of leaving) leave();
  vi.advanceTimersByTime(60_000);
  expect(marked.splice(0)).toEqual(['n2']);
  // What is gone lies nowhere: the past shows it.
  removeNotes(doc, ['n1', 'n2']);
  await tellWhatChanged(told, 5, doc);
  messages().at(-1)?.action?.run();
  expect([marked, side()]).toEqual([[], 'history']);
  vi.useRealTimers();
});
