// What this browser remembers of a room's session: which instructions were read, and how it looked when last seen.

import type { ParticipantId, PhaseId, RoomId } from '../protocol/session';
import { readStoredJson, store } from '../storage';
import type { LastLook } from './latecomers';

/** More phases than any plan has. */
const READ_MAX = 100;

export interface Memory {
  lastLook(): LastLook | null;
  look(look: LastLook): void;
  hasRead(phase: PhaseId): boolean;
  read(phase: PhaseId): void;
}

/** The memory of one person's visits to a room. */
export function memoryOf(room: RoomId, participant: ParticipantId): Memory {
  const lookKey = `picnic.look.${room}.${participant}`;
  const readKey = `picnic.read.${room}.${participant}`;
  const phasesRead = (): readonly string[] => {
    const list = readStoredJson(readKey);
    return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : [];
  };
  return {
    lastLook() {
      const look = readStoredJson(lookKey);
      return isLook(look) ? look : null;
    },
    look: (look) => void store(lookKey, JSON.stringify(look)),
    hasRead: (phase) => phasesRead().includes(phase),
    read(phase) {
      const others = phasesRead().filter((id) => id !== phase);
      store(readKey, JSON.stringify([...others, phase].slice(-READ_MAX)));
    },
  };
}

function isLook(value: unknown): value is LastLook {
  if (typeof value !== 'object' || value === null) return false;
  const look = value as Partial<Record<keyof LastLook, unknown>>;
  return (
    (typeof look.phase === 'string' || look.phase === null) &&
    typeof look.atMs === 'number' &&
    typeof look.notes === 'number' &&
    typeof look.comments === 'number'
  );
}
