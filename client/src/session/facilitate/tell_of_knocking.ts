// A message to whoever facilitates when somebody knocks, with what lets them in.

import { createEffect, onCleanup } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, tell } from '../../messages/messages';
import type { ParticipantId } from '../../protocol/session';
import type { Session } from '../session';
import { setTab } from '../workshop_tab';
import { type Deeds, letIn } from './deeds';
import { showInWorkshop } from './show_in_workshop';

/** Where they are let in, with the keyboard at the first of them. */
function showDoor(): void {
  setTab('people');
  showInWorkshop('.people-knocker button');
}

export function tellOfKnocking(session: Pick<Session, 'knocking'>, deeds: Deeds): void {
  /** Those told of, each with the message. */
  const told = new Map<ParticipantId, number>();

  createEffect(() => {
    const waiting = session.knocking();
    for (const [id, message] of told) {
      if (waiting.some((knocker) => knocker.id === id)) continue;
      told.delete(id);
      if (![...told.values()].includes(message)) dismiss(message);
    }
    const fresh = waiting.filter(({ id }) => !told.has(id));
    const [first] = fresh;
    if (first === undefined) return;
    const message =
      waiting.length === 1
        ? tell(t('peopleTab.knocks', { name: first.name }), {
            label: t('peopleTab.letIn'),
            notNow: t('peopleTab.notNow'),
            run: () => letIn(deeds, first),
          })
        : tell(t('peopleTab.manyKnock', { count: waiting.length }), {
            label: t('peopleTab.showKnocking'),
            run: showDoor,
          });
    // One message stands for all who wait now.
    for (const [id, before] of told) {
      if (before !== message) dismiss(before);
      told.set(id, message);
    }
    for (const { id } of fresh) told.set(id, message);
  });
  onCleanup(() => {
    for (const message of told.values()) dismiss(message);
  });
}
