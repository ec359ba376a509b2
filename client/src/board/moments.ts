// What a board does not need to be there: cards from afar, notes that fly, and the moment of a reveal.

import type { Clusters } from './document/clusters';
import type { SessionMarks } from './marks_of_session';
import { Cards } from './reading/cards';
import { Laying } from './view/laying';
import { type RevealMoment, Reveals } from './view/reveals';
import type { World } from './view/world';

export interface MomentsBoard {
  readonly clusters: Clusters;
  readonly sessionMarks: () => SessionMarks;
  readonly world: Pick<World, 'setCards' | 'setLaying'>;
  setReveals(reveals: RevealMoment): void;
}

export function bringMoments(board: MomentsBoard): void {
  const { clusters, sessionMarks, world } = board;
  world.setCards(new Cards(clusters, (note) => sessionMarks().reactions.get(note) ?? []));
  world.setLaying(new Laying());
  board.setReveals(new Reveals());
}
