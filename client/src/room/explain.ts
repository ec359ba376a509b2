// Says why something may not be done, for all to see: whoever tries again while it stands there has been told.

import { dismiss, messages, tell } from '../messages/messages';

let last: number | null = null;

export function explain(text: string): void {
  if (!messages().some((message) => message.text === text)) last = tell(text);
}

/** Other rights hold: what was said of those before is not so any more. */
export function explainNoMore(): void {
  if (last !== null) dismiss(last);
  last = null;
}
