// The rooms this browser was in, last first: each with its role and date, and a menu of what can be done with it.

import { Key } from '@solid-primitives/keyed';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import Link from 'lucide-solid/icons/log-in';
import Monitor from 'lucide-solid/icons/monitor';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import X from 'lucide-solid/icons/x';
import { createSignal, createUniqueId, onMount, Show, Suspense } from 'solid-js';
import { roomAddress } from '../entering/address';
import { type Kept, keepRoom } from '../entering/keeping';
import { forgetRoom, type KnownRoom, knownRooms, rememberRoom } from '../entering/known_rooms';
import { fnv1a } from '../fnv';
import { language, t } from '../i18n';
import { actsOf, type LifeAct } from '../life/acts';
import { LifeDialog, LifeWays } from '../life/parts';
import { refuse, tell } from '../messages/messages';
import { forgetWholly, recall, sweep } from './forgotten';
import { dayIn, whenIn } from './when';

const COLORS = ['yellow', 'orange', 'pink', 'purple', 'blue', 'teal', 'green', 'white'] as const;

const titleOf = (room: KnownRoom) => room.title || t('app.untitled');

export function RoomList() {
  const heading = createUniqueId();
  const [asked, setAsked] = createSignal<{ room: KnownRoom; act: LifeAct }>();
  /** What was taken away goes off the list when it is gone. */
  const rooms = () => knownRooms().filter(({ goneMs }) => goneMs === undefined || goneMs > Date.now());

  // What was taken off the list on an earlier page cannot be put back any more.
  onMount(() => void sweep());

  function forget(room: KnownRoom) {
    forgetRoom(room.id);
    forgetWholly(room.id);
    tell(t('home.forgotten', { title: titleOf(room) }), {
      label: t('app.undo'),
      run: () => {
        recall(room.id);
        rememberRoom(room);
      },
    });
  }

  function remember(room: KnownRoom, { archived, goneMs }: Kept) {
    const { archived: _, goneMs: __, ...rest } = room;
    rememberRoom({
      ...rest,
      ...(archived ? { archived } : {}),
      ...(goneMs === undefined || goneMs === null ? {} : { goneMs }),
    });
  }

  async function bringBack(room: KnownRoom) {
    const answer = await keepRoom(room.id, { takenAway: false });
    if (!answer.ok) return refuse(t('home.notBroughtBack'));
    remember(room, answer.value);
    tell(t('home.broughtBack', { title: titleOf(room) }));
  }

  return (
    <Show when={rooms().length > 0}>
      <aside class="home-rooms" data-focus-region aria-labelledby={heading}>
        <h2 id={heading} tabindex="-1">
          {t('home.rooms')}
        </h2>
        <ul>
          <Key each={rooms()} by="id">
            {(room) => (
              <Row
                room={room()}
                onAct={(act) => setAsked({ room: room(), act })}
                onBringBack={() => void bringBack(room())}
                onForget={() => forget(room())}
              />
            )}
          </Key>
        </ul>
        <p class="home-rooms-where">
          <Monitor size={20} aria-hidden="true" />
          <span>{t('home.roomsHere')}</span>
        </p>
        <Show when={asked()}>
          {(now) => (
            <Suspense>
              <LifeDialog
                room={now().room.id}
                title={titleOf(now().room)}
                act={now().act}
                onKept={(kept) => remember(now().room, kept)}
                onClose={() => setAsked(undefined)}
              />
            </Suspense>
          )}
        </Show>
      </aside>
    </Show>
  );
}

function Row(props: { room: KnownRoom; onAct(act: LifeAct): void; onBringBack(): void; onForget(): void }) {
  const menu = createUniqueId();
  let popover!: HTMLDivElement;
  let button!: HTMLButtonElement;
  const address = () => roomAddress(props.room.id, document.baseURI);
  const color = () => COLORS[fnv1a(props.room.id) % COLORS.length] ?? 'white';
  const isGone = () => props.room.goneMs !== undefined;
  const acts = () => (isGone() ? [] : actsOf(props.room.role, props.room.archived === true));

  const facts = () => {
    const { role, when, archived, goneMs } = props.room;
    const at = whenIn(when, Date.now(), language());
    return [
      ...(goneMs === undefined ? [] : [t('home.takenAwayUntil', { date: dayIn(goneMs) })]),
      ...(archived === true ? [t('home.archived')] : []),
      t(`home.role_${role}`),
      'time' in at ? t('home.today', { time: at.time }) : at.date,
    ].join(', ');
  };

  /** Beside its button, and within the window. */
  function place() {
    const { right, bottom, top } = button.getBoundingClientRect();
    const below = bottom + 4;
    popover.style.setProperty('inset', `${below}px auto auto ${Math.max(8, right - popover.offsetWidth)}px`);
    const over = below + popover.offsetHeight - innerHeight + 8;
    if (over > 0) popover.style.setProperty('top', `${Math.max(8, top - 4 - popover.offsetHeight)}px`);
  }

  const doing = (what: () => void) => () => {
    popover.hidePopover();
    what();
  };

  return (
    <li data-color={color()}>
      <a href={address()}>
        <span class="home-room-paper" aria-hidden="true" />
        <span class="home-room-words">
          <span class="home-room-title">{titleOf(props.room)}</span>
          <span class="home-room-when">{facts()}</span>
        </span>
      </a>
      <button
        type="button"
        class="button button-icon"
        ref={button}
        popovertarget={menu}
        aria-label={t('home.menuOf', { title: titleOf(props.room) })}
        title={t('home.menuOf', { title: titleOf(props.room) })}
      >
        <Ellipsis size={20} aria-hidden="true" />
      </button>
      <div
        id={menu}
        ref={popover}
        popover="auto"
        class="popover panel home-room-menu"
        role="dialog"
        aria-label={t('home.menuOf', { title: titleOf(props.room) })}
        onToggle={(event) => {
          if (event.newState === 'open') place();
        }}
      >
        <div class="room-menu-ways">
          <Show
            when={!isGone()}
            fallback={
              <button type="button" class="button room-menu-way" onClick={doing(() => props.onBringBack())}>
                <RotateCcw size={20} aria-hidden="true" />
                <span>{t('home.bringBack')}</span>
              </button>
            }
          >
            <a class="button room-menu-way" href={address()}>
              <Link size={20} aria-hidden="true" />
              <span>{t('home.open')}</span>
            </a>
          </Show>
          <Show when={acts().length > 0}>
            <Suspense>
              <LifeWays acts={acts()} onAct={(act) => doing(() => props.onAct(act))()} />
            </Suspense>
          </Show>
          <button type="button" class="button room-menu-way" onClick={doing(() => props.onForget())}>
            <X size={20} aria-hidden="true" />
            <span>{t('home.forgetWay')}</span>
          </button>
        </div>
      </div>
    </li>
  );
}
