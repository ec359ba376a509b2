//! What the session promises, in every run: nobody hears what is in another's basket, the budget
//! holds, what two facilitators ask for counts once, and the log forgets.

use std::collections::BTreeMap;

use picnic::room::Room;
use picnic::room::session::Session;
use picnic_protocol::ids::{DraftId, Role};
use picnic_protocol::session::view::Timer;

use crate::page::SIGN;
use crate::person::Person;
use crate::server::restore;
use crate::world::{ANONYMOUS, ROOMS, World, room_id};

/// A frame arrives at a person: no draft in somebody else's basket is in it.
pub fn nothing_private_arrives(world: &World, seat: usize, frame: &[u8]) {
    let mut sign = [0; 4];
    let sign = SIGN.encode_utf8(&mut sign).as_bytes();
    let seat = &world.seats[seat];
    if world.memory.may_lack[seat.room] || !frame.windows(4).any(|window| window == sign) {
        return;
    }
    let Some(open) = &world.rooms[seat.room] else { return };
    let text = String::from_utf8_lossy(frame);
    let session = open.room.session();
    for (writer, basket) in &session.baskets {
        let leads = seat.person.identity.role == Role::Facilitator;
        for draft in basket.iter().filter(|_| *writer != seat.person.identity.participant) {
            // Whoever is somebody else by now hears what was their own before.
            let was_own = seat.person.page.wrote(&draft.text);
            if was_own || leads && world.memory.offered.contains(&draft.text) {
                continue;
            }
            assert!(!text.contains(&draft.text), "{} of another's basket was heard", draft.text);
        }
    }
}

/// What is left of a phase, and when this was first seen of which stay in which process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLeft {
    process: u64,
    stay: usize,
    /// The end of the phase by the clock that never jumps, ms.
    ends_ms: i64,
}

/// However people's clock is set, what runs keeps what is left of it; nobody here gives it more.
pub fn what_runs_keeps_its_time(world: &mut World, room: usize) {
    let now = world.now();
    let Some(open) = world.rooms[room].as_ref().filter(|open| open.room.is_settled()) else {
        return;
    };
    let session = open.room.session();
    let Timer::Running { deadline_ms } = session.timer else { return };
    let apart = |from: u64, to: u64| i64::try_from(to).unwrap() - i64::try_from(from).unwrap();
    let ends_ms = apart(now.unix_ms, deadline_ms) + i64::try_from(now.monotonic_ms).unwrap();
    let (process, stay) = (world.process, session.stays.len());
    let known =
        world.memory.time_left[room].filter(|known| (known.process, known.stay) == (process, stay));
    match known {
        Some(known) => {
            let moved = ends_ms - known.ends_ms;
            assert!(moved.abs() < 5_000, "the end of a phase moved by {moved} ms");
            world.tally.kept_time += usize::from(world.clock_jumped);
        }
        None => world.memory.time_left[room] = Some(TimeLeft { process, stay, ends_ms }),
    }
}

/// In the anonymous room nobody is shown where another points, nor that they are there.
pub fn nobody_is_seen_where_it_is_anonymous(world: &World, seat: usize) {
    let seat = &world.seats[seat];
    let is_seen = seat.room == ANONYMOUS && seat.person.saw_somebody();
    assert!(!is_seen, "somebody's presence is shown in an anonymous room");
}

/// After a crash: what could be lost then, and how far the session was.
pub fn remember_what_may_lack(world: &mut World, power_lost: bool) {
    for room in 0..ROOMS {
        let failing = world.rooms[room].as_ref().is_some_and(|open| !open.room.is_saving());
        world.memory.unseen[room] |= failing;
        if power_lost {
            world.memory.erased[room].clear();
        }
        world.memory.may_lack[room] |= power_lost || failing;
    }
}

/// At rest.
pub fn the_session_holds(world: &World) {
    for room in (0..ROOMS).filter(|room| !world.ruined[*room]) {
        let kept = world.disk.kept(room_id(room));
        let restored = restore(room_id(room), &kept).expect("a sound log opens");
        if let Some(open) = &world.rooms[room] {
            assert_eq!(open.room.session(), restored.session(), "it folds to another (rule 3)");
        }
        votes_are_within_the_budget(&restored);
        baskets_are_whole(world, room, &restored);
        journeys_count_once(world, room, &restored);
        the_door_holds(world, room, &restored);
        let bytes: Vec<u8> =
            kept.records.values().chain(kept.snapshots.values()).flatten().copied().collect();
        the_log_forgets(world, room, &restored, &bytes);
    }
}

/// How many drafts were laid, and how many votes were given in ballots that are closed.
pub fn what_came_of_it(world: &World) -> (usize, usize) {
    let rooms = (0..ROOMS).filter(|room| !world.ruined[*room]);
    let rooms = rooms.filter_map(|room| restore(room_id(room), &world.disk.kept(room_id(room))));
    rooms.fold((0, 0), |(laid, counted), room| {
        let session = room.session();
        let voters = session.results.iter().map(|result| result.voters as usize);
        (laid + session.laid.len(), counted + voters.sum::<usize>())
    })
}

fn votes_are_within_the_budget(room: &Room) {
    let session = room.session();
    if let Some(vote) = &session.vote {
        for (who, ballot) in &vote.ballots {
            assert!(vote.spent(*who) <= vote.budget, "over the budget: {ballot:?}");
            assert!(ballot.values().all(|votes| *votes <= vote.per_item_max));
        }
    }
    for result in &session.results {
        let votes: u32 = result.items.iter().map(|item| item.votes).sum();
        assert!(votes <= result.voters * u32::from(result.budget));
    }
}

/// What was said to be packed is in its basket or on the board, and nowhere twice.
fn baskets_are_whole(world: &World, room: usize, restored: &Room) {
    let session = restored.session();
    let board = crate::person::board_shown(&restored.board().encode());
    let mut times = BTreeMap::<String, usize>::new();
    let in_baskets = session.baskets.values().flatten().map(|draft| draft.text.clone());
    let on_board = board.iter().filter_map(|(_, note)| {
        let start = note.find(SIGN)?;
        let end = note.rfind(SIGN)? + SIGN.len_utf8();
        Some(note[start..end].to_owned())
    });
    for text in in_baskets.chain(on_board) {
        *times.entry(text).or_default() += 1;
    }
    if !world.memory.may_lack[room] {
        assert!(times.values().all(|times| *times == 1), "something is twice: {times:?}");
    }
    for seat in world.seats.iter().filter(|seat| seat.room == room && !seat.outside) {
        let person = &seat.person;
        if !person.identity.lasting {
            continue;
        }
        let who = person.identity.participant;
        let basket: Vec<_> = session.basket(who).iter().map(|draft| draft.text.clone()).collect();
        assert_eq!(person.page.basket(who), basket, "a page shows another basket");
        assert!(person.page.is_answered(), "something was never answered");
        ballots_are_shown(person, session);
        offers_are_shown(person, session);
        for text in person.page.packed.values() {
            let there = times.contains_key(text) || world.memory.deleted_texts.contains(text);
            assert!(there || world.memory.may_lack[room], "{text} was packed and is lost");
        }
    }
}

/// Everybody's page shows their own ballot: what counts of it, and what is left.
fn ballots_are_shown(person: &Person, session: &Session) {
    let who = person.identity.participant;
    let Some(vote) = &session.vote else { return };
    let given: BTreeMap<_, _> =
        vote.counted(who).map(|(item, votes)| (item.clone(), votes)).collect();
    let shown = person.page.view.mine(who).ballot;
    let shown: BTreeMap<_, _> = shown.into_iter().flat_map(|ballot| ballot.votes).collect();
    assert!(shown == given || person.identity.role == Role::Viewer, "a page shows another ballot");
}

/// A facilitator's page shows what waits for a nod.
fn offers_are_shown(person: &Person, session: &Session) {
    if person.identity.role < Role::Facilitator {
        return;
    }
    let shown: Vec<DraftId> = person.page.view.offers.iter().map(|offer| offer.draft.id).collect();
    let waiting: Vec<DraftId> = session.offers.iter().map(|(_, draft)| *draft).collect();
    assert_eq!(shown, waiting, "a page shows other offers");
    for (who, draft) in &session.offers {
        let is_there = session.basket(*who).iter().any(|there| there.id == *draft && there.offered);
        assert!(is_there, "what waits for a nod is in no basket");
    }
}

/// Who was let in is known, also after a crash; and who turned out to be somebody else takes part no more.
fn the_door_holds(world: &World, room: usize, restored: &Room) {
    let session = restored.session();
    if !world.memory.may_lack[room] {
        for seat in world.seats.iter().filter(|seat| seat.room == room) {
            for who in &seat.person.page.let_in {
                assert!(session.member(*who).is_some(), "let in, and not known");
            }
            for who in seat.person.page.merged.iter().chain(&seat.person.page.put_out) {
                assert!(!session.knows(*who), "put out or somebody else, and still themselves");
            }
        }
    }
    for seat in world.seats.iter().filter(|seat| seat.room == room && !seat.outside) {
        let identity = seat.person.identity;
        let is_known = session.knows(identity.participant) || identity.role == Role::Viewer;
        assert!(is_known || !identity.lasting, "somebody is here who is not of the room");
    }
    // What they packed and voted as the one stays out of sight of the other, and counts as theirs.
    for (_, member) in session.roster.iter() {
        assert!(member.merged.is_none_or(|whose| session.counts_as(whose) == whose));
    }
}

/// Counts what pages that are here were told.
pub fn count_what_was_told(world: &mut World) {
    let pages = || world.seats.iter().map(|seat| &seat.person.page);
    world.tally.let_in += pages().map(|page| page.let_in.len()).sum::<usize>();
    world.tally.merged += pages().map(|page| page.merged.len()).sum::<usize>();
    world.tally.put_out += pages().map(|page| page.put_out.len()).sum::<usize>();
    world.tally.offered += pages().map(|page| page.offered).sum::<usize>();
    world.tally.voted += pages().map(|page| page.voted).sum::<usize>();
}

/// However often a page sends it, and whoever else presses at the same time.
fn journeys_count_once(world: &World, room: usize, restored: &Room) {
    if world.memory.may_lack[room] {
        return;
    }
    let here = world.seats.iter().filter(|seat| seat.room == room);
    let (asked, done) = here
        .map(|seat| seat.person.page.journeys)
        .fold(world.memory.journeys[room], |(asked, done), (and_asked, and_done)| {
            (asked + and_asked, done + and_done)
        });
    let visits = restored.session().stays.len();
    let asked = if world.memory.may_have_moved_on { usize::MAX } else { asked };
    assert!((done..=asked).contains(&visits), "{visits} stays, {done} of {asked} went on");
}

/// No draft that was laid leaves its id, by which its writer would be known.
fn the_log_forgets(world: &World, room: usize, restored: &Room, bytes: &[u8]) {
    let session = restored.session();
    let text = String::from_utf8_lossy(bytes);
    let in_baskets: Vec<DraftId> =
        session.baskets.values().flatten().map(|draft| draft.id).collect();
    for seat in world.seats.iter().filter(|seat| seat.room == room) {
        for id in seat.person.page.packed.keys().filter(|id| !in_baskets.contains(id)) {
            assert!(!text.contains(&id.to_string()), "{id} was laid and is in the log");
        }
    }
}
