// y-websocket framing, as `protocol/src/frame.rs` has it: what stands in one binary WebSocket message.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { ClientMessage, ServerMessage } from '../protocol/session';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const SESSION = 16;

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

/** Most bytes that framing puts around a change: two kinds and a length. */
export const FRAMING_BYTES_MAX = 8;

/** One frame from the server. */
export type ServerFrame =
  /** Sync step 1: what the server has. */
  | { kind: 'stateVector'; stateVector: Uint8Array }
  /** A change; `whole` when it is the answer to our sync step 1. */
  | { kind: 'change'; whole: boolean; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'queryAwareness' }
  | { kind: 'denied'; reason: string }
  | { kind: 'session'; message: ServerMessage };

/** Reads every frame of a message. Frames of kinds that are not known yet end it quietly. */
export function readMessage(message: Uint8Array): ServerFrame[] {
  const decoder = decoding.createDecoder(message);
  const frames: ServerFrame[] = [];
  while (decoding.hasContent(decoder)) {
    const frame = readFrame(decoder);
    if (frame === undefined) break;
    frames.push(frame);
  }
  return frames;
}

function readFrame(decoder: decoding.Decoder): ServerFrame | undefined {
  switch (decoding.readVarUint(decoder)) {
    case SYNC: {
      const kind = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (kind === SYNC_STEP_1) return { kind: 'stateVector', stateVector: payload };
      return { kind: 'change', whole: kind === SYNC_STEP_2, update: payload };
    }
    case AWARENESS:
      return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case AUTH:
      decoding.readVarUint(decoder);
      return { kind: 'denied', reason: decoding.readVarString(decoder) };
    case QUERY_AWARENESS:
      return { kind: 'queryAwareness' };
    case SESSION:
      return { kind: 'session', message: JSON.parse(decoding.readVarString(decoder)) as ServerMessage };
    default:
      return undefined;
  }
}

/** Sync step 1: send me what this state vector lacks. */
export function stateVectorFrame(stateVector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame(SYNC, SYNC_STEP_1, stateVector);
}

/** A change; `whole` as sync step 2. */
export function changeFrame(update: Uint8Array, whole: boolean): Uint8Array<ArrayBuffer> {
  return frame(SYNC, whole ? SYNC_STEP_2 : SYNC_UPDATE, update);
}

/** Presence. */
export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, update);
  });
}

/** Send me everyone's presence. */
export function queryAwarenessFrame(): Uint8Array<ArrayBuffer> {
  return encode((encoder) => encoding.writeVarUint(encoder, QUERY_AWARENESS));
}

/** The session plane. */
export function sessionFrame(message: ClientMessage): Uint8Array<ArrayBuffer> {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, SESSION);
    encoding.writeVarString(encoder, JSON.stringify(message));
  });
}

function frame(plane: number, kind: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, plane);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function encode(write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  write(encoder);
  return new Uint8Array(encoding.toUint8Array(encoder));
}
