// The list of keys and gestures.

import './shortcuts.css';
import { X } from 'lucide-solid';
import { For, onMount } from 'solid-js';
import { t } from '../../i18n';
import { letterKeys } from '../../settings/letter_keys';

export default function Shortcuts(props: { onClose(): void }) {
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
        [[t('board.keyDoubleClick')], t('board.keyNewHere')],
        [['Tab'], t('board.keyNext')],
        [[t('board.keyTyping')], t('board.keyType')],
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
      ],
    ],
    [
      t('board.keysArrange'),
      [
        [[space, `Ctrl ${space}`], t('board.keySelect')],
        [['Ctrl A'], t('board.keyAll')],
        [[arrows], t('board.keyNudge')],
        [['Shift F10', t('board.keyRightClick')], t('board.keyMenu')],
        [['Ctrl D'], t('board.keyDuplicate')],
        [['Ctrl Shift ↑'], t('board.keyFront')],
        [['Delete'], t('board.keyDelete')],
        [[`Alt + ${drag}`], t('board.lasso')],
      ],
    ],
    [
      t('clusters.keys'),
      [
        [['Ctrl G'], t('clusters.keyGroup')],
        [[t('clusters.keyDrop')], t('clusters.keyDropMeaning')],
        [['Ctrl Shift G'], t('clusters.keyUngroup')],
        [['Ctrl M'], t('clusters.keyMove')],
        [['Ctrl Enter'], t('clusters.keyCollapse')],
      ],
    ],
    [
      t(letterKeys() ? 'board.keysLetters' : 'board.keysLettersOff'),
      [
        [['N'], t('board.keyNew')],
        [['1 – 8'], t('board.keyColor')],
        [['V'], t('board.select')],
        [['L'], t('board.lasso')],
        [['Shift T'], t('clusters.keyArrange')],
        [['+', '−', '0'], t('board.keyZoom')],
        [['F'], t('board.keyFit')],
        [['?'], t('board.shortcuts')],
      ],
    ],
  ];
}
