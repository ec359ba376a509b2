// What a task's tab says: what it is, and what is left to do in it.

import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import type { Phase } from '../../protocol/session';
import { ballotIn } from '../fold';
import { useTask } from './task';
import { listedFor } from './whose';

export function TabWords(props: { phase: Phase }) {
  const task = useTask();
  const store = useHalfWritten();
  /** Put away with words in it that are not finished: the button says so. */
  const halfWritten = () => listedFor(task.session, task.state(), task.who, store.unseen()).length;
  const words = () =>
    [ofTask(), halfWritten() > 0 && t('tasks.halfWritten', { count: halfWritten() })]
      .filter(Boolean)
      .join(' · ');
  const ofTask = () => {
    const heading = t(`aroundTasks.heading_${props.phase.kind}`);
    if (props.phase.kind === 'pack') {
      return `${heading} · ${t('tasks.notes', { count: task.own().drafts.length })}`;
    }
    const left = task.own().drafts.length;
    if (props.phase.kind === 'lay' && left > 0) {
      return `${t('tasks.stillInBasket')} · ${t('tasks.notes', { count: left })}`;
    }
    const { vote } = task.state().journey;
    if (props.phase.kind === 'vote' && vote !== null) {
      return `${heading} · ${t('tasks.votesLeft', { count: ballotIn(vote, task.own().ballot).left })}`;
    }
    return heading;
  };
  return <>{words()}</>;
}
