// The film of the room: small pictures of its moments under their phases, the head, the steps, and the way to put a moment back.

import './film.css';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import StepBack from 'lucide-solid/icons/step-back';
import StepForward from 'lucide-solid/icons/step-forward';
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { type OpenBoard, useBoard } from '../board/open_board';
import { t } from '../i18n';
import { useSession } from '../session/session';
import { FilmStrip } from './FilmStrip';
import { countsIn } from './film';
import type { HistoryRoom } from './MomentBoard';
import { nameOfPhase, namesOf } from './MomentsFace';
import type { Moment } from './moment';
import type { Past } from './past';
import { isAsThen, type Scope } from './plan';
import { createPresent } from './present';
import { putBackMoment } from './restoring';
import { momentText } from './times';

interface FilmProps {
  readonly room: HistoryRoom;
  readonly past: Past;
  readonly moment: Moment;
  /** The board that shows the moment. */
  readonly board: OpenBoard | undefined;
  onPutBack(): void;
}

export function Film(props: FilmProps) {
  const { past } = props;
  const session = useSession();
  const frame = () => past.frames()[past.at() ?? -1];
  const said = createMemo(() => {
    const { notes, grouped } = countsIn(props.moment);
    const phase = nameOfPhase(frame()?.phase ?? null, session.state()?.plan ?? []);
    const names = namesOf(frame()?.people ?? [], props.room);
    return [
      phase,
      t('history.notes', { count: notes }),
      grouped > 0 && t('history.grouped', { count: grouped }),
      names !== '' && t('history.by', { names }),
    ]
      .filter(Boolean)
      .join(', ');
  });

  return (
    <section class="film" aria-label={t('history.film')}>
      <div class="film-row">
        <div class="film-steps">
          <StepButton words={t('history.stepBack')} onPress={() => past.step(-1)}>
            <StepBack size={20} aria-hidden="true" />
          </StepButton>
          <StepButton words={t(past.isPlaying() ? 'history.stop' : 'history.play')} onPress={past.playOrStop}>
            <Show when={past.isPlaying()} fallback={<Play size={20} aria-hidden="true" />}>
              <Pause size={20} aria-hidden="true" />
            </Show>
          </StepButton>
          <StepButton words={t('history.stepOn')} onPress={() => past.step(1)}>
            <StepForward size={20} aria-hidden="true" />
          </StepButton>
        </div>
        <p class="film-when">
          <b>{t('history.at', { time: momentText(frame()?.atMs ?? 0) })}</b>
          <span>{said()}</span>
        </p>
        <Show when={session.role() === 'facilitator'}>
          <PuttingBack {...props} />
        </Show>
      </div>
      <FilmStrip past={past} said={`${momentText(frame()?.atMs ?? 0)}, ${said()}`} />
    </section>
  );
}

function StepButton(props: { words: string; onPress(): void; children: JSX.Element }) {
  return (
    <button
      type="button"
      class="button button-icon"
      aria-label={props.words}
      title={props.words}
      onClick={() => props.onPress()}
    >
      {props.children}
    </button>
  );
}

/** How much of the moment is put back, and the one button that does it. */
function PuttingBack(props: FilmProps) {
  const session = useSession();
  const present = useBoard();
  const [part, setPart] = createSignal('all');
  const chosen = createMemo((): ReadonlySet<string> => {
    const cluster = props.board?.chosen() ?? null;
    return cluster === null ? (props.board?.selection() ?? new Set()) : new Set([cluster]);
  });
  // What is chosen there is what is meant.
  createEffect(
    on(
      () => chosen().size > 0,
      (isAny) => setPart(isAny ? 'chosen' : 'all'),
      { defer: true },
    ),
  );
  const scope = (): Scope => {
    if (part() === 'chosen' && chosen().size > 0) return { of: 'chosen', ids: chosen() };
    return props.moment.sections.has(part()) ? { of: 'section', id: part() } : { of: 'all' };
  };

  const now = createPresent(props.room.doc);
  const isSame = createMemo(() => isAsThen(now(), props.moment, scope()));

  function putBack(): void {
    const board = present();
    if (isSame()) return;
    const atMs = props.past.frames()[props.past.at() ?? -1]?.atMs;
    if (board === undefined || atMs === undefined) return;
    putBackMoment(board, session, props.moment, atMs, scope());
    props.onPutBack();
  }

  return (
    <div class="film-back">
      <Show when={!isSame()}>
        <small>{t('history.staysInHistory')}</small>
      </Show>
      <Show when={props.moment.sections.size > 0 || chosen().size > 0}>
        <select
          class="field"
          aria-label={t('history.part')}
          value={part()}
          onChange={(event) => setPart(event.currentTarget.value)}
        >
          <option value="all">{t('history.partAll')}</option>
          <Show when={chosen().size > 0}>
            <option value="chosen">{t('history.partChosen', { count: chosen().size })}</option>
          </Show>
          <For each={[...props.moment.sections]}>
            {([id, fields]) => (
              <option value={id}>
                {t('history.partSection', { title: String(fields.get('title') ?? '') })}
              </option>
            )}
          </For>
        </select>
      </Show>
      <button
        type="button"
        class="button button-primary"
        aria-disabled={isSame()}
        aria-description={isSame() ? undefined : t('history.staysInHistory')}
        onClick={putBack}
      >
        <Show when={!isSame()} fallback={t('history.nothingToPutBack')}>
          <RotateCcw size={20} aria-hidden="true" />
          {t('history.putBackMoment')}
        </Show>
      </button>
    </div>
  );
}
