//! What each socket shows of its person. Last write wins a client; never logged (rule 5).

use std::collections::{BTreeSet, HashMap, VecDeque};

use bytes::Bytes;
use picnic_protocol::awareness::{Entry, encode_awareness};
use picnic_protocol::frame;
use picnic_protocol::ids::ClientId;

use crate::limits::{PRESENCE_REMOVED_MAX, ROOM_PRESENCE_BYTES_MAX};
use crate::room::ConnectionId;
use crate::room::presence::stamp::{Stamp, stamped};

/// What became of an entry that a connection sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::room) enum Verdict {
    /// It is in the table and goes out with the next frame.
    Taken,
    /// It is not this connection's to change, or is old: y-websocket repeats what it hears.
    Ignored,
    /// The client is older than its own removal: it must hear of that to speak on.
    Stale,
}

#[derive(Debug)]
struct Held {
    owner: ConnectionId,
    clock: u32,
    /// What others are shown, if anything.
    state: Option<Box<str>>,
    /// Whether others may have been shown something of it.
    told: bool,
}

impl Held {
    fn bytes(&self) -> usize {
        self.state.as_deref().map_or(0, str::len)
    }

    /// Shows a state, unless others show too much beside it, so many bytes.
    fn show(&mut self, state: Option<Box<str>>, others: usize) {
        let room = ROOM_PRESENCE_BYTES_MAX.saturating_sub(others);
        self.state = state.filter(|state| state.len() <= room);
        self.told |= self.state.is_some();
    }
}

/// What each client shows, by its id.
#[derive(Debug, Default)]
pub(super) struct Entries {
    held: HashMap<ClientId, Held>,
    owned: HashMap<ConnectionId, ClientId>,
    removed: HashMap<ClientId, u32>,
    removed_order: VecDeque<ClientId>,
    changed: BTreeSet<ClientId>,
    /// What all states take that are shown.
    bytes: usize,
    /// Everyone's as one frame, until one of them changes.
    everyone: Option<Bytes>,
}

impl Entries {
    /// The client that `connection` speaks for, once its presence named it.
    pub(super) fn client_of(&self, connection: ConnectionId) -> Option<ClientId> {
        self.owned.get(&connection).copied()
    }

    /// The connection that owns `client`'s entry.
    pub(super) fn owner_of(&self, client: ClientId) -> Option<ConnectionId> {
        self.held.get(&client).map(|held| held.owner)
    }

    /// The clock of `client`'s entry, if `connection` owns it.
    pub(super) fn clock_of(&self, client: ClientId, connection: ConnectionId) -> Option<u32> {
        self.held.get(&client).filter(|held| held.owner == connection).map(|held| held.clock)
    }

    /// Gives `client`'s entry to `connection`, whose participant had it on another socket.
    pub(super) fn hand_over(&mut self, client: ClientId, connection: ConnectionId) {
        if let Some(held) = self.held.get_mut(&client) {
            self.owned.remove(&held.owner);
            held.owner = connection;
            self.owned.insert(connection, client);
        }
    }

    /// Takes one entry from a connection.
    pub(super) fn set(
        &mut self,
        from: ConnectionId,
        entry: &Entry<'_>,
        stamp: Stamp<'_>,
    ) -> Verdict {
        if self.owned.get(&from).is_some_and(|own| *own != entry.client) {
            return Verdict::Ignored;
        }
        match self.held.get_mut(&entry.client) {
            Some(held) if held.owner != from => return Verdict::Ignored,
            Some(held) if entry.clock < held.clock => return Verdict::Ignored,
            Some(held) if entry.clock == held.clock => return Verdict::Ignored,
            Some(held) => {
                let Some(state) = entry.state else { return Verdict::Ignored };
                held.clock = entry.clock;
                let others = self.bytes.saturating_sub(held.bytes());
                held.show(stamped(state, stamp), others);
                self.bytes = others.saturating_add(held.bytes());
                self.everyone = None;
                if !held.told {
                    return Verdict::Taken;
                }
            }
            None => {
                let Some(state) = entry.state else { return Verdict::Ignored };
                if self.removed.get(&entry.client).is_some_and(|removed| entry.clock <= *removed) {
                    return Verdict::Stale;
                }
                let mut held = Held { owner: from, clock: entry.clock, state: None, told: false };
                held.show(stamped(state, stamp), self.bytes);
                self.bytes = self.bytes.saturating_add(held.bytes());
                let told = held.told;
                self.held.insert(entry.client, held);
                self.owned.insert(from, entry.client);
                if !told {
                    return Verdict::Taken;
                }
            }
        }
        self.changed.insert(entry.client);
        self.everyone = None;
        Verdict::Taken
    }

    /// Takes away an entry whose holder says that it is gone; false when that is older than the entry.
    pub(super) fn take_away(&mut self, entry: &Entry<'_>) -> bool {
        let is_old = self.held.get(&entry.client).is_none_or(|held| entry.clock < held.clock);
        if !is_old {
            self.remove(entry.client, entry.clock);
        }
        !is_old
    }

    /// Stamps a connection's entry anew: its person took another name.
    pub(super) fn restamp(&mut self, connection: ConnectionId, stamp: Stamp<'_>) {
        if let Some(client) = self.owned.get(&connection)
            && let Some(held) = self.held.get_mut(client)
        {
            // The clock is the client's to count, so others hear of it with the client's next
            // entry; on the session plane they hear at once.
            let others = self.bytes.saturating_sub(held.bytes());
            if let Some(state) = held.state.take() {
                held.show(stamped(&state, stamp), others);
            }
            self.bytes = others.saturating_add(held.bytes());
            self.everyone = None;
        }
    }

    /// Takes every entry away. Whose they are show them anew (y-protocols), under another stamp.
    pub(super) fn forget_all(&mut self) {
        let held: Vec<_> = self.held.iter().map(|(client, held)| (*client, held.clock)).collect();
        for (client, clock) in held {
            self.remove(client, clock);
        }
    }

    /// Removes what a closed connection owned.
    pub(super) fn leave(&mut self, connection: ConnectionId) {
        if let Some(client) = self.owned.get(&connection).copied()
            && let Some(held) = self.held.get(&client)
        {
            // y-protocols takes a removal at the clock it knows, and a returning client counts on.
            self.remove(client, held.clock);
        }
    }

    fn remove(&mut self, client: ClientId, clock: u32) {
        self.everyone = None;
        let Some(held) = self.held.remove(&client) else { return };
        self.bytes = self.bytes.saturating_sub(held.bytes());
        self.owned.remove(&held.owner);
        if self.removed.insert(client, clock).is_none() {
            self.removed_order.push_back(client);
        }
        if self.removed_order.len() > PRESENCE_REMOVED_MAX
            && let Some(oldest) = self.removed_order.pop_front()
        {
            self.removed.remove(&oldest);
        }
        if held.told {
            self.changed.insert(client);
        }
    }

    /// Whether something changed since the last [`changes`](Self::changes).
    pub(super) fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// One frame with all that changed since the last.
    pub(super) fn changes(&mut self) -> Bytes {
        let changed = std::mem::take(&mut self.changed);
        let frame = self.frame_of(&changed);
        for client in &changed {
            if let Some(held) = self.held.get_mut(client) {
                held.told = held.state.is_some();
            }
        }
        frame
    }

    /// One frame with everyone's presence; none when nobody is shown any.
    pub(super) fn everyone(&mut self) -> Option<Bytes> {
        if self.everyone.is_none() {
            let shown = self.held.iter().filter(|(_, held)| held.state.is_some());
            let shown: BTreeSet<ClientId> = shown.map(|(client, _)| *client).collect();
            self.everyone = (!shown.is_empty()).then(|| self.frame_of(&shown));
        }
        self.everyone.clone()
    }

    /// A frame that tells a client of its own removal.
    pub(super) fn removal_of(&self, client: ClientId) -> Bytes {
        removal(client, self.removed.get(&client).copied().unwrap_or_default())
    }

    fn frame_of(&self, clients: &BTreeSet<ClientId>) -> Bytes {
        let entries: Vec<_> = clients
            .iter()
            .filter_map(|client| match self.held.get(client) {
                Some(held) => {
                    Some(Entry { client: *client, clock: held.clock, state: held.state.as_deref() })
                }
                None => {
                    let clock = *self.removed.get(client)?;
                    Some(Entry { client: *client, clock, state: None })
                }
            })
            .collect();
        frame::awareness(&encode_awareness(entries.into_iter())).into()
    }
}

/// A frame that says an entry is gone. Whose it is says that it is not (y-protocols), at the next
/// clock; who only repeats what they heard lets go of it.
pub(in crate::room) fn removal(client: ClientId, clock: u32) -> Bytes {
    frame::awareness(&encode_awareness([Entry { client, clock, state: None }].into_iter())).into()
}

/// A presence frame that says nothing, for keeping a quiet socket open.
pub(super) fn keepalive() -> Bytes {
    frame::awareness(&encode_awareness([].into_iter())).into()
}

#[cfg(test)]
mod tests {
    use picnic_protocol::awareness::check_awareness;
    use picnic_protocol::ids::{ParticipantId, Role};

    use super::*;
    use crate::room::presence::stamp::PublicPart;

    const ALICE: ConnectionId = ConnectionId(1);
    const BOB: ConnectionId = ConnectionId(2);

    fn stamp() -> Stamp<'static> {
        let id = ParticipantId::from_bytes([7; 16]);
        Stamp::Named { id, role: Role::Viewer, name: Some("Aino") }
    }

    fn entry(client: ClientId, clock: u32, state: Option<&str>) -> Entry<'_> {
        Entry { client, clock, state }
    }

    #[test]
    fn all_that_people_show_is_bounded_and_what_one_takes_back_another_may_show() {
        let mut entries = Entries::default();
        let large = format!(r#"{{"selection":"{}"}}"#, "x".repeat(30_000));
        let shown = |entries: &mut Entries| entries.everyone().map_or(0, |frame| frame.len());
        for number in 1..40 {
            let entry = entry(number, 1, Some(&large));
            assert_eq!(entries.set(ConnectionId(number), &entry, stamp()), Verdict::Taken);
        }
        let most = shown(&mut entries);
        assert!(
            (ROOM_PRESENCE_BYTES_MAX - 40_000..ROOM_PRESENCE_BYTES_MAX + 1_000).contains(&most)
        );
        entries.leave(ConnectionId(1));
        entries.set(ConnectionId(39), &entry(39, 2, Some(&large)), stamp());
        assert_eq!(shown(&mut entries), most);
        for number in 2..40 {
            entries.leave(ConnectionId(number));
        }
        assert_eq!((shown(&mut entries), entries.bytes), (0, 0));
    }

    #[test]
    fn whoever_is_not_shown_neither_comes_nor_goes() {
        let mut entries = Entries::default();
        let (hidden, shows) =
            (Stamp::Nameless(PublicPart::Participant), Stamp::Nameless(PublicPart::Leader));
        let said = Some(r#"{"view":1}"#);
        assert_eq!(entries.set(ALICE, &entry(5, 1, said), hidden), Verdict::Taken);
        assert_eq!(entries.set(ALICE, &entry(5, 2, said), hidden), Verdict::Taken);
        assert!(!entries.is_changed() && entries.everyone().is_none());
        entries.leave(ALICE);
        assert!(!entries.is_changed());
        // Whoever showed something and shows it no more is gone.
        entries.set(BOB, &entry(6, 1, said), shows);
        entries.changes();
        entries.set(BOB, &entry(6, 2, Some("{}")), shows);
        let gone = entries.changes();
        let checked = check_awareness(&gone[2..]).unwrap();
        assert_eq!(checked.entries().collect::<Vec<_>>(), [entry(6, 2, None)]);
        entries.set(BOB, &entry(6, 3, Some("{}")), shows);
        assert!(!entries.is_changed() && entries.everyone().is_none());
    }

    #[test]
    fn an_entry_belongs_to_the_connection_that_made_it() {
        let mut entries = Entries::default();
        assert_eq!(entries.set(ALICE, &entry(5, 1, Some("{}")), stamp()), Verdict::Taken);
        assert_eq!(entries.set(BOB, &entry(5, 9, None), stamp()), Verdict::Ignored);
        assert_eq!(entries.owner_of(5), Some(ALICE));
    }

    #[test]
    fn a_late_echo_brings_nobody_back() {
        let mut entries = Entries::default();
        entries.set(ALICE, &entry(5, 1, Some("{}")), stamp());
        entries.leave(ALICE);
        assert_eq!(entries.set(BOB, &entry(5, 1, Some("{}")), stamp()), Verdict::Stale);
        let gone = entries.changes();
        let checked = check_awareness(&gone[2..]).unwrap();
        assert_eq!(checked.entries().collect::<Vec<_>>(), [entry(5, 1, None)]);
        assert_eq!(entries.set(BOB, &entry(5, 2, Some("{}")), stamp()), Verdict::Taken);
    }
}
