//! Edits while cluster suggestions of the same large board are worked out, beside the same edits in
//! quiet: nobody waits for a suggestion but whoever asked for it.

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use picnic_tests::client::{Client, Door};
use picnic_tests::cost::cpu;
use picnic_tests::server::{Room, Server};
use serde_json::{Value, json};

use crate::session::{Outcome, histogram, record};

/// Time between two edits: one after the other by one person.
const PAUSE: Duration = Duration::from_millis(50);

/// Edits go on for so long at least: the busy machine must have worked one answer out by then.
const ANSWER_AWAITED: Duration = Duration::from_secs(20);

/// Notes written in one change: all at once would be more than a frame may hold.
const NOTES_AT_ONCE: usize = 200;

/// What a run gave.
pub(crate) struct Suggesting {
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) notes: usize,
    /// How long each suggestion took.
    pub(crate) answers_us: Histogram<u64>,
}

/// Measures on a fresh server.
pub(crate) async fn measure(notes: usize, slice: Duration) -> Suggesting {
    let server = Server::start_with(&["--no-limits"]);
    let room = server.make_room().await;
    let door = |secret: &str| Door::new(server.address(), &room.id, secret);
    let writer = Client::join(1, &door(&room.join)).await;
    let texts = texts();
    for first in (0..notes).step_by(NOTES_AT_ONCE) {
        writer.edit(|edit| {
            for note in first..notes.min(first + NOTES_AT_ONCE) {
                let text = |at: usize| texts.get(at % texts.len()).map_or("", String::as_str);
                let text = format!("{} {}", text(note), text(note * 7 + note / texts.len()));
                edit.add(&format!("n{note:05}"), &text, [0.0, 0.0]);
            }
        });
    }
    let watcher = Client::join(2, &door(&room.view)).await;
    watcher.until("the board is there", |seen| seen.notes().len() == notes).await;
    let cookie = server.enter(&room.id, &room.facilitate).await;

    let load = format!("edits in quiet, {notes} notes");
    let quiet = edits(&server, &writer, &watcher, load, slice, 0).await;
    let mut answers_us = histogram();
    let load = format!("edits while suggesting, {notes} notes");
    let many = quiet.commands;
    let edited = edits(&server, &writer, &watcher, load, slice.max(ANSWER_AWAITED), many);
    tokio::pin!(edited);
    let mut busy = loop {
        let answered = async {
            let asked = Instant::now();
            ask(&server, &room, &cookie).await;
            asked.elapsed()
        };
        tokio::select! {
            biased;
            busy = &mut edited => break busy,
            took = answered => record(&mut answers_us, took),
        }
    };
    busy.correct &= !answers_us.is_empty();
    Suggesting { outcomes: vec![quiet, busy], notes, answers_us }
}

async fn ask(server: &Server, room: &Room, cookie: &str) {
    let path = format!("/api/rooms/{}/suggestions", room.id);
    let answer = server.post(&path, &[("Cookie", cookie)], &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Edits one after the other, each until somebody else sees it.
async fn edits(
    server: &Server,
    writer: &Client,
    watcher: &Client,
    load: String,
    slice: Duration,
    from: u64,
) -> Outcome {
    let before = cpu(server.pid());
    let start = Instant::now();
    let mut latency_us = histogram();
    let mut moves = from;
    while start.elapsed() < slice {
        moves += 1;
        let at = [moves as f64, 1.0];
        let sent = Instant::now();
        writer.edit(|edit| edit.place("n00000", at));
        watcher.until("the move is seen", |seen| seen.notes()["n00000"].at == at).await;
        record(&mut latency_us, sent.elapsed());
        tokio::time::sleep(PAUSE.saturating_sub(sent.elapsed())).await;
    }
    let commands = latency_us.len();
    let cpu = cpu(server.pid()).saturating_sub(before);
    Outcome { load, commands, cpu, latency_us, correct: commands > 0 }
}

/// What people wrote on real boards.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("boards");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the boards are there")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    let lines = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).expect("a board can be read");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let text = |line: String| {
        let note: Value = serde_json::from_str(&line).expect("a note");
        note["text"].as_str().unwrap_or_default().to_owned()
    };
    lines.map(text).collect()
}
