//! What versions cost: a workshop of three hours with 4,000 notes, in bytes and in time.
//!
//! `cargo test --locked --release -p picnic-server --test behaviour -- --nocapture versions_cost` prints the figures.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use picnic::document::content::{BoardContent, BoardNote, Color};
use picnic::document::note_size::NoteSize;
use picnic::limits::{ROOM_VERSIONS_BYTES_MAX, VERSION_ROWS_LOOSE_MAX};
use picnic::versions::film::Film;
use picnic::versions::packed::unpack;
use picnic::versions::rows::{Row, lay_out};
use picnic::versions::thinning::thin;
use picnic::versions::{Frame, Told};
use picnic_protocol::ids::{ElementId, ParticipantId};

use crate::random::Random;

const MINUTE_MS: u64 = 60_000;
const MINUTES: u64 = 180;
const NOTES: usize = 4_000;
const PEOPLE: u64 = 40;

/// What people wrote in workshops, in three languages.
fn texts() -> Vec<String> {
    let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/boards");
    let files = std::fs::read_dir(boards).unwrap().map(|file| file.unwrap().path());
    let mut texts = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let note: serde_json::Value = serde_json::from_str(line).unwrap();
            texts.push(note["text"].as_str().unwrap().to_owned());
        }
    }
    texts.sort();
    texts
}

/// Words of two texts, so that no text comes thousands of times.
fn text(texts: &[String], random: &mut Random) -> String {
    let [one, other] = [0, 1].map(|_| random.pick(texts).clone());
    let words: Vec<_> = one.split(' ').zip(other.split(' ')).collect();
    let pick =
        |(one, other): &(&str, &str)| if random.one_in(2) { *one } else { *other }.to_owned();
    words.iter().map(pick).collect::<Vec<_>>().join(" ")
}

struct Workshop {
    board: BoardContent,
    writers: BTreeMap<String, ParticipantId>,
    texts: Vec<String>,
    random: Random,
}

impl Workshop {
    fn person(&mut self) -> ParticipantId {
        let number = self.random.below(PEOPLE);
        let mut random = Random::new(number);
        ParticipantId::from_bytes(std::array::from_fn(|_| random.byte()))
    }

    /// A minute: people write, move what lies there, and put it into clusters.
    fn go_on(&mut self, minute: u64) {
        let due = NOTES * usize::try_from(minute + 1).unwrap() / usize::try_from(MINUTES).unwrap();
        while self.board.notes.len() < due {
            let bytes = std::array::from_fn(|_| self.random.byte());
            let id = ElementId::from_random(bytes).to_string();
            let at = [0, 1].map(|_| self.random.below(8_000) as f64);
            let made_ms = minute * MINUTE_MS + self.random.below(MINUTE_MS);
            let (text, by) = (text(&self.texts, &mut self.random), self.person());
            let color = [Color::Yellow, Color::Pink, Color::Blue][self.random.index(3)];
            self.writers.insert(id.clone(), by);
            let (cluster, under, z) = (None, None, due as i64);
            let (size, locked) = (NoteSize::M, false);
            let note = BoardNote { id, text, at, z, color, size, locked, cluster, under, made_ms };
            self.board.notes.push(note);
        }
        for _ in 0..2 * NOTES as u64 / MINUTES {
            let index = self.random.index(self.board.notes.len());
            self.board.notes[index].at = [0, 1].map(|_| self.random.below(8_000) as f64);
            self.board.notes[index].cluster = Some(format!("cluster-{}", self.random.below(40)));
        }
    }
}

#[test]
fn three_hours_with_4000_notes_take_three_megabytes_and_open_within_half_a_minute_without_optimization()
 {
    let mut workshop = Workshop {
        board: BoardContent::default(),
        writers: BTreeMap::new(),
        texts: texts(),
        random: Random::new(1),
    };
    let mut told = Told::default();
    let mut rows: Vec<Row> = Vec::new();
    let (mut loose, mut largest, mut longest_ms) = (0, 0, 0);
    let (mut making, mut laying) = (Duration::ZERO, Duration::ZERO);
    for minute in 0..MINUTES {
        workshop.go_on(minute);
        let started = Instant::now();
        let frame = told.frame(minute * MINUTE_MS, &workshop.board, workshop.writers.clone());
        let mut frame = frame.unwrap();
        frame.people = (0..12).map(|_| workshop.person()).collect();
        making = making.max(started.elapsed());
        let started = Instant::now();
        // As the thread that keeps them does.
        if loose < VERSION_ROWS_LOOSE_MAX {
            rows.push(Row::of(&[frame]));
            loose += 1;
        } else {
            let mut frames = frames_of(&rows);
            frames.push(frame);
            rows = lay_out(thin(frames, minute * MINUTE_MS), ROOM_VERSIONS_BYTES_MAX);
            loose = 0;
        }
        laying = laying.max(started.elapsed());
        largest = largest.max(bytes(&rows));
        longest_ms = longest_ms.max(started.elapsed().as_millis());
    }
    let started = Instant::now();
    let mut film = Film::new(true, None);
    let mut shown = 0;
    let mut written = 0;
    for row in &rows {
        for frame in unpack(&row.bytes, row.people.as_deref()).unwrap() {
            for json in film.next(frame) {
                shown += 1;
                written += json.len();
            }
        }
    }
    let opens = started.elapsed();
    let pure = |rows: &[Row]| rows.iter().map(|row| row.bytes.len()).sum::<usize>();
    println!(
        "4,000 notes, 180 minutes: {} KB in {} rows at the end, of which {} KB tell of people; {} KB at most; \
         {shown} frames, {} KB as JSON, read in {} ms; a frame is made in {} ms and laid out in {} ms at most",
        bytes(&rows) / 1_000,
        rows.len(),
        (bytes(&rows) - pure(&rows)) / 1_000,
        largest / 1_000,
        written / 1_000,
        opens.as_millis(),
        making.as_millis(),
        laying.as_millis(),
    );
    assert!(largest <= 3_000_000, "{largest} bytes");
    assert!(shown >= 80, "{shown} frames");
    // Without optimization it takes ten times as long, and machines of tests are busy.
    assert!(opens < Duration::from_secs(30), "{opens:?}");
}

fn frames_of(rows: &[Row]) -> Vec<Frame> {
    rows.iter().flat_map(|row| unpack(&row.bytes, row.people.as_deref()).unwrap()).collect()
}

fn bytes(rows: &[Row]) -> usize {
    rows.iter()
        .map(|row| row.bytes.len() + row.people.as_ref().map_or(0, |bytes| bytes.len()))
        .sum()
}
