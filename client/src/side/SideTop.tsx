// The head of what stands at the side: its faces, of which the open one has its word, and the way out.

import './side.css';
import X from 'lucide-solid/icons/x';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../i18n';
import { offered, type Side } from './side';

export function SideTop(props: {
  of: Side;
  onClose(): void;
  heading?: (element: HTMLElement) => void;
  id?: string;
}) {
  return (
    <header class="side-top">
      <For each={offered()}>
        {([panel, face]) => (
          <Show
            when={panel === props.of}
            fallback={
              <button
                type="button"
                class="button"
                aria-label={[face.name(), face.waits?.()].filter(Boolean).join(', ')}
                title={face.name()}
                onClick={() => face.open()}
              >
                <Dynamic component={face.icon} size={20} aria-hidden="true" />
              </button>
            }
          >
            <h2
              class="button"
              aria-current="true"
              tabindex="-1"
              id={props.id}
              ref={(element) => props.heading?.(element)}
            >
              <Dynamic component={face.icon} size={20} aria-hidden="true" />
              <span>{face.word?.() ?? face.name()}</span>
            </h2>
          </Show>
        )}
      </For>
      <span class="side-top-gap" />
      <button
        type="button"
        class="button button-icon"
        aria-label={t('app.close')}
        title={t('app.close')}
        onClick={() => props.onClose()}
      >
        <X size={20} aria-hidden="true" />
      </button>
    </header>
  );
}
