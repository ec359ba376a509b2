// What a room begins with: a model of the server's, or the plan of a model from a file.

import { OTHERWISE } from '../i18n/languages';
import type { components } from '../protocol/http';
import type { Model, ModelCard } from '../protocol/model';
import type { Language, PhaseLength, Texts } from '../protocol/session';

/** What is sent along when a room is made. */
export type Beginning =
  | { readonly model: string }
  | { readonly import: HarvestOfFile }
  | { readonly plan: { readonly anonymous: boolean } & Pick<Model, 'phases' | 'sections'> };

/** A harvest from a file, as far as the page looks at it; the server looks at all of it. */
export type HarvestOfFile = components['schemas']['HarvestSent'];

/** The card of a harvest: what the room had. */
export function cardOfHarvest(harvest: HarvestOfFile): ModelCard {
  const phases = listIn(harvest.phases).flatMap(({ phase }) => (phase == null ? [] : [phase]));
  return {
    id: 'harvest',
    title: harvest.title,
    description: '',
    audience: '',
    anonymous: harvest.anonymous === true,
    phases: phases.map(({ kind, title, length }) => ({
      kind,
      title: textOf(title as Texts, harvest.language),
      minutes: minutesOf(length as PhaseLength | undefined),
    })),
    sections: listIn(harvest.sections).map(({ title, at, size, color }) => ({
      title,
      at: at as [number, number],
      size: size as [number, number],
      color,
    })),
  };
}

/** What is no list is empty: nobody has looked at the file yet. */
function listIn<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(list) ? list : [];
}

/** The beginning that a model from a file gives. What the file leaves out is empty. */
export function beginningOf({ anonymous, phases, sections }: Model): Beginning {
  return { plan: { anonymous, phases: phases ?? [], sections: sections ?? [] } };
}

/** The card of a model from a file, as the server would show it. */
export function cardOf(model: Model, language: Language): ModelCard {
  return {
    id: model.id,
    title: textOf(model.title, language),
    description: textOf(model.description, language),
    audience: textOf(model.audience, language),
    anonymous: model.anonymous,
    phases: (model.phases ?? []).map(({ kind, title, length }) => ({
      kind,
      title: textOf(title, language),
      minutes: minutesOf(length),
    })),
    sections: (model.sections ?? []).map(({ title, at, size, color }) => ({
      title: textOf(title, language),
      at,
      size,
      color,
    })),
  };
}

/** A model's minutes in all, not counting phases that are open; 0 when all are. */
export function minutesInAll(card: ModelCard): number {
  return card.phases.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
}

/** As the server picks it: the language, else the first of the others that there is. */
function textOf(texts: Texts | undefined, language: Language): string {
  const written = [language, ...OTHERWISE].map((one) => texts?.[one]);
  return written.find((text) => text !== undefined) ?? '';
}

function minutesOf(length: PhaseLength | undefined): number | null {
  return typeof length === 'object' && 'minutes' in length ? length.minutes : null;
}
