// One thing in the bin, as the paper it was; or several that went at once.

import Undo2 from 'lucide-solid/icons/undo-2';
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { t } from '../i18n';
import type { People } from '../people/people';
import type { BinItem } from './answers';
import { beginningOf, membersOf } from './bin';
import { colorOf } from './moment';
import { momentText } from './times';

type Names = Pick<People, 'nameOf' | 'followNames'>;

/** So many papers fill the two lines that are shown of them. */
const PAPERS_MAX = 8;

interface BinRowProps {
  readonly item: BinItem;
  /** All that lies there: the notes that went with a cluster are counted. */
  readonly items: readonly BinItem[];
  readonly people: Names;
  readonly isChosen: boolean;
  onChoose(on: boolean): void;
  onPutBack(): void;
}

export function BinRow(props: BinRowProps) {
  const id = createUniqueId();
  const text = () => textOf(props.item);
  const members = () => membersOf(props.item, props.items).length;
  return (
    <li class="bin-row">
      <label
        class="bin-slip"
        classList={{ 'bin-slip-stack': members() > 0 }}
        data-color={colorOf(props.item.root, props.item.fields.color)}
      >
        <input
          type="checkbox"
          checked={props.isChosen}
          aria-label={t('history.choose', { text: text() })}
          onChange={(event) => props.onChoose(event.currentTarget.checked)}
        />
        <span class="bin-text" classList={{ 'bin-text-title': props.item.root !== 'notes' }} id={id}>
          {text()}
        </span>
        <Show when={members() > 0}>
          <span class="bin-members">{t('history.inCluster', { count: members() })}</span>
        </Show>
      </label>
      <span class="bin-under">
        <small>{takenText(props.item, props.people)}</small>
        <button
          type="button"
          class="button button-icon bin-put-back"
          aria-label={t('history.putBackOne', { text: text() })}
          onClick={() => props.onPutBack()}
        >
          <Undo2 size={18} aria-hidden="true" />
          {t('history.putBack')}
        </button>
      </span>
    </li>
  );
}

export function BatchRow(props: {
  items: readonly BinItem[];
  people: Names;
  onPutBack(): void;
  children: JSX.Element;
}) {
  const count = () => props.items.length;
  const said = () => {
    const [first] = props.items;
    if (first === undefined) return '';
    const time = momentText(first.atMs);
    return first.by === undefined
      ? t('history.batch', { count: count(), time })
      : t('history.batchBy', { count: count(), time, name: nameIn(props.people, first.by) });
  };
  return (
    <li class="bin-batch">
      <div class="bin-papers">
        <For each={props.items.slice(0, PAPERS_MAX)}>
          {(item) => (
            <span data-color={colorOf(item.root, item.fields.color)}>{beginningOf(textOf(item))}</span>
          )}
        </For>
      </div>
      <span class="bin-under">
        <small>{said()}</small>
        <button
          type="button"
          class="button button-icon bin-put-back"
          aria-label={`${t('history.putBackBatch', { count: count() })}, ${said()}`}
          onClick={() => props.onPutBack()}
        >
          <Undo2 size={18} aria-hidden="true" />
          {t('history.putBackBatch', { count: count() })}
        </button>
      </span>
      <details>
        <summary>{t('history.each')}</summary>
        <ul>{props.children}</ul>
      </details>
    </li>
  );
}

function takenText({ by, atMs }: BinItem, people: Names): string {
  const time = momentText(atMs);
  return by === undefined
    ? t('history.taken', { time })
    : t('history.takenBy', { name: nameIn(people, by), time });
}

function nameIn(people: Names, by: string): string {
  people.followNames();
  return people.nameOf(by);
}

/** What it is called: its words, on one line. */
export function textOf({ root, whole, fields }: BinItem): string {
  const words = String((root === 'notes' ? fields.text : fields.title) ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (root === 'strokes') return t('history.drawing');
  if (root === 'connectors') return t('history.connector');
  if (!whole) return t('history.title', { title: words });
  if (root === 'sections') return t('history.section', { title: words });
  if (words !== '') return words;
  return t(root === 'notes' ? 'history.emptyNote' : 'history.emptyCluster');
}
