// A model's board from above, and its phases as pieces of a way: as long as they last.

import { For, Show } from 'solid-js';
import type { ModelCard } from '../protocol/model';
import type { Phase } from '../protocol/session';
import { PICTURE_HEIGHT, PICTURE_WIDTH, smallBoard } from './picture';

/** An open phase is drawn as long as this many minutes. */
const OPEN_MINUTES = 4;

/** Every kind of phase has a colour of its own; the words beside the picture say the same. */
const KIND_COLORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    arrive: 'white',
    pack: 'yellow',
    lay: 'orange',
    taste: 'pink',
    cluster: 'teal',
    vote: 'purple',
    take: 'green',
    harvest: 'blue',
  } satisfies Record<Phase['kind'], string>),
);

export function ModelPicture(props: { card: ModelCard }) {
  const board = () => smallBoard(props.card);
  return (
    <span class="model-picture" aria-hidden="true">
      <svg viewBox={`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`} role="presentation">
        <For each={board().areas}>
          {({ x, y, width, height, color }) => (
            <rect class="model-area" data-color={color} x={x} y={y} width={width} height={height} rx="2" />
          )}
        </For>
        <For each={board().papers}>
          {({ x, y, width, height, color }) => (
            <rect class="model-paper" data-color={color} x={x} y={y} width={width} height={height} rx="0.6" />
          )}
        </For>
      </svg>
      <Show when={props.card.phases.length > 0}>
        <span class="model-way">
          <For each={props.card.phases}>
            {({ kind, minutes }) => (
              <span
                data-color={KIND_COLORS.get(kind) ?? 'white'}
                style={{ 'flex-grow': String(minutes ?? OPEN_MINUTES) }}
              />
            )}
          </For>
        </span>
      </Show>
    </span>
  );
}
