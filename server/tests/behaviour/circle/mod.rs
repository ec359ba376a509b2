//! People around one pure room with a session: each with a socket, a board, and the session as
//! their page puts it together from parts. The log takes everything at once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

pub mod board;
pub mod making;
pub mod view;

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
pub use making::*;
use picnic::room::links::ServerKey;
use picnic::room::record::{Created, Record};
use picnic::room::session::bin::Erasing;
use picnic::room::{CloseCause, ConnectionId, Effect, Input, Join, Now, Restored, Room};
use picnic::versions::Frame;
use picnic::versions::erasing::erase;
use picnic_protocol::frame::{self, ClientFrame, read_message};
use picnic_protocol::ids::{CommandId, LogPosition, ParticipantId, Role, RoomId};
use picnic_protocol::session::command::{Command, RefusalCode};
use picnic_protocol::session::plan::Plan;
use picnic_protocol::session::{ClientMessage, Language, ServerMessage};
use picnic_protocol::varint::Reader;
use view::View;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, Options, ReadTxn, Transact, Update};

use crate::settings::LIMITS;

const ROOM: RoomId = RoomId::from_bytes([7; 16]);

/// Somebody at the room.
pub struct Seat {
    pub who: ParticipantId,
    pub role: Role,
    pub lasting: bool,
    connection: ConnectionId,
    pub doc: Doc,
    pub view: View,
    pub answers: BTreeMap<CommandId, Result<(), RefusalCode>>,
    pub messages: Vec<ServerMessage>,
    pub refused_changes: usize,
    pub saved: u32,
    pub sent: u32,
    /// Every byte that ever reached them.
    pub heard: Vec<u8>,
    pub closed: Option<CloseCause>,
}

/// The room, its log, and everyone.
pub struct Circle {
    pub room: Room,
    pub now: Now,
    pub records: BTreeMap<LogPosition, Bytes>,
    pub snapshot: Option<(LogPosition, Bytes)>,
    pub seats: BTreeMap<u8, Seat>,
    /// Versions of the board that were noted.
    pub frames: Vec<Frame>,
    connections: u64,
    commands: u32,
    /// Sockets whose next frame does not fit.
    pub dropping: Vec<ConnectionId>,
    overflowed: Vec<ConnectionId>,
    /// Whether the log takes what it is given.
    pub log_works: bool,
    /// What is to be erased from versions and is not yet, where that takes time.
    pub erasing: Option<Vec<Erasing>>,
    openings: u8,
}

impl Circle {
    pub fn new(plan: Plan) -> Self {
        let created = Created {
            title: "Test".to_owned(),
            language: Language::En,
            made_ms: 1,
            plan: Some(plan),
        };
        let first = Bytes::from(Record::Created(created).encode());
        let records = BTreeMap::from([(LogPosition(1), first)]);
        Self {
            room: restore(&records, None, 0),
            now: Now { monotonic_ms: 1_000, unix_ms: 1_790_000_000_000 },
            records,
            snapshot: None,
            seats: BTreeMap::new(),
            frames: Vec::new(),
            connections: 0,
            commands: 0,
            dropping: Vec::new(),
            overflowed: Vec::new(),
            log_works: true,
            erasing: None,
            openings: 0,
        }
    }

    /// A circle with a facilitator (1) and participants (2, 3, …).
    pub fn with(plan: Plan, participants: u8) -> Self {
        let mut circle = Self::new(plan);
        circle.come(1, Role::Facilitator);
        for number in 2..2 + participants {
            circle.come(number, Role::Participant);
        }
        circle
    }

    /// Somebody opens a socket, with a pass.
    pub fn come(&mut self, number: u8, role: Role) {
        self.open(number, role, true);
    }

    pub fn open(&mut self, number: u8, role: Role, lasting: bool) {
        self.open_by(number, role, lasting, 0);
    }

    /// The same by the link as it was when it had been made anew so often.
    pub fn open_by(&mut self, number: u8, role: Role, lasting: bool, generation: u32) {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let options =
            Options { client_id: ClientID::new(1_000 + self.connections), ..Options::default() };
        let heard = self.seats.remove(&number).map(|seat| seat.heard).unwrap_or_default();
        let seat = Seat {
            who: who(number),
            role,
            lasting,
            connection,
            doc: Doc::with_options(options),
            view: View::default(),
            answers: BTreeMap::new(),
            messages: Vec::new(),
            refused_changes: 0,
            saved: 0,
            sent: 0,
            heard,
            closed: None,
        };
        let participant = seat.who;
        self.seats.insert(number, seat);
        let join = Join { connection, participant, lasting, role, generation, session: true };
        self.input(Input::Join(join));
        let client = self.seats[&number].doc.client_id().get();
        let message = ClientMessage::Writes { client };
        self.input(Input::Frame { connection, frame: ClientFrame::Session(message) });
        let vector = self.seats[&number].doc.transact().state_vector().encode_v1();
        self.send(number, &frame::sync_step_1(&vector));
        self.pass_ms(20);
    }

    /// Somebody's page says that it writes under this id.
    pub fn says_it_writes_under(&mut self, number: u8, client: u64) {
        let connection = self.seats[&number].connection;
        let frame = ClientFrame::Session(ClientMessage::Writes { client });
        self.input(Input::Frame { connection, frame });
    }

    /// Comes back with the board that they had, and what they wrote on it meanwhile.
    pub fn come_back(&mut self, number: u8) {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let seat = self.seats.get_mut(&number).unwrap();
        seat.connection = connection;
        let Seat { who: participant, role, lasting, .. } = *seat;
        let client = seat.doc.client_id().get();
        let vector = seat.doc.transact().state_vector().encode_v1();
        let join = Join { connection, participant, lasting, role, generation: 0, session: true };
        self.input(Input::Join(join));
        let message = ClientMessage::Writes { client };
        self.input(Input::Frame { connection, frame: ClientFrame::Session(message) });
        self.send(number, &frame::sync_step_1(&vector));
        self.pass_ms(20);
    }

    /// Somebody with a pass comes, looks and goes.
    pub fn visit(&mut self, participant: ParticipantId) {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let role = Role::Participant;
        let join =
            Join { connection, participant, lasting: true, role, generation: 0, session: true };
        self.input(Input::Join(join));
        self.pass_ms(20);
        self.input(Input::Leave(connection));
    }

    pub fn leave(&mut self, number: u8) {
        let connection = self.seats[&number].connection;
        self.input(Input::Leave(connection));
    }

    /// `kill -9`, and everyone comes back.
    pub fn restart(&mut self) {
        self.openings += 1;
        self.room = restore(&self.records, self.snapshot.as_ref(), self.openings);
        let people: Vec<_> = self
            .seats
            .iter()
            .filter(|(_, seat)| seat.closed.is_none())
            .map(|(number, seat)| (*number, seat.role, seat.lasting))
            .collect();
        for (number, role, lasting) in people {
            self.open(number, role, lasting);
        }
    }

    /// Power is lost: the log ends with these records, and nobody is back yet.
    pub fn lose_power(&mut self, records: BTreeMap<LogPosition, Bytes>) {
        self.openings += 1;
        self.records = records;
        self.room = restore(&self.records, self.snapshot.as_ref(), self.openings);
    }

    /// What folding the log anew gives.
    pub fn restored(&self) -> Room {
        restore(&self.records, self.snapshot.as_ref(), 99)
    }

    /// Sends a command and returns its answer.
    pub fn does(&mut self, number: u8, command: Command) -> Result<(), RefusalCode> {
        self.does_for(number, None, command)
    }

    pub fn does_for(
        &mut self,
        number: u8,
        proxy: Option<ParticipantId>,
        command: Command,
    ) -> Result<(), RefusalCode> {
        let id = self.next_command_id();
        self.send_command(number, id, proxy, command);
        self.pass_ms(20);
        let answer = self.seats[&number].answers.get(&id);
        *answer.unwrap_or_else(|| panic!("no answer to {id}"))
    }

    pub fn next_command_id(&mut self) -> CommandId {
        self.commands += 1;
        CommandId::from_bytes(numbered(self.commands))
    }

    pub fn send_command(
        &mut self,
        number: u8,
        id: CommandId,
        proxy: Option<ParticipantId>,
        command: Command,
    ) {
        self.send_as(
            number,
            ClientMessage::Command { id, proxy, unnamed: false, command: Box::new(command) },
        );
    }

    /// As [`does`](Self::does), of somebody to whom the room was anonymous when they asked.
    pub fn does_unnamed(&mut self, number: u8, command: Command) -> Result<(), RefusalCode> {
        let id = self.next_command_id();
        let command = Box::new(command);
        self.send_as(number, ClientMessage::Command { id, proxy: None, unnamed: true, command });
        self.pass_ms(20);
        self.seats[&number].answers[&id]
    }

    fn send_as(&mut self, number: u8, message: ClientMessage) {
        // Through JSON, as a page sends it.
        let json = serde_json::to_string(&message).unwrap();
        let message = serde_json::from_str(&json).unwrap();
        let seat = self.seats.get_mut(&number).unwrap();
        seat.sent += 1;
        let connection = seat.connection;
        self.input(Input::Frame { connection, frame: ClientFrame::Session(message) });
    }

    /// What somebody was told last of something.
    pub fn told<T>(&self, number: u8, what: impl Fn(&ServerMessage) -> Option<T>) -> Option<T> {
        self.seats[&number].messages.iter().rev().find_map(what)
    }

    pub fn say_name(&mut self, number: u8, name: &str) {
        let connection = self.seats[&number].connection;
        let message = ClientMessage::Name { name: name.to_owned() };
        self.input(Input::Frame { connection, frame: ClientFrame::Session(message) });
        self.pass_ms(20);
    }

    /// Goes to a phase, as the facilitator.
    pub fn go(&mut self, to: &str) {
        let from = self.room.session().current.clone();
        let to = Some(phase_id(to));
        assert_eq!(self.does(1, Command::GoTo { from, to }), Ok(()));
    }

    pub fn pass_ms(&mut self, ms: u64) {
        self.now.monotonic_ms += ms;
        self.now.unix_ms += ms;
        self.input(Input::Tick);
    }

    pub fn view(&self, number: u8) -> &View {
        &self.seats[&number].view
    }

    fn send(&mut self, number: u8, message: &[u8]) {
        let connection = self.seats[&number].connection;
        for frame in read_message(message).unwrap() {
            self.input(Input::Frame { connection, frame });
        }
    }

    /// The queue of a socket that overflowed is empty.
    pub fn drain(&mut self) {
        while let Some(connection) = self.overflowed.pop() {
            self.input(Input::Drained(connection));
        }
    }

    /// Everyone who fell behind has caught up: also whose queue overflowed anew by what they were to catch up with.
    pub fn catch_up(&mut self) {
        self.drain();
        self.pass_ms(300);
        while !self.overflowed.is_empty() {
            self.drain();
            self.pass_ms(300);
        }
    }

    pub fn input(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let mut effects = Vec::new();
            self.room.handle(self.now, input, &mut effects);
            for effect in effects {
                match effect {
                    Effect::Send { to, frame } => inputs.extend(self.deliver(to, &frame, true)),
                    Effect::SendAll { to, frames } => {
                        inputs.extend(self.deliver(to, &frames.concat(), true));
                    }
                    Effect::Broadcast { to, frame } => {
                        for to in to {
                            inputs.extend(self.deliver(to, &frame, false));
                        }
                    }
                    Effect::Append { .. } | Effect::Snapshot { .. } | Effect::Seal { .. }
                        if !self.log_works =>
                    {
                        inputs.push_back(match effect {
                            Effect::Append { .. } => Input::AppendFailed,
                            Effect::Seal { position, .. } => Input::SealFailed(position),
                            _ => Input::SnapshotFailed,
                        });
                    }
                    Effect::Append { position, record, .. } => {
                        self.records.insert(position, record);
                        inputs.extend([Input::Appended(position), Input::OnDisk(position)]);
                    }
                    Effect::Snapshot { position, bytes, .. } => {
                        self.snapshot = Some((position, bytes));
                        inputs.extend([Input::SnapshotStored(position), Input::OnDisk(position)]);
                    }
                    Effect::Seal { position, bytes, .. } => {
                        self.records = self.records.split_off(&position.next());
                        self.snapshot = Some((position, bytes));
                        inputs.extend([Input::Sealed(position), Input::OnDisk(position)]);
                    }
                    Effect::KeepVersion { position, frame } => {
                        assert!(
                            self.records.contains_key(&position)
                                || self.snapshot.as_ref().is_some_and(|(at, _)| *at >= position),
                            "a version ahead of the log (rule 1)"
                        );
                        self.frames.push(*frame);
                    }
                    Effect::EraseFromVersions(erasing) if self.erasing.is_some() => {
                        self.erasing.get_or_insert_default().extend(erasing);
                    }
                    Effect::EraseFromVersions(erasing) => {
                        let items = erasing.iter().map(|one| one.id).collect();
                        inputs.push_back(Input::LeftVersions(items));
                    }
                    Effect::Refused { .. } | Effect::Healed => {}
                    Effect::Close { connection, cause } => {
                        let seat =
                            self.seats.values_mut().find(|seat| seat.connection == connection);
                        if let Some(seat) = seat {
                            seat.closed = Some(cause);
                        }
                        inputs.push_back(Input::Leave(connection));
                    }
                }
            }
        }
    }

    /// Hands a frame to its page; what the page answers comes back as inputs.
    fn deliver(&mut self, to: ConnectionId, bytes: &[u8], own: bool) -> Vec<Input> {
        // An outbox that overflowed takes nothing more until it was emptied.
        if self.overflowed.contains(&to) {
            return Vec::new();
        }
        if let Some(index) = self.dropping.iter().position(|dropping| *dropping == to) {
            self.dropping.swap_remove(index);
            self.overflowed.push(to);
            return vec![Input::Overflowed { connection: to, own }];
        }
        let Some(seat) = self.seats.values_mut().find(|seat| seat.connection == to) else {
            return Vec::new();
        };
        seat.heard.extend_from_slice(bytes);
        let mut answers = Vec::new();
        let mut reader = Reader::new(bytes);
        while !reader.is_empty() {
            match reader.varint().unwrap() {
                0 => {
                    let kind = reader.varint().unwrap();
                    let payload = reader.buffer().unwrap();
                    if kind == 0 {
                        let vector = yrs::StateVector::decode_v1(payload).unwrap();
                        let diff = seat.doc.transact().encode_state_as_update_v1(&vector);
                        seat.sent += 1;
                        for frame in read_message(&frame::sync_step_2(&diff)).unwrap() {
                            answers.push(Input::Frame { connection: to, frame });
                        }
                    } else {
                        let update = Update::decode_v1(payload).unwrap();
                        seat.doc.transact_mut().apply_update(update).unwrap();
                    }
                }
                1 => {
                    reader.buffer().unwrap();
                }
                2 => {
                    reader.varint().unwrap();
                    reader.text().unwrap();
                    seat.refused_changes += 1;
                }
                16 => {
                    let message: ServerMessage =
                        serde_json::from_str(reader.text().unwrap()).unwrap();
                    seat.take(message);
                }
                kind => panic!("unknown frame kind {kind}"),
            }
        }
        // What one message tells is shown at once: never one's own without what all see, nor the other way.
        seat.view.assert_own_is_seen();
        answers
    }

    /// What was to be erased leaves the versions, late.
    pub fn erase_late(&mut self) {
        let erasing = self.erasing.take().unwrap_or_default();
        let (items, erased): (_, Vec<_>) =
            erasing.into_iter().map(|one| (one.id, one.what)).unzip();
        erase(&mut self.frames, &erased);
        self.input(Input::LeftVersions(items));
    }

    pub fn connection(&self, number: u8) -> ConnectionId {
        self.seats[&number].connection
    }

    /// Whether any byte that this person ever heard holds the text.
    pub fn has_heard(&self, number: u8, text: &str) -> bool {
        let needle = text.as_bytes();
        self.seats[&number].heard.windows(needle.len()).any(|window| window == needle)
    }

    /// All that the log holds, records and snapshot.
    pub fn log_bytes(&self) -> Vec<u8> {
        let snapshot = self.snapshot.iter().map(|(_, bytes)| bytes);
        self.records.values().chain(snapshot).flat_map(|bytes| bytes.to_vec()).collect()
    }

    pub fn log_holds(&self, text: &str) -> bool {
        self.log_bytes().windows(text.len()).any(|window| window == text.as_bytes())
    }
}

impl Seat {
    fn take(&mut self, message: ServerMessage) {
        match &message {
            ServerMessage::Session(view) => self.view.merge(view),
            ServerMessage::Done { id } => {
                self.answers.insert(*id, Ok(()));
            }
            ServerMessage::Refused { id, code, .. } => {
                self.answers.insert(*id, Err(*code));
            }
            ServerMessage::Saved { frames, .. } => self.saved = *frames,
            _ => {}
        }
        self.messages.push(message);
    }
}

pub fn restore(
    records: &BTreeMap<LogPosition, Bytes>,
    snapshot: Option<&(LogPosition, Bytes)>,
    seed: u8,
) -> Room {
    let mut restored = Restored::new(ROOM, ServerKey::from_bytes([1; 32]));
    if let Some((position, bytes)) = snapshot {
        restored.load(*position, bytes).unwrap();
    }
    for (position, record) in records.range(restored.position().next()..) {
        restored.fold(*position, record).unwrap();
    }
    restored.open(LIMITS, [seed; 32]).unwrap()
}
