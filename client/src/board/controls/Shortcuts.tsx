// The list of keys and gestures.

import './shortcuts.css';
import { X } from 'lucide-solid';
import { For, onMount } from 'solid-js';
import { t } from '../../i18n';

export function Shortcuts(props: { onClose(): void }) {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => {
    // A press beside it closes it, where the browser knows how.
    dialog?.setAttribute('closedby', 'any');
    dialog?.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class="shortcuts panel"
      aria-labelledby="board-shortcuts-title"
      onClose={() => props.onClose()}
    >
      <header class="shortcuts-head">
        <h2 id="board-shortcuts-title">{t('board.keysTitle')}</h2>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('board.keysClose')}
          onClick={() => dialog?.close()}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <div class="shortcuts-body">
        <For each={groups()}>
          {([heading, rows]) => (
            <section>
              <h3>{heading}</h3>
              <dl>
                <For each={rows}>
                  {([keys, meaning]) => (
                    <div class="shortcuts-row">
                      <dt>
                        <For each={keys}>{(key) => <kbd>{key}</kbd>}</For>
                      </dt>
                      <dd>{meaning}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </dialog>
  );
}

type Row = readonly [keys: readonly string[], meaning: string];

function groups(): readonly (readonly [string, readonly Row[]])[] {
  const arrows = t('board.keyArrows');
  const space = t('board.keySpace');
  const drag = t('board.keyDrag');
  return [
    [
      t('board.keysMake'),
      [
        [['N'], t('board.keyNew')],
        [[t('board.keyDoubleClick')], t('board.keyNewHere')],
        [['Tab'], t('board.keyNext')],
        [['Enter', 'F2'], t('board.keyEdit')],
        [['Esc'], t('board.keyStop')],
        [['Ctrl C', 'Ctrl X', 'Ctrl V'], t('board.keyClipboard')],
        [['Ctrl Z', 'Ctrl Shift Z'], t('board.keyUndo')],
      ],
    ],
    [
      t('board.keysFind'),
      [
        [[arrows, `Alt ${arrows}`], t('board.keyWalk')],
        [['Page Down', 'Page Up'], t('board.keyRead')],
        [['Home', 'End'], t('board.keyEnds')],
        [[`${space} + ${drag}`], t('board.keyPan')],
        [['+', '−', '0'], t('board.keyZoom')],
        [['F'], t('board.keyFit')],
      ],
    ],
    [
      t('board.keysArrange'),
      [
        [[space], t('board.keySelect')],
        [['Ctrl A'], t('board.keyAll')],
        [[arrows], t('board.keyNudge')],
        [['1 – 8'], t('board.keyColor')],
        [['Ctrl D'], t('board.keyDuplicate')],
        [['B'], t('board.keyFront')],
        [['Delete'], t('board.keyDelete')],
        [['V'], t('board.select')],
        [['L', `Alt + ${drag}`], t('board.lasso')],
      ],
    ],
    [
      t('clusters.keys'),
      [
        [['G'], t('clusters.keyGroup')],
        [[t('clusters.keyDrop')], t('clusters.keyDropMeaning')],
        [['Shift G'], t('clusters.keyUngroup')],
        [['M'], t('clusters.keyMove')],
        [['Enter', 'F2'], t('clusters.keyTitle')],
        [['C'], t('clusters.keyCollapse')],
        [['T'], t('clusters.keyTidy')],
        [['Shift T'], t('clusters.keyArrange')],
      ],
    ],
  ];
}
