//! After a reveal, and after a vote closes, no file in the data folder links a note or a vote to
//! a person: the folder's bytes are searched.

use std::path::Path;
use std::time::{Duration, Instant};

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::{Command, Draft};
use picnic_tests::DEADLINE;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, draft, picnic};

/// The bytes of each file, as text: what is searched for is plain.
fn files(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("the data folder");
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        let bytes = std::fs::read(file.expect("a file").path()).expect("its bytes");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    files.map(read).collect()
}

fn holds(folder: &Path, needle: &str) -> bool {
    files(folder).iter().any(|file| file.contains(needle))
}

/// Waits until no file holds any of these, which is soon.
async fn until_gone(folder: &Path, needles: &[String]) {
    let start = Instant::now();
    loop {
        let files = files(folder);
        let held = |needle: &&String| files.iter().any(|file| file.contains(needle.as_str()));
        let Some(needle) = needles.iter().find(held) else { return };
        assert!(start.elapsed() < DEADLINE, "{needle:?} is still in the data folder");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn people(server: &Server, room: &Room, participants: u64) -> Vec<TakingPart> {
    let mut people = vec![TakingPart::enter(server, room, &room.facilitate, 1).await];
    for number in 0..participants {
        people.push(TakingPart::enter(server, room, &room.join, 10 + number).await);
    }
    people
}

/// What a room's people packed.
struct Packed {
    /// What must be nowhere after the reveal.
    secrets: Vec<String>,
    /// Of these, what a basket holds until then. The rest was changed or thrown away, so a snapshot
    /// may drop it sooner.
    held: String,
}

/// Everyone packs.
async fn pack(people: &[TakingPart], room: &str) -> Packed {
    let mut secrets = Vec::new();
    let mut held = String::new();
    for person in &people[1..] {
        let number = format!("{} in {room}", person.client.id);
        for turn in 0..20 {
            let first = draft(&format!("first words {turn} of {number}"));
            let thrown = draft(&format!("thrown away {turn} by {number}"));
            let changed = Draft { text: format!("idea {turn} of {number}"), ..first.clone() };
            secrets.extend([first.text.clone(), thrown.text.clone()]);
            secrets.extend([first.id, thrown.id].map(|id| id.to_string()));
            held = first.id.to_string();
            let drafts = vec![first, thrown.clone()];
            person.does(Command::PutDrafts { drafts }).await.expect("it is taken");
            person.does(Command::PutDrafts { drafts: vec![changed] }).await.expect("it is taken");
            person
                .does(Command::DropDrafts { drafts: vec![thrown.id] })
                .await
                .expect("it is taken");
        }
    }
    Packed { secrets, held }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reveal_leaves_nothing_that_links_a_note_to_a_person() {
    let mut server = Server::start();
    let data = server.data();
    // Other rooms share the database's pages.
    let mut rooms = Vec::new();
    for _ in 0..3 {
        let room = server.make_room_with(&picnic(true)).await;
        let people = people(&server, &room, 2).await;
        people[0].goes(None, "pack").await;
        rooms.push((room, people));
    }
    let mut packed = Vec::new();
    for (room, people) in &rooms {
        packed.push(pack(people, &room.id).await);
    }
    let secrets = &packed[1].secrets;
    assert!(holds(&data, &packed[1].held), "until then it is kept");
    rooms[1].1[0].goes(Some("pack"), "lay").await;
    until_gone(&data, secrets).await;
    // No row holds both a person and a note's text but the snapshot, in which they are apart:
    // the board's bytes hold no person, the session's no text.
    for person in &rooms[1].1 {
        assert!(!near(&data, &person.id.to_string(), "idea "), "{} is near a note", person.id);
    }
    assert!(holds(&data, &packed[0].held), "other rooms keep what is theirs");
    // It is all there after the server was killed, and still links nothing.
    server.kill_nine();
    server.start_again();
    let (room, _) = &rooms[1];
    let late = TakingPart::enter(&server, room, &room.join, 99).await;
    assert_eq!(late.client.notes().len(), 40);
    assert_eq!(late.knows().phase(), "lay");
    until_gone(&data, secrets).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_at_the_reveal_leaves_all_or_nothing() {
    for wait_ms in [0, 1, 2, 4, 8, 16, 60] {
        let mut server = Server::start();
        let room = server.make_room_with(&picnic(true)).await;
        let people = people(&server, &room, 2).await;
        people[0].goes(None, "pack").await;
        let Packed { secrets, .. } = pack(&people[..2], &room.id).await;
        people[0].send(
            picnic_tests::taking_part::new_command_id(),
            None,
            Command::GoTo { from: "pack".parse().ok(), to: "lay".parse().ok() },
        );
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
        server.kill_nine();
        let seen = people[2].client.notes().len();
        server.start_again();
        let late = TakingPart::enter(&server, &room, &room.join, 99).await;
        if late.knows().phase() == "lay" {
            assert_eq!(late.client.notes().len(), 20);
            // Restoring finishes what the kill interrupted, at once.
            let left: Vec<_> =
                secrets.iter().filter(|secret| holds(&server.data(), secret)).collect();
            assert!(left.is_empty(), "after {wait_ms} ms: {left:?}");
        } else {
            assert_eq!((late.client.notes().len(), seen), (0, 0), "nobody saw what is not there");
            let mut writer = people.into_iter().nth(1).unwrap();
            writer.connect(&server).await.unwrap();
            assert_eq!(writer.knows().basket.len(), 20, "baskets are whole");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_close_of_a_vote_leaves_nothing_that_links_a_vote_to_a_person() {
    let server = Server::start();
    let data = server.data();
    let room = server.make_room_with(&picnic(false)).await;
    let people = people(&server, &room, 3).await;
    let items: Vec<_> = (0..6).map(|n| format!("item-{n}")).collect();
    for item in &items {
        people[0].client.add(item, item);
    }
    people[0].client.settle().await;
    people[0].goes(None, "vote").await;
    let mut votes = Vec::new();
    for (index, person) in people[1..].iter().enumerate() {
        for item in &items[index..index + 2] {
            let element: ElementId = item.parse().unwrap();
            person.does(Command::Vote { round: 1, item: element, count: 1 }).await.unwrap();
            votes.push(format!("\"voted\":{{\"who\":\"{}\",\"item\":\"{item}\"", person.id));
        }
    }
    assert!(votes.iter().all(|vote| holds(&data, vote)), "until then they are kept");
    people[0].does(Command::CloseVote { round: 1 }).await.unwrap();
    until_gone(&data, &votes).await;
    for person in &people {
        until_gone(&data, &[format!("\"who\":\"{}\"", person.id)]).await;
        for item in &items {
            assert!(!near(&data, &person.id.to_string(), item), "{} is near {item}", person.id);
        }
    }
}

/// Whether the two stand within a ballot's length of each other in any file.
fn near(folder: &Path, one: &str, other: &str) -> bool {
    const REACH: usize = 120;
    files(folder).iter().any(|file| {
        let others: Vec<_> = file.match_indices(other).map(|(place, _)| place).collect();
        file.match_indices(one)
            .any(|(place, _)| others.iter().any(|other| place.abs_diff(*other) < REACH))
    })
}
