// What a file gives a room to begin with: a workshop model, or the harvest of another room.

import type { ModelCard } from '../protocol/model';
import type { Language } from '../protocol/session';
import { type Beginning, beginningOf, cardOf, cardOfHarvest, type HarvestOfFile } from './beginning';
import { type Checked, checkModel } from './models_api';

/** As the server's limit for a model. */
const MODEL_BYTES_MAX = 512 * 1024;
/** As the server's limit for a harvest. */
const HARVEST_BYTES_MAX = 16 * 1024 * 1024;

export interface FromFile {
  readonly beginning: Beginning;
  card(language: Language): ModelCard;
}

export type ReadFile =
  | { readonly ok: true; readonly from: FromFile }
  | { readonly ok: false; readonly tooLarge: true }
  | Extract<Checked, { ok: false }>;

export async function readFile(file: Blob): Promise<ReadFile> {
  if (file.size > HARVEST_BYTES_MAX) return { ok: false, tooLarge: true };
  const harvest = harvestIn(await file.text().catch(() => ''));
  if (harvest !== null)
    return { ok: true, from: { beginning: { import: harvest }, card: () => cardOfHarvest(harvest) } };
  if (file.size > MODEL_BYTES_MAX) return { ok: false, tooLarge: true };
  const checked = await checkModel(file);
  if (!checked.ok) return checked;
  const { model } = checked;
  return {
    ok: true,
    from: { beginning: beginningOf(model), card: (language) => cardOf(model, language) },
  };
}

/** A harvest that picnic exported; the server looks at all of it when the room is made. */
export function harvestIn(text: string): HarvestOfFile | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isHarvest(value) ? value : null;
  } catch {
    return null;
  }
}

function isHarvest(value: unknown): value is HarvestOfFile {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  return value.format === 'picnic-harvest' && 'title' in value && typeof value.title === 'string';
}
