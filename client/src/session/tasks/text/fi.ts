// What is told of the tasks where they are not shown, in Finnish.

import type { AroundTasksTexts } from './texts';

export const aroundTasks: AroundTasksTexts = {
  heading_arrive: 'Tervetuloa',
  heading_pack: 'Oma kori',
  heading_lay: 'Viltillä',
  heading_taste: 'Maistele',
  heading_cluster: 'Ryhmittele',
  heading_vote: 'Äänestä',
  heading_take: 'Ota mukaasi',
  heading_harvest: 'Sato',
  spotlit: 'Kaikille näytetään tämä lappu: {text}',
  halfWrittenTold: 'Se, mitä kirjoitit, on tallessa. Löydät sen kohdasta ”{heading}”.',
  heading_kept: 'Kesken',
  heading_basketToRead: 'Omasi',
  copied: 'Kopioitu',
  copyFailed: 'Selain ei antanut kopioida. Valitse teksti ja kopioi se itse.',
  discarded: 'Keskeneräinen teksti on heitetty pois.',
};
