// Entries that may be one person, and what makes one of them.

import { Key } from '@solid-primitives/keyed';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { usePeople } from '../../people/people_around';
import type { Person } from '../../protocol/session';
import { mergeFacts } from '../merge_facts';
import type { SessionState } from '../session';
import { personName } from '../words';
import type { Deeds } from './deeds';
import { type Double, doublesOf } from './doubles';
import { mergeAskKeys } from './merge_ask';

export function Doubles(props: { people: readonly Person[]; state: SessionState; deeds: Deeds }) {
  const heading = createUniqueId();
  const around = usePeople();
  const doubles = createMemo(() =>
    doublesOf(props.people, around.isHere).map((double) => ({ ...double, id: double.from.id })),
  );
  return (
    <div class="people-at-door" data-focus-after=".people-counts">
      <Show when={doubles().length > 0}>
        <section data-focus-region aria-labelledby={heading} data-testid="doubles">
          <h2 id={heading}>{t('peopleTab.doubles')}</h2>
          <p class="facilitate-muted">{t('peopleTab.doublesHint')}</p>
          <ul class="people-list">
            <Key each={doubles()} by="id">
              {(double) => <DoubleRow double={double()} state={props.state} deeds={props.deeds} />}
            </Key>
          </ul>
        </section>
      </Show>
    </div>
  );
}

function DoubleRow(props: { double: Double; state: SessionState; deeds: Deeds }) {
  const [asking, setAsking] = createSignal(false);
  const names = () => ({ from: personName(props.double.from), into: personName(props.double.into) });
  return (
    <li class="people-item">
      <div class="people-row">
        <span class="people-name">
          {names().from} · {names().into}
        </span>
        <button
          type="button"
          class="button"
          aria-label={t('peopleTab.mergeName', names())}
          onClick={() => setAsking(true)}
        >
          {t('peopleTab.merge')}
        </button>
      </div>
      <Show when={asking()}>
        <AskToMerge
          {...props.double}
          state={props.state}
          deeds={props.deeds}
          onGone={() => setAsking(false)}
        />
      </Show>
    </li>
  );
}

/** What it does stays: it is asked first. */
export function AskToMerge(props: Double & { state: SessionState; deeds: Deeds; onGone(): void }) {
  const [isTurned, setTurned] = createSignal(false);
  const pair = (): Double =>
    isTurned() ? { from: props.into, into: props.from } : { from: props.from, into: props.into };
  const names = () => ({ from: personName(pair().from), into: personName(pair().into) });
  const question = () =>
    mergeAskKeys(mergeFacts(props.state, pair().from))
      .map((key) => t(key, names()))
      .join(' ');
  /** Whoever goes on by a device, and with the same role, may be either. */
  const other = () =>
    pair().from.keeper === null && pair().from.role === pair().into.role
      ? {
          label: t('peopleTab.mergeOther', { name: names().from }),
          run: () => {
            setTurned((before) => !before);
            announce(question());
          },
        }
      : undefined;
  return (
    <Ask
      text={question()}
      yes={t('peopleTab.mergeYes')}
      no={t('peopleTab.removeNo')}
      danger
      other={other()}
      onYes={() => {
        const said = t('peopleTab.merged', names());
        const { from, into } = pair();
        props.onGone();
        void props.deeds.askThenTell(
          { command: { do: 'mergePeople', from: from.id, into: into.id }, back: null },
          said,
        );
      }}
      onNo={props.onGone}
    />
  );
}
