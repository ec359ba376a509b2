// Reads server-sent events out of a stream's text, whatever pieces it comes in.

export interface ServerEvent {
  /** What it is called; `message` when it has no name. */
  readonly name: string;
  readonly data: string;
}

export class EventReader {
  /** Pieces of the line that has not ended: joined once, since a board is one line of megabytes. */
  #line: string[] = [];
  #name = '';
  #data: string[] = [];

  /** Takes a piece of text; the events that end in it. */
  read(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const [first = '', ...rest] = text.split('\n');
    this.#line.push(first);
    for (const next of rest) {
      const event = this.#end(this.#line.join('').replace(/\r$/, ''));
      if (event !== undefined) events.push(event);
      this.#line = [next];
    }
    return events;
  }

  #end(line: string): ServerEvent | undefined {
    if (line === '') {
      const event = { name: this.#name || 'message', data: this.#data.join('\n') };
      const isEvent = this.#data.length > 0;
      this.#name = '';
      this.#data = [];
      return isEvent ? event : undefined;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data.push(value);
    return undefined;
  }
}
