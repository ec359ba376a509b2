//! Who knocks: newcomers whom a facilitator lets in or turns away. Kept in memory only: whoever waits asks again and again,
//! and so stands here again after a restart.

use std::collections::BTreeMap;
use std::net::IpAddr;

use picnic_protocol::ids::ParticipantId;
use picnic_protocol::session::{Knocker, ServerMessage};

use crate::limits::{
    KNOCK_AGAIN_MS, KNOCK_SILENT_MS, KNOCKING_INTERVAL_MS, KNOCKING_MAX, KNOCKING_OF_ADDRESS_MAX,
};
use crate::room::Now;

/// Somebody knocks, or still does.
#[derive(Debug, Clone)]
pub struct Knock {
    /// Who they will be in this room.
    pub who: ParticipantId,
    /// What they are called.
    pub name: String,
    /// Their address, or the network that stands for it.
    pub from: IpAddr,
    /// They were turned away, and knock anew.
    pub again: bool,
}

/// What becomes of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They wait.
    Waiting,
    /// They are in.
    LetIn,
    /// A facilitator turned them away.
    TurnedAway,
    /// Nobody new comes in.
    Closed,
    /// As many knock as may at once.
    Full,
}

#[derive(Debug)]
struct Waiting {
    name: String,
    from: IpAddr,
    since_unix_ms: u64,
    heard_ms: u64,
    turned_away_ms: Option<u64>,
}

/// All who knock.
#[derive(Debug, Default)]
pub(super) struct Knocking {
    each: BTreeMap<ParticipantId, Waiting>,
    changed: bool,
    tell_at_ms: u64,
}

impl Knocking {
    /// Somebody knocks, or still does.
    pub(super) fn hear(&mut self, now: Now, knock: Knock) -> Answer {
        let Knock { who, name, from, again } = knock;
        self.forget_silent(now);
        if let Some(waiting) = self.each.get_mut(&who) {
            waiting.heard_ms = now.monotonic_ms;
            if waiting.name != name {
                self.changed |= waiting.turned_away_ms.is_none();
                waiting.name = name;
            }
            let Some(turned_away_ms) = waiting.turned_away_ms else { return Answer::Waiting };
            if !again || now.monotonic_ms < turned_away_ms.saturating_add(KNOCK_AGAIN_MS) {
                return Answer::TurnedAway;
            }
            waiting.turned_away_ms = None;
            waiting.since_unix_ms = now.unix_ms;
            self.changed = true;
            return Answer::Waiting;
        }
        let of_address = self.each.values().filter(|waiting| waiting.from == from).count();
        if self.each.len() >= KNOCKING_MAX || of_address >= KNOCKING_OF_ADDRESS_MAX {
            return Answer::Full;
        }
        let waiting = Waiting {
            name,
            from,
            since_unix_ms: now.unix_ms,
            heard_ms: now.monotonic_ms,
            turned_away_ms: None,
        };
        self.each.insert(who, waiting);
        self.changed = true;
        Answer::Waiting
    }

    /// Whoever has not been heard for long is gone: a phone that slept for less keeps its place.
    fn forget_silent(&mut self, now: Now) {
        let before = self.each.len();
        self.each.retain(|_, waiting| {
            now.monotonic_ms < waiting.heard_ms.saturating_add(KNOCK_SILENT_MS)
        });
        self.changed |= self.each.len() < before;
    }

    /// Somebody is in, and knocks no more.
    pub(super) fn forget(&mut self, who: ParticipantId) {
        self.changed |= self.each.remove(&who).is_some();
    }

    /// Somebody knocks in vain.
    pub(super) fn turn_away(&mut self, now: Now, who: ParticipantId) {
        if let Some(waiting) = self.each.get_mut(&who) {
            waiting.turned_away_ms = Some(now.monotonic_ms);
            self.changed = true;
        }
    }

    /// The name of somebody who knocks and was not turned away.
    pub(super) fn name_of(&self, who: ParticipantId) -> Option<&str> {
        let waiting = self.each.get(&who)?;
        waiting.turned_away_ms.is_none().then_some(waiting.name.as_str())
    }

    /// Whether anybody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.each.values().all(|waiting| waiting.turned_away_ms.is_some())
    }

    /// Who waits, longest first, for facilitators.
    pub(super) fn told(&self) -> ServerMessage {
        let wait = self.each.iter().filter(|(_, waiting)| waiting.turned_away_ms.is_none());
        let mut waiting: Vec<_> = wait
            .map(|(id, waiting)| Knocker {
                id: *id,
                name: waiting.name.clone(),
                since_ms: waiting.since_unix_ms,
            })
            .collect();
        waiting.sort_by_key(|knocker| (knocker.since_ms, knocker.id));
        ServerMessage::Knocking { waiting }
    }

    /// When facilitators are next told: of who came or went, or of who is silent for too long.
    pub(super) fn next_ms(&self) -> Option<u64> {
        if self.changed {
            return Some(self.tell_at_ms);
        }
        let silent = |waiting: &Waiting| waiting.heard_ms.saturating_add(KNOCK_SILENT_MS);
        self.each.values().map(silent).min()
    }

    /// Whether they are told now.
    pub(super) fn is_news(&mut self, now: Now) -> bool {
        self.forget_silent(now);
        let is_due = self.changed && now.monotonic_ms >= self.tell_at_ms;
        if is_due {
            self.changed = false;
            self.tell_at_ms = now.monotonic_ms.saturating_add(KNOCKING_INTERVAL_MS);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(number: u16) -> ParticipantId {
        let [high, low] = number.to_be_bytes();
        let mut bytes = [0; 16];
        (bytes[0], bytes[1]) = (high, low);
        ParticipantId::from_bytes(bytes)
    }

    fn knock(number: u16) -> Knock {
        let [high, _] = number.to_be_bytes();
        let from = IpAddr::from([192, 0, 2, high]);
        Knock { who: who(number), name: format!("N{number}"), from, again: false }
    }

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: monotonic_ms }
    }

    fn waiting(knocking: &Knocking) -> Vec<ParticipantId> {
        let ServerMessage::Knocking { waiting } = knocking.told() else { unreachable!() };
        waiting.into_iter().map(|knocker| knocker.id).collect()
    }

    #[test]
    fn who_waits_longest_stands_first_and_keeps_the_place_while_heard_of() {
        let mut knocking = Knocking::default();
        for (ms, number) in [(1, 9), (2, 5), (KNOCK_SILENT_MS, 9)] {
            assert_eq!(knocking.hear(at(ms), knock(number)), Answer::Waiting);
        }
        assert_eq!(waiting(&knocking), [who(9), who(5)]);
        assert!(knocking.is_news(at(KNOCK_SILENT_MS + 2)));
        assert_eq!(waiting(&knocking), [who(9)], "the other was not heard of for too long");
        assert_eq!(knocking.next_ms(), Some(2 * KNOCK_SILENT_MS));
    }

    #[test]
    fn who_was_turned_away_knocks_again_after_a_while_and_only_when_they_ask_to() {
        let mut knocking = Knocking::default();
        knocking.hear(at(0), knock(1));
        knocking.turn_away(at(5), who(1));
        assert!(knocking.is_empty() && knocking.name_of(who(1)).is_none());
        let again = Knock { again: true, ..knock(1) };
        assert_eq!(knocking.hear(at(6), again.clone()), Answer::TurnedAway);
        assert_eq!(knocking.hear(at(5 + KNOCK_AGAIN_MS), knock(1)), Answer::TurnedAway);
        assert_eq!(knocking.hear(at(5 + KNOCK_AGAIN_MS), again), Answer::Waiting);
        assert_eq!(knocking.name_of(who(1)), Some("N1"));
    }

    #[test]
    fn one_address_leaves_places_before_the_door_to_others() {
        let mut knocking = Knocking::default();
        let answers: Vec<_> = (0..250).map(|number| knocking.hear(at(1), knock(number))).collect();
        let waiting = answers.iter().filter(|answer| **answer == Answer::Waiting).count();
        assert_eq!(waiting, KNOCKING_OF_ADDRESS_MAX);
        assert_eq!(answers.last(), Some(&Answer::Full));
        assert_eq!(knocking.hear(at(1), knock(300)), Answer::Waiting);
    }
}
