// A facilitator without a page, for tests of what others see: enters by the link, sends commands, waits for answers.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import {
  type ClientMessage,
  type Command,
  type Journey,
  type ServerMessage,
  SUBPROTOCOL,
} from '../../client/src/protocol/session.ts';
import type { Room, Server } from './server.ts';

/** Kind of a session frame. */
const SESSION = 16;

export class Facilitator {
  private journey: Journey | undefined;
  private readonly answers = new Map<string, (answer: string) => void>();
  private readonly whole: Promise<void>;

  private constructor(private readonly socket: WebSocket) {
    this.whole = new Promise((done, fail) => {
      socket.binaryType = 'arraybuffer';
      socket.onerror = () => fail(new Error('the facilitator is not let in'));
      socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        for (const message of readMessages(new Uint8Array(data))) this.hear(message, done);
      };
    });
  }

  /** Enters a room and waits until it is told the session. */
  static async enter(server: Server, room: Room): Promise<Facilitator> {
    const entered = await fetch(new URL(`api/rooms/${room.room}/enter`, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: room.tokens.facilitate }),
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket = new WebSocket(`${server.syncUrl}/${room.room}`, SUBPROTOCOL, { headers: { cookie } });
    const facilitator = new Facilitator(socket);
    await facilitator.whole;
    return facilitator;
  }

  /** Sends a command and waits until it is done. */
  async does(command: Command): Promise<void> {
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
    const answer = new Promise<string>((done) => this.answers.set(id, done));
    const message: ClientMessage = { type: 'command', id, command };
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SESSION);
    encoding.writeVarString(encoder, JSON.stringify(message));
    this.socket.send(encoding.toUint8Array(encoder));
    const said = await answer;
    if (said !== 'done') throw new Error(`${command.do}: ${said}`);
  }

  /** Goes to a phase, or to none. */
  async goesTo(to: string | null): Promise<void> {
    await this.does({ do: 'goTo', from: this.journey?.current ?? null, to });
  }

  leave(): void {
    this.socket.close();
  }

  private hear(message: ServerMessage, whole: () => void): void {
    if (message.type === 'session') {
      if (message.journey !== undefined) this.journey = message.journey;
      if (message.whole === true) whole();
    } else if (message.type === 'done') {
      this.answers.get(message.id)?.('done');
    } else if (message.type === 'refused') {
      this.answers.get(message.id)?.(message.code);
    }
  }
}

function readMessages(data: Uint8Array): ServerMessage[] {
  const decoder = decoding.createDecoder(data);
  const messages: ServerMessage[] = [];
  while (decoding.hasContent(decoder)) {
    const kind = decoding.readVarUint(decoder);
    if (kind === SESSION) messages.push(JSON.parse(decoding.readVarString(decoder)) as ServerMessage);
    else if (kind === 0) {
      decoding.readVarUint(decoder);
      decoding.readVarUint8Array(decoder);
    } else if (kind === 1) decoding.readVarUint8Array(decoder);
    else break;
  }
  return messages;
}
