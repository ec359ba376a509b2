//! Everything under one seeded scheduler: what happens, when, and in which order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use bytes::Bytes;
use picnic::log::WriteOutcome as LogEvent;
use picnic::room::record::{Created, Record};
use picnic::room::{CloseCause, ConnectionId, Input, Now};
use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};
use picnic_protocol::session::Language;

use crate::checks::Memory;
use crate::disk::{Disk, Health, What, Write};
use crate::manners::Manners;
use crate::network::{Network, Way};
use crate::person::{Identity, Person};
use crate::random::Random;
use crate::register::Register;
use crate::rights_checks;
use crate::rules::Rules;
use crate::server::OpenRoom;
use crate::session_checks;
use crate::sockets::{Socket, participant};
use crate::tally::Tally;

pub const ROOMS: usize = 3;
/// The room whose session is anonymous.
pub const ANONYMOUS: usize = 1;

/// The one in which participants may not do everything in every phase.
pub const HELD_TO_RIGHTS: usize = 2;
pub const PEOPLE_IN_ROOM: usize = 3;

/// How many of them lead in each room: two at once, or one and those who are held to rights.
const LEADING: [usize; ROOMS] = [0, 2, 1];

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

/// A place at the table: who sits there, and by which socket.
pub struct Seat {
    pub room: usize,
    pub person: Person,
    pub connection: Option<ConnectionId>,
    pub away_until_ms: u64,
    /// Whether they are not let in.
    pub outside: bool,
}

/// The world.
pub struct World {
    pub random: Random,
    pub now_ms: u64,
    /// What the server's clock for people is ahead of time itself; may jump, back too.
    pub unix_ahead_ms: i64,
    /// The clock was set and the room may not have noticed before its process ended.
    pub clock_jumped: bool,
    pub booted_at_ms: u64,
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
    pub written: u64,
    /// What holds in each room.
    pub rules: Vec<Rules>,
    pub register: Register,
    /// Why the room closed a socket last.
    pub closed: Option<(ConnectionId, CloseCause)>,
    /// When something was last given to the log.
    pub written_at_ms: u64,
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
            rules: Vec::new(),
            register: Register::default(),
            closed: None,
            written_at_ms: 0,
        };
        for room in 0..ROOMS {
            let rules = Rules::draw(room, &mut world.random);
            let plan = rules.plan.clone();
            world.rules.push(rules);
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
                erased: Vec::new(),
            });
            while world.disk.kept(room_id(room)).records.is_empty() {
                let _ = world.disk.write_next(&mut Random::new(1));
            }
            for place in 0..PEOPLE_IN_ROOM {
                let seat = world.seats.len();
                let person = world.newcomer(room, place);
                world.seats.push(Seat {
                    room,
                    person,
                    connection: None,
                    away_until_ms: 0,
                    outside: false,
                });
                world.at(0, Event::Connect(seat));
                world.at(10, Event::Act(seat));
            }
        }
        world.disk.sync();
        world.at(0, Event::DiskSyncs);
        world.at(100, Event::Fault);
        world
    }

    /// Somebody new for a place in a room. Who has a place of those that lead has the link to facilitate.
    pub fn newcomer(&mut self, room: usize, place: usize) -> Person {
        self.people += 1;
        let number = self.people;
        let role = if self.random.one_in(6) { Role::Viewer } else { Role::Participant };
        let leads = place < LEADING[room];
        let role = if leads { Role::Facilitator } else { role };
        let lasting = leads || self.random.one_in(2);
        let participant = participant(number, 0);
        let manners = Manners::of(lasting, &mut self.random);
        let identity = Identity { participant, role, lasting, generation: None };
        Person::new(identity, manners, 1_000 + number)
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

    /// Gives a room an input, if it is open, and carries out the rest of what follows.
    pub fn input(&mut self, room: usize, input: Input) {
        let now = self.now();
        let Some(open) = &mut self.rooms[room] else { return };
        let writes = open.input(now, input);
        self.written_at_ms = if writes.is_empty() { self.written_at_ms } else { self.now_ms };
        session_checks::what_runs_keeps_its_time(self, room);
        rights_checks::every_step_is_rightful(self, room);
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
            self.sockets.remove(&connection);
            self.shut_out(connection, cause);
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
