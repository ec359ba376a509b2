// Laying: the reveal for all, rounds with a note a turn, or a walk through the notes writer by writer.

import './basket.css';
import './draft_colour.css';
import './draft.css';
import { Key } from '@solid-primitives/keyed';
import { createEffect, createMemo, on, Show } from 'solid-js';
import { isToOffer } from '../../board/rights/rights';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { Basket } from './Basket';
import { LayOne } from './LayOne';
import type { PhaseOf } from './phase';
import { TurnLine } from './TurnLine';
import { useTask } from './task';

export function LayTask(props: { phase: PhaseOf<'lay'> }) {
  const task = useTask();
  const turn = () => task.state().journey.turn;
  const isMine = () => turn()?.who === task.who;
  // In an anonymous session nobody has a turn, whatever the plan says: all is laid at once.
  const inRounds = () => props.phase.reveal === 'rounds' && turn() !== null;
  const isOver = () => turn()?.who === null;
  createEffect(
    on(isMine, (mine, before) => {
      if (mine && before === false) announce(t(inRounds() ? 'tasks.turnMine_lay' : 'tasks.turnMine_tell'));
    }),
  );
  /** Where notes wait for a facilitator's nod they stand above, to be sent. */
  const isOffering = () => isToOffer(task.session.role(), task.state().journey.rights);
  const left = () => (isOffering() ? 0 : task.own().drafts.length);

  return (
    <>
      <Show
        when={turn()}
        fallback={<p>{t(task.board.notes().length === 0 ? 'tasks.tasteNone' : 'tasks.layTogether')}</p>}
      >
        {(known) => <TurnLine turn={known()} of={inRounds() ? 'lay' : 'tell'} />}
      </Show>
      <Show when={props.phase.reveal === 'walkThrough' && turn()?.who}>
        {(who) => <NotesOf who={who()} />}
      </Show>
      <Show when={left() > 0}>
        <h3>{inRounds() && !isOver() ? t('aroundTasks.heading_pack') : t('tasks.stillInBasket')}</h3>
        <Show when={!inRounds() || isOver()}>
          <p class="task-quiet">{t('tasks.stillInBasketWhy')}</p>
        </Show>
        <Basket
          beside={(id) => (
            <LayOne id={id} isOff={inRounds() && !isOver() && !isMine()} asks={!inRounds() || isOver()} />
          )}
        />
      </Show>
    </>
  );
}

/** What somebody wrote, each to be shown on the board while they tell of it. */
function NotesOf(props: { who: string }) {
  const task = useTask();
  const notes = createMemo(() => task.board.notes().filter(({ by }) => by === props.who));
  return (
    <ul class="task-basket">
      <Key each={notes()} by="id">
        {(note) => (
          <li class="task-draft" data-color={note().color}>
            <button
              type="button"
              class="task-draft-open"
              dir="auto"
              onClick={() => task.board.show(note().id)}
            >
              {note().text.trim() || t('board.emptyNote')}
            </button>
          </li>
        )}
      </Key>
    </ul>
  );
}
