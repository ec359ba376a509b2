// People around the blanket: while they pack, with one count for all baskets; and at a reveal, from where their notes fly.

import './gathering.css';
import Check from 'lucide-solid/icons/check';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { createEffect, createMemo, For, on, Show } from 'solid-js';
import type { Rect } from '../../board/document/point';
import { useBoard } from '../../board/open_board';
import { paperOf } from '../../board/presence/colour';
import { areSeatsSmall, blanketOn, SEATS_MAX, seatsAround } from '../../board/view/seats';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { initials } from '../../people/people';
import { usePeople } from '../../people/people_around';
import type { Phase } from '../../protocol/session';
import { presentOf } from '../present';
import { isRevealed } from './gathering';
import { useTask } from './task';

export function Gathering(props: { phase: Phase }) {
  const task = useTask();
  const board = useBoard();
  const around = usePeople();
  const people = createMemo(() => presentOf(task.state().people, around.isHere).slice(0, SEATS_MAX));
  const revealed = () => (isRevealed(props.phase) ? (board()?.revealed() ?? null) : null);
  const isEmpty = () => task.board.notes().length === 0 && task.board.clusters().length === 0;
  const isPacking = () => props.phase.kind === 'pack' && isEmpty();
  const stage = createMemo(() => board()?.stage(), undefined, { equals: isSame });
  const isSmall = () => areSeatsSmall(people().length, stage() ?? NOWHERE);
  const blanket = createMemo(() => {
    const on = stage();
    return on === undefined || (!isPacking() && revealed() === null) ? null : blanketOn(on, isSmall());
  });
  // Where nobody is named their number is known from before.
  const packers = createMemo<number>(
    (before) => (props.phase.kind === 'pack' ? task.state().progress.packers : before) || before,
    task.state().progress.packers,
  );
  const count = () => {
    const laid = revealed();
    if (laid === null) return null;
    const by = laid.by.length || Math.max(lastPackers, packers());
    return by === 0
      ? t('tasks.notes', { count: laid.notes })
      : t('gathering.revealed', {
          notes: t('tasks.notes', { count: laid.notes }),
          people: t('gathering.revealedBy', { count: by }),
        });
  };
  createEffect(() => {
    if (packers() > 0) lastPackers = packers();
  });
  createEffect(
    on(
      () => revealed() !== null,
      (is) => {
        const said = is ? count() : null;
        if (said !== null) announce(said);
      },
    ),
  );

  return (
    <Show when={blanket()}>
      {(cloth) => (
        <div
          class="gathering"
          classList={{
            'gathering-flying': revealed()?.isFlying === true,
            'gathering-small': isSmall(),
            // Areas are a blanket of their own.
            'gathering-packing': isPacking() && task.board.sections().length === 0,
          }}
          aria-hidden="true"
        >
          <div class="gathering-cloth" style={placed(cloth())} />
          <Show when={task.state().journey.anonymous && revealed()?.isFlying === true}>
            <ShoppingBasket class="gathering-basket" style={middle(cloth())} aria-hidden="true" />
          </Show>
          <For each={seatsAround(people().length, cloth())}>
            {(seat, at) => (
              <Show when={people()[at()]}>
                {(person) => (
                  <div
                    class="gathering-seat"
                    data-side={seat.side}
                    style={{ translate: `${seat.x}px ${seat.y}px` }}
                  >
                    <span class="face" data-seat={person().id} data-color={paperOf(person().id)}>
                      {initials(task.nameOf(person().id))}
                      <Show when={isPacking() && task.state().each?.get(person().id)?.ready === true}>
                        <Check class="gathering-ready" size={16} />
                      </Show>
                    </span>
                    <Show when={!isSmall()}>
                      <span class="gathering-name" dir="auto">
                        {person().id === task.session.me ? t('gathering.you') : task.nameOf(person().id)}
                      </span>
                    </Show>
                  </div>
                )}
              </Show>
            )}
          </For>
          <Show when={count()}>
            {(words) => (
              <p class="gathering-count" style={above(stage() ?? NOWHERE)}>
                {words()}
              </p>
            )}
          </Show>
          <Show when={isPacking()}>
            <div class="gathering-packed" style={middle(cloth())}>
              <p class="gathering-number">{t('tasks.notes', { count: task.state().progress.packed })}</p>
              <p>{t('gathering.inBaskets', { people: t('gathering.byPeople', { count: packers() }) })}</p>
            </div>
          </Show>
        </div>
      )}
    </Show>
  );
}

/** So many had packed when that was last told: by the time that a reveal is seen the baskets are empty. */
let lastPackers = 0;

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

function isSame(one: Rect | undefined, other: Rect | undefined): boolean {
  return (
    one?.x === other?.x && one?.y === other?.y && one?.width === other?.width && one?.height === other?.height
  );
}

function placed({ x, y, width, height }: Rect) {
  return { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` };
}

function middle({ x, y, width, height }: Rect) {
  return { left: `${x + width / 2}px`, top: `${y + height / 2}px` };
}

function above({ x, y, width }: Rect) {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px` };
}
