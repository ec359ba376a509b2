import { describe, expect, test } from 'vitest';
import { readMarkdown } from './markdown';

const text = (words: string) => ({ is: 'text', text: words });

describe('instructions', () => {
  test('are paragraphs and lists', () => {
    expect(readMarkdown('First\nline.\n\n- one\n- two\n  goes on\n\n1. a\n2. b\n\nLast')).toEqual([
      { is: 'paragraph', parts: [text('First line.')] },
      { is: 'list', ordered: false, items: [[text('one')], [text('two goes on')]] },
      { is: 'list', ordered: true, items: [[text('a')], [text('b')]] },
      { is: 'paragraph', parts: [text('Last')] },
    ]);
  });

  test('may stress words and link to the web', () => {
    expect(readMarkdown('## Now\nWrite **one idea** *a note*, see [how](https://example.org/a).')).toEqual([
      { is: 'heading', parts: [text('Now')] },
      {
        is: 'paragraph',
        parts: [
          text('Write '),
          { is: 'strong', parts: [text('one idea')] },
          text(' '),
          { is: 'em', parts: [text('a note')] },
          text(', see '),
          { is: 'link', to: 'https://example.org/a', parts: [text('how')] },
          text('.'),
        ],
      },
    ]);
  });

  test('keep as text what would run or point elsewhere', () => {
    const written = '<b onclick="x()">hi</b> [press](javascript:alert(1)) [file](file:///etc)';
    const [block] = readMarkdown(written);
    expect(JSON.stringify(block)).not.toContain('link');
    expect(
      block?.is === 'paragraph' && block.parts.map((part) => part.is === 'text' && part.text).join(''),
    ).toBe(written);
  });

  test('of any text are read quickly', () => {
    const start = performance.now();
    for (const hostile of ['*', '**', '_', '[', '[a](', '- ', '1. ']) readMarkdown(hostile.repeat(4_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
