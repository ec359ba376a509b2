// What we do now: the phase, its clock, what everybody may say, and the whole journey; under it, what to do.

import './phase_bar.css';
import CircleHelp from 'lucide-solid/icons/circle-question-mark';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { keepClearOf } from '../board/keep_clear';
import { useBoard } from '../board/open_board';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';
import { type Arrivals, watchArrivals } from './arrivals';
import { instructionsOf } from './instructions';
import { JourneyList } from './JourneyList';
import { memoryOf } from './last_look';
import { Markdown } from './Markdown';
import { ReadyAndHand } from './ReadyAndHand';
import { runningPhase, useSession } from './session';
import { TimerRing } from './TimerRing';
import type { Told } from './told';
import { phaseTitle } from './words';

/** `notes` counts those on the board. */
export default function PhaseAndClock(props: { room: RoomId; notes(): number }) {
  const session = useSession();
  const panel = createUniqueId();
  const memory = memoryOf(props.room, session.me);
  const phase = () => runningPhase(session.state()) ?? undefined;
  /** The picnic has been somewhere while this browser looked, and is nowhere now. */
  const isBetween = memory.lastLook()?.phase != null;
  const arrivals = watchArrivals(session, phase, memory, props.notes);
  let help: HTMLButtonElement | undefined;

  const instructions = () => {
    const now = phase();
    return now === undefined ? '' : instructionsOf(now, session.state()?.journey);
  };
  const isTold = () => arrivals.told().open && !arrivals.waits() && phase() !== undefined;

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
              <HelpButton
                arrivals={arrivals}
                isTold={isTold()}
                controls={panel}
                ref={(button) => {
                  help = button;
                }}
              />
            </Show>
          </div>
        </Show>
      </div>
      <div id={panel} class="phase-told-place">
        <Show when={isTold()}>
          <ToldBelow
            told={arrivals.told()}
            instructions={instructions()}
            onUnderstood={() => {
              arrivals.close();
              help?.focus();
            }}
          />
        </Show>
      </div>
    </section>
  );
}

/** Opens and closes what is told. While that waits for the end of a sentence it says so beside the title, and covers nothing. */
function HelpButton(props: {
  arrivals: Arrivals;
  isTold: boolean;
  controls: string;
  ref(button: HTMLButtonElement): void;
}) {
  const { arrivals } = props;
  /** As it was when the button was pressed: that may end the writing for which they waited, and they open of themselves. */
  let wasTold = false;
  const words = () =>
    [arrivals.waits() && t('session.newPhase'), t('session.instructions')].filter(Boolean).join(': ');
  return (
    <button
      type="button"
      class="button button-icon"
      classList={{ 'phase-new': arrivals.waits() }}
      ref={props.ref}
      aria-expanded={props.isTold}
      aria-controls={props.controls}
      aria-label={words()}
      title={words()}
      onPointerDown={() => {
        wasTold = props.isTold;
      }}
      onClick={({ detail }) => {
        const isOver = detail === 0 ? props.isTold : wasTold;
        if (isOver) arrivals.close();
        else arrivals.open();
      }}
    >
      <CircleHelp size={20} aria-hidden="true" />
      <Show when={arrivals.waits()}>{t('session.newPhase')}</Show>
    </button>
  );
}

/** What is going on, what is new, and what to do, under the bar. */
function ToldBelow(props: { told: Told; instructions: string; onUnderstood(): void }) {
  const session = useSession();
  const [panel, setPanel] = createSignal<HTMLElement>();
  keepClearOf('instructions', useBoard(), panel, ({ bottom }) => ({ top: bottom }));
  return (
    <div class="phase-told panel" ref={setPanel}>
      <section class="phase-told-text" aria-label={t('session.instructions')}>
        <For each={props.told.sentences}>{(sentence) => <p class="phase-sentence">{sentence()}</p>}</For>
        {/* Who watches, as a projector does, is shown what the others do, and asked for nothing. */}
        <Show when={session.role() === 'viewer' && props.instructions !== ''}>
          <p class="phase-sentence">{t('session.forOthers')}</p>
        </Show>
        <Markdown text={props.instructions} />
      </section>
      <button type="button" class="button" onClick={() => props.onUnderstood()}>
        {t('session.understood')}
      </button>
    </div>
  );
}
