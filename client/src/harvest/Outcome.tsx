// What a room's people gathered, to be read from the top: in the room's own language, whoever reads it.

import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Cluster, Harvest, Note, Section } from '../protocol/harvest';
import { CommitmentLine } from './CommitmentLine';
import { HarvestNote } from './HarvestNote';
import { PhasesTable, VoteTable } from './OutcomeTables';
import { RankWords } from './RankWords';
import { namesOf, type Placed, placedNotes, type Ranked, rankedOf } from './reading';
import { sayIn } from './text/say';
import type { Say } from './text/texts';

/** How everything did that stood in a vote, by id. */
type Places = ReadonlyMap<string, Ranked>;

export function Outcome(props: { harvest: Harvest }) {
  const harvest = () => props.harvest;
  const say: Say = (key, values) => sayIn(harvest().language, key, values);
  const names = createMemo(() => namesOf(harvest()));
  const places = createMemo(() => rankedOf(harvest()));
  const placed = createMemo(() => new Map(placedNotes(harvest()).map((one) => [one.note.id, one])));
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
          {(cluster) => <ClusterPart cluster={cluster} places={places()} say={say} />}
        </For>
      </Part>

      <Part heading={say(harvest().clusters.length > 0 ? 'lone' : 'notes')} of={harvest().lone}>
        <Papers notes={harvest().lone} places={places()} say={say} />
      </Part>

      <Part heading={say('sections')} of={harvest().sections}>
        <For each={harvest().sections}>
          {(section) => <SectionPart section={section} placed={placed()} say={say} />}
        </For>
      </Part>

      <Part heading={say('votes')} of={harvest().votes}>
        <For each={harvest().votes}>{(vote) => <VoteTable vote={vote} nameOf={nameOf} say={say} />}</For>
      </Part>

      <Part heading={say('time')} of={harvest().phases}>
        <PhasesTable phases={harvest().phases} say={say} />
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

function ClusterPart(props: { cluster: Cluster; places: Places; say: Say }) {
  return (
    <section class="harvest-cluster" data-color={props.cluster.color}>
      <h3>
        {props.cluster.title || props.say('clusterUntitled')}
        <RankWords place={props.places.get(props.cluster.id)} say={props.say} />
      </h3>
      <Show
        when={props.cluster.notes.length > 0}
        fallback={<p class="harvest-hint">{props.say('noNotes')}</p>}
      >
        <Papers notes={props.cluster.notes} places={props.places} say={props.say} />
      </Show>
    </section>
  );
}

function Papers(props: { notes: readonly Note[]; places: Places; say: Say }) {
  return (
    <ul class="harvest-notes">
      <For each={props.notes}>
        {(note) => <HarvestNote note={note} place={props.places.get(note.id)} say={props.say} />}
      </For>
    </ul>
  );
}

/** A section names the notes that lie in it; they stand among the others with all that belongs to them. */
function SectionPart(props: { section: Section; placed: ReadonlyMap<string, Placed>; say: Say }) {
  return (
    <section>
      <h3>{props.section.title || props.say('sectionUntitled')}</h3>
      <Show
        when={props.section.notes.length > 0}
        fallback={<p class="harvest-hint">{props.say('sectionEmpty')}</p>}
      >
        <ul class="harvest-lines">
          <For each={props.section.notes}>
            {(id) => (
              <li>
                <span class="harvest-text">{props.placed.get(id)?.note.text}</span>
                <Show when={props.placed.get(id)?.cluster?.title}>
                  {(title) => <span class="harvest-aside"> {title()}</span>}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
