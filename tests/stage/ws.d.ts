// The part of `ws` that tests use: a WebSocket as in browsers that sends headers and can also break off.

declare module 'ws' {
  export class WebSocket extends globalThis.WebSocket {
    constructor(
      url: string | URL,
      protocols?: string | string[],
      options?: { headers?: Record<string, string> },
    );
    terminate(): void;
  }
}
