// What participants are told of their rights, in Swedish.

import type { SignTexts } from './texts';

const rights: SignTexts['rights'] = {
  now_own: 'Nu ändrar var och en bara sina egna lappar.',
  now_add: 'Nu lägger vi bara till lappar.',
  now_approve: 'Nya lappar väntar på ledaren.',
  now_look: 'Nu tittar vi bara.',
  now_look_answer: 'Nu svarar vi bara.',
  now_look_comment: 'Nu kommenterar vi bara.',
  now_look_react: 'Nu reagerar vi bara på lappar.',
  now_look_vote: 'Nu röstar vi bara.',
  inAreas: '”{areas}”: {what}.',
  in_all: 'allt',
  in_own: 'bara dina egna lappar',
  in_add: 'bara nya lappar',
  in_approve: 'lappar till ledaren',
  in_look: 'bara titta',
  in_look_answer: 'bara svar',
  in_look_comment: 'bara kommentarer',
  in_look_react: 'bara reaktioner',
  in_look_vote: 'bara röster',
};

export const signTexts: SignTexts = { rights };
