// Says why something may not be done, for all to see: whoever tries again while it stands there has been told.

import { messages, tell } from '../messages/messages';

export function explain(text: string): void {
  if (!messages().some((message) => message.text === text)) tell(text);
}
