// A model from a file: chosen, checked by the server, and what is wrong with it said kindly.

import FileUp from 'lucide-solid/icons/file-up';
import { createSignal, createUniqueId, lazy, Show, Suspense } from 'solid-js';
import { t, withTexts } from '../i18n';
import type { Fault, Model } from '../protocol/model';
import { patiently } from '../stale/stale';
import { checkModel } from './models_api';
import { FAULT_TEXTS } from './text/fault_texts';

const ModelFaults = lazy(
  withTexts(
    FAULT_TEXTS,
    patiently(() => import('./ModelFaults')),
  ),
);

/** As the server's limit. */
const FILE_BYTES_MAX = 512 * 1024;

interface Wrong {
  readonly what: () => string;
  readonly faults: readonly Fault[];
}

export function ModelImport(props: { onModel(model: Model): void }) {
  const [checking, setChecking] = createSignal(false);
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  const name = createUniqueId();
  const hint = createUniqueId();
  let input: HTMLInputElement | undefined;

  async function read(file: File) {
    setWrong(null);
    if (file.size > FILE_BYTES_MAX) {
      setWrong({ what: () => t('models.tooLargeFile'), faults: [] });
      return;
    }
    setChecking(true);
    const checked = await checkModel(file);
    setChecking(false);
    if (checked.ok) props.onModel(checked.model);
    else if (checked.faults !== null)
      setWrong({ what: () => t('models.notAModel', { file: file.name }), faults: checked.faults });
    else
      setWrong({
        what: () => t(checked.status === 422 ? 'models.notText' : 'models.cannotCheck'),
        faults: [],
      });
  }

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
