// The people: how far they are, who has a hand up, and what a facilitator may do about each.

import './people_tab.css';
import { Key } from '@solid-primitives/keyed';
import { createMemo, createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import { usePeople } from '../../people/people_around';
import type { Person } from '../../protocol/session';
import { outOf, presentOf } from '../present';
import type { SessionState } from '../session';
import { personName } from '../words';
import { AddPerson } from './AddPerson';
import { AtTheDoor } from './AtTheDoor';
import { Door } from './Door';
import { Doubles } from './Doubles';
import type { Deeds } from './deeds';
import { PersonRow } from './PersonRow';
import { type Count, countsIn, lastResultIn, rosterOf } from './roster';
import { stepsFrom } from './steps';

export function PeopleTab(props: { state: SessionState; deeds: Deeds }) {
  const heading = createUniqueId();
  const around = usePeople();
  const people = createMemo(() => rosterOf(props.state.people));
  const here = () => presentOf(props.state.people, around.isHere).length;
  const counts = () => countsIn(stepsFrom(props.state).current, props.state);

  return (
    <>
      <p class="people-counts" tabindex="-1">
        <b>{t('peopleTab.takePart', { count: here() })}</b>
        <Show when={people().inside.length > here()}>
          <span> · {t('peopleTab.haveLeft', { count: people().inside.length - here() })}</span>
        </Show>
        <For each={counts()}>{(count) => <span> · {countText(count, props.state)}</span>}</For>
      </p>
      <AtTheDoor deeds={props.deeds} />
      <Doubles people={people().inside} state={props.state} deeds={props.deeds} />
      <Show when={props.state.each === null && counts().length > 0}>
        <p class="facilitate-muted">{t('peopleTab.totalsOnly')}</p>
      </Show>
      <h2 id={heading} class="for-screen-readers">
        {t('peopleTab.list')}
      </h2>
      <ul class="people-list" aria-labelledby={heading}>
        <Key each={people().inside} by="id">
          {(person) => <PersonRow person={person()} state={props.state} deeds={props.deeds} />}
        </Key>
      </ul>
      <AddPerson deeds={props.deeds} />
      <Door state={props.state} deeds={props.deeds} />
      <PutOut people={people().outside} deeds={props.deeds} />
    </>
  );
}

/** Those who may be let in again. Whoever lets one in goes on with the next, and after the last is at no switch that a key would turn. */
function PutOut(props: { people: readonly Person[]; deeds: Deeds }) {
  return (
    <div class="people-outside" data-focus-after=".people-counts">
      <Show when={props.people.length > 0}>
        <section data-focus-region>
          <h3>{t('peopleTab.removedList')}</h3>
          <ul class="people-list">
            <Key each={props.people} by="id">
              {(person) => (
                <li class="people-row">
                  <span class="people-name">{personName(person())}</span>
                  <button
                    type="button"
                    class="button"
                    aria-label={t('peopleTab.readmit', { name: personName(person()) })}
                    onClick={() =>
                      void props.deeds.askThenTell(
                        {
                          command: { do: 'readmit', participant: person().id },
                          back: { do: 'remove', participant: person().id },
                        },
                        t('peopleTab.readmitted', { name: personName(person()) }),
                      )
                    }
                  >
                    {t('peopleTab.readmitShort')}
                  </button>
                </li>
              )}
            </Key>
          </ul>
        </section>
      </Show>
    </div>
  );
}

function countText(count: Count, state: SessionState): string {
  const { progress } = state;
  if (count === 'voted') {
    const voters = lastResultIn(stepsFrom(state).current, state.results)?.voters ?? 0;
    return t('peopleTab.voted', { count: voters });
  }
  if (count === 'packed') return t('peopleTab.packed', { count: progress.packed });
  return t(`peopleTab.${count}`, outOf(progress, progress[count]));
}
