// The choice of what the selected note or cluster is connected to: the way to connect by keyboard.

import './connect_to.css';
import { createSignal, For, Show } from 'solid-js';
import { Dialog } from '../../dialog/Dialog';
import { language, t } from '../../i18n';
import { byItem, items } from '../document/items';
import type { DrawingBoard } from './board';
import type { Drawing } from './drawing';
import { nameOfEnd } from './ends';
import { firstLine } from './first_line';
import { whyNotConnect } from './may_draw';

/** From so many on, typing a part of the words is quicker than looking. */
const FINDING_FROM = 8;

/** So many are offered at once; typing finds the others. */
const CHOICES_MAX = 100;

export default function ConnectTo(props: {
  board: DrawingBoard;
  drawing: Drawing;
  from: string;
  onClose(): void;
}) {
  const { board, from } = props;
  const [looked, setLooked] = createSignal('');
  const all = [...items(board.clusters)]
    .filter(({ place }) => place.id !== from && whyNotConnect(board, from, place.id) === null)
    .sort(byItem)
    .map(({ kind, place: { id } }) => ({ kind, id, name: nameOfEnd(board.clusters, id) }));
  const found = () => {
    const words = looked().trim().toLocaleLowerCase(language());
    return all.filter(({ id, name }) => {
      const said = board.notes.get(id)?.text ?? name;
      return said.toLocaleLowerCase(language()).includes(words);
    });
  };

  function choose(event: MouseEvent & { currentTarget: HTMLElement }, to: string): void {
    event.currentTarget.closest('dialog')?.close();
    props.drawing.connect(from, to);
  }

  return (
    <Dialog
      heading={t('drawing.connectChoose', { from: firstLine(nameOfEnd(board.clusters, from)) })}
      onClose={() => props.onClose()}
    >
      <Show when={all.length >= FINDING_FROM}>
        <input
          class="field"
          type="search"
          aria-label={t('drawing.find')}
          placeholder={t('drawing.find')}
          value={looked()}
          onInput={(event) => setLooked(event.currentTarget.value)}
        />
      </Show>
      <ul class="connect-choices">
        <For each={found().slice(0, CHOICES_MAX)} fallback={<li>{t('drawing.none')}</li>}>
          {({ kind, id, name }) => (
            <li>
              <button type="button" class="connect-choice" onClick={(event) => choose(event, id)}>
                <span
                  class="connect-color"
                  data-color={(kind === 'note' ? board.notes.get(id) : board.clusters.get(id))?.color}
                />
                <span class="connect-words" dir="auto">
                  {name}
                </span>
                <Show when={kind === 'cluster'}>
                  <small>{t('drawing.cluster')}</small>
                </Show>
              </button>
            </li>
          )}
        </For>
        <Show when={found().length > CHOICES_MAX}>
          <li>{t('drawing.more', { count: found().length - CHOICES_MAX })}</li>
        </Show>
      </ul>
    </Dialog>
  );
}
