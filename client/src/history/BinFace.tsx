// The bin: what was taken away, as it looked, to be put back one by one, some, all that went at once, or everything.

import './bin.css';
import { Key } from '@solid-primitives/keyed';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { useBoard } from '../board/open_board';
import { Ask } from '../dialog/Ask';
import { t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import { useSession } from '../session/session';
import type { BinItem } from './answers';
import { BatchRow, BinRow } from './BinRow';
import { type Bin, batchesOf, lostToRoom, membersOf } from './bin';
import { KeptFor } from './KeptFor';
import type { HistoryRoom } from './MomentBoard';
import { putBackFromBin } from './restoring';

/** So many stand there at first: more would take their time to be drawn, and nobody reads them. */
const SHOWN_MAX = 60;

/** From so many on, what went at once is one row. */
const BATCH_MIN = 3;

export function BinFace(props: { room: HistoryRoom; bin: Bin }) {
  const session = useSession();
  const board = useBoard();
  const [chosen, setChosen] = createSignal<ReadonlySet<number>>(new Set());
  const [shown, setShown] = createSignal(SHOWN_MAX);
  const [asking, setAsking] = createSignal(false);
  const items = () => props.bin.items();
  const chosenItems = createMemo(() => items().filter(({ id }) => chosen().has(id)));
  const batches = createMemo(() => batchesOf(items()));
  const lost = createMemo(() => lostToRoom(items()));
  const isAll = () => lost().length === items().length;
  const ownStays = createUniqueId();

  async function putBack(some: readonly BinItem[]): Promise<void> {
    const open = board();
    if (open === undefined) return;
    putBackFromBin(open, session, some);
    choose(some, false);
    await props.bin.fetch();
  }

  function choose(some: readonly BinItem[], on: boolean): void {
    const next = new Set(chosen());
    for (const { id } of some) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  }

  async function erase(): Promise<void> {
    const some = chosenItems();
    setAsking(false);
    const refused = await session.send({ do: 'eraseFromBin', items: some.map(({ id }) => id) });
    if (refused !== null) {
      refuse(t(`notDone.${refused}`));
      return;
    }
    tell(t('history.erased', { count: some.length }));
    choose(some, false);
    await props.bin.fetch();
  }

  const rowOf = (item: () => BinItem) => (
    <BinRow
      item={item()}
      items={items()}
      people={props.room.people}
      isChosen={chosen().has(item().id)}
      onChoose={(on) => choose([item()], on)}
      onPutBack={() => void putBack([item(), ...membersOf(item(), items())])}
    />
  );

  return (
    <>
      <div class="bin" data-focus-region>
        <Show
          when={items().length > 0}
          fallback={
            <p class="bin-say" tabindex="-1">
              {props.bin.failed()
                ? t('history.failed')
                : t(props.bin.known() ? 'history.binEmpty' : 'history.loading')}
            </p>
          }
        >
          <ul>
            <Key each={batches().slice(0, shown())} by="batch">
              {(batch) => (
                <Show
                  when={batch().items.length >= BATCH_MIN}
                  fallback={
                    <Key each={batch().items} by="id">
                      {rowOf}
                    </Key>
                  }
                >
                  <BatchRow
                    items={batch().items}
                    people={props.room.people}
                    onPutBack={() => void putBack(batch().items)}
                  >
                    <Key each={batch().items.slice(0, shown())} by="id">
                      {rowOf}
                    </Key>
                  </BatchRow>
                </Show>
              )}
            </Key>
          </ul>
          <Show when={batches().length > shown()}>
            <button type="button" class="button bin-more" onClick={() => setShown(shown() + SHOWN_MAX)}>
              {t('history.more', { count: batches().length - shown() })}
            </button>
          </Show>
        </Show>
      </div>
      <div class="history-foot" data-focus-region>
        <Show when={asking()}>
          <Ask
            text={t('history.eraseAsk', { count: chosenItems().length })}
            yes={t('history.eraseYes')}
            no={t('history.eraseNo')}
            danger
            onYes={() => void erase()}
            onNo={() => setAsking(false)}
          />
        </Show>
        <Show when={items().length > 0 && !asking()}>
          <div class="bin-ways">
            <Show
              when={chosenItems().length > 0}
              fallback={
                <Show when={lost().length > 0}>
                  <button
                    type="button"
                    class="button"
                    aria-describedby={isAll() ? undefined : ownStays}
                    onClick={() => void putBack(lost())}
                  >
                    {isAll() ? t('history.putBackAll') : t('history.putBackBatch', { count: lost().length })}
                  </button>
                </Show>
              }
            >
              <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
                {t('history.erase')}
              </button>
              <button type="button" class="button button-primary" onClick={() => void putBack(chosenItems())}>
                {t('history.putBackBatch', { count: chosenItems().length })}
              </button>
            </Show>
          </div>
        </Show>
        <Show when={!isAll() && lost().length > 0 && !asking()}>
          <p class="history-kept" id={ownStays}>
            {t('history.ownStays')}
          </p>
        </Show>
        <KeptFor of="bin" />
      </div>
    </>
  );
}
