import { expect, test } from 'vitest';
import { keepWhatIsInBin, lookedAtBin, noteTakenAway, takenAway } from './taken_away';

test('what was taken away is told of until it is back, or the bin was looked at', () => {
  noteTakenAway(7);
  noteTakenAway(8);
  // It went on: the same message again, with more.
  noteTakenAway(7);
  expect([...takenAway()]).toEqual([7, 8]);
  keepWhatIsInBin([{ batch: 3 }, { batch: 8 }, { batch: 8 }]);
  expect([...takenAway()]).toEqual([8]);
  noteTakenAway(9);
  lookedAtBin();
  expect(takenAway().size).toBe(0);
});
