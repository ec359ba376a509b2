//! Folding a room from its log: the newest snapshot that can be read, and the records after it.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::ids::{ClientId, LogPosition, ParticipantId, RoomId};
use picnic_protocol::session::Limits;
use picnic_protocol::session::plan::Phase;
use picnic_protocol::update::check_update;

use crate::limits::SNAPSHOT_RECORDS;
use crate::room::appending::title_of;
use crate::room::batch::Batch;
use crate::room::board::{Board, DoesNotApply};
use crate::room::connections::Connections;
use crate::room::damage::Damage;
use crate::room::durability::{Durability, Saving};
use crate::room::effort::STOPPED;
use crate::room::entrance::Entrance;
use crate::room::flush_times::FlushTimes;
use crate::room::fullness::Fullness;
use crate::room::keeping::Use;
use crate::room::kept_aside::KeptAside;
use crate::room::kept_door::Returning;
use crate::room::knocking::Knocking;
use crate::room::links::{Links, ServerKey};
use crate::room::noting::Noting;
use crate::room::presence::Presence;
use crate::room::readers::Readers;
use crate::room::record::{Created, Record, Snapshot, SnapshotHeader, Unreadable};
use crate::room::session::Session;
use crate::room::session::event::Event;
use crate::room::session::random::{Random, SEED_BYTES};
use crate::room::session::touched::Touched;
use crate::room::session_told::SessionTold;
use crate::room::sparing::ToLayAnew;
use crate::room::taking_away::TakingAway;
use crate::room::taking_in::Makers;
use crate::room::writers::Writers;
use crate::room::{Now, Room};

/// A room that cannot be folded from what its log holds.
#[derive(Debug, thiserror::Error)]
pub enum CannotRestore {
    /// A record or snapshot is not this version's to read.
    #[error("what stands at {0} of the room's log cannot be read: {1}")]
    Unreadable(LogPosition, Unreadable),
    /// A record does not apply to the board.
    #[error("the record at {0} of the room's log does not fit: {1}")]
    DoesNotApply(LogPosition, DoesNotApply),
    /// A record's checksum does not hold.
    #[error("the record at {0} of the room's log is corrupt")]
    Corrupt(LogPosition),
    /// A record is missing.
    #[error("the record at {0} of the room's log is missing")]
    Missing(LogPosition),
    /// The log does not say how the room began.
    #[error("the room's log has no beginning")]
    NoBeginning,
}

/// Reads a record of a room that is to be salvaged: what is sound and not this version's to read must not
/// be set aside with what is damaged.
///
/// # Errors
/// [`CannotRestore::Unreadable`].
pub fn must_be_readable(position: LogPosition, bytes: &[u8]) -> Result<(), CannotRestore> {
    match Record::decode(bytes) {
        Ok(_) => Ok(()),
        Err(error) => Err(CannotRestore::Unreadable(position, error)),
    }
}

/// Before the log told the server's client ids, they were those from here on.
const LARGE_IDS_FROM: ClientId = 1 << 52;

const fn is_large(client: ClientId) -> bool {
    client >= LARGE_IDS_FROM
}

/// What of a record's change goes onto the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// All of it: everything before it is there.
    Whole,
    /// All of it, if what it stands on is there; otherwise the record is of no use.
    Firm,
    /// Nothing: the board is pieced together from what there is of all changes.
    NoBoard,
}

/// A room being folded from its log.
pub struct Restored {
    pub(super) board: Board,
    pub(super) created: Option<Created>,
    pub(super) session: Session,
    /// The phases with which it began, and whether it was anonymous; none where a snapshot stands for that.
    pub(super) first_plan: Option<(Vec<Phase>, bool)>,
    pub(super) links: Links,
    pub(super) logged_claims: BTreeMap<ClientId, ParticipantId>,
    /// Client ids under which the server wrote, and whether its snapshot told none of them.
    pub(super) servers: BTreeSet<ClientId>,
    tells_no_servers: bool,
    /// Client ids under which the server took things back.
    pens: BTreeSet<ClientId>,
    makers: Makers,
    /// Client ids under which somebody wrote while nobody was named.
    unnamed: BTreeSet<ClientId>,
    id: RoomId,
    /// Whether a record ends a secret that those before it hold.
    owes_seal: bool,
    pub(super) position: LogPosition,
    pub(super) records: u64,
    bytes: usize,
    board_bytes: usize,
    pub(super) damage: Damage,
    pub(super) returning: Option<Returning>,
}

impl Restored {
    /// A room of which nothing is folded yet.
    #[must_use]
    pub fn new(id: RoomId, key: ServerKey) -> Self {
        Self {
            board: Board::default(),
            created: None,
            session: Session::default(),
            first_plan: None,
            links: Links::new(key, id),
            logged_claims: BTreeMap::new(),
            servers: BTreeSet::new(),
            tells_no_servers: false,
            pens: BTreeSet::new(),
            makers: Makers::default(),
            unnamed: BTreeSet::new(),
            id,
            owes_seal: false,
            position: LogPosition::START,
            records: 0,
            bytes: 0,
            board_bytes: 0,
            damage: Damage::default(),
            returning: None,
        }
    }

    /// Starts from the snapshot of the room as it was after `position`.
    ///
    /// # Errors
    /// When it cannot be read; the room is then unchanged but for its board, and to be made anew.
    pub fn load(&mut self, position: LogPosition, bytes: &[u8]) -> Result<(), CannotRestore> {
        self.take_snapshot(position, Snapshot::decode(bytes))
    }

    /// The same from the snapshot's parts, of which none is missing.
    ///
    /// # Errors
    /// As for [`load`](Self::load).
    pub fn load_parts(
        &mut self,
        position: LogPosition,
        parts: &[Bytes],
    ) -> Result<(), CannotRestore> {
        self.take_snapshot(position, Snapshot::of_parts(parts))
    }

    fn take_snapshot(
        &mut self,
        position: LogPosition,
        snapshot: Result<Snapshot, Unreadable>,
    ) -> Result<(), CannotRestore> {
        let snapshot = snapshot.map_err(|error| CannotRestore::Unreadable(position, error))?;
        self.board
            .fold(&snapshot.board)
            .map_err(|error| CannotRestore::DoesNotApply(position, error))?;
        self.board_bytes = snapshot.board.len();
        self.take_header(snapshot.header);
        self.position = position;
        Ok(())
    }

    /// The ids on the board that were the server's before the log told them: people's were smaller.
    fn large_ids(&self) -> BTreeSet<ClientId> {
        self.board.clients().into_iter().filter(|client| is_large(*client)).collect()
    }

    fn learn_servers(
        &mut self,
        servers: Option<&[ClientId]>,
        events: &[Event],
        update: Option<&[u8]>,
    ) {
        match (servers, update) {
            (Some(servers), _) => self.servers.extend(servers),
            (None, Some(update)) if events.iter().any(Event::ends_a_secret) => {
                let runs = check_update(update).map(|update| update.outline().runs.clone());
                let clients = runs.into_iter().flatten().map(|run| run.client);
                self.servers.extend(clients.filter(|client| is_large(*client)));
            }
            (None, _) => {}
        }
    }

    pub(super) fn take_header(&mut self, header: SnapshotHeader) {
        self.created = header.created;
        self.session = header.session;
        self.logged_claims = header.claims;
        self.damage = Damage::found_before(header.damaged_ms);
        self.tells_no_servers = header.servers.is_none();
        self.servers = header.servers.unwrap_or_else(|| self.large_ids());
        self.pens = header.pens;
        self.makers = Makers::of_snapshot(&header.makers);
        // Whether anybody wrote unnamed before it was told, nobody knows.
        self.unnamed = header.unnamed.unwrap_or_else(|| self.board.clients());
        for (role, generation) in header.generations {
            self.links.rotate(role, generation);
        }
        for (role, since) in header.honoured {
            self.links.honour(role, since);
        }
    }

    /// Where the next record is expected.
    #[must_use]
    pub const fn position(&self) -> LogPosition {
        self.position
    }

    /// Folds the record at `position`.
    ///
    /// # Errors
    /// When it cannot be read, does not apply, or is not the next.
    pub fn fold(&mut self, position: LogPosition, bytes: &[u8]) -> Result<(), CannotRestore> {
        if position != self.position.next() {
            return Err(CannotRestore::Missing(self.position.next()));
        }
        let record =
            Record::decode(bytes).map_err(|error| CannotRestore::Unreadable(position, error))?;
        self.take(record, Strictness::Whole)
            .map_err(|error| CannotRestore::DoesNotApply(position, error))?;
        self.position = position;
        self.records += 1;
        self.bytes += bytes.len();
        Ok(())
    }

    /// What a record does: the one place that says it, for a log that is whole and one of which a part is lost.
    pub(super) fn take(
        &mut self,
        record: Record,
        strictness: Strictness,
    ) -> Result<(), DoesNotApply> {
        match record {
            Record::Created(created) => self.begin(created),
            Record::Changed { claims, pen, update } => {
                self.pens.extend(pen);
                self.take_update(update, strictness)?;
                self.logged_claims.extend(claims);
            }
            Record::Session { claims, events, done, servers, pen, update } => {
                self.pens.extend(pen);
                self.learn_servers(servers.as_deref(), &events, update.as_deref());
                if let Some(update) = update {
                    self.take_update(update, strictness)?;
                }
                self.go_on(claims, &events, &done);
            }
            Record::Rotated { role, generation } => self.links.rotate(role, generation),
        }
        Ok(())
    }

    fn take_update(&mut self, update: Vec<u8>, strictness: Strictness) -> Result<(), DoesNotApply> {
        match strictness {
            Strictness::Whole => self.board.fold(&update),
            Strictness::Firm => self.board.fold_if_firm(update),
            Strictness::NoBoard => Ok(()),
        }
    }

    fn begin(&mut self, mut created: Created) {
        let plan = created.plan.take().unwrap_or_default();
        self.board.found(&created.title, created.language, &plan.sections);
        self.session = Session::new(plan);
        self.first_plan = Some((self.session.plan.clone(), self.session.anonymous));
        self.created = Some(created);
    }

    fn go_on(&mut self, claims: Vec<(ClientId, ParticipantId)>, events: &[Event], done: &[u64]) {
        self.logged_claims.extend(claims);
        self.owes_seal |= events.iter().any(Event::ends_a_secret);
        let was_anonymous = self.session.anonymous;
        let mut touched = Touched::default();
        for event in events {
            self.session.apply(event, &mut touched);
            if let Event::LinkRenewed { role, generation } = event {
                self.links.renew(*role, *generation);
            }
        }
        self.session.remember_done(done);
        if touched.made_anonymous {
            self.logged_claims.clear();
        }
        if was_anonymous && !self.session.anonymous {
            self.unnamed.append(&mut self.board.clients());
        }
    }

    /// The log lost something before this time, and nothing tells of which rooms: perhaps of this one, if it was made by then.
    pub fn count_loss(&mut self, before_ms: u64) {
        let made_ms = self.created.as_ref().map_or(0, |created| created.made_ms);
        if made_ms <= before_ms && !self.damage.is_found_since(before_ms) {
            self.damage.find();
            // The next opening finds nothing missing: a snapshot keeps it.
            self.records = SNAPSHOT_RECORDS;
        }
    }

    /// The log tells nothing of the door, which stands beside every snapshot, for a version that kept none wrote
    /// last: one is due, so that whoever knocks need not have the room folded for them again.
    pub const fn owe_a_snapshot(&mut self) {
        self.records = SNAPSHOT_RECORDS;
    }

    /// The log had more than what leads to it told, and nothing tells whether that is all.
    pub const fn find_damage(&mut self) {
        self.damage.find();
        self.owe_a_snapshot();
    }

    /// Whether the log said how the room began.
    #[must_use]
    pub const fn has_beginning(&self) -> bool {
        self.created.is_some()
    }

    /// Folds what can be folded of a log that is damaged (rule 8): of each client's writing that
    /// which all before it is there for. The log goes on after `not_before`, too. Returns where those records stand that cannot be used.
    pub fn salvage<'a>(
        &mut self,
        sound: impl Iterator<Item = (LogPosition, &'a [u8])>,
        corrupt: &[LogPosition],
        not_before: LogPosition,
    ) -> Vec<LogPosition> {
        self.board.recount();
        let mut aside = corrupt.to_vec();
        for (position, bytes) in sound {
            if self.salvage_one(bytes).is_none() {
                aside.push(position);
            }
            self.position = self.position.max(position);
        }
        self.position = aside.iter().copied().fold(self.position.max(not_before), LogPosition::max);
        if self.created.is_none() {
            // Its title may be on the board all the same.
            self.created = Some(Created::default());
        }
        // Folding this once more would find the same damage: a snapshot is due.
        self.records = SNAPSHOT_RECORDS;
        self.damage.find();
        aside
    }

    fn salvage_one(&mut self, bytes: &[u8]) -> Option<()> {
        let record = Record::decode(bytes).ok()?;
        self.take(record, Strictness::Firm).ok()?;
        self.bytes += bytes.len();
        Some(())
    }

    /// The room, open for its first socket. `seed` is drawn anew for every opening.
    ///
    /// # Errors
    /// When the log never said how it began.
    pub fn open(mut self, limits: Limits, seed: [u8; SEED_BYTES]) -> Result<Room, CannotRestore> {
        if self.tells_no_servers && self.damage.is_new() {
            // Pieced together: its snapshot's head was read before there was a board.
            self.servers.append(&mut self.large_ids());
        }
        if self.damage.is_new() {
            // What told it of some may be lost, or was read before there was a board.
            self.unnamed.append(&mut self.board.clients());
        }
        // Where an empty room is kept as long as another nobody need know.
        let used = Use::opened(limits.kept.empty_room_hours.is_none() || !self.is_untouched());
        let created = self.created.ok_or(CannotRestore::NoBeginning)?;
        let noting = Noting::in_phase(self.session.current.clone());
        self.board.recount();
        let saving = Saving::loaded(
            self.position,
            self.records,
            self.bytes,
            self.board_bytes.saturating_add(self.session.bin.bytes()),
            self.owes_seal,
        );
        Ok(Room {
            id: self.id,
            limits,
            page: None,
            title: title_of(&self.board, &created),
            created,
            entrance: Entrance::new(self.links, self.returning),
            board: self.board,
            session: self.session,
            random: Random::new(seed),
            presence: Presence::default(),
            knocking: Knocking::default(),
            connections: Connections::default(),
            batch: Batch::default(),
            durability: Durability::loaded(self.position, saving),
            readers: Readers::default(),
            writers: Writers::loaded(self.logged_claims, self.servers, self.pens, self.unnamed),
            damage: self.damage,
            stopwatch: STOPPED,
            fullness: Fullness::new(self.board_bytes, self.bytes),
            seen: Now::default(),
            flush_times: FlushTimes::default(),
            taking_away: TakingAway::default(),
            makers: self.makers,
            kept_aside: KeptAside::default(),
            to_lay_anew: ToLayAnew::default(),
            session_told: SessionTold::default(),
            noting,
            used,
        })
    }
}
