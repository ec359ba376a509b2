import { describe, expect, test } from 'vitest';
import type { Command } from '../protocol/session';
import { IN_FLIGHT_MAX, WAITING_MAX } from './limits';
import {
  afterClosing,
  afterDone,
  afterRefusal,
  afterSaved,
  afterSending,
  afterWhole,
  enqueue,
  NOTHING_WAITS,
  type Queue,
  restore,
  toSend,
  unanswered,
} from './queue';
import { draft } from './session_for_tests';

const ready = (value: boolean): Command => ({ do: 'ready', ready: value });
const put = (id: string, text = id): Command => ({ do: 'putDrafts', drafts: [draft(id, text)] });

function with_(...commands: readonly (readonly [string, Command])[]): Queue {
  return commands.reduce(
    (queue, [id, command]) => enqueue(queue, { id, as: undefined, command }).queue,
    NOTHING_WAITS,
  );
}

const ids = (queue: Queue) => queue.waiting.map(({ id }) => id);
const sendAll = (queue: Queue, from = 1) =>
  toSend(queue).reduce((sent, { id }, index) => afterSending(sent, id, from + index), queue);

describe('commands on their way', () => {
  test('wait until the session was told whole, and then go out in order', () => {
    const queue = with_(['1', put('a')], ['2', put('b')]);
    expect(toSend(queue)).toEqual([]);
    expect(toSend(afterWhole(queue)).map(({ id }) => id)).toEqual(['1', '2']);
    expect(toSend(sendAll(afterWhole(queue)))).toEqual([]);
  });

  test('are kept until they are answered and on disk', () => {
    let queue = sendAll(afterWhole(with_(['1', put('a')], ['2', put('b')])));
    queue = afterDone(queue, '1');
    expect(unanswered(queue).map(({ id }) => id)).toEqual(['2']);
    expect(ids(queue)).toEqual(['1', '2']);
    expect(ids(afterSaved(queue, 1))).toEqual(['2']);
    expect(ids(afterSaved(queue, 0))).toEqual(['1', '2']);
    // On disk and not answered: the answer is still to come.
    expect(ids(afterSaved(queue, 2))).toEqual(['2']);
  });

  test('go out again, in order, after the connection broke before they were on disk', () => {
    const sent = afterDone(sendAll(afterWhole(with_(['1', put('a')], ['2', put('b')]))), '1');
    const back = afterWhole(afterClosing(sent));
    expect(toSend(afterClosing(sent))).toEqual([]);
    expect(toSend(back).map(({ id }) => id)).toEqual(['1', '2']);
    expect(ids(afterSaved(sendAll(back), 1))).toEqual(['2']);
  });

  test('that were not answered go out again when the session is told whole on the same socket', () => {
    const sent = sendAll(afterWhole(with_(['1', put('a')], ['2', put('b')])));
    expect(toSend(afterWhole(afterDone(sent, '1'))).map(({ id }) => id)).toEqual(['2']);
  });

  test('are dropped when they are refused', () => {
    expect(ids(afterRefusal(with_(['1', put('a')], ['2', put('b')]), '1'))).toEqual(['2']);
  });

  test('take the place of the one before that they outdo, as long as it was not sent', () => {
    expect(with_(['1', put('a', 'h')], ['2', put('a', 'hello')]).waiting).toMatchObject([
      { id: '1', command: put('a', 'hello') },
    ]);
    expect(ids(with_(['1', ready(true)], ['2', ready(false)]))).toEqual(['1']);
    expect(ids(with_(['1', put('a')], ['2', put('b')], ['3', put('a', 'more')]))).toEqual(['1', '2', '3']);
    const sent = sendAll(afterWhole(with_(['1', ready(true)])));
    expect(ids(enqueue(sent, { id: '2', as: undefined, command: ready(false) }).queue)).toEqual(['1', '2']);
  });

  test('that went out before the connection broke keep their words: the server may have done them', () => {
    const broken = afterClosing(sendAll(afterWhole(with_(['1', put('a', 'h')]))));
    const after = enqueue(broken, { id: '2', as: undefined, command: put('a', 'hello') }).queue;
    expect(after.waiting).toMatchObject([
      { id: '1', command: put('a', 'h') },
      { id: '2', command: put('a', 'hello') },
    ]);
    const kept = restore(NOTHING_WAITS, [{ id: '1', command: ready(true) }]);
    expect(ids(enqueue(kept, { id: '2', as: undefined, command: ready(false) }).queue)).toEqual(['1', '2']);
  });

  test('for one person do not outdo those for another', () => {
    const mine = with_(['1', ready(true)]);
    expect(ids(enqueue(mine, { id: '2', as: 'proxy', command: ready(false) }).queue)).toEqual(['1', '2']);
  });

  test('are bounded in number, and so are those on their way', () => {
    const many = Array.from({ length: WAITING_MAX }, (_, index) => [`${index}`, put(`${index}`)] as const);
    const full = with_(...many);
    expect(enqueue(full, { id: 'more', as: undefined, command: put('more') }).into).toBeNull();
    const open = sendAll(afterWhole(full));
    expect(open.waiting.filter(({ frame }) => frame !== null)).toHaveLength(IN_FLIGHT_MAX);
    expect(toSend(afterDone(open, '0'))).toHaveLength(1);
  });

  test('of an earlier page come before those of this one, and once', () => {
    const queue = with_(['2', put('b')], ['3', put('c')]);
    const kept = [
      { id: '1', command: put('a') },
      { id: '2', command: put('b') },
    ];
    expect(ids(restore(queue, kept))).toEqual(['1', '2', '3']);
  });
});
