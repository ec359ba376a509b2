// The fields in which words that no form shows are written on.

import './kept_row.css';
import { createMemo, For } from 'solid-js';
import { asideMark, useHalfWritten, wordsMark } from '../../half_written/field';
import type { HalfWritten } from '../../half_written/words';
import { t } from '../../i18n';
import { fieldsOf, withWord, wordIn } from './ways_on';

export function HalfWrittenFields(props: { one: HalfWritten; name: string }) {
  const store = useHalfWritten();
  /** Of two with one purpose its form shows one. */
  const isOfForm = () => store.of(props.one) === props.one.words;
  const mark = (field: string) => (isOfForm() ? wordsMark(props.one, field) : asideMark(props.one.id, field));
  // One that says again what it said before its change stays under its writer.
  const fields = createMemo<readonly string[]>(
    (before) => [...new Set([...before, ...fieldsOf(props.one)])],
    [],
  );
  return (
    <For each={fields()}>
      {(field) => (
        <textarea
          class="field task-kept-text"
          dir="auto"
          rows={1}
          lang={field.split(' ')[1]}
          aria-label={field === 'who' ? t('tasks.promiser') : props.name}
          {...mark(field)}
          value={wordIn(props.one, field)}
          onInput={(event) =>
            store.rewrite(props.one.id, withWord(props.one, field, event.currentTarget.value))
          }
        />
      )}
    </For>
  );
}
