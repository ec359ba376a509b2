//! Words that name no cluster: «also» ties notes a little, and is no title.
//!
//! Stop words are left out of notes altogether; these are not. Left out too (with the model, sorting by titles), they
//! moved other boards by a note or two and took one mixed board of 20 notes from 1.00 placed right to 0.61.
//! Taken from the collection stopwords-iso, without its nouns and its verbs that name a subject.

use super::language::Language;

const FINNISH: &str = "\
    aiemmin aikaisemmin aina ainakaan ainakin ainoa ainoat aivan alas alla alle alta aluksi \
    ansiosta apu asti avulla edelle edelleen edellä edes edessä edestä ehkä eikä ellei elleivät \
    ellemme ellen ellet ellette enemmän eniten ennen ensi ensin enää eri erittäin erityisesti \
    eräs eräät esimerkiksi eteen etenkin ettei halua haluaa haluaisi haluaisin haluamme haluan \
    haluat haluavat helposti heti hieman huolimatta hyvin hyviä hyvä hyvät hyvää ihan ilman \
    itsensä itseään jo jokainen jokaisen jokin joku jolloin jonkin joo jopa jos joskus jotain \
    joten jotenkin jotta juuri jälkeen jälleen kaiken kaikille kaikilta kaikkea kaikki kaikkia \
    kaikkialla kaikkien kaksi kannattaa kannattaisi kanssa kanssaan kanssamme kautta kenties \
    kerran keskellä kesken kiitos kohti koko kokonaan kolme koskaan kovin kuinka kuitenkaan \
    kuitenkin kukaan kukin kumpi kumpikin kun kuten kyllä liian liki lisäksi lisää luo luona \
    lähelle lähellä läpi mahdollisimman melkein melko mikin mikäli mikään milloin minne miten \
    mitään monet moni monta muiden muita muka mukaan mukana muu muualla muut muuta muutama \
    muutaman muuten myöhemmin myös myöskin myöskään myötä niin nopeammin nopeasti näin ohi oma \
    omaa oman omat omia omien onko paitsi paljon paremmin parempi parhaiten peräti pian pitäisi \
    pitää puolesta päälle runsaasti saada saakka saako saisi sama samaan samalla saman samat \
    samoin sekä siellä sieltä siis silloin silti sinne sisällä siten sitten suoraan taas tahansa \
    takaisin takana takia tapauksessa tarpeeksi tavalla tietysti todella toinen toisen \
    toistaiseksi toki tosin tulee tulevat tulisi tulla tuskin tänne täysin täytyy täällä \
    useammin usein useita uudelleen vaan vaikka vain varmasti varsinkin varten vasta vastaan \
    vielä vieressä voi voida voidaan voimme voin voisi voisiko voisimme voivat vuoksi vähemmän \
    vähintään vähän välillä yhden yhdessä yhtä yhtään yhä yksi yleensä ympäri äsken";

const SWEDISH: &str = "\
    aldrig alldeles allra alls alltid alltmer alltså andra annan annat bakom bara behöva behöver \
    behövs bland borde bort borta bra bäst bästa bättre båda bådas både bör dessutom dit dock \
    därför eftersom efteråt emot en endast enligt ens ett fast finnas finns fler flera flest \
    flesta fram framför färre få får fått före först första förut ganska genast genom gick \
    gjorde gjort gällande gärna gå går gör göra hellre helst helt hit ibland igen inför inga \
    ingenting inget innan inne inuti istället ja ju just jämfört kanske knappast kom komma \
    kommer kunde kunna lika lite litet längre lätt låt låta man mer mera mest mindre minst \
    mittemot mycket många måste möjligen möjligtvis ned ner nog nästa nästan någonsin någonstans \
    någonting också ofta oftare oftast ordentligt precis redan rätt samt samtidigt sedan senare \
    ska skall skulle slutligen snabbt snarare snart snälla som sämre särskilt ta tack tidigare \
    tills tillsammans tre trots två tyvärr tänk undan ungefär ur utan utanför ute vad var \
    varandra varifrån varje varken verkligen vidare visst väl väldigt värre än ännu även åter \
    återigen åtminstone överallt";

const ENGLISH: &str = "\
    able across actually ago ahead almost alone along already alright also although always among \
    amongst another anybody anyhow anymore anyone anything anyway anywhere apart around aside \
    away back badly became become becomes becoming behind beside besides best better beyond \
    cannot certain certainly clearly come comes could currently definitely despite easily easy \
    either else elsewhere enough entirely especially etc even ever every everybody everyone \
    everything everywhere exactly except fairly far fewer forever get gets getting give given \
    gives giving go goes going gone good got gotten great hardly hence hopefully however indeed \
    instead just keep keeps kind largely lately later least less let lets like likely little lot \
    lots made mainly make makes making many may maybe mean means meanwhile might mine more \
    moreover mostly much must namely near nearly necessarily need needed needing needs neither \
    never nevertheless next nobody none nonetheless nor nothing now nowhere obviously off often \
    ok okay one onto otherwise ought overall particularly past per perhaps please plus possible \
    possibly previously primarily probably put puts quickly quite rather readily really recently \
    regarding regardless relatively respectively right say says see seem seems seen several \
    shall should simply since slightly somebody somehow someone something sometime sometimes \
    somewhat somewhere soon sorry specifically still strongly such sufficiently sure take takes \
    taking tend tends thanks though three through throughout thus till together took toward \
    towards tried try trying twice two unless unlike until upon us use used usually various via \
    want wanted wants way ways well whatever whenever whereas wherever whether whichever while \
    whilst whoever whole whose will with within without worse would yes yet";

/// The words of a language, in lower case, that name no cluster.
pub(super) fn nameless(language: Language) -> impl Iterator<Item = &'static str> {
    let listed = match language {
        Language::Finnish => FINNISH,
        Language::Swedish => SWEDISH,
        Language::English => ENGLISH,
    };
    listed.split_whitespace()
}
