// The people who are here, as faces in a row; the row opens the list.

import { createSignal, createUniqueId, For, lazy, Show, Suspense } from 'solid-js';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { patiently } from '../stale/stale';
import { Face } from './Face';
import type { People } from './people';
import './people.css';

/** Faces in the row; the rest are a number. A phone has room for one. */
const FACES_MAX = 4;

const PeopleHere = lazy(patiently(() => import('./PeopleHere')));

export function Faces(props: { people: People; me: ParticipantId }) {
  const list = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  const here = () => props.people.here();
  const more = () => here().length - FACES_MAX;

  return (
    <Show when={here().length > 0}>
      <button
        type="button"
        class="faces"
        popovertarget={list}
        aria-label={t('people.here', { count: here().length })}
        title={t('people.here', { count: here().length })}
      >
        <For each={here().slice(0, FACES_MAX)}>
          {({ id }) => <Face id={id} name={props.people.nameOf(id)} />}
        </For>
        <Show when={more() > 0}>
          <span class="face face-more face-more-wide">+{more()}</span>
        </Show>
        <Show when={here().length > 1}>
          <span class="face face-more face-more-narrow">+{here().length - 1}</span>
        </Show>
      </button>
      <div
        id={list}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
        class="popover panel people"
        role="dialog"
        aria-label={t('people.here', { count: here().length })}
      >
        <Show when={isOpen()}>
          <Suspense>
            <PeopleHere
              people={props.people}
              me={props.me}
              onFollow={() => document.getElementById(list)?.hidePopover()}
            />
          </Suspense>
        </Show>
      </div>
    </Show>
  );
}
