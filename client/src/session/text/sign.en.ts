// What participants are told of their rights, in English: the source that the other languages follow key by key.

const rights = {
  now_own: 'Now everyone changes only their own notes.',
  now_add: 'Now notes are only added.',
  now_approve: 'New notes wait for the facilitator.',
  now_look: 'Now we only look.',
  now_look_answer: 'Now we only answer.',
  now_look_comment: 'Now we only comment.',
  now_look_react: 'Now we only react to notes.',
  now_look_vote: 'Now we only vote.',
  inAreas: 'In “{areas}”: {what}.',
  in_all: 'everything',
  in_own: 'only your own notes',
  in_add: 'only new notes',
  in_approve: 'notes for the facilitator',
  in_look: 'only looking',
  in_look_answer: 'only answers',
  in_look_comment: 'only comments',
  in_look_react: 'only reactions',
  in_look_vote: 'only voting',
};

export const signTexts = { rights };

declare module '../../i18n/texts' {
  type Sign = typeof signTexts;
  interface Texts extends Sign {}
}
