// The harvest as files: each a link that also works by itself, and tells how much of the file is here when it is long.

import { createSignal, For, onCleanup, Show } from 'solid-js';
import { language } from '../i18n';
import type { Language, RoomId } from '../protocol/session';
import { megabytes, type Received, receive } from './receive';
import { type HarvestKey, say } from './text/say';

/** The forms, in the order people are likely to want them. */
const FORMS = [
  { file: 'export.md', text: 'document' },
  { file: 'export.png', text: 'picture' },
  { file: 'export.csv', text: 'table' },
  { file: 'export.svg', text: 'drawing' },
  { file: 'export.json', text: 'data' },
  { file: 'model.toml', text: 'model' },
] as const satisfies readonly { file: string; text: HarvestKey }[];

/** How long a file stays at hand after the click, in which the browser takes its own hold of it. */
const HELD_MS = 60_000;

type Form = (typeof FORMS)[number];

export function Downloads(props: { room: RoomId; spoken: Language }) {
  const [under, setUnder] = createSignal<{ text: HarvestKey; received: Received }>();
  const [outcome, setOutcome] = createSignal('');
  let stop: AbortController | undefined;
  onCleanup(() => stop?.abort());

  const address = ({ file }: Form) => {
    const url = new URL(`api/rooms/${props.room}/${file}`, document.baseURI);
    // Spreadsheets in Finnish and Swedish take the comma for a decimal point.
    if (file === 'export.csv' && language() !== 'en') url.searchParams.set('separator', 'semicolon');
    if (file === 'export.md') url.searchParams.set('language', props.spoken);
    return url;
  };

  async function take(event: MouseEvent, form: Form) {
    // Into another tab, or however else the browser is asked to: the link does it.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    stop?.abort();
    const mine = new AbortController();
    stop = mine;
    const { text } = form;
    setOutcome('');
    setUnder({ text, received: { done: 0, total: null } });
    const whole = await receive(
      props.room,
      address(form).href,
      (received) => setUnder({ text, received }),
      mine.signal,
    );
    if (stop !== mine) return;
    stop = undefined;
    setUnder(undefined);
    if (whole.ok) save(whole.file, whole.name ?? form.file);
    setOutcome(whole.ok ? say('saved', { file: say(text) }) : whyNot(whole.wrong, text));
  }

  return (
    <section class="harvest-files" aria-labelledby="harvest-files">
      <h2 id="harvest-files">{say('takeAlong')}</h2>
      <ul>
        <For each={FORMS}>
          {(form) => (
            <li>
              <a
                class="button"
                href={address(form).href}
                download=""
                aria-describedby={form.file === 'model.toml' ? 'harvest-model' : undefined}
                onClick={(event) => void take(event, form)}
              >
                {say(form.text)}
              </a>
            </li>
          )}
        </For>
      </ul>
      <p id="harvest-model" class="harvest-hint">
        {say('modelHint')}
      </p>
      <Show when={under()}>
        {(now) => (
          <div class="harvest-progress">
            <Progress name={say('loadingFile', { file: say(now().text) })} received={now().received} />
            <button type="button" class="button" onClick={() => stop?.abort()}>
              {say('stop')}
            </button>
          </div>
        )}
      </Show>
      <p role="status" class="harvest-outcome">
        {outcome()}
      </p>
    </section>
  );
}

/** How much of a file is here: as a bar, and in words. */
export function Progress(props: { name: string; received: Received }) {
  const words = () => {
    const { done, total } = props.received;
    return total === null
      ? say('progressOpen', { done: megabytes(done) })
      : say('progress', { done: megabytes(done), total: megabytes(total) });
  };
  return (
    <div class="harvest-bar">
      <span aria-hidden="true">{props.name}</span>
      <Show when={props.received.total} fallback={<progress aria-label={props.name} />}>
        {(total) => <progress aria-label={props.name} value={props.received.done} max={total()} />}
      </Show>
      <span>{words()}</span>
    </div>
  );
}

function whyNot(wrong: string, text: HarvestKey): string {
  if (wrong === 'stopped') return say('stopped');
  return wrong === 'busy' ? say('busy') : say('failed', { file: say(text) });
}

/** Hands a file to the browser to be saved. */
function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), HELD_MS);
}
