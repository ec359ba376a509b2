// The basket of somebody who may not change it now: their own words, to read and to copy.

import './unfolding.css';
import './kept_row.css';
import { Key } from '@solid-primitives/keyed';
import Copy from 'lucide-solid/icons/copy';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { Show } from 'solid-js';
import { copyTelling } from '../../copying';
import { t } from '../../i18n';
import type { Draft } from '../../protocol/session';
import { shortened } from '../words';

/** `hint` says what becomes of it, `title` what it is where it is nobody's basket any more. */
export function BasketToRead(props: {
  drafts: readonly Draft[];
  title?: string | undefined;
  hint: string;
  open?: boolean;
}) {
  return (
    <Show when={props.drafts.length > 0}>
      <details
        class="task-kept"
        open={props.open === true}
        data-testid="basket-to-read"
        data-focus-after=".task-sheet"
      >
        <summary>
          <ShoppingBasket size={18} aria-hidden="true" />
          {props.title ?? t('tasks.stillInBasket')} · {t('tasks.notes', { count: props.drafts.length })}
        </summary>
        <p class="task-quiet">{props.hint}</p>
        <ul class="task-list">
          <Key each={props.drafts} by="id">
            {(draft) => (
              <li class="task-said task-said-row">
                <p class="task-kept-text" dir="auto">
                  {draft().text}
                </p>
                <button
                  type="button"
                  class="button button-icon"
                  aria-label={t('tasks.copyNamed', { text: shortened(draft().text) })}
                  title={t('tasks.copy')}
                  onClick={() => void copyTelling(draft().text)}
                >
                  <Copy size={20} aria-hidden="true" />
                </button>
              </li>
            )}
          </Key>
        </ul>
        <Show when={props.drafts.length > 1}>
          <button
            type="button"
            class="button task-kept-all"
            onClick={() => void copyTelling(props.drafts.map(({ text }) => text).join('\n'))}
          >
            {t('tasks.copyAll')}
          </button>
        </Show>
      </details>
    </Show>
  );
}
