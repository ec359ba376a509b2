//! Who did what, as the world knows it: whether or not the server heard, and whatever it made of it.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::ids::{ClientId, ParticipantId, Role};

use crate::person::{Done, Person};

/// Somebody who wrote something, known by the id that they write under.
#[derive(Debug, Clone, Copy)]
struct Doer {
    /// None of one whom each socket makes somebody new.
    participant: Option<ParticipantId>,
    facilitates: bool,
}

/// What everybody did.
#[derive(Debug, Default)]
pub struct Register {
    doers: BTreeMap<ClientId, Doer>,
    /// What is written bears a number.
    numbers: BTreeMap<u64, ClientId>,
    made: BTreeMap<String, BTreeSet<ClientId>>,
    removed: BTreeMap<String, BTreeSet<ClientId>>,
    joined: BTreeMap<(String, Option<String>), BTreeSet<ClientId>>,
    /// Where things were moved to, by the numbers of whoever did.
    moved: BTreeMap<String, BTreeMap<u64, [f64; 2]>>,
    /// Who hands on what others wrote.
    relays: BTreeSet<ClientId>,
    /// Who was to turn out to be whom.
    same: Vec<(ParticipantId, ParticipantId)>,
}

impl Register {
    /// Somebody did something, under this number.
    pub fn note(&mut self, person: &Person, number: u64, done: &Done) {
        let client = person.client();
        let identity = person.identity;
        let participant = identity.lasting.then_some(identity.participant);
        let facilitates = identity.role == Role::Facilitator;
        self.doers.insert(client, Doer { participant, facilitates });
        self.numbers.insert(number, client);
        for key in &done.makes {
            self.made.entry(key.clone()).or_default().insert(client);
        }
        for (key, _) in &done.removes {
            self.removed.entry(key.clone()).or_default().insert(client);
        }
        if let Some((key, at)) = &done.moves {
            self.moved.entry(key.clone()).or_default().insert(number, *at);
        }
        for join in &done.joins {
            self.joined.entry(join.clone()).or_default().insert(client);
        }
    }

    /// A facilitator finds that one is the other.
    pub fn find_the_same(&mut self, one: ParticipantId, other: ParticipantId) {
        self.same.push((one, other));
    }

    /// Somebody hands on what somebody else has.
    pub fn hand_on(&mut self, person: &Person) {
        self.note(person, 0, &Done::of(Bytes::new()));
        self.relays.insert(person.client());
    }

    /// Those, and who may have handed on what they did.
    fn with_relays<'a>(&'a self, who: impl IntoIterator<Item = &'a ClientId>) -> Vec<ClientId> {
        who.into_iter().chain(&self.relays).copied().collect()
    }

    pub fn of_number(&self, number: u64) -> Vec<ClientId> {
        self.with_relays(self.numbers.get(&number))
    }

    pub fn who_made(&self, key: &str) -> Vec<ClientId> {
        self.with_relays(self.made.get(key).into_iter().flatten())
    }

    pub fn who_removed(&self, key: &str) -> Vec<ClientId> {
        self.with_relays(self.removed.get(key).into_iter().flatten())
    }

    /// Who put a note into a cluster, or out of any.
    pub fn who_joined(&self, note: &str, cluster: Option<&str>) -> Vec<ClientId> {
        let join = (note.to_owned(), cluster.map(str::to_owned));
        self.with_relays(self.joined.get(&join).into_iter().flatten())
    }

    /// Where something was moved to, and under which numbers.
    pub fn moves(&self, key: &str) -> impl Iterator<Item = (u64, [f64; 2])> {
        self.moved.get(key).into_iter().flatten().map(|(number, at)| (*number, *at))
    }

    /// Whether somebody of the room wrote it, and not the server.
    pub fn is_peoples(&self, key: &str) -> bool {
        self.made.contains_key(key)
    }

    pub fn facilitates(&self, client: ClientId) -> bool {
        self.doers.get(&client).is_some_and(|doer| doer.facilitates)
    }

    /// Whether something may be somebody's: they, or who may be they, made it once, or it names them.
    pub fn may_own(&self, client: ClientId, key: &str, by: Option<&str>) -> bool {
        let of = |client| self.doers.get(&client).and_then(|doer| doer.participant);
        let none = BTreeSet::new();
        let made = self.made.get(key).unwrap_or(&none);
        let Some(own) = of(client) else { return made.contains(&client) };
        let all = self.all_who_may_be(own);
        made.contains(&client)
            || made.iter().any(|maker| of(*maker).is_some_and(|maker| all.contains(&maker)))
            || by.is_some_and(|by| all.iter().any(|who| who.to_string() == by))
    }

    fn all_who_may_be(&self, who: ParticipantId) -> BTreeSet<ParticipantId> {
        let mut all = BTreeSet::from([who]);
        loop {
            let before = all.len();
            for (one, other) in &self.same {
                if all.contains(one) || all.contains(other) {
                    all.extend([*one, *other]);
                }
            }
            if all.len() == before {
                return all;
            }
        }
    }
}
