// Who knocks, how long they have waited, and what lets them in.

import { Key } from '@solid-primitives/keyed';
import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import type { Knocker } from '../../protocol/session';
import { useSession } from '../session';
import { type Deeds, letIn } from './deeds';

/** How often it is looked how long they have waited. */
const LOOK_MS = 15_000;
const MINUTE_MS = 60_000;

/** Whoever lets one in goes on with the next, and after the last is at no switch that a key would turn. */
export function AtTheDoor(props: { deeds: Deeds }) {
  const session = useSession();
  const heading = createUniqueId();
  const [nowMs, setNowMs] = createSignal(session.nowMs());
  const look = setInterval(() => setNowMs(session.nowMs()), LOOK_MS);
  onCleanup(() => clearInterval(look));
  const waiting = () => session.knocking();

  function waits({ sinceMs }: Knocker): string {
    const count = Math.floor((nowMs() - sinceMs) / MINUTE_MS);
    return count < 1 ? t('peopleTab.waitsNow') : t('peopleTab.waits', { count });
  }
  const turnAway = ({ id, name }: Knocker) =>
    props.deeds.askThenTell(
      { command: { do: 'turnAway', participant: id }, back: null },
      t('peopleTab.turnedAway', { name }),
    );

  return (
    <div class="people-at-door" data-focus-after=".people-counts">
      <Show when={waiting().length > 0}>
        <section data-focus-region aria-labelledby={heading} data-testid="at-the-door">
          <div class="people-at-door-top">
            <h2 id={heading}>{t('peopleTab.atTheDoor')}</h2>
            <Show when={waiting().length > 1}>
              <button
                type="button"
                class="button"
                onClick={() => {
                  for (const knocker of waiting()) letIn(props.deeds, knocker);
                }}
              >
                {t('peopleTab.letInAll')}
              </button>
            </Show>
          </div>
          <ul class="people-list">
            <Key each={waiting()} by="id">
              {(knocker) => (
                <li class="people-knocker">
                  <span class="people-words">
                    <span class="people-name">{knocker().name}</span>
                    <span class="people-marks">
                      <span>{waits(knocker())}</span>
                    </span>
                  </span>
                  <span class="people-knocker-ways">
                    <button
                      type="button"
                      class="button button-primary"
                      aria-label={t('peopleTab.letInName', { name: knocker().name })}
                      onClick={() => letIn(props.deeds, knocker())}
                    >
                      {t('peopleTab.letIn')}
                    </button>
                    <button
                      type="button"
                      class="button"
                      aria-label={t('peopleTab.turnAwayName', { name: knocker().name })}
                      onClick={() => void turnAway(knocker())}
                    >
                      {t('peopleTab.turnAway')}
                    </button>
                  </span>
                </li>
              )}
            </Key>
          </ul>
        </section>
      </Show>
    </div>
  );
}
