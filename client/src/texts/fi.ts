// Finnish.

import { clusters } from '../board/text/clusters.fi';
import { board } from '../board/text/fi';
import { things } from '../people/text/fi';
import { facilitation } from '../session/facilitate/text/fi';
import { aroundTasks } from '../session/tasks/text/fi';
import { session } from '../session/text/fi';
import type { Dictionary } from './dictionary';

const app = {
  untitled: 'Nimetön huone',
  name: 'picnic',
  close: 'Sulje',
  undo: 'Kumoa',
  settings: 'Asetukset',
  language: 'Kieli',
  languageFailed:
    'Kielen {language} tekstit eivät tulleet, joten kieli jäi ennalleen. Tarkista yhteys ja valitse uudelleen.',
  theme: 'Värit',
  themeSystem: 'Laitteen mukaan',
  themeLight: 'Vaalea',
  themeDark: 'Tumma',
  keys: 'Näppäimet',
  letterKeys: 'Yksittäiset kirjaimet toimivat taululla',
  dismiss: 'Sulje viesti',
  licences: 'Lisenssit ja lähdekoodi',
};

const title = {
  label: 'Huoneen otsikko',
  placeholder: 'Anna huoneelle otsikko',
  tooLong: 'Otsikossa voi olla enintään {max} merkkiä, ja tässä niitä on {count}. Lyhennä vähän.',
  unsaved: 'Vasta vain sinä näet tämän.',
  save: 'Tallenna',
  keepOld: 'Pidä entinen',
  keepOldNamed: 'Pidä entinen: {title}',
  halfWritten: 'Ei vielä tallennettu. Tallenna painamalla tässä Enteriä.',
  overtaken:
    'Joku antoi sillä välin huoneelle otsikon ”{title}”. Omaasi ei ole tallennettu: paina siinä Enter, niin se tulee tilalle, tai Esc, niin toisen otsikko jää.',
  earlier:
    'Huoneen otsikko on ”{title}”. Kentässä oleva teksti on aloitettu aiemmin, eikä sitä ole tallennettu: paina siinä Enter, niin se tulee tilalle, tai Esc, niin otsikko jää ennalleen.',
  left: 'Joku antoi sillä välin huoneelle otsikon ”{title}”. Se jää: jos huoneella ei pidä olla otsikkoa, tyhjennä kenttä uudelleen.',
};

const room = {
  newerBoard: 'Taulu on tehty picnicin uudemmalla versiolla. Täällä sitä voi katsoa, muttei muuttaa.',
  history: 'Historia',
  menu: 'Valikko',
  takenAway: 'jotain poistettiin',
  harvest: 'Sato',
  opening: 'Avataan huonetta…',
  skipToBoard: 'Siirry taululle',
  toHome: 'Etusivulle',
  board: 'Taulu',
  noCookies:
    'Tämä selain ei säilytä evästeitä, joten vain tämä välilehti on päästetty huoneeseen. Palataksesi tarvitset saamasi linkin tai sen, jonka näet kohdassa ”Jaa”: yllä oleva osoite ei päästä sisään ketään.',
  damaged:
    'Osa tähän huoneeseen tallennetusta on vahingoittunut. Puuttuva palaa, kun joku avaa sivun, jolla se vielä näkyy.',
  linksMadeAnew:
    'Huoneen linkkejä ei voitu lukea levyltä, joten niiden tilalle tehtiin uudet. Jaa linkit uudelleen.',
  full: 'Huoneeseen ei mahdu juuri nyt enempää väkeä. Sivu yrittää uudelleen itsestään.',
  wordsNotKept:
    'Tähän selaimeen ei mahdu enempää. Keskeneräiset sanasi ovat vain tässä välilehdessä: lähetä tai kopioi ne ennen kuin suljet sen.',
  noRight: 'Et voi muuttaa tätä nyt. Se jäi ennalleen.',
  keptAside:
    'Taulu oli jo suljettu siltä, mitä kirjoitit. Se on tallessa keskeneräisissä teksteissäsi: kopioi se, tai lähetä se, kun se on taas mahdollista.',
  contentRefused:
    'Taulu ei voi ottaa jotakin viimeisimmästä muutoksestasi, eivätkä muut saa sitä; muu on tallessa. Kopioi tekstisi, lataa sivu uudelleen ja kirjoita puuttuva uudelleen.',
  tooManyNotes:
    'Taululle ei mahdu enempää lappuja, joten uusi poistettiin. Poista muutama ja yritä uudelleen.',
};

const saved = {
  saved: 'Tallessa',
  saving: 'Tallennetaan…',
  opening: 'Avataan…',
  offline: 'Ei yhteyttä: muutokset säilyvät tässä ja lähetetään myöhemmin',
  offlineBetween:
    'Ei yhteyttä: kirjautumissivu tai välityspalvelin vastaa. Säilyy tässä, lähetetään myöhemmin',
  offlineCrowded:
    'Ei yhteyttä: picnic on auki liian monessa välilehdessä. Sulje jokin niistä, niin tämä jatkaa',
  offlineViewing: 'Ei yhteyttä: taulu ei ehkä ole ajan tasalla',
  offlineNotKept: 'Ei yhteyttä: muutokset ovat vain tässä välilehdessä, kunnes ne lähtevät. Pidä sivu auki',
  stopped: 'Ei lähetetty: palvelin ei ymmärrä tätä sivua. Tallessa tässä. Lataa sivu uudelleen',
  stoppedNotKept:
    'Ei lähetetty: palvelin ei ymmärrä tätä sivua. Kopioi sanasi ennen kuin lataat sen uudelleen',
  serverCannotSave: 'Ei tallessa: palvelin ei pysty nyt tallentamaan. Pidä sivu auki',
  tooLarge: 'Ei tallessa: muutos on liian suuri lähetettäväksi. Kumoa se ja tee se pienemmissä osissa',
  full: 'Ei tallessa: taulu on täynnä. Poista jotain, mitä et enää tarvitse',
  refused: 'Ei tallessa: huone ei ottanut muutosta vastaan. Lataa sivu uudelleen',
  locked: 'Ei tallessa: taulu on lukittu. Säilyy täällä ja lähtee, kun taulu avataan',
  viewing: 'Olet seuraajana',
  back: 'Yhteys palasi. Kaikki on tallessa.',
  backNotAll: 'Yhteys palasi. Jokin tekemäsi tuli liian myöhään ja jäi pois; muu on tallessa.',
};

const people = {
  here: { one: '{count} henkilö paikalla', other: '{count} henkilöä paikalla' },
  follow: 'Seuraa: {name}',
  you: '{name} (sinä)',
  facilitator: 'Vetäjä',
  participant: 'Osallistuja',
  viewer: 'Seuraaja',
};

const name = {
  question: 'Millä nimellä muut näkevät sinut?',
  hint: 'Voit jättää kentän tyhjäksi. Silloin olet {name}.',
  label: 'Nimesi',
  done: 'Valmis',
  skip: 'Ohita',
  tooLong: 'Nimessä voi olla enintään {max} merkkiä, ja tässä niitä on {count}. Lyhennä vähän.',
};

const share = {
  open: 'Jaa',
  heading: 'Kutsu muut mukaan',
};

const stale: Dictionary['stale'] = {
  newVersion: 'Picnicistä on uusi versio.',
  partMissing: 'Osaa tästä sivusta ei saatu ladattua.',
  notUnderstood: 'Tämä sivu ja palvelin eivät ymmärrä toisiaan.',
  reload: 'Lataa uudelleen',
};

const broken: Dictionary['broken'] = {
  heading: 'Jokin tällä sivulla meni rikki',
  what: 'Se, mikä tallennettiin, on tallessa. Se, mitä ei vielä lähetetty, säilyy tässä selaimessa, jos selain säilyttää mitään.',
  do: 'Lataa sivu uudelleen. Jos se ei auta, kerro palvelimen ylläpitäjälle.',
};

const wrong = {
  notFoundHeading: 'Täällä ei ole huonetta',
  notFoundWhat: 'Linkki on voinut katketa matkalla, tai huone on poistettu.',
  notFoundDo: 'Pyydä linkki uudelleen kutsujalta, tai avaa oma huone.',
  forbiddenHeading: 'Huoneeseen pääsee vain koko linkillä',
  forbiddenWhat: 'Linkin loppuosa puuttuu, tai se ei enää avaa tätä huonetta.',
  forbiddenDo:
    'Avaa linkki juuri sellaisena kuin sait sen, tai osoita kameralla sen QR-koodia. Jos se ei auta, pyydä uusi linkki.',
  cookiesHeading: 'Tämä selain ei säilytä evästeitä',
  cookiesWhat: 'Ilman niitä se ei muista, että sinut on päästetty huoneeseen.',
  cookiesDo: 'Avaa huone uudelleen koko linkillä tai salli evästeet tälle sivustolle.',
  revokedHeading: 'Linkkisi tähän huoneeseen ei ole enää voimassa',
  revokedWhat: 'Huoneen vetäjä on vaihtanut linkit. Kaikki tallentamasi on yhä huoneessa.',
  revokedDo: 'Pyydä vetäjältä uusi linkki.',
  removedHeading: 'Sinut on poistettu huoneesta',
  removedWhat: 'Vetäjä poisti sinut. Kaikki, minkä olet levittänyt taululle, on siellä yhä.',
  removedDo:
    'Jos se oli vahinko, pyydä vetäjää päästämään sinut takaisin. Tämä sivu avaa silloin huoneen itsestään, ja se, mitä kirjoitit, on tallessa.',
  mergedHeading: 'Olet jo huoneessa',
  mergedWhat:
    'Olit huoneessa kahdesti, joten vetäjä yhdisti ne. Se, minkä levitit ja sanoit, on siellä. Täällä pakkaamasi laput levitetään muiden mukana tai ovat jo taululla. Koriin jättämiäsi ei näe kukaan.',
  mergedDo:
    'Jatka toisella välilehdellä tai laitteella, jossa olet yhä sisällä. Eri henkilönä pääset tästä huoneen linkillä.',
  joiningClosedHeading: 'Ovi on kiinni',
  joiningClosedWhat: 'Vetäjä ei ota huoneeseen nyt uusia osallistujia.',
  joiningClosedDo: 'Pyydä vetäjää avaamaan ovi. Tämä sivu avaa silloin huoneen itsestään.',
  unreachableHeading: 'Huone ei vastaa',
  unreachableWhat: 'Yhteytesi voi olla poikki, tai palvelin on käynnistymässä. Mitään ei ole hävinnyt.',
  unreachableDo: 'Tämä sivu yrittää koko ajan uudelleen ja avaa huoneen heti, kun se onnistuu.',
  busyHeading: 'Picnic on juuri nyt täynnä',
  busyWhat: 'Paikalla on niin paljon väkeä, ettei palvelimella ole tilaa. Mitään ei ole hävinnyt.',
  busyDo: 'Tämä sivu yrittää uudelleen itsestään ja avaa huoneen, kun tilaa on.',
  betweenHeading: 'Välissä on jotakin muuta',
  betweenWhat:
    'Picnicin sijasta vastasi jokin muu: ehkä verkon kirjautumissivu tai välityspalvelin. Mitään ei ole hävinnyt.',
  betweenDo:
    'Avaa jokin muu sivusto uuteen välilehteen ja katso, pyytääkö verkko kirjautumaan. Tämä sivu yrittää koko ajan uudelleen ja avaa huoneen heti, kun se onnistuu.',
  misledHeading: 'Tämän picnicin asetuksissa on vikaa',
  misledWhat: 'Palvelimeen päädytään toisella osoitteella kuin tähän sivuun. Mitään ei ole hävinnyt.',
  misledDo:
    'Kerro palvelun ylläpitäjälle: edessä olevan välityspalvelimen on annettava polku ja Host-otsake eteenpäin sellaisinaan.',
  failedHeading: 'Huoneen avaaminen ei onnistunut',
  failedWhat: 'Palvelimella on jokin vialla. Mitään kirjoittamaasi ei ole hävinnyt.',
  failedDo: 'Odota hetki ja yritä uudelleen. Jos vika jatkuu, kerro siitä palvelun ylläpitäjälle.',
  tryAgain: 'Yritä uudelleen',
  stillSo: 'Yritettiin uudelleen: mikään ei ole vielä muuttunut.',
};

export const texts: Dictionary = {
  app,
  title,
  room,
  saved,
  people,
  name,
  share,
  wrong,
  stale,
  broken,
  board,
  clusters,
  session,
  aroundTasks,
  ...facilitation,
  things,
};
