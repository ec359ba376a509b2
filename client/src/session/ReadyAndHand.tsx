// What everybody may say without words: that they are ready, and that they want to speak.

import './ready_and_hand.css';
import Check from 'lucide-solid/icons/check';
import Hand from 'lucide-solid/icons/hand';
import { Show } from 'solid-js';
import { t } from '../i18n';
import { announce, refuse } from '../messages/messages';
import { usePeople } from '../people/people_around';
import type { Command, Phase } from '../protocol/session';
import { countedHere, outOf } from './present';
import { personOf, useSession } from './session';

/** Phases whose work each ends by themselves. */
const HAS_READY: Readonly<Record<Phase['kind'], boolean>> = {
  arrive: false,
  pack: true,
  lay: false,
  taste: true,
  cluster: true,
  vote: true,
  take: true,
  harvest: false,
};

/** The foot of a task; `isTab` as it stands on the folded one, without words. */
export function ReadyAndHand(props: { phase: Phase | undefined; isTab?: boolean }) {
  const session = useSession();
  const people = usePeople();
  const own = () => session.state()?.own.get(session.me);
  const takesPart = () => session.role() !== 'viewer' && own() !== undefined;
  const hasReady = () => takesPart() && props.phase !== undefined && HAS_READY[props.phase.kind];
  const hand = () => {
    const state = session.state();
    return state !== null && personOf(state, session.me)?.hand === true;
  };
  const ready = () => {
    const state = session.state();
    if (state === null) return undefined;
    const counts = countedHere(state, people.isHere);
    return outOf(counts, counts.ready);
  };

  async function ask(command: Command): Promise<void> {
    if ((await session.send(command)) !== null) refuse(t('session.notTaken'));
  }

  return (
    <>
      <Show when={hasReady()}>
        <button
          type="button"
          class="button phase-ready"
          classList={{ 'phase-ready-icon': props.isTab }}
          aria-pressed={own()?.ready === true}
          aria-label={props.isTab ? t('session.ready') : undefined}
          title={props.isTab ? t('session.ready') : undefined}
          onClick={() => void ask({ do: 'ready', ready: own()?.ready !== true })}
        >
          <Check size={20} aria-hidden="true" />
          {!props.isTab && <span>{t('session.ready')}</span>}
        </button>
        <Show when={ready()}>
          {(counts) => (
            <span class="phase-ready-count">
              {props.isTab
                ? `${counts().count}/${counts().of}`
                : t('session.readyCount', { ready: counts().count, people: counts().of })}
            </span>
          )}
        </Show>
      </Show>
      <Show when={takesPart()}>
        <button
          type="button"
          class="button button-icon phase-hand"
          aria-pressed={hand()}
          aria-label={t('session.raiseHand')}
          title={hand() ? t('session.lowerHand') : t('session.raiseHand')}
          onClick={() => {
            const raised = !hand();
            void ask({ do: 'raiseHand', raised });
            announce(t(raised ? 'session.handIsUp' : 'session.handIsDown'));
          }}
        >
          <Hand size={20} aria-hidden="true" />
        </button>
      </Show>
    </>
  );
}
