// What every task needs: the session, for whom one acts, and the board beside it.

import { createContext, useContext } from 'solid-js';
import { t } from '../../i18n';
import { refuse } from '../../messages/messages';
import type { Command, ElementId, ParticipantId, RefusalCode } from '../../protocol/session';
import { EMPTY_OWN } from '../fold';
import { lateText } from '../late_refusal';
import type { OwnState, Session, SessionState } from '../session';
import { nameIn } from '../words';
import type { BoardItems } from './board_items';

export interface Task {
  readonly session: Session;
  readonly board: BoardItems;
  state(): SessionState;
  /** Whose things the task is about: mine, or a proxy's for whom I act. It never changes. */
  readonly who: ParticipantId;
  own(): OwnState;
  /** Asks for a change for whom one acts, says why if it was refused, and whether it was done. */
  does(command: Command): Promise<boolean>;
  /** The same in one's own name, whoever one acts for. */
  doesMyself(command: Command): Promise<boolean>;
  /** The same for whoever it is theirs: myself, or somebody for whom I may act. */
  doesFor(whose: ParticipantId, command: Command): Promise<boolean>;
  /** The name of a person, or a friendly default. */
  nameOf(person: ParticipantId): string;
  /** A note's text or a cluster's title, on one line. */
  titleOf(element: ElementId): string;
}

export const TaskContext = createContext<Task>();

/** The task around. Throws where there is none. */
export function useTask(): Task {
  const task = useContext(TaskContext);
  if (task === undefined) throw new Error('no task around');
  return task;
}

/** A task of one person: what it sends late is still theirs. */
export function createTask(
  session: Session,
  board: BoardItems,
  state: () => SessionState,
  who: ParticipantId,
): Task {
  async function doesFor(whose: ParticipantId, command: Command): Promise<boolean> {
    const refusal = await session.send(command, whose === session.me ? undefined : whose);
    if (refusal !== null) refuse(refusalText(refusal, command));
    return refusal === null;
  }

  return {
    session,
    board,
    state,
    who,
    own: () => state().own.get(who) ?? EMPTY_OWN,
    does: (command) => doesFor(who, command),
    doesMyself: (command) => doesFor(session.me, command),
    doesFor,
    nameOf: (id) => nameIn(state().people, id),
    titleOf(element) {
      const cluster = board.cluster(element);
      if (cluster !== undefined) return cluster.title || t('clusters.untitled');
      const note = board.note(element);
      if (note === undefined) return t('tasks.gone');
      return note.text.replace(/\s+/gu, ' ').trim() || t('board.emptyNote');
    },
  };
}

/** Why something was not done, in words. */
export function refusalText(code: RefusalCode, command: Command): string {
  return t(lateText(code, command) ?? `tasks.refused_${code}`);
}
