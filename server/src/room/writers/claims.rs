//! Who may write under which Yjs client id (rule 7).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use picnic_protocol::ids::{ClientId, ParticipantId};

use crate::limits::{CLAIMS_PER_PARTICIPANT_MAX, LEFT_BEHIND_MAX, NAMED_KEPT_MAX, UNNAMED_MAX};
use crate::room::ConnectionId;
use crate::room::board::SERVER_CLIENT;

/// Client ids in the order in which they came, of which the oldest is forgotten for a newer one.
#[derive(Debug, Default)]
struct Latest {
    numbers: HashMap<ClientId, u64>,
    order: BTreeMap<u64, ClientId>,
    next: u64,
}

impl Latest {
    fn contains(&self, client: ClientId) -> bool {
        self.numbers.contains_key(&client)
    }

    /// Remembers `client`, with at most `most` in all; returns which was forgotten for it.
    fn insert(&mut self, client: ClientId, most: usize) -> Option<ClientId> {
        if !self.contains(client) {
            self.numbers.insert(client, self.next);
            self.order.insert(self.next, client);
            self.next += 1;
        }
        if self.order.len() <= most {
            return None;
        }
        let (_, oldest) = self.order.pop_first()?;
        self.numbers.remove(&oldest);
        Some(oldest)
    }

    fn remove(&mut self, client: ClientId) {
        if let Some(number) = self.numbers.remove(&client) {
            self.order.remove(&number);
        }
    }
}

/// Owners of client ids, and the sockets that write under them now.
#[derive(Debug)]
pub(super) struct Claims {
    owners: HashMap<ClientId, ParticipantId>,
    counts: HashMap<ParticipantId, usize>,
    writers: HashMap<ClientId, ConnectionId>,
    /// Whose owner was here since the room was opened.
    owner_was_here: HashSet<ClientId>,
    /// Whose blocks were on the board before their owner came: whoever wrote them may be another, and comes
    /// back to them once this one leaves.
    adopted: HashSet<ClientId>,
    /// Which somebody without a pass named, and left with nothing written under them.
    left_behind: Latest,
    /// Which somebody with a pass named, and who is gone or silent with nothing written under them: they write
    /// their first words there when they are back.
    kept_named: Latest,
    /// Under which somebody wrote while nobody was named; none where they were too many to tell apart.
    unnamed: Option<BTreeSet<ClientId>>,
    /// Under which the server itself laid notes, each once.
    servers: BTreeSet<ClientId>,
    /// Under which it took things back, each for as long as the room was open.
    pens: BTreeSet<ClientId>,
    /// Under which of these it does so now.
    pen: Option<ClientId>,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            owners: HashMap::new(),
            counts: HashMap::new(),
            writers: HashMap::new(),
            owner_was_here: HashSet::new(),
            adopted: HashSet::new(),
            left_behind: Latest::default(),
            kept_named: Latest::default(),
            unnamed: Some(BTreeSet::new()),
            servers: BTreeSet::new(),
            pens: BTreeSet::new(),
            pen: None,
        }
    }
}

impl Claims {
    /// Whether `client` may be `participant`'s: nobody else owns it.
    pub(super) fn allows(&self, client: ClientId, participant: ParticipantId) -> bool {
        !self.is_servers(client)
            && self.owners.get(&client).is_none_or(|owner| *owner == participant)
    }

    /// Whether the server itself wrote under `client`.
    pub(super) fn is_servers(&self, client: ClientId) -> bool {
        client == SERVER_CLIENT || self.servers.contains(&client) || self.pens.contains(&client)
    }

    /// Whether nothing more comes under `client`, for all that the server wrote there is on the board. What it took back in an
    /// earlier opening, and lost with power, comes back with those who saw it.
    pub(super) fn is_closed(&self, client: ClientId) -> bool {
        self.is_servers(client) && (!self.pens.contains(&client) || self.pen == Some(client))
    }

    /// The server takes things back under `client` from now on.
    pub(super) fn write_with_pen(&mut self, client: ClientId) {
        self.pens.insert(client);
        self.pen = Some(client);
    }

    /// It did so under these while the room was open before.
    pub(super) fn keep_pens(&mut self, pens: BTreeSet<ClientId>) {
        self.pens.extend(pens);
    }

    /// The ids under which the server took things back.
    pub(super) const fn pens(&self) -> &BTreeSet<ClientId> {
        &self.pens
    }

    /// The server writes under `client`, and nobody else.
    pub(super) fn keep_for_server(&mut self, client: ClientId) {
        self.servers.insert(client);
    }

    /// The ids under which the server laid notes.
    pub(super) const fn servers(&self) -> &BTreeSet<ClientId> {
        &self.servers
    }

    /// Whether `client` is somebody's, here or not, or the server's.
    pub(super) fn knows(&self, client: ClientId) -> bool {
        self.is_servers(client)
            || self.owners.contains_key(&client)
            || self.writers.contains_key(&client)
    }

    /// Who owns `client`, if anybody does.
    pub(super) fn owner(&self, client: ClientId) -> Option<ParticipantId> {
        self.owners.get(&client).copied()
    }

    /// Whether `client` belongs to somebody else than `participant` who was here since the room was opened,
    /// and brought then all that they had.
    pub(super) fn is_kept_from(&self, client: ClientId, participant: ParticipantId) -> bool {
        self.owner_was_here.contains(&client)
            && self.owners.get(&client).is_some_and(|owner| *owner != participant)
    }

    /// The open socket that writes under `client`.
    pub(super) fn writer(&self, client: ClientId) -> Option<ConnectionId> {
        self.writers.get(&client).copied()
    }

    /// Gives `client` to `participant`, who writes under it by the socket `writer`; false when it is
    /// somebody else's. Whoever owns too many already writes all the same, until their socket closes.
    pub(super) fn claim(
        &mut self,
        client: ClientId,
        participant: ParticipantId,
        writer: ConnectionId,
    ) -> bool {
        if !self.allows(client, participant) {
            return false;
        }
        self.own(client, participant);
        self.owner_was_here.insert(client);
        self.kept_named.remove(client);
        self.writers.insert(client, writer);
        true
    }

    /// `client`, which somebody else named or wrote under before, is `participant`'s only while they write under it, unless it
    /// was theirs before.
    pub(super) fn adopt(&mut self, client: ClientId, participant: ParticipantId) {
        if self.owner(client) != Some(participant) {
            self.adopted.insert(client);
        }
    }

    /// Whether `client` is somebody's only while they write under it.
    pub(super) fn is_adopted(&self, client: ClientId) -> bool {
        self.adopted.contains(&client)
    }

    /// Somebody without a pass leaves `client`, by which nothing would know them again: they may come back to it with
    /// what they wrote meanwhile.
    pub(super) fn leave_behind(&mut self, client: ClientId) {
        self.left_behind.insert(client, LEFT_BEHIND_MAX);
    }

    /// `client`, which is somebody's with a pass and has nothing under it, goes on being theirs though nobody writes under it
    /// now. Of what somebody may own, such ids take half at most.
    pub(super) fn keep_named(&mut self, client: ClientId) {
        let owner = self.owners.get(&client);
        let owned = owner.and_then(|owner| self.counts.get(owner)).copied().unwrap_or(0);
        if owned > CLAIMS_PER_PARTICIPANT_MAX / 2 {
            return;
        }
        if let Some(oldest) = self.kept_named.insert(client, NAMED_KEPT_MAX) {
            self.free(oldest);
        }
    }

    /// Whether `client` is kept so.
    pub(super) fn is_kept_named(&self, client: ClientId) -> bool {
        self.kept_named.contains(client)
    }

    /// Whether somebody without a pass left `client` so.
    pub(super) fn is_left_behind(&self, client: ClientId) -> bool {
        self.left_behind.contains(client)
    }

    /// Nobody was named while somebody wrote under these.
    pub(super) fn keep_unnamed(&mut self, clients: impl Iterator<Item = ClientId>) {
        if let Some(unnamed) = &mut self.unnamed {
            unnamed.extend(clients.take(UNNAMED_MAX + 1));
        }
        self.unnamed.take_if(|unnamed| unnamed.len() > UNNAMED_MAX);
    }

    /// The ids under which somebody wrote while nobody was named; none where they were too many to tell apart.
    pub(super) const fn unnamed(&self) -> Option<&BTreeSet<ClientId>> {
        self.unnamed.as_ref()
    }

    /// Whether somebody wrote under `client`, of which the board has something or not, while nobody was named; or may have.
    pub(super) fn is_unnamed(&self, client: ClientId, is_on_board: bool) -> bool {
        self.unnamed.as_ref().map_or(is_on_board, |unnamed| unnamed.contains(&client))
    }

    /// Makes `participant` the owner of `client`, which nobody else owns.
    pub(super) fn own(&mut self, client: ClientId, participant: ParticipantId) {
        let count = self.counts.entry(participant).or_default();
        if *count < CLAIMS_PER_PARTICIPANT_MAX && self.owners.insert(client, participant).is_none()
        {
            *count += 1;
        }
    }

    /// `writer` writes under `client` no more; it goes on being its participant's.
    pub(super) fn stop_writing(&mut self, client: ClientId, writer: ConnectionId) {
        if self.writers.get(&client) == Some(&writer) {
            self.writers.remove(&client);
        }
    }

    /// `client` is nobody's any more.
    pub(super) fn free(&mut self, client: ClientId) {
        self.owner_was_here.remove(&client);
        self.adopted.remove(&client);
        self.kept_named.remove(client);
        if let Some(owner) = self.owners.remove(&client)
            && let Some(count) = self.counts.get_mut(&owner)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.counts.remove(&owner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AINO: ParticipantId = ParticipantId::from_bytes([1; 16]);
    const BERTIL: ParticipantId = ParticipantId::from_bytes([2; 16]);
    const FIRST: ConnectionId = ConnectionId(1);
    const SECOND: ConnectionId = ConnectionId(2);

    #[test]
    fn a_client_id_belongs_to_the_first_who_claims_it() {
        let mut claims = Claims::default();
        assert!(claims.claim(7, AINO, FIRST));
        assert!(!claims.claim(7, BERTIL, SECOND));
        assert!(claims.allows(7, AINO) && !claims.allows(7, BERTIL));
        claims.stop_writing(7, FIRST);
        assert_eq!(claims.writer(7), None);
        assert!(!claims.claim(7, BERTIL, SECOND), "it is Aino's all the same");
        claims.free(7);
        assert!(claims.claim(7, BERTIL, SECOND));
    }

    #[test]
    fn the_servers_own_client_id_is_nobodys() {
        let mut claims = Claims::default();
        claims.keep_for_server(9);
        assert!(!claims.claim(SERVER_CLIENT, AINO, FIRST));
        assert!(!claims.claim(9, AINO, FIRST));
        assert!(claims.claim(SERVER_CLIENT - 1, AINO, FIRST), "any other id of 53 bits is free");
    }

    #[test]
    fn so_many_named_ids_are_kept_and_the_oldest_is_free_again() {
        let mut claims = Claims::default();
        let most = NAMED_KEPT_MAX as u64;
        for client in 1..=most + 1 {
            let mut who = [0; 16];
            who[..8].copy_from_slice(&client.to_le_bytes());
            assert!(claims.claim(client, ParticipantId::from_bytes(who), FIRST));
            claims.stop_writing(client, FIRST);
            claims.keep_named(client);
        }
        assert!(claims.allows(1, BERTIL), "the oldest made way");
        assert!(!claims.allows(2, BERTIL) && !claims.allows(most + 1, BERTIL));
        assert!(claims.claim(1, BERTIL, SECOND));
        assert!(!claims.is_kept_named(1), "it is written under now");
    }

    #[test]
    fn ids_that_somebody_only_named_leave_them_half_of_what_they_may_own() {
        let mut claims = Claims::default();
        let most = CLAIMS_PER_PARTICIPANT_MAX as u64;
        for client in 1..=most {
            assert!(claims.claim(client, AINO, FIRST));
            claims.stop_writing(client, FIRST);
            claims.keep_named(client);
            if !claims.is_kept_named(client) {
                claims.free(client);
            }
        }
        assert!(claims.claim(most + 1, AINO, FIRST));
        assert_eq!(claims.owner(most + 1), Some(AINO), "what she writes now is hers for good");
    }

    #[test]
    fn past_so_many_unnamed_ids_any_that_the_board_has_counts_as_one() {
        let mut claims = Claims::default();
        claims.keep_unnamed(0..UNNAMED_MAX as u64);
        assert!(claims.is_unnamed(5, true) && !claims.is_unnamed(1 << 40, true));
        claims.keep_unnamed([1 << 40].into_iter());
        assert_eq!(claims.unnamed(), None, "none is kept");
        assert!(claims.is_unnamed(5, true) && claims.is_unnamed(1 << 41, true));
        assert!(!claims.is_unnamed(1 << 41, false));
        claims.keep_unnamed([7].into_iter());
        assert_eq!(claims.unnamed(), None, "nor begun anew");
    }

    #[test]
    fn a_participant_owns_so_many_ids_and_no_more() {
        let mut claims = Claims::default();
        let most = CLAIMS_PER_PARTICIPANT_MAX as u64;
        for client in 0..=most {
            assert!(claims.claim(client, AINO, FIRST), "they write all the same");
        }
        assert_eq!(claims.owner(most - 1), Some(AINO));
        assert_eq!(claims.owner(most), None);
        claims.free(0);
        assert!(claims.claim(most, AINO, FIRST));
        assert_eq!(claims.owner(most), Some(AINO));
    }
}
