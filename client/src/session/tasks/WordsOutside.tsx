// Words that were half-written when their writer had to leave the room: whoever is in the middle of a sentence ends it here.

import './sheet.css';
import { Key } from '@solid-primitives/keyed';
import Copy from 'lucide-solid/icons/copy';
import { createMemo, createUniqueId, Show } from 'solid-js';
import { copyTelling } from '../../copying';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { shortened } from '../words';
import { KeptFields } from './KeptFields';
import { fieldsOf, nameOfKind, textOf } from './kept';

export default function WordsOutside() {
  const store = useHalfWritten();
  const heading = createUniqueId();
  const entries = createMemo(() => store.unseen().filter(({ kind }) => fieldsOf(kind).length > 0));
  return (
    <Show when={entries().length > 0}>
      <section class="wrong-words panel" aria-labelledby={heading} data-focus-region>
        <h2 id={heading} tabindex="-1">
          {t('tasks.unfinished', { count: entries().length })}
        </h2>
        <p class="task-quiet">{t(store.isKept() ? 'tasks.unfinishedWhere' : 'tasks.unfinishedInTab')}</p>
        <ul class="task-list">
          <Key each={entries()} by="id">
            {(one) => (
              <li class="task-said" data-kept={one().kind}>
                <p class="task-kept-what">{t(nameOfKind(one().kind, true))}</p>
                <KeptFields one={one()} name={t(nameOfKind(one().kind, true))} />
                <div class="task-buttons task-kept-buttons">
                  <button
                    type="button"
                    class="button button-icon"
                    aria-label={t('tasks.copyNamed', { text: shortened(textOf(one())) })}
                    title={t('tasks.copy')}
                    onClick={() => void copyTelling(textOf(one()))}
                  >
                    <Copy size={20} aria-hidden="true" />
                  </button>
                </div>
              </li>
            )}
          </Key>
        </ul>
      </section>
    </Show>
  );
}
