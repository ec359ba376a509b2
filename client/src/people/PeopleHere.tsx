// Who is here, by name: where one goes along with somebody's view, and changes one's own name.

import Footprints from 'lucide-solid/icons/footprints';
import { For, Show } from 'solid-js';
import { useBoard } from '../board/open_board';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { Face } from './Face';
import { isAsked } from './my_name';
import { NameForm } from './NameForm';
import type { People } from './people';

/** Only while it is open: what lies in a list that is closed would count as seen. `onFollow`: the view goes along, or no more. */
export default function PeopleHere(props: { people: People; me: ParticipantId; onFollow(): void }) {
  const board = useBoard();
  const here = () => props.people.here();
  return (
    <>
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
                    props.onFollow();
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
      <Show when={isAsked()}>
        <NameForm me={props.me} />
      </Show>
    </>
  );
}
