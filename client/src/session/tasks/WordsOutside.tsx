// What somebody has who had to leave the room they were in: their basket to read, and words that were half-written.

import { t } from '../../i18n';
import { useSession } from '../session';
import { nameIn } from '../words';
import { BasketToRead } from './BasketToRead';
import { HalfWrittenOutside } from './HalfWrittenOutside';

/** `removed` where somebody put them out of the room: then their basket waits there. */
export default function WordsOutside(props: { removed: boolean }) {
  const session = useSession();
  const basket = () => session.state()?.own.get(session.me)?.drafts ?? [];
  return (
    <>
      <BasketToRead
        drafts={basket()}
        hint={t(props.removed ? 'tasks.basketOutside' : 'tasks.basketOutsideUnknown')}
        open
      />
      <HalfWrittenOutside nameOf={(who) => nameIn(session.state()?.people ?? [], who)} />
    </>
  );
}
