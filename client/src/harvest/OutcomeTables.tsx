// The tables of a harvest: what a vote came to, and how long phases took.

import { For } from 'solid-js';
import type { PhaseTime, Vote } from '../protocol/harvest';
import { minutesOf } from './reading';
import type { Say } from './text/texts';

export function VoteTable(props: { vote: Vote; nameOf(id: string | null): string | undefined; say: Say }) {
  return (
    <table class="harvest-table">
      <caption>
        {props.vote.title}
        <span class="harvest-aside"> {props.say('voters', { count: props.vote.voters })}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{props.say('rankColumn')}</th>
          <th scope="col">{props.say('whatColumn')}</th>
          <th scope="col">{props.say('votesColumn')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.vote.items}>
          {(item) => (
            <tr>
              <td>{item.votes > 0 ? `${item.rank}.` : '–'}</td>
              <th scope="row">{props.nameOf(item.id) || props.say('clusterUntitled')}</th>
              <td>{item.votes}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

export function PhasesTable(props: { phases: readonly PhaseTime[]; say: Say }) {
  return (
    <table class="harvest-table">
      <thead>
        <tr>
          <th scope="col">{props.say('phase')}</th>
          <th scope="col">{props.say('planned')}</th>
          <th scope="col">{props.say('took')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.phases}>
          {(phase) => (
            <tr>
              <th scope="row">{phase.title}</th>
              <td>
                {phase.plannedMinutes === null
                  ? props.say('open')
                  : props.say('minutes', { count: phase.plannedMinutes })}
              </td>
              <td>
                {phase.actualSeconds === null
                  ? props.say('notHeld')
                  : props.say('minutes', { count: minutesOf(phase.actualSeconds) })}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
