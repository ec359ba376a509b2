//! Joins of a large board, twenty at once: how many a second and at what cpu, beside a bare
//! server that only writes the same bytes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_protocol::varint::Reader;
use picnic_tests::client::{Client, Door};
use picnic_tests::cost::cpu;
use tokio_tungstenite::tungstenite::Message;

use crate::target::Target;

const AT_ONCE: usize = 20;
const TURNS: usize = 2;
const NOTES_IN_UPDATE: usize = 100;
/// Edits between two waits for the server, so that no queue grows without bound.
const EDITS_AT_ONCE: usize = 2_000;

/// What one target did.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) joins: u64,
    pub(crate) elapsed: Duration,
    pub(crate) cpu: Duration,
}

/// Picnic's joins and the bare server's.
pub(crate) struct Joins {
    pub(crate) notes: usize,
    pub(crate) edits: usize,
    pub(crate) answer_bytes: usize,
    pub(crate) picnic: Outcome,
    pub(crate) ready: Outcome,
    /// A joiner's board held every note, and every answer was of one size.
    pub(crate) correct: bool,
}

/// Joins a board of so many notes after so many edits of them, in turns of `slice`.
pub(crate) async fn measure(notes: usize, edits: usize, slice: Duration) -> Joins {
    let picnic = Target::picnic();
    let door = picnic.make_rooms(1).await.remove(0);
    let expected = fill(&door, notes, edits).await;
    let answer = join_once(&door).await.expect("the board");
    let fresh = Client::new(3);
    fresh.seen().take(&answer).expect("the answer is a frame");
    let correct = fresh.notes() == expected;

    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), &answer).expect("the answer is written");
    let ready = Target::ready(&file.path().to_string_lossy());
    let ready_door = ready.make_rooms(1).await.remove(0);
    let mut outcomes = [Outcome::default(), Outcome::default()];
    let mut same_size = true;
    for _ in 0..TURNS {
        for ((target, door), outcome) in
            [(&picnic, &door), (&ready, &ready_door)].into_iter().zip(&mut outcomes)
        {
            same_size &= turn(target, door, slice, answer.len(), outcome).await;
        }
    }
    let [picnic, ready] = outcomes;
    Joins { notes, edits, answer_bytes: answer.len(), picnic, ready, correct: correct && same_size }
}

async fn fill(door: &Door, notes: usize, edits: usize) -> picnic_tests::board::Notes {
    let writer = Client::join(1, door).await;
    let numbers: Vec<_> = (0..notes).collect();
    for batch in numbers.chunks(NOTES_IN_UPDATE) {
        writer.edit(|edit| {
            for number in batch {
                let text = format!("Idea {number}: bring {} to the park", number * 7);
                edit.add(&format!("n{number}"), &text, [*number as f64 * 10.0, 5.5]);
            }
        });
    }
    for number in 0..edits {
        let id = format!("n{}", number * 7 % notes);
        writer.edit(|edit| match number % 3 {
            0 => edit.place(&id, [number as f64, 7.5]),
            _ => edit.append(&id, "a"),
        });
        if number % EDITS_AT_ONCE == 0 {
            writer.settle().await;
        }
    }
    let written = writer.notes();
    // What somebody else has seen is on the board that joiners get.
    let witness = Client::join(2, door).await;
    witness.until("the witness has seen all of it", |seen| seen.notes() == written).await;
    written
}

async fn turn(
    target: &Target,
    door: &Door,
    slice: Duration,
    answer_bytes: usize,
    outcome: &mut Outcome,
) -> bool {
    let joins = AtomicU64::new(0);
    let odd = AtomicU64::new(0);
    let before = cpu(target.pid());
    let start = Instant::now();
    let joiner = || async {
        while start.elapsed() < slice {
            match join_once(door).await {
                Some(answer) if answer.len() == answer_bytes => {}
                _ => {
                    odd.fetch_add(1, Ordering::Relaxed);
                }
            }
            joins.fetch_add(1, Ordering::Relaxed);
        }
    };
    let mut all = futures_util::stream::FuturesUnordered::new();
    for _ in 0..AT_ONCE {
        all.push(joiner());
    }
    while all.next().await.is_some() {}
    outcome.elapsed += start.elapsed();
    outcome.cpu += cpu(target.pid()).saturating_sub(before);
    outcome.joins += joins.load(Ordering::Relaxed);
    odd.load(Ordering::Relaxed) == 0
}

/// Opens a socket, asks for everything and returns the answer: a large board comes in several messages.
pub(crate) async fn join_once(door: &Door) -> Option<Bytes> {
    let mut socket = door.open().await.ok()?;
    let question = frame::sync_step_1(&[0]);
    socket.send(Message::Binary(question.into())).await.ok()?;
    let mut parts = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        let Message::Binary(bytes) = message else { continue };
        match part_of_board(&bytes) {
            Part::Last if parts.is_empty() => return Some(bytes),
            Part::Last => return Some([parts.concat(), bytes.to_vec()].concat().into()),
            Part::One => parts.push(bytes),
            Part::None => {}
        }
    }
    None
}

enum Part {
    None,
    One,
    Last,
}

/// The last holds a sync step 2; the bare server's message holds all of them.
fn part_of_board(bytes: &[u8]) -> Part {
    let mut reader = Reader::new(bytes);
    let mut part = Part::None;
    while reader.varint() == Ok(0) {
        part = match reader.varint() {
            Ok(1) => return Part::Last,
            Ok(2) => Part::One,
            _ => return part,
        };
        if reader.buffer().is_err() {
            break;
        }
    }
    part
}
