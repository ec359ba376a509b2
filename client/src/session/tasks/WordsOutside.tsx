// Words that were half-written when their writer had to leave the room: whoever is in the middle of a sentence ends it here.

import './sheet.css';
import { createMemo, createUniqueId, Show } from 'solid-js';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { useSession } from '../session';
import { nameIn } from '../words';
import { BasketToRead } from './BasketToRead';
import { KeptRow, KeptRows } from './KeptRow';
import { fieldsOf, nameOfKind } from './kept';

/** `removed` where somebody put them out of the room: then their basket waits there. */
export default function WordsOutside(props: { removed: boolean }) {
  const store = useHalfWritten();
  const session = useSession();
  const heading = createUniqueId();
  const entries = createMemo(() => store.unseen().filter((one) => fieldsOf(one).length > 0));
  const whose = (who: string) =>
    who === session.me ? undefined : nameIn(session.state()?.people ?? [], who);
  const basket = () => session.state()?.own.get(session.me)?.drafts ?? [];
  return (
    <>
      <BasketToRead
        drafts={basket()}
        hint={t(props.removed ? 'tasks.basketOutside' : 'tasks.basketOutsideUnknown')}
        open
      />
      <Show when={entries().length > 0}>
        <section class="wrong-words panel" aria-labelledby={heading} data-focus-region>
          <h2 id={heading} tabindex="-1">
            {t('tasks.unfinished', { count: entries().length })}
          </h2>
          <KeptRows entries={entries()}>
            {(one) => <KeptRow one={one()} what={t(nameOfKind(one().kind, true))} whose={whose(one().who)} />}
          </KeptRows>
        </section>
      </Show>
    </>
  );
}
