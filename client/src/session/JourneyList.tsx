// The whole journey, opened from the bar: what is done, where we are, what is to come.

import './journey_list.css';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import MapPin from 'lucide-solid/icons/map-pin';
import { createUniqueId, For, Match, Switch } from 'solid-js';
import { t } from '../i18n';
import { useSession } from './session';
import { lengthText, phaseTitle } from './words';

type Standing = 'done' | 'now' | 'coming';

export function JourneyList() {
  const session = useSession();
  const list = createUniqueId();
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
      {/* It lies over the phase's name, too: all of it is pressed. */}
      <button type="button" class="phase-steps" popovertarget={list} aria-label={label()} title={label()}>
        <ChevronDown size={16} aria-hidden="true" />
      </button>
      <span class="phase-strip" aria-hidden="true">
        <For each={plan()}>{(_, index) => <i data-standing={standing(index())} />}</For>
      </span>
      <div
        id={list}
        popover="auto"
        class="popover panel journey"
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
