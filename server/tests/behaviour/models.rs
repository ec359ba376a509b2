//! Workshop models: those picnic brings are whole in three languages, and a file that is not a
//! model says so with line and field.

use boon::{Compiler, SchemaIndex, Schemas};
use picnic::limits::MODEL_FAULTS_MAX;
use picnic::models::{OfferedModels, SCHEMA, model_json, read_model, write_model};
use picnic_protocol::model::{Fault, MODEL_SCHEMA, Model};
use picnic_protocol::session::Language;
use picnic_protocol::session::command::Color;
use picnic_protocol::session::plan::{
    Phase, PhaseId, PhaseKind, PhaseLength, Reveal, Section, Texts, VoteOn,
};
use picnic_protocol::session::rights::{Right, Rights};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use serde_json::{Value, json};

const LANGUAGES: [Language; 3] = [Language::Fi, Language::Sv, Language::En];

#[test]
fn the_models_picnic_brings_are_whole_in_three_languages() {
    let shelf = OfferedModels::default();
    let ids: Vec<_> = shelf.models().iter().map(|model| model.id.as_str()).collect();
    let expected =
        ["inspiration-picnic", "double-diamond", "three-levels", "retrospective", "open-board"];
    assert_eq!(ids, expected);
    for model in shelf.models() {
        let mut texts = vec![&model.title, &model.description, &model.audience];
        texts.extend(model.sections.iter().map(|section| &section.title));
        for phase in &model.phases {
            texts.extend([&phase.title, &phase.instructions]);
            if let PhaseKind::Arrive { question, .. } = &phase.kind {
                texts.extend(question);
            }
        }
        for text in texts {
            let Texts { fi, sv, en } = text;
            assert!(fi.is_some() && sv.is_some() && en.is_some(), "{}: {text:?}", model.id);
            for language in LANGUAGES {
                let said = text.in_language(language);
                assert!(!said.contains('!') && !said.contains("  "), "{}: {said}", model.id);
            }
        }
        let sources = model.phases.is_empty() || !model.sources.is_empty();
        assert!(sources, "{} says where its method comes from", model.id);
    }
    let minutes = |kind: &str| {
        let picnic = shelf.get("inspiration-picnic").unwrap();
        picnic.phases.iter().find(|phase| phase.kind.name() == kind).map(|phase| phase.length)
    };
    for (kind, expected) in
        [("pack", 10), ("taste", 15), ("cluster", 15), ("vote", 5), ("take", 10)]
    {
        assert_eq!(minutes(kind), Some(PhaseLength::Minutes(expected)), "{kind}");
    }
}

#[test]
fn a_written_model_reads_as_the_same_model() {
    for model in OfferedModels::default().models() {
        let text = write_model(model).unwrap();
        assert_eq!(read_model(&text).as_ref(), Ok(model), "{text}");
    }
}

fn told(text: &str) -> Vec<String> {
    read_model(text).expect_err("it is no model").iter().map(Fault::to_string).collect()
}

const GOOD: &str = r#"schema = 1
id = "own"
title = { fi = "Oma", en = "Own" }

[[sections]]
id = "left"
title = { fi = "Vasen", en = "Left" }
at = [0, 0]
size = [960, 960]
color = "teal"

[[phases]]
id = "pack"
kind = "pack"
title = { fi = "Pakkaa", en = "Pack" }
length = { minutes = 10 }
"#;

#[test]
fn what_is_wrong_is_told_with_line_and_field() {
    read_model(GOOD).unwrap();
    let cases: [(&str, &str, &[&str]); 17] = [
        (
            "length = { minutes = 10 }",
            "length = \"long\"",
            &[
                "line 16, phases.1.length: this must be \"open\", { minutes = 10 } or { until = { unixMs = … } }",
            ],
        ),
        (
            "minutes = 10",
            "minutes = 2000",
            &["line 16, phases.1.length.minutes: this must be from 1 to 1440"],
        ),
        (
            "minutes = 10",
            "minutes = 1.5",
            &["line 16, phases.1.length.minutes: this must be a whole number"],
        ),
        (
            "fi = \"Pakkaa\", en = \"Pack\"",
            "en = \"Pack\"",
            &["line 15, phases.1.title: this is missing in Finnish, which the title has"],
        ),
        (
            "kind = \"pack\"",
            "kind = \"unpack\"",
            &[
                "line 14, phases.1.kind: this must be one of arrive, pack, lay, taste, cluster, vote, take, harvest",
            ],
        ),
        // A field of another kind has no place here.
        (
            "kind = \"pack\"",
            "kind = \"pack\"\nbudget = 3",
            &["line 15, phases.1.budget: there is no such field"],
        ),
        (
            "kind = \"pack\"",
            "kind = \"vote\"\nbudget = 3\nperItemMax = 4",
            &["line 16, phases.1.perItemMax: this must be from 1 to 3"],
        ),
        (
            "color = \"teal\"",
            "colour = \"teal\"",
            &["line 10, sections.1.colour: there is no such field; did you mean color?"],
        ),
        (
            "at = [0, 0]",
            "at = [0]",
            &["line 8, sections.1.at: this must be two numbers, such as [0, 0]"],
        ),
        (
            "at = [0, 0]",
            "at = [99900, 0]",
            &["line 5, sections.1: this section reaches past the edge of the board"],
        ),
        (
            "[[phases]]",
            "[[sections]]\nid = \"left\"\ntitle = { fi = \"Oikea\", en = \"Right\" }\nat = [959, 0]\nsize = [192, 192]\ncolor = \"pink\"\n\n[[phases]]",
            &[
                "line 12, sections.2.id: another one before it has the same id",
                "line 12, sections.2: this section lies over the section left",
            ],
        ),
        (
            "id = \"pack\"",
            "id = \"Pack it\"",
            &["line 13, phases.1.id: an id is 1 to 32 characters of a–z, 0–9 and -"],
        ),
        (
            "schema = 1",
            "schema = 2",
            &["line 1, schema: this server reads schema 1; a newer picnic made this file"],
        ),
        ("schema = 1\n", "", &["line 1, schema: this must be given"]),
        (
            "id = \"own\"",
            "id = \"own\"\nanonymous = \"yes\"",
            &["line 3, anonymous: this must be true or false"],
        ),
        ("fi = \"Oma\"", "fi = \" \"", &["line 3, title.fi: this must not be empty"]),
        ("fi = \"Oma\"", "de = \"Eigen\"", &["line 3, title.de: there is no such field"]),
    ];
    for (from, to, expected) in cases {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        assert_eq!(told(&text), expected, "{text}");
    }
}

#[test]
fn a_misspelt_name_is_told_where_it_stands_with_the_one_that_was_meant() {
    let no_such = "there is no such field; did you mean";
    // Where one header of many is misspelt, TOML itself finds fault with all that comes after the next.
    let written = include_str!("../../models/inspiration-picnic.toml");
    let misspelt = |from: &str, to: &str| {
        let text = written.replacen(from, to, 1);
        assert_ne!(text, written, "{from}");
        let line = text.lines().position(|line| line.starts_with(to)).unwrap() + 1;
        (text, line)
    };
    for header in ["[[phase]]", "[[pahses]]", "[[Phases]]"] {
        let (text, line) = misspelt("[[phases]]", header);
        let name = header.trim_matches(['[', ']']);
        assert_eq!(told(&text), [format!("line {line}, {name}: {no_such} phases?")]);
    }
    let (text, line) = misspelt("[[phases]]", "[phases]");
    assert_eq!(told(&text), [format!("line {line}, phases: this must be a list")]);
    // And what else is wrong is told as well.
    let (text, line) = misspelt("[[phases]]", "[[phase]]");
    let text = text.replacen("kind = \"arrive\"", "knid = \"arrive\"", 1);
    let kind = text.lines().position(|line| line.starts_with("knid")).unwrap() + 1;
    assert_eq!(
        told(&text),
        [
            format!("line {line}, phase: {no_such} phases?"),
            format!("line {kind}, phases.1.knid: {no_such} kind?"),
        ]
    );
    // All of them misspelt make a list of another name.
    let text = written.replace("[[phases]]", "[[phase]]").replace("[phases.", "[phase.");
    let line = text.lines().position(|line| line == "[[phase]]").unwrap() + 1;
    assert_eq!(told(&text), [format!("line {line}, phase: {no_such} phases?")]);

    for (from, to, expected) in [
        ("title = { fi = \"Oma\"", "titel = { fi = \"Oma\"", "line 3, titel: {} title?"),
        ("schema = 1", "shema = 1", "line 1, shema: {} schema?"),
        ("size = [960", "Size = [960", "line 9, sections.1.Size: {} size?"),
        ("kind = \"pack\"", "kidn = \"pack\"", "line 14, phases.1.kidn: {} kind?"),
        ("length =", "lenght =", "line 16, phases.1.lenght: {} length?"),
        ("minutes =", "minuts =", "line 16, phases.1.length.minuts: {} minutes?"),
        (
            "kind = \"pack\"",
            "kind = \"pack\"\nmoves_on = true",
            "line 15, phases.1.moves_on: {} movesOn?",
        ),
        ("kind = \"pack\"", "kind = \"vote\"\nbugdet = 3", "line 15, phases.1.bugdet: {} budget?"),
        (
            "minutes = 10",
            "until = { unixMS = 1 }",
            "line 16, phases.1.length.until.unixMS: {} unixMs?",
        ),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        assert_eq!(told(&text), [expected.replace("{}", no_such)], "{text}");
    }
    // The same in JSON.
    let json = model_json(&read_model(GOOD).unwrap()).unwrap().to_string();
    let told = told(&json.replace("\"phases\"", "\"phase\""));
    assert_eq!(told, [format!("line 1, phase: {no_such} phases?")]);
}

#[test]
fn a_phase_without_a_kind_is_told_of_that_and_of_what_is_no_field_of_any() {
    let text = GOOD.replacen("kind = \"pack\"", "budget = 3\nblanket = 1", 1);
    assert_eq!(
        told(&text),
        [
            "line 12, phases.1.kind: this must be given",
            "line 15, phases.1.blanket: there is no such field"
        ]
    );
}

#[test]
fn what_is_neither_toml_nor_json_says_where() {
    assert!(told("schema = 1\nid = \n").iter().all(|fault| fault.starts_with("line 2: ")));
    assert!(told("{\n\"schema\": 1,\n}")[0].starts_with("line 3: "));
    assert!(!told("").is_empty());
    assert_eq!(
        told("{\"schema\": 1, \"id\": \"a\",\n \"id\": \"b\", \"title\": {\"en\": \"A\"}}"),
        ["line 2, id: this field is there twice"]
    );
    // JSON's comments and trailing commas are for other programs.
    assert!(read_model("{\"schema\": 1, \"id\": \"a\", \"title\": {\"en\": \"A\"},}").is_err());
}

#[test]
fn hostile_nesting_is_an_error_and_no_crash() {
    for text in [
        "{\"a\":".repeat(100_000),
        format!("{{\"a\": {}", "[".repeat(200_000)),
        format!("a = {}", "[".repeat(200_000)),
        "[a]\n".repeat(50_000),
        "a.".repeat(100_000),
    ] {
        assert!(read_model(&text).is_err());
    }
}

#[test]
fn a_file_made_of_faults_is_told_of_so_many_in_so_many_words() {
    let fat = format!("{{{}}}", vec![r#""x": 0"#; 100].join(","));
    let long = "k".repeat(400_000);
    for text in [
        "=\n".repeat(250_000),
        "[a]\n".repeat(100_000),
        "a = 1\n".repeat(80_000),
        "\"\n".repeat(250_000),
        "=\n".repeat(10_000),
        format!("{{{}}}", vec![r#""": 0"#; 70_000].join(",")),
        format!("{{\"phases\": [{}]}}", vec![fat; 40].join(",")),
        format!("{long} = 1"),
        format!("{{\"{long}\": 1}}"),
    ] {
        let told = told(&text);
        assert!(!told.is_empty() && told.len() <= MODEL_FAULTS_MAX, "{} faults", told.len());
        let bytes: usize = told.iter().map(String::len).sum();
        assert!(bytes <= 64 << 10, "{bytes} bytes of faults in {}", &text[..20]);
    }
}

#[test]
fn a_folder_adds_its_models_and_a_bad_file_is_skipped_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("b-own.toml", GOOD);
    let json = model_json(&read_model(GOOD).unwrap()).unwrap().to_string();
    write("c-same.json", &json);
    write("d-other.json", &json.replace("\"own\"", "\"other\""));
    write("e-bad.toml", &GOOD.replace("minutes = 10", "minutes = 0"));
    write("f-latin1.toml", "");
    std::fs::write(folder.path().join("f-latin1.toml"), b"title = \"\xe4\"").unwrap();
    write("model.schema.json", SCHEMA);
    write("notes.txt", "not a model");
    let (shelf, skipped) = OfferedModels::default().with_folder(folder.path());
    let ids: Vec<_> = shelf.models().iter().map(|model| model.id.as_str()).skip(5).collect();
    assert_eq!(ids, ["own", "other"]);
    let told: Vec<_> = skipped.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].ends_with("c-same.json: another model has the id own"), "{told:?}");
    let fault = "e-bad.toml: line 16, phases.1.length.minutes: this must be from 1 to 1440";
    assert!(told[1].ends_with(fault), "{told:?}");
    assert!(told[2].contains("f-latin1.toml: "), "{told:?}");

    let nowhere = folder.path().join("nowhere");
    let (shelf, skipped) = OfferedModels::default().with_folder(&nowhere);
    assert_eq!((shelf, skipped.len()), (OfferedModels::default(), 1));
}

/// The published schema, ready to judge.
struct Published {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Published {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let schema = serde_json::from_str(SCHEMA).expect("JSON");
        compiler.add_resource("model.json", schema).expect("a schema");
        let index = compiler.compile("model.json", &mut schemas).expect("a sound schema");
        Self { schemas, index }
    }

    fn accepts(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// The names that serde knows, from its words about one that it does not.
fn names(error: &serde_json::Error) -> Vec<String> {
    let names: Vec<_> =
        error.to_string().split('`').skip(3).step_by(2).map(ToOwned::to_owned).collect();
    assert!(names.len() > 2, "{error}");
    names
}

#[test]
fn a_model_may_have_every_kind_of_phase() {
    let unknown = serde_json::from_str::<PhaseKind>(r#"{"kind": "none"}"#).unwrap_err();
    for kind in names(&unknown) {
        let text = GOOD.replace("kind = \"pack\"", &format!("kind = \"{kind}\""));
        let model = read_model(&text).unwrap_or_else(|faults| panic!("{kind}: {faults:?}"));
        assert_eq!(model.phases[0].kind.name(), kind);
        assert!(Published::new().accepts(&model_json(&model).unwrap()), "{kind}");
    }
}

#[test]
fn a_model_may_be_in_every_language() {
    let unknown = serde_json::from_str::<Language>("\"none\"").unwrap_err();
    for language in names(&unknown) {
        let text = format!("schema = 1\nid = \"own\"\ntitle = {{ {language} = \"A\" }}\n");
        let model = read_model(&text).unwrap_or_else(|faults| panic!("{language}: {faults:?}"));
        assert!(Published::new().accepts(&model_json(&model).unwrap()), "{language}");
    }
}

fn text() -> impl Strategy<Value = String> {
    "[\\PC\n\"'\\\\]{1,20}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a text says something", |text| !text.is_empty())
}

/// A text in the model's languages, and perhaps in others.
fn texts(languages: &'static [Language]) -> impl Strategy<Value = Texts> {
    [text(), text(), text()].prop_map(move |said| {
        let mut texts = Texts::default();
        for (language, said) in LANGUAGES.into_iter().zip(said) {
            if languages.contains(&language) {
                *texts.slot(language) = Some(said);
            }
        }
        texts
    })
}

fn kind(languages: &'static [Language]) -> impl Strategy<Value = PhaseKind> {
    let reveal =
        prop_oneof![Just(Reveal::Together), Just(Reveal::Rounds), Just(Reveal::WalkThrough)];
    prop_oneof![
        (proptest::option::of(texts(languages)), any::<bool>())
            .prop_map(|(question, in_turn)| PhaseKind::Arrive { question, in_turn }),
        Just(PhaseKind::Pack {}),
        (reveal, proptest::option::of(5..=3_600_u16))
            .prop_map(|(reveal, turn_seconds)| PhaseKind::Lay { reveal, turn_seconds }),
        any::<bool>().prop_map(|comments| PhaseKind::Taste { comments }),
        Just(PhaseKind::Cluster {}),
        (any::<bool>(), proptest::option::of(1..=100_u16), 0..=1_u16).prop_map(
            |(notes, budget, most)| PhaseKind::Vote {
                on: if notes { VoteOn::Notes } else { VoteOn::Clusters },
                budget,
                per_item_max: (most > 0).then_some(most),
            }
        ),
        Just(PhaseKind::Take {}),
        Just(PhaseKind::Harvest {}),
    ]
}

fn length() -> impl Strategy<Value = PhaseLength> {
    prop_oneof![
        Just(PhaseLength::Open),
        (1..=1_440_u16).prop_map(PhaseLength::Minutes),
        (0..=4_000_000_000_000_u64).prop_map(|unix_ms| PhaseLength::Until { unix_ms }),
    ]
}

fn ids(max: usize) -> impl Strategy<Value = Vec<PhaseId>> {
    btree_set("[a-z0-9-]{1,32}", 0..=max)
        .prop_map(|ids| ids.into_iter().map(|id| id.parse().expect("an id")).collect())
}

fn rights() -> impl Strategy<Value = Option<Rights>> {
    let right = || (0..Right::NAMES.len()).prop_map(|at| Right::NAMES[at].1);
    let rights = (right(), ids(2), vec(right(), 2)).prop_map(|(board, ids, rights)| {
        let sections = ids.into_iter().zip(rights).collect();
        Rights { board, sections }
    });
    proptest::option::of(rights)
}

fn phases(languages: &'static [Language]) -> impl Strategy<Value = Vec<Phase>> {
    let phase =
        (kind(languages), texts(languages), texts(languages), length(), any::<bool>(), rights());
    (ids(6), vec((phase, any::<bool>()), 6)).prop_map(|(ids, parts)| {
        let parts = ids.into_iter().zip(parts);
        parts
            .map(|(id, ((kind, title, instructions, length, moves_on, rights), told))| {
                let instructions = if told { instructions } else { Texts::default() };
                let area =
                    rights.as_ref().and_then(|rights| rights.sections.keys().next().cloned());
                Phase { id, kind, title, instructions, length, moves_on, rights, area }
            })
            .collect()
    })
}

fn sections(languages: &'static [Language]) -> impl Strategy<Value = Vec<Section>> {
    let part = (texts(languages), -50_000..50_000_i32, 192.0..19_200.0_f64, 0..8_usize);
    (ids(4), vec(part, 4)).prop_map(|(ids, parts)| {
        type Part = (Texts, i32, f64, usize);
        let place = |(index, (id, (title, y, side, color))): (usize, (PhaseId, Part))| Section {
            id,
            title,
            // In columns, so that none lies over another.
            at: [index as f64 * 20_000.0 - 40_000.0, f64::from(y)],
            size: [side, side],
            color: Color::ALL[color].name().to_owned(),
        };
        ids.into_iter().zip(parts).enumerate().map(place).collect()
    })
}

fn model() -> impl Strategy<Value = Model> {
    const SETS: [&[Language]; 3] = [
        &[Language::Fi, Language::Sv, Language::En],
        &[Language::Sv],
        &[Language::Fi, Language::En],
    ];
    (0..SETS.len()).prop_map(|set| SETS[set]).prop_flat_map(|languages| {
        let about = (texts(languages), texts(languages), texts(languages), vec(text(), 0..3));
        let content = (any::<bool>(), sections(languages), phases(languages));
        ("[a-z0-9-]{1,32}", about, content).prop_map(
            |(id, (title, description, audience, sources), (anonymous, sections, phases))| Model {
                schema: MODEL_SCHEMA,
                id: id.parse().expect("an id"),
                title,
                description,
                audience,
                sources,
                anonymous,
                sections,
                phases,
            },
        )
    })
}

/// Every table in a value, by its JSON pointer.
fn tables(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(pointer.to_owned());
            for (name, value) in fields {
                tables(value, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                tables(value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A field that the types have and the reader or the schema do not would fail here.
    #[test]
    fn every_model_reads_back_from_toml_and_json_and_fits_the_schema(model in model()) {
        let json = model_json(&model).unwrap();
        let toml = write_model(&model).unwrap();
        let (from_json, from_toml) = (read_model(&json.to_string()), read_model(&toml));
        prop_assert_eq!(from_json.as_ref(), Ok(&model), "{}", json);
        prop_assert_eq!(from_toml.as_ref(), Ok(&model), "{}", toml);
        prop_assert!(Published::new().accepts(&json), "{}", json);
    }

    /// The reader and the schema refuse the same.
    #[test]
    fn an_unknown_or_wrong_field_is_refused_by_reader_and_schema_alike(
        model in model(),
        table in any::<prop::sample::Index>(),
        change in 0..4_usize,
    ) {
        let mut json = model_json(&model).unwrap();
        let mut found = Vec::new();
        tables(&json, "", &mut found);
        let pointer = table.get(&found);
        let fields = json.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
        let first = fields.keys().next().cloned();
        match (change, first) {
            (1, Some(first)) => { fields.insert(first, json!({"no": "such"})); }
            (2, Some(first)) => { fields.insert(first, Value::Null); }
            (3, Some(first)) => { fields.insert(first, json!("")); }
            _ => { fields.insert("nothing".to_owned(), json!(1)); }
        }
        let read = read_model(&json.to_string());
        prop_assert!(read.is_err(), "the reader takes {} at {:?}", json, pointer);
        prop_assert!(!Published::new().accepts(&json), "the schema takes {} at {:?}", json, pointer);
    }
}
