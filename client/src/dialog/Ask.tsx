// A question in the place where something was pressed: what will happen for good, and a way out of it.

import { createUniqueId, onMount, Show } from 'solid-js';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import './ask.css';

interface AskProps {
  readonly text: string;
  readonly yes: string;
  /** What leaves all as it is; «Not yet» where none is given. */
  readonly no?: string;
  readonly danger?: boolean;
  /** What changes what is asked. */
  readonly other?: { readonly label: string; run(): void };
  onYes(): void;
  onNo(): void;
}

export function Ask(props: AskProps) {
  const text = createUniqueId();
  let no!: HTMLButtonElement;
  onMount(() => no.focus());

  return (
    <div
      class="ask"
      data-focus-return
      role="alertdialog"
      aria-labelledby={text}
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape') return;
        event.stopPropagation();
        props.onNo();
      }}
    >
      <p id={text}>{props.text}</p>
      <div class="ask-ways">
        <button type="button" class="button" ref={no} onClick={() => props.onNo()}>
          {props.no ?? t('facilitate.notYet')}
        </button>
        <Show when={props.other}>
          {(other) => (
            <button type="button" class="button" onClick={() => other().run()}>
              {other().label}
            </button>
          )}
        </Show>
        <button
          type="button"
          class="button"
          classList={{ 'button-primary': !props.danger, 'button-danger': props.danger }}
          onClick={() => props.onYes()}
        >
          {props.yes}
        </button>
      </div>
    </div>
  );
}
