//! Cluster suggestions: for facilitators, about what is on the board, changing nothing, delaying
//! nobody, and ended when nobody waits for them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::{Duration, Instant};

use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

const WINTER: [&str; 4] = [
    "Plough the snow from the cycle path first",
    "Snow is dumped on the cycle path",
    "Cycle path under snow until noon",
    "Salt instead of snow on the path",
];
const FOOD: [&str; 4] = [
    "More vegetarian lunch at the canteen",
    "The canteen runs out of lunch at noon",
    "Vegetarian lunch twice a week",
    "Longer lunch hours in the canteen",
];

fn path(room: &Room) -> String {
    format!("/api/rooms/{}/suggestions", room.id)
}

/// A board with notes on two subjects: w0 … and f0 ….
async fn two_subjects() -> (Server, Room, Client) {
    let server = Server::start();
    let (room, writer) = two_subjects_on(&server).await;
    (server, room, writer)
}

async fn two_subjects_on(server: &Server) -> (Room, Client) {
    let room = server.make_room().await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    for (subject, texts) in [("w", WINTER), ("f", FOOD)] {
        for (index, text) in texts.iter().enumerate() {
            writer.add(&format!("{subject}{index}"), text);
        }
    }
    are_on_board(server, &room, 8).await;
    (room, writer)
}

/// Waits until others see so many notes.
async fn are_on_board(server: &Server, room: &Room, notes: usize) {
    let watcher = Client::join(9, &Door::new(server.address(), &room.id, &room.view)).await;
    watcher.until("all notes are seen", |seen| seen.notes().len() == notes).await;
}

async fn ask(server: &Server, room: &Room, what: &Value) -> Value {
    let cookie = server.enter(&room.id, &room.facilitate).await;
    let answer = server.post(&path(room), &[("Cookie", &cookie)], what).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The ids of each cluster's notes, sorted, in the best cut.
fn clusters(answer: &Value) -> Vec<Vec<String>> {
    let best = usize::try_from(answer["best"].as_u64().unwrap()).unwrap();
    let id = |member: &Value| {
        let note = usize::try_from(member[0].as_u64().unwrap()).unwrap();
        answer["notes"][note].as_str().unwrap().to_owned()
    };
    let clusters = answer["cuts"][best]["piles"].as_array().unwrap();
    clusters
        .iter()
        .map(|cluster| {
            let mut ids: Vec<_> = cluster["members"].as_array().unwrap().iter().map(id).collect();
            ids.sort();
            ids
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_facilitator_is_shown_what_belongs_together_and_nothing_changes() {
    let (server, room, writer) = two_subjects().await;
    let before = writer.notes();
    let answer = ask(&server, &room, &json!({})).await;
    assert_eq!(answer["basis"], "words");
    let found = clusters(&answer);
    assert!(found.contains(&["f0", "f1", "f2", "f3"].map(str::to_owned).to_vec()), "{answer}");
    assert!(found.contains(&["w0", "w1", "w2", "w3"].map(str::to_owned).to_vec()), "{answer}");
    let words = answer["cuts"][0]["piles"][0]["words"].as_array().unwrap();
    assert!(!words.is_empty() && words[0][1].as_u64() >= Some(2), "{answer}");
    writer.settle().await;
    assert_eq!(writer.notes(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_in_clusters_made_by_hand_are_left_where_they_are() {
    let (server, room, writer) = two_subjects().await;
    writer.edit(|edit| edit.cluster("by-hand", "Winter", &["w0", "w1"]));
    let clustered = || async {
        let answer = ask(&server, &room, &json!({})).await;
        (answer["notes"].as_array().unwrap().len() == 6).then_some(answer)
    };
    let end = Instant::now() + DEADLINE;
    let answer = loop {
        if let Some(answer) = clustered().await {
            break answer;
        }
        assert!(Instant::now() < end, "the cluster does not come to the board");
    };
    let looked_at: Vec<_> =
        answer["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(looked_at, ["f0", "f1", "f2", "f3", "w2", "w3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_are_sorted_into_clusters_that_were_begun_and_each_note_teaches() {
    let (server, room, _writer) = two_subjects().await;
    let into = json!({"into": [
        {"title": "Snow", "notes": ["w0"]},
        {"title": "", "notes": ["f1"]},
    ]});
    let answer = ask(&server, &room, &into).await;
    let sorted = clusters(&answer);
    assert_eq!(sorted[0], ["w1", "w2", "w3"], "{answer}");
    assert_eq!(sorted[1], ["f0", "f2", "f3"], "{answer}");
    // The surest first.
    let sure = |cluster: usize| -> Vec<u64> {
        let members = answer["cuts"][0]["piles"][cluster]["members"].as_array().unwrap();
        members.iter().filter_map(|member| member[1].as_u64()).collect()
    };
    assert!(sure(0).is_sorted_by(|one, other| one >= other) && sure(0)[0] <= 100, "{answer}");

    // What is put into the other cluster by hand is no proposal any more.
    let into = json!({"into": [
        {"title": "Snow", "notes": ["w0"]},
        {"title": "", "notes": ["f1", "w3"]},
    ]});
    let taught = clusters(&ask(&server, &room, &into).await);
    assert!(!taught.concat().contains(&"w3".to_owned()), "{taught:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn near_duplicates_are_pointed_out() {
    let (server, room, writer) = two_subjects().await;
    writer.add("x", "more vegetarian lunch at the canteen!");
    are_on_board(&server, &room, 9).await;
    let answer = ask(&server, &room, &json!({})).await;
    let alike = answer["alike"].as_array().unwrap();
    assert_eq!(alike.len(), 1, "{answer}");
    let ids: Vec<_> = alike[0]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &answer["notes"][usize::try_from(note.as_u64().unwrap()).unwrap()])
        .collect();
    assert_eq!(ids, ["f0", "x"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_under_another_note_is_not_asked_about() {
    let (server, room, writer) = two_subjects().await;
    writer.edit(|edit| {
        edit.lay_under("w1", "w0");
        // In a circle, and under nothing: these lie in sight.
        edit.lay_under("f0", "f1");
        edit.lay_under("f1", "f0");
        edit.lay_under("f2", "nowhere");
        edit.add("last", "the same change", [0.0, 0.0]);
    });
    are_on_board(&server, &room, 9).await;
    let answer = ask(&server, &room, &json!({})).await;
    let looked_at: Vec<_> =
        answer["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(looked_at, ["f0", "f1", "f2", "f3", "last", "w0", "w2", "w3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_facilitators_are_answered() {
    let (server, room, _writer) = two_subjects().await;
    for secret in [&room.join, &room.view] {
        let cookie = server.enter(&room.id, secret).await;
        let answer = server.post(&path(&room), &[("Cookie", &cookie)], &json!({})).await;
        assert_eq!(answer.status, 403, "{}", answer.text());
        assert!(!answer.text().contains("canteen"));
    }
    let stranger = server.post(&path(&room), &[], &json!({})).await;
    assert_eq!(stranger.status, 403);
    let by_token = format!("{}?token={}", path(&room), room.facilitate);
    assert_eq!(server.post(&by_token, &[], &json!({})).await.status, 200);
    let foreign = [("Origin", "https://evil.example")];
    assert_eq!(server.post(&by_token, &foreign, &json!({})).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_senseless_ask_is_refused_and_a_strange_one_answered() {
    let (server, room, _writer) = two_subjects().await;
    let path = format!("{}?token={}", path(&room), room.facilitate);
    for (ask, status) in [
        (json!({"into": "all"}), 400),
        (json!({"unto": []}), 400),
        (json!({"into": [{"title": "x", "notes": [""]}]}), 400),
        (json!({"into": vec![json!({"title": "x", "notes": []}); 501]}), 422),
        (json!({"into": []}), 200),
        (json!({"into": [{"title": "", "notes": []}]}), 200),
        (
            json!({"into": [{"title": "x", "notes": ["gone", "w0", "w0"]}, {"title": "y", "notes": ["w0"]}]}),
            200,
        ),
    ] {
        let answer = server.post(&path, &[], &ask).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_are_read_by_the_model_before_anybody_asks() {
    let model = std::env::var("PICNIC_EMBEDDING_MODEL").unwrap_or_default();
    if !std::path::Path::new(&model).is_file() {
        assert!(
            std::env::var_os("PICNIC_MODEL_REQUIRED").is_none(),
            "no model; make embedding-model"
        );
        println!("skipped: there is no model; make embedding-model");
        return;
    }
    let server = Server::start_with(&["--embedding-model", &model]);
    let (room, writer) = two_subjects_on(&server).await;
    let read = |count: f64| {
        let server = &server;
        async move {
            let end = Instant::now() + DEADLINE;
            while server.figure("picnic_read_ahead_total").await < count {
                assert!(Instant::now() < end, "notes are not read ahead");
                tokio::task::yield_now().await;
            }
        }
    };
    read(8.0).await;
    let answer = ask(&server, &room, &json!({})).await;
    assert_eq!(answer["basis"], "model");
    assert_eq!(server.figure("picnic_read_when_asked_total").await, 0.0, "all were read before");
    // A title is read when it is asked with, and once.
    let into = json!({"into": [{"title": "Winter", "notes": []}, {"title": "Food", "notes": []}]});
    let sorted = clusters(&ask(&server, &room, &into).await);
    assert!(
        sorted[0].contains(&"w0".to_owned()) && sorted[1].contains(&"f0".to_owned()),
        "{sorted:?}"
    );
    assert_eq!(server.figure("picnic_read_when_asked_total").await, 2.0);
    ask(&server, &room, &into).await;
    assert_eq!(server.figure("picnic_read_when_asked_total").await, 2.0);
    // What is written later is read too, and nothing a second time.
    writer.add("late", "Lunch for those who come late");
    read(9.0).await;
    ask(&server, &room, &json!({})).await;
    assert_eq!(server.figure("picnic_read_ahead_total").await, 9.0);
    assert_eq!(server.figure("picnic_read_when_asked_total").await, 2.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_board_gets_an_empty_answer() {
    let server = Server::start();
    let room = server.make_room().await;
    let answer = ask(&server, &room, &json!({})).await;
    assert_eq!(answer["notes"], json!([]));
    assert_eq!(clusters(&answer), Vec::<Vec<String>>::new());
}

/// A board of many notes.
async fn large(server: &Server, notes: usize) -> (Room, Client) {
    let room = server.make_room().await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    // In changes that fit a frame.
    for first in (0..notes).step_by(1_000) {
        writer.edit(|edit| {
            for note in first..notes.min(first + 1_000) {
                let words: Vec<String> =
                    (1..12).map(|at| format!("word{}", note * at * 31 % 997)).collect();
                edit.add(&format!("n{note:05}"), &words.join(" "), [0.0, 0.0]);
            }
        });
    }
    are_on_board(server, &room, notes).await;
    (room, writer)
}

/// A board that takes a while to work out, however quick the machine and the build.
async fn slow(server: &Server) -> (Room, Client) {
    for notes in [200, 600, 1_800] {
        let (room, writer) = large(server, notes).await;
        let asked = Instant::now();
        ask(server, &room, &json!({})).await;
        if asked.elapsed() > Duration::from_millis(400) {
            return (room, writer);
        }
    }
    large(server, 3_900).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_waits_for_any_more_is_ended() {
    let server = Server::start_with(&["--no-limits"]);
    let (room, _writer) = slow(&server).await;
    let path = format!("{}?token={}", path(&room), room.facilitate);
    let end = Instant::now() + DEADLINE;
    loop {
        // One that is gone before its request is read is never begun, so there may be many.
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}");
        stream.write_all(head.as_bytes()).await.unwrap();
        drop(stream);
        let left = server.figure("picnic_suggestions_left_total").await;
        if left >= 3.0 {
            break;
        }
        assert!(Instant::now() < end, "only {left} were given up");
    }
    let small = server.make_room().await;
    ask(&server, &small, &json!({})).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_does_not_wait_for_a_suggestion() {
    let server = Server::start_with(&["--no-limits"]);
    let (room, writer) = slow(&server).await;
    let watcher = Client::join(2, &Door::new(server.address(), &room.id, &room.view)).await;
    let what = json!({});
    let answered = ask(&server, &room, &what);
    tokio::pin!(answered);
    let mut seen = 0;
    let mut slowest = Duration::ZERO;
    loop {
        let id = format!("while-{seen}");
        let edit = async {
            let sent = Instant::now();
            writer.add(&id, "while it is worked out");
            watcher.until("the note is seen", |seen| seen.notes().contains_key(&id)).await;
            sent.elapsed()
        };
        tokio::select! {
            _ = &mut answered => break,
            took = edit => {
                slowest = slowest.max(took);
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "only {seen} edits were seen meanwhile");
    assert!(slowest < Duration::from_secs(2), "an edit took {slowest:?}");
}
