// Promise: a note is as tall on the page as in the picture that the server draws, whatever is written on it.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';

const LONG_WORD = 'epäjärjestelmällistyttämättömyydelläänsäkäänköhän';
const SENTENCE =
  'Kuntalaisten osallistumismahdollisuuksien kehittäminen yhteistyössä järjestöjen kanssa on meille tärkeää. ';
const ADDRESS =
  'https://www.example.org/tapahtumat/2026/kesakuu/piknik?paikka=puisto&osallistujat=kaikki#ohjelma';

const times = (count: number, text: string) => text.repeat(count).trim();
const lines = (count: number, text = 'rivi') => Array.from({ length: count }, () => text).join('\n');

/** Of letters that the page's font has. */
const PLAIN: readonly string[] = [
  'lyhyt',
  LONG_WORD,
  times(2, `${LONG_WORD} `),
  times(5, `${LONG_WORD} `),
  LONG_WORD.repeat(8),
  ...[1, 2, 3, 4, 5, 8, 13, 21].map((count) => times(count, SENTENCE)),
  ADDRESS,
  `Katso ${ADDRESS} ja ilmoittaudu`,
  lines(10),
  lines(11),
  lines(30),
  `${lines(12)}\n\n\n`,
  `\n\n${SENTENCE}\n\n${SENTENCE}\n\n${SENTENCE}\n\n${SENTENCE}`,
  lines(14, 'kahvia, pullaa ja mehua kaikille'),
  times(240, 'a '),
  times(120, 'Åäö '),
  times(40, 'AVATAR To. '),
  'W'.repeat(240),
  'i'.repeat(600),
  times(30, 'tasan     välissä '),
  times(18, 'yhdys-sana—ajatusviiva/vino '),
  times(25, '„Žluťoučký kůň“ šakki '),
  times(15, '1 234 567,89 € (12–14 %) '),
  times(6, `${ADDRESS}\n`),
  times(25, 'sarkain\tvälissä\t'),
  times(20, 'sitova\u00a0väli \u2009ohut '),
];

/** Of letters that the font lacks: each machine draws them in one of its own, or as a box, and the picture knows about how wide they are. */
const FOREIGN: readonly string[] = [
  times(20, '🧺👩🏽‍🚀 piknik 🎉 '),
  '🧺'.repeat(60),
  times(8, '公園でピクニックをしましょう。'),
  times(12, '한국어 문장입니다 '),
  times(12, 'пикник в парке '),
  times(12, 'نزهة في الحديقة '),
];

test('a note is as tall on the page as in the picture of the board', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ title: 'Heights', language: 'fi' });
  const peer = await peers.join(server, room);
  const texts = [...PLAIN, ...FOREIGN];
  const place = (index: number): [number, number] => [(index % 8) * 260, Math.floor(index / 8) * 3_000];
  texts.forEach((text, index) => {
    peer.add(`n${index}`, text, place(index));
  });
  const person = await people.enter(room.links.facilitate, 'Aino');
  await person.page.getByRole('button', { name: 'Fit all', exact: true }).click();
  await expect(person.notes).toHaveCount(texts.length);
  const answer = await person.page.request.get(new URL(`api/rooms/${room.room}/export.svg`, server.url).href);
  const svg = await answer.text();
  /** The paper itself is drawn half a unit inside its edge. */
  const inPicture = (index: number) => {
    const [x, y] = place(index);
    const paper = new RegExp(`<rect x="${x + 0.5}" y="${y + 0.5}" width="191" height="([\\d.]+)"`).exec(svg);
    return paper === null ? Number.NaN : Number(paper[1]) + 1;
  };
  // Once the page has its font.
  await expect(async () => {
    const onPage = await heightsOn(person);
    expect(onPage.filter(({ height }) => height > 192).length).toBeGreaterThan(15);
    for (const [index, text] of texts.entries()) {
      const seen = onPage.find(({ id }) => id === `n${index}`);
      const ratio = (seen?.height ?? Number.NaN) / inPicture(index);
      if (FOREIGN.includes(text)) expect(Math.abs(ratio - 1), text).toBeLessThan(1 / 2);
      else expect(seen?.height, text).toBe(inPicture(index));
      if (PLAIN.includes(text)) expect(seen?.cut, text).toBe(0);
    }
  }).toPass({ timeout: 20_000 });
});

/** How tall notes are, and how much of their words hangs out. */
async function heightsOn({ notes }: Person) {
  return await notes.evaluateAll((all) =>
    all.map((note) => {
      const words = note.querySelector('.note-words');
      return {
        id: note.dataset.note ?? '',
        height: Number.parseFloat(note.style.height),
        cut: words === null ? 0 : words.scrollHeight - words.clientHeight,
      };
    }),
  );
}
