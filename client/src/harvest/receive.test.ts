import { expect, test } from 'vitest';
import { fileName, megabytes, type Received, readBody } from './receive';

/** An answer whose body comes in these pieces. */
function answer(pieces: string[], headers: Record<string, string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  return new Response(body, { headers });
}

test('a file comes whole, and every piece of it is told', async () => {
  const told: Received[] = [];
  const response = answer(['käs', 'i'], { 'content-length': '5', 'content-type': 'text/plain' });
  const file = await readBody(response, (received) => told.push(received));
  expect(await file.text()).toBe('käsi');
  expect(file.type).toBe('text/plain');
  expect(told).toEqual([
    { done: 0, total: 5 },
    { done: 4, total: 5 },
    { done: 5, total: 5 },
  ]);
});

test('a length that nobody knows is not made up', async () => {
  const told: Received[] = [];
  await readBody(answer(['abc'], {}), (received) => told.push(received));
  expect(told.at(-1)).toEqual({ done: 3, total: null });
});

test('a body that breaks off is no file', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(3));
    },
    pull(controller) {
      controller.error(new Error('broken off'));
    },
  });
  await expect(readBody(new Response(body), () => {})).rejects.toThrow('broken off');
});

test('a file has the name the server gives it, with all its letters', () => {
  const given = 'attachment; filename="Kesapaiva.md"; filename*=UTF-8\'\'Kes%C3%A4p%C3%A4iv%C3%A4.md';
  expect(fileName(given)).toBe('Kesäpäivä.md');
  expect(fileName('attachment')).toBeNull();
  expect(fileName("attachment; filename*=UTF-8''%E4")).toBeNull();
  expect(fileName(null)).toBeNull();
});

test('megabytes have one decimal', () => {
  expect([0, 49_000, 51_000, 20_000_000].map(megabytes)).toEqual([0, 0, 0.1, 20]);
});
