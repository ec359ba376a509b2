// What holds for all of the room: who comes in, who may change the board, whether names are told.

import { createUniqueId } from 'solid-js';
import { t } from '../../i18n';
import type { Command } from '../../protocol/session';
import type { SessionState } from '../session';
import type { Deeds } from './deeds';

export function Door(props: { state: SessionState; deeds: Deeds }) {
  const journey = () => props.state.journey;
  return (
    <section class="people-door">
      <h3>{t('gathering.door')}</h3>
      <Rule
        name={t('gathering.locked')}
        hint={t('gathering.lockedHint')}
        on={journey().locked}
        deeds={props.deeds}
        command={(locked) => ({ do: 'setLocked', locked })}
      />
      <Rule
        name={t('gathering.joiningClosed')}
        hint={t('gathering.joiningClosedHint')}
        on={journey().joiningClosed}
        deeds={props.deeds}
        command={(closed) => ({ do: 'setJoiningClosed', closed })}
      />
      <Rule
        name={t('gathering.anonymous')}
        hint={t('gathering.anonymousHint')}
        on={journey().anonymous}
        deeds={props.deeds}
        command={(anonymous) => ({ do: 'setAnonymous', anonymous })}
      />
    </section>
  );
}

/** A switch that shows what the server says: one that was refused stands as before. */
function Rule(props: {
  name: string;
  hint: string;
  on: boolean;
  deeds: Deeds;
  command(on: boolean): Command;
}) {
  const hint = createUniqueId();
  return (
    <label class="facilitate-check">
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.on}
        checked={props.on}
        aria-describedby={hint}
        onChange={({ currentTarget: box }) => {
          const wanted = box.checked;
          void props.deeds.ask(props.command(wanted)).then((done) => {
            if (!done) box.checked = props.on;
          });
        }}
      />
      <span>
        {props.name}
        <span id={hint} class="facilitate-muted facilitate-hint">
          {props.hint}
        </span>
      </span>
    </label>
  );
}
