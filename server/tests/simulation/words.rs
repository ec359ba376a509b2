//! Words that somebody wrote without a right: on no board, and told to whoever wrote them, never lost.

use std::collections::BTreeSet;

use picnic::limits::KEPT_ASIDE_TEXTS_MAX;
use picnic_protocol::ids::Role;

use crate::page::words_of;
use crate::person::{Mark, Person, board_shown, marks_of};
use crate::server::restore;
use crate::world::{ROOMS, World, room_id};

/// A process ends: what it had taken back and not told of yet, nobody tells of any more.
pub fn what_may_not_be_told(world: &mut World) {
    let there = on_boards(world);
    for seat in 0..world.seats.len() {
        let marks = unaccounted_for(world, seat, &there);
        world.seats[seat].person.untold.extend(marks);
    }
}

/// At rest: whatever somebody with a pass wrote is on the board, was taken away there, or is theirs to keep. Returns how many
/// words were kept aside.
pub fn no_words_are_lost(world: &World) -> usize {
    let (mut kept_aside, there) = (0, on_boards(world));
    for (number, seat) in world.seats.iter().enumerate() {
        if world.ruined[seat.room] || seat.outside {
            continue;
        }
        let lost: Vec<Mark> = unaccounted_for(world, number, &there)
            .into_iter()
            .filter(|mark| !seat.person.untold.contains(mark))
            .collect();
        assert!(lost.is_empty(), "words of seat {number} are lost without a word: {lost:?}");
        kept_aside += seat.person.page.kept_aside.len();
    }
    kept_aside
}

/// What stands on each room's board, as its log has it. In the first nobody is held to anything.
fn on_boards(world: &World) -> [BTreeSet<Mark>; ROOMS] {
    std::array::from_fn(|room| {
        let kept = (room > 0).then(|| world.disk.kept(room_id(room)));
        let room = kept.and_then(|kept| restore(room_id(room), &kept));
        room.map_or_else(BTreeSet::new, |room| marks_of(&board_shown(&room.board().encode())))
    })
}

/// What somebody wrote that is neither on the board nor theirs to keep, though nobody took it away. Left out is what is known to get
/// lost with a line: of a large paste, which is cut in parts and of which not all is kept for who comes back; and what is written on in
/// a note until its writer hears that it was taken back, which a page has in its open field.
fn unaccounted_for(world: &World, seat: usize, there: &[BTreeSet<Mark>; ROOMS]) -> Vec<Mark> {
    let seat = &world.seats[seat];
    let Person { identity, own, page, written_on, .. } = &seat.person;
    if seat.room == 0 || !identity.lasting || identity.role == Role::Viewer {
        return Vec::new();
    }
    let is_lost = |mark: &Mark| !there[seat.room].contains(mark);
    let is_pasted = |mark: &Mark| mark.starts_with('n') && mark.contains('p');
    let pasted = own.keys().filter(|mark| is_pasted(mark) && is_lost(mark)).count();
    if pasted > KEPT_ASIDE_TEXTS_MAX / 2 {
        return Vec::new();
    }
    let is_told = |mark: &Mark| page.kept_aside.contains(mark);
    let was_taken_away = |key: &Mark| world.memory.deleted.contains(key);
    // A note of somebody else's that power took, and that they may not write again, takes along what others wrote in it.
    let was_lost =
        |home: &Mark| world.memory.may_lack[seat.room] && is_lost(home) && !own.contains_key(home);
    let own = own.iter().filter(|(mark, home)| {
        is_lost(mark)
            && !was_lost(home)
            && !is_told(mark)
            && !written_on.contains(*mark)
            && !was_taken_away(mark)
            && !was_taken_away(home)
    });
    own.map(|(mark, _)| mark.clone()).collect()
}

impl Person {
    /// This person is told of words that are theirs to keep.
    pub fn hear_of_words(&mut self, texts: &[String], of: &[String]) {
        for (text, home) in texts.iter().zip(of) {
            // Those that are told once more say nothing of what was written since.
            if words_of(text).any(|word| !self.page.kept_aside.contains(word)) {
                let there = self.own.iter().filter(|(_, its)| *its == home);
                self.written_on.extend(there.map(|(mark, _)| mark.clone()));
            }
        }
    }
}
