// How long it stays, under what is kept.

import { Show } from 'solid-js';
import { t } from '../i18n';
import { useSession } from '../session/session';
import { type Keeping, keptWords } from './kept_words';

export function KeptFor(props: { of: Keeping }) {
  const session = useSession();
  return (
    <Show when={session.kept()}>
      {(kept) => {
        const words = () => keptWords(props.of, kept());
        return <p class="history-kept">{t(words().text, { count: words().count })}</p>;
      }}
    </Show>
  );
}
