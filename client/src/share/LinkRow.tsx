// One link: what it is for, the link itself, and a button that copies it.

import Check from 'lucide-solid/icons/check';
import Copy from 'lucide-solid/icons/copy';
import KeyRound from 'lucide-solid/icons/key-round';
import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { t } from '../i18n';

/** How long «Copied» stands on the button. */
const COPIED_MS = 2_500;

interface LinkRowProps {
  name: string;
  hint: string;
  link: string;
  title: string;
  /** What is new about it. */
  note?: string | undefined;
  /** The one to pass on. */
  main?: boolean;
  /** Not for everyone: the hint is a warning. */
  careful?: boolean;
}

export function LinkRow(props: LinkRowProps) {
  const field = createUniqueId();
  const hint = createUniqueId();
  const [outcome, setOutcome] = createSignal<'none' | 'copied' | 'failed'>('none');
  const copied = () => outcome() === 'copied';
  let input: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  async function copy() {
    clearTimeout(timer);
    if (!(await copyText(props.link, input))) {
      setOutcome('failed');
      return;
    }
    setOutcome('copied');
    timer = setTimeout(() => setOutcome('none'), COPIED_MS);
  }

  return (
    <div class="link-row" data-careful={props.careful === true}>
      <label for={field}>
        <Show when={props.careful}>
          <KeyRound size={16} aria-hidden="true" />
        </Show>
        {props.name}
      </label>
      <div id={hint}>
        <p>{props.hint}</p>
        <Show when={props.note}>
          <p class="link-note">{props.note}</p>
        </Show>
      </div>
      <div class="link-line">
        <input
          id={field}
          ref={(element) => {
            input = element;
          }}
          class="field"
          readonly
          value={props.link}
          aria-describedby={hint}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="button"
          classList={{ 'button-primary': props.main === true }}
          aria-label={t('links.copyNamed', { link: props.name })}
          onClick={() => void copy()}
        >
          <Show when={copied()} fallback={<Copy size={20} aria-hidden="true" />}>
            <Check size={20} aria-hidden="true" />
          </Show>
          {t(copied() ? 'links.copied' : 'links.copy')}
        </button>
      </div>
      {/* Said in here: what lies outside an open dialog is neither seen nor read aloud. */}
      <p role="status" class="link-outcome" classList={{ 'for-screen-readers': outcome() !== 'failed' }}>
        {outcome() === 'none' ? '' : t(copied() ? 'links.copied' : 'links.copyFailed')}
      </p>
      <Show when={props.main && 'share' in navigator}>
        <button
          type="button"
          class="button"
          onClick={() => {
            // Turned down is an answer, too.
            navigator.share({ title: props.title || t('app.name'), url: props.link }).catch(() => {});
          }}
        >
          {t('links.send')}
        </button>
      </Show>
    </div>
  );
}

/** The clipboard is there on https and localhost only; elsewhere the old command does, and at worst the link stays selected. */
async function copyText(text: string, field: HTMLInputElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    return document.execCommand('copy');
  }
}
