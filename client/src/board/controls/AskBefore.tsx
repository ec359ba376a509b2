// The question before something goes that others miss, or two clusters of a vote become one.

import '../../dialog/ask.css';
import { Show } from 'solid-js';
import { Dialog } from '../../dialog/Dialog';
import { t } from '../../i18n';
import type { TakingAway } from '../parts';

export default function AskBefore(props: { question: TakingAway; onYes(): void; onClose(): void }) {
  const { ofOthers, votedOn, votes, merging } = props.question;
  const heading = () => {
    if (merging !== undefined) return t('takeAway.merge', { count: votedOn });
    return ofOthers > 0
      ? t('takeAway.ofOthers', { count: ofOthers })
      : t('takeAway.voted', { count: votedOn });
  };

  function close(event: MouseEvent & { currentTarget: HTMLElement }): void {
    // The focus goes back to where it was: without a selection that is what goes.
    event.currentTarget.closest('dialog')?.close();
  }

  return (
    <Dialog heading={heading()} onClose={() => props.onClose()}>
      <Show
        when={merging}
        fallback={
          <>
            <p>{t('takeAway.bin')}</p>
            {ofOthers > 0 && votedOn > 0 && <p>{t('takeAway.votedToo', { count: votedOn })}</p>}
            {votedOn > 0 && <p>{t('takeAway.votesBack')}</p>}
            {votes > 0 && <p>{t('takeAway.votes', { count: votes })}</p>}
          </>
        }
      >
        {(both) => (
          <>
            {both().stays !== null && <p>{t('takeAway.votesStay', { title: both().stays ?? '' })}</p>}
            {both().goes !== null && <p>{t('takeAway.votesOfMerged', { title: both().goes ?? '' })}</p>}
          </>
        )}
      </Show>
      <div class="ask-ways">
        <button type="button" class="button" ref={(no) => queueMicrotask(() => no.focus())} onClick={close}>
          {t(merging === undefined ? 'takeAway.no' : 'takeAway.mergeNo')}
        </button>
        <button
          type="button"
          class="button"
          classList={{ 'button-danger': merging === undefined, 'button-primary': merging !== undefined }}
          onClick={(event) => {
            close(event);
            props.onYes();
          }}
        >
          {t(merging === undefined ? 'takeAway.yes' : 'takeAway.mergeYes')}
        </button>
      </div>
    </Dialog>
  );
}
