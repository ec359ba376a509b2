//! Piecing a room together from what damage left of its snapshots and records (rule 8).
//!
//! Every part of a board that holds is taken, from both generations and the records since the older one. In Yjs what a client
//! wrote stands on all it wrote before, so one lost part would cost everything after it: what of a map's entries can be read
//! all the same is laid anew by the server. Whoever still has what was lost brings it back as ever, and finds the
//! server's copy in the same place.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use picnic_protocol::ids::{ClientId, Clock, LogPosition, Role};
use picnic_protocol::piece::{collected, deleting};
use picnic_protocol::update::{CheckedUpdate, check_update};
use yrs::types::ToJson as _;
use yrs::updates::decoder::Decode as _;
use yrs::{
    ClientID, Doc, GetString as _, Map as _, MapPrelim, MapRef, OffsetKind, Options, Out, ReadTxn,
    TextPrelim, Transact as _, TransactionMut, Update, WriteTxn as _,
};

use crate::document::roots;
use crate::limits::SNAPSHOT_RECORDS;
use crate::room::board::{Admission, Board, server_client};
use crate::room::kept_door::{KeptDoor, Returning};
use crate::room::record::{Part, Record, Snapshot, SnapshotHeader, read_part};
use crate::room::restore::Strictness;
use crate::room::session::random::Random;
use crate::room::{CannotRestore, Restored};

/// What is left of a room's log.
#[derive(Debug, Default)]
pub struct Remains {
    /// Snapshots, newest first, with the parts that hold.
    pub generations: Vec<(LogPosition, Vec<Option<Bytes>>)>,
    /// Records that hold, in order.
    pub records: Vec<(LogPosition, Bytes)>,
    /// Where records stand that do not.
    pub corrupt: Vec<LogPosition>,
    /// Up to where the room went on at least.
    pub reaches: LogPosition,
}

type Piece = CheckedUpdate<Box<[u8]>>;

impl Restored {
    /// Takes all that is left. Returns whether the session is as it was: nothing of it was lost.
    ///
    /// # Errors
    /// When something is left that is not this version's to read.
    pub fn piece_together(
        &mut self,
        left: &Remains,
        random: &mut Random,
    ) -> Result<bool, CannotRestore> {
        let session_is_whole = self.take_session(left)?;
        let mut pieces = Vec::new();
        let mut records = left.records.iter().peekable();
        for (position, parts) in left.generations.iter().rev() {
            while let Some((_, record)) = records.next_if(|(at, _)| at <= position) {
                pieces.extend(update_of(record));
            }
            take_parts(*position, parts, &mut pieces)?;
        }
        pieces.extend(records.filter_map(|(_, record)| update_of(record)));
        let deleted: Vec<_> = pieces.iter().flat_map(CheckedUpdate::deletions).collect();
        self.board.recount();
        let rest = take_what_stands(&mut self.board, pieces);
        let deleted = runs_by_client(deleted.iter().map(|run| (run.client, run.start, run.end)));
        delete(&mut self.board, &deleted);
        if !rest.is_empty() {
            let board = &self.board;
            let server = server_client(random, |client| board.head(client) == 0);
            self.servers.insert(server);
            // yrs is given what no client wrote: with holes in it.
            match catch_unwind(AssertUnwindSafe(|| copies_of(board, &rest, &deleted, server))) {
                Ok(Some(copies)) => {
                    take_what_stands(&mut self.board, vec![copies]);
                }
                Ok(None) => {}
                Err(_) => tracing::error!("what stands on lost parts of a board cannot be read"),
            }
        }
        let places = left.generations.iter().map(|(at, _)| *at);
        let places = places.chain(left.records.iter().map(|(at, _)| *at));
        let places = places.chain(left.corrupt.iter().copied()).chain([left.reaches]);
        self.position = places.fold(self.position, Ord::max);
        self.created.get_or_insert_default();
        // Folding this once more would find the same damage: a snapshot is due.
        self.records = SNAPSHOT_RECORDS;
        self.damage.find();
        Ok(session_is_whole)
    }

    /// The session and the links: of the newest snapshot whose first part holds, and what happened since.
    fn take_session(&mut self, left: &Remains) -> Result<bool, CannotRestore> {
        let mut after = None;
        for (position, parts) in &left.generations {
            if let Some(header) = head_of(*position, parts)? {
                self.take_header(header);
                after = Some(*position);
                break;
            }
        }
        let mut expected = after.unwrap_or(LogPosition::START).next();
        let mut is_whole = left.corrupt.iter().all(|position| *position < expected);
        for (position, bytes) in &left.records {
            let record = Record::decode(bytes)
                .map_err(|error| CannotRestore::Unreadable(*position, error))?;
            if *position < expected {
                continue;
            }
            is_whole &= *position == expected;
            expected = position.next();
            self.take(record, Strictness::NoBoard)
                .map_err(|error| CannotRestore::DoesNotApply(*position, error))?;
        }
        // A snapshot after the last record stands for records that are not there.
        let newest = left.generations.iter().map(|(at, _)| *at).fold(left.reaches, Ord::max).next();
        Ok(is_whole && self.created.is_some() && expected >= newest)
    }

    /// Sets the door right where records or snapshots were lost that may have changed it. Where nothing tells
    /// what it was, a link that was withdrawn must not open it again: all are made anew, and those come in who are known
    /// of what is left, by their passes.
    pub fn settle_door(&mut self, door: Option<KeptDoor>, random: &mut Random) {
        if let Some(door) = door {
            for (role, generation) in &door.generations {
                let (role, generation) = (*role, *generation);
                self.links.rotate(role, generation.max(self.links.generation(role)));
            }
            for (role, since) in &door.honoured {
                self.links.honour(*role, *since);
            }
            let state = (door.state(), door.taken_away_ms);
            self.session.keep_to(&door.removed, &door.granted, &door.merged, state);
            self.returning = door.returning;
            return;
        }
        let generations = Role::ALL.map(|role| (role, self.links.honoured_since(role)));
        let known = self.session.roster.iter().filter(|(_, member)| !member.removed);
        self.returning = Some(Returning {
            generations: generations.into(),
            people: known.map(|(who, member)| (*who, member.came_as)).collect(),
            untold: true,
        });
        for role in Role::ALL {
            let more = 1 + u32::try_from(random.number() % (1 << 30)).unwrap_or(0);
            self.links.rotate(role, self.links.generation(role).saturating_add(more));
        }
    }

    /// Whether somebody who facilitated can come back by their pass, now that all links are new.
    #[must_use]
    pub fn has_facilitator(&self) -> bool {
        let people = self.returning.iter().flat_map(|returning| &returning.people);
        people.into_iter().any(|(_, role)| *role == Role::Facilitator)
    }

    /// Takes from a door that is whole what stands nowhere else.
    pub fn let_return(&mut self, door: KeptDoor) {
        self.returning = door.returning;
    }
}

fn head_of(
    position: LogPosition,
    parts: &[Option<Bytes>],
) -> Result<Option<SnapshotHeader>, CannotRestore> {
    let unreadable = |error| CannotRestore::Unreadable(position, error);
    match parts {
        [Some(whole)] => Snapshot::decode(whole).map(|all| Some(all.header)).map_err(unreadable),
        [Some(head), ..] => Snapshot::head_of(head).map(Some).map_err(unreadable),
        _ => Ok(None),
    }
}

/// The blocks and deletions in the parts of a board that hold.
fn take_parts(
    position: LogPosition,
    parts: &[Option<Bytes>],
    pieces: &mut Vec<Piece>,
) -> Result<(), CannotRestore> {
    let unreadable = |error| CannotRestore::Unreadable(position, error);
    if let [Some(whole)] = parts {
        let board = Snapshot::decode(whole).map_err(unreadable)?.board;
        let piece = check_update(board.into_boxed_slice());
        pieces.push(piece.map_err(|error| unreadable(error.into()))?);
        return Ok(());
    }
    let mut deletions = Some(vec![0]);
    for part in parts.iter().skip(1) {
        let Some(part) = part else {
            // Perhaps some of what is deleted; the rest cannot be read without it.
            deletions = None;
            continue;
        };
        match read_part(part).map_err(unreadable)? {
            Part::Blocks(update) => {
                let piece = check_update(update.into_boxed_slice());
                pieces.push(piece.map_err(|error| unreadable(error.into()))?);
                deletions = Some(vec![0]);
            }
            Part::Deletions(bytes) => {
                if let Some(deletions) = &mut deletions {
                    deletions.extend_from_slice(bytes);
                }
            }
        }
    }
    pieces.extend(deletions.and_then(|all| check_update(all.into_boxed_slice()).ok()));
    Ok(())
}

fn update_of(record: &Bytes) -> Option<Piece> {
    let update = match Record::decode(record).ok()? {
        Record::Changed { update, .. } => update,
        Record::Session { update, .. } => update?,
        Record::Created(_) | Record::Rotated { .. } => return None,
    };
    check_update(update.into_boxed_slice()).ok()
}

/// Takes of the pieces, in any order, whatever stands on what is there; returns those of which something is left.
fn take_what_stands(board: &mut Board, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut moves = true;
    while std::mem::take(&mut moves) {
        pieces.retain(|piece| {
            let brings = |board: &Board, piece: &Piece| {
                piece.outline().runs.iter().any(|run| run.end > board.head(run.client))
            };
            if !brings(board, piece) {
                return false;
            }
            let part = board.firm_part(piece, |_| false).filter(|part| brings(board, part));
            if let Some(Admission::Firm(part, _)) = part.map(|part| board.admit(part)) {
                board.apply(std::iter::once(&part));
                moves = true;
            }
            brings(board, piece)
        });
    }
    pieces
}

/// Runs of clocks in order, by client, none touching the next.
fn runs_by_client(
    runs: impl Iterator<Item = (ClientId, Clock, Clock)>,
) -> BTreeMap<ClientId, Vec<(Clock, Clock)>> {
    let mut found: BTreeMap<ClientId, Vec<(Clock, Clock)>> = BTreeMap::new();
    for (client, start, end) in runs {
        found.entry(client).or_default().push((start, end));
    }
    for runs in found.values_mut() {
        runs.sort_unstable();
        let mut joined: Vec<(Clock, Clock)> = Vec::new();
        for (start, end) in runs.drain(..) {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        *runs = joined;
    }
    found
}

/// Deletes what is there of these.
fn delete(board: &mut Board, deleted: &BTreeMap<ClientId, Vec<(Clock, Clock)>>) {
    let there = deleted.iter().filter_map(|(client, runs)| {
        let head = board.head(*client);
        let runs = runs.iter().map(|(start, end)| (*start, *end.min(&head)));
        let runs: Vec<_> = runs.filter(|(start, end)| start < end).collect();
        (!runs.is_empty()).then_some((*client, runs))
    });
    let update = deleting(&there.collect::<Vec<_>>());
    if let Ok(update) = check_update(update.into_boxed_slice())
        && let Admission::Firm(update, _) = board.admit(update)
    {
        board.apply(std::iter::once(&update));
    }
}

/// What the board would show with `rest` and does not without, laid by the server under a client id of its own.
fn copies_of(
    board: &Board,
    rest: &[Piece],
    deleted: &BTreeMap<ClientId, Vec<(Clock, Clock)>>,
    server: ClientId,
) -> Option<Piece> {
    let here = board.encode();
    let with_rest = doc(server.wrapping_sub(1));
    let mut txn = with_rest.transact_mut();
    apply(&mut txn, &here);
    for (client, start, end) in gaps(board, rest) {
        apply(&mut txn, &collected(&[(client, start, end)]));
    }
    for piece in rest {
        apply(&mut txn, piece.bytes());
    }
    let deleted: Vec<_> = deleted.iter().map(|(client, runs)| (*client, runs.clone())).collect();
    apply(&mut txn, &deleting(&deleted));
    drop(txn);
    let scratch = doc(server);
    apply(&mut scratch.transact_mut(), &here);
    let (all, mut pen) = (with_rest.transact(), scratch.transact_mut());
    for name in roots::ALL {
        let Some(map) = all.get_map(name) else { continue };
        let there = pen.get_or_insert_map(name);
        for (key, value) in map.iter(&all) {
            match (value, there.get(&pen, key)) {
                (Out::YMap(entry), Some(Out::YMap(known))) => {
                    copy_fields(&all, &entry, &mut pen, &known);
                }
                (Out::YMap(entry), _) => {
                    let new = there.insert(&mut pen, key, MapPrelim::default());
                    copy_fields(&all, &entry, &mut pen, &new);
                }
                (value, known) => copy(&all, value, known, &mut pen, &there, key),
            }
        }
    }
    check_update(pen.encode_update_v1().into_boxed_slice()).ok()
}

fn copy_fields<T: ReadTxn>(all: &T, from: &MapRef, pen: &mut TransactionMut<'_>, to: &MapRef) {
    for (field, value) in from.iter(all) {
        let known = to.get(pen, field);
        copy(all, value, known, pen, to, field);
    }
}

/// Writes a value that is not there yet: a text as one, all else plainly.
fn copy<T: ReadTxn>(
    all: &T,
    value: Out,
    known: Option<Out>,
    pen: &mut TransactionMut<'_>,
    to: &MapRef,
    key: &str,
) {
    match (value, known) {
        (Out::YText(text), known) => {
            let text = text.get_string(all);
            let is_known =
                matches!(known, Some(Out::YText(known)) if known.get_string(pen) == text);
            if !is_known {
                to.insert(pen, key, TextPrelim::new(text));
            }
        }
        (value, known) => {
            let value = value.to_json(all);
            if known.is_none_or(|known| known.to_json(pen) != value) {
                to.insert(pen, key, value);
            }
        }
    }
}

/// What `rest` stands on and nobody has.
fn gaps(board: &Board, rest: &[Piece]) -> Vec<(ClientId, Clock, Clock)> {
    let runs = rest.iter().flat_map(|piece| &piece.outline().runs);
    let there = runs_by_client(runs.map(|run| (run.client, run.start, run.end)));
    let mut needed: BTreeMap<ClientId, Clock> = there.keys().map(|client| (*client, 0)).collect();
    for (client, end) in rest.iter().flat_map(|piece| &piece.outline().needs) {
        let most = needed.entry(*client).or_default();
        *most = end.max(most).to_owned();
    }
    let mut gaps = Vec::new();
    for (client, needed) in needed {
        let mut reached = board.head(client);
        for (start, end) in there.get(&client).into_iter().flatten() {
            if *start > reached {
                gaps.push((client, reached, *start));
            }
            reached = reached.max(*end);
        }
        if needed > reached {
            gaps.push((client, reached, needed));
        }
    }
    gaps
}

fn doc(client: ClientId) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    })
}

/// What yrs does not take of it is left out.
fn apply(txn: &mut TransactionMut<'_>, update: &[u8]) {
    if let Ok(update) = Update::decode_v1(update) {
        let _ = txn.apply_update(update);
    }
}
