// Says that something asked for on an earlier page was not taken, and where its words are.

import { t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import type { Command, RefusalCode } from '../protocol/session';
import { shortened } from './words';

export function tellLateRefusal(_code: RefusalCode, command: Command): void {
  const text = textOf(command);
  if (text === '') {
    refuse(t('session.lateRefusal'));
    return;
  }
  tell(t('session.lateRefusalOfText', { text: shortened(text) }));
}

/** What somebody wrote in a command. */
function textOf(command: Command): string {
  switch (command.do) {
    case 'putDrafts':
      return command.drafts.map((draft) => draft.text).join('\n');
    case 'answer':
    case 'comment':
      return command.text;
    case 'putCommitment':
      return command.commitment.what;
    default:
      return '';
  }
}
