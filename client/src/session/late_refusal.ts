// Says what came too late to be taken: a vote or a reaction, and what was asked for on an earlier page, with where its words are.

import { type TextKey, t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import type { Command, RefusalCode } from '../protocol/session';
import { shortened } from './words';

/** What a vote or reaction that came after its time is told to be; null for all else. */
export function lateText(code: RefusalCode, command: Command): TextKey | null {
  if (code !== 'notNow' && code !== 'stale') return null;
  if (command.do === 'vote') return 'session.lateVote';
  return command.do === 'react' ? 'session.lateReaction' : null;
}

export function tellLateRefusal(code: RefusalCode, command: Command): void {
  const text = textOf(command);
  if (text === '') {
    refuse(t(lateText(code, command) ?? 'session.lateRefusal'));
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
