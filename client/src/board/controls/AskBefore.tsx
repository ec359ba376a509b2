// The question before something goes that others miss.

import '../../dialog/ask.css';
import { Dialog } from '../../dialog/Dialog';
import { t } from '../../i18n';
import type { TakingAway } from '../parts';

export default function AskBefore(props: { question: TakingAway; onYes(): void; onClose(): void }) {
  const { ofOthers, votedOn, votes } = props.question;
  const heading = () =>
    ofOthers > 0 ? t('takeAway.ofOthers', { count: ofOthers }) : t('takeAway.voted', { count: votedOn });

  function close(event: MouseEvent & { currentTarget: HTMLElement }): void {
    // The focus goes back to where it was: without a selection that is what goes.
    event.currentTarget.closest('dialog')?.close();
  }

  return (
    <Dialog heading={heading()} onClose={() => props.onClose()}>
      <p>{t('takeAway.bin')}</p>
      {ofOthers > 0 && votedOn > 0 && <p>{t('takeAway.votedToo', { count: votedOn })}</p>}
      {votedOn > 0 && <p>{t('takeAway.votesBack')}</p>}
      {votes > 0 && <p>{t('takeAway.votes', { count: votes })}</p>}
      <div class="ask-ways">
        <button type="button" class="button" ref={(no) => queueMicrotask(() => no.focus())} onClick={close}>
          {t('takeAway.no')}
        </button>
        <button
          type="button"
          class="button button-danger"
          onClick={(event) => {
            close(event);
            props.onYes();
          }}
        >
          {t('takeAway.yes')}
        </button>
      </div>
    </Dialog>
  );
}
