//! The sockets in the room: of each who comes by it and what the board lacks of its changes, and when which are asked
//! for that.
//!
//! Decides and sends nothing: [`super::asking`] asks those who are named here.

use std::collections::BTreeMap;

use crate::limits::{COMPARE_INTERVAL_MS, NO_RIGHT_TOLD_MS};
use crate::room::effort::Effort;
use crate::room::missing::{AskNow, Missing};
use crate::room::taking_in::TakenBack;
use crate::room::{ConnectionId, Join, Now};

/// A socket's place in the room.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) join: Join,
    /// Change frames received, counted for «saved».
    pub(super) changes: u32,
    /// What the room lacks of its changes.
    pub(super) missing: Missing,
    pub(super) told: Told,
    pub(super) effort: Effort,
}

/// What a socket was told once and need not hear again.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// That presence of it is not shown.
    pub(super) presence: bool,
    /// That it sends what the server does not know.
    pub(super) unknown: bool,
    /// Until when it need not hear again that it changed what it may not.
    pub(super) rights_until_ms: u64,
    /// What it hears then: it came since, and was taken back, too.
    pub(super) rights_owed: Option<Box<TakenBack>>,
}

impl Connection {
    /// One more frame came that «saved» counts.
    pub(super) const fn count_change(&mut self) {
        self.changes = self.changes.saturating_add(1);
    }
}

impl Connection {
    /// Whether it is to hear now that it changed what it may not: not with every letter.
    pub(super) const fn is_to_hear_of_rights(&mut self, now: Now) -> bool {
        let is_due = now.monotonic_ms >= self.told.rights_until_ms;
        if is_due {
            self.told.rights_until_ms = now.monotonic_ms.saturating_add(NO_RIGHT_TOLD_MS);
        }
        is_due
    }
}

/// All sockets in the room.
#[derive(Debug)]
pub(super) struct Connections {
    /// Boxed: a map holds room for eleven at a time, and most rooms have few.
    each: BTreeMap<ConnectionId, Box<Connection>>,
    /// When somebody's writing is next compared with the board; never while nobody wrote.
    compare_at_ms: u64,
    /// When somebody is next told what was taken back of late; never while nobody is owed that.
    tell_rights_at_ms: u64,
}

impl Default for Connections {
    fn default() -> Self {
        Self { each: BTreeMap::new(), compare_at_ms: u64::MAX, tell_rights_at_ms: u64::MAX }
    }
}

/// Who is asked now for what the board lacks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AskedNow {
    pub(super) due: Vec<ConnectionId>,
    /// Those who answered each time with what stands on others that never came.
    pub(super) in_vain: Vec<ConnectionId>,
}

impl Connections {
    pub(super) fn enter(&mut self, join: Join) {
        let connection = Connection {
            changes: 0,
            missing: Missing::default(),
            told: Told::default(),
            effort: Effort::default(),
            join,
        };
        self.each.insert(connection.join.connection, Box::new(connection));
    }

    pub(super) fn leave(&mut self, id: ConnectionId) -> Option<Box<Connection>> {
        self.each.remove(&id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.each.len()
    }

    pub(super) fn has(&self, id: ConnectionId) -> bool {
        self.each.contains_key(&id)
    }

    pub(super) fn get(&self, id: ConnectionId) -> Option<&Connection> {
        self.each.get(&id).map(Box::as_ref)
    }

    pub(super) fn get_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.each.get_mut(&id).map(Box::as_mut)
    }

    /// What the room lacks of a socket's changes.
    pub(super) fn missing_of(&mut self, id: ConnectionId) -> Option<&mut Missing> {
        self.get_mut(id).map(|connection| &mut connection.missing)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (ConnectionId, &Connection)> {
        self.each.iter().map(|(id, connection)| (*id, connection.as_ref()))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (ConnectionId, &mut Connection)> {
        self.each.iter_mut().map(|(id, connection)| (*id, connection.as_mut()))
    }

    /// The board is open again: those who were locked out are asked for what it lacks.
    pub(super) fn unlock(&mut self) {
        self.each.values_mut().for_each(|connection| connection.missing.unlock());
    }

    /// There is room for changes that were refused for want of it.
    pub(super) fn space_is_free(&mut self) {
        self.each.values_mut().for_each(|connection| connection.missing.space_is_free());
    }

    /// Those whose changes were set aside and who are asked now for what the board lacks, ever more seldom.
    pub(super) fn ask(&mut self, now: Now) -> AskedNow {
        let mut asked = AskedNow::default();
        for (id, connection) in self.iter_mut() {
            match connection.missing.ask(now) {
                AskNow::NotNow => {}
                AskNow::Due => asked.due.push(id),
                AskNow::InVain => asked.in_vain.push(id),
            }
        }
        asked
    }

    /// When the next of them is.
    pub(super) fn next_ask_ms(&self) -> Option<u64> {
        self.each.values().filter_map(|connection| connection.missing.next_ask_ms()).min()
    }

    /// What a socket wrote is compared with what the board has, after a while.
    pub(super) fn compare_later(&mut self, now: Now, id: ConnectionId) {
        let due = now.monotonic_ms.saturating_add(COMPARE_INTERVAL_MS);
        if self.missing_of(id).is_some_and(|missing| missing.compare_later(due)) {
            self.compare_at_ms = self.compare_at_ms.min(due);
        }
    }

    /// Those who wrote a while ago and are asked now for what the board lacks, which should be nothing; who is behind hears
    /// nothing now.
    pub(super) fn compare(
        &mut self,
        now: Now,
        is_behind: impl Fn(ConnectionId) -> bool,
    ) -> Vec<ConnectionId> {
        let mut due = Vec::new();
        if now.monotonic_ms < self.compare_at_ms {
            return due;
        }
        let mut next_ms = u64::MAX;
        for (id, connection) in self.iter_mut() {
            if connection.missing.compare(now, is_behind(id)) {
                due.push(id);
            }
            if let Some(at_ms) = connection.missing.compare_at_ms() {
                next_ms = next_ms.min(at_ms);
            }
        }
        self.compare_at_ms = next_ms;
        due
    }

    /// When that is next.
    pub(super) fn next_compare_ms(&self) -> Option<u64> {
        (self.compare_at_ms < u64::MAX).then_some(self.compare_at_ms)
    }

    /// Somebody heard a moment ago that something was taken back, and hears of this then.
    pub(super) fn owe_of_rights(&mut self, id: ConnectionId, taken_back: TakenBack) {
        let Some(connection) = self.get_mut(id) else { return };
        let Told { rights_until_ms, rights_owed, .. } = &mut connection.told;
        let owed = rights_owed.take().map_or_else(TakenBack::default, |owed| *owed);
        *rights_owed = Some(Box::new(owed.with(taken_back)));
        let due = *rights_until_ms;
        self.tell_rights_at_ms = self.tell_rights_at_ms.min(due);
    }

    /// What is told now of what was taken back of late.
    pub(super) fn owed_of_rights(&mut self, now: Now) -> Vec<(ConnectionId, Box<TakenBack>)> {
        let mut due = Vec::new();
        if now.monotonic_ms < self.tell_rights_at_ms {
            return due;
        }
        let mut next_ms = u64::MAX;
        for (id, connection) in self.iter_mut() {
            if connection.told.rights_owed.is_some() && connection.is_to_hear_of_rights(now) {
                due.extend(connection.told.rights_owed.take().map(|owed| (id, owed)));
            } else if connection.told.rights_owed.is_some() {
                next_ms = next_ms.min(connection.told.rights_until_ms);
            }
        }
        self.tell_rights_at_ms = next_ms;
        due
    }

    pub(super) fn next_rights_ms(&self) -> Option<u64> {
        (self.tell_rights_at_ms < u64::MAX).then_some(self.tell_rights_at_ms)
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::ids::{ParticipantId, Role};

    use super::*;

    const ONE: ConnectionId = ConnectionId(1);
    const OTHER: ConnectionId = ConnectionId(2);

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    fn two() -> Connections {
        let mut connections = Connections::default();
        for connection in [ONE, OTHER] {
            connections.enter(Join {
                connection,
                participant: ParticipantId::from_bytes([1; 16]),
                lasting: true,
                role: Role::Participant,
                generation: 0,
                session: true,
            });
        }
        connections
    }

    #[test]
    fn what_each_wrote_is_compared_when_that_is_due_and_only_theirs() {
        let mut connections = two();
        assert_eq!(connections.next_compare_ms(), None);
        connections.compare_later(at(10), OTHER);
        connections.compare_later(at(20), ONE);
        connections.compare_later(at(30), OTHER);
        assert_eq!(connections.next_compare_ms(), Some(10 + COMPARE_INTERVAL_MS));
        let nobody = |_| false;
        assert_eq!(connections.compare(at(9 + COMPARE_INTERVAL_MS), nobody), []);
        assert_eq!(connections.compare(at(10 + COMPARE_INTERVAL_MS), nobody), [OTHER]);
        assert_eq!(connections.next_compare_ms(), Some(20 + COMPARE_INTERVAL_MS));
        let is_behind = |id| id == ONE;
        assert_eq!(connections.compare(at(20 + COMPARE_INTERVAL_MS), is_behind), []);
        assert_eq!(connections.next_compare_ms(), None);
    }

    #[test]
    fn who_is_gone_is_not_compared_and_the_look_ends_there() {
        let mut connections = two();
        connections.compare_later(at(0), ONE);
        assert!(connections.leave(ONE).is_some() && connections.leave(ONE).is_none());
        connections.compare_later(at(0), ONE);
        assert_eq!(connections.compare(at(COMPARE_INTERVAL_MS), |_| false), []);
        assert_eq!(connections.next_compare_ms(), None);
    }

    #[test]
    fn what_is_taken_back_soon_after_something_else_is_told_a_little_later() {
        let of = |elements| TakenBack { elements, ..TakenBack::default() };
        let mut connections = two();
        assert!(connections.get_mut(ONE).unwrap().is_to_hear_of_rights(at(0)));
        connections.owe_of_rights(ONE, of(1));
        connections.owe_of_rights(ONE, of(2));
        assert_eq!(connections.next_rights_ms(), Some(NO_RIGHT_TOLD_MS));
        assert!(connections.owed_of_rights(at(NO_RIGHT_TOLD_MS - 1)).is_empty());
        let told = connections.owed_of_rights(at(NO_RIGHT_TOLD_MS));
        assert_eq!(told, [(ONE, Box::new(of(3)))]);
        assert_eq!(connections.next_rights_ms(), None);
        assert!(!connections.get_mut(ONE).unwrap().is_to_hear_of_rights(at(NO_RIGHT_TOLD_MS)));
    }

    #[test]
    fn those_are_asked_whose_changes_were_set_aside() {
        let mut connections = two();
        assert_eq!(
            (connections.ask(at(5)), connections.next_ask_ms()),
            (AskedNow::default(), None)
        );
        connections.missing_of(OTHER).unwrap().set_aside(at(5), None);
        let next_ms = connections.next_ask_ms().unwrap();
        assert_eq!(connections.ask(at(next_ms)), AskedNow { due: vec![OTHER], in_vain: vec![] });
    }

    #[test]
    fn all_who_were_locked_out_or_wait_for_room_are_asked_when_that_is_over() {
        let mut connections = two();
        connections.missing_of(ONE).unwrap().lock_out();
        connections.missing_of(OTHER).unwrap().wait_for_space();
        assert_eq!(connections.next_ask_ms(), None);
        connections.unlock();
        assert_eq!(connections.ask(at(u64::MAX)).due, [ONE]);
        connections.space_is_free();
        assert_eq!(connections.ask(at(u64::MAX)).due, [OTHER]);
    }
}
