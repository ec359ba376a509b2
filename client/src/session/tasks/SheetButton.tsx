// Where the sheet was put away, one button opens it again and says what is there.

import PanelLeftOpen from 'lucide-solid/icons/panel-left-open';
import { t } from '../../i18n';
import type { Phase } from '../../protocol/session';
import { ballotIn } from '../fold';
import { useTask } from './task';

export function SheetButton(props: { phase: Phase; onOpen(): void; ref(button: HTMLButtonElement): void }) {
  const task = useTask();
  const words = () => {
    const heading = t(`tasks.heading_${props.phase.kind}`);
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
  return (
    <button type="button" class="task-button button" ref={props.ref} onClick={() => props.onOpen()}>
      <PanelLeftOpen size={20} aria-hidden="true" />
      {words()}
    </button>
  );
}
