// A model from a file: chosen, checked by the server, and what is wrong with it said kindly.

import FileUp from 'lucide-solid/icons/file-up';
import { createSignal, createUniqueId, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { t, withTexts } from '../i18n';
import type { Fault } from '../protocol/model';
import { patiently } from '../stale/stale';
import { type FromFile, readFile } from './from_file';
import { FAULT_TEXTS } from './text/fault_texts';

const ModelFaults = lazy(
  withTexts(
    FAULT_TEXTS,
    patiently(() => import('./ModelFaults')),
  ),
);

interface Wrong {
  readonly what: () => string;
  readonly faults: readonly Fault[];
}

export function ModelImport(props: { onRead(file: FromFile): void }) {
  const [checking, setChecking] = createSignal(false);
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  const name = createUniqueId();
  const hint = createUniqueId();
  let input: HTMLInputElement | undefined;

  async function read(file: File) {
    setWrong(null);
    setChecking(true);
    const checked = await readFile(file);
    setChecking(false);
    if (checked.ok) props.onRead(checked.from);
    else if ('tooLarge' in checked) setWrong({ what: () => t('models.tooLargeFile'), faults: [] });
    else if (checked.faults !== null)
      setWrong({ what: () => t('models.notAModel', { file: file.name }), faults: checked.faults });
    else
      setWrong({
        what: () => t(checked.status === 422 ? 'models.notText' : 'models.cannotCheck'),
        faults: [],
      });
  }

  // A file may be dropped anywhere on the page: there is nothing else here to drop it on.
  const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  const over = (event: DragEvent) => {
    if (holdsFile(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined && !checking()) void read(file);
  };
  document.addEventListener('dragover', over);
  document.addEventListener('drop', drop);
  onCleanup(() => {
    document.removeEventListener('dragover', over);
    document.removeEventListener('drop', drop);
  });

  return (
    <>
      <input
        ref={(element) => {
          input = element;
        }}
        class="for-screen-readers"
        type="file"
        accept=".toml,.json,application/toml,application/json"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again once it is mended.
          event.currentTarget.value = '';
          if (file !== undefined) void read(file);
        }}
      />
      <button
        type="button"
        class="model-import"
        aria-labelledby={name}
        aria-describedby={hint}
        aria-disabled={checking()}
        onClick={() => {
          if (!checking()) input?.click();
        }}
      >
        <FileUp size={20} aria-hidden="true" />
        <span id={name} class="model-import-name">
          {t(checking() ? 'models.checking' : 'models.import')}
        </span>
        <span id={hint} class="model-facts">
          {t('models.importHint')}
        </span>
      </button>
      <div class="model-import-answer" role="alert">
        <Show when={wrong()}>
          {(shown) => (
            <div class="model-wrong">
              <p>{shown().what()}</p>
              <Show when={shown().faults.length > 0}>
                <Suspense>
                  <ModelFaults faults={shown().faults} />
                </Suspense>
              </Show>
            </div>
          )}
        </Show>
      </div>
    </>
  );
}
