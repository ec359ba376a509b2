// One commitment of a harvest: what, who, by when, and for which cluster or note.

import { Show } from 'solid-js';
import type { Values } from '../i18n/phrase';
import type { Commitment, Harvest } from '../protocol/harvest';
import type { Say } from './text/texts';

export function CommitmentLine(props: {
  commitment: Commitment;
  target: string | undefined;
  harvest: Harvest;
  say: Say;
}) {
  const by = (day: string): Values => ({
    // A day, not a moment: read as the day it names wherever the reader is.
    date: new Intl.DateTimeFormat(props.harvest.language, { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    ),
  });
  return (
    <li>
      <p class="harvest-text harvest-what">{props.commitment.what}</p>
      <p class="harvest-aside">
        <Show when={props.commitment.who}>
          <span>
            {props.say('who')}: <b>{props.commitment.who}</b>
          </span>
        </Show>
        <Show when={props.commitment.byWhen}>{(day) => <span>{props.say('by', by(day()))}</span>}</Show>
        <Show when={props.target}>
          {(target) => (
            <span>
              {props.say('forWhat')}: {target()}
            </span>
          )}
        </Show>
      </p>
    </li>
  );
}
