import { expect, test } from 'vitest';
import { ME, person, stateOf, WHOLE } from '../session_for_tests';
import { packedByOthers } from './packed';

const packed = (who: string, packed: number) => ({ who, packed, ready: false });

function state(merged: string) {
  const progress = { people: 3, packed: 7, packers: 2, ready: 0, voters: 0, answered: 0 };
  return stateOf(
    { ...WHOLE, people: [person(ME), person('aino'), person('twin'), person('bertta')] },
    {
      progress: {
        ...progress,
        each: [packed('aino', 2), packed('twin', 3), packed('bertta', 2), packed(ME, 0)],
      },
    },
    { people: [person('twin', { merged })] },
    { progress: { ...progress, each: [packed(merged, 5)] } },
  );
}

test('two that were made one are listed as one, and count and list agree', () => {
  const others = packedByOthers(state('aino'), ME).map(({ who, packed }) => `${who} ${packed}`);
  expect(others).toEqual(['aino 5', 'bertta 2']);
});

test('nobody is listed to themselves as a stranger', () => {
  expect(packedByOthers(state(ME), ME).map(({ who }) => who)).toEqual(['aino', 'bertta']);
});
