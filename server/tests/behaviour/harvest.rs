//! The harvest's exports: whatever people wrote, each is a sound file of its kind that says it.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use picnic::document::content::{
    BoardCluster, BoardContent, BoardNote, BoardSection, Color, Stroke,
};
use picnic::document::note_size::NoteSize;
use picnic::harvest::csv::{Separator, columns, csv};
use picnic::harvest::from_room::{ClosedVote, RoomPart, SessionPart};
use picnic::harvest::import::{CannotImport, LeftOut, check, first_change, left_out, plan};
use picnic::harvest::json::json;
use picnic::harvest::markdown::markdown;
use picnic::harvest::picture::Picture;
use picnic::harvest::picture::png::draw;
use picnic::harvest::picture::scale::Scale;
use picnic::harvest::picture::svg::svg;
use picnic::harvest::{Comment, Commitment, Harvest, PhaseTime, ReactionCount};
use picnic::room::board::Board;
use picnic::room::session::Session;
use picnic::room::session::state::{Member, Promised, Spoken, Stay};
use picnic_protocol::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId, Role};
use picnic_protocol::session::Language;
use picnic_protocol::session::command::{Commitment as PromisedWords, Draft, Reaction};
use picnic_protocol::session::plan::{Phase, PhaseKind, PhaseLength, Texts, VoteOn};
use picnic_protocol::session::view::{ItemResult, VoteResult};
use proptest::collection::vec;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

fn note(id: &str, text: &str, at: [f64; 2], color: Color, cluster: Option<&str>) -> BoardNote {
    BoardNote {
        id: id.to_owned(),
        text: text.to_owned(),
        at,
        z: 0,
        color,
        size: NoteSize::M,
        locked: false,
        cluster: cluster.map(str::to_owned),
        under: None,
        made_ms: 1_790_000_000_000,
    }
}

/// A note that lies under another, for it says nearly the same.
fn under(id: &str, top: &str) -> BoardNote {
    let note = note(id, "Melkein sama", [0.0, 0.0], Color::Blue, None);
    BoardNote { under: Some(top.to_owned()), ..note }
}

fn cluster(id: &str, title: &str, color: Color, folded: bool) -> BoardCluster {
    BoardCluster { id: id.to_owned(), title: title.to_owned(), at: [0.0, 0.0], color, folded }
}

fn room() -> RoomPart {
    RoomPart {
        title: "Uusien vastaanotto".to_owned(),
        language: Language::Fi,
        made_ms: 1_797_206_400_000,
    }
}

/// A board of everything.
fn board() -> BoardContent {
    let long = "Kuntalaisten osallistuminen ei ole lisätyötä, vaan tapa tehdä työ kerralla oikein: \
                kysy ennen kuin suunnittelet, kerro mitä kuulit ja palaa kertomaan mitä siitä tuli. "
        .repeat(4);
    BoardContent {
        title: Some("Miten otamme uudet vastaan".to_owned()),
        notes: vec![
            under("i2", "i"),
            under("i3", "i"),
            note("a", "Kummi ensimmäiselle viikolle", [0.0, 60.0], Color::Yellow, Some("c1")),
            note("b", "Avainkortti valmiina pöydällä", [212.0, 60.0], Color::Green, Some("c1")),
            note("c", "Kahvit ensin, kone sitten", [0.0, 272.0], Color::Yellow, Some("c1")),
            note("d", "Intran ohje on vuodelta 2019", [560.0, 60.0], Color::Pink, Some("c2")),
            note("e", &long, [772.0, 60.0], Color::Blue, Some("c2")),
            note(
                "f",
                "Yhteinen «uuden opas» kaikille kunnille",
                [560.0, 700.0],
                Color::Teal,
                Some("c3"),
            ),
            note("g", "toinen", [600.0, 720.0], Color::Orange, Some("c3")),
            note("h", "kolmas", [640.0, 740.0], Color::Purple, Some("c3")),
            note(
                "i",
                "Lappu yksin: Työsuhdepolkupyöräetuushakemuslomake",
                [60.0, 700.0],
                Color::White,
                None,
            ),
            note("j", "שלום עולם", [280.0, 700.0], Color::Purple, None),
            note("k", "🧺 emoji ja 漢字", [280.0, 910.0], Color::Orange, None),
        ],
        clusters: vec![
            cluster("c1", "Ensimmäinen päivä", Color::Yellow, false),
            cluster(
                "c2",
                "Ohjeet ja materiaalit, joita kukaan ei enää muista päivittää",
                Color::Pink,
                false,
            ),
            cluster("c3", "Kaikille yhteistä", Color::Teal, true),
            cluster("c4", "", Color::White, false),
        ],
        sections: vec![BoardSection {
            id: "inside".to_owned(),
            title: "Organisaation sisällä".to_owned(),
            at: [-60.0, 620.0],
            size: [560.0, 520.0],
            color: Color::Blue,
        }],
        strokes: vec![Stroke {
            id: "s".to_owned(),
            path: vec![420.0, 40.0, 470.0, 60.0, 500.0, 120.0, 540.0, 130.0],
            color: "#b3261e".to_owned(),
            width: 4.0,
            pressure: Vec::new(),
        }],
        connectors: Vec::new(),
    }
}

fn session() -> SessionPart {
    SessionPart {
        finished_ms: Some(1_797_213_600_000),
        people: Some(12),
        anonymous: false,
        reactions: BTreeMap::from([(
            "a".to_owned(),
            vec![
                ReactionCount { kind: "heart".to_owned(), count: 3 },
                ReactionCount { kind: "spark".to_owned(), count: 1 },
            ],
        )]),
        comments: BTreeMap::from([(
            "a".to_owned(),
            vec![Comment { text: "Meillä\non jo".to_owned(), by: Some("Päivi".to_owned()) }],
        )]),
        votes: vec![
            ClosedVote {
                title: "Äänestä".to_owned(),
                budget: 3,
                voters: 12,
                items: vec![
                    ("c1".to_owned(), 5),
                    ("c2".to_owned(), 9),
                    ("c3".to_owned(), 9),
                    ("i".to_owned(), 1),
                    ("gone".to_owned(), 20),
                ],
            },
            ClosedVote {
                title: "Uusi kierros".to_owned(),
                budget: 1,
                voters: 11,
                items: vec![("c2".to_owned(), 4), ("c3".to_owned(), 7)],
            },
        ],
        commitments: vec![Commitment {
            what: "Nimetään kummit".to_owned(),
            who: "Päivi ja Esko".to_owned(),
            by_when: Some("2027-01-31".to_owned()),
            target: Some("c1".to_owned()),
        }],
        phases: vec![PhaseTime {
            title: "Pakkaa kori".to_owned(),
            kind: "pack".to_owned(),
            planned_minutes: Some(10),
            actual_seconds: Some(675),
            phase: None,
        }],
    }
}

fn harvest() -> Harvest {
    Harvest::from_room(room(), board(), session())
}

/// Keeps a file for a person to look at.
/// The notes that each area of a harvest holds, of a board with these.
fn areas_of(sections: &[(&str, [f64; 2], [f64; 2])], notes: Vec<BoardNote>) -> Vec<String> {
    let section = |(id, at, size): &(&str, [f64; 2], [f64; 2])| BoardSection {
        id: (*id).to_owned(),
        title: String::new(),
        at: *at,
        size: *size,
        color: Color::White,
    };
    let sections = sections.iter().map(section).collect();
    let board = BoardContent { sections, notes, ..BoardContent::default() };
    let areas = Harvest::from_room(room(), board, SessionPart::default()).sections;
    areas.iter().map(|area| format!("{}: {}", area.id, area.notes.join(" "))).collect()
}

#[test]
fn a_note_lies_in_the_area_that_holds_its_middle_however_tall_it_is() {
    let thirty_lines = ["rivi"; 30].join("\n");
    let [above, below] =
        [("above", [0.0, 0.0], [800.0, 500.0]), ("below", [0.0, 500.0], [800.0, 500.0])];
    let notes = vec![
        note("tall", &thirty_lines, [100.0, 300.0], Color::Yellow, None),
        note("short", "rivi", [400.0, 300.0], Color::Yellow, None),
        // Its corner is in there, and its middle is not.
        note("beside", "rivi", [750.0, 100.0], Color::Yellow, None),
    ];
    assert_eq!(areas_of(&[above, below], notes), ["above: short", "below: tall"]);
}

#[test]
fn a_note_whose_corner_is_outside_an_area_and_whose_middle_is_in_it_lies_there() {
    let area = ("area", [0.0, 0.0], [500.0, 500.0]);
    let notes = vec![note("left", "rivi", [-90.0, -90.0], Color::Yellow, None)];
    assert_eq!(areas_of(&[area], notes), ["area: left"]);
}

fn keep(name: &str, bytes: impl AsRef<[u8]>) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(name), bytes).expect("a file");
}

#[test]
fn clusters_come_by_their_last_vote_and_ties_share_their_rank() {
    let harvest = harvest();
    let order: Vec<_> = harvest.clusters.iter().map(|cluster| cluster.id.as_str()).collect();
    assert_eq!(order, ["c3", "c2", "c1"], "an empty cluster without a name is nothing");
    let first: Vec<_> = harvest.votes[0]
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.standing.votes, item.standing.rank))
        .collect();
    assert_eq!(first, [("c2", 9, 1), ("c3", 9, 1), ("c1", 5, 3), ("i", 1, 4)]);
    assert_eq!(harvest.lone[0].id, "i");
    assert_eq!(harvest.sections[0].notes, ["i", "j", "k"]);
    let lines: Vec<_> = harvest.clusters[2].notes.iter().map(|note| note.id.as_str()).collect();
    assert_eq!(lines, ["a", "b", "c"], "notes come as they are read");
}

#[test]
fn what_nobody_voted_for_has_no_rank_in_a_document() {
    let mut harvest = harvest();
    let last = harvest.votes[0].items.last_mut().expect("an item");
    last.standing.votes = 0;
    harvest.lone[0].result = Some(last.standing);
    let document: String = markdown(&harvest, Language::En, TimeZone::UTC).collect();
    assert!(document.contains("- **–** "), "{document}");
    assert!(!document.contains("**4.**"), "{document}");
    let table: String = csv(&harvest, Separator::Comma).collect();
    let row = table.lines().find(|row| row.starts_with("i,")).expect("a row");
    assert!(row.contains(",0,,"), "{row}");
}

#[test]
fn the_markdown_reads_as_a_person_would_write_it() {
    let document: String = markdown(&harvest(), Language::Fi, TimeZone::UTC).collect();
    keep("harvest.md", &document);
    let start = "# Miten otamme uudet vastaan\n\n14.12.2026 · 12 osallistujaa · 11 lappua\n\n\
                 ## Lupaukset\n\n\
                 - Nimetään kummit — Päivi ja Esko, 31.1.2027 mennessä (Ensimmäinen päivä)\n\n\
                 ## Ryhmät\n\n### Kaikille yhteistä (7 ääntä)\n\n";
    assert!(document.starts_with(start), "{document}");
    let first = "### Ensimmäinen päivä (5 ääntä)\n\n\
                 - Kummi ensimmäiselle viikolle (tykkään 3 · sain idean 1)\n  \
                 - Päivi: Meillä\\\n    on jo\n";
    assert!(document.contains(first), "{document}");
    assert!(document.contains("- **1.** Kaikille yhteistä: 9 ääntä\n"), "{document}");
    assert!(document.contains("- Pakkaa kori: suunniteltu 10 min, kesti 12 min\n"), "{document}");
    for (language, word) in [(Language::Sv, "## Löften"), (Language::En, "## Commitments")] {
        let other: String = markdown(&harvest(), language, TimeZone::UTC).collect();
        assert!(other.contains(word), "{other}");
    }
}

/// What a reader of Markdown sees of its list items, and whether anything else was in there.
fn read_items(document: &str) -> (Vec<String>, Vec<String>) {
    let (mut items, mut surprises) = (Vec::new(), Vec::new());
    let mut open: Vec<String> = Vec::new();
    // What some readers make of quotes and dashes is theirs.
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(document, options) {
        match event {
            Event::Start(Tag::Item) => open.push(String::new()),
            Event::End(pulldown_cmark::TagEnd::Item) => items.extend(open.pop()),
            Event::Text(text) => {
                if let Some(item) = open.last_mut() {
                    item.push_str(&text);
                }
            }
            Event::SoftBreak => surprises.push("a soft break".to_owned()),
            Event::HardBreak => {
                if let Some(item) = open.last_mut() {
                    item.push('\n');
                }
            }
            Event::Start(Tag::Heading { .. } | Tag::List(None) | Tag::Paragraph)
            | Event::End(_) => {}
            other => surprises.push(format!("{other:?}")),
        }
    }
    (items, surprises)
}

fn hostile() -> impl Strategy<Value = String> {
    let fragments = prop_oneof![
        "\\PC{0,12}",
        prop::sample::select(vec![
            "# ",
            "## x",
            "- ",
            "* ",
            "+ ",
            "1. ",
            "99) ",
            "```",
            "~~~",
            "    ",
            "\t",
            "> ",
            "<b>",
            "<!--",
            "-->",
            "&amp;",
            "&#35;",
            "[a](b)",
            "![x](y)",
            "[^1]",
            "[ ] ",
            "[x] ",
            "---",
            "===",
            "***",
            "___",
            "| a | b |",
            "|-|-|",
            "\\",
            "\n",
            "\n\n",
            "\r\n",
            "$x$",
            "$$",
            "~s~",
            "^",
            "==",
            "||",
            ":smile:",
            ": definition",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\"",
            "'",
            ",",
            ";",
            "\0",
            "\u{202e}",
            "\u{fffe}",
            "]]>",
            "http://a.b",
            "{#id}",
            "::: x",
            "[[w]]",
        ])
        .prop_map(str::to_owned),
    ];
    vec(fragments, 0..6).prop_map(|parts| parts.concat())
}

/// A text as it is after white space at the ends of lines, empty lines and controls are gone.
fn lines_of(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
    });
    lines.filter(|line: &String| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn board_of(texts: &[String]) -> BoardContent {
    let notes = texts.iter().enumerate().map(|(index, text)| {
        let at = [index as f64 * 200.0, 0.0];
        note(&format!("n{index:03}"), text, at, Color::ALL[index % 8], None)
    });
    BoardContent { notes: notes.collect(), ..BoardContent::default() }
}

fn laid_out(harvest: &Harvest) -> Picture {
    Picture::of(harvest, &|| Ok(())).expect("nothing ends it")
}

fn gathered(texts: &[String]) -> Harvest {
    Harvest::from_room(room(), board_of(texts), SessionPart::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_note_breaks_the_markdown(texts in vec(hostile(), 1..5)) {
        let document: String =
            markdown(&gathered(&texts), Language::En, TimeZone::UTC).collect();
        let (items, surprises) = read_items(&document);
        let expected: Vec<_> = texts
            .iter()
            .map(|text| lines_of(text))
            .map(|text| if text.is_empty() { "—".to_owned() } else { text })
            .collect();
        prop_assert!(surprises.is_empty(), "{:?} in {}", surprises, document);
        prop_assert_eq!(items, expected, "{}", document);
    }

    #[test]
    fn the_csv_reads_back_and_holds_no_formula(
        texts in vec(hostile(), 1..5),
        separator in prop::sample::select(vec![Separator::Comma, Separator::Semicolon]),
    ) {
        let table: String = csv(&gathered(&texts), separator).collect();
        let bare = table.strip_prefix('\u{feff}').expect("a byte order mark");
        prop_assert!(table.ends_with("\r\n"));
        let delimiter = if separator == Separator::Comma { b',' } else { b';' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bare.as_bytes());
        prop_assert_eq!(reader.headers().unwrap(), columns().collect::<Vec<_>>());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), texts.len());
        for (row, text) in rows.iter().zip(&texts) {
            let cell = &row[1];
            prop_assert!(cell == text || cell == format!("'{text}"), "{cell:?} of {text:?}");
            let first = cell.trim_start_matches([' ', '\n', '\u{a0}']).chars().next();
            prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r')), "{cell:?}");
        }
    }

    #[test]
    fn the_svg_is_well_formed_and_says_every_word(texts in vec(hostile(), 1..5)) {
        let picture = laid_out(&gathered(&texts));
        let file: String = svg(&picture).collect();
        let document = roxmltree::Document::parse(&file).unwrap();
        let said: String = document
            .descendants()
            .filter(|node| node.has_tag_name("tspan"))
            .filter_map(|node| node.text())
            .collect();
        let letters = |text: &str| -> String {
            let is_text = |letter: &char| !letter.is_whitespace() && !letter.is_control();
            text.chars().filter(is_text).filter(|letter| *letter != '\u{fffd}').collect()
        };
        prop_assert_eq!(letters(&said).replace('\u{fffe}', ""), letters(&texts.concat()).replace('\u{fffe}', ""));
        let only_ours = document.descendants().filter(|node| node.is_element()).all(|node| {
            ["svg", "title", "style", "rect", "path", "g", "text", "tspan"].contains(&node.tag_name().name())
        });
        prop_assert!(only_ours);
    }

    #[test]
    fn the_json_is_the_whole_harvest(texts in vec(hostile(), 0..5)) {
        let harvest = gathered(&texts);
        let file: String = json(&harvest).collect();
        prop_assert_eq!(serde_json::from_str::<Harvest>(&file).unwrap(), harvest);
    }

    #[test]
    fn an_imported_harvest_is_exported_equal(texts in vec(hostile(), 0..5)) {
        let mut harvest = gathered(&texts);
        harvest.title = "Tuotu".to_owned();
        check(&harvest).unwrap();
        prop_assert_eq!(imported(&harvest), harvest);
    }
}

/// The harvest of the room that an import makes.
fn imported(harvest: &Harvest) -> Harvest {
    let change = first_change(&harvest.title, harvest.language, harvest);
    let mut board = Board::default();
    board.found(&harvest.title, harvest.language, &[]);
    board.fold(&change).expect("the change applies");
    let content = BoardContent::read(&board.encode()).expect("a board");
    let room =
        RoomPart { title: String::new(), language: harvest.language, made_ms: harvest.made_ms };
    Harvest::from_room(room, content, SessionPart::default())
}

#[test]
fn a_whole_board_is_exported_imported_and_exported_equal() {
    let harvest = Harvest::from_room(room(), board(), SessionPart::default());
    let file: String = json(&harvest).collect();
    let read: Harvest = serde_json::from_str(&file).unwrap();
    check(&read).unwrap();
    assert_eq!(imported(&read), harvest);
    let pile = harvest.notes().map(|(_, note)| note).find(|note| note.id == "i");
    let under = pile.map(|note| note.under.iter().map(|note| note.id.as_str()).collect());
    assert_eq!(under, Some(vec!["i2", "i3"]));
    let with_session: String = json(&self::harvest()).collect();
    keep("harvest.json", &with_session);
    assert_eq!(serde_json::from_str::<Harvest>(&with_session).unwrap(), self::harvest());
}

#[test]
fn a_harvest_that_no_board_holds_is_not_imported() {
    let good = Harvest::from_room(room(), board(), SessionPart::default());
    let wrong = |change: fn(&mut Harvest)| {
        let mut harvest = good.clone();
        change(&mut harvest);
        check(&harvest).unwrap_err()
    };
    assert_eq!(wrong(|harvest| harvest.format.clear()), CannotImport::Format);
    assert_eq!(wrong(|harvest| harvest.version = 2), CannotImport::Version(2));
    let twice = wrong(|harvest| harvest.lone[0].id = "a".to_owned());
    assert_eq!(twice.to_string(), "the note 9 has an id that is empty or taken");
    assert_eq!(
        wrong(|harvest| harvest.lone[0].text = "x".repeat(5_000)),
        CannotImport::TooLong("note 9".to_owned())
    );
    let deep = wrong(|harvest| {
        let pile = harvest.lone.iter_mut().find(|note| note.stack > 1).expect("a pile");
        let further = pile.under.pop().expect("two under one");
        pile.under[0].under.push(further);
    });
    assert!(matches!(deep, CannotImport::Deep(_)), "{deep}");
    for off in [f64::NAN, 1e9] {
        let mut harvest = good.clone();
        harvest.clusters[0].notes[0].at = [off, 0.0];
        assert_eq!(check(&harvest), Err(CannotImport::OffBoard("note 1".to_owned())));
    }
    let many = |harvest: &mut Harvest| {
        let stroke = harvest.strokes[0].clone();
        harvest.strokes = vec![stroke; 20_001];
    };
    assert_eq!(wrong(many), CannotImport::TooMany("strokes"));
}

/// A session in which something of everything happened.
fn held_session(anonymous: bool) -> Session {
    let who = |number| ParticipantId::from_bytes([number; 16]);
    let element = |id: &str| ElementId::try_from(id.to_owned()).expect("an id");
    let member = |name: &str| Member {
        name: name.to_owned(),
        came_as: Role::Participant,
        granted: None,
        keeper: None,
        hand: false,
        removed: false,
        namesake: None,
        let_in: None,
        merged: None,
    };
    let phase = |id: &str, kind: PhaseKind, minutes: u16| Phase {
        id: id.parse().expect("an id"),
        kind,
        title: Texts::only(Language::Fi, id.to_owned()),
        instructions: Texts::default(),
        length: PhaseLength::Minutes(minutes),
        moves_on: false,
        rights: None,
        area: None,
    };
    let visit = |phase: &str, from: u64, to: Option<u64>| Stay {
        phase: phase.parse().expect("an id"),
        started_ms: from,
        ended_ms: to,
    };
    let draft = Draft {
        id: DraftId::from_bytes([9; 16]),
        text: "pidetty takana".to_owned(),
        color: picnic_protocol::session::command::Color::Yellow,
        section: None,
        held: true,
        offered: false,
    };
    Session {
        anonymous,
        plan: vec![
            phase("pack", PhaseKind::Pack {}, 10),
            phase("harvest", PhaseKind::Harvest {}, 5),
        ],
        roster: BTreeMap::from([(who(1), member("Päivi")), (who(2), member("Esko"))]),
        baskets: BTreeMap::from([(who(1), vec![draft])]),
        reactions: BTreeMap::from([(
            element("a"),
            BTreeMap::from([
                (Reaction::Heart, [who(1), who(2)].into()),
                (Reaction::Spark, [].into()),
            ]),
        )]),
        comments: vec![Spoken {
            id: CommentId::from_bytes([3; 16]),
            note: element("a"),
            text: "Meillä on jo".to_owned(),
            by: (!anonymous).then(|| who(1)),
        }],
        results: vec![VoteResult {
            round: 1,
            phase: "pack".parse().expect("an id"),
            on: VoteOn::Clusters,
            budget: 3,
            voters: 2,
            items: vec![ItemResult { item: element("c1"), votes: 4, rank: 1 }],
        }],
        commitments: vec![Promised {
            by: who(2),
            commitment: PromisedWords {
                id: CommitmentId::from_bytes([4; 16]),
                what: "Nimetään kummit".to_owned(),
                who: String::new(),
                by_when: Some("2027-01-31".to_owned().try_into().expect("a day")),
                target: Some(element("c1")),
            },
        }],
        stays: vec![
            visit("pack", 1_000, Some(61_000)),
            visit("pack", 100_000, Some(130_000)),
            visit("harvest", 200_000, Some(215_000)),
        ],
        ..Session::default()
    }
}

#[test]
fn a_picnic_in_which_nobody_was_named_names_nobody_when_it_is_held_anew() {
    for anonymous in [true, false] {
        let part = SessionPart::of(held_session(anonymous).harvest(215_000), Language::Fi);
        let harvest = Harvest::from_room(room(), board(), part);
        assert_eq!(plan(&harvest).expect("it has phases").anonymous, anonymous);
    }
}

#[test]
fn what_was_said_of_a_note_that_lies_under_another_is_in_the_harvest() {
    let mut part = session();
    part.comments = BTreeMap::from([(
        "i2".to_owned(),
        vec![Comment { text: "Sama täällä".to_owned(), by: None }],
    )]);
    let harvest = Harvest::from_room(room(), board(), part);
    let said: Vec<_> = harvest.laid().filter(|(_, _, note)| !note.comments.is_empty()).collect();
    let said = said.iter().map(|(_, top, note)| (top.map(|top| top.id.as_str()), note.id.as_str()));
    assert_eq!(said.collect::<Vec<_>>(), [(Some("i"), "i2")]);
    assert_eq!(left_out(&harvest).iter().filter(|part| **part == LeftOut::Comments).count(), 1);
}

#[test]
fn what_a_room_made_of_a_harvest_has_not_is_named() {
    let harvest = Harvest::from_room(room(), board(), session());
    let all = [
        LeftOut::Phases,
        LeftOut::Times,
        LeftOut::Reactions,
        LeftOut::Comments,
        LeftOut::Votes,
        LeftOut::Commitments,
    ];
    assert_eq!(left_out(&harvest), all);
    let board_alone = Harvest::from_room(room(), board(), SessionPart::default());
    assert_eq!(left_out(&board_alone), []);
}

#[test]
fn a_session_gives_what_came_of_it_and_nothing_private() {
    let part = SessionPart::of(held_session(false).harvest(215_000), Language::Fi);
    assert_eq!((part.finished_ms, part.people), (Some(215_000), Some(2)));
    assert_eq!(part.reactions["a"], [ReactionCount { kind: "heart".to_owned(), count: 2 }]);
    assert_eq!(part.comments["a"][0].by.as_deref(), Some("Päivi"));
    let lasted: Vec<_> = part.phases.iter().map(|phase| phase.actual_seconds).collect();
    assert_eq!(lasted, [Some(90), Some(15)]);
    assert_eq!(part.commitments[0].by_when.as_deref(), Some("2027-01-31"));

    let anonymous = SessionPart::of(held_session(true).harvest(215_000), Language::Fi);
    assert_eq!(anonymous.comments["a"][0].by, None);
    let harvest = Harvest::from_room(room(), board(), anonymous);
    let everything: String = json(&harvest).collect();
    let ids = [1, 2].map(|number| ParticipantId::from_bytes([number; 16]).to_string());
    for private in ["pidetty takana", "Päivi", "Esko", &ids[0], &ids[1]] {
        assert!(!everything.contains(private), "{private} in {everything}");
    }
    assert!(everything.contains("\"votes\":4"), "{everything}");
}

/// A decoded picture.
struct Pixels {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Pixels {
    fn drawn(picture: &Picture, name: &str) -> Self {
        let mut file = Vec::new();
        draw(picture, &mut file, &|| Ok(())).expect("it is drawn");
        keep(name, &file);
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("of some size")];
        let info = reader.next_frame(&mut bytes).expect("pixels");
        assert_eq!(info.color_type, png::ColorType::Rgb);
        Self { width: info.width, height: info.height, bytes }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let start = ((y * self.width + x) * 3) as usize;
        self.bytes[start..start + 3].try_into().expect("three parts")
    }
}

#[test]
fn the_picture_shows_every_note_in_its_colour_at_its_place() {
    let harvest = harvest();
    let picture = laid_out(&harvest);
    let file: String = svg(&picture).collect();
    keep("board.svg", &file);
    let pixels = Pixels::drawn(&picture, "board.png");
    let bounds = picture.bounds();
    let scale = Scale::of(bounds);
    assert_eq!((scale.width, scale.height), (pixels.width, pixels.height));
    let folded = harvest.clusters[0].notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>();
    let paper = |color| match color {
        Color::Yellow => [0xff, 0xe4, 0x8a],
        Color::Orange => [0xff, 0xcb, 0x9e],
        Color::Pink => [0xff, 0xbe, 0xcb],
        Color::Purple => [0xdc, 0xcb, 0xff],
        Color::Blue => [0xbf, 0xdf, 0xff],
        Color::Teal => [0xae, 0xe9, 0xe0],
        Color::Green => [0xc9, 0xe9, 0xac],
        Color::White => [0xff, 0xff, 0xff],
    };
    for (_, note) in harvest.notes().filter(|(_, note)| !folded.contains(&note.id.as_str())) {
        // Just inside the corner, where no letter is.
        let pixel = |axis: usize, start: f64| ((note.at[axis] + 8.0 - start) * scale.factor) as u32;
        let seen = pixels.at(pixel(0, bounds.x), pixel(1, bounds.y));
        assert_eq!(seen, paper(note.color), "{}", note.id);
    }
    // Something is written on the first note.
    let [x, y] = [0.0 - bounds.x, 60.0 - bounds.y];
    let dark = (0..192).flat_map(|down| (0..192).map(move |right| (right, down))).filter(
        |(right, down)| {
            let pixel = pixels.at(
                ((x + f64::from(*right)) * scale.factor) as u32,
                ((y + f64::from(*down)) * scale.factor) as u32,
            );
            pixel.iter().all(|part| *part < 0x60)
        },
    );
    assert!(dark.count() > 300);
}

#[test]
fn an_empty_board_is_a_blanket() {
    let harvest = gathered(&[]);
    let picture = laid_out(&harvest);
    let pixels = Pixels::drawn(&picture, "empty.png");
    let [r, g, b] = pixels.at(pixels.width / 2, pixels.height / 2);
    assert!(r > 0xe8 && g > 0xe0 && b > 0xd4, "{r} {g} {b}");
    roxmltree::Document::parse(&svg(&picture).collect::<String>()).unwrap();
}

#[test]
fn a_board_from_edge_to_edge_is_drawn_within_the_limits() {
    let mut content = board_of(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    content.notes[0].at = [-100_000.0, -100_000.0];
    content.notes[1].at = [100_000.0, 100_000.0];
    let picture = laid_out(&Harvest::from_room(room(), content, SessionPart::default()));
    let scale = Scale::of(picture.bounds());
    assert!(u64::from(scale.width) * u64::from(scale.height) <= 60_100_000, "{scale:?}");
    let wide = Scale::of(laid_out(&gathered(&vec!["x".to_owned(); 500])).bounds());
    assert!(wide.width <= 20_000 && wide.height > 20, "{wide:?}");
}

#[test]
fn a_picture_is_given_up_when_its_time_is_over_wherever_its_notes_lie() {
    // All in one place, and so all in one band.
    let heap = || {
        let mut harvest = gathered(&vec!["what somebody thought of ".repeat(40); 1_000]);
        for note in &mut harvest.lone {
            note.at = [0.0, 0.0];
        }
        harvest
    };
    let harvest = heap();
    let asked = std::cell::Cell::new(0);
    let until = |last: usize| {
        let asked = &asked;
        asked.set(0);
        move || {
            asked.set(asked.get() + 1);
            if asked.get() > last { Err(std::io::ErrorKind::TimedOut.into()) } else { Ok(()) }
        }
    };
    assert!(Picture::of(&harvest, &until(10)).is_err());
    assert_eq!(asked.get(), 11, "after each note");
    let picture = laid_out(&harvest);
    let mut file = Vec::new();
    assert!(draw(&picture, &mut file, &until(2)).is_err());
    assert_eq!(asked.get(), 3, "while one band is drawn");
}

#[test]
fn a_note_is_drawn_in_its_size_and_carried_on_so_with_its_lock() {
    let words = "Kummi ensimmäiselle viikolle";
    let of_size = |id: &str, size: NoteSize, at: [f64; 2]| BoardNote {
        size,
        locked: size == NoteSize::L,
        ..note(id, words, at, Color::Yellow, None)
    };
    let notes = vec![
        of_size("s", NoteSize::S, [0.0, 0.0]),
        of_size("m", NoteSize::M, [400.0, 0.0]),
        of_size("l", NoteSize::L, [800.0, 0.0]),
    ];
    let content = BoardContent { notes, ..BoardContent::default() };
    let harvest = Harvest::from_room(room(), content, SessionPart::default());
    let file: String = svg(&laid_out(&harvest)).collect();
    let document = roxmltree::Document::parse(&file).unwrap();
    let numbers = |tag: &str, name: &str| -> Vec<f64> {
        let nodes = document.descendants().filter(|node| node.has_tag_name(tag));
        nodes.filter_map(|node| node.attribute(name)?.parse().ok()).collect()
    };
    let mut fonts = numbers("text", "font-size");
    fonts.sort_by(f64::total_cmp);
    assert_eq!(fonts.len(), 3);
    let middle = fonts[1];
    assert_eq!(fonts, [middle * 0.75, middle, middle * 1.5]);
    for width in [144.0, 192.0, 288.0] {
        // Its paper, within its border.
        assert!(numbers("rect", "width").contains(&(width - 1.0)), "no paper {width} wide");
    }
    assert_eq!(imported(&harvest), Harvest { title: "Uusien vastaanotto".to_owned(), ..harvest });
}
