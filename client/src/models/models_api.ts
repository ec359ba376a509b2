// What the page asks about workshop models: which there are, and whether a file is one.

import type { Fault, Model, ModelCards } from '../protocol/model';
import type { Language } from '../protocol/session';

/** What became of a file: a model, faults to mend, or nothing that could be said. */
export type Checked =
  | { readonly ok: true; readonly model: Model }
  | { readonly ok: false; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly faults: null; readonly status: number };

/** An answer that has not come by then will not. */
const ANSWER_MS_MAX = 15_000;

/** The server's models in a language; throws when they cannot be had. */
export async function fetchModels(language: Language): Promise<ModelCards> {
  const response = await fetch(new URL(`api/models?language=${language}`, document.baseURI), {
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  if (!response.ok) throw new Error(`models: ${response.status}`);
  return (await response.json()) as ModelCards;
}

/** Has a file's text checked by the server, which keeps nothing of it. */
export async function checkModel(file: Blob): Promise<Checked> {
  try {
    const response = await fetch(new URL('api/models/check', document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: file,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    if (response.ok) return { ok: true, model: (await response.json()) as Model };
    const problem = (await response.json()) as { errors?: Fault[] };
    if (problem.errors !== undefined) return { ok: false, faults: problem.errors };
    return { ok: false, faults: null, status: response.status };
  } catch {
    return { ok: false, faults: null, status: 0 };
  }
}
