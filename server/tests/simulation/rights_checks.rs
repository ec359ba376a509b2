//! What every record holds to: nobody changes what they have no right to, and what goes is in the bin.

use picnic_protocol::ids::ClientId;
use picnic_protocol::session::rights::{Right, Rights};

use crate::ballots::ballots_hold;
use crate::deeds::number_at;
use crate::register::Register;
use crate::server::Recorded;
use crate::shadow::{Place, Seen, Step};
use crate::world::World;

/// As wide and high as a note is taken for.
const NOTE_SIDE: f64 = 192.0;

/// Looks at what a room's records changed since this was last asked.
pub fn every_step_is_rightful(world: &mut World, room: usize) {
    let Some(open) = &mut world.rooms[room] else { return };
    let steps = std::mem::take(&mut open.steps);
    if std::mem::take(&mut open.went_unseen) {
        // What was erased may have been there again meanwhile.
        world.memory.erased[room].clear();
    }
    for recorded in steps {
        let Some(open) = &world.rooms[room] else { return };
        if let Some(shadow) = &open.shadow {
            let happened = ballots_hold(&recorded, open.room.session(), shadow);
            world.tally.ballots_counted += happened.counted;
            world.tally.counted_again += happened.counted_again;
            world.tally.ballots_joined += happened.joined;
        }
        what_left_the_bin_is_back(world, room, &recorded);
        what_is_gone_is_in_the_bin(world, room, &recorded.step);
        let judged = changes_are_rightful(world, room, &recorded);
        world.tally.judged += judged;
        remember_what_stood(world, room, recorded.step);
    }
}

/// What stood once may come back with those who saw it, after power was lost.
fn remember_what_stood(world: &mut World, room: usize, step: Step) {
    for ((_, key), (_, is)) in step.changes {
        match is {
            Some(is) => {
                world.memory.erased[room].remove(&key);
                let stood = &mut world.memory.stood[room];
                stood.extend(is.text.split_whitespace().map(str::to_owned));
                stood.extend(number_at(is.at).map(|number| number.to_string()));
                stood.extend(is.z.map(|z| z.to_string()));
                stood.insert(key);
            }
            None => drop(world.memory.gone[room].insert(key)),
        }
    }
}

fn what_left_the_bin_is_back(world: &mut World, room: usize, recorded: &Recorded) {
    let Some(shadow) = world.rooms[room].as_ref().and_then(|open| open.shadow.as_ref()) else {
        return;
    };
    for (id, (root, key)) in &recorded.left_bin {
        if root == "meta" || shadow.has(root, key) {
            continue;
        }
        let was_to_go = world.memory.to_erase[room].contains(id);
        assert!(was_to_go, "{key} of room {room} left the bin, and is nowhere");
        world.memory.erased[room].insert(key.clone());
    }
}

fn what_is_gone_is_in_the_bin(world: &World, room: usize, step: &Step) {
    let Some(open) = &world.rooms[room] else { return };
    let bin = &open.room.session().bin;
    for ((root, key), (was, is)) in &step.changes {
        let (Some(was), None) = (was, is) else { continue };
        if was.text.trim().is_empty() {
            continue;
        }
        let item = bin.items().rev().find(|item| item.root == *root && item.key == *key);
        let item =
            item.unwrap_or_else(|| panic!("{key} of room {room} went, and is not in the bin"));
        let name = if *root == "notes" { "text" } else { "title" };
        let text = item.fields.get(name).and_then(|text| text.as_str()).unwrap_or_default();
        let lacks = was.text.split_whitespace().find(|word| !text.contains(word));
        assert!(lacks.is_none(), "the bin lacks words of {key} of room {room}: {lacks:?}");
    }
}

/// Returns how many changes were looked at.
fn changes_are_rightful(world: &World, room: usize, recorded: &Recorded) -> usize {
    let rights = world.rules[room].rights_in(recorded.phase.as_ref());
    let vote = recorded.votes[0].as_ref();
    if world.memory.unseen[room] || rights.are_all() && vote.is_none() {
        return 0;
    }
    let Recorded { step: Step { changes, sections }, .. } = recorded;
    let power_was_lost = world.memory.may_lack[room];
    let (stood, gone) = (&world.memory.stood[room], &world.memory.gone[room]);
    let judge = Judge {
        register: &world.register,
        rights: &rights,
        sections,
        items: vote.map_or(Vec::new(), |vote| vote.items.iter().map(|id| id.as_str()).collect()),
        stood: &|what| power_was_lost && stood.contains(what),
        was_seen: &|number| stood.contains(&number.to_string()),
        went: &|what| power_was_lost && gone.contains(what),
        went_from: &|(root, key)| {
            let bin = &world.rooms[room].as_ref()?.room.session().bin;
            let item = bin.items().rev().find(|item| item.root == *root && item.key == *key)?;
            let at = item.fields.get("at")?.as_array()?;
            Some([at.first()?.as_f64()?, at.get(1)?.as_f64()?])
        },
    };
    for (place, (was, is)) in changes {
        let wrong = match (was, is) {
            (None, Some(is)) => judge.adds(place, is),
            (Some(was), None) => judge.takes_away(place, was),
            (Some(was), Some(is)) => judge.changes(place, was, is),
            (None, None) => None,
        };
        let Some(wrong) = wrong else { continue };
        panic!("{wrong} {place:?} of room {room} under {rights:?}: {was:?} became {is:?}");
    }
    changes.len()
}

/// Says what nobody may have done, for nobody who did it had the right.
struct Judge<'a> {
    register: &'a Register,
    rights: &'a Rights,
    /// As they lay before and after it: in one record others may have moved them.
    sections: &'a [Vec<(String, Seen)>; 2],
    /// What stands in the open vote.
    items: Vec<&'a str>,
    stood: &'a dyn Fn(&str) -> bool,
    /// Whether what bears a number was on the board after some record.
    was_seen: &'a dyn Fn(u64) -> bool,
    went: &'a dyn Fn(&str) -> bool,
    /// Where something lay last, that is in the bin.
    went_from: &'a dyn Fn(&Place) -> Option<[f64; 2]>,
}

impl Judge<'_> {
    /// The rights that may hold where something lies: where sections lie over each other, those of each.
    fn rights_at(&self, (root, _): &Place, seen: &Seen) -> Vec<Right> {
        let half = if *root == "notes" { NOTE_SIDE / 2.0 } else { 0.0 };
        let middle = seen.at.map(|side| side + half);
        let mut rights = Vec::new();
        for sections in self.sections {
            let before = rights.len();
            for (id, section) in sections {
                let inside = |axis: usize| {
                    let from = section.at[axis];
                    (from..from + section.size[axis]).contains(&middle[axis])
                };
                if inside(0) && inside(1) {
                    let right = id.parse().ok().and_then(|id| self.rights.sections.get(&id));
                    rights.push(right.copied().unwrap_or(self.rights.board));
                }
            }
            if rights.len() == before {
                rights.push(self.rights.board);
            }
        }
        rights
    }

    fn may(&self, who: &[ClientId], allows: impl Fn(ClientId) -> bool) -> bool {
        who.iter().any(|client| self.register.facilitates(*client) || allows(*client))
    }

    fn owns(&self, client: ClientId, (_, key): &Place, seen: &Seen) -> bool {
        self.register.may_own(client, key, seen.by.as_deref())
    }

    fn is_of_all(&self, (root, _): &Place) -> bool {
        *root == "sections"
    }

    fn adds(&self, place: &Place, is: &Seen) -> Option<&'static str> {
        let who = self.register.who_made(&place.1);
        // The server laid it.
        if !self.register.is_peoples(&place.1) && !self.is_of_all(place) || (self.stood)(&place.1) {
            return None;
        }
        let adds = self.rights_at(place, is).into_iter().any(Right::adds);
        let adds = if self.is_of_all(place) { self.rights.are_all() } else { adds };
        (!self.may(&who, |_| adds)).then_some("nobody may add")
    }

    fn takes_away(&self, place: &Place, was: &Seen) -> Option<&'static str> {
        let who = self.register.who_removed(&place.1);
        if (self.went)(&place.1) {
            return None;
        }
        let mut rights = self.rights_at(place, was);
        if let Some(at) = (self.went_from)(place) {
            rights.extend(self.rights_at(place, &Seen { at, ..was.clone() }));
        }
        let stands = self.is_voted_on(Some(&place.1)) || self.is_voted_on(was.cluster.as_deref());
        let may = self.may(&who, |client| {
            !stands
                && if self.is_of_all(place) {
                    self.rights.are_all()
                } else {
                    rights.contains(&Right::All)
                        || rights.contains(&Right::Own) && self.owns(client, place, was)
                }
        });
        (!may).then_some("nobody may take away")
    }

    fn is_voted_on(&self, key: Option<&str>) -> bool {
        key.is_some_and(|key| self.items.contains(&key))
    }

    fn changes(&self, place: &Place, was: &Seen, is: &Seen) -> Option<&'static str> {
        // Another may be in its place.
        let is_another = self.takes_away(place, was).is_none() && self.adds(place, is).is_none();
        let wrong = self.moves(place, was, is).or_else(|| self.writes(place, was, is));
        wrong.filter(|_| !is_another)
    }

    /// Whether whoever set a field had the right to, where it lay and where it lies.
    fn may_set(
        &self,
        who: &[ClientId],
        place: &Place,
        was: &Seen,
        is: &Seen,
        own: &[Right],
    ) -> bool {
        // Where a facilitator moved it in the same moment, it may have lain there before.
        let moved = (was.at != is.at).then(|| number_at(is.at)).flatten();
        let moved = moved.map(|number| self.register.of_number(number)).unwrap_or_default();
        let was_moved = self.may(&moved, |_| false);
        let of_all = self.is_of_all(place) && !self.rights.are_all();
        let between = self.overtaken(place, was, own);
        self.may(who, |client| {
            let lay = was_moved
                || self.allows(client, place, was, own)
                || between.iter().any(|lay| self.allows(client, place, lay, own));
            !of_all && lay && self.allows(client, place, is, own)
        })
    }

    /// Whether somebody may change something that lies there; what one owns, under one of these rights.
    fn allows(&self, client: ClientId, place: &Place, seen: &Seen, own: &[Right]) -> bool {
        self.rights_at(place, seen).into_iter().any(|right| {
            right == Right::All || own.contains(&right) && self.owns(client, place, seen)
        })
    }

    /// Where it may have lain between two changes of one record: who moved it before had the right to, and nobody saw it there.
    fn overtaken(&self, place: &Place, was: &Seen, own: &[Right]) -> Vec<Seen> {
        let moves = self.register.moves(&place.1).filter(|(number, _)| !(self.was_seen)(*number));
        let lay = |(number, at)| {
            let lies = Seen { at, ..was.clone() };
            let may = self.may(&self.register.of_number(number), |client| {
                [was, &lies].iter().all(|seen| self.allows(client, place, seen, own))
            });
            may.then_some(lies)
        };
        moves.filter_map(lay).collect()
    }

    fn moves(&self, place: &Place, was: &Seen, is: &Seen) -> Option<&'static str> {
        let numbers = [
            (was.at != is.at).then(|| number_at(is.at)).flatten(),
            (was.z != is.z).then_some(is.z).flatten(),
        ];
        for number in numbers.into_iter().flatten() {
            let who = self.register.of_number(number);
            let stood = (self.stood)(&number.to_string());
            if !stood && !self.may_set(&who, place, was, is, &[Right::Own]) {
                return Some("nobody may move");
            }
        }
        if was.cluster != is.cluster && !(self.stood)(&place.1) {
            let who = self.register.who_joined(&place.1, is.cluster.as_deref());
            let stands =
                self.is_voted_on(was.cluster.as_deref()) || self.is_voted_on(is.cluster.as_deref());
            let may = self.may_set(&who, place, was, is, &[Right::Own]) && !stands;
            if !may && !self.may(&who, |_| false) {
                return Some("nobody may put into another cluster");
            }
        }
        None
    }

    fn writes(&self, place: &Place, was: &Seen, is: &Seen) -> Option<&'static str> {
        let has = |seen: &Seen, word: &str| seen.text.split_whitespace().any(|there| there == word);
        for word in is.text.split_whitespace().filter(|word| !has(was, word)) {
            let number = word.strip_prefix('w').and_then(|word| word.strip_suffix('🧺'));
            let Some(number) = number.and_then(|number| number.parse().ok()) else { continue };
            let who = self.register.of_number(number);
            let stands = self.is_voted_on(Some(&place.1));
            let may = !stands && self.may_set(&who, place, was, is, &[Right::Own, Right::Add]);
            let may = may || self.may(&who, |_| false);
            if !may && !(self.stood)(word) {
                return Some("nobody may write in");
            }
        }
        // Nobody here takes words out of a note that stays.
        let lost = was.text.split_whitespace().any(|word| !has(is, word));
        (lost && self.takes_away(place, was).is_some() && !(self.stood)(&place.1))
            .then_some("nobody may take words from")
    }
}
