// How a cluster or note did in the vote, in words.

import { Show } from 'solid-js';
import type { Ranked } from './reading';
import type { Say } from './text/texts';

export function RankWords(props: { place: Ranked | undefined; say: Say }) {
  const words = (place: Ranked) => {
    const votes = props.say('voteCount', { count: place.votes });
    if (place.votes === 0) return votes;
    return `${votes}, ${props.say(place.tied ? 'rankTied' : 'rank', { rank: place.rank })}`;
  };
  return <Show when={props.place}>{(place) => <span class="harvest-place"> {words(place())}</span>}</Show>;
}
