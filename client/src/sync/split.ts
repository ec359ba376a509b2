// Cuts a large Yjs update into updates that fit in a frame, each needing only what the ones before it brought.

import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** A struct as bytes, and which client wrote it. */
interface Piece {
  client: number;
  clock: number;
  bytes: Uint8Array;
}

export interface Split {
  /** Updates to be sent in this order. */
  parts: Uint8Array[];
  /** True when something was left out because it does not fit in a part by itself. */
  tooLarge: boolean;
}

/** Bytes for the counts, clients and clocks around the pieces of one client in a part. */
const CLIENT_BYTES_MAX = 24;
/** Bytes of one deleted range with its client. */
const DELETION_BYTES_MAX = 32;

/** Cuts `update` into parts of at most `bytesMax`. */
export function splitUpdate(update: Uint8Array, bytesMax: number): Split {
  if (update.byteLength <= bytesMax) return { parts: [update], tooLarge: false };
  const { structs, ds } = Y.decodeUpdate(update);
  const { pieces, tooLarge } = fittingPieces(inOrderOfNeed(structs), bytesMax);
  return { parts: [...structParts(pieces, bytesMax), ...deletionParts(ds.clients, bytesMax)], tooLarge };
}

/** Whether an update changes nothing: no structs and no deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.byteLength <= 2;
}

/** What a struct refers to comes before it, as far as it is in the same update. */
function inOrderOfNeed(structs: readonly Struct[]): Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const queue = queues.get(struct.id.client);
    if (queue === undefined) queues.set(struct.id.client, [struct]);
    else queue.push(struct);
  }
  const next = new Map<number, number>();
  const reached = (id: Y.ID) => {
    const queue = queues.get(id.client);
    const first = queue?.[next.get(id.client) ?? 0];
    return first === undefined || id.clock < first.id.clock;
  };
  const ordered: Struct[] = [];
  for (let moved = true; moved; ) {
    moved = false;
    for (const [client, queue] of queues) {
      let at = next.get(client) ?? 0;
      for (let struct = queue[at]; struct !== undefined; struct = queue[at]) {
        if (!needs(struct).every((id) => id.client === client || reached(id))) break;
        ordered.push(struct);
        at += 1;
        next.set(client, at);
        moved = true;
      }
    }
  }
  // Anything left refers in a circle, which no Yjs document does; send it rather than lose it.
  for (const [client, queue] of queues) ordered.push(...queue.slice(next.get(client) ?? 0));
  return ordered;
}

function needs(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent: unknown = struct.parent;
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter(
    (id) => id !== null,
  );
}

function fittingPieces(structs: readonly Struct[], bytesMax: number): { pieces: Piece[]; tooLarge: boolean } {
  const pieces: Piece[] = [];
  const stopped = new Set<number>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    // A client's later changes cannot be taken without its earlier ones.
    if (stopped.has(client)) continue;
    const encoder = new Y.UpdateEncoderV1();
    struct.write(encoder, 0);
    const bytes = encoding.toUint8Array(encoder.restEncoder);
    if (bytes.byteLength + CLIENT_BYTES_MAX > bytesMax) stopped.add(client);
    else pieces.push({ client, clock, bytes });
  }
  return { pieces, tooLarge: stopped.size > 0 };
}

function structParts(pieces: readonly Piece[], bytesMax: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let byClient = new Map<number, Piece[]>();
  let size = CLIENT_BYTES_MAX;
  const close = () => {
    if (byClient.size > 0) parts.push(structPart(byClient));
    byClient = new Map();
    size = CLIENT_BYTES_MAX;
  };
  for (const piece of pieces) {
    if (size + piece.bytes.byteLength + CLIENT_BYTES_MAX > bytesMax) close();
    const mine = byClient.get(piece.client);
    if (mine === undefined) {
      byClient.set(piece.client, [piece]);
      size += CLIENT_BYTES_MAX;
    } else {
      mine.push(piece);
    }
    size += piece.bytes.byteLength;
  }
  close();
  return parts;
}

function structPart(byClient: ReadonlyMap<number, Piece[]>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, pieces] of byClient) {
    encoding.writeVarUint(encoder, pieces.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, pieces[0]?.clock ?? 0);
    for (const { bytes } of pieces) encoding.writeUint8Array(encoder, bytes);
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function deletionParts(
  deleted: ReadonlyMap<number, readonly { clock: number; len: number }[]>,
  bytesMax: number,
): Uint8Array[] {
  const rangesMax = Math.max(1, Math.floor(bytesMax / DELETION_BYTES_MAX));
  const ranges = [...deleted].flatMap(([client, items]) => items.map((item) => ({ client, ...item })));
  const parts: Uint8Array[] = [];
  for (let from = 0; from < ranges.length; from += rangesMax) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    const some = ranges.slice(from, from + rangesMax);
    const clients = new Set(some.map(({ client }) => client));
    encoding.writeVarUint(encoder, clients.size);
    for (const client of clients) {
      const mine = some.filter((range) => range.client === client);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, mine.length);
      for (const { clock, len } of mine) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, len);
      }
    }
    parts.push(encoding.toUint8Array(encoder));
  }
  return parts;
}
