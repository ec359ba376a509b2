// Commands that wait, kept in this browser by room and participant, so that they outlive the page. Tabs of the same
// person share them: sent by two, a command counts once.

import type { ClientMessage, ParticipantId, RoomId } from '../protocol/session';
import { readStoredJson, store, unstore } from '../storage';
import { WAITING_CHARS_MAX, WAITING_MAX } from './limits';

/** A command as it is kept. */
export type KeptCommand = Omit<Extract<ClientMessage, { type: 'command' }>, 'type'>;

export interface KeptCommands {
  /** What an earlier page, or another tab, has not seen done. */
  load(): readonly KeptCommand[];
  /** Keeps a command, or what it has become. False when this browser does not. */
  put(kept: KeptCommand): boolean;
  /** Forgets commands. */
  drop(ids: readonly string[]): void;
}

/** The commands of one person in one room. */
export function keptCommands(room: RoomId, participant: ParticipantId): KeptCommands {
  const key = `picnic.waiting.${room}.${participant}`;
  const load = (): readonly KeptCommand[] => {
    const list = readStoredJson(key);
    // Whatever does not look like a command is left out.
    return Array.isArray(list) ? list.filter(isKept) : [];
  };

  function save(kept: readonly KeptCommand[]): boolean {
    if (kept.length === 0) {
      unstore(key);
      return true;
    }
    const written = JSON.stringify(kept);
    return kept.length <= WAITING_MAX && written.length <= WAITING_CHARS_MAX && store(key, written);
  }

  return {
    load,
    put(kept) {
      const all = load();
      const isThere = all.some(({ id }) => id === kept.id);
      return save(isThere ? all.map((one) => (one.id === kept.id ? kept : one)) : [...all, kept]);
    },
    drop(ids) {
      const all = load();
      const left = all.filter(({ id }) => !ids.includes(id));
      if (left.length !== all.length) save(left);
    },
  };
}

function isKept(value: unknown): value is KeptCommand {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<Record<keyof KeptCommand, unknown>>;
  return (
    typeof kept.id === 'string' &&
    (kept.as === undefined || typeof kept.as === 'string') &&
    typeof kept.command === 'object' &&
    kept.command !== null &&
    'do' in kept.command
  );
}
