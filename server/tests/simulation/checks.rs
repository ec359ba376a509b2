//! What must hold: after each crash, and when everything has come to rest.

use std::collections::{BTreeMap, BTreeSet};

use picnic::document::content::BoardContent;
use picnic::room::Room;
use picnic::room::board::Board;
use picnic::suggestions::board::written_notes;
use picnic::versions::Frame;
use picnic_protocol::ids::Role;
use yrs::Transact as _;

use crate::disk::Version;
use crate::grouping::{clusters, memberships};
use crate::person::{Mark, Person, board_shown, document, marks_of};
use crate::server::restore;
use crate::session_checks::TimeLeft;
use crate::shadow::{Place, Seen, Shadow};
use crate::world::{ROOMS, Seat, World, room_id};

/// What the world remembers of what people were shown and told.
#[derive(Debug, Default)]
pub struct Memory {
    /// Notes and clusters that somebody deleted, whether or not the server heard.
    pub deleted: BTreeSet<String>,
    /// Notes, and the clusters that somebody put them into, whether or not the server heard.
    pub joined: BTreeSet<(String, String)>,
    /// Per room: marks that somebody saw who left for good.
    seen: [BTreeSet<Mark>; ROOMS],
    /// Per room: marks that somebody who left was told are saved on disk.
    safe: [BTreeSet<Mark>; ROOMS],
    /// Marks of people who left, and the note each goes with.
    homes: BTreeMap<Mark, String>,
    /// Marks that were lost when they could be: seen while people were told «not saved», or lost
    /// with power before they were told saved. They may come back with those who have them.
    pub lost: BTreeSet<Mark>,
    /// What was signed in those notes.
    pub deleted_texts: BTreeSet<String>,
    /// Rooms whose session may lack what people were shown: power was lost, or saving failed.
    pub may_lack: [bool; ROOMS],
    /// A process ended after the clock was set: another cannot tell that from time that passed, and may end a phase.
    pub may_have_moved_on: bool,
    /// Per room: items of the bin that a facilitator asked to be erased.
    pub to_erase: [BTreeSet<u64>; ROOMS],
    /// Per room: what was erased, and is not on the board again.
    pub erased: [BTreeSet<String>; ROOMS],
    /// Per room: what stood on the board once, and what went from it.
    pub stood: [BTreeSet<String>; ROOMS],
    pub gone: [BTreeSet<String>; ROOMS],
    /// Rooms of a process that ended before it laid anew what somebody's replica lacks: it forgets that.
    pub owes_elements: [bool; ROOMS],
    /// Rooms whose board had something that nobody here looked at, and that was lost.
    pub unseen: [bool; ROOMS],
    /// Per room: drafts that were offered.
    pub offered: BTreeSet<String>,
    /// Per room: what is left of the phase that runs.
    pub time_left: [Option<TimeLeft>; ROOMS],
    /// Per room: how often people who left asked to go on, and how often that was done.
    pub journeys: [(usize, usize); ROOMS],
}

/// Keeps what somebody saw and was told, who is about to leave for good.
pub fn remember_what_was_seen(world: &mut World, seat: usize) {
    let seat = &world.seats[seat];
    world.memory.seen[seat.room].extend(seen_by(&seat.person));
    let binds = world.rules[seat.room].binds();
    world.memory.safe[seat.room].extend(safe_of(binds, seat).cloned());
    world.memory.homes.extend(seat.person.own.clone());
    let (asked, done) = &mut world.memory.journeys[seat.room];
    *asked += seat.person.page.journeys.0;
    *done += seat.person.page.journeys.1;
}

/// Marks that somebody sees who did not write them, and did not get them by another way.
fn seen_by(person: &Person) -> impl Iterator<Item = Mark> {
    let is_own = |mark: &Mark| person.own.contains_key(mark) || person.beside.contains(mark);
    person.marks().into_iter().filter(move |mark| !is_own(mark))
}

/// Marks that people of this room see who did not write them.
fn seen(world: &World, room: usize) -> BTreeSet<Mark> {
    let mut seen = world.memory.seen[room].clone();
    for seat in world.seats.iter().filter(|seat| seat.room == room) {
        seen.extend(seen_by(&seat.person));
    }
    seen
}

/// Marks that people of this room were told are saved on disk.
fn safe(world: &World, room: usize) -> BTreeSet<Mark> {
    let mut safe = world.memory.safe[room].clone();
    for seat in world.seats.iter().filter(|seat| seat.room == room) {
        safe.extend(safe_of(world.rules[room].binds(), seat).cloned());
    }
    safe
}

/// Marks that somebody was told are saved, and that are on the board therefore. Where people are held to rights, what they may
/// not write is saved with nobody but themselves; and what others wrote is theirs to bring back once power was lost, if they still may.
fn safe_of(binds: bool, seat: &Seat) -> impl Iterator<Item = &Mark> {
    let Person { identity, own, safe, page, untold, written_on, .. } = &seat.person;
    let leads = identity.role == Role::Facilitator;
    // Also where all may do everything nobody changes the words of what people vote on.
    let is_theirs_to_keep = move |mark: &Mark| {
        page.kept_aside.contains(mark) || untold.contains(mark) || written_on.contains(mark)
    };
    safe.iter().filter(move |mark| {
        if binds { leads && own.contains_key(*mark) } else { !is_theirs_to_keep(mark) }
    })
}

/// Of `marks`, those that the log does not have, though nobody deleted the notes they go with.
fn missing(world: &World, room: usize, marks: &BTreeSet<Mark>) -> Vec<Mark> {
    let restored = restore(room_id(room), &world.disk.kept(room_id(room)))
        .unwrap_or_else(|| panic!("room {room} does not open, and its log is sound (rule 8)"));
    let there = marks_of(&board_shown(&restored.board().encode()));
    let homes = homes(world);
    let deleted = |mark: &Mark| is_deleted(world, &homes, mark);
    marks.iter().filter(|mark| !there.contains(*mark) && !deleted(mark)).cloned().collect()
}

/// The note that each mark goes with.
fn homes(world: &World) -> BTreeMap<Mark, String> {
    let mut homes = world.memory.homes.clone();
    for seat in &world.seats {
        homes.extend(seat.person.own.clone());
    }
    homes
}

fn is_deleted(world: &World, homes: &BTreeMap<Mark, String>, mark: &Mark) -> bool {
    // A note that the server laid is nobody's own: its mark is its id.
    world.memory.deleted.contains(homes.get(mark).unwrap_or(mark))
}

/// Rule 1, after `kill -9`: what anybody else has seen is there, and what was told saved. Only what
/// was seen while people were told «not saved» may be lost (rule 9).
pub fn nothing_seen_is_lost(world: &mut World) {
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]).collect::<Vec<_>>() {
        told_saved_is_there(world, room);
        let lost = missing(world, room, &seen(world, room));
        let failing = world.rooms[room].as_ref().is_some_and(|open| !open.room.is_saving());
        if failing {
            world.memory.lost.extend(lost);
            continue;
        }
        let lost: Vec<_> =
            lost.into_iter().filter(|mark| !world.memory.lost.contains(mark)).collect();
        assert!(lost.is_empty(), "seen in room {room} and lost (rule 1): {lost:?}");
    }
}

/// Rule 1, after power is lost: what was told saved on disk is there.
pub fn nothing_told_saved_is_lost(world: &mut World) {
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]).collect::<Vec<_>>() {
        told_saved_is_there(world, room);
        let lost = missing(world, room, &seen(world, room));
        world.memory.lost.extend(lost);
    }
}

fn told_saved_is_there(world: &World, room: usize) {
    let mut lost = missing(world, room, &safe(world, room));
    // What power took may come back first with others, who may not write it: it is taken back then, and kept for who wrote it
    // (`words::no_words_are_lost`).
    let may_be_refused =
        |mark: &Mark| world.rules[room].plan.is_some() && world.memory.lost.contains(mark);
    lost.retain(|mark| !may_be_refused(mark));
    assert!(lost.is_empty(), "told saved in room {room} and lost (rules 1 and 9): {lost:?}");
}

/// At rest: everyone sees what the room has, the log folds to the same bytes (rule 3), and people
/// are told that all is saved.
pub fn all_agree(world: &World) {
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]) {
        let kept = world.disk.kept(room_id(room));
        let restored = restore(room_id(room), &kept).expect("a sound log opens");
        let board = restored.board().encode();
        if let Some(open) = &world.rooms[room] {
            if let Some(shadow) = &open.shadow {
                let same = Shadow::of(&board).seen == shadow.seen;
                assert!(same, "the records of room {room} give another board (rule 3)");
            }
            let live = open.room.board().encode();
            let same = reloaded(&live) == reloaded(&board);
            assert!(same, "the log of room {room} folds to other bytes (rule 3)");
        }
        let notes = board_shown(&board);
        what_is_in_the_bin_is_not_on_the_board(&restored);
        for seat in world.seats.iter().filter(|seat| seat.room == room && !seat.outside) {
            let same = seat.person.board() == notes
                || seat.person.identity.role == Role::Viewer
                    && differs_by_what_power_loss_took(world, &seat.person.board(), &notes)
                || room > 0 && lacks_what_is_owed(world, room, &seat.person, &board);
            assert!(same, "a replica differs from room {room}");
            assert!(seat.person.saving, "people are told that nothing is saved");
        }
    }
}

/// But for notes whose text was emptied, or in whose place another is: of them it has what they said before. Nor does the bin of
/// an anonymous room say who took something away.
fn what_is_in_the_bin_is_not_on_the_board(room: &Room) {
    let session = room.session();
    let shadow = Shadow::of(&room.board().encode());
    for item in session.bin.items().filter(|item| item.whole) {
        let there =
            shadow.seen.iter().find(|((root, key), _)| *root == item.root && *key == item.key);
        let is_same = there.is_some_and(|((root, _), seen)| {
            *root != "notes" || Some(seen.text.as_str()) == item.words()
        });
        assert!(!is_same, "{} is in the bin, too", item.key);
        assert!(item.by.is_none() || !session.anonymous, "the bin names somebody");
    }
}

/// At rest: folding the versions of a board gives it as it was at each of them, and none is ahead of the log or tells of people that
/// nobody may know. Returns how many there are.
pub fn versions_give_the_board_as_it_was(world: &World) -> usize {
    let mut count = 0;
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]) {
        let kept = world.disk.kept(room_id(room));
        let session = restore(room_id(room), &kept).expect("a sound log opens").session().clone();
        let mut folded = None::<Frame>;
        for Version { frame, board, .. } in &kept.versions {
            nothing_is_in_it_that_must_not_be(world, room, frame);
            let names = !frame.people.is_empty() || !frame.writers.is_empty();
            assert!(!names || !session.anonymous, "a version of room {room} names somebody");
            let frame =
                Frame { writers: BTreeMap::new(), people: BTreeSet::new(), ..frame.clone() };
            let now = match folded {
                Some(folded) => folded.then(frame),
                None => frame,
            };
            let of = |frame: &Frame| (frame.title.clone(), frame.kinds().map(Clone::clone));
            assert!(now.whole, "the first version of room {room} is not whole");
            assert_eq!(of(&now), of(board), "versions of room {room} give another board");
            folded = Some(now);
            count += 1;
        }
    }
    count
}

/// What was erased is in no version, and who anybody is stands beside it at most, where it goes with a secret.
fn nothing_is_in_it_that_must_not_be(world: &World, room: usize, frame: &Frame) {
    for key in &world.memory.erased[room] {
        let holds = frame.kinds().iter().any(|kind| kind.contains_key(key));
        assert!(!holds, "{key} of room {room} was erased, and is in a version");
    }
    let json = serde_json::to_string(frame).expect("it is JSON");
    for seat in world.seats.iter().filter(|seat| seat.room == room) {
        let who = seat.person.identity.participant.to_string();
        assert!(!json.contains(&who), "a version of room {room} names {who}");
    }
}

/// At rest, whatever people merged, moved and deleted at once: every note is there once and lies in one
/// cluster at most, one that somebody put it into; where that is gone it lies free. Returns how many
/// notes lie in clusters, and how many were freed.
pub fn every_note_is_in_one_cluster_at_most(world: &World) -> (usize, usize) {
    let (mut clustered, mut freed) = (0, 0);
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]) {
        let restored = restore(room_id(room), &world.disk.kept(room_id(room)));
        let board = restored.expect("a sound log opens").board().encode();
        let doc = document(&board);
        let (named, there) = (memberships(&doc.transact()), clusters(&doc.transact()));
        let lies_in = |note: &str| {
            named.get(note).cloned().flatten().filter(|cluster| there.contains(cluster))
        };
        let content = BoardContent::read(&board).expect("a board can be read");
        let ids: BTreeSet<&String> = content.notes.iter().map(|note| &note.id).collect();
        assert_eq!(ids.len(), content.notes.len(), "a note of room {room} is there twice");
        assert!(ids.iter().copied().eq(named.keys()), "a note of room {room} is not read");
        for (note, cluster) in named.iter().filter_map(|(note, named)| Some((note, named.clone()?)))
        {
            let was_put = world.memory.joined.contains(&(note.clone(), cluster));
            assert!(was_put, "nobody put {note} of room {room} into its cluster");
            clustered += usize::from(lies_in(note).is_some());
            freed += usize::from(lies_in(note).is_none());
        }
        for note in written_notes(&board).expect("a board can be read") {
            let is_in = lies_in(&note.id.to_string()).is_some();
            assert_eq!(note.is_clustered, is_in, "suggestions see {} otherwise", note.id);
        }
    }
    (clustered, freed)
}

/// Whether all that a replica has otherwise is an element, or a field of one, that it lacks, for it was to be laid anew for it by a
/// process that ended before; or an element that its person put in the place of another, and that may not be laid after theirs.
fn lacks_what_is_owed(world: &World, room: usize, person: &Person, board: &[u8]) -> bool {
    let is_owed = world.memory.owes_elements[room];
    let (own, board) = (Shadow::of(&person.whole()), Shadow::of(board));
    let replaced = |key: &str| world.register.who_made(key).contains(&person.client());
    let is_less = |own: &Seen, is: &Seen| {
        own.text == is.text
            && (own.at == is.at || own.at == [0.0; 2])
            && (own.size == is.size || own.size == [0.0; 2])
            && (own.z == is.z || own.z.is_none())
            && (own.cluster == is.cluster || own.cluster.is_none())
    };
    let lacks = |(place, is): (&Place, &Seen)| match own.seen.get(place) {
        Some(own) => own == is || is_owed && is_less(own, is),
        None => is_owed || replaced(&place.1),
    };
    board.seen.iter().all(lacks) && own.seen.keys().all(|place| board.seen.contains_key(place))
}

/// Viewers cannot bring back what power loss took from all others, whether it was written or
/// deleted, and keep it.
fn differs_by_what_power_loss_took(
    world: &World,
    one: &[(String, String)],
    other: &[(String, String)],
) -> bool {
    let homes = homes(world);
    marks_of(one)
        .symmetric_difference(&marks_of(other))
        .all(|mark| world.memory.lost.contains(mark) || is_deleted(world, &homes, mark))
}

/// A board's bytes once they were a snapshot: reading them, yrs joins what was collected in pieces.
fn reloaded(board: &[u8]) -> Vec<u8> {
    let mut opened = Board::default();
    opened.fold(board).expect("a snapshot opens");
    opened.encode()
}
