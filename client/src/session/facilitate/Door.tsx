// What holds for all of the room: who comes in, who may change the board, whether names are told.

import './fields.css';
import './people_tab.css';
import { createEffect, createSignal, createUniqueId, For, Show } from 'solid-js';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { Command, DoorState } from '../../protocol/session';
import { runningPhase, type SessionState } from '../session';
import type { Deeds } from './deeds';
import { RightsNow } from './RightsField';
import { isPromised } from './roster';

export function Door(props: { state: SessionState; deeds: Deeds }) {
  const journey = () => props.state.journey;
  return (
    <section class="people-door">
      <h3>{t('peopleTab.door')}</h3>
      <Show when={runningPhase(props.state)}>
        {(phase) => <RightsNow phase={phase()} deeds={props.deeds} />}
      </Show>
      {/* A phase says what may be done in it; one that began under a lock has it until somebody opens it. */}
      <Show when={runningPhase(props.state) === null || journey().locked}>
        <Rule
          name={t('peopleTab.locked')}
          hint={t('peopleTab.lockedHint')}
          on={journey().locked}
          deeds={props.deeds}
          command={(locked) => ({ do: 'setLocked', locked })}
        />
      </Show>
      <Newcomers door={journey().door} deeds={props.deeds} />
      <Rule
        name={t('peopleTab.anonymous')}
        hint={t('peopleTab.anonymousHint')}
        on={journey().anonymous}
        deeds={props.deeds}
        command={(anonymous) => ({ do: 'setAnonymous', anonymous })}
        stays={isPromised(props.state) ? t('peopleTab.promised') : undefined}
        askBeforeOff={{ text: t('peopleTab.namedAsk'), yes: t('peopleTab.namedYes') }}
      />
    </section>
  );
}

const DOOR_STATES = ['open', 'knock', 'closed'] as const;

/** What becomes of newcomers. One that was refused stands as before. */
function Newcomers(props: { door: DoorState; deeds: Deeds }) {
  const name = createUniqueId();
  return (
    <fieldset class="people-newcomers">
      <legend>{t('peopleTab.newcomers')}</legend>
      <For each={DOOR_STATES}>
        {(state) => (
          <label class="facilitate-check">
            <input
              type="radio"
              name={name}
              value={state}
              checked={props.door === state}
              onChange={async (event) => {
                const { currentTarget } = event;
                if (await props.deeds.ask({ do: 'setDoor', door: state })) return;
                const inputs = currentTarget.closest('fieldset')?.querySelectorAll('input') ?? [];
                for (const input of inputs) input.checked = input.value === props.door;
              }}
            />
            <span>
              {t(`peopleTab.door_${state}`)}
              <span class="facilitate-muted facilitate-hint">{t(`peopleTab.door_${state}Hint`)}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}

/** A switch that shows what the server says: one that was refused stands as before. */
function Rule(props: {
  name: string;
  hint: string;
  on: boolean;
  deeds: Deeds;
  command(on: boolean): Command;
  /** Why it cannot be switched now, where that is known. */
  stays?: string | undefined;
  /** Switched off it cannot be as if nothing had been. */
  askBeforeOff?: { text: string; yes: string };
}) {
  const hint = createUniqueId();
  const [isAsking, setAsking] = createSignal(false);
  let box!: HTMLInputElement;
  // A question that can no longer be answered with yes goes for good, and says why: it would come back when nobody thinks of it.
  createEffect(() => {
    if (!isAsking() || (props.on && props.stays === undefined)) return;
    setAsking(false);
    if (props.stays !== undefined) tell(props.stays);
  });

  async function set(wanted: boolean) {
    setAsking(false);
    if (!(await props.deeds.ask(props.command(wanted)))) box.checked = props.on;
  }

  function leave() {
    setAsking(false);
    box.focus();
  }

  return (
    <>
      <label class="facilitate-check">
        <input
          type="checkbox"
          role="switch"
          aria-checked={props.on}
          aria-disabled={props.stays !== undefined}
          checked={props.on}
          aria-describedby={hint}
          ref={box}
          onChange={() => {
            const wanted = box.checked;
            if (props.stays !== undefined) {
              box.checked = props.on;
              return;
            }
            if (wanted || props.askBeforeOff === undefined) return void set(wanted);
            box.checked = true;
            setAsking(true);
          }}
        />
        <span>
          {props.name}
          <span id={hint} class="facilitate-muted facilitate-hint">
            {props.stays ?? props.hint}
          </span>
        </span>
      </label>
      <Show when={isAsking() && props.askBeforeOff}>
        {(ask) => (
          <Ask
            text={ask().text}
            yes={ask().yes}
            onYes={() => void set(false).then(() => box.focus())}
            onNo={leave}
          />
        )}
      </Show>
    </>
  );
}
