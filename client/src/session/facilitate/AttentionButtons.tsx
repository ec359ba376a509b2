// Where everyone looks: bring them here, have them follow.

import './attention_buttons.css';
import Crosshair from 'lucide-solid/icons/crosshair';
import Presentation from 'lucide-solid/icons/presentation';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { type SessionState, useSession } from '../session';
import type { Deeds } from './deeds';

export function AttentionButtons(props: { state: SessionState; deeds: Deeds }) {
  const session = useSession();
  const board = useBoard();
  const leads = () => props.state.journey.leader === session.me;

  async function bring() {
    const view = board()?.seen();
    if (view === undefined) return;
    if (await props.deeds.ask({ do: 'bring', view })) announce(t('facilitation.bringDone'));
  }

  return (
    <fieldset class="facilitate-attention" aria-label={t('facilitation.forAll')}>
      <button type="button" class="button" onClick={() => void bring()}>
        <Crosshair size={20} aria-hidden="true" />
        <span>{t('facilitation.bring')}</span>
      </button>
      <button
        type="button"
        class="button facilitate-toggle"
        aria-pressed={leads()}
        onClick={() => void props.deeds.ask({ do: 'lead', on: !leads() })}
      >
        <Presentation size={20} aria-hidden="true" />
        <span>{t('facilitation.lead')}</span>
      </button>
    </fieldset>
  );
}
