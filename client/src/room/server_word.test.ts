import { beforeEach, expect, test } from 'vitest';
import type { Hello, ServerMessage } from '../protocol/session';
import type { Dictionary } from '../texts/dictionary';
import { PAGE_TEXTS } from '../texts/page_texts';
import { createServerWord, NEWS_OF, type News } from './server_word';

let heard: string[];
let anonymous: boolean | undefined;

function word() {
  return createServerWord({
    me: 'eva',
    role: 'participant',
    about: { hear: ({ title }) => heard.push(`title ${title}`) },
    people: {
      replace: (people) => heard.push(`people ${people.length}`),
      change: (here, left) => heard.push(`came ${here.length} left ${left.length}`),
    },
    tell: (news: News) => heard.push(`told ${news}`),
    keepAside: ({ texts }) => {
      const isNew = !heard.includes(`kept ${texts.join(' ')}`);
      heard.push(`kept ${texts.join(' ')}`);
      return isNew;
    },
    onOtherParticipant: ({ participant }) => heard.push(`other ${participant}`),
    onVersion: () => {},
    introduce: () => heard.push('introduce'),
    writeAsAnother: () => heard.push('another id'),
    isAnonymous: () => anonymous,
  });
}

const HELLO = {
  type: 'hello',
  participant: 'eva',
  role: 'facilitator',
  tokens: { join: 'secret' },
  participants: [],
  laidUnder: [7],
  title: 'Coffee room',
} as unknown as Hello & { type: 'hello' };

const SESSION = { type: 'session' } as ServerMessage;

beforeEach(() => {
  heard = [];
  anonymous = undefined;
});

test('a hello says who one is, which links one may pass on, and what is laid by the server', () => {
  const { role, tokens, laidUnder, hear } = word();
  hear(HELLO);
  expect([role(), tokens(), [...laidUnder]]).toEqual(['facilitator', { join: 'secret' }, [7]]);
  expect(heard).toEqual(['title Coffee room', 'people 0', 'introduce']);
});

test('what is wrong with the room is told once, however often the line breaks', () => {
  const { hear } = word();
  hear({ ...HELLO, damaged: true, linksMadeAnew: true });
  hear({ ...HELLO, damaged: true, linksMadeAnew: true });
  hear({ type: 'error', code: 'roomFull' } as ServerMessage);
  hear({ type: 'error', code: 'roomFull' } as ServerMessage);
  expect(heard.filter((word) => word.startsWith('told'))).toEqual([
    'told damaged',
    'told linksMadeAnew',
    'told full',
  ]);
});

test('whoever the server knows as somebody else is told so', () => {
  word().hear({ ...HELLO, participant: 'ole' });
  expect(heard[0]).toBe('other ole');
});

test('what is written after names are shown, or hidden, goes under another id than what was written before', () => {
  const { hear } = word();
  for (const now of [false, false, true, true, false]) {
    anonymous = now;
    hear(SESSION);
  }
  expect(heard).toEqual(['another id', 'another id']);
});

test('an id that is taken is written under no more', () => {
  word().hear({ type: 'error', code: 'clientIdTaken' } as ServerMessage);
  expect(heard).toEqual(['another id']);
});

test('a new role is introduced to the others with the links that go with it', () => {
  const { role, tokens, hear } = word();
  hear({ type: 'role', role: 'viewer', tokens: {} });
  expect([role(), tokens(), heard]).toEqual(['viewer', {}, ['introduce']]);
});

test('every error of the server that is told has a text, and one that this page does not know is told to nobody', async () => {
  const { hear } = word();
  for (const code of [...Object.keys(NEWS_OF), 'newer than this page']) {
    hear({ type: 'error', code } as ServerMessage);
  }
  const told = heard.filter((word) => word.startsWith('told'));
  expect(told).toEqual(['told noRight', 'told tooManyNotes', 'told full', 'told contentRefused']);
  for (const load of Object.values(PAGE_TEXTS)) {
    const { room } = (await load()) as Dictionary;
    for (const news of Object.values(NEWS_OF)) if (news !== null) expect(room[news]).toMatch(/\p{L}/u);
  }
});

test('words that came too late for the board are kept before that is said, and it is said once of the same', () => {
  const { hear } = word();
  const words: ServerMessage = { type: 'keptAside', texts: ['an apple', 'a pear'], of: ['a', 'b'] };
  for (let times = 0; times < 2; times += 1) hear(words);
  expect(heard).toEqual(['kept an apple a pear', 'told keptAside', 'kept an apple a pear']);
});
