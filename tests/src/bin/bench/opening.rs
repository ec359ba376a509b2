//! A year-old room: after so many edits, how long its first visitor waits for the board, and how
//! large it lies on disk beside what is on it.

use std::path::Path;
use std::time::{Duration, Instant};

use picnic_tests::board::Edit;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;

use crate::joins::join_once;

/// Notes on the board while it is worked on.
const NOTES: usize = 300;
/// Edits between two waits for the server, so that no queue grows without bound.
const EDITS_AT_ONCE: usize = 2_000;
/// Openings measured after a stop, and as many after a kill.
const OPENINGS: usize = 5;
/// Longest that a server takes to stop.
const STOP: Duration = Duration::from_secs(10);

/// What a room that was worked on for long costs.
pub(crate) struct Opening {
    pub(crate) edits: usize,
    /// The board as a newcomer gets it, bytes.
    pub(crate) content_bytes: usize,
    /// All files of the log, the server stopped, bytes.
    pub(crate) file_bytes: u64,
    /// From the first visitor's connecting to their board, after a stop: from a snapshot.
    pub(crate) stopped: Vec<Duration>,
    /// The same after `kill -9`: from a snapshot and what was logged since.
    pub(crate) killed: Vec<Duration>,
    /// Each opened board held what its writer wrote.
    pub(crate) correct: bool,
}

/// Works on a room for so many edits, and opens it anew again and again.
pub(crate) async fn measure(edits: usize) -> Opening {
    let mut server = Server::start_with(&["--no-limits"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let writer = Client::join(1, &door).await;
    work(&writer, edits).await;
    let expected = writer.notes();
    // What somebody else has seen is in the log.
    let witness = Client::join(2, &door).await;
    witness.until("the witness has seen all of it", |seen| seen.notes() == expected).await;
    drop((writer, witness));

    let mut opening = Opening {
        edits,
        content_bytes: 0,
        file_bytes: 0,
        stopped: Vec::new(),
        killed: Vec::new(),
        correct: true,
    };
    for _ in 0..OPENINGS {
        server.kill_nine();
        server.start_again();
        opening.killed.push(open(&door).await.0);
    }
    for _ in 0..OPENINGS {
        server.ask_to_end();
        server.wait_for_end(STOP);
        opening.file_bytes = log_bytes(&server.data());
        server.start_again();
        let (time, content_bytes) = open(&door).await;
        opening.content_bytes = content_bytes;
        opening.stopped.push(time);
    }
    opening.correct = Client::join(3, &door).await.notes() == expected;
    opening
}

async fn open(door: &Door) -> (Duration, usize) {
    let start = Instant::now();
    let board = join_once(door).await.expect("the board");
    (start.elapsed(), board.len())
}

/// Typing mostly, then moving; notes come and go. Each edit is a transaction, a frame and, with
/// those of its tick, a record.
async fn work(writer: &Client, edits: usize) {
    writer.edit(|edit| (0..NOTES).for_each(|number| lay(edit, number)));
    let mut newest = NOTES;
    for number in 0..edits {
        let chosen = newest - NOTES + number * 7 % NOTES;
        let id = format!("n{chosen}");
        match number % 20 {
            0..13 => drop(writer.edit(|edit| edit.append(&id, "a"))),
            13..19 => drop(writer.edit(|edit| edit.place(&id, [number as f64, chosen as f64]))),
            _ => {
                let oldest = format!("n{}", newest - NOTES);
                writer.edit(|edit| {
                    edit.remove(&oldest);
                    lay(edit, newest);
                });
                newest += 1;
            }
        }
        if number % EDITS_AT_ONCE == 0 {
            writer.settle().await;
        }
    }
    writer.settle().await;
}

fn lay(edit: &mut Edit<'_, '_>, number: usize) {
    let text = format!("Idea {number}: meet in the park");
    edit.add(&format!("n{number}"), &text, [number as f64, 0.0]);
}

fn log_bytes(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).expect("the data folder").flatten();
    let of_log = files.filter(|file| file.file_name().to_string_lossy().starts_with("picnic.db"));
    of_log.filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum()
}
