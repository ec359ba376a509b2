// The session's texts in Finnish.

import type { SessionTexts } from './texts';

export const session: SessionTexts = {
  bar: 'Mitä nyt tehdään',
  notStarted: 'Kohta aloitetaan',
  between: 'Juuri nyt ei ole mitään käynnissä',

  kind_arrive: 'Saapuminen',
  kind_pack: 'Pakkaa kori',
  kind_lay: 'Levitä viltille',
  kind_taste: 'Maistele',
  kind_cluster: 'Ryhmittele',
  kind_vote: 'Äänestä',
  kind_take: 'Ota mukaasi',
  kind_harvest: 'Sato',

  journey: 'Koko piknik',
  journeyAt: 'Koko piknik: vaihe {step}/{steps}',
  journeyOf: { one: 'Koko piknik: {count} vaihe', other: 'Koko piknik: {count} vaihetta' },
  done: 'tehty',
  now: 'nyt',
  coming: 'tulossa',
  minutes: '{count} min',
  noLimit: 'ei aikarajaa',

  newPhase: 'Uutta',
  forOthers: 'Osallistujille:',
  instructions: 'Mitä tehdään',
  understood: 'Selvä',

  clock: 'Kello',
  timer: 'Aikaa jäljellä',
  timerOver: 'Aika ylittynyt',
  timerPaused: 'Kello on pysäytetty',
  paused: 'tauolla',
  timeIsUp: 'Aika on täynnä',
  warnMinute: 'Aikaa on minuutti.',
  warnTenSeconds: 'Aikaa on kymmenen sekuntia.',
  warnOver: 'Aika on täynnä.',
  mute: 'Hiljennä kellon ääni',
  unmute: 'Ota kellon ääni käyttöön',
  untilToday: 'tänään klo {time} asti',
  untilDay: '{day} klo {time} asti',
  untilDate: '{date} klo {time} asti',
  untilDay0: 'sunnuntaihin',
  untilDay1: 'maanantaihin',
  untilDay2: 'tiistaihin',
  untilDay3: 'keskiviikkoon',
  untilDay4: 'torstaihin',
  untilDay5: 'perjantaihin',
  untilDay6: 'lauantaihin',

  ready: 'Olen valmis',
  readyCount: '{ready}/{people} valmiina',
  raiseHand: 'Nosta käsi',
  lowerHand: 'Laske käsi',
  handIsUp: 'Kätesi on ylhäällä. Vetäjä näkee sen.',
  handIsDown: 'Kätesi on alhaalla.',

  locked: 'Taulu on lukittu. Nyt vain vetäjä voi muuttaa sitä.',
  named:
    'Tästä lähtien nimet näkyvät: kaikki näkevät, kuka kirjoittaa mitäkin. Ennen tätä lähetetty jää nimettömäksi.',
  layNameless: 'Kukaan ei näe, kuka kirjoitti mitäkin.',
  layRounds: 'Jokainen levittää vuorollaan yhden lapun.',
  voteSeveral: 'Voit antaa samalle useammankin äänen.',
  nameless: 'Tästä lähtien kukaan ei saa tietää, kuka kirjoittaa mitäkin.',
  role_facilitator:
    'Olet nyt vetäjä. Vetäjän toiminnot ovat ylhäällä painikkeessa ”Ohjelma, osallistujat ja äänestys”.',
  role_participant: 'Olet nyt osallistuja.',
  role_viewer: 'Olet nyt seuraaja: näet kaiken mutta et muuta mitään.',
  notTaken: 'Se ei juuri nyt onnistunut. Yritä uudelleen.',
  lateVote: 'Äänesi tuli liian myöhään, eikä sitä lasketa. Sitä ennen perille tulleet lasketaan.',
  lateReaction: 'Reaktiosi tuli liian myöhään, eikä sitä lasketa.',
  lateRefusal: 'Jokin ilman yhteyttä tekemäsi tuli perille liian myöhään ja jäi pois.',
  lateRefusalOfText:
    'Ilman yhteyttä kirjoittamaasi ei voinut enää lisätä. Se on keskeneräisissä teksteissäsi: ”{text}”',
};
