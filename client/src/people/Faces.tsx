// The people who are here, as faces in a row; the row opens the list, where one's own name can be changed.

import { Footprints } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useBoard } from '../board/open_board';
import { paperOf } from '../board/presence/colour';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { isAsked } from './my_name';
import { NameForm } from './NameForm';
import { initials, type People } from './people';
import './people.css';

/** Faces in the row; the rest are a number. A phone has room for one. */
const FACES_MAX = 4;

export function Faces(props: { people: People; me: ParticipantId }) {
  const list = createUniqueId();
  const board = useBoard();
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
        <h2>{t('people.here', { count: here().length })}</h2>
        <ul>
          <For each={here()}>
            {({ id, role }) => (
              <li class="person">
                <Face id={id} name={props.people.nameOf(id)} />
                <span class="person-name">
                  {id === props.me
                    ? t('people.you', { name: props.people.nameOf(id) })
                    : props.people.nameOf(id)}
                </span>
                <Show when={board()?.canFollow(id)}>
                  <button
                    type="button"
                    class="button button-icon"
                    aria-label={t('people.follow', { name: props.people.nameOf(id) })}
                    title={t('people.follow', { name: props.people.nameOf(id) })}
                    aria-pressed={board()?.followed() === id}
                    onClick={() => {
                      board()?.follow(board()?.followed() === id ? null : id);
                      document.getElementById(list)?.hidePopover();
                    }}
                  >
                    <Footprints size={20} aria-hidden="true" />
                  </button>
                </Show>
                <span class="person-role">{t(`people.${role}`)}</span>
              </li>
            )}
          </For>
        </ul>
        {/* In a list that is closed it would count as seen. */}
        <Show when={isAsked() && isOpen()}>
          <NameForm me={props.me} />
        </Show>
      </div>
    </Show>
  );
}

function Face(props: { id: ParticipantId; name: string }) {
  return (
    <span class="face" aria-hidden="true" data-color={paperOf(props.id)}>
      {initials(props.name)}
    </span>
  );
}
