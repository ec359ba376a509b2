// Says why something may not be done, for all to see: whoever tries again while it stands there has been told.

import { dismiss, messages, tell } from '../messages/messages';

/** What was said under the rights that hold now; some of it may have gone by itself. */
const said = new Set<number>();

export function explain(text: string): void {
  if (!messages().some((message) => message.text === text)) said.add(tell(text));
}

/** Other rights hold: what was said of those before is not so any more. */
export function explainNoMore(): void {
  for (const message of said) dismiss(message);
  said.clear();
}
