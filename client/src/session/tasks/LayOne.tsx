// The way of one note from its writer's basket onto the blanket, once the others have been laid.

import { createSignal, Show } from 'solid-js';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import type { DraftId } from '../../protocol/session';
import { useTask } from './task';
import { whoSees } from './WhoSees';

/** Laid for good. Who lays on their turn means it; else it is asked first, for a key pressed twice would lay it. */
export function LayOne(props: { id: DraftId; isOff: boolean; asks: boolean }) {
  const task = useTask();
  const draft = () => task.own().drafts.find(({ id }) => id === props.id);
  const [isAsked, setAsked] = createSignal(false);
  let button!: HTMLButtonElement;
  async function lay() {
    if (props.isOff) return;
    if (await task.does({ do: 'lay', drafts: [props.id] })) announce(t('tasks.laid'));
  }
  return (
    <Show when={draft()}>
      {(known) => (
        <Show
          when={isAsked()}
          fallback={
            <button
              type="button"
              class="button"
              aria-label={t('tasks.layNamed', { text: known().text })}
              aria-disabled={props.isOff}
              ref={button}
              onClick={() => {
                if (props.asks) setAsked(true);
                else void lay();
              }}
            >
              {t('tasks.lay')}
            </button>
          }
        >
          <Ask
            text={`${t('tasks.layAsk')} ${whoSees(task)}`}
            yes={t('tasks.lay')}
            onYes={() => void lay()}
            onNo={() => {
              setAsked(false);
              button.focus();
            }}
          />
        </Show>
      )}
    </Show>
  );
}
