// Half-written words beside the page that says why there is no room to show: whoever is in the middle of a sentence ends it here.

import './sheet.css';
import { createMemo, createUniqueId, Show } from 'solid-js';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import type { ParticipantId } from '../../protocol/session';
import { HalfWrittenRow, HalfWrittenRows } from './HalfWrittenRow';
import { fieldsOf, nameOfKind } from './ways_on';

/** `nameOf` tells of somebody for whom words were written; undefined where that is no longer known. */
export function HalfWrittenOutside(props: { nameOf(who: ParticipantId): string | undefined }) {
  const store = useHalfWritten();
  const heading = createUniqueId();
  const entries = createMemo(() => store.unseen().filter((one) => fieldsOf(one).length > 0));
  const whose = (who: ParticipantId) =>
    who === store.me ? undefined : (props.nameOf(who) ?? t('tasks.somebodyElse'));
  return (
    <Show when={entries().length > 0}>
      <section class="wrong-words panel" aria-labelledby={heading} data-focus-region>
        <h2 id={heading} tabindex="-1">
          {t('tasks.halfWritten', { count: entries().length })}
        </h2>
        <HalfWrittenRows entries={entries()}>
          {(one) => (
            <HalfWrittenRow one={one()} what={t(nameOfKind(one().kind, true))} whose={whose(one().who)} />
          )}
        </HalfWrittenRows>
      </section>
    </Show>
  );
}
