// What lies in one's basket in a phase that asks for something else: folded to a line, changed and thrown away there, and laid where the
// others have been.

import './unfolding.css';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { Show } from 'solid-js';
import { t } from '../../i18n';
import { Basket } from './Basket';
import { BasketToRead } from './BasketToRead';
import { LayOne } from './LayOne';
import { useTask } from './task';

export function StillInBasket() {
  const task = useTask();
  const drafts = () => task.own().drafts;
  const mayLay = () => task.state().journey.laid;
  const hint = () => {
    if (mayLay()) return t('tasks.stillInBasketWhy');
    return t(drafts().every(({ held }) => held) ? 'tasks.stillInBasketOnlyMe' : 'tasks.packSecret');
  };
  return (
    <Show
      when={task.session.role() !== 'viewer'}
      fallback={<BasketToRead drafts={drafts()} hint={t('tasks.basketOfViewer')} />}
    >
      <Show when={drafts().length > 0}>
        <details class="task-kept" data-focus-after=".task-sheet">
          <summary>
            <ShoppingBasket size={18} aria-hidden="true" />
            {t('tasks.stillInBasket')} · {t('tasks.notes', { count: drafts().length })}
          </summary>
          <p class="task-quiet">{hint()}</p>
          <Basket
            beside={(id) => (
              <Show when={mayLay()}>
                <LayOne id={id} isOff={false} asks />
              </Show>
            )}
          />
        </details>
      </Show>
    </Show>
  );
}

/** Where a draft lies while nobody packs: its row has the focus, which presses nothing. */
export function goToDraft(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-draft="${CSS.escape(id)}"][tabindex]`);
  row?.closest('details')?.setAttribute('open', '');
  row?.focus();
}
