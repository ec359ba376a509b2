//! How good suggestions are on boards that people sorted, and how long they take: `make bench-cluster`.
//!
//! A note that stands alone counts as a cluster of one. Notes are shuffled (seeded), so that the order
//! of the file tells nothing. «sort» is the share of the notes of clusters that are placed right, all
//! notes proposed for, loners among them; «sure» is the share of the surer half of all proposals that
//! is right, where a loner never is.

mod boards;
mod measure;
mod plain;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use boards::{Board, read};
use picnic::cluster::language_of_notes::tell;
use picnic::cluster::{Begun, Proposal, SURE, Space, Text, UNSURE, find, sort};
use picnic_embedding::EmbeddingModel;

/// Seeds of the parts of boards.
const PART_SEEDS: std::ops::Range<u64> = 0..8;

/// Seeds of the notes that are given as examples: which two they are moves a board by a tenth.
const EXAMPLE_SEEDS: std::ops::Range<u64> = 0..64;

/// Every part of a board leaves out one note in this many.
const LEFT_OUT: usize = 7;

/// What is measured on one board by one method.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    found: f64,
    found_parts: f64,
    precision: f64,
    recall: f64,
    titles: f64,
    titles_sure: f64,
    examples: f64,
    examples_sure: f64,
}

impl Row {
    fn cells(&self) -> [f64; 8] {
        [
            self.found,
            self.found_parts,
            self.precision,
            self.recall,
            self.titles,
            self.titles_sure,
            self.examples,
            self.examples_sure,
        ]
    }

    fn mean(rows: &[Self]) -> Self {
        let mean = |cell: fn(&Self) -> f64| rows.iter().map(cell).sum::<f64>() / rows.len() as f64;
        Self {
            found: mean(|row| row.found),
            found_parts: mean(|row| row.found_parts),
            precision: mean(|row| row.precision),
            recall: mean(|row| row.recall),
            titles: mean(|row| row.titles),
            titles_sure: mean(|row| row.titles_sure),
            examples: mean(|row| row.examples),
            examples_sure: mean(|row| row.examples_sure),
        }
    }
}

/// Sorts the notes of a board into clusters begun with (title, examples): for each note left, its cluster
/// and how sure that is, the surest first.
type Sorter<'a> = dyn Fn(&Board, &[Vec<usize>]) -> Vec<(usize, usize)> + 'a;
/// Finds clusters: a label for each note.
type Finder<'a> = dyn Fn(&Board) -> Vec<usize> + 'a;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let model = std::env::var_os("PICNIC_EMBEDDING_MODEL").filter(|path| !path.is_empty());
    let model = model.map(PathBuf::from);
    let reader = model.map(|path| Reader {
        model: EmbeddingModel::load(&path).expect("the model can be read"),
        read: RefCell::default(),
    });
    if std::env::args().any(|argument| argument == "times") {
        times(&read(&root.join("tests/boards")), reader.as_ref().map(|reader| &reader.model));
        return;
    }
    for (folder, about) in
        [("tests/boards", "boards"), ("tests/boards/harder", "harder boards: few words shared")]
    {
        let boards = read(&root.join(folder));
        println!("\n{about}\n{HEAD}");
        quality("plain word TF-IDF", &boards, &plain::find, &plain::sort);
        quality("words", &boards, &|board| found(board, None), &|board, given| {
            sorted(board, given, None)
        });
        if let Some(reader) = &reader {
            quality(
                "words + model",
                &boards,
                &|board| found(board, Some(reader)),
                &|board, given| sorted(board, given, Some(reader)),
            );
        }
        believed("words", &boards, None);
        if let Some(reader) = &reader {
            believed("words + model", &boards, Some(reader));
        }
        languages(&boards);
    }
    times(&read(&root.join("tests/boards")), reader.as_ref().map(|reader| &reader.model));
    if reader.is_none() {
        println!("\nWithout the model: set PICNIC_EMBEDDING_MODEL (make embedding-model).");
    }
}

const HEAD: &str = "method             board                  find ARI  (parts)  pair-p  pair-r | sort: titles   sure | +2 notes   sure";

fn quality(method: &str, boards: &[Board], find: &Finder<'_>, sort: &Sorter<'_>) {
    let mut rows = Vec::new();
    for board in boards {
        let row = measure_board(board, find, sort);
        print_row(method, &board.name, &row);
        rows.push(row);
    }
    let language = |board: &Board| board.name.split('-').next().unwrap_or_default().to_owned();
    let mut languages: Vec<String> = boards.iter().map(language).collect();
    languages.dedup();
    for name in languages {
        let of: Vec<Row> = boards
            .iter()
            .zip(&rows)
            .filter(|(board, _)| language(board) == name)
            .map(|(_, row)| *row)
            .collect();
        print_row(method, &format!("mean, {name}"), &Row::mean(&of));
    }
    print_row(method, "mean", &Row::mean(&rows));
}

fn print_row(method: &str, board: &str, row: &Row) {
    let [found, parts, precision, recall, titles, sure, examples, examples_sure] = row.cells();
    println!(
        "{method:18} {board:22}   {found:5.2}    {parts:5.2}   {precision:5.2}   {recall:5.2} |       {titles:5.2}   {sure:4.2} |    {examples:5.2}   {examples_sure:4.2}"
    );
}

fn measure_board(board: &Board, find: &Finder<'_>, sort: &Sorter<'_>) -> Row {
    let label = find(board);
    let truth = board.truth();
    let (precision, recall) = measure::pairs(&truth, &label);
    let parts: Vec<f64> = PART_SEEDS
        .map(|seed| {
            let part = board.part(seed, LEFT_OUT);
            measure::adjusted_rand(&part.truth(), &find(&part))
        })
        .collect();
    let none = vec![Vec::new(); board.titles.len()];
    let (titles, titles_sure) = measure_sort(board, &none, sort);
    let with_examples: Vec<(f64, f64)> =
        EXAMPLE_SEEDS.map(|seed| measure_sort(board, &board.examples(seed, 2), sort)).collect();
    let mean = |cells: Vec<f64>| cells.iter().sum::<f64>() / cells.len() as f64;
    Row {
        found: measure::adjusted_rand(&truth, &label),
        found_parts: mean(parts),
        precision,
        recall,
        titles,
        titles_sure,
        examples: mean(with_examples.iter().map(|(right, _)| *right).collect()),
        examples_sure: mean(with_examples.iter().map(|(_, sure)| *sure).collect()),
    }
}

fn measure_sort(board: &Board, given: &[Vec<usize>], sort: &Sorter<'_>) -> (f64, f64) {
    let proposals = sort(board, given);
    let right = |(note, cluster): &(usize, usize)| board.clusters[*note] == Some(*cluster);
    let share = |some: &[(usize, usize)]| {
        some.iter().filter(|proposal| right(proposal)).count() as f64 / some.len().max(1) as f64
    };
    let piled: Vec<(usize, usize)> =
        proposals.iter().filter(|(note, _)| board.clusters[*note].is_some()).copied().collect();
    (share(&piled), share(&proposals[..proposals.len() / 2]))
}

/// The model, and what it has read: every text once.
struct Reader {
    model: EmbeddingModel,
    read: RefCell<HashMap<String, Rc<[f32]>>>,
}

impl Reader {
    fn read(&self, text: &str) -> Rc<[f32]> {
        let known = self.read.borrow().get(text).cloned();
        known.unwrap_or_else(|| {
            let vector: Rc<[f32]> = self.model.embed(text).into();
            self.read.borrow_mut().insert(text.to_owned(), vector.clone());
            vector
        })
    }
}

fn lay(board: &Board, reader: Option<&Reader>) -> Space {
    let texts: Vec<&String> = board.notes.iter().chain(&board.titles).collect();
    let vectors: Vec<Option<Rc<[f32]>>> =
        texts.iter().map(|text| reader.map(|reader| reader.read(text))).collect();
    let all: Vec<Text<'_>> = texts
        .iter()
        .zip(&vectors)
        .map(|(text, vector)| Text { text, vector: vector.as_deref() })
        .collect();
    let (notes, titles) = all.split_at(board.notes.len());
    Space::lay(notes, titles, None, &AtomicBool::new(false)).expect("nobody ends it")
}

fn found(board: &Board, reader: Option<&Reader>) -> Vec<usize> {
    let found = find(lay(board, reader), &AtomicBool::new(false)).expect("nobody ends it");
    let cut = found.cut(found.best());
    let mut label: Vec<usize> =
        (0..board.notes.len()).map(|note| note + board.notes.len()).collect();
    for (name, cluster) in cut.clusters.iter().enumerate() {
        for note in &cluster.members {
            label[*note] = name;
        }
    }
    label
}

fn proposals(board: &Board, given: &[Vec<usize>], reader: Option<&Reader>) -> Vec<Proposal> {
    let cluster =
        |(title, notes): (usize, &Vec<usize>)| Begun { title: Some(title), members: notes.clone() };
    let begun: Vec<Begun> = given.iter().enumerate().map(cluster).collect();
    sort(&lay(board, reader), &begun, &AtomicBool::new(false)).expect("nobody ends it")
}

fn sorted(board: &Board, given: &[Vec<usize>], reader: Option<&Reader>) -> Vec<(usize, usize)> {
    let proposals = proposals(board, given, reader);
    proposals.iter().map(|proposal| (proposal.note, proposal.cluster)).collect()
}

/// Every proposal for boards whose clusters were begun with their titles and so many notes: how sure it
/// is, and whether it is right; the surest first.
fn judged(
    boards: &[Board],
    reader: Option<&Reader>,
    seed: u64,
    examples: usize,
) -> Vec<(f32, bool)> {
    let of = |board: &Board| {
        let judge =
            |Proposal { note, cluster, sure }| (sure, board.clusters[note] == Some(cluster));
        let proposals = proposals(board, &board.examples(seed, examples), reader);
        proposals.into_iter().map(judge).collect::<Vec<_>>()
    };
    let mut judged: Vec<(f32, bool)> = boards.iter().flat_map(of).collect();
    judged.sort_by(|one, other| other.0.total_cmp(&one.0));
    judged
}

fn share_right(some: &[(f32, bool)]) -> f64 {
    some.iter().filter(|(_, right)| *right).count() as f64 / some.len().max(1) as f64
}

/// How far «sure» can be believed, whatever the board: of the proposals that are at least so sure, how
/// many there are and how many are right; and how many of the surest half of them all.
fn believed(method: &str, boards: &[Board], reader: Option<&Reader>) {
    let proposals = judged(boards, reader, 0, 0);
    print!("{method:18} sure at least …: share of all, right of them:");
    for least in [0.0, UNSURE, 0.2, 0.4, SURE, 0.8, 0.9] {
        let some = &proposals[..proposals.partition_point(|(sure, _)| *sure >= least)];
        let share = some.len() as f64 / proposals.len() as f64;
        print!("  {least:.2}: {share:.2} {:.2}", share_right(some));
    }
    let half = |proposals: &[(f32, bool)]| share_right(&proposals[..proposals.len() / 2]);
    let with_examples =
        EXAMPLE_SEEDS.map(|seed| half(&judged(boards, reader, seed, 2))).sum::<f64>()
            / EXAMPLE_SEEDS.count() as f64;
    println!(
        "\n{method:18} surest half of all notes, right: titles {:.2}, +2 notes {with_examples:.2}",
        half(&proposals)
    );
}

fn languages(boards: &[Board]) {
    let mut right = 0;
    let mut all = 0;
    for board in boards {
        let texts: Vec<&str> = board.notes.iter().map(String::as_str).collect();
        let told = tell(&texts);
        right += told.iter().zip(&board.languages).filter(|(told, is)| told.code() == *is).count();
        all += texts.len();
    }
    println!("language told right: {right} of {all}");
}

/// Processor time of this thread where the system tells it, so that a busy machine does not count; the
/// time of day elsewhere.
fn spent() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse().ok()).filter(|told| *told > 0);
    told.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Times from the texts to all that a page is told: every cut of its slider, with titles and what ties
/// its clusters. On one core.
fn times(boards: &[Board], model: Option<&EmbeddingModel>) {
    println!("\nprocessor time on one core, from texts to clusters");
    let pool: Vec<&String> = boards.iter().flat_map(|board| &board.notes).collect();
    for count in [100, 500, 2_000] {
        // New notes from halves of others: as many words as a full blanket has.
        let notes: Vec<String> = (0..count)
            .map(|at| {
                let (one, other) =
                    (pool[at % pool.len()], pool[(at * 7 + at / pool.len()) % pool.len()]);
                let half = |text: &str, first: bool| {
                    let words: Vec<&str> = text.split(' ').collect();
                    let (a, b) = words.split_at(words.len().div_ceil(2));
                    (if first { a } else { b }).join(" ")
                };
                format!("{} {} {}", half(one, true), half(other, false), at % 97)
            })
            .collect();
        let texts: Vec<Text<'_>> = notes.iter().map(|note| Text::from(note.as_str())).collect();
        let stop = AtomicBool::new(false);
        let start = spent();
        let space = Space::lay(&texts, &[], None, &stop).expect("nobody ends it");
        let laid = spent() - start;
        let found = find(space, &stop).expect("nobody ends it");
        let linked = spent() - start;
        let (cuts, best) = found.cuts(&stop).expect("nobody ends it");
        let all = spent() - start;
        println!(
            "{count:5} notes, words: {:4} ms ({} ms laying out, {} ms the tree, {} ms {} cuts with why), {} clusters",
            all.as_millis(),
            laid.as_millis(),
            (linked - laid).as_millis(),
            (all - linked).as_millis(),
            cuts.len(),
            cuts[best].clusters.len(),
        );
    }
    if let Some(model) = model {
        let start = spent();
        for note in &pool {
            let _ = model.embed(note);
        }
        let each = (spent() - start).as_secs_f64() * 1e3 / pool.len() as f64;
        println!("the model reads a note in {each:.1} ms (mean of {})", pool.len());
    }
}
