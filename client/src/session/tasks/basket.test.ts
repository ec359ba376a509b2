import { describe, expect, test } from 'vitest';
import { DRAFTS_IN_BASKET_MAX, type DraftId, NOTE_CHARS_MAX } from '../../protocol/session';
import { draftOf, draftsPasted, following, inCommands, movedTo, stepped } from './basket';

const PAPER = { color: 'blue', section: null } as const;

function counting(): () => DraftId {
  let last = 0;
  return () => `draft-${++last}`;
}

describe('what is typed', () => {
  test('is one draft, with its lines', () => {
    expect(draftOf('  one\ntwo ', PAPER, 0, counting())).toEqual({
      drafts: [{ id: 'draft-1', text: 'one\ntwo', color: 'blue', section: null, held: false }],
    });
  });

  test('is not kept when it says nothing, is too long, or the basket is full', () => {
    expect(draftOf(' \n', PAPER, 0, counting())).toEqual({ not: 'empty' });
    expect(draftOf('ä'.repeat(NOTE_CHARS_MAX + 1), PAPER, 0, counting())).toEqual({ not: 'tooLong' });
    expect(draftOf('one', PAPER, DRAFTS_IN_BASKET_MAX, counting())).toEqual({ not: 'tooMany' });
  });
});

describe('what is pasted', () => {
  test('is a draft a line, without bullets and empty lines', () => {
    const kept = draftsPasted('- one\n\n• two\n3. three', PAPER, 0, counting());
    expect(kept !== null && 'drafts' in kept && kept.drafts.map(({ text }) => text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  test('goes into the text when it is one line', () => {
    expect(draftsPasted('one line', PAPER, 0, counting())).toBeNull();
  });

  test('is kept whole or not at all', () => {
    const lines = Array.from({ length: DRAFTS_IN_BASKET_MAX }, (_, index) => `line ${index}`).join('\n');
    expect(draftsPasted(lines, PAPER, 1, counting())).toEqual({ not: 'tooMany' });
    const kept = draftsPasted(lines, PAPER, 0, counting());
    const drafts = kept !== null && 'drafts' in kept ? kept.drafts : [];
    expect(inCommands(drafts).map((command) => command.length)).toEqual([100, 100]);
    expect(inCommands(drafts).flat()).toEqual(drafts);
  });
});

describe('the order', () => {
  const order = ['a', 'b', 'c', 'd'];

  test('changes by one place up or down, and not past its ends', () => {
    expect(stepped(order, 'c', -1)).toEqual({ before: 'b' });
    expect(stepped(order, 'b', 1)).toEqual({ before: 'd' });
    expect(stepped(order, 'c', 1)).toEqual({ before: null });
    expect(stepped(order, 'a', -1)).toBeNull();
    expect(stepped(order, 'd', 1)).toBeNull();
    expect(stepped(order, 'x', 1)).toBeNull();
  });

  test.each([
    ['a', 3],
    ['d', 0],
    ['b', 2],
    ['c', 1],
  ])('puts %s at %i', (draft, to) => {
    const moved = movedTo(order, draft, to);
    const rest = order.filter((other) => other !== draft);
    const at = moved?.before === null || moved === null ? rest.length : rest.indexOf(moved.before);
    expect(rest.toSpliced(at, 0, draft).indexOf(draft)).toBe(to);
  });

  test('knows what comes after', () => {
    expect(following(order, 'b')).toBe('c');
    expect(following(order, 'd')).toBeNull();
  });
});
