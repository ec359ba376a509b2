// What every task needs: the session, for whom one acts, and the board beside it.

import { createContext, createMemo, createSignal, useContext } from 'solid-js';
import { t } from '../../i18n';
import { refuse } from '../../messages/messages';
import type { Command, ElementId, ParticipantId, Person, RefusalCode } from '../../protocol/session';
import { EMPTY_OWN } from '../fold';
import type { OwnState, Session, SessionState } from '../session';
import { nameIn } from '../words';
import type { BoardItems } from './board_items';
import { proxiesOf } from './whose';

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

/** For whom one acts, and for whom one could. */
export interface Acting {
  who(): ParticipantId;
  choose(who: ParticipantId): void;
  /** Those for whom I act, who have no device. */
  proxies(): readonly Person[];
}

export function createActing(session: Session, state: () => SessionState): Acting {
  const [chosen, choose] = createSignal(session.me);
  const proxies = createMemo(() => proxiesOf(state(), session.me, session.role() === 'facilitator'));
  // Whom one may not act for any more is let go.
  const who = createMemo(() => (proxies().some(({ id }) => id === chosen()) ? chosen() : session.me));
  return { who, choose, proxies };
}

/** A task of one person: what it sends late is still theirs. */
export function createTask(
  session: Session,
  board: BoardItems,
  state: () => SessionState,
  who: ParticipantId,
): Task {
  async function ask(command: Command, as: ParticipantId | undefined): Promise<boolean> {
    const refusal = await session.send(command, as);
    if (refusal !== null) refuse(refusalText(refusal));
    return refusal === null;
  }

  return {
    session,
    board,
    state,
    who,
    own: () => state().own.get(who) ?? EMPTY_OWN,
    does: (command) => ask(command, who === session.me ? undefined : who),
    doesMyself: (command) => ask(command, undefined),
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
export function refusalText(code: RefusalCode): string {
  return t(`tasks.refused_${code}`);
}
