// Changes of phases that somebody took out of the plan before they were saved: to be written on, copied, or thrown away.

import './plan.css';
import { Key } from '@solid-primitives/keyed';
import { createMemo, Show } from 'solid-js';
import { copyTelling } from '../../copying';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { SessionState } from '../session';
import { HalfWrittenFields } from '../tasks/HalfWrittenFields';
import { textOf } from '../tasks/ways_on';
import { shortened } from '../words';

export function UnfinishedChanges(props: { state: SessionState }) {
  const store = useHalfWritten();
  const changes = createMemo(() =>
    store
      .unseen()
      .filter(
        ({ kind, of, aside }) => kind === 'phase' && (aside || !props.state.plan.some(({ id }) => id === of)),
      ),
  );
  return (
    <Show when={changes().length > 0}>
      <section>
        <h3>{t('planning.halfWritten')}</h3>
        <ul>
          <Key each={changes()} by="id">
            {(one) => (
              <li class="plan-unfinished">
                <p class="facilitate-muted">{one().about}</p>
                <HalfWrittenFields one={one()} name={t('planning.edit', { phase: one().about })} />
                <div class="facilitate-row">
                  <button type="button" class="button" onClick={() => void copyTelling(textOf(one()))}>
                    {t('tasks.copy')}
                  </button>
                  <button
                    type="button"
                    class="button"
                    aria-label={t('tasks.discardNamed', { text: shortened(one().about) })}
                    onClick={() => {
                      const back = store.discard(one().id);
                      tell(t('aroundTasks.discarded'), { label: t('app.undo'), run: back });
                    }}
                  >
                    {t('tasks.discard')}
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
