// Words that no form shows: a list of them, and a row for each that says what they are and has the fields to write on in them.

import './kept_row.css';
import { Key } from '@solid-primitives/keyed';
import Copy from 'lucide-solid/icons/copy';
import { type Accessor, type JSX, Show } from 'solid-js';
import { copyTelling } from '../../copying';
import { useHalfWritten } from '../../half_written/field';
import type { HalfWritten } from '../../half_written/words';
import { t } from '../../i18n';
import { shortened } from '../words';
import { HalfWrittenFields } from './HalfWrittenFields';
import { fieldsOf, textOf } from './ways_on';

export function HalfWrittenRows(props: {
  entries: readonly HalfWritten[];
  children: (one: Accessor<HalfWritten>) => JSX.Element;
}) {
  const store = useHalfWritten();
  return (
    <>
      <p class="task-quiet">{t(store.isKept() ? 'tasks.halfWrittenWhere' : 'tasks.halfWrittenInTab')}</p>
      <ul class="task-list">
        <Key each={props.entries} by="id">
          {(one) => props.children(one)}
        </Key>
      </ul>
    </>
  );
}

export interface HalfWrittenRowProps {
  one: HalfWritten;
  /** What they are called. */
  what: string;
  /** The name of whoever they were written for; none where that is oneself. */
  whose?: string | undefined;
  /** What they were about is gone. */
  isNoteGone?: boolean;
  /** Where the focus goes when the row goes away under it. */
  focusAfter?: string;
  /** The focus leaves the row. */
  onLeave?(): void;
  /** The way on that is offered first. */
  wayOn?: JSX.Element;
  /** Ways beside copying. */
  children?: JSX.Element;
}

export function HalfWrittenRow(props: HalfWrittenRowProps) {
  const text = () => textOf(props.one);
  const what = () =>
    props.whose === undefined
      ? props.what
      : t('tasks.halfWrittenOf', { name: props.whose, what: props.what });

  function leave(event: FocusEvent & { currentTarget: HTMLElement }) {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    props.onLeave?.();
  }

  return (
    <li class="task-said" data-kept={props.one.kind} data-focus-after={props.focusAfter} onFocusOut={leave}>
      <p class="task-kept-what">
        {what()}
        <Show when={props.isNoteGone}> {t('tasks.halfWrittenNoteGone')}</Show>
      </p>
      <Show
        when={fieldsOf(props.one).length > 0}
        fallback={
          <p class="task-kept-text" dir="auto">
            {text()}
          </p>
        }
      >
        <HalfWrittenFields one={props.one} name={what()} />
        <Show when={props.one.words.byWhen}>
          <p class="task-quiet">{props.one.words.byWhen}</p>
        </Show>
      </Show>
      <div class="task-buttons task-kept-buttons">
        {props.wayOn}
        <button
          type="button"
          class="button button-icon"
          aria-label={t('tasks.copyNamed', { text: shortened(text()) })}
          title={t('tasks.copy')}
          onClick={() => void copyTelling(text())}
        >
          <Copy size={20} aria-hidden="true" />
        </button>
        {props.children}
      </div>
    </li>
  );
}
