//! `picnic cluster`: what it prints, what it says when it cannot, and that no notes break it.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use picnic::cluster_file::{Clusters, Flags, cluster_notes};
use proptest::prelude::*;

/// Far more than two answers take in any build on a busy machine; far less than a hang.
const ANSWERED_WITHIN: Duration = Duration::from_secs(60);

const NOTES: &str = "\
Kirjasto auki myös sunnuntaisin
Lauantaisin saisi olla auki iltaan asti

Enemmän e-kirjoja ja äänikirjoja
Äänikirjojen varausjono on liian pitkä
Kissa
";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_picnic"))
        .current_dir(folder)
        .arg("cluster")
        .args(arguments)
        .output()
        .unwrap()
}

fn folder_with(notes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), notes).unwrap();
    folder
}

fn printed(output: &Output) -> Clusters {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn every_note_once(clusters: &Clusters, count: usize) {
    let mut all: Vec<usize> = clusters
        .clusters
        .iter()
        .flat_map(|cluster| cluster.members.clone())
        .chain(clusters.alone.clone())
        .collect();
    all.sort_unstable();
    assert_eq!(all, (0..count).collect::<Vec<_>>());
    for cluster in &clusters.clusters {
        assert_eq!(cluster.members.len(), cluster.sure.len());
        assert!(cluster.sure.iter().all(|sure| (0.0..=1.0).contains(sure)), "{cluster:?}");
    }
}

#[test]
fn clusters_are_found_in_a_file() {
    let folder = folder_with(NOTES);
    let clusters = printed(&run(folder.path(), &["notes.txt"]));
    every_note_once(&clusters, 6);
    let together = |a, b| {
        clusters.clusters.iter().any(|one| one.members.contains(&a) && one.members.contains(&b))
    };
    assert!(together(0, 1) && together(3, 4) && !together(0, 3), "{clusters:?}");
    assert!(clusters.alone.contains(&2) && clusters.alone.contains(&5), "{clusters:?}");
}

#[test]
fn notes_are_sorted_into_clusters_begun() {
    let folder = folder_with(NOTES);
    let begun =
        r#"{"clusters": [{"title": "aukioloajat"}, {"title": "aineisto", "members": [3]}]}"#;
    std::fs::write(folder.path().join("begun.json"), begun).unwrap();
    let arguments = ["notes.txt", "--into", "begun.json", "--lang", "fi"];
    let clusters = printed(&run(folder.path(), &arguments));
    every_note_once(&clusters, 6);
    let [opening, material] = &clusters.clusters[..] else { panic!("{clusters:?}") };
    assert_eq!((opening.title.as_str(), material.title.as_str()), ("aukioloajat", "aineisto"));
    assert!(opening.members.contains(&0), "{clusters:?}");
    assert_eq!((material.members[0], material.sure[0]), (3, 1.0), "given members come first");
    assert!(material.members.contains(&4), "{clusters:?}");
    assert!(clusters.alone.contains(&2), "{clusters:?}");
}

#[test]
fn what_it_prints_can_be_sorted_into_again() {
    let folder = folder_with(NOTES);
    let output = run(folder.path(), &["notes.txt"]);
    std::fs::write(folder.path().join("again.json"), &output.stdout).unwrap();
    every_note_once(&printed(&run(folder.path(), &["notes.txt", "--into", "again.json"])), 6);
}

#[test]
fn a_wrong_call_says_what_to_do() {
    let folder = folder_with(NOTES);
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write("latin.txt", b"hyv\xe4\n");
    write("list.json", b"[1, 2]");
    write("far.json", br#"{"clusters": [{"title": "x", "members": [6]}]}"#);
    write("two.json", br#"{"clusters": [{"members": [1]}, {"members": [1]}]}"#);
    for (arguments, said) in [
        (&["none.txt"][..], "none.txt cannot be read"),
        (&["latin.txt"], "latin.txt: line 1 is not UTF-8"),
        (&["notes.txt", "--into", "list.json"], "does not hold clusters"),
        (&["notes.txt", "--into", "far.json"], "has note 6, but there are 6 notes"),
        (&["notes.txt", "--into", "two.json"], "note 1 is in two clusters"),
        (&["notes.txt", "--lang", "de"], "give fi, sv or en"),
        (&["notes.txt", "--embedding-model", "none"], "the embedding model none cannot be read"),
        (&["notes.txt", "--embedding-model", "notes.txt"], "is not an embedding model"),
    ] {
        let output = run(folder.path(), arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && error.contains(said), "{arguments:?}: {error}");
    }
}

#[test]
fn a_server_does_not_start_with_a_model_that_it_cannot_read() {
    let folder = folder_with(NOTES);
    let output = Command::new(env!("CARGO_BIN_EXE_picnic"))
        .current_dir(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--embedding-model", "notes.txt"])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && error.contains("is not an embedding model"), "{error}");
}

fn suggest_for(notes: &str, into: Option<&str>) -> Clusters {
    let folder = folder_with(notes);
    let into = into.map(|into| {
        let path = folder.path().join("into.json");
        std::fs::write(&path, into).unwrap();
        path
    });
    let notes = folder.path().join("notes.txt");
    cluster_notes(&Flags { notes, lang: None, into, embedding_model: None }).unwrap()
}

#[test]
fn odd_boards_get_a_sensible_answer() {
    let long = "pitkä teksti kirjastosta ".repeat(200);
    let controls = "\u{1}\u{2}\u{7f}\u{200b}\u{202e}";
    for (notes, count) in [
        (String::new(), 0),
        ("\n\n\n".to_owned(), 3),
        ("🎉\n🎉🎉\n👩‍👩‍👧‍👦\n".to_owned(), 3),
        ("sana\n".to_owned(), 1),
        (format!("{long}\n{long}\nlyhyt\n"), 3),
        ("sama teksti\n".repeat(300), 300),
        ("Привет мир\n你好 世界\nمرحبا\nhei maailma\n".to_owned(), 4),
        (format!("{controls}\n{controls}x\n"), 2),
    ] {
        every_note_once(&suggest_for(&notes, None), count);
        let into = r#"{"clusters": [{"title": "🎉"}, {"title": ""}, {"title": "sana"}]}"#;
        every_note_once(&suggest_for(&notes, Some(into)), count);
    }
    let copies = suggest_for(&"sama teksti\n".repeat(300), None);
    assert_eq!((copies.clusters.len(), copies.alone.len()), (1, 0));
}

/// A note of a kind that boards have and nobody expects.
fn odd_note() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        " {1,5}",
        "[🎉😀👩‍👧🇫🇮]{1,8}",
        "[a-zåäö]{1,12}",
        "([a-zåäö]{1,9} ){400,500}".prop_map(|text| text.chars().cycle().take(5_000).collect()),
        Just("sama teksti".to_owned()),
        "([a-z]{1,4}|[а-я]{1,4}|[一-龥]{1,3}|[ء-ي]{1,4}| ){1,8}",
        "[\u{1}-\u{9}\u{b}\u{c}\u{e}-\u{1f}\u{7f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{feff}]{1,6}[a-z]{0,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_notes_in_any_mixture_break_nothing_and_are_answered_soon(
        notes in proptest::collection::vec(odd_note(), 0..24),
        copied in odd_note(),
        copies in prop_oneof![Just(0_usize), Just(300)],
        titles in proptest::collection::vec(odd_note(), 0..4),
    ) {
        let asked = Instant::now();
        let copies = std::iter::repeat_n(copied, copies);
        let text: String = notes.into_iter().chain(copies).map(|note| format!("{note}\n")).collect();
        let count = text.lines().count();
        every_note_once(&suggest_for(&text, None), count);
        let clusters: Vec<_> = titles.iter().map(|title| serde_json::json!({ "title": title })).collect();
        let into = serde_json::json!({ "clusters": clusters }).to_string();
        every_note_once(&suggest_for(&text, Some(&into)), count);
        prop_assert!(asked.elapsed() < ANSWERED_WITHIN, "{:?}", asked.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_notes_break_it(
        notes in proptest::collection::vec("(\\PC{0,40}|[a-zåäö ]{0,60}|[\\p{Any}&&[^\n\r]]{0,12})", 0..40),
        titles in proptest::collection::vec("\\PC{0,20}", 0..5),
    ) {
        let text: String = notes.iter().map(|note| format!("{note}\n")).collect();
        let count = text.lines().count();
        every_note_once(&suggest_for(&text, None), count);
        let clusters: Vec<_> = titles.iter().map(|title| serde_json::json!({ "title": title })).collect();
        let into = serde_json::json!({ "clusters": clusters }).to_string();
        every_note_once(&suggest_for(&text, Some(&into)), count);
    }
}
