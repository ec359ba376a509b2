// Somebody who takes part without a browser: a pass, a socket, and commands with their answers.

import { WebSocket } from 'ws';
import type {
  ClientMessage,
  Color,
  Command,
  Draft,
  Journey,
  ParticipantId,
  RefusalCode,
} from '../../client/src/protocol/session.ts';
import { readMessage, sessionFrame } from '../../client/src/sync/wire.ts';
import type { Room, Server } from './server.ts';

type Verb = keyof Room['tokens'];

interface Pass {
  readonly name: string;
  readonly value: string;
}

export class TakingPart {
  /** Where the session is, as far as was told. */
  journey: Journey | undefined;
  private readonly answers = new Map<string, (refusal: RefusalCode | null) => void>();

  private constructor(
    readonly id: ParticipantId,
    private readonly socket: WebSocket,
    whole: () => void,
  ) {
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      for (const frame of readMessage(new Uint8Array(data))) {
        if (frame.kind !== 'session') continue;
        const { message } = frame;
        if (message.type === 'session') {
          this.journey = message.journey ?? this.journey;
          if (message.whole) whole();
        }
        if (message.type === 'done') this.answers.get(message.id)?.(null);
        if (message.type === 'refused') this.answers.get(message.id)?.(message.code);
      }
    });
  }

  /** Enters by a link's secret and waits for the whole session. */
  static async enter(server: Server, room: Room, verb: Verb, name?: string): Promise<TakingPart> {
    const person = await TakingPart.letIn(server, room, { secret: room.tokens[verb] });
    if (name !== undefined) person.send({ type: 'name', name });
    return person;
  }

  /** A second socket of somebody who is there already, by their pass: what they would do at another screen. */
  static async beside(server: Server, room: Room, cookies: readonly Pass[]): Promise<TakingPart> {
    const pass = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return await TakingPart.letIn(server, room, {}, pass);
  }

  private static async letIn(server: Server, room: Room, asks: object, pass?: string): Promise<TakingPart> {
    const answer = await fetch(new URL(`api/rooms/${room.room}/enter`, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(pass !== undefined && { cookie: pass }) },
      body: JSON.stringify(asks),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const [given = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    const { participant } = (await answer.json()) as { participant: ParticipantId };
    const socket = new WebSocket(`${server.syncUrl}/${room.room}`, ['picnic.v1'], {
      headers: { cookie: given || (pass ?? '') },
    });
    socket.binaryType = 'arraybuffer';
    return await new Promise<TakingPart>((done, fail) => {
      const made = new TakingPart(participant, socket, () => done(made));
      socket.addEventListener('error', () => fail(new Error('the room lets nobody in')));
      // An empty state vector asks for the board: the session comes after it.
      socket.addEventListener('open', () => socket.send(Uint8Array.from([0, 0, 1, 0])));
    });
  }

  /** Asks for a change, for a proxy where one is named; null once it is done, else why not. */
  async asks(command: Command, as?: ParticipantId): Promise<RefusalCode | null> {
    const id = newId();
    return await new Promise((done) => {
      this.answers.set(id, done);
      this.send({ type: 'command', id, command, ...(as !== undefined && { as }) });
    });
  }

  /** The same, and it must be done. */
  async does(command: Command, as?: ParticipantId): Promise<void> {
    const refusal = await this.asks(command, as);
    if (refusal !== null) throw new Error(`${command.do} was refused: ${refusal}`);
  }

  /** Goes on to a phase from wherever the session is. */
  async goTo(phase: string): Promise<void> {
    await this.does({ do: 'goTo', from: this.journey?.current ?? null, to: phase });
  }

  leave(): void {
    this.socket.terminate();
  }

  private send(message: ClientMessage): void {
    this.socket.send(sessionFrame(message));
  }
}

/** A fresh id: 128 random bits, as the server reads them. */
export function newId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

/** A note for a basket, to be laid with the others. */
export function draft(text: string, color: Color = 'yellow'): Draft {
  return { id: newId(), text, color, section: null, held: false };
}
