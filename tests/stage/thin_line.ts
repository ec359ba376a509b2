// A line that carries little, before a real server.

import { type AddressInfo, connect, createServer, type Socket, type Server as TcpServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export class ThinLine {
  private readonly open = new Set<Socket>();
  /** How often somebody came by it. */
  connections = 0;

  private constructor(private readonly tcp: TcpServer) {}

  /** So many bytes a second come from the server. */
  static async before(server: { url: string }, bytesPerSecond: number): Promise<ThinLine> {
    const { hostname, port } = new URL(server.url);
    const tcp = createServer();
    const line = new ThinLine(tcp);
    tcp.on('connection', (near) => {
      line.connections += 1;
      const far = connect({ host: hostname, port: Number(port) });
      for (const socket of [near, far]) {
        line.open.add(socket);
        socket.on('error', () => socket.destroy());
      }
      near.on('close', () => far.destroy());
      near.pipe(far);
      void line.carry(far, near, bytesPerSecond);
    });
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
    return line;
  }

  private async carry(from: Socket, to: Socket, bytesPerSecond: number): Promise<void> {
    try {
      for await (const bytes of from as AsyncIterable<Buffer>) {
        to.write(bytes);
        await pause((bytes.length / bytesPerSecond) * 1_000);
      }
    } catch {
      // It was cut.
    }
    to.destroy();
  }

  /** Where y-websocket finds the boards behind it. */
  get syncUrl(): string {
    return `ws://127.0.0.1:${(this.tcp.address() as AddressInfo).port}/sync`;
  }

  stop(): void {
    this.tcp.close();
    for (const socket of this.open) socket.destroy();
  }
}
