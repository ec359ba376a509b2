// What we do now: the phase, its clock, what everybody may say, and the whole journey; under it, what to do.

import './phase_bar.css';
import CircleHelp from 'lucide-solid/icons/circle-question-mark';
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';
import { type Arrivals, watchArrivals } from './arrivals';
import { instructionsOf } from './instructions';
import { JourneyList } from './JourneyList';
import { memoryOf } from './last_look';
import { Markdown } from './Markdown';
import { runningPhase, useSession } from './session';
import { TimerRing } from './TimerRing';
import type { Told } from './told';
import { setToldAgain } from './told_again';
import { toldPlace } from './told_in_sheet';
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
  const [isAsked, setAsked] = createSignal(false);
  const isToBeTold = () => arrivals.told().open && !arrivals.waits() && phase() !== undefined;
  /** By itself it stands in the task alone; over the board only who asks for it has it. */
  const isTold = () => isToBeTold() && (toldPlace() !== undefined || isAsked());
  createEffect(on([phase, isToBeTold], () => setAsked((asked) => asked && isToBeTold())));
  /** Once it stood in the task, it is nothing new where that is folded. */
  const stood = createMemo<string | undefined>((before) =>
    isToBeTold() && toldPlace() !== undefined ? phase()?.id : before,
  );
  createEffect(() => {
    const hasWords = phase() !== undefined && instructions() !== '';
    setToldAgain(() =>
      hasWords
        ? () => {
            setAsked(true);
            arrivals.open();
          }
        : undefined,
    );
    onCleanup(() => setToldAgain(undefined));
  });
  const isNew = () => arrivals.waits() || (isToBeTold() && !isTold() && stood() !== phase()?.id);

  return (
    <section class="phase" aria-label={t('session.bar')}>
      <div class="phase-where">
        <h2 class="phase-title" tabindex="-1" data-focus-home>
          <Show when={phase()} fallback={t(isBetween ? 'session.between' : 'session.notStarted')}>
            {(now) => <>{phaseTitle(now())}</>}
          </Show>
        </h2>
        <JourneyList />
      </div>
      <TimerRing phase={phase()} />
      <Show when={phase() !== undefined && instructions() !== ''}>
        <HelpButton
          arrivals={arrivals}
          isNew={isNew()}
          isTold={isTold()}
          controls={panel}
          onOpen={() => {
            setAsked(true);
            arrivals.open();
          }}
          ref={(button) => {
            help = button;
          }}
        />
      </Show>
      <Show when={isTold()}>
        <Portal mount={toldPlace() ?? document.body}>
          <div id={panel} class={toldPlace() === undefined ? 'phase-told panel' : 'phase-told'}>
            <ToldWords
              told={arrivals.told()}
              instructions={instructions()}
              onUnderstood={() => {
                arrivals.close();
                help?.focus();
              }}
            />
          </div>
        </Portal>
      </Show>
    </section>
  );
}

/** Opens and closes what is told. While that waits for the end of a sentence it says so beside the title, and covers nothing. */
function HelpButton(props: {
  arrivals: Arrivals;
  /** There is something to read that nobody has shown yet. */
  isNew: boolean;
  isTold: boolean;
  onOpen(): void;
  controls: string;
  ref(button: HTMLButtonElement): void;
}) {
  const { arrivals } = props;
  /** As it was when the button was pressed: that may end the writing for which they waited, and they open of themselves. */
  let wasTold = false;
  const words = () =>
    [props.isNew && t('session.newPhase'), t('session.instructions')].filter(Boolean).join(': ');
  return (
    <button
      type="button"
      class="button button-icon phase-help"
      classList={{ 'phase-new': props.isNew }}
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
        else props.onOpen();
      }}
    >
      <CircleHelp size={20} aria-hidden="true" />
      <Show when={props.isNew}>
        <span class="phase-new-word">{t('session.newPhase')}</span>
      </Show>
    </button>
  );
}

/** What is going on, what is new, and what to do. */
function ToldWords(props: { told: Told; instructions: string; onUnderstood(): void }) {
  const session = useSession();
  return (
    <>
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
    </>
  );
}
