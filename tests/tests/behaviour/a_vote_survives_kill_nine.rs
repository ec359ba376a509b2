//! A server killed in the middle of packing and of voting loses nothing that was answered, and
//! counts nothing twice.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::Command;
use picnic_tests::seed;
use picnic_tests::server::Server;
use picnic_tests::taking_part::{TakingPart, draft, new_command_id, picnic};

const PEOPLE: u64 = 8;
const KILLS: u32 = 6;

/// Sends commands of people, each by their place, kills the server somewhere in their middle, and
/// sends all of them again until they are answered.
async fn send_over_a_kill(
    server: &mut Server,
    rng: &mut Rng,
    people: &mut [TakingPart],
    commands: Vec<(usize, Command)>,
) {
    let commands: Vec<_> =
        commands.into_iter().map(|(place, command)| (place, new_command_id(), command)).collect();
    for (place, id, command) in &commands {
        people[*place].send(*id, None, command.clone());
    }
    tokio::time::sleep(Duration::from_millis(rng.u64(0..30))).await;
    server.kill_nine();
    server.start_again();
    for person in people.iter_mut() {
        person.connect(server).await.expect("the server let them in before");
    }
    for (place, id, command) in &commands {
        people[*place].send(*id, None, command.clone());
    }
    for (place, id, _) in commands {
        assert_eq!(people[place].answer(id).await, Ok(()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baskets_and_ballots_outlive_kill_nine() {
    let mut rng = Rng::with_seed(seed());
    let mut server = Server::start();
    let room = server.make_room_with(&picnic(true)).await;
    let mut leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(TakingPart::enter(&server, &room, &room.join, 10 + number).await);
    }
    leader.goes(None, "pack").await;

    // Packing: every draft is sent until it is answered, over kills.
    let mut packed: Vec<Vec<String>> = vec![Vec::new(); people.len()];
    for kill in 0..KILLS {
        let mut commands = Vec::new();
        for (index, packed) in packed.iter_mut().enumerate() {
            for n in 0..rng.usize(1..4) {
                let text = format!("{kill}.{n} of {index}");
                commands.push((index, Command::PutDrafts { drafts: vec![draft(&text)] }));
                packed.push(text);
            }
        }
        send_over_a_kill(&mut server, &mut rng, &mut people, commands).await;
        leader.connect(&server).await.unwrap();
        for (person, packed) in people.iter().zip(&packed) {
            let mut basket: Vec<_> =
                person.knows().basket.into_iter().map(|draft| draft.text).collect();
            let mut expected = packed.clone();
            basket.sort();
            expected.sort();
            assert_eq!(basket, expected, "kill {kill}");
        }
    }
    leader.goes(Some("pack"), "lay").await;
    let total = packed.iter().map(Vec::len).sum::<usize>();
    leader.client.until("all is laid once", |seen| seen.notes().len() == total).await;

    // Voting: the same, with the last word of each for each item.
    leader.goes(Some("lay"), "vote").await;
    for person in &people {
        person.until("the vote is open", |known| known.items.len() == total).await;
    }
    let items: Vec<ElementId> = leader.knows().items;
    let mut said: Vec<BTreeMap<ElementId, u16>> = vec![BTreeMap::new(); people.len()];
    for _ in 0..KILLS {
        let mut commands = Vec::new();
        for (index, votes) in said.iter_mut().enumerate() {
            let item = items[rng.usize(0..items.len())].clone();
            // Always within the budget of three: the votes before are taken back.
            for (given, _) in std::mem::take(votes) {
                commands.push((index, Command::Vote { round: 1, item: given, count: 0 }));
            }
            let count = rng.u16(1..3);
            commands.push((index, Command::Vote { round: 1, item: item.clone(), count }));
            votes.insert(item, count);
        }
        send_over_a_kill(&mut server, &mut rng, &mut people, commands).await;
        leader.connect(&server).await.unwrap();
    }
    leader.goes(Some("vote"), "take").await;
    leader.until("it is counted", |known| known.results.len() == 1).await;
    let mut expected: BTreeMap<&ElementId, u32> = BTreeMap::new();
    for (item, votes) in said.iter().flatten() {
        *expected.entry(item).or_default() += u32::from(*votes);
    }
    let results = leader.knows().results;
    let counted: BTreeMap<_, _> = results[0]
        .items
        .iter()
        .filter(|item| item.votes > 0)
        .map(|item| (&item.item, item.votes))
        .collect();
    assert_eq!(counted, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_goes_on_over_a_restart_and_the_phase_moves_on() {
    let plan = serde_json::json!({"plan": {"phases": [
        {"id": "pack", "kind": "pack", "title": {"en": "Pack"}, "length": {"minutes": 1}, "movesOn": true},
        {"id": "lay", "kind": "lay", "title": {"en": "Lay"}},
    ]}});
    let mut server = Server::start();
    let room = server.make_room_with(&plan).await;
    let mut leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    leader.goes(None, "pack").await;
    let timer = leader.knows().journey.unwrap().timer;
    server.kill_nine();
    server.start_again();
    leader.connect(&server).await.unwrap();
    assert_eq!(leader.knows().journey.unwrap().timer, timer, "the same seconds");
    let phase = |length| {
        serde_json::from_value(serde_json::json!({"id": "pack", "kind": "pack",
            "title": {"en": "Pack"}, "length": length, "movesOn": true}))
        .unwrap()
    };
    let now_ms = leader.client.seen().hello().unwrap().now_ms;
    let soon = phase(serde_json::json!({"until": {"unixMs": now_ms + 1_500}}));
    leader.does(Command::ChangePhase { phase: soon }).await.unwrap();
    leader.until("it moves on by itself", |known| known.phase() == "lay").await;
}
