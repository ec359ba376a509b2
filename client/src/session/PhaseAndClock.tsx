// What we do now: the phase, its clock, what everybody may say, and the whole journey; under it, what to do.

import CircleHelp from 'lucide-solid/icons/circle-question-mark';
import { createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js';
import { keepClearOf } from '../board/keep_clear';
import { useBoard } from '../board/open_board';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';
import { watchArrivals } from './arrivals';
import { instructionsOf } from './instructions';
import { JourneyList } from './JourneyList';
import { memoryOf } from './last_look';
import { Markdown } from './Markdown';
import { ReadyAndHand } from './ReadyAndHand';
import { runningPhase, useSession } from './session';
import { TimerRing } from './TimerRing';
import { phaseTitle } from './words';
import './phase_bar.css';

/** `notes` counts those on the board. */
export default function PhaseAndClock(props: { room: RoomId; notes(): number }) {
  const session = useSession();
  const panel = createUniqueId();
  const memory = memoryOf(props.room, session.me);
  const phase = () => runningPhase(session.state()) ?? undefined;
  /** The picnic has been somewhere while this browser looked, and is nowhere now. */
  const isBetween = memory.lastLook()?.phase != null;
  const arrivals = watchArrivals(session, phase, memory, props.notes);
  const [told, setTold] = createSignal<HTMLElement>();
  keepClearOf('instructions', useBoard(), told, ({ bottom }) => ({ top: bottom }));
  let help: HTMLButtonElement | undefined;
  /** As it was when the button was pressed: that may end the writing for which they waited, and they open of themselves. */
  let wasTold = false;

  const instructions = () => {
    const now = phase();
    return now === undefined ? '' : instructionsOf(now, session.state()?.journey);
  };
  const isTold = () => arrivals.told().open && !arrivals.waits() && phase() !== undefined;
  /** It says so beside the title, and covers nothing. */
  const words = () =>
    [arrivals.waits() && t('session.newPhase'), t('session.instructions')].filter(Boolean).join(': ');

  return (
    <section class="phase" aria-label={t('session.bar')}>
      <div class="phase-bar panel">
        <div class="phase-where">
          <JourneyList />
          <h2 class="phase-title" tabindex="-1" data-focus-home>
            <Show when={phase()} fallback={t(isBetween ? 'session.between' : 'session.notStarted')}>
              {(now) => <>{phaseTitle(now())}</>}
            </Show>
          </h2>
          <TimerRing phase={phase()} />
        </div>
        <Show when={phase()}>
          <div class="phase-do">
            <ReadyAndHand phase={phase()} />
            <Show when={instructions() !== ''}>
              <button
                type="button"
                class="button button-icon"
                classList={{ 'phase-new': arrivals.waits() }}
                ref={(button) => {
                  help = button;
                }}
                aria-expanded={isTold()}
                aria-controls={panel}
                aria-label={words()}
                title={words()}
                onPointerDown={() => {
                  wasTold = isTold();
                }}
                onClick={({ detail }) => {
                  const isOver = detail === 0 ? isTold() : wasTold;
                  if (isOver) arrivals.close();
                  else arrivals.open();
                }}
              >
                <CircleHelp size={20} aria-hidden="true" />
                <Show when={arrivals.waits()}>{t('session.newPhase')}</Show>
              </button>
            </Show>
          </div>
        </Show>
      </div>
      <div id={panel} class="phase-told-place">
        <Show when={isTold()}>
          <div
            class="phase-told panel"
            ref={(element) => {
              setTold(element);
              onCleanup(() => setTold(undefined));
            }}
          >
            <section class="phase-told-text" aria-label={t('session.instructions')}>
              <For each={arrivals.told().sentences}>
                {(sentence) => <p class="phase-sentence">{sentence()}</p>}
              </For>
              {/* Who watches, as a projector does, is shown what the others do, and asked for nothing. */}
              <Show when={session.role() === 'viewer' && instructions() !== ''}>
                <p class="phase-sentence">{t('session.forOthers')}</p>
              </Show>
              <Markdown text={instructions()} />
            </section>
            <button
              type="button"
              class="button"
              onClick={() => {
                arrivals.close();
                help?.focus();
              }}
            >
              {t('session.understood')}
            </button>
          </div>
        </Show>
      </div>
    </section>
  );
}
