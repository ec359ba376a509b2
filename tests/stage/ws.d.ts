// The part of `ws` that tests use: a WebSocket as in browsers that can also break off.

declare module 'ws' {
  export class WebSocket extends globalThis.WebSocket {
    terminate(): void;
  }
}
