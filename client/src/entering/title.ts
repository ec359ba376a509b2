// Whether a title can be a room's title. What is too long is refused, never cut.

import { TITLE_CHARS_MAX } from '../protocol/session';
import { onOneLine } from '../visible';

export type TitleVerdict = { ok: true; title: string } | { ok: false; chars: number };

/** A title on one line, its characters counted as the server counts them. */
export function titleVerdict(written: string): TitleVerdict {
  const title = onOneLine(written);
  const chars = [...title].length;
  return chars > TITLE_CHARS_MAX ? { ok: false, chars } : { ok: true, title };
}
