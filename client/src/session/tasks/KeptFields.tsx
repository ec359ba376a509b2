// The fields in which words that no form shows are written on.

import { For } from 'solid-js';
import { asideMark, useHalfWritten, wordsMark } from '../../half_written/field';
import type { FieldName, HalfWritten } from '../../half_written/words';
import { t } from '../../i18n';
import { fieldsOf } from './kept';

export function KeptFields(props: { one: HalfWritten; name: string }) {
  const store = useHalfWritten();
  /** Of two with one purpose its form shows one. */
  const isOfForm = () => store.of(props.one) === props.one.words;
  const mark = (name: FieldName) => (isOfForm() ? wordsMark(props.one, name) : asideMark(props.one.id, name));
  const write = (name: FieldName, text: string) =>
    store.rewrite(props.one.id, { ...props.one.words, [name]: text });
  return (
    <For each={fieldsOf(props.one.kind)}>
      {(name) => (
        <textarea
          class="field task-kept-text"
          dir="auto"
          rows={1}
          aria-label={name === 'who' ? t('tasks.promiser') : props.name}
          {...mark(name)}
          value={props.one.words[name] ?? ''}
          onInput={(event) => write(name, event.currentTarget.value)}
        />
      )}
    </For>
  );
}
