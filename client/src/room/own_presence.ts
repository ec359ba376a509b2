// What others are shown of this person: who they are, and nothing while the page is away.

import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { participantColour } from '../board/presence/colour';
import type { ParticipantId, Role } from '../protocol/session';

export interface OwnPresence {
  readonly awareness: Awareness;
  /** Tells the others who we are. */
  introduce(): void;
  /** Others see nobody here, until it is shown again. */
  hide(): void;
  show(): void;
}

export function createOwnPresence(me: ParticipantId, name: () => string, role: () => Role): OwnPresence {
  // Presence has an id of its own: what is written carries the document's, and nobody is to learn whose that is.
  const awareness = new Awareness(new Y.Doc());
  let hidden: ReturnType<Awareness['getLocalState']> = null;
  return {
    awareness,
    introduce() {
      const { ink } = participantColour(me);
      awareness.setLocalStateField('user', { id: me, name: name(), role: role(), color: ink });
    },
    hide() {
      hidden = awareness.getLocalState();
      awareness.setLocalState(null);
    },
    show() {
      if (hidden !== null) awareness.setLocalState(hidden);
    },
  };
}
