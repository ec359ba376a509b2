// Where the sheet was put away, one button opens it again and says what is there.

import PanelLeftOpen from 'lucide-solid/icons/panel-left-open';
import { createSignal } from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import type { Phase } from '../../protocol/session';
import { ballotIn } from '../fold';
import { useTask } from './task';
import { listedFor } from './whose';

export function SheetButton(props: { phase: Phase; onOpen(): void; ref(button: HTMLButtonElement): void }) {
  const task = useTask();
  const store = useHalfWritten();
  /** Put away with words in it that are not finished: the button says so. */
  const halfWritten = () => listedFor(task.session, task.state(), task.who, store.unseen()).length;
  const words = () =>
    [ofTask(), halfWritten() > 0 && t('tasks.halfWritten', { count: halfWritten() })]
      .filter(Boolean)
      .join(' · ');
  const ofTask = () => {
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
  return <OpenAgain words={words()} onOpen={props.onOpen} ref={props.ref} />;
}

/** `words` say what the sheet holds. */
export function OpenAgain(props: { words: string; onOpen(): void; ref(button: HTMLButtonElement): void }) {
  const [button, setButton] = createSignal<HTMLElement>();
  // On a phone it stands above the tools, in a low window at the left, else under the bar.
  keepClearOf('task tab', useBoard(), button, ({ top, right, bottom }) => {
    if (top < innerHeight / 2) return { top: bottom };
    return innerHeight > innerWidth ? { bottom: innerHeight - top } : { left: right };
  });
  return (
    <button
      type="button"
      class="task-button button"
      ref={(element) => {
        setButton(element);
        props.ref(element);
      }}
      onClick={() => props.onOpen()}
    >
      <PanelLeftOpen size={20} aria-hidden="true" />
      {props.words}
    </button>
  );
}
