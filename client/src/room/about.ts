// What the room is called, and whether a later version of picnic made its board.

import { createSignal } from 'solid-js';
import type * as Y from 'yjs';
import {
  hasBoardTitle,
  isNewer,
  listenToAbout,
  readBoardTitle,
  writeBoardTitle,
} from '../board/document/about';
import type { Hello } from '../protocol/session';

export interface About {
  title(): string;
  /** A later version of picnic made the board: it is shown, and not changed. */
  newer(): boolean;
  setTitle(title: string): void;
  /** The server's word counts where the board has none. */
  hear(hello: Pick<Hello, 'title' | 'schema'>): void;
}

/** `known` is the title until the board or the server says one. */
export function createAbout(doc: Y.Doc, known: string): About {
  const [title, setTitle] = createSignal(known);
  const [newer, setNewer] = createSignal(false);
  /** The form of the room's board, once the server told it. */
  let toldSchema: number | undefined;
  listenToAbout(doc, () => {
    const written = readBoardTitle(doc);
    if (written !== null) setTitle(written);
    setNewer(isNewer(doc, toldSchema));
  });
  return {
    title,
    newer,
    setTitle: (text) => writeBoardTitle(doc, text),
    hear(hello) {
      toldSchema = hello.schema;
      setNewer(isNewer(doc, toldSchema));
      if (!hasBoardTitle(doc)) setTitle(hello.title);
    },
  };
}
