//! Two hundred participants packing and voting: how long a command takes to be acknowledged,
//! which is when its record is appended.

use std::time::{Duration, Instant};

use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt as _, StreamExt as _};
use hdrhistogram::Histogram;
use picnic_protocol::ids::ElementId;
use picnic_protocol::session::ClientMessage;
use picnic_protocol::session::command::Command;
use picnic_protocol::varint::Reader;
use picnic_tests::client::{Door, Socket};
use picnic_tests::cost::cpu;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{Known, TakingPart, draft, new_command_id, picnic, session_frame};
use tokio_tungstenite::tungstenite::Message;

/// Time between a participant's answer and their next command, at a steady pace: nobody writes
/// faster than two notes a second.
const PAUSE: Duration = Duration::from_millis(500);
/// Times that all send at the same moment.
const BURSTS: usize = 10;
const ITEMS: usize = 30;
/// Anything longer counts as this long.
const LATENCY_US_MAX: u64 = 60_000_000;

/// What one load gave.
pub(crate) struct Outcome {
    pub(crate) load: String,
    pub(crate) commands: u64,
    pub(crate) cpu: Duration,
    pub(crate) latency_us: Histogram<u64>,
    /// Everything acknowledged is in the session.
    pub(crate) correct: bool,
}

/// Somebody who only sends commands and reads.
struct Participant {
    socket: Socket,
}

/// Runs the loads on a fresh server.
pub(crate) async fn measure(participants: usize, slice: Duration) -> Vec<Outcome> {
    let server = Server::start();
    let room = server.make_room_with(&picnic(true)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    leader.client.seen().heard = None;
    let mut people = Vec::with_capacity(participants);
    for _ in 0..participants {
        people.push(join(&server, &room).await);
    }
    leader.goes(None, "pack").await;
    let mut outcomes = Vec::new();
    let pack =
        || Command::PutDrafts { drafts: vec![draft("An idea of about forty letters, quite so.")] };
    let (steady, commands) = steadily(&server, &mut people, slice, |_| pack()).await;
    let packed = |known: &Known, count: u64| {
        known.progress.as_ref().is_some_and(|progress| u64::from(progress.packed) == count)
    };
    leader.until("all is packed", |known| packed(known, commands)).await;
    outcomes.push(steady.named(format!("pack, {participants} people, 2 Hz each")));
    let burst = in_bursts(&server, &mut people, |_| pack()).await;
    let all = commands + burst.commands;
    leader.until("all is packed", |known| packed(known, all)).await;
    outcomes.push(burst.named(format!("pack, {participants} people at once")));

    for number in 0..ITEMS {
        leader.client.add(&format!("item-{number}"), "An idea");
    }
    leader.client.settle().await;
    leader.goes(Some("pack"), "vote").await;
    leader.until("the vote is open", |known| known.items.len() == ITEMS).await;
    // Given and taken back in turn, so that the budget is never in the way.
    let vote = |turn: usize| Command::Vote {
        round: 1,
        item: format!("item-{}", (turn / 2) % ITEMS).parse::<ElementId>().expect("an item"),
        count: u16::from(turn.is_multiple_of(2)),
    };
    let (steady, _) = steadily(&server, &mut people, slice, vote).await;
    outcomes.push(steady.named(format!("vote, {participants} people, 2 Hz each")));
    let burst = in_bursts(&server, &mut people, vote).await;
    // At last everyone gives one vote to the first: all of them are counted.
    for person in &mut people {
        person.does(vote(0)).await;
    }
    assert_eq!(leader.does(Command::CloseVote { round: 1 }).await, Ok(()));
    leader.until("it is counted", |known| known.results.len() == 1).await;
    let counted = leader.knows().results.first().and_then(|result| {
        result.items.first().map(|item| (item.votes as usize, result.voters as usize))
    });
    let correct = counted == Some((participants, participants));
    let burst = Outcome { correct, ..burst };
    outcomes.push(burst.named(format!("vote, {participants} people at once")));
    outcomes
}

impl Outcome {
    fn named(self, load: String) -> Self {
        Self { load, ..self }
    }
}

async fn join(server: &Server, room: &Room) -> Participant {
    let cookie = server.enter(&room.id, &room.join).await;
    let door = Door::by_pass(server.address(), &room.id, cookie).with_session();
    Participant { socket: door.open().await.expect("the room lets them in") }
}

/// Everyone at their own pace, for a while.
async fn steadily(
    server: &Server,
    people: &mut [Participant],
    slice: Duration,
    command: impl Fn(usize) -> Command,
) -> (Outcome, u64) {
    let before = cpu(server.pid());
    let start = Instant::now();
    let count = people.len();
    let command = &command;
    let mut all: FuturesUnordered<_> = people
        .iter_mut()
        .enumerate()
        .map(|(index, person)| async move {
            let mut latencies = Vec::new();
            let offset = PAUSE.mul_f64(index as f64 / count as f64);
            person.read_for(offset).await;
            // An even number, so that votes given are taken back.
            while start.elapsed() < slice || !latencies.len().is_multiple_of(2) {
                latencies.push(person.does(command(latencies.len())).await);
                person.read_for(PAUSE).await;
            }
            latencies
        })
        .collect();
    let mut latency_us = histogram();
    while let Some(latencies) = all.next().await {
        for latency in latencies {
            record(&mut latency_us, latency);
        }
    }
    drop(all);
    let commands = latency_us.len();
    let cpu = cpu(server.pid()).saturating_sub(before);
    (Outcome { load: String::new(), commands, cpu, latency_us, correct: true }, commands)
}

/// Everyone at the same moment, several times.
async fn in_bursts(
    server: &Server,
    people: &mut [Participant],
    command: impl Fn(usize) -> Command,
) -> Outcome {
    let before = cpu(server.pid());
    let mut latency_us = histogram();
    for turn in 0..BURSTS {
        let mut all: FuturesUnordered<_> =
            people.iter_mut().map(|person| person.does(command(turn))).collect();
        while let Some(latency) = all.next().await {
            record(&mut latency_us, latency);
        }
        drop(all);
        for person in people.iter_mut() {
            person.read_for(Duration::ZERO).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let commands = latency_us.len();
    let cpu = cpu(server.pid()).saturating_sub(before);
    Outcome { load: String::new(), commands, cpu, latency_us, correct: true }
}

pub(crate) fn histogram() -> Histogram<u64> {
    Histogram::new_with_max(LATENCY_US_MAX, 3).expect("three digits are possible")
}

pub(crate) fn record(histogram: &mut Histogram<u64>, latency: Duration) {
    let us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    histogram.saturating_record(us);
}

impl Participant {
    /// Sends a command and waits for its answer.
    async fn does(&mut self, command: Command) -> Duration {
        let id = new_command_id();
        let frame = session_frame(&ClientMessage::Command {
            id,
            proxy: None,
            unnamed: false,
            command: Box::new(command),
        });
        let done = format!("{{\"type\":\"done\",\"id\":\"{id}\"}}");
        let start = Instant::now();
        self.socket.send(Message::Binary(frame.into())).await.expect("the command is sent");
        loop {
            let message = self.socket.next().await.expect("the socket stays").expect("open");
            if let Message::Binary(bytes) = message
                && holds(&bytes, &done)
            {
                return start.elapsed();
            }
        }
    }

    /// Reads what comes meanwhile, as a page does.
    async fn read_for(&mut self, time: Duration) {
        let end = tokio::time::Instant::now() + time;
        while let Ok(Some(Ok(_))) = tokio::time::timeout_at(end, self.socket.next()).await {}
    }
}

/// Whether a message holds this session frame.
fn holds(message: &[u8], json: &str) -> bool {
    let mut reader = Reader::new(message);
    while let Ok(16) = reader.varint() {
        match reader.text() {
            Ok(text) if text == json => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    false
}
