// What is told of the tasks where they are not shown, in Swedish.

import type { AroundTasksTexts } from './texts';

export const aroundTasks: AroundTasksTexts = {
  heading_arrive: 'Välkommen',
  heading_pack: 'Min korg',
  heading_lay: 'På filten',
  heading_taste: 'Smaka',
  heading_cluster: 'Gruppera',
  heading_vote: 'Rösta',
  heading_take: 'Ta med dig',
  heading_harvest: 'Skörden',
  spotlit: 'Alla ser nu den här lappen: {text}',
  halfWrittenTold: 'Det du skrev är sparat. Du hittar det under ”{heading}”.',
  heading_kept: 'Inte färdigt',
  heading_basketToRead: 'Ditt eget',
  copied: 'Kopierat',
  copyFailed: 'Webbläsaren lät inte kopiera. Markera texten och kopiera den själv.',
  discarded: 'Den ofärdiga texten är slängd.',
};
