import { describe, expect, test } from 'vitest';
import {
  afterCatchingUp,
  afterClosing,
  afterDenial,
  afterFrame,
  afterKeeping,
  afterSaved,
  hasUnsaved,
  NOTHING_TO_SAVE,
  type SavedWord,
  saidAfter,
  savedWord,
  type Told,
} from './saving';

const participant = {
  role: 'participant',
  kept: true,
  away: true,
  trying: false,
  wasLive: true,
  between: false,
  crowded: false,
  waiting: 0,
  locked: false,
} as const;

describe('the saved state', () => {
  test('is «saving» until the server has every frame on disk', () => {
    let saving = afterFrame(afterFrame(NOTHING_TO_SAVE, false), false);
    expect(savedWord(saving, 'live', participant)).toBe('saving');
    saving = afterSaved(saving, 1);
    expect(savedWord(saving, 'live', participant)).toBe('saving');
    expect(savedWord(afterSaved(saving, 2), 'live', participant)).toBe('saved');
  });

  test('is «saving» while a command waits for its answer, and «offline» without a connection', () => {
    const asking = { ...participant, waiting: 1 };
    expect(savedWord(NOTHING_TO_SAVE, 'live', asking)).toBe('saving');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', asking)).toBe('offline');
    expect(savedWord(NOTHING_TO_SAVE, 'resting', { ...asking, wasLive: false })).toBe('offline');
  });

  test('says of what a locked board does not take that it waits, and not that the page is to be loaded anew', () => {
    const refused = { ...NOTHING_TO_SAVE, refused: true };
    expect(savedWord(refused, 'live', participant)).toBe('refused');
    expect(savedWord(refused, 'live', { ...participant, locked: true })).toBe('locked');
    expect(savedWord(NOTHING_TO_SAVE, 'live', { ...participant, locked: true })).toBe('saved');
  });

  test('does not wait for a frame that held no change', () => {
    expect(savedWord(afterFrame(NOTHING_TO_SAVE, true), 'live', participant)).toBe('saved');
    const behind = afterFrame(afterFrame(NOTHING_TO_SAVE, true), false);
    expect(hasUnsaved(afterSaved(behind, 1))).toBe(true);
    expect(hasUnsaved(afterSaved(behind, 2))).toBe(false);
  });

  test('counts anew on every socket and remembers what was not acknowledged', () => {
    const lost = afterClosing(afterFrame(NOTHING_TO_SAVE, false), 1006);
    expect(lost).toMatchObject({ sent: 0, awaited: 0, saved: 0, unsent: true });
    const again = afterCatchingUp(afterFrame(lost, false), false);
    expect(hasUnsaved(again)).toBe(true);
    expect(hasUnsaved(afterSaved(again, 1))).toBe(false);
  });

  test('never says «saved» without a connection', () => {
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', participant)).toBe('offline');
    expect(savedWord(NOTHING_TO_SAVE, 'connecting', participant)).toBe('offline');
    expect(savedWord(NOTHING_TO_SAVE, 'syncing', participant)).toBe('offline');
  });

  test('says that nothing goes out any more, and whether the words are kept', () => {
    const saving = { ...NOTHING_TO_SAVE, unsent: true };
    expect(savedWord(saving, 'stopped', participant)).toBe('stopped');
    expect(savedWord(saving, 'stopped', { ...participant, kept: false })).toBe('stoppedNotKept');
  });

  test('says that other tabs hold the connections, from the first and to whoever looks on too', () => {
    const crowded = { ...participant, crowded: true };
    expect(savedWord(NOTHING_TO_SAVE, 'connecting', { ...crowded, wasLive: false })).toBe('offlineCrowded');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', { ...crowded, role: 'viewer' })).toBe('offlineCrowded');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', { ...crowded, kept: false })).toBe('offlineNotKept');
    expect(savedWord(NOTHING_TO_SAVE, 'live', crowded)).toBe('saved');
  });

  test('says when this browser keeps nothing either', () => {
    const saving = afterKeeping(NOTHING_TO_SAVE);
    expect(savedWord(saving, 'waiting', { ...participant, kept: false })).toBe('offlineNotKept');
  });

  test('says that a page is opening only until there is something to lose', () => {
    const opening = { ...participant, wasLive: false, away: false };
    expect(savedWord(NOTHING_TO_SAVE, 'resting', opening)).toBe('opening');
    expect(savedWord(NOTHING_TO_SAVE, 'connecting', opening)).toBe('opening');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', { ...opening, away: true })).toBe('offline');
    expect(savedWord(afterKeeping(NOTHING_TO_SAVE), 'connecting', opening)).toBe('offline');
  });

  test('is «opening» on the first attempt also where an earlier page kept something, unless it is in this tab alone', () => {
    const first = { ...participant, wasLive: false, away: false, trying: true };
    expect(savedWord(afterKeeping(NOTHING_TO_SAVE), 'connecting', first)).toBe('opening');
    expect(savedWord(NOTHING_TO_SAVE, 'syncing', { ...first, waiting: 1 })).toBe('opening');
    const unsent = afterKeeping(NOTHING_TO_SAVE);
    expect(savedWord(unsent, 'waiting', { ...first, trying: false })).toBe('offline');
    expect(savedWord(unsent, 'connecting', { ...first, away: true })).toBe('offline');
    expect(savedWord(unsent, 'connecting', { ...first, kept: false })).toBe('offlineNotKept');
  });

  test('says when the server cannot save, and when it can again', () => {
    const full = { ...NOTHING_TO_SAVE, working: false };
    expect(savedWord(full, 'live', participant)).toBe('serverCannotSave');
    expect(savedWord({ ...full, working: true }, 'live', participant)).toBe('saved');
  });

  test('says when a change is too large to be sent', () => {
    const saving = afterClosing(NOTHING_TO_SAVE, 1009);
    expect(savedWord(saving, 'live', participant)).toBe('tooLarge');
    expect(savedWord(afterCatchingUp(saving, false), 'live', participant)).toBe('saved');
    expect(savedWord(afterCatchingUp(saving, true), 'live', participant)).toBe('tooLarge');
  });

  test('says that the room refused until the server asks again for what it did not take', () => {
    const refused = afterDenial(afterFrame(NOTHING_TO_SAVE, false));
    expect(savedWord(refused, 'live', participant)).toBe('refused');
    const again = afterFrame(afterCatchingUp(refused, false), false);
    expect(savedWord(again, 'live', participant)).toBe('saving');
    expect(savedWord(afterSaved(again, 2), 'live', participant)).toBe('saved');
    expect(savedWord(afterDenial(again), 'live', participant)).toBe('refused');
  });

  test('says that the board is full, and not that the room refused, until the server asks again', () => {
    const unsaved = afterFrame(NOTHING_TO_SAVE, false);
    const full = afterDenial({ ...unsaved, full: true });
    expect(savedWord(full, 'live', participant)).toBe('full');
    const again = afterFrame(afterCatchingUp(full, false), false);
    expect(savedWord(again, 'live', participant)).toBe('saving');
    expect(savedWord(afterSaved(again, 2), 'live', participant)).toBe('saved');
    expect(savedWord(afterDenial(unsaved), 'live', participant)).toBe('refused');
  });

  test('says when something else answers in the server’s place, unless words are at risk', () => {
    const held = { ...participant, between: true };
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', held)).toBe('offlineBetween');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', { ...held, kept: false })).toBe('offlineNotKept');
    expect(savedWord(NOTHING_TO_SAVE, 'live', held)).toBe('saved');
  });

  test('is «opening» until it is known that the server is away: the first attempt may lack the pass', () => {
    const first = { ...participant, wasLive: false };
    for (const connection of ['connecting', 'waiting'] as const) {
      expect(savedWord(NOTHING_TO_SAVE, connection, { ...first, away: false })).toBe('opening');
      expect(savedWord(NOTHING_TO_SAVE, connection, first)).toBe('offline');
      expect(savedWord(NOTHING_TO_SAVE, connection, { ...participant, away: false })).toBe('offline');
    }
  });

  test('tells a viewer that they are watching', () => {
    const viewer = { ...participant, role: 'viewer' } as const;
    expect(savedWord(NOTHING_TO_SAVE, 'live', viewer)).toBe('viewing');
    expect(savedWord(NOTHING_TO_SAVE, 'waiting', viewer)).toBe('offlineViewing');
  });
});

describe('what is said aloud of it', () => {
  function saidOf(...words: SavedWord[]) {
    let told: Told = 'nothing';
    return words.flatMap((word) => {
      const said = saidAfter(told, word, true);
      told = said.told;
      return said.say ?? [];
    });
  }

  test('is that one is back, once it was said that one was away', () => {
    expect(saidOf('offline', 'saving', 'saved', 'saving', 'saved')).toEqual(['offline', 'back']);
    expect(saidOf('offlineNotKept', 'saved')).toEqual(['offlineNotKept', 'back']);
  });

  test('is not that everything is saved where something came too late to be taken', () => {
    expect(saidAfter('offline', 'saving', false).say).toBeNull();
    expect(saidAfter('offline', 'saved', false).say).toBe('backNotAll');
    expect(saidAfter('trouble', 'saved', false).say).toBe('saved');
  });

  test('is not that one is back where a change waited for the door or was too large', () => {
    expect(saidOf('locked', 'saving', 'saved')).toEqual(['locked', 'saved']);
    expect(saidOf('offline', 'locked', 'saved', 'saved')).toEqual(['offline', 'locked', 'saved']);
  });

  test('is nothing while there was nothing to tell', () => {
    expect(saidOf('opening', 'saving', 'saved', 'saving', 'saved')).toEqual([]);
  });
});
