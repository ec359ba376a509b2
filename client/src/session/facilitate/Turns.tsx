// Whose turn it is, where people take turns, and the way to the next.

import './turns.css';
import { createUniqueId, Show } from 'solid-js';
import { t } from '../../i18n';
import { type SessionState, useSession } from '../session';
import { createSecondsLeft } from '../ticking';
import { clockText } from '../timer';
import { nameIn } from '../words';
import type { Deeds } from './deeds';

export function Turns(props: { state: SessionState; deeds: Deeds }) {
  const turn = () => props.state.journey.turn;
  const id = createUniqueId();
  return (
    <Show when={turn()}>
      {(now) => (
        <section class="strip-line facilitate-turn" aria-labelledby={id} tabindex="-1" data-focus-region>
          <Show when={now().who} fallback={<p id={id}>{t('facilitation.turnsOver')}</p>}>
            {(who) => (
              <>
                <p>
                  <b id={id}>{t('facilitation.turn', { name: nameIn(props.state.people, who()) })}</b>{' '}
                  <span class="facilitate-muted">
                    {t('facilitation.turnOf', {
                      place: now().done + 1,
                      of: Math.max(now().of, now().done + 1),
                    })}
                  </span>
                  <Show when={now().deadlineMs}>
                    {(deadlineMs) => <TimeLeft deadlineMs={deadlineMs()} />}
                  </Show>
                </p>
                <button
                  type="button"
                  class="button"
                  onClick={() => void props.deeds.ask({ do: 'nextTurn', from: who() })}
                >
                  {t('facilitation.turnNext')}
                </button>
              </>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}

function TimeLeft(props: { deadlineMs: number }) {
  const session = useSession();
  const seconds = createSecondsLeft(session, () => props.deadlineMs);
  return (
    <span class="facilitate-time" role="timer">
      {seconds() === 0 ? t('facilitation.turnTimeUp') : clockText(seconds())}
    </span>
  );
}
