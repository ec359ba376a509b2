// What the page asks about workshop models: which there are, and whether a file is one.

import { ask, jsonIn } from '../http/answer';
import type { Fault, Model, ModelCards } from '../protocol/model';
import type { Language } from '../protocol/session';

/** What became of a file: a model, faults to mend, or nothing that could be said. */
export type Checked =
  | { readonly ok: true; readonly model: Model }
  | { readonly ok: false; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly faults: null; readonly status: number };

/** An answer that has not come by then will not. */
const ANSWER_MS_MAX = 15_000;

/** The server's models in a language; null when they cannot be had. */
export async function fetchModels(language: Language): Promise<ModelCards | null> {
  const reply = await ask(`api/models?language=${language}`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (reply.from !== 'server' || !reply.ok) return null;
  const cards = await jsonIn(reply.response);
  return isCards(cards) ? cards : null;
}

/** Has a file's text checked by the server, which keeps nothing of it. */
export async function checkModel(file: Blob): Promise<Checked> {
  const reply = await ask('api/models/check', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: file,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  if (reply.from !== 'server') return { ok: false, faults: null, status: 0 };
  if (reply.ok) {
    const model = await jsonIn(reply.response);
    return isModel(model) ? { ok: true, model } : { ok: false, faults: null, status: 0 };
  }
  const { status, problem } = reply.refused;
  if (Array.isArray(problem.errors)) return { ok: false, faults: problem.errors as Fault[] };
  return { ok: false, faults: null, status };
}

/** Whether what the page shows of models is there. */
export function isCards(value: unknown): value is ModelCards {
  const { models } = partsOf(value);
  return (
    Array.isArray(models) &&
    models.every((card) => {
      const { id, title, description, audience, phases, sections } = partsOf(card);
      const texts = [id, title, description, audience];
      return (
        texts.every((text) => typeof text === 'string') && Array.isArray(phases) && Array.isArray(sections)
      );
    })
  );
}

/** What is empty may be left out. */
function isModel(value: unknown): value is Model {
  const { id, title } = partsOf(value);
  return typeof id === 'string' && typeof title === 'object' && title !== null;
}

function partsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
