//! Changes by some, seen by all: server cpu per delivered change and the time from when a change
//! was due to when each other client had it.
//!
//! Open loop: a thread of its own sends by the clock whether or not anything came back, and a
//! late send counts as latency. Server and relay take turns within one run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use hdrhistogram::Histogram;
use picnic_protocol::awareness::{Entry, encode_awareness};
use picnic_protocol::frame;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door, Socket};
use picnic_tests::cost::cpu;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;

use crate::marks::{find, mark};
use crate::target::Target;

/// Turns that server and relay take.
const TURNS: usize = 2;
/// Largest latency that is told apart from larger ones: a minute, in µs.
const LATENCY_US_MAX: u64 = 60_000_000;

/// What is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Typing: each change appends to the sender's own note.
    Edits,
    /// Presence: each change moves the sender's cursor.
    Cursors,
}

/// Who sends how often to whom.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) rooms: usize,
    /// Clients in each room.
    pub(crate) clients: usize,
    /// How many of them send.
    pub(crate) senders: usize,
    pub(crate) hertz: u32,
}

/// What one target did under a load.
pub(crate) struct Outcome {
    pub(crate) target: &'static str,
    pub(crate) cpu: Duration,
    pub(crate) sent: u64,
    pub(crate) delivered: u64,
    /// Changes due to be seen: each sender's by everyone else in its room.
    pub(crate) expected: u64,
    pub(crate) messages: u64,
    pub(crate) latency_us: Histogram<u64>,
    /// Nothing missing, nothing twice, and a fresh joiner's board holds it all.
    pub(crate) correct: bool,
}

/// A load's outcomes: picnic's, then the relay's.
pub(crate) struct Fanout {
    pub(crate) load: &'static str,
    pub(crate) outcomes: [Outcome; 2],
}

/// Runs a load, in turns of `slice`.
pub(crate) async fn measure(load: &Load, slice: Duration) -> Fanout {
    let changes = (slice.as_millis() as usize * load.hertz as usize / 1_000).max(1);
    let mut runs = [
        Run::open(Target::picnic(), *load, TURNS * changes).await,
        Run::open(Target::relay(), *load, TURNS * changes).await,
    ];
    for _ in 0..TURNS {
        for run in &mut runs {
            run.turn(changes).await;
        }
    }
    let [picnic, relay] = runs;
    Fanout { load: load.name, outcomes: [picnic.close().await, relay.close().await] }
}

struct Run {
    target: Target,
    load: Load,
    doors: Vec<Door>,
    board: Arc<Schedule>,
    senders: Vec<Sender>,
    readers: Vec<JoinHandle<Read>>,
    outboxes: Vec<UnboundedSender<Message>>,
    cpu: Duration,
    sent_each: usize,
}

/// When each change was due, for readers to measure from; and how many they have seen.
struct Schedule {
    start: Instant,
    /// Nanoseconds after `start`, by sender, then by number.
    due: Vec<Vec<AtomicU64>>,
    seen: AtomicU64,
    senders_in_room: usize,
}

struct Sender {
    index: usize,
    client: Client,
    outbox: UnboundedSender<Message>,
}

struct Read {
    latency_us: Histogram<u64>,
    /// How often each change was seen, by sender of this reader's room, then by number.
    times: Vec<Vec<u8>>,
    own: Option<usize>,
    messages: u64,
}

impl Run {
    async fn open(target: Target, load: Load, changes: usize) -> Self {
        let doors = target.make_rooms(load.rooms).await;
        let due = || (0..changes).map(|_| AtomicU64::new(0)).collect();
        let board = Arc::new(Schedule {
            start: Instant::now(),
            due: (0..load.rooms * load.senders).map(|_| due()).collect(),
            seen: AtomicU64::new(0),
            senders_in_room: load.senders,
        });
        let mut run = Self {
            target,
            load,
            doors,
            board,
            senders: Vec::new(),
            readers: Vec::new(),
            outboxes: Vec::new(),
            cpu: Duration::ZERO,
            sent_each: 0,
        };
        for room in 0..load.rooms {
            for place in 0..load.clients {
                run.open_client(room, place).await;
            }
        }
        run.lay_notes().await;
        run
    }

    async fn open_client(&mut self, room: usize, place: usize) {
        let socket = self.doors[room].open().await.expect("the room lets this client in");
        let (outbox, inbox) = unbounded_channel();
        let question = frame::sync_step_1(&[0]);
        outbox.send(Message::Binary(question.into())).expect("the reader has not started");
        let own = (place < self.load.senders).then_some(room * self.load.senders + place);
        if let Some(index) = own {
            let client = Client::new(1_000 + index as u64);
            self.senders.push(Sender { index, client, outbox: outbox.clone() });
        }
        let read = Read {
            latency_us: Histogram::new_with_bounds(1, LATENCY_US_MAX, 3).expect("valid bounds"),
            times: self.board.due[room * self.load.senders..][..self.load.senders]
                .iter()
                .map(|due| vec![0; due.len()])
                .collect(),
            own,
            messages: 0,
        };
        self.outboxes.push(outbox);
        self.readers.push(tokio::spawn(carry(socket, inbox, Arc::clone(&self.board), read)));
    }

    /// Each sender of edits lays the note that it will write in.
    async fn lay_notes(&self) {
        if self.load.kind == Kind::Cursors {
            return;
        }
        for Sender { index, client, outbox } in &self.senders {
            let place = [*index as f64, 0.0];
            let update = client.edit(|edit| edit.add(&format!("n{index}"), "", place));
            let _ = outbox.send(Message::Binary(frame::sync_update(&update).into()));
        }
        // Far past a tick, so that this is not in the measured part.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    async fn turn(&mut self, changes: usize) {
        let before = cpu(self.target.pid());
        let numbers = self.sent_each..self.sent_each + changes;
        self.sent_each = numbers.end;
        let senders = std::mem::take(&mut self.senders);
        let (board, load) = (Arc::clone(&self.board), self.load);
        let send = move || {
            send_by_the_clock(&senders, &board, load, numbers);
            senders
        };
        self.senders = tokio::task::spawn_blocking(send).await.expect("the sender ran");
        self.wait_until_seen().await;
        self.cpu += cpu(self.target.pid()).saturating_sub(before);
    }

    fn expected(&self) -> u64 {
        let pairs = self.load.rooms * self.load.senders * (self.load.clients - 1);
        (pairs * self.sent_each) as u64
    }

    /// Waits until everything due is seen, or, as presence may leave out what is superseded, until
    /// nothing more comes.
    async fn wait_until_seen(&self) {
        let end = Instant::now() + DEADLINE;
        let mut last = (self.board.seen.load(Ordering::Relaxed), Instant::now());
        while Instant::now() < end {
            let seen = self.board.seen.load(Ordering::Relaxed);
            if seen >= self.expected() {
                return;
            }
            if seen != last.0 {
                last = (seen, Instant::now());
            }
            let patience =
                Duration::from_millis(if self.load.kind == Kind::Edits { 5_000 } else { 500 });
            if last.1.elapsed() > patience {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn close(self) -> Outcome {
        let expected = self.expected();
        let fresh = self.fresh_board_is_whole().await;
        for Sender { outbox, .. } in self.senders {
            drop(outbox);
        }
        drop(self.outboxes);
        let mut outcome = Outcome {
            target: self.target.name(),
            cpu: self.cpu,
            sent: (self.load.rooms * self.load.senders * self.sent_each) as u64,
            delivered: 0,
            expected,
            messages: 0,
            latency_us: Histogram::new_with_bounds(1, LATENCY_US_MAX, 3).expect("valid bounds"),
            correct: fresh,
        };
        for reader in self.readers {
            let read = reader.await.expect("a reader ran");
            outcome.correct &= read.is_correct(self.load);
            outcome.messages += read.messages;
            outcome.delivered += read.latency_us.len();
            outcome.latency_us.add(&read.latency_us).expect("equal bounds");
        }
        outcome
    }

    async fn fresh_board_is_whole(&self) -> bool {
        if self.load.kind == Kind::Cursors || matches!(self.target, Target::Bare(_)) {
            return true;
        }
        for (room, door) in self.doors.iter().enumerate() {
            let notes = Client::join(1, door).await.notes();
            let own = room * self.load.senders..(room + 1) * self.load.senders;
            let written = self.senders.iter().filter(|sender| own.contains(&sender.index));
            for sender in written {
                let id = format!("n{}", sender.index);
                if notes.get(&id) != sender.client.notes().get(&id) {
                    return false;
                }
            }
        }
        true
    }
}

impl Read {
    fn is_correct(&self, load: Load) -> bool {
        let others = self
            .times
            .iter()
            .enumerate()
            .filter(|(place, _)| self.own.is_none_or(|own| own % load.senders != *place));
        others.into_iter().all(|(_, times)| match load.kind {
            Kind::Edits => times.iter().all(|count| *count == 1),
            // A superseded cursor may be left out; the last one may not.
            Kind::Cursors => times.last().is_some_and(|count| *count >= 1),
        })
    }
}

fn send_by_the_clock(
    senders: &[Sender],
    schedule: &Schedule,
    load: Load,
    numbers: std::ops::Range<usize>,
) {
    let interval = Duration::from_secs(1) / load.hertz;
    let start = Instant::now() + Duration::from_millis(50);
    for (round, number) in numbers.enumerate() {
        for (order, sender) in senders.iter().enumerate() {
            // Spread over the interval, as people are.
            let offset = interval * order as u32 / senders.len() as u32;
            let due = start + interval * round as u32 + offset;
            let bytes = change(sender, load.kind, number);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let since_start = due.duration_since(schedule.start).as_nanos() as u64;
            schedule.due[sender.index][number].store(since_start, Ordering::Relaxed);
            let _ = sender.outbox.send(Message::Binary(bytes));
        }
    }
}

fn change(sender: &Sender, kind: Kind, number: usize) -> Bytes {
    let mark = mark(sender.index, number);
    match kind {
        Kind::Edits => {
            let id = format!("n{}", sender.index);
            frame::sync_update(&sender.client.edit(|edit| edit.append(&id, &mark))).into()
        }
        Kind::Cursors => {
            let state = format!(
                r##"{{"user":{{"name":"Aino","color":"#2A6B4E"}},"cursor":[{number},7.25],"mark":"{mark}"}}"##
            );
            let clock = number as u32 + 1;
            let entry = Entry { client: sender.client.id, clock, state: Some(&state) };
            frame::awareness(&encode_awareness([entry].into_iter())).into()
        }
    }
}

/// Sends what it is given and notes when each change of another arrived, until it is let go.
async fn carry(
    mut socket: Socket,
    mut inbox: UnboundedReceiver<Message>,
    board: Arc<Schedule>,
    mut read: Read,
) -> Read {
    loop {
        tokio::select! {
            message = socket.next() => match message {
                Some(Ok(Message::Binary(bytes))) => read.take(&bytes, &board),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return read,
            },
            message = inbox.recv() => match message {
                Some(message) => {
                    let _ = socket.send(message).await;
                }
                None => return read,
            },
        }
    }
}

impl Read {
    fn take(&mut self, bytes: &[u8], board: &Schedule) {
        let now = board.start.elapsed();
        self.messages += 1;
        let mut seen = 0;
        find(bytes, |sender, number| {
            if self.own == Some(sender) {
                return;
            }
            let times = self.times.get_mut(sender % board.senders_in_room);
            let Some(times) = times.and_then(|times| times.get_mut(number)) else { return };
            *times = times.saturating_add(1);
            if *times > 1 {
                return;
            }
            let due = Duration::from_nanos(board.due[sender][number].load(Ordering::Relaxed));
            let latency = now.saturating_sub(due).as_micros() as u64;
            self.latency_us.saturating_record(latency.max(1));
            seen += 1;
        });
        board.seen.fetch_add(seen, Ordering::Relaxed);
    }
}
