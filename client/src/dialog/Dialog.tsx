// A modal dialog: the browser keeps the focus inside, Escape closes it, and the focus goes back where it came from.

import X from 'lucide-solid/icons/x';
import { createUniqueId, type JSX, onMount } from 'solid-js';
import { t } from '../i18n';
import './dialog.css';

export function Dialog(props: { heading: string; onClose(): void; children: JSX.Element }) {
  const heading = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());

  return (
    // The click on the backdrop is a shortcut: Escape and the button do the same.
    <dialog
      ref={(element) => {
        dialog = element;
      }}
      class="dialog panel"
      aria-labelledby={heading}
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-inside">
        <div class="dialog-top">
          <h2 id={heading} tabindex="-1" autofocus>
            {props.heading}
          </h2>
          <button
            type="button"
            class="button button-icon"
            aria-label={t('app.close')}
            onClick={() => dialog?.close()}
          >
            <X size={20} aria-hidden="true" />
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
