//! A room with its log and queues in memory, and people with Yjs documents, moved step by step.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use bytes::Bytes;
use picnic::room::fullness::RoomBounds;
use picnic::room::links::ServerKey;
use picnic::room::record::{Created, Record};
use picnic::room::{CloseCause, ConnectionId, Effect, Input, Join, Now, Restored, Room, Stopwatch};
use picnic_protocol::awareness::{Entry, check_awareness, encode_awareness};
use picnic_protocol::frame::{self, parts_of, read_message};
use picnic_protocol::ids::{ClientId, LogPosition, ParticipantId, Role, RoomId};
use picnic_protocol::session::plan::Plan;
use picnic_protocol::session::{ClientMessage, ErrorCode, Language, ServerMessage};
use picnic_protocol::varint::{Reader, write_buffer, write_varint};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    ClientID, Doc, GetString, Map, MapPrelim, Options, ReadTxn, StateVector, TextPrelim, Transact,
    Update, WriteTxn,
};

use crate::settings::LIMITS;

pub const ROOM: RoomId = RoomId::from_bytes([7; 16]);

pub fn key() -> ServerKey {
    ServerKey::from_bytes([1; 32])
}

pub fn first_record() -> Bytes {
    let created =
        Created { title: "Test".to_owned(), language: Language::En, made_ms: 1, plan: None };
    Record::Created(created).encode().into()
}

/// A room and the world around it.
pub struct RoomUnderTest {
    room: Room,
    now: Now,
    queues: HashMap<ConnectionId, VecDeque<Bytes>>,
    dropping: Option<ConnectionId>,
    overflowed: BTreeSet<ConnectionId>,
    pub records: BTreeMap<LogPosition, Bytes>,
    pub snapshot: Option<(LogPosition, Bytes)>,
    in_flight: Option<(LogPosition, Bytes)>,
    snapshot_in_flight: Option<(LogPosition, Bytes)>,
    seal_in_flight: Option<(LogPosition, Bytes)>,
    appends: usize,
    closed: Vec<(u64, CloseCause)>,
    all: Vec<Effect>,
}

impl RoomUnderTest {
    pub fn new() -> Self {
        Self::open(BTreeMap::from([(LogPosition(1), first_record())]), None)
    }

    /// A room whose session is anonymous.
    pub fn anonymous() -> Self {
        let plan = Plan { anonymous: true, phases: Vec::new(), sections: Vec::new() };
        let (title, language) = ("Test".to_owned(), Language::En);
        let created = Created { title, language, made_ms: 1, plan: Some(plan) };
        let record = Bytes::from(Record::Created(created).encode());
        Self::open(BTreeMap::from([(LogPosition(1), record)]), None)
    }

    /// A room that takes no more than this.
    pub fn bounded(bounds: RoomBounds) -> Self {
        Self::reopened(Self::new().records, bounds)
    }

    /// A room folded from these records, that takes no more than this.
    pub fn reopened(records: BTreeMap<LogPosition, Bytes>, bounds: RoomBounds) -> Self {
        let RoomUnderTest { room, .. } = Self::open(records.clone(), None);
        Self { room: room.bounded(bounds), ..Self::open(records, None) }
    }

    /// Folds a room from what a log holds.
    pub fn open(
        records: BTreeMap<LogPosition, Bytes>,
        snapshot: Option<(LogPosition, Bytes)>,
    ) -> Self {
        let room = restore(&records, snapshot.as_ref());
        Self {
            room,
            now: Now { monotonic_ms: 1_000, unix_ms: 1_000 },
            queues: HashMap::new(),
            dropping: None,
            overflowed: BTreeSet::new(),
            records,
            snapshot,
            in_flight: None,
            snapshot_in_flight: None,
            seal_in_flight: None,
            appends: 0,
            closed: Vec::new(),
            all: Vec::new(),
        }
    }

    /// The same room, whose work is measured.
    pub fn timed_by(self, stopwatch: Stopwatch) -> Self {
        Self { room: self.room.timed_by(stopwatch), ..self }
    }

    /// How many frames of one kind a socket was sent that were for it alone.
    pub fn sent_to(&self, connection: u64, beginning: &[u8]) -> usize {
        let is_such = |effect: &&Effect| {
            matches!(effect, Effect::Send { to, frame }
                if to.0 == connection && frame.starts_with(beginning))
        };
        self.all.iter().filter(is_such).count()
    }

    pub fn input(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            if let Input::Leave(connection) = &input {
                self.queues.remove(connection);
            }
            let mut effects = Vec::new();
            self.room.handle(self.now, input, &mut effects);
            self.all.extend(effects.iter().cloned());
            for effect in effects {
                match effect {
                    Effect::Send { to, frame } => inputs.extend(self.queue(to, [frame], true)),
                    Effect::SendAll { to, frames } => inputs.extend(self.queue(to, frames, true)),
                    Effect::Broadcast { to, frame } => {
                        for to in to {
                            inputs.extend(self.queue(to, [frame.clone()], false));
                        }
                    }
                    Effect::Append { position, record, .. } => {
                        assert!(self.in_flight.is_none(), "one append in flight at most");
                        self.appends += 1;
                        self.in_flight = Some((position, record));
                    }
                    Effect::Snapshot { position, bytes, .. } => {
                        assert!(self.snapshot_in_flight.is_none(), "one snapshot at most");
                        self.snapshot_in_flight = Some((position, bytes));
                    }
                    Effect::Seal { position, bytes, .. } => {
                        self.appends += 1;
                        self.seal_in_flight = Some((position, bytes));
                    }
                    Effect::Close { connection, cause } => {
                        self.closed.push((connection.0, cause));
                        self.queues.remove(&connection);
                        inputs.push_back(Input::Leave(connection));
                    }
                    Effect::Refused { .. }
                    | Effect::Healed
                    | Effect::KeepVersion { .. }
                    | Effect::EraseFromVersions(_) => {}
                }
            }
        }
    }

    fn queue(
        &mut self,
        to: ConnectionId,
        frames: impl IntoIterator<Item = Bytes>,
        own: bool,
    ) -> Option<Input> {
        if self.dropping == Some(to) {
            self.dropping = None;
            self.overflowed.insert(to);
            return Some(Input::Overflowed { connection: to, own });
        }
        self.queues.entry(to).or_default().extend(frames);
        None
    }

    /// The next frame for this socket will not fit.
    pub fn drop_frames_of(&mut self, connection: u64) {
        self.dropping = Some(ConnectionId(connection));
    }

    pub fn has_append_in_flight(&self) -> bool {
        self.in_flight.is_some() || self.seal_in_flight.is_some()
    }

    pub fn append_done(&mut self) {
        if let Some((position, record)) = self.in_flight.take() {
            self.records.insert(position, record);
            self.input(Input::Appended(position));
        }
        if let Some(position) = self.seal_reached_the_log() {
            self.input(Input::Sealed(position));
        }
    }

    fn seal_reached_the_log(&mut self) -> Option<LogPosition> {
        let (position, bytes) = self.seal_in_flight.take()?;
        self.records = self.records.split_off(&position.next());
        self.snapshot = Some((position, bytes));
        Some(position)
    }

    /// The append in flight is in the log, and nobody is told: the process died in between.
    pub fn append_reached_the_log(&mut self) {
        if let Some((position, record)) = self.in_flight.take() {
            self.records.insert(position, record);
        }
        self.seal_reached_the_log();
    }

    /// Whether people are told «not saved».
    pub fn is_failing(&self) -> bool {
        !self.room.is_saving()
    }

    /// The board folded anew from what the log holds now, encoded.
    pub fn restored_board(&self) -> Vec<u8> {
        restore(&self.records, self.snapshot.as_ref()).board().encode()
    }

    pub fn append_fails(&mut self) {
        if self.in_flight.take().is_some() {
            self.input(Input::AppendFailed);
        }
        if let Some((position, _)) = self.seal_in_flight.take() {
            self.input(Input::SealFailed(position));
        }
    }

    pub fn snapshot_position(&self) -> Option<LogPosition> {
        self.snapshot_in_flight.as_ref().map(|(position, _)| *position)
    }

    pub fn snapshot_done(&mut self) {
        if let Some((position, bytes)) = self.snapshot_in_flight.take() {
            self.snapshot = Some((position, bytes));
            self.input(Input::SnapshotStored(position));
        }
    }

    /// Everything appended or snapshotted so far reaches the disk.
    pub fn disk_done(&mut self) {
        let appended = self.records.keys().next_back().copied();
        let snapshot = self.snapshot.as_ref().map(|(position, _)| *position);
        if let Some(position) = appended.max(snapshot) {
            self.input(Input::OnDisk(position));
        }
    }

    pub fn now_ms(&self) -> u64 {
        self.now.monotonic_ms
    }

    pub fn wait_ms(&mut self, ms: u64) {
        self.now.monotonic_ms += ms;
        self.now.unix_ms += ms;
        self.input(Input::Tick);
    }

    /// What its board may take in memory from now on.
    pub fn hold_to_memory(&mut self, bytes: usize) {
        self.room.hold_to_memory(bytes);
    }

    /// Lets the time of one tick pass.
    pub fn tick(&mut self) {
        self.wait_ms(300);
    }

    /// Whether the room, after a tick, asks for the next one at once.
    pub fn is_never_at_rest(&mut self) -> bool {
        self.tick();
        self.room.next_tick().is_some_and(|at_ms| at_ms <= self.now.monotonic_ms)
    }

    pub fn appends(&self) -> usize {
        self.appends
    }

    pub fn closed(&self) -> &[(u64, CloseCause)] {
        &self.closed
    }

    pub fn record(&self) -> &[Effect] {
        &self.all
    }

    pub fn room(&self) -> &Room {
        &self.room
    }

    pub fn hold_next_flush(&mut self, holds: bool) {
        self.room.hold_next_flush(holds);
    }

    /// The texts of what an export would hold now.
    pub fn contents(&mut self) -> Option<BTreeMap<String, String>> {
        self.room.contents(self.now).map(|contents| notes_of_bytes(&contents.board))
    }

    pub fn frames_for(&self, connection: u64) -> usize {
        self.queues.get(&ConnectionId(connection)).map_or(0, VecDeque::len)
    }

    /// The queue of this socket is empty, as its task tells the room after it overflowed.
    pub fn drained(&mut self, connection: ConnectionId) -> bool {
        let overflowed = self.overflowed.remove(&connection);
        if overflowed {
            self.input(Input::Drained(connection));
        }
        overflowed
    }

    /// The board as it is, encoded.
    pub fn board(&self) -> Vec<u8> {
        self.room.board().encode()
    }

    /// What waits for this socket.
    pub fn peek_frames(&self, connection: ConnectionId) -> Vec<Bytes> {
        self.queues.get(&connection).into_iter().flatten().cloned().collect()
    }

    pub fn take_frame(&mut self, connection: ConnectionId) -> Option<Bytes> {
        self.queues.get_mut(&connection)?.pop_front()
    }

    /// The notes of a room folded anew from what the log holds now.
    pub fn restored_notes(&self) -> BTreeMap<String, String> {
        notes_of_bytes(&restore(&self.records, self.snapshot.as_ref()).board().encode())
    }
}

pub fn restore(
    records: &BTreeMap<LogPosition, Bytes>,
    snapshot: Option<&(LogPosition, Bytes)>,
) -> Room {
    let mut restored = Restored::new(ROOM, key());
    if let Some((position, bytes)) = snapshot {
        restored.load(*position, bytes).unwrap();
    }
    for (position, record) in records.range(restored.position().next()..) {
        restored.fold(*position, record).unwrap();
    }
    restored.open(LIMITS, [3; 32]).unwrap()
}

/// Someone with a Yjs document and a socket.
pub struct Person {
    connection: ConnectionId,
    doc: Doc,
    clock: u32,
    synced: bool,
    denied: usize,
    saved: u32,
    saving: bool,
    errors: Vec<ErrorCode>,
    presence: HashMap<ClientId, Option<String>>,
    presence_clocks: HashMap<ClientId, u32>,
    /// Whether it sends on what it hears of others' presence, as y-websocket does.
    echoes: bool,
}

impl Person {
    pub fn join(room: &mut RoomUnderTest, number: u64, role: Role) -> Self {
        Self::join_as(room, number, role, 1_000 + number)
    }

    pub fn join_as(room: &mut RoomUnderTest, number: u64, role: Role, client: ClientId) -> Self {
        let mut person = Self::alone(client);
        person.connect(room, number, role);
        person
    }

    /// Opens a socket, with the document as it is.
    pub fn connect(&mut self, room: &mut RoomUnderTest, number: u64, role: Role) {
        self.open(room, number, role, None);
        // As y-websocket does, before it answers anything.
        self.point(room, 0);
        self.receive(room);
    }

    /// Opens a socket with a pass, under the participant of that number.
    pub fn connect_with_pass(&mut self, room: &mut RoomUnderTest, number: u64, pass: u8) {
        self.open(room, number, Role::Participant, Some(pass));
        self.point(room, 0);
        self.receive(room);
    }

    /// Opens a socket and shows no presence. With a pass the participant is the same each time.
    pub fn open(&mut self, room: &mut RoomUnderTest, number: u64, role: Role, pass: Option<u8>) {
        self.connection = ConnectionId(number);
        self.synced = false;
        self.saved = 0;
        let made_up = u8::try_from(number % 251).unwrap();
        room.input(Input::Join(Join {
            connection: self.connection,
            participant: ParticipantId::from_bytes([pass.unwrap_or(made_up); 16]),
            lasting: pass.is_some(),
            role,
            generation: 0,
            session: true,
        }));
        let vector = self.doc.transact().state_vector().encode_v1();
        self.send(room, &frame::sync_step_1(&vector));
    }

    /// A person whose document has a client id and who has no socket yet.
    pub fn alone(client: ClientId) -> Self {
        let options = Options { client_id: ClientID::new(client), ..Options::default() };
        Self {
            connection: ConnectionId(0),
            doc: Doc::with_options(options),
            clock: 0,
            synced: false,
            denied: 0,
            saved: 0,
            saving: true,
            errors: Vec::new(),
            presence: HashMap::new(),
            presence_clocks: HashMap::new(),
            echoes: false,
        }
    }

    /// From now on sends on what it hears of others' presence, as y-websocket does.
    pub fn echo_what_is_heard(&mut self) {
        self.echoes = true;
    }

    /// Tells in the session plane under which id it writes, as a page does.
    pub fn tell_own_id(&self, room: &mut RoomUnderTest) {
        self.say(room, &ClientMessage::Writes { client: self.client() });
    }

    /// Says something in the session plane.
    pub fn say(&self, room: &mut RoomUnderTest, message: &ClientMessage) {
        let json = serde_json::to_vec(message).unwrap();
        let mut frame = Vec::new();
        write_varint(&mut frame, 16);
        write_buffer(&mut frame, &json);
        self.send(room, &frame);
    }

    /// Sends an entry of presence under any client id.
    pub fn say_presence(&self, room: &mut RoomUnderTest, entry: Entry<'_>) {
        self.send(room, &frame::awareness(&encode_awareness([entry].into_iter())));
    }

    /// The clock of the last presence that it showed.
    pub fn presence_clock(&self) -> u32 {
        self.clock
    }

    /// All that this document holds, as one update.
    pub fn whole(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Takes an update that came some other way than by the room.
    pub fn learn(&mut self, update: &[u8]) {
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }

    /// Asks for what the board has beside what this document has.
    pub fn ask_for_board(&self, room: &mut RoomUnderTest) {
        let vector = self.doc.transact().state_vector().encode_v1();
        self.send(room, &frame::sync_step_1(&vector));
    }

    /// Asks for everyone's presence.
    pub fn ask_for_presence(&self, room: &mut RoomUnderTest) {
        self.send(room, &[3]);
    }

    /// Sends all that this document holds as an answer in the smallest parts.
    pub fn send_whole_in_parts(&self, room: &mut RoomUnderTest) -> usize {
        let frames =
            parts_of(read_message(&frame::sync_step_2(&self.whole())).unwrap(), 1).unwrap();
        let count = frames.len();
        for frame in frames {
            room.input(Input::Frame { connection: self.connection, frame });
        }
        count
    }

    /// Sends an update as it is.
    pub fn send_update(&self, room: &mut RoomUnderTest, update: &[u8]) {
        self.send(room, &frame::sync_update(update));
    }

    /// Sends an update as a sync step 2, to no question.
    pub fn send_unasked(&self, room: &mut RoomUnderTest, update: &[u8]) {
        self.send(room, &frame::sync_step_2(update));
    }

    pub fn client(&self) -> ClientId {
        self.doc.client_id().get()
    }

    pub fn connection(&self) -> ConnectionId {
        self.connection
    }

    fn send(&self, room: &mut RoomUnderTest, message: &[u8]) {
        for frame in read_message(message).unwrap() {
            room.input(Input::Frame { connection: self.connection, frame });
        }
    }

    /// Reads what waits; returns how many frames of changes there were.
    pub fn receive(&mut self, room: &mut RoomUnderTest) -> usize {
        let changes = self.receive_waiting(room);
        if room.drained(self.connection) { changes + self.receive_waiting(room) } else { changes }
    }

    fn receive_waiting(&mut self, room: &mut RoomUnderTest) -> usize {
        let mut changes = 0;
        while let Some(bytes) = room.take_frame(self.connection) {
            let mut reader = Reader::new(&bytes);
            match reader.varint().unwrap() {
                0 => {
                    let kind = reader.varint().unwrap();
                    let payload = reader.buffer().unwrap();
                    match kind {
                        0 => {
                            let vector = StateVector::decode_v1(payload).unwrap();
                            let diff = self.doc.transact().encode_state_as_update_v1(&vector);
                            self.send(room, &frame::sync_step_2(&diff));
                        }
                        kind => {
                            let update = Update::decode_v1(payload).unwrap();
                            self.doc.transact_mut().apply_update(update).unwrap();
                            self.synced |= kind == 1;
                            changes += usize::from(kind == 2);
                        }
                    }
                }
                1 => {
                    let presence = check_awareness(reader.buffer().unwrap()).unwrap();
                    for entry in presence.entries() {
                        self.hear_presence(room, &entry);
                    }
                }
                2 => self.denied += 1,
                16 => match serde_json::from_str(reader.text().unwrap()).unwrap() {
                    ServerMessage::Saved { frames, .. } => self.saved = frames,
                    ServerMessage::Saving { working } => self.saving = working,
                    ServerMessage::Error { code, .. } => self.errors.push(code),
                    _ => {}
                },
                kind => panic!("unknown frame kind {kind}"),
            }
        }
        changes
    }

    fn hear_presence(&mut self, room: &mut RoomUnderTest, entry: &Entry<'_>) {
        if entry.client == self.client() {
            // As y-protocols does: nobody else takes one's own presence away.
            if entry.state.is_none() && entry.clock >= self.clock {
                self.clock = entry.clock;
                self.point(room, 0);
            }
            return;
        }
        let state = entry.state.map(str::to_owned);
        let clock_before = self.presence_clocks.insert(entry.client, entry.clock);
        let before = self.presence.insert(entry.client, state.clone());
        // Also where the same is shown anew.
        let is_news = before.unwrap_or_default() != state
            || state.is_some() && clock_before != Some(entry.clock);
        if self.echoes && is_news {
            self.say_presence(room, entry.clone());
        }
    }

    pub fn write_note(&mut self, room: &mut RoomUnderTest, id: &str, text: &str) {
        let update = self.change(id, text);
        self.send(room, &frame::sync_update(&update));
    }

    /// Names the room anew.
    pub fn write_title(&mut self, room: &mut RoomUnderTest, title: &str) {
        let mut txn = self.doc.transact_mut();
        let meta = txn.get_or_insert_map("meta");
        meta.insert(&mut txn, "title", title);
        let update = txn.encode_update_v1();
        drop(txn);
        self.send(room, &frame::sync_update(&update));
    }

    pub fn write_note_unsent(&mut self, id: &str, text: &str) {
        self.change(id, text);
    }

    /// Writes a note, and returns its update instead of sending it.
    pub fn change(&mut self, id: &str, text: &str) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        let notes = txn.get_or_insert_map("notes");
        let note = notes.insert(&mut txn, id, MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new(text));
        note.insert(&mut txn, "at", vec![1.0, 2.0]);
        txn.encode_update_v1()
    }

    pub fn delete_note(&mut self, room: &mut RoomUnderTest, id: &str) {
        let update = self.delete_note_unsent(id);
        self.send(room, &frame::sync_update(&update));
    }

    pub fn delete_note_unsent(&mut self, id: &str) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        let notes = txn.get_or_insert_map("notes");
        notes.remove(&mut txn, id);
        txn.encode_update_v1()
    }

    pub fn point(&mut self, room: &mut RoomUnderTest, x: u32) {
        self.clock += 1;
        let state = format!(r#"{{"cursor":[{x},0]}}"#);
        let entry = Entry { client: self.client(), clock: self.clock, state: Some(&state) };
        let encoded = encode_awareness([entry].into_iter());
        self.send(room, &frame::awareness(&encoded));
    }

    pub fn notes(&self) -> BTreeMap<String, String> {
        notes_of(&self.doc)
    }

    pub fn is_synced(&self) -> bool {
        self.synced
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    pub fn errors(&self) -> &[ErrorCode] {
        &self.errors
    }

    pub fn denied(&self) -> usize {
        self.denied
    }

    pub fn saved(&self) -> u32 {
        self.saved
    }

    pub fn presence(&self) -> &HashMap<ClientId, Option<String>> {
        &self.presence
    }
}

/// Lets everyone answer and the log take everything, for so many ticks of 300 ms.
pub fn settle(room: &mut RoomUnderTest, people: &mut [&mut Person], ticks: usize) {
    for _ in 0..ticks {
        for person in &mut *people {
            person.receive(room);
        }
        room.tick();
        room.append_done();
        room.disk_done();
    }
}

pub fn notes_of_bytes(update: &[u8]) -> BTreeMap<String, String> {
    let doc = Doc::new();
    doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    notes_of(&doc)
}

fn notes_of(doc: &Doc) -> BTreeMap<String, String> {
    let txn = doc.transact();
    let Some(notes) = txn.get_map("notes") else { return BTreeMap::new() };
    notes
        .iter(&txn)
        .filter_map(|(id, note)| {
            let note: yrs::MapRef = note.cast().ok()?;
            let text: yrs::TextRef = note.get(&txn, "text")?.cast().ok()?;
            Some((id.to_owned(), text.get_string(&txn)))
        })
        .collect()
}
