// Swedish.

import { clusters } from '../board/text/clusters.sv';
import { board } from '../board/text/sv';
import { things } from '../people/text/sv';
import { facilitation } from '../session/facilitate/text/sv';
import { aroundTasks } from '../session/tasks/text/sv';
import { session } from '../session/text/sv';
import type { Dictionary } from './dictionary';

const app = {
  untitled: 'Rum utan rubrik',
  name: 'picnic',
  close: 'Stäng',
  undo: 'Ångra',
  settings: 'Inställningar',
  language: 'Språk',
  languageFailed:
    'Texterna på språket {language} kom inte, så språket är kvar som det var. Kontrollera anslutningen och välj igen.',
  theme: 'Färger',
  themeSystem: 'Som på enheten',
  themeLight: 'Ljust',
  themeDark: 'Mörkt',
  keys: 'Tangenter',
  letterKeys: 'Enstaka bokstäver fungerar på tavlan',
  dismiss: 'Stäng meddelandet',
  licences: 'Licenser och källkod',
};

const title = {
  label: 'Rummets rubrik',
  placeholder: 'Ge rummet en rubrik',
  tooLong: 'En rubrik kan ha högst {max} tecken och den här har {count}. Korta av den lite.',
  unsaved: 'Bara du ser det här än.',
  save: 'Spara',
  keepOld: 'Behåll den gamla',
  keepOldNamed: 'Behåll den gamla: {title}',
  halfWritten: 'Inte sparad ännu. Tryck Enter här för att spara.',
  overtaken:
    'Någon gav under tiden rummet rubriken ”{title}”. Din är inte sparad: tryck Enter i den för att använda den i stället, eller Esc för att låta den andra vara kvar.',
  earlier:
    'Rummet har rubriken ”{title}”. Det som står i fältet påbörjades tidigare och är inte sparat: tryck Enter i det för att använda det i stället, eller Esc för att låta rubriken vara.',
  left: 'Någon gav under tiden rummet rubriken ”{title}”. Den är kvar: töm fältet igen om rummet inte ska ha någon rubrik.',
};

const room = {
  newerBoard: 'Tavlan är gjord med en nyare version av picnic. Här kan man se den, men inte ändra den.',
  history: 'Historik',
  menu: 'Meny',
  takenAway: 'något togs bort',
  harvest: 'Skörd',
  opening: 'Öppnar rummet…',
  skipToBoard: 'Hoppa till tavlan',
  toHome: 'Till startsidan',
  board: 'Tavla',
  noCookies:
    'Webbläsaren sparar inga kakor här, så bara den här fliken är insläppt. För att komma tillbaka behöver du länken du fick, eller den som finns under ”Dela”: adressen ovan släpper inte in någon.',
  damaged:
    'En del av det som sparats i rummet gick inte att läsa. Det som saknas kommer tillbaka från en sida där det ännu syns.',
  linksMadeAnew: 'Rummets länkar gick inte att läsa från disken, så nya gjordes. Dela länkarna på nytt.',
  full: 'Det får inte plats fler i rummet just nu. Sidan fortsätter att försöka.',
  wordsNotKept:
    'Webbläsaren har inte plats för mer. Det som du inte har skickat finns bara på den här fliken: skicka eller kopiera det innan du stänger den.',
  noRight: 'Du kan inte ändra det här nu. Det är som det var.',
  keptAside:
    'Tavlan hade redan stängts för det du skrev. Det finns kvar bland dina ofärdiga texter: kopiera det, eller skicka det när du får.',
  contentRefused:
    'Tavlan kan inte ta emot något i din senaste ändring, och de andra får det inte; resten är kvar. Kopiera din text, ladda om sidan och skriv det som saknas på nytt.',
  tooManyNotes: 'Tavlan rymmer inte fler lappar, så den nya togs bort. Ta bort några och försök igen.',
};

const saved = {
  saved: 'Sparat',
  saving: 'Sparar…',
  opening: 'Öppnar…',
  offline: 'Ingen anslutning: ändringarna sparas här och skickas senare',
  offlineBetween: 'Ingen anslutning: en inloggningssida eller proxy svarar. Sparas här, skickas senare',
  offlineCrowded:
    'Ingen anslutning: picnic är öppet på för många flikar. Stäng en av dem, så fortsätter den här',
  offlineViewing: 'Ingen anslutning: tavlan kan vara inaktuell',
  offlineNotKept:
    'Ingen anslutning: ändringarna finns bara i den här fliken tills de skickas. Låt sidan vara öppen',
  stopped: 'Inte skickat: servern förstår inte den här sidan. Sparat här. Ladda om sidan',
  stoppedNotKept: 'Inte skickat: servern förstår inte den här sidan. Kopiera dina ord innan du laddar om',
  serverCannotSave: 'Inte sparat: servern kan inte spara just nu. Låt sidan vara öppen',
  tooLarge: 'Inte sparat: en ändring är för stor för att skickas. Ångra den och gör den i mindre delar',
  full: 'Inte sparat: tavlan är full. Ta bort något som inte längre behövs',
  refused: 'Inte sparat: rummet tog inte emot en ändring. Ladda om sidan',
  locked: 'Inte sparat: tavlan är låst. Finns kvar här och skickas när den öppnas igen',
  viewing: 'Du är åskådare',
  back: 'Anslutningen är tillbaka. Allt är sparat.',
  backNotAll: 'Anslutningen är tillbaka. Något du gjorde kom för sent och togs inte med; resten är sparat.',
};

const people = {
  here: { one: '{count} person här', other: '{count} personer här' },
  follow: 'Följ {name}',
  you: '{name} (du)',
  facilitator: 'Ledare',
  participant: 'Deltagare',
  viewer: 'Åskådare',
};

const name = {
  question: 'Vilket namn ska andra se?',
  hint: 'Du kan lämna fältet tomt. Då är du {name}.',
  label: 'Ditt namn',
  done: 'Klar',
  skip: 'Hoppa över',
  tooLong: 'Ett namn kan ha högst {max} tecken och det här har {count}. Korta av det lite.',
};

const share = {
  open: 'Dela',
  heading: 'Bjud in andra',
};

const stale: Dictionary['stale'] = {
  newVersion: 'Det finns en ny version av picnic.',
  partMissing: 'En del av sidan gick inte att ladda.',
  notUnderstood: 'Den här sidan och servern förstår inte varandra.',
  reload: 'Ladda om',
};

const broken: Dictionary['broken'] = {
  heading: 'Något på sidan gick sönder',
  what: 'Det som sparades är i säkerhet. Det som inte hann skickas finns kvar i den här webbläsaren, om den sparar något.',
  do: 'Ladda om sidan. Om det inte hjälper, säg till den som sköter servern.',
};

const wrong = {
  notFoundHeading: 'Det finns inget rum här',
  notFoundWhat: 'Länken kan ha blivit avkortad på vägen, eller så har rummet tagits bort.',
  notFoundDo: 'Be den som bjöd in dig om länken igen, eller öppna ett eget rum.',
  forbiddenHeading: 'Rummet öppnas bara med hela länken',
  forbiddenWhat: 'Slutet av länken saknas eller öppnar inte längre det här rummet.',
  forbiddenDo:
    'Öppna länken precis som du fick den, eller rikta kameran mot QR-koden. Om det inte hjälper kan du be om en ny länk.',
  cookiesHeading: 'Den här webbläsaren sparar inga kakor',
  cookiesWhat: 'Utan dem minns den inte att du har släppts in i rummet.',
  cookiesDo: 'Öppna rummet igen med hela länken, eller tillåt kakor för den här webbplatsen.',
  revokedHeading: 'Din länk till det här rummet gäller inte längre',
  revokedWhat: 'Den som leder rummet har bytt länkarna. Allt du har sparat finns kvar i rummet.',
  revokedDo: 'Be ledaren om en ny länk.',
  removedHeading: 'Du har tagits bort från rummet',
  removedWhat: 'En ledare tog bort dig. Det du har lagt på tavlan finns kvar där.',
  removedDo:
    'Om det var ett misstag, be ledaren släppa in dig igen. Då öppnar sidan rummet av sig själv, och det du skrev är sparat.',
  mergedHeading: 'Du är redan i rummet',
  mergedWhat:
    'Du var i rummet två gånger, så en ledare gjorde de två till en. Det du har lagt ut och sagt finns där. Det du packade här dukas upp med de andra korgarna eller ligger redan på tavlan. Det som skulle stanna i korgen ser ingen.',
  mergedDo:
    'Fortsätt där du fortfarande är inne: på en annan flik eller en annan enhet. Om du vill komma in härifrån som någon annan öppnar du rummets länk igen.',
  joiningClosedHeading: 'Dörren är stängd',
  joiningClosedWhat: 'Ledaren tar inte emot nya deltagare i rummet just nu.',
  joiningClosedDo: 'Be ledaren öppna dörren. Då öppnar sidan rummet av sig själv.',
  unreachableHeading: 'Rummet svarar inte',
  unreachableWhat:
    'Din anslutning kan vara bruten, eller så håller servern på att starta om. Ingenting har gått förlorat.',
  unreachableDo: 'Sidan försöker hela tiden igen och öppnar rummet så snart det går.',
  busyHeading: 'Picnic är fullt just nu',
  busyWhat: 'Så många är här samtidigt att servern inte har plats. Inget har försvunnit.',
  busyDo: 'Den här sidan försöker igen av sig själv och öppnar rummet när det finns plats.',
  betweenHeading: 'Något annat står emellan',
  betweenWhat:
    'Något annat svarade i stället för picnic: kanske nätverkets inloggningssida eller en proxy. Ingenting har gått förlorat.',
  betweenDo:
    'Öppna en annan webbplats i en ny flik och se om nätverket vill att du loggar in. Sidan försöker hela tiden igen och öppnar rummet så snart det går.',
  misledHeading: 'Den här picnicen är felinställd',
  misledWhat: 'Servern nås på en annan adress än den här sidan. Ingenting har gått förlorat.',
  misledDo:
    'Berätta för den som sköter tjänsten: proxyn framför den måste skicka vidare sökvägen och Host-rubriken oförändrade.',
  failedHeading: 'Rummet kunde inte öppnas',
  failedWhat: 'Något är fel på servern. Inget som du har skrivit har gått förlorat.',
  failedDo:
    'Vänta en stund och försök igen. Om felet fortsätter kan du berätta det för den som sköter tjänsten.',
  tryAgain: 'Försök igen',
  stillSo: 'Ett nytt försök är gjort: inget har ändrats ännu.',
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
