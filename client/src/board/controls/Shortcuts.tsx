// The list of keys and gestures, without those that would do nothing.

import './shortcuts.css';
import { X } from 'lucide-solid';
import { For, onMount } from 'solid-js';
import { t } from '../../i18n';
import { TO_MESSAGES } from '../../messages/to_messages';
import { letterKeys } from '../../settings/letter_keys';
import type { Deed } from '../rights/rights';

/** `may` tells whether the rights that hold let such a thing be done anywhere. */
export default function Shortcuts(props: { may(deed: Deed | 'everything'): boolean; onClose(): void }) {
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
        <h2 id="board-shortcuts-title">{t('keys.title')}</h2>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('keys.close')}
          onClick={() => dialog?.close()}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <div class="shortcuts-body">
        <For each={groupsFor(props.may)}>
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

type Row = readonly [keys: readonly string[], meaning: string, needs?: Deed | 'everything'];

type Groups = readonly (readonly [string, readonly Row[]])[];

function groupsFor(may: (deed: Deed | 'everything') => boolean): Groups {
  return groups()
    .map(
      ([heading, rows]) =>
        [heading, rows.filter(([, , needs]) => needs === undefined || may(needs))] as const,
    )
    .filter(([, rows]) => rows.length > 0);
}

function groups(): Groups {
  const arrows = t('keys.arrows');
  const space = t('keys.space');
  const drag = t('keys.drag');
  return [
    [
      t('keys.headingMake'),
      [
        [[t('keys.doubleClick')], t('keys.newHere'), 'add'],
        [['Tab'], t('keys.next'), 'add'],
        [[t('keys.typing')], t('keys.type'), 'change'],
        [['Enter', 'F2'], t('keys.edit'), 'change'],
        [['Esc'], t('keys.stop')],
        [['Ctrl C', 'Ctrl X', 'Ctrl V'], t('keys.clipboard')],
        [['Ctrl Z', 'Ctrl Shift Z'], t('keys.undo'), 'change'],
      ],
    ],
    [
      t('keys.headingFind'),
      [
        [[arrows, `Alt ${arrows}`], t('keys.walk')],
        [['Page Down', 'Page Up'], t('keys.read')],
        [['Home', 'End'], t('keys.ends')],
        [[`${space} + ${drag}`], t('keys.pan')],
        [[TO_MESSAGES], t('keys.messages')],
      ],
    ],
    [
      t('keys.headingArrange'),
      [
        [[space, `Ctrl ${space}`], t('keys.select')],
        [['Ctrl A'], t('keys.all')],
        [[arrows], t('keys.nudge'), 'move'],
        [['Shift F10', t('keys.rightClick')], t('keys.menu')],
        [['Alt Enter'], t('keys.openLink')],
        [['Ctrl D'], t('keys.duplicate'), 'add'],
        [['Ctrl Shift ↑'], t('keys.front'), 'move'],
        [['Alt Page Up', 'Alt Page Down'], t('keys.resize'), 'change'],
        [['Alt A', 'H', 'D', 'W', 'V', 'S'], t('keys.align'), 'move'],
        [['Alt Shift H', 'Alt Shift V'], t('keys.evenly'), 'move'],
        [['Ctrl Shift L'], t('keys.lock'), 'move'],
        [['Delete'], t('keys.delete'), 'remove'],
        [[`Alt + ${drag}`], t('board.lasso')],
      ],
    ],
    [
      t('clusters.keys'),
      [
        [['Ctrl G'], t('keys.group'), 'regroup'],
        [[t('keys.drop')], t('keys.dropMeaning'), 'regroup'],
        [['Ctrl Shift G'], t('keys.ungroup'), 'regroup'],
        [['Ctrl M'], t('keys.move'), 'regroup'],
        [['Ctrl Enter'], t('keys.collapse'), 'move'],
      ],
    ],
    [
      t(letterKeys() ? 'keys.headingLetters' : 'keys.headingLettersOff'),
      [
        [['N'], t('keys.new'), 'add'],
        [['1 – 8'], t('keys.color'), 'add'],
        [['V'], t('board.select')],
        [['L'], t('board.lasso')],
        [['P'], t('drawing.pen'), 'add'],
        [['E'], t('drawing.eraser'), 'remove'],
        [['C'], t('drawing.connector'), 'add'],
        [['K'], t('drawing.laser')],
        [['Shift T'], t('keys.arrange'), 'everything'],
        [['+', '−', '0'], t('keys.zoom')],
        [['F'], t('keys.fit')],
        [['M'], t('keys.minimap')],
        [['?'], t('board.shortcuts')],
      ],
    ],
  ];
}
