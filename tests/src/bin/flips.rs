//! What flipped bits cost: a room of 3,975 notes with two generations of snapshots, a number of bits flipped anywhere in its
//! database, and how many notes the server then shows. Prints a table; `PICNIC_BIN` says of which server.
//!
//! `flips [writers] [rounds] [flips]`: how many people wrote the notes, how often each number of flips is tried, and which
//! number alone.

use fastrand::Rng;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server, folder};

const NOTES: usize = 3_975;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().expect("a number"));
    let (writers, rounds) = (arguments.next().unwrap_or(12), arguments.next().unwrap_or(10));
    let alone = arguments.next();
    let mut server = Server::start_with(&["--no-limits"]);
    let room = server.make_room().await;
    lay(&server, &room, writers).await;
    end(&mut server, &room).await;
    let whole = std::fs::read(server.data().join("picnic.db")).expect("the database");
    let key = std::fs::read(server.data().join("key")).expect("the key");
    println!("{NOTES} notes of {writers} people, database {} KB\n", whole.len() >> 10);
    println!("| flips | notes kept: worst | mean | refused to start or open |\n|---|---|---|---|");
    report(
        "one in each generation",
        rounds,
        |round| {
            let mut spoiled = whole.clone();
            in_each_generation(&mut spoiled, round);
            spoiled
        },
        &key,
        &room,
    )
    .await;
    for flips in alone.map_or(vec![1, 2, 5, 10, 50], |flips| vec![flips]) {
        report(
            &flips.to_string(),
            rounds,
            |round| {
                let mut rng = Rng::with_seed(round as u64 * 1_000 + flips as u64);
                let mut spoiled = whole.clone();
                for _ in 0..flips {
                    let at = rng.usize(..spoiled.len());
                    spoiled[at] ^= 1 << rng.u8(..8);
                }
                spoiled
            },
            &key,
            &room,
        )
        .await;
    }
    report("cut in half", 1, |_| whole[..whole.len() / 2].to_vec(), &key, &room).await;
}

async fn report(
    what: &str,
    rounds: usize,
    spoil: impl Fn(usize) -> Vec<u8>,
    key: &[u8],
    room: &Room,
) {
    let mut kept = Vec::new();
    for round in 0..rounds {
        kept.push(notes_of(&spoil(round), key, room).await);
    }
    let lost = kept.iter().filter(|notes| notes.is_none()).count();
    let notes: Vec<_> = kept.iter().map(|notes| notes.unwrap_or(0)).collect();
    let share = |notes: f64| 100.0 * notes / NOTES as f64;
    let worst = share(notes.iter().copied().min().unwrap_or(0) as f64);
    let mean = share(notes.iter().sum::<usize>() as f64 / notes.len() as f64);
    println!("| {what} | {worst:.1} % | {mean:.1} % | {lost} of {rounds} |");
}

/// Several people lay notes, which one and then another snapshot holds.
async fn lay(server: &Server, room: &Room, writers: usize) {
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let mut people = Vec::new();
    for number in 0..writers {
        people.push(Client::join(1_000 + number as u64, &door).await);
    }
    for first in (0..NOTES).step_by(25) {
        let person = &people[first / 25 % writers];
        person.edit(|edit| {
            for number in first..NOTES.min(first + 25) {
                let text =
                    format!("Note {number}, which says what somebody thought of, in a line or two");
                edit.add(&format!("note-{number}"), &text, [number as f64, 0.0]);
            }
        });
        person.settle().await;
    }
}

/// Ends the server twice, each with a snapshot.
async fn end(server: &mut Server, room: &Room) {
    for turn in 0..2 {
        server.ask_to_end();
        assert!(server.wait_for_end(DEADLINE).success(), "it ends well");
        if turn == 0 {
            server.start_again();
            let door = Door::new(server.address(), &room.id, &room.join);
            let person = Client::join(1, &door).await;
            person.edit(|edit| edit.place("note-0", [1.0, 1.0]));
            person.settle().await;
        }
    }
}

/// Flips a bit within the text of the same note wherever it stands.
fn in_each_generation(database: &mut [u8], round: usize) {
    let needle = format!("Note {}, which", 100 + round * 300);
    let places: Vec<_> = database
        .windows(needle.len())
        .enumerate()
        .filter(|(_, window)| *window == needle.as_bytes())
        .map(|(at, _)| at)
        .collect();
    for at in places {
        database[at] ^= 0x10;
    }
}

/// How many notes a server shows that starts on this database; none when it does not start or open the room.
async fn notes_of(database: &[u8], key: &[u8], room: &Room) -> Option<usize> {
    let folder = folder();
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).expect("a data folder");
    std::fs::write(data.join("picnic.db"), database).expect("the database");
    std::fs::write(data.join("key"), key).expect("the key");
    let own = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(data.join("key"), own).expect("the key is its server's own");
    let starting = tokio::task::spawn_blocking(move || Server::start_in(folder, &[], Vec::new()));
    let server = starting.await.ok()?;
    let path = format!("/api/rooms/{}/export.json?token={}", room.id, room.facilitate);
    let answer = server.get(&path, &[]).await;
    if answer.status != 200 {
        #[expect(
            clippy::print_stderr,
            reason = "the table goes where it is wanted, and this beside it"
        )]
        {
            eprintln!("the room is not given: {} {}", answer.status, answer.text());
        }
        return None;
    }
    Some(answer.json()["lone"].as_array().map_or(0, Vec::len))
}
