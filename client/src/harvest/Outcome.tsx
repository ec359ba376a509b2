// What a room's people gathered, to be read from the top: in the room's own language, whoever reads it.

import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Values } from '../i18n/phrase';
import type { Commitment, Harvest, Note } from '../protocol/harvest';
import { NotePaper } from './NotePaper';
import { PlaceWords } from './PlaceWords';
import { minutesOf, namesOf, placedNotes, placesOf } from './reading';
import { sayIn } from './text/say';
import type { Say } from './text/texts';

export function Outcome(props: { harvest: Harvest }) {
  const harvest = () => props.harvest;
  const say: Say = (key, values) => sayIn(harvest().language, key, values);
  const names = createMemo(() => namesOf(harvest()));
  const places = createMemo(() => placesOf(harvest()));
  const placed = createMemo(() => new Map(placedNotes(harvest()).map((one) => [one.note.id, one])));
  const Papers = (own: { notes: readonly Note[] }) => (
    <ul class="harvest-notes">
      <For each={own.notes}>
        {(note) => <NotePaper note={note} place={places().get(note.id)} say={say} />}
      </For>
    </ul>
  );
  const nameOf = (id: string | null) => (id === null ? undefined : names().get(id));
  const day = () =>
    new Intl.DateTimeFormat(harvest().language, { dateStyle: 'long' }).format(
      harvest().finishedMs ?? harvest().madeMs,
    );
  const facts = () => {
    const { people } = harvest();
    const counts = people === null ? [] : [say('people', { count: people })];
    return [day(), ...counts, say('noteCount', { count: placed().size })].join(' · ');
  };

  return (
    <article class="harvest-paper" lang={harvest().language}>
      <h1>{harvest().title || say('untitled')}</h1>
      <p class="harvest-facts">{facts()}</p>
      <Show when={placed().size === 0 && harvest().clusters.length === 0}>
        <p>{say('empty')}</p>
      </Show>

      <Part heading={say('commitments')} of={harvest().commitments}>
        <ul class="harvest-commitments">
          <For each={harvest().commitments}>
            {(commitment) => (
              <CommitmentLine
                commitment={commitment}
                target={nameOf(commitment.target)}
                harvest={harvest()}
                say={say}
              />
            )}
          </For>
        </ul>
      </Part>

      <Part heading={say('clusters')} of={harvest().clusters}>
        <For each={harvest().clusters}>
          {(cluster) => (
            <section class="harvest-cluster" data-color={cluster.color}>
              <h3>
                {cluster.title || say('clusterUntitled')}
                <PlaceWords place={places().get(cluster.id)} say={say} />
              </h3>
              <Show when={cluster.notes.length > 0} fallback={<p class="harvest-hint">{say('noNotes')}</p>}>
                <Papers notes={cluster.notes} />
              </Show>
            </section>
          )}
        </For>
      </Part>

      <Part heading={say(harvest().clusters.length > 0 ? 'lone' : 'notes')} of={harvest().lone}>
        <Papers notes={harvest().lone} />
      </Part>

      <Part heading={say('sections')} of={harvest().sections}>
        <For each={harvest().sections}>
          {(section) => (
            <section>
              <h3>{section.title || say('sectionUntitled')}</h3>
              <Show
                when={section.notes.length > 0}
                fallback={<p class="harvest-hint">{say('sectionEmpty')}</p>}
              >
                <ul class="harvest-lines">
                  <For each={section.notes}>
                    {(id) => (
                      <li>
                        <span class="harvest-text">{placed().get(id)?.note.text}</span>
                        <Show when={placed().get(id)?.cluster?.title}>
                          {(title) => <span class="harvest-aside"> {title()}</span>}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </section>
          )}
        </For>
      </Part>

      <Part heading={say('votes')} of={harvest().votes}>
        <For each={harvest().votes}>
          {(vote) => (
            <table class="harvest-table">
              <caption>
                {vote.title}
                <span class="harvest-aside"> {say('voters', { count: vote.voters })}</span>
              </caption>
              <thead>
                <tr>
                  <th scope="col">{say('rankColumn')}</th>
                  <th scope="col">{say('whatColumn')}</th>
                  <th scope="col">{say('votesColumn')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={vote.items}>
                  {(item) => (
                    <tr>
                      <td>{item.votes > 0 ? `${item.rank}.` : '–'}</td>
                      <th scope="row">{nameOf(item.id) || say('clusterUntitled')}</th>
                      <td>{item.votes}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          )}
        </For>
      </Part>

      <Part heading={say('time')} of={harvest().phases}>
        <table class="harvest-table">
          <thead>
            <tr>
              <th scope="col">{say('phase')}</th>
              <th scope="col">{say('planned')}</th>
              <th scope="col">{say('took')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={harvest().phases}>
              {(phase) => (
                <tr>
                  <th scope="row">{phase.title}</th>
                  <td>
                    {phase.plannedMinutes === null
                      ? say('open')
                      : say('minutes', { count: phase.plannedMinutes })}
                  </td>
                  <td>
                    {phase.actualSeconds === null
                      ? say('notHeld')
                      : say('minutes', { count: minutesOf(phase.actualSeconds) })}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Part>
    </article>
  );
}

/** A part under its heading; nothing where there is nothing of it. */
function Part(props: { heading: string; of: readonly unknown[]; children: JSX.Element }) {
  return (
    <Show when={props.of.length > 0}>
      <section>
        <h2>{props.heading}</h2>
        {props.children}
      </section>
    </Show>
  );
}

function CommitmentLine(props: {
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
