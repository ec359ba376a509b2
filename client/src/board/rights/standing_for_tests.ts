// Who asks in tests: a participant who may do everything, unless the test says otherwise.

import type { Standing } from './rights';

export function standingForTests(some: Partial<Standing> = {}): Standing {
  return {
    role: 'participant',
    rights: { board: 'all' },
    isMe: (who) => who === 'eva',
    isOfRoom: (who) => who !== 'from-elsewhere',
    locked: false,
    wroteUnder: () => false,
    done: null,
    area: null,
    voted: new Set(),
    ...some,
  };
}
