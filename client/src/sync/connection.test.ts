import { describe, expect, test } from 'vitest';
import {
  CLOSE_JOINING_CLOSED,
  CLOSE_REMOVED,
  DOOR_CLOSED,
  LINK_WITHDRAWN,
  PUT_OUT,
} from '../protocol/session';
import {
  ANSWER_IN_DOUBT_MS_MAX,
  ANSWER_MS_MAX,
  BACKOFF_MS_FIRST,
  BACKOFF_MS_MAX,
  CLOSE_UNREADABLE,
  type Connection,
  deadline,
  type Effect,
  FIRST_WORD_MS_MAX,
  type Happening,
  LATER_MS_MIN,
  OPENING_MS_MAX,
  RESTART_SPREAD_MS,
  RESTING,
  SILENCE_IN_DOUBT_MS_MAX,
  SILENCE_MS_MAX,
  step,
} from './connection';

/** Drives a line by hand, on a clock that stands still until told. */
function drive(chance = 0.5) {
  let connection: Connection = RESTING;
  let now = 1_000;
  const effects: Effect[] = [];
  return {
    happen(happening: Happening) {
      const next = step(connection, happening, now, () => chance);
      connection = next.connection;
      effects.push(...next.effects);
      return this;
    },
    /** Lets the time until the next tick pass, and ticks. */
    wait() {
      now = deadline(connection) ?? now;
      return this.happen({ type: 'tick' });
    },
    pass(ms: number) {
      now += ms;
      return this;
    },
    live() {
      return this.happen({ type: 'start' }).happen({ type: 'opened' }).happen({ type: 'synced' });
    },
    /** How long until the next tick. */
    due: () => (deadline(connection) ?? Number.NaN) - now,
    at: () => connection.at,
    connection: () => connection,
    did: () => effects.splice(0),
  };
}

describe('a line', () => {
  test('opens a socket when it starts, and is live when the server has sent what we lack', () => {
    const line = drive().happen({ type: 'start' });
    expect([line.at(), line.did()]).toEqual(['connecting', ['open']]);
    expect(line.happen({ type: 'opened' }).at()).toBe('syncing');
    expect(line.happen({ type: 'synced' }).at()).toBe('live');
  });

  test('waits longer after each failure, up to a bound', () => {
    const line = drive(1).happen({ type: 'start' });
    const waits: number[] = [];
    for (let failure = 0; failure < 10; failure += 1) {
      line.happen({ type: 'closed', code: 1006 });
      waits.push(line.due());
      line.wait();
    }
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((times) => times * BACKOFF_MS_FIRST));
    expect(waits.at(-1)).toBe(BACKOFF_MS_MAX);
  });

  test('draws its wait from the whole range, so that a crowd does not come back as one', () => {
    const due = (chance: number) => {
      const line = drive(chance).live().happen({ type: 'closed', code: 1006 });
      return line.due();
    };
    expect([due(0), due(0.5), due(1)]).toEqual([0, BACKOFF_MS_FIRST / 2, BACKOFF_MS_FIRST]);
  });

  test('forgets its failures only when it was live again', () => {
    const line = drive(1).happen({ type: 'start' });
    line.happen({ type: 'closed', code: 1006 }).wait();
    line.happen({ type: 'opened' }).happen({ type: 'closed', code: 1006 });
    expect(line.due()).toBe(2 * BACKOFF_MS_FIRST);
    line.wait().happen({ type: 'opened' }).happen({ type: 'synced' }).happen({ type: 'closed', code: 1006 });
    expect(line.due()).toBe(BACKOFF_MS_FIRST);
  });

  test('comes back soon after a restart, spread out', () => {
    const line = drive(0.5).live().happen({ type: 'closed', code: 1012 });
    expect([line.at(), line.due()]).toEqual(['waiting', RESTART_SPREAD_MS / 2]);
  });

  test('leaves a server alone that says to come later', () => {
    const line = drive(0).live().happen({ type: 'closed', code: 1013 });
    expect(line.due()).toBe(LATER_MS_MIN);
  });

  test('comes back later when the server closed it for another reason of policy', () => {
    const line = drive(0).live().happen({ type: 'closed', code: 1008, reason: 'send less' });
    expect([line.at(), line.due()]).toEqual(['waiting', LATER_MS_MIN]);
  });

  test('does not come back by itself when its access was withdrawn', () => {
    const line = drive().live().happen({ type: 'closed', code: 1008, reason: LINK_WITHDRAWN });
    expect(line.connection()).toEqual({ at: 'refused', why: 'revoked' });
    line.did();
    line.happen({ type: 'tick' }).happen({ type: 'online' }).happen({ type: 'start' });
    expect([line.at(), line.did(), line.due()]).toEqual(['refused', [], Number.NaN]);
  });

  test('does not come back by itself when it was put out or the door is closed', () => {
    for (const [code, reason, why] of [
      [CLOSE_REMOVED, PUT_OUT, 'removed'],
      [CLOSE_JOINING_CLOSED, DOOR_CLOSED, 'joiningClosed'],
    ] as const) {
      const line = drive().live().happen({ type: 'closed', code, reason });
      expect([line.connection(), line.due()]).toEqual([{ at: 'refused', why }, Number.NaN]);
    }
  });

  test('comes back when whoever put it out has let it in again, and from nowhere else', () => {
    const line = drive().live().happen({ type: 'closed', code: CLOSE_REMOVED, reason: PUT_OUT });
    line.did();
    expect([line.happen({ type: 'letIn' }).at(), line.did()]).toEqual(['connecting', ['open']]);
    line.happen({ type: 'opened' }).happen({ type: 'synced' }).happen({ type: 'letIn' });
    expect([line.at(), line.did()]).toEqual(['live', []]);
  });

  test('comes back when something in between closed it, with whatever code', () => {
    for (const code of [1000, 1008, 1011, CLOSE_REMOVED, CLOSE_JOINING_CLOSED, 4403]) {
      for (const reason of ['', 'session expired'])
        expect(drive().live().happen({ type: 'closed', code, reason }).at(), `${code}`).toBe('waiting');
    }
  });

  test('stops when the server twice could not read what it sent, and stays so', () => {
    const line = drive().live().happen({ type: 'closed', code: CLOSE_UNREADABLE, again: false });
    expect(line.at()).toBe('waiting');
    line.wait().happen({ type: 'opened' }).happen({ type: 'synced' });
    line.happen({ type: 'closed', code: CLOSE_UNREADABLE, again: true });
    line.did();
    line.happen({ type: 'tick' }).happen({ type: 'online' }).happen({ type: 'start' });
    expect([line.at(), line.did(), line.due()]).toEqual(['stopped', [], Number.NaN]);
  });

  test('asks over HTTP whether it is let in when a socket does not open', () => {
    const line = drive().happen({ type: 'start' });
    line.did();
    line.happen({ type: 'closed', code: 1006 });
    expect(line.did()).toEqual(['checkAccess']);
    line.happen({ type: 'turnedAway', why: 'notFound' });
    expect(line.connection()).toEqual({ at: 'refused', why: 'notFound' });
  });

  test('asks over HTTP when a socket opens and says nothing', () => {
    const line = drive().happen({ type: 'start' }).happen({ type: 'opened' });
    line.did();
    expect(line.due()).toBe(FIRST_WORD_MS_MAX);
    expect([line.wait().at(), line.did()]).toEqual(['waiting', ['drop', 'checkAccess']]);
    const talking = drive().happen({ type: 'start' }).happen({ type: 'opened' }).happen({ type: 'heard' });
    expect(talking.due()).toBe(SILENCE_MS_MAX);
  });

  test('opens at once when there is another way', () => {
    const line = drive(1).happen({ type: 'start' }).happen({ type: 'closed', code: 1006 });
    line.did();
    expect([line.happen({ type: 'otherWay' }).at(), line.did()]).toEqual(['connecting', ['open']]);
  });

  test('does not ask about its access when an open socket breaks', () => {
    const line = drive().live();
    line.did();
    expect(line.happen({ type: 'closed', code: 1006 }).did()).toEqual([]);
  });

  test('gives up a socket that does not open in time', () => {
    const line = drive().happen({ type: 'start' });
    expect(line.due()).toBe(OPENING_MS_MAX);
    line.did();
    expect([line.wait().at(), line.did()]).toEqual(['waiting', ['drop', 'checkAccess']]);
  });

  test('asks a silent server for a sign of life before it gives it up', () => {
    const line = drive().live();
    line.did();
    expect(line.due()).toBe(SILENCE_MS_MAX);
    expect([line.wait().at(), line.did(), line.due()]).toEqual(['live', ['ask'], ANSWER_MS_MAX]);
    expect([line.wait().at(), line.did()]).toEqual(['waiting', ['drop']]);
  });

  test('stays when a silent server answers, also in a page whose timers sleep', () => {
    const line = drive().live().pass(60_000).happen({ type: 'tick' }).pass(100).happen({ type: 'heard' });
    expect([line.at(), line.due()]).toEqual(['live', SILENCE_MS_MAX]);
  });

  test.each(['woke', 'offline'] as const)('asks at once when the page or its browser says %s', (type) => {
    const line = drive().live();
    line.did();
    line.happen({ type });
    expect([line.did(), line.due()]).toEqual([['ask'], ANSWER_IN_DOUBT_MS_MAX]);
    expect(line.wait().at()).toBe('waiting');
  });

  test('is not calmed by what was still on its way when the network went', () => {
    const line = drive().live().happen({ type: 'offline' }).pass(100).happen({ type: 'heard' });
    line.did();
    expect(line.due()).toBe(SILENCE_IN_DOUBT_MS_MAX);
    expect([line.wait().at(), line.did(), line.due()]).toEqual(['live', ['ask'], ANSWER_IN_DOUBT_MS_MAX]);
    expect([line.wait().at(), line.did()]).toEqual(['waiting', ['drop']]);
  });

  test('is calm again once the network is back', () => {
    const line = drive()
      .live()
      .happen({ type: 'offline' })
      .happen({ type: 'online' })
      .happen({ type: 'heard' });
    expect([line.at(), line.due()]).toEqual(['live', SILENCE_MS_MAX]);
  });

  test('tries soon when the network comes back', () => {
    const line = drive(0.5).happen({ type: 'start' });
    for (let failure = 0; failure < 8; failure += 1) line.happen({ type: 'closed', code: 1006 }).wait();
    line.happen({ type: 'closed', code: 1006 });
    expect(line.due()).toBeGreaterThan(5_000);
    expect(line.happen({ type: 'online' }).due()).toBeLessThanOrEqual(500);
  });

  test('closes when the page is left, and opens again when the page comes back', () => {
    const line = drive().live();
    line.did();
    expect([line.happen({ type: 'leave' }).at(), line.did()]).toEqual(['resting', ['drop']]);
    expect([line.happen({ type: 'start' }).at(), line.did()]).toEqual(['connecting', ['open']]);
  });
});
