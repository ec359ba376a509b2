/// <reference types="node" />
// What pages show of documents drawn from seeds, told to the server's test, which has to answer the same (`make test`).

import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { randomDocument } from './random_document_for_tests';
import { shownAtOnce, shownOf } from './shown_for_tests';

/** Where the server's test looks for them. */
const FOLDER = new URL('../../../../target/documents/', import.meta.url);

const COUNT = 150;

/** Another first seed each day; `PICNIC_SEED` is that of a run to be seen again. */
const first = Number(process.env.PICNIC_SEED ?? Math.floor(Date.now() / 86_400_000) * COUNT);

test(`documents of the seeds from ${first} are shown alike, however they come`, () => {
  const told = Array.from({ length: COUNT }, (_, index) => {
    const seed = first + index;
    const board = randomDocument(seed);
    const shown = shownOf(board);
    expect(shownAtOnce(board), `seed ${seed}`).toEqual(shown);
    return { seed, board: Buffer.from(board).toString('base64'), shown };
  });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('random.json', FOLDER), JSON.stringify(told));
}, 60_000);
