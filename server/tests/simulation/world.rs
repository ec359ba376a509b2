//! Everything under one seeded scheduler: what happens, when, and in which order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use bytes::Bytes;
use picnic::log::WriteOutcome as LogEvent;
use picnic::room::knocking::{Answer, Knock};
use picnic::room::record::{Created, Record};
use picnic::room::{ConnectionId, Input, Now};
use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::Plan;

use crate::checks::Memory;
use crate::disk::{Disk, Health, What, Write};
use crate::manners::Manners;
use crate::network::{Network, Way};
use crate::person::{Identity, Person};
use crate::random::Random;
use crate::server::OpenRoom;
use crate::session_checks;
use crate::sockets::{Socket, participant};

pub const ROOMS: usize = 3;
/// The room whose session is anonymous.
pub const ANONYMOUS: usize = 1;

/// The one in which participants may not do everything in every phase.
pub const HELD_TO_RIGHTS: usize = 2;
pub const PEOPLE_IN_ROOM: usize = 3;

/// How long people write before all faults end, ms.
const BUSY_MS: u64 = 2_500;
/// How long everything may take to come to rest after that, ms.
const REST_MS: u64 = 120_000;

/// Something that happens at a time. What concerns the server's process carries its number: a
/// process that died hears nothing.
#[derive(Debug, Clone)]
pub enum Event {
    Act(usize),
    Connect(usize),
    Arrive(ConnectionId, Way),
    HearPart(u64, ConnectionId),
    ServerNotices(u64, ConnectionId),
    Tick(u64, usize),
    PutAway(u64, usize),
    DiskWrites,
    DiskSyncs,
    DiskRecovers,
    /// A version of a room is not kept.
    VersionsLost(u64, usize),
    LogTells(u64, usize, LogEvent),
    Fault,
}

/// How often what the rules are about came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What others wrote was handed on before the server had it.
    pub relayed: usize,
    /// A line was dead, and its successor there before that was known.
    pub dead_lines: usize,
    /// A part of a change came with something of others between it and the part before.
    pub parts: usize,
    /// A page of a later version asked for what this one does not know.
    pub of_later_version: usize,
    /// What was left of a phase was looked at after people's clock was set.
    pub kept_time: usize,
    /// A page slept past the time that it has to answer.
    pub slept: usize,
    /// Somebody knocked.
    pub knocked: usize,
}

/// A place at the table: who sits there, and by which socket.
pub struct Seat {
    pub room: usize,
    pub person: Person,
    pub connection: Option<ConnectionId>,
    pub away_until_ms: u64,
}

/// The world.
pub struct World {
    pub random: Random,
    pub now_ms: u64,
    /// What the server's clock for people is ahead of time itself; may jump, back too.
    pub unix_ahead_ms: i64,
    /// The clock was set and the room may not have noticed before its process ended.
    pub clock_jumped: bool,
    booted_at_ms: u64,
    pub process: u64,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    events: BTreeMap<u64, Event>,
    scheduled: u64,
    pub rooms: Vec<Option<OpenRoom>>,
    /// Rooms whose log is rotten beyond opening.
    pub ruined: [bool; ROOMS],
    pub seats: Vec<Seat>,
    pub sockets: BTreeMap<ConnectionId, Socket>,
    /// What arrived of each socket and waits for the room, part by part.
    pub parts: BTreeMap<ConnectionId, VecDeque<ClientFrame>>,
    pub network: Network,
    pub disk: Disk,
    pub memory: Memory,
    pub calm: bool,
    pub tally: Tally,
    pub connections: u64,
    people: u64,
    written: u64,
}

pub fn room_id(room: usize) -> RoomId {
    RoomId::from_bytes([u8::try_from(room).unwrap() + 1; 16])
}

/// Somebody who comes by no link and knocks.
pub fn stranger(room: usize, number: u64) -> ParticipantId {
    let mut bytes = [0xee; 16];
    bytes[0] = u8::try_from(room).unwrap();
    bytes[8..].copy_from_slice(&number.to_le_bytes());
    ParticipantId::from_bytes(bytes)
}

fn room_index(id: RoomId) -> usize {
    usize::from(id.as_bytes()[0]) - 1
}

/// A short picnic, in which phases come and go. Two would end by themselves, after longer than a run takes: whichever
/// way the clock for people jumps, they never do.
fn plan(anonymous: bool, held_to_rights: bool) -> Plan {
    let phases = [
        ("pack", r#"{"length":{"minutes":10},"movesOn":true}"#),
        ("lay", "{}"),
        ("vote", r#"{"on":"notes","length":{"minutes":20},"movesOn":true}"#),
        ("take", "{}"),
    ];
    let phase = |(kind, settings): (&str, &str)| {
        let mut phase: serde_json::Value = serde_json::from_str(settings).unwrap();
        phase["id"] = kind.into();
        phase["kind"] = kind.into();
        phase["title"] = serde_json::json!({"en": kind});
        let right = match kind {
            "pack" => "own",
            "take" => "add",
            _ => "all",
        };
        if held_to_rights {
            phase["rights"] = serde_json::json!({"board": right});
        }
        serde_json::from_value(phase).unwrap()
    };
    Plan { anonymous, phases: phases.map(phase).to_vec(), sections: Vec::new() }
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut world = Self {
            random: Random::new(seed),
            now_ms: 0,
            unix_ahead_ms: 1_790_000_000_000,
            clock_jumped: false,
            booted_at_ms: 0,
            process: 0,
            queue: BinaryHeap::new(),
            events: BTreeMap::new(),
            scheduled: 0,
            rooms: (0..ROOMS).map(|_| None).collect(),
            ruined: [false; ROOMS],
            seats: Vec::new(),
            sockets: BTreeMap::new(),
            parts: BTreeMap::new(),
            network: Network::default(),
            disk: Disk::new(),
            memory: Memory::default(),
            calm: false,
            tally: Tally::default(),
            connections: 0,
            people: 0,
            written: 0,
        };
        for room in 0..ROOMS {
            let plan = (room > 0).then(|| plan(room == ANONYMOUS, room == HELD_TO_RIGHTS));
            let (title, language) = ("Test".to_owned(), Language::En);
            let created = Created { title, language, made_ms: 1, plan };
            let bytes = Bytes::from(Record::Created(created).encode());
            let position = LogPosition::START.next();
            world.disk.give(Write {
                room: room_id(room),
                position,
                bytes,
                what: What::Record,
                version: None,
            });
            while world.disk.kept(room_id(room)).records.is_empty() {
                let _ = world.disk.write_next(&mut Random::new(1));
            }
            for place in 0..PEOPLE_IN_ROOM {
                let mut person = world.newcomer();
                if room > 0 && place < 2 {
                    // Two who lead, at once.
                    person.identity.role = Role::Facilitator;
                    person.identity.lasting = true;
                    person.manners = Manners::of(true, &mut world.random);
                }
                let seat = world.seats.len();
                world.seats.push(Seat { room, person, connection: None, away_until_ms: 0 });
                world.at(0, Event::Connect(seat));
                world.at(10, Event::Act(seat));
            }
        }
        world.disk.sync();
        world.at(0, Event::DiskSyncs);
        world.at(100, Event::Fault);
        world
    }

    pub fn newcomer(&mut self) -> Person {
        self.people += 1;
        let number = self.people;
        let role = if self.random.one_in(6) { Role::Viewer } else { Role::Participant };
        let lasting = self.random.one_in(2);
        let participant = participant(number, 0);
        let manners = Manners::of(lasting, &mut self.random);
        Person::new(Identity { participant, role, lasting }, manners, 1_000 + number)
    }

    /// Lets `event` happen at a time.
    pub fn at(&mut self, at_ms: u64, event: Event) {
        self.scheduled += 1;
        self.queue.push(Reverse((at_ms, self.scheduled)));
        self.events.insert(self.scheduled, event);
    }

    pub fn soon(&mut self, within_ms: u64, event: Event) {
        let at_ms = self.now_ms + self.random.below(within_ms);
        self.at(at_ms, event);
    }

    pub fn now(&self) -> Now {
        let unix = i64::try_from(self.now_ms).unwrap() + self.unix_ahead_ms;
        Now {
            monotonic_ms: self.now_ms - self.booted_at_ms,
            unix_ms: u64::try_from(unix).unwrap_or(0),
        }
    }

    /// Runs until everything has come to rest.
    pub fn run(&mut self) {
        while let Some(Reverse((at_ms, number))) = self.queue.pop() {
            self.now_ms = self.now_ms.max(at_ms);
            if self.now_ms >= BUSY_MS && !self.calm {
                self.calm_down();
            }
            let Some(event) = self.events.remove(&number) else { continue };
            self.happen(event);
            if self.calm && self.is_at_rest() {
                return;
            }
            assert!(
                self.now_ms < BUSY_MS + REST_MS,
                "it does not come to rest: {}",
                self.restless()
            );
        }
    }

    /// All faults end: the network heals, the disk recovers. Whoever is here stays, and what the room lacks
    /// of theirs is due all the same; at other times everyone comes back once.
    fn calm_down(&mut self) {
        self.calm = true;
        self.network.heal();
        self.disk.health = Health::Sound;
        let all_come_back = self.random.one_in(2);
        for seat in 0..self.seats.len() {
            if all_come_back {
                self.leave(seat);
            }
            self.seats[seat].away_until_ms = 0;
            self.soon(200, Event::Connect(seat));
        }
        self.soon(1, Event::DiskWrites);
    }

    fn is_at_rest(&self) -> bool {
        let here = |seat: &Seat| {
            self.ruined[seat.room]
                || (seat.connection.is_some()
                    && seat.person.synced
                    && seat.person.page.is_answered())
        };
        let settled = |open: &Option<OpenRoom>| {
            open.as_ref().is_none_or(|open| {
                open.room.is_settled() && open.room.is_saving() && !open.room.is_waiting()
            })
        };
        // Who reads nothing, and whose queue is full, is not asked for an id: its successor waits until
        // the line is known to be dead.
        let lines = self.seats.iter().filter(|seat| seat.connection.is_some()).count();
        self.network.is_idle()
            && self.sockets.len() == lines
            && self.parts.is_empty()
            && self.disk.is_idle()
            && self.seats.iter().all(here)
            && self.rooms.iter().all(settled)
    }

    /// What is still going on.
    fn restless(&self) -> String {
        let mut all = Vec::new();
        for (number, seat) in self.seats.iter().enumerate() {
            let (synced, pending) = (seat.person.synced, &seat.person.page.pending);
            if !synced || !pending.is_empty() || seat.connection.is_none() {
                all.push(format!("seat {number}: synced {synced}, pending {pending:?}"));
            }
        }
        for (number, open) in self.rooms.iter().flatten().enumerate() {
            let (settled, waiting) = (open.room.is_settled(), open.room.is_waiting());
            all.push(format!("room {number}: settled {settled}, waiting {waiting}"));
        }
        all.push(format!("network {}, disk {}", self.network.is_idle(), self.disk.is_idle()));
        all.join("; ")
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Act(seat) => self.act(seat),
            Event::Connect(seat) => self.connect(seat),
            Event::Arrive(connection, way) => self.arrive(connection, way),
            Event::HearPart(process, connection) if process == self.process => {
                self.hear_part(connection);
            }
            Event::ServerNotices(process, connection) if process == self.process => {
                if let Some(socket) = self.sockets.remove(&connection) {
                    self.input(socket.room, Input::Leave(connection));
                }
            }
            Event::Tick(process, room) if process == self.process => {
                let due = self.rooms[room].as_ref().and_then(|open| open.room.next_tick());
                if due.is_some_and(|due| due <= self.now().monotonic_ms) {
                    self.input(room, Input::Tick);
                }
            }
            Event::PutAway(process, room) if process == self.process => self.put_away(room),
            Event::LogTells(process, room, event) if process == self.process => {
                self.input(room, input_of(event));
            }
            Event::DiskWrites => {
                if let Some((room, event)) = self.disk.write_next(&mut self.random) {
                    if let Some(event) = event {
                        let event = Event::LogTells(self.process, room_index(room), event);
                        self.soon(4, event);
                    }
                    self.soon(4, Event::DiskWrites);
                }
                for room in std::mem::take(&mut self.disk.lost) {
                    self.soon(4, Event::VersionsLost(self.process, room_index(room)));
                }
            }
            Event::VersionsLost(process, room) if process == self.process => {
                self.input(room, Input::VersionsLost);
            }
            Event::DiskSyncs => {
                for (room, told) in self.disk.sync() {
                    self.soon(10, Event::LogTells(self.process, room_index(room), told));
                }
                self.at(self.now_ms + 100, Event::DiskSyncs);
            }
            Event::DiskRecovers => {
                self.disk.health = Health::Sound;
                self.soon(2, Event::DiskWrites);
            }
            Event::Fault if !self.calm => self.fault(),
            _ => {}
        }
    }

    fn act(&mut self, seat: usize) {
        if self.calm {
            return;
        }
        self.soon(150, Event::Act(seat));
        if self.seats[seat].room > 0 && self.random.one_in(30) {
            self.knock(self.seats[seat].room);
        }
        if self.seats[seat].person.manners.relays && self.random.one_in(6) {
            return self.relay(seat);
        }
        if self.random.one_in(30) {
            self.input(self.seats[seat].room, Input::LookAtVersions);
        }
        let Seat { room, person, connection, .. } = &mut self.seats[seat];
        let asks = *room > 0 && person.identity.lasting && self.random.one_in(3);
        let frame = if person.manners.is_page && self.random.one_in(25) {
            self.tally.of_later_version += 1;
            let frame = person.page.ask_as_a_later_version(&mut self.random);
            person.count_command(connection.is_some());
            Some(frame)
        } else if asks && person.identity.role >= Role::Participant {
            self.written += 1;
            let frame = person.page.ask(person.identity.role, &mut self.random, self.written);
            person.count_command(frame.is_some() && connection.is_some());
            frame
        } else if person.identity.role == Role::Viewer || self.random.one_in(4) {
            person.point(self.random.below(100))
        } else if self.random.one_in(30) {
            self.written += 1;
            Some(person.paste(&mut self.random, self.written))
        } else if self.random.one_in(3) {
            self.written += 1;
            let grouped = person.group(&mut self.random, self.written);
            grouped.map(|(frame, deed)| {
                let joins = deed.joins.into_iter();
                self.memory.joined.extend(joins.filter_map(|(note, into)| Some((note, into?))));
                self.memory.deleted.extend(deed.removes);
                frame
            })
        } else {
            self.written += 1;
            let written = person.write(&mut self.random, self.written);
            written.map(|(frame, deleted)| {
                if let Some((note, text)) = deleted {
                    self.memory.deleted.insert(note);
                    self.memory.deleted_texts.insert(text);
                }
                frame
            })
        };
        if let (Some(connection), Some(frame)) = (*connection, frame) {
            self.send(connection, Way::ToServer, frame);
        }
    }

    /// A stranger knocks, or one who knocked before asks again.
    fn knock(&mut self, room: usize) {
        let now = self.now();
        let number = self.random.below(40);
        let Some(open) = &mut self.rooms[room] else { return };
        let who = stranger(room, number);
        let from = std::net::IpAddr::from([192, 0, 2, 1]);
        let answer =
            open.room.knock(now, Knock { who, name: format!("S{number}"), from, again: true });
        let is_known = open.room.session().member(who).is_some();
        assert_eq!(answer == Answer::LetIn, is_known, "let in, and known, or neither");
        self.tally.knocked += 1;
        self.input(room, Input::Tick);
    }

    /// Somebody hands on what somebody else has, here or not: a provider beside the one to the server. What
    /// people with a pass wrote comes from their pages alone.
    fn relay(&mut self, seat: usize) {
        let room = self.seats[seat].room;
        let others = self.seats.iter().enumerate().filter(|(other, there)| {
            *other != seat && there.room == room && !there.person.identity.lasting
        });
        let others: Vec<_> = others.map(|(_, other)| other.person.whole()).collect();
        if others.is_empty() || self.seats[seat].person.identity.role == Role::Viewer {
            return;
        }
        let whole = self.random.pick(&others);
        let known = self.seats[seat].person.beside.len();
        let frame = self.seats[seat].person.learn_beside(whole);
        self.tally.relayed += usize::from(self.seats[seat].person.beside.len() > known);
        if let Some(connection) = self.seats[seat].connection {
            self.send(connection, Way::ToServer, frame);
        }
    }

    /// Gives a room an input, if it is open, and carries out the rest of what follows.
    pub fn input(&mut self, room: usize, input: Input) {
        let now = self.now();
        let Some(open) = &mut self.rooms[room] else { return };
        let writes = open.input(now, input);
        session_checks::what_runs_keeps_its_time(self, room);
        let Some(open) = &mut self.rooms[room] else { return };
        assert_eq!(open.healed, 0, "a change was lost, and found by looking for it");
        let closed = std::mem::take(&mut open.closed);
        let next_tick = open.room.next_tick();
        let quiet = open.room.is_quiet() && !open.putting_away;
        if open.may_be_dropped() {
            self.rooms[room] = None;
            return;
        }
        for write in writes {
            let reaches = self.disk.kept(room_id(room)).reaches();
            let is_ahead = write.what == What::Version && write.position > reaches;
            assert!(!is_ahead, "a version of room {room} is ahead of the log (rule 1)");
            self.disk.give(write);
            self.soon(4, Event::DiskWrites);
        }
        if let Some(at_ms) = next_tick {
            let at_ms = (self.booted_at_ms + at_ms).max(self.now_ms + 1);
            self.at(at_ms, Event::Tick(self.process, room));
        }
        if quiet {
            self.at(self.now_ms + 300, Event::PutAway(self.process, room));
        }
        let sockets: Vec<_> = self.sockets_of(room);
        for connection in sockets {
            self.pump(connection);
        }
        for (connection, cause) in closed {
            assert!(!self.calm, "in calm times nobody is closed: {cause:?}");
            self.sockets.remove(&connection);
            self.break_socket(connection);
        }
    }

    fn put_away(&mut self, room: usize) {
        if let Some(open) = &mut self.rooms[room]
            && open.room.is_quiet()
        {
            open.putting_away = true;
            self.input(room, Input::PutAway);
        }
    }

    /// The server's process ends and another starts, which begins by bringing to disk what is
    /// there, or does not begin.
    pub fn start_anew(&mut self) {
        self.memory.may_have_moved_on |= self.clock_jumped;
        self.clock_jumped = false;
        self.disk.health = Health::Sound;
        self.disk.sync();
        self.process += 1;
        self.booted_at_ms = self.now_ms;
        self.rooms.iter_mut().for_each(|open| *open = None);
        self.sockets.clear();
        self.parts.clear();
        self.network.cut_all();
        for seat in 0..self.seats.len() {
            self.leave(seat);
            self.soon(800, Event::Connect(seat));
        }
    }
}

const fn input_of(event: LogEvent) -> Input {
    match event {
        LogEvent::Appended(position) => Input::Appended(position),
        LogEvent::AppendFailed => Input::AppendFailed,
        LogEvent::OnDisk(position) => Input::OnDisk(position),
        LogEvent::DiskFailed => Input::DiskFailed,
        LogEvent::SnapshotStored(position) => Input::SnapshotStored(position),
        LogEvent::SnapshotFailed => Input::SnapshotFailed,
        LogEvent::Sealed(position) => Input::Sealed(position),
        LogEvent::SealFailed(position) => Input::SealFailed(position),
    }
}
