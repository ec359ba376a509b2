// The choice of a workshop model: small drawn cards, one of which is chosen.

import { createResource, createSignal, createUniqueId, For, Show } from 'solid-js';
import { language, t } from '../i18n';
import type { ModelCard } from '../protocol/model';
import { type Beginning, minutesInAll } from './beginning';
import type { FromFile } from './from_file';
import { ModelImport } from './ModelImport';
import { ModelPicture } from './ModelPicture';
import { fetchModels } from './models_api';
import './models.css';

/** What is chosen: a model of the server's by its id, or the one from a file. */
type Chosen = { readonly id: string } | 'imported';

export default function ModelChoice(props: { onChoose(beginning: Beginning | null): void }) {
  const group = createUniqueId();
  const [cards] = createResource(language, async (wanted) => {
    const found = await fetchModels(wanted);
    if (found !== null && chosen() === null) choose({ id: found.default });
    return found;
  });
  const [chosen, setChosen] = createSignal<Chosen | null>(null);
  const [imported, setImported] = createSignal<FromFile | null>(null);

  function choose(next: Chosen) {
    setChosen(next);
    const file = imported();
    if (next !== 'imported') props.onChoose({ model: next.id });
    else if (file !== null) props.onChoose(file.beginning);
  }

  const isChosen = (id: string) => {
    const now = chosen();
    return now !== null && now !== 'imported' && now.id === id;
  };
  const importedCard = () => imported()?.card(language());
  // While the next language is fetched, the cards stay in the last.
  const shown = () => cards.latest?.models ?? [];
  const chosenCard = () =>
    chosen() === 'imported' ? importedCard() : shown().find(({ id }) => isChosen(id));

  return (
    <Show when={cards.latest !== null} fallback={<p class="models-note">{t('models.unavailable')}</p>}>
      <fieldset class="models" aria-busy={cards.loading}>
        <legend>{t('models.legend')}</legend>
        <div class="models-cards">
          <Show when={importedCard()}>
            {(card) => (
              <Card
                card={card()}
                group={group}
                checked={chosen() === 'imported'}
                source={t('models.imported')}
                onChoose={() => choose('imported')}
              />
            )}
          </Show>
          <For each={shown()} fallback={<p class="models-note">{t('models.loading')}</p>}>
            {(card) => (
              <Card
                card={card}
                group={group}
                checked={isChosen(card.id)}
                onChoose={() => choose({ id: card.id })}
              />
            )}
          </For>
          <ModelImport
            onRead={(file) => {
              setImported(file);
              choose('imported');
            }}
          />
        </div>
        <Show when={chosenCard()}>{(card) => <About card={card()} />}</Show>
      </fieldset>
    </Show>
  );
}

function Card(props: {
  card: ModelCard;
  group: string;
  checked: boolean;
  source?: string;
  onChoose(): void;
}) {
  const facts = createUniqueId();
  const title = createUniqueId();
  return (
    <label class="model-card">
      <input
        type="radio"
        name={props.group}
        checked={props.checked}
        aria-labelledby={title}
        aria-describedby={facts}
        onChange={() => props.onChoose()}
      />
      <ModelPicture card={props.card} />
      <span id={title} class="model-title">
        {props.card.title || t('app.untitled')}
      </span>
      <span id={facts} class="model-facts">
        {[props.source, ...factsOf(props.card)].filter((fact) => fact !== undefined).join(', ')}
      </span>
    </label>
  );
}

function factsOf(card: ModelCard): string[] {
  const count = card.phases.length;
  if (count === 0) return [t('models.noPhases')];
  const minutes = minutesInAll(card);
  const facts = [t('models.phases', { count })];
  if (minutes > 0) facts.push(t('models.minutes', { count: minutes }));
  return facts;
}

/** What the chosen model is, told when another is chosen. */
function About(props: { card: ModelCard }) {
  return (
    <div class="model-about" aria-live="polite">
      <Show when={props.card.description !== ''}>
        <p>{props.card.description}</p>
      </Show>
      <Show when={props.card.audience !== ''}>
        <p>{props.card.audience}</p>
      </Show>
      <Show when={props.card.anonymous}>
        <p>{t('models.anonymous')}</p>
      </Show>
    </div>
  );
}
