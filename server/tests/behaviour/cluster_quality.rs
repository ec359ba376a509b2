//! Suggestions stay as good as they are on the boards that people sorted; `make bench-cluster` says more.
//!
//! The model's part needs the file of `make embedding-model`, as the tests of the model do.

use std::path::{Path, PathBuf};

use picnic::cluster_file::{Cluster, Clusters, Flags, cluster_notes};
use serde::Deserialize;

#[derive(Deserialize)]
struct Note {
    text: String,
    cluster: Option<String>,
}

/// The share of the notes of clusters that titles and so many notes of each place right, mean over the
/// boards; and of the surer half of all placed, the share that is right.
fn placed_right(model: Option<&Path>, examples: usize) -> (f64, f64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/boards");
    let (mut right, mut sure, mut boards) = (0.0, 0.0, 0.0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let notes: Vec<Note> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut titles: Vec<String> =
            notes.iter().filter_map(|note| note.cluster.clone()).collect();
        titles.sort();
        titles.dedup();
        let given = |title: &String| -> Vec<usize> {
            let of = (0..notes.len()).filter(|note| notes[*note].cluster.as_ref() == Some(title));
            of.take(examples).collect()
        };
        let shown: Vec<usize> = titles.iter().flat_map(given).collect();
        let begun = titles.into_iter().map(|title| {
            let members = given(&title);
            Cluster { title, members, ..Cluster::default() }
        });
        let begun = Clusters { clusters: begun.collect(), alone: Vec::new() };
        let work = tempfile::tempdir().unwrap();
        let (file, into) = (work.path().join("notes"), work.path().join("into"));
        let lines: String = notes.iter().map(|note| format!("{}\n", note.text)).collect();
        std::fs::write(&file, lines).unwrap();
        std::fs::write(&into, serde_json::to_vec(&begun).unwrap()).unwrap();
        let flags = Flags {
            notes: file,
            lang: None,
            into: Some(into),
            embedding_model: model.map(Path::to_owned),
        };
        let mut placed: Vec<(f32, bool)> = Vec::new();
        for cluster in cluster_notes(&flags).unwrap().clusters {
            let proposed = cluster.members.iter().zip(&cluster.sure);
            for (note, sure) in proposed.filter(|(note, _)| !shown.contains(note)) {
                placed.push((*sure, notes[*note].cluster.as_ref() == Some(&cluster.title)));
            }
        }
        placed.sort_by(|one, other| other.0.total_cmp(&one.0));
        let count = |some: &[(f32, bool)]| some.iter().filter(|(_, right)| *right).count() as f64;
        let piled = notes.iter().filter(|note| note.cluster.is_some()).count() - shown.len();
        let half = (notes.len() - shown.len()) / 2;
        right += count(&placed) / piled as f64;
        sure += count(&placed[..half.min(placed.len())]) / half as f64;
        boards += 1.0;
    }
    (right / boards, sure / boards)
}

fn model() -> Option<PathBuf> {
    let made =
        std::env::var_os("PICNIC_EMBEDDING_MODEL").map(PathBuf::from).filter(|path| path.exists());
    if made.is_none() {
        assert!(
            std::env::var_os("PICNIC_MODEL_REQUIRED").is_none(),
            "no model; make embedding-model"
        );
        println!("skipped: there is no model; make embedding-model");
    }
    made
}

#[test]
fn titles_place_most_notes_right_from_words() {
    let (right, sure) = placed_right(None, 0);
    println!("{right:.3} right, {sure:.3} of the sure half");
    assert!(right >= 0.50 && sure >= 0.62, "{right} {sure}");
}

#[test]
fn titles_place_more_notes_right_with_the_model() {
    let Some(model) = model() else { return };
    let (right, sure) = placed_right(Some(&model), 0);
    println!("{right:.3} right, {sure:.3} of the sure half");
    assert!(right >= 0.74 && sure >= 0.86, "{right} {sure}");
}

#[test]
fn two_notes_of_each_as_well_make_the_sure_ones_surer() {
    let Some(model) = model() else { return };
    let (right, sure) = placed_right(Some(&model), 2);
    println!("{right:.3} right, {sure:.3} of the sure half");
    assert!(right >= 0.80 && sure >= 0.90, "{right} {sure}");
}
