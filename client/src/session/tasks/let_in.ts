// Tells a writer that a facilitator let their note onto the board, and points at it there: nobody's view is moved by that.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import { markForAWhile } from '../../board/mark_for_a_while';
import type { OpenBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { Draft } from '../../protocol/session';
import type { Session } from '../session';

/** Board and session come apart: a note that came so long before or after its draft went is not what became of it. */
const APART_MS = 10_000;
/** So many notes that came are looked through: more come at once only where a board does. */
const CAME_MAX = 200;

interface At {
  readonly atMs: number;
}

/** Until whoever calls this is cleaned up. What it returns hears of drafts that waited, and are neither there nor handed back. */
export function tellLetIn(
  session: Pick<Session, 'nowMs'>,
  board: Accessor<Pick<OpenBoard, 'notes' | 'pointAt' | 'showMarked'> | undefined>,
): (gone: readonly Draft[]) => void {
  let gone: (At & { readonly text: string })[] = [];
  let leave = () => {};
  onCleanup(() => leave());
  let came: (At & { readonly id: string; readonly text: string })[] = [];

  createEffect(() => {
    const open = board();
    if (open === undefined) return;
    const stop = open.notes.listen((ids, before) => {
      const atMs = session.nowMs();
      for (const id of ids) {
        const note = before.has(id) ? undefined : open.notes.get(id);
        if (note !== undefined) came.push({ id, text: note.text.trim(), atMs });
      }
      came = came.slice(-CAME_MAX);
      look();
    });
    onCleanup(stop);
  });

  function look(): void {
    const sinceMs = session.nowMs() - APART_MS;
    const isLate = ({ atMs }: At) => atMs < sinceMs;
    came = came.filter((one) => !isLate(one));
    gone = gone.filter((one) => !isLate(one));
    const found: string[] = [];
    gone = gone.filter(({ text }) => {
      const note = came.find((one) => one.text === text && !found.includes(one.id));
      if (note !== undefined) found.push(note.id);
      return note === undefined;
    });
    const [first] = found;
    const open = board();
    if (first === undefined || open === undefined) return;
    came = came.filter(({ id }) => !found.includes(id));
    open.pointAt(first);
    tell(
      t('offering.isIn', { count: found.length }),
      {
        label: t('offering.look'),
        run: () => {
          const now = board();
          if (now !== undefined) leave = markForAWhile(now, found);
        },
      },
      'letIn',
    );
  }

  return (drafts) => {
    const atMs = session.nowMs();
    gone.push(...drafts.map(({ text }) => ({ text: text.trim(), atMs })));
    look();
  };
}
