// The history at the side: its moments, which open the film, and for facilitators the bin.

import './history_side.css';
import Trash from 'lucide-solid/icons/trash';
import { createEffect, createSignal, createUniqueId, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { keepClearOf } from '../board/keep_clear';
import { useBoard } from '../board/open_board';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { useSession } from '../session/session';
import { SideTop } from '../side/SideTop';
import { besideBoard, closeSide, sidePlace } from '../side/side';
import { BinFace } from './BinFace';
import { createBin } from './bin';
import { type Face, opensAt } from './looking';
import type { HistoryRoom } from './MomentBoard';
import { MomentsFace } from './MomentsFace';
import { PastView } from './PastView';
import { createPast } from './past';
import { lookedAtBin, takenAway } from './taken_away';

export type { HistoryRoom } from './MomentBoard';

export default function HistorySide(props: { room: HistoryRoom }) {
  const session = useSession();
  const past = createPast(props.room.id);
  const from = document.activeElement;
  const [section, setSection] = createSignal<HTMLElement>();
  const isFacilitator = () => session.role() === 'facilitator';
  const [asked, setFace] = createSignal<Face>('moments');
  const face = () => (isFacilitator() ? asked() : 'moments');
  const bin = createBin(session, () => face() === 'bin');
  const binCount = () => (isFacilitator() ? (session.state()?.bin ?? bin.items().length) : null);
  createEffect(() => {
    // Also what goes while it lies open.
    if (face() === 'bin' && takenAway().size > 0) lookedAtBin();
  });
  onCleanup(past.stop);
  keepClearOf('history', useBoard(), section, besideBoard);

  // Asked for anew while it lies open: «what changed while I was away».
  createEffect(
    on(opensAt, async ({ face: asked = 'moments', sinceMs }) => {
      setFace(asked);
      await past.fetch();
      // Whoever went to the bin meanwhile is not taken away from it.
      if (face() === 'moments') past.lookSince(sinceMs);
    }),
  );

  function close() {
    past.toNow();
    closeSide('history');
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  }

  return (
    <>
      <Show when={past.at() !== null}>
        <PastView
          room={props.room}
          past={past}
          bin={binCount()}
          onNow={() => section()?.focus()}
          onBin={() => {
            setFace('bin');
            section()?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
          }}
        />
      </Show>
      <Portal mount={sidePlace() ?? document.body}>
        <section
          class="side-docked history-side"
          classList={{ 'history-side-past': past.at() !== null }}
          tabindex="-1"
          data-side
          data-focus-region
          ref={setSection}
          aria-label={t('history.heading')}
          data-testid="history"
          onKeyDown={(event) => {
            event.stopPropagation();
            if (keyOf(event) === 'Escape' && !event.defaultPrevented) close();
          }}
        >
          <SideTop of="history" onClose={close} />
          <Faces
            face={face()}
            moments={past.frames().length}
            bin={binCount()}
            onFace={(next) => {
              setFace(next);
              if (next === 'moments' && past.at() === null) past.lookSince(undefined);
            }}
          >
            <Show
              when={face() === 'bin'}
              fallback={<MomentsFace room={props.room} past={past} plan={session.state()?.plan ?? []} />}
            >
              <BinFace room={props.room} bin={bin} />
            </Show>
          </Faces>
        </section>
      </Portal>
    </>
  );
}

/** The two faces' names, of which the one that is shown has the focus at first, and the one that is shown. */
function Faces(props: {
  face: Face;
  moments: number;
  /** How many things lie in it; null for those who have none. */
  bin: number | null;
  onFace(face: Face): void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  let list!: HTMLDivElement;
  onMount(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());

  function tab(face: Face) {
    return {
      type: 'button' as const,
      role: 'tab' as const,
      id: `${id}-${face}`,
      'aria-selected': props.face === face,
      'aria-controls': `${id}-panel`,
      tabindex: props.face === face ? 0 : -1,
      onClick: () => props.onFace(face),
    };
  }

  function onKey(event: KeyboardEvent): void {
    if (!['ArrowLeft', 'ArrowRight'].includes(keyOf(event)) || props.bin === null) return;
    event.preventDefault();
    props.onFace(props.face === 'bin' ? 'moments' : 'bin');
    list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  return (
    <>
      <div class="history-faces" role="tablist" aria-label={t('history.faces')} ref={list} onKeyDown={onKey}>
        <button {...tab('moments')}>
          {t('history.moments')} <small>{props.moments}</small>
        </button>
        <Show when={props.bin !== null}>
          <button {...tab('bin')}>
            <Trash size={20} aria-hidden="true" />
            {t('history.bin')} <small>{props.bin}</small>
          </button>
        </Show>
      </div>
      <div class="history-face" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.face}`}>
        {props.children}
      </div>
    </>
  );
}
