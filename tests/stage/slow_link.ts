// A network on which everything takes a while, each way, before a real server.

import { type AddressInfo, connect, createServer, type Socket, type Server as TcpServer } from 'node:net';

export class SlowLink {
  private readonly open = new Set<Socket>();

  private constructor(private readonly tcp: TcpServer) {}

  /** What goes either way arrives so much later. */
  static async before(server: { url: string }, ms: number): Promise<SlowLink> {
    const { hostname, port } = new URL(server.url);
    const tcp = createServer({ noDelay: true });
    const link = new SlowLink(tcp);
    tcp.on('connection', (near) => {
      const far = connect({ host: hostname, port: Number(port), noDelay: true });
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        link.open.add(from);
        from.on('data', (bytes) => void setTimeout(() => to.write(bytes), ms));
        from.on('end', () => void setTimeout(() => to.end(), ms));
        from.on('error', () => to.destroy());
        from.on('close', () => link.open.delete(from));
      }
    });
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
    return link;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.tcp.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.tcp.close();
    for (const socket of this.open) socket.destroy();
  }
}
