// The little of Markdown that instructions need, as plain values: paragraphs, lists, bold, italic, links. Anything else is
// text, and nothing becomes HTML.

export type Inline =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'strong' | 'em'; readonly parts: readonly Inline[] }
  | { readonly is: 'link'; readonly to: string; readonly parts: readonly Inline[] };

export type Block =
  | { readonly is: 'paragraph' | 'heading'; readonly parts: readonly Inline[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const ITEM = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
/** Bold, italic or a link, whichever comes first. Each repetition is bounded, so that no text takes long. */
const INLINE =
  /\*\*([^*\n]{1,500})\*\*|__([^_\n]{1,500})__|\*([^*\s][^*\n]{0,500})\*|_([^_\s][^_\n]{0,500})_|\[([^\]\n]{1,300})\]\(([^)\s]{1,1000})\)/;

/** Reads a text. */
export function readMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let list: { ordered: boolean; items: string[] } | undefined;

  function close(): void {
    if (lines.length > 0) blocks.push({ is: 'paragraph', parts: readInline(lines.join(' ')) });
    if (list !== undefined)
      blocks.push({ is: 'list', ordered: list.ordered, items: list.items.map(readInline) });
    lines = [];
    list = undefined;
  }

  for (const line of text.split(/\r?\n/)) {
    const [, number, item] = ITEM.exec(line) ?? [];
    const [, heading] = HEADING.exec(line) ?? [];
    if (line.trim() === '') close();
    else if (item !== undefined) {
      const ordered = number !== undefined;
      if (list === undefined || list.ordered !== ordered) {
        close();
        list = { ordered, items: [] };
      }
      list.items.push(item);
    } else if (heading !== undefined) {
      close();
      blocks.push({ is: 'heading', parts: readInline(heading) });
    } else if (list !== undefined && /^\s/.test(line)) {
      list.items.push(`${list.items.pop() ?? ''} ${line.trim()}`);
    } else {
      if (list !== undefined) close();
      lines.push(line.trim());
    }
  }
  close();
  return blocks;
}

function readInline(text: string): readonly Inline[] {
  const found = INLINE.exec(text);
  if (found === null) return text === '' ? [] : [{ is: 'text', text }];
  const [whole, strong, strong_, em, em_, words, to] = found;
  const after = text.slice(found.index + whole.length);
  const inner = strong ?? strong_ ?? em ?? em_;
  const before = text.slice(0, found.index);
  return [
    ...(before === '' ? [] : [{ is: 'text', text: before } as const]),
    inner !== undefined
      ? { is: (strong ?? strong_) === undefined ? 'em' : 'strong', parts: readInline(inner) }
      : readLink(words ?? '', to ?? '', whole),
    ...readInline(after),
  ];
}

/** Only addresses of the web and of mail are links; others stay as they were written. */
function readLink(words: string, to: string, written: string): Inline {
  if (!/^(?:https?:\/\/|mailto:)/i.test(to)) return { is: 'text', text: written };
  return { is: 'link', to, parts: [{ is: 'text', text: words }] };
}
