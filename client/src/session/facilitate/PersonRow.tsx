// One person in the list, and what can be done about them.

import './people_tab.css';
import Check from 'lucide-solid/icons/check';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import Hand from 'lucide-solid/icons/hand';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { paperOf } from '../../board/presence/colour';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import { initials } from '../../people/people';
import { usePeople } from '../../people/people_around';
import type { Person, Role } from '../../protocol/session';
import { type SessionState, useSession } from '../session';
import { personName } from '../words';
import { AskToMerge } from './Doubles';
import type { Deeds } from './deeds';
import { type Progress, progressOf, rosterOf } from './roster';

export function PersonRow(props: { person: Person; state: SessionState; deeds: Deeds }) {
  const session = useSession();
  const around = usePeople();
  const actions = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [removing, setRemoving] = createSignal(false);
  const [into, setInto] = createSignal<Person>();
  // Each person's row would have a choice of all others: there are none before it is opened.
  const others = createMemo(() =>
    open() ? rosterOf(props.state.people).inside.filter(({ id }) => id !== props.person.id) : [],
  );
  const name = () => personName(props.person);
  const isMe = () => props.person.id === session.me;
  const hasDevice = () => props.person.keeper === null;

  function grant(role: Role) {
    const before = props.person.role;
    const said = t(role === 'facilitator' ? 'peopleTab.madeFacilitator' : 'peopleTab.madeParticipant', {
      name: name(),
    });
    // Whoever hands their own role over cannot take it back.
    const back = isMe() ? null : ({ do: 'grant', to: props.person.id, role: before } as const);
    void props.deeds.askThenTell({ command: { do: 'grant', to: props.person.id, role }, back }, said);
  }

  function remove() {
    setRemoving(false);
    const participant = props.person.id;
    void props.deeds.askThenTell(
      { command: { do: 'remove', participant }, back: { do: 'readmit', participant } },
      t('peopleTab.removed', { name: name() }),
    );
  }

  return (
    <li class="people-item" data-person={props.person.id}>
      <div class="people-row">
        <span class="face" aria-hidden="true" data-color={paperOf(props.person.id)}>
          {initials(name())}
        </span>
        <PersonWords
          person={props.person}
          isMe={isMe()}
          isHere={!hasDevice() || around.isHere(props.person.id)}
          progress={progressOf(props.state.each, props.person.id)}
        />
        <button
          type="button"
          class="button button-icon"
          aria-label={t('peopleTab.actions', { name: name() })}
          title={t('peopleTab.actions', { name: name() })}
          aria-expanded={open()}
          aria-controls={actions}
          onClick={() => setOpen(!open())}
        >
          <Ellipsis size={20} aria-hidden="true" />
        </button>
      </div>
      <div id={actions} class="facilitate-row people-actions" hidden={!open()}>
        <Show when={hasDevice()}>
          <Show
            when={props.person.role === 'facilitator'}
            fallback={
              <button type="button" class="button" onClick={() => grant('facilitator')}>
                {t('peopleTab.makeFacilitator')}
              </button>
            }
          >
            <button type="button" class="button" onClick={() => grant('participant')}>
              {t('peopleTab.makeParticipant')}
            </button>
          </Show>
        </Show>
        <Show when={!isMe() && others().length > 0}>
          <select
            class="field"
            aria-label={`${t('peopleTab.mergeAs')} ${name()}`}
            onChange={(event) => {
              setInto(others().find(({ id }) => id === event.currentTarget.value));
              event.currentTarget.value = '';
            }}
          >
            <option value="">{t('peopleTab.mergeAs')}</option>
            <For each={others()}>{(other) => <option value={other.id}>{personName(other)}</option>}</For>
          </select>
        </Show>
        <Show when={!isMe()}>
          <button type="button" class="button button-danger" onClick={() => setRemoving(true)}>
            {t('peopleTab.remove')}
          </button>
        </Show>
      </div>
      <Show when={into()}>
        {(other) => (
          <AskToMerge
            from={props.person}
            into={other()}
            state={props.state}
            deeds={props.deeds}
            onGone={() => setInto(undefined)}
          />
        )}
      </Show>
      <Show when={removing()}>
        <Ask
          text={t(hasDevice() ? 'peopleTab.removeAsk' : 'peopleTab.removeProxyAsk', { name: name() })}
          yes={t('peopleTab.removeYes')}
          no={t('peopleTab.removeNo')}
          danger
          onYes={remove}
          onNo={() => setRemoving(false)}
        />
      </Show>
    </li>
  );
}

/** Who it is, and how they are. */
function PersonWords(props: { person: Person; isMe: boolean; isHere: boolean; progress: Progress | null }) {
  return (
    <span class="people-words">
      <span class="people-name">
        {props.isMe ? t('people.you', { name: personName(props.person) }) : personName(props.person)}
      </span>
      <span class="people-marks">
        <Show when={props.person.hand}>
          <span class="people-hand">
            <Hand size={14} aria-hidden="true" /> {t('peopleTab.hand')}
          </span>
        </Show>
        <Show when={props.person.role === 'facilitator'}>
          <span>{t('people.facilitator')}</span>
        </Show>
        <Show when={props.person.keeper !== null}>
          <span>{t('peopleTab.noDevice')}</span>
        </Show>
        <Show when={!props.isHere}>
          <span>{t('peopleTab.away')}</span>
        </Show>
        <Show when={(props.progress?.packed ?? 0) > 0}>
          <span>{t('peopleTab.notes', { count: props.progress?.packed ?? 0 })}</span>
        </Show>
        <Show when={props.progress?.ready}>
          <span class="people-ready">
            <Check size={14} aria-hidden="true" /> {t('peopleTab.isReady')}
          </span>
        </Show>
      </span>
    </span>
  );
}
