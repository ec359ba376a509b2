// What somebody has who had to leave the room they were in: their basket to read, and words that were half-written.

import { Show } from 'solid-js';
import { t } from '../../i18n';
import { useSession } from '../session';
import { nameIn } from '../words';
import { BasketToRead } from './BasketToRead';
import { HalfWrittenOutside } from './HalfWrittenOutside';
import { basketOutsideKeys } from './outside';

/** `why` they had to: where somebody put them out their basket waits there, and where two were made one it is the other's. */
export default function WordsOutside(props: { why: string | undefined }) {
  const session = useSession();
  const basket = () => session.state()?.own.get(session.me)?.drafts ?? [];
  const hint = () =>
    basketOutsideKeys(basket(), props.why)
      .map((key) => t(key))
      .join(' ');
  /** A vote was open when the two were made one: the page hears nothing of it since. */
  const voted = () => props.why === 'merged' && (session.state()?.journey.vote ?? null) !== null;
  return (
    <>
      <Show when={voted()}>
        <p>{t('tasks.mergedBallot')}</p>
      </Show>
      <BasketToRead
        drafts={basket()}
        title={props.why === 'merged' ? t('tasks.basketAsItWas') : undefined}
        hint={hint()}
        open
      />
      <HalfWrittenOutside nameOf={(who) => nameIn(session.state()?.people ?? [], who)} />
    </>
  );
}
