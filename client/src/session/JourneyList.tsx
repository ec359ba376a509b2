// The whole journey, opened from the bar: what is done, where we are, what is to come.

import './journey_list.css';
import Check from 'lucide-solid/icons/check';
import MapPin from 'lucide-solid/icons/map-pin';
import Route from 'lucide-solid/icons/route';
import { createUniqueId, For, Match, Switch } from 'solid-js';
import { t } from '../i18n';
import { useSession } from './session';
import { lengthText, phaseTitle } from './words';

/** Pixels between the bar and the list under it. */
const UNDER_BAR = 8;

type Standing = 'done' | 'now' | 'coming';

export function JourneyList() {
  const session = useSession();
  const list = createUniqueId();
  let button: HTMLButtonElement | undefined;
  const plan = () => session.state()?.plan ?? [];
  const at = () => plan().findIndex(({ id }) => id === session.state()?.journey.current);
  const standing = (index: number): Standing => {
    if (at() < 0) return 'coming';
    if (index === at()) return 'now';
    return index < at() ? 'done' : 'coming';
  };
  const label = () =>
    at() < 0
      ? t('session.journeyOf', { count: plan().length })
      : t('session.journeyAt', { step: at() + 1, steps: plan().length });

  return (
    <>
      <button
        type="button"
        class="button button-icon phase-steps"
        popovertarget={list}
        ref={(element) => {
          button = element;
        }}
        aria-label={label()}
        title={label()}
      >
        <Route size={20} aria-hidden="true" />
        <span aria-hidden="true">{at() < 0 ? plan().length : `${at() + 1}/${plan().length}`}</span>
      </button>
      <div
        id={list}
        popover="auto"
        class="popover panel journey"
        onBeforeToggle={({ currentTarget }) => {
          const bar = button?.closest('.phase-bar')?.getBoundingClientRect();
          if (bar !== undefined) currentTarget.style.top = `${bar.bottom + UNDER_BAR}px`;
        }}
        role="dialog"
        aria-label={t('session.journey')}
      >
        <h2>{t('session.journey')}</h2>
        <ol>
          <For each={plan()}>
            {(phase, index) => (
              <li
                class="journey-phase"
                data-standing={standing(index())}
                aria-current={standing(index()) === 'now' ? 'step' : undefined}
              >
                <span class="journey-mark">
                  <Switch fallback={<span aria-hidden="true">{index() + 1}</span>}>
                    <Match when={standing(index()) === 'done'}>
                      <Check size={16} aria-hidden="true" />
                    </Match>
                    <Match when={standing(index()) === 'now'}>
                      <MapPin size={16} aria-hidden="true" />
                    </Match>
                  </Switch>
                </span>
                <span class="journey-title">{phaseTitle(phase)}</span>
                <span class="journey-length">{lengthText(phase.length, session.nowMs())}</span>
                <span class="for-screen-readers">{t(`session.${standing(index())}`)}</span>
              </li>
            )}
          </For>
        </ol>
      </div>
    </>
  );
}
