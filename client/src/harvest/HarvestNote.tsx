// One note of the harvest, with what people said of it.

import { For, Show } from 'solid-js';
import { REACTIONS } from '../board/reactions';
import type { Note } from '../protocol/harvest';
import { RankWords } from './RankWords';
import type { Ranked } from './reading';
import type { Say } from './text/texts';

export function HarvestNote(props: { note: Note; place: Ranked | undefined; say: Say }) {
  const reaction = (kind: string) => {
    const known = REACTIONS.find((one) => one === kind);
    return known === undefined ? kind : props.say(known);
  };
  return (
    <li class="harvest-note" data-color={props.note.color}>
      <p class="harvest-text">{props.note.text}</p>
      <Show when={props.note.stack > 1}>
        <details class="harvest-stack">
          <summary>
            <span aria-hidden="true">×{props.note.stack}</span>
            <span class="for-screen-readers">{props.say('stack', { count: props.note.stack })}</span>
          </summary>
          <ul>
            <For each={props.note.under}>{({ text }) => <li class="harvest-text">{text}</li>}</For>
          </ul>
        </details>
      </Show>
      <Show when={props.place}>
        <p>
          <RankWords place={props.place} say={props.say} />
        </p>
      </Show>
      <Show when={props.note.reactions.length > 0}>
        <ul class="harvest-reactions">
          <For each={props.note.reactions}>
            {({ kind, count }) => (
              <li>
                {reaction(kind)} {count}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.note.comments.length > 0}>
        <ul class="harvest-comments" aria-label={props.say('comments')}>
          <For each={props.note.comments}>
            {({ text, by }) => (
              <li>
                <Show when={by}>
                  <b>{by}: </b>
                </Show>
                <span class="harvest-text">{text}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </li>
  );
}
