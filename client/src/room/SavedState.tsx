// One line that says what is safe. Changes that matter are read aloud; the to and fro of saving is not.

import Check from 'lucide-solid/icons/check';
import CloudOff from 'lucide-solid/icons/cloud-off';
import CloudUpload from 'lucide-solid/icons/cloud-upload';
import Eye from 'lucide-solid/icons/eye';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, on, untrack } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../i18n';
import { announce } from '../messages/messages';
import { isTrouble, type SavedWord, saidAfter, type Told } from '../sync/saving';

const ICONS: Record<SavedWord, typeof Check> = {
  opening: CloudUpload,
  saved: Check,
  saving: CloudUpload,
  viewing: Eye,
  offline: CloudOff,
  offlineBetween: CloudOff,
  offlineCrowded: CloudOff,
  offlineViewing: CloudOff,
  offlineNotKept: TriangleAlert,
  stopped: TriangleAlert,
  stoppedNotKept: TriangleAlert,
  serverCannotSave: TriangleAlert,
  tooLarge: TriangleAlert,
  full: TriangleAlert,
  refused: TriangleAlert,
  locked: TriangleAlert,
};

export function SavedState(props: {
  word: SavedWord;
  /** How many commands the server has refused. */
  refused: number;
}) {
  let told: Told = 'nothing';
  let refusedBefore = 0;
  createEffect(
    on(
      () => props.word,
      (word) => {
        const refused = untrack(() => props.refused);
        if (told !== 'offline') refusedBefore = refused;
        const said = saidAfter(told, word, refused === refusedBefore);
        told = said.told;
        if (said.say !== null) announce(t(`saved.${said.say}`));
      },
      { defer: true },
    ),
  );

  return (
    <p class="saved-state" data-word={props.word} data-trouble={isTrouble(props.word)}>
      <Dynamic component={ICONS[props.word]} size={18} aria-hidden="true" />
      <span>{t(`saved.${props.word}`)}</span>
    </p>
  );
}
