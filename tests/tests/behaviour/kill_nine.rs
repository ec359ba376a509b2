//! `kill -9` at any moment loses nothing that another client has seen, and nothing that its
//! author was told is saved.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use picnic_tests::board::Notes;
use picnic_tests::client::{Client, Door};
use picnic_tests::seed;
use picnic_tests::server::Server;

const WRITERS: u64 = 20;
const ROUNDS: u32 = 20;
/// Longest that a round writes before it is killed: enough for several ticks and some fsyncs.
const ROUND_MS_MAX: u64 = 300;
/// Writes of one client in a round. They are spread over the round, so that the kill falls
/// between any two.
const WRITES_MAX: u64 = 12;

/// A writer's own words of what it has done, to hold the board against.
#[derive(Default)]
struct Written {
    /// The texts of its notes as it last wrote them.
    texts: BTreeMap<String, String>,
    /// The texts of its notes after each frame of this socket.
    by_frame: Vec<BTreeMap<String, String>>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_client_saw_outlives_kill_nine() {
    let mut rng = Rng::with_seed(seed());
    let mut server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut clients: Vec<_> = (1..=WRITERS).map(Client::new).collect();
    let mut written: Vec<_> = (0..WRITERS).map(|_| Written::default()).collect();
    let mut witnessed = 0;

    for round in 0..ROUNDS {
        for client in &mut clients {
            // Each holds the board of the rounds before, under the same client id.
            client.connect(&door.clone().with_session()).await.unwrap();
            client.until("the board is there", |seen| seen.synced).await;
        }
        let before = clients[0].notes().len();
        write_until_killed(&mut rng, &mut server, &clients, &mut written, round).await;
        for client in &clients {
            client.until_ended().await;
        }
        server.start_again();
        // Nobody who could bring anything back has joined yet.
        let late = Client::join(1_000 + u64::from(round), &door).await;
        let restored = late.notes();
        witnessed += check_round(&clients, &written, &restored, round);
        assert!(restored.len() >= before, "round {round}: the board shrank");
        check_nothing_doubled(&restored, &written, round);
    }
    assert!(witnessed > 0, "no client ever saw another's note: this run proved nothing");
    println!("{witnessed} sightings held over {ROUNDS} kills");
}

async fn write_until_killed(
    rng: &mut Rng,
    server: &mut Server,
    clients: &[Client],
    written: &mut [Written],
    round: u32,
) {
    let kill_at = rng.u64(5..ROUND_MS_MAX);
    let mut moments: Vec<_> = (0..WRITERS as usize)
        .flat_map(|writer| {
            let count = rng.u64(1..=WRITES_MAX);
            (0..count).map(|_| (rng.u64(0..ROUND_MS_MAX), writer)).collect::<Vec<_>>()
        })
        .collect();
    moments.sort_unstable();
    for writer in written.iter_mut() {
        // The answer to the server's first question is frame 1 on this socket.
        writer.by_frame = vec![writer.texts.clone()];
    }
    let start = tokio::time::Instant::now();
    for (number, (moment, writer)) in moments.iter().enumerate() {
        if *moment >= kill_at {
            break;
        }
        tokio::time::sleep_until(start + Duration::from_millis(*moment)).await;
        write(rng, &clients[*writer], &mut written[*writer], &format!("{round}-{number}"));
    }
    tokio::time::sleep_until(start + Duration::from_millis(kill_at)).await;
    server.kill_nine();
}

fn write(rng: &mut Rng, client: &Client, written: &mut Written, name: &str) {
    let last = written.texts.keys().next_back().cloned();
    match last {
        Some(id) if rng.bool() => {
            let more = format!(" and {name}");
            client.edit(|edit| {
                edit.append(&id, &more);
                edit.place(&id, [rng.f64(), rng.f64()]);
            });
            written.texts.entry(id).or_default().push_str(&more);
        }
        _ => {
            let id = format!("{}-{name}", client.id);
            let text = format!("note {id}");
            client.add(&id, &text);
            written.texts.insert(id, text);
        }
    }
    written.by_frame.push(written.texts.clone());
}

/// Returns how many notes of others were seen and are there.
fn check_round(clients: &[Client], written: &[Written], restored: &Notes, round: u32) -> usize {
    let mut witnessed = 0;
    for (client, own) in clients.iter().zip(written) {
        let seen = client.seen();
        for (id, note) in seen.notes() {
            if own.texts.contains_key(&id) {
                continue;
            }
            // Each text has one author and only grows, so that what was seen is a beginning.
            let there = restored.get(&id).is_some_and(|now| now.text.starts_with(&note.text));
            assert!(
                there,
                "round {round}: client {} saw {id} as {:?}, after the kill it is {:?}",
                client.id,
                note.text,
                restored.get(&id)
            );
            witnessed += 1;
        }
        let saved = seen.saved_frames() as usize;
        // Frames are counted from 1; the first held all that came before this round.
        let promised = saved.checked_sub(1).and_then(|index| own.by_frame.get(index));
        for (id, text) in promised.into_iter().flatten() {
            let there = restored.get(id).is_some_and(|now| now.text.starts_with(text));
            assert!(
                there,
                "round {round}: client {} was told {id} is saved as {text:?}, after the kill it \
                 is {:?}",
                client.id,
                restored.get(id)
            );
        }
    }
    witnessed
}

fn check_nothing_doubled(restored: &Notes, written: &[Written], round: u32) {
    let all: BTreeMap<_, _> = written.iter().flat_map(|own| &own.texts).collect();
    for (id, note) in restored {
        let wrote = all.get(id).unwrap_or_else(|| panic!("round {round}: nobody wrote {id}"));
        assert!(wrote.starts_with(&note.text), "round {round}: {:?} is not {wrote:?}", note.text);
    }
}
