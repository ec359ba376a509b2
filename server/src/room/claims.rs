//! Who may write under which Yjs client id (rule 7).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use picnic_protocol::ids::{ClientId, ParticipantId};

use crate::limits::{CLAIMS_PER_PARTICIPANT_MAX, LEFT_BEHIND_MAX};
use crate::room::ConnectionId;
use crate::room::board::SERVER_CLIENT;

/// Owners of client ids, and the sockets that write under them now.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<ClientId, ParticipantId>,
    counts: HashMap<ParticipantId, usize>,
    writers: HashMap<ClientId, ConnectionId>,
    /// Whose owner was here since the room was opened.
    met: HashSet<ClientId>,
    /// Whose blocks were on the board before their owner came: whoever wrote them may be another, and comes
    /// back to them once this one leaves.
    adopted: HashSet<ClientId>,
    /// Which somebody without a pass named, and left with nothing written under them.
    left_behind: BTreeSet<ClientId>,
    left_behind_order: VecDeque<ClientId>,
    /// Under which somebody wrote while nobody was named.
    unnamed: BTreeSet<ClientId>,
    /// Under which the server itself wrote, each once.
    servers: BTreeSet<ClientId>,
}

impl Claims {
    /// Whether `client` may be `participant`'s: nobody else owns it.
    pub fn allows(&self, client: ClientId, participant: ParticipantId) -> bool {
        !self.is_servers(client)
            && self.owners.get(&client).is_none_or(|owner| *owner == participant)
    }

    /// Whether the server itself wrote under `client`.
    pub fn is_servers(&self, client: ClientId) -> bool {
        client == SERVER_CLIENT || self.servers.contains(&client)
    }

    /// The server writes under `client`, and nobody else.
    pub fn keep_for_server(&mut self, client: ClientId) {
        self.servers.insert(client);
    }

    /// The ids under which the server laid notes.
    pub const fn servers(&self) -> &BTreeSet<ClientId> {
        &self.servers
    }

    /// Whether `client` is somebody's, here or not, or the server's.
    pub fn knows(&self, client: ClientId) -> bool {
        self.is_servers(client)
            || self.owners.contains_key(&client)
            || self.writers.contains_key(&client)
    }

    /// Who owns `client`, if anybody does.
    pub fn owner(&self, client: ClientId) -> Option<ParticipantId> {
        self.owners.get(&client).copied()
    }

    /// Whether `client` belongs to somebody else than `participant` who was here since the room was opened,
    /// and brought then all that they had.
    pub fn is_kept_from(&self, client: ClientId, participant: ParticipantId) -> bool {
        self.met.contains(&client)
            && self.owners.get(&client).is_some_and(|owner| *owner != participant)
    }

    /// The open socket that writes under `client`.
    pub fn writer(&self, client: ClientId) -> Option<ConnectionId> {
        self.writers.get(&client).copied()
    }

    /// Gives `client` to `participant`, who writes under it by the socket `writer`; false when it is
    /// somebody else's. Whoever owns too many already writes all the same, until their socket closes.
    pub fn claim(
        &mut self,
        client: ClientId,
        participant: ParticipantId,
        writer: ConnectionId,
    ) -> bool {
        if !self.allows(client, participant) {
            return false;
        }
        self.own(client, participant);
        self.met.insert(client);
        self.writers.insert(client, writer);
        true
    }

    /// `client`, which somebody else named or wrote under before, is `participant`'s only while they write under it, unless it
    /// was theirs before.
    pub fn adopt(&mut self, client: ClientId, participant: ParticipantId) {
        if self.owner(client) != Some(participant) {
            self.adopted.insert(client);
        }
    }

    /// Whether `client` is somebody's only while they write under it.
    pub fn is_adopted(&self, client: ClientId) -> bool {
        self.adopted.contains(&client)
    }

    /// Somebody without a pass leaves `client`, by which nothing would know them again: they may come back to it with
    /// what they wrote meanwhile.
    pub fn leave_behind(&mut self, client: ClientId) {
        if self.left_behind.insert(client) {
            self.left_behind_order.push_back(client);
        }
        if self.left_behind_order.len() > LEFT_BEHIND_MAX
            && let Some(oldest) = self.left_behind_order.pop_front()
        {
            self.left_behind.remove(&oldest);
        }
    }

    /// Whether somebody without a pass left `client` so.
    pub fn is_left_behind(&self, client: ClientId) -> bool {
        self.left_behind.contains(&client)
    }

    /// Nobody was named while somebody wrote under these.
    pub fn keep_unnamed(&mut self, clients: impl Iterator<Item = ClientId>) {
        self.unnamed.extend(clients);
    }

    /// The ids under which somebody wrote while nobody was named.
    pub const fn unnamed(&self) -> &BTreeSet<ClientId> {
        &self.unnamed
    }

    /// Whether somebody wrote under `client` while nobody was named.
    pub fn is_unnamed(&self, client: ClientId) -> bool {
        self.unnamed.contains(&client)
    }

    /// Makes `participant` the owner of `client`, which nobody else owns.
    pub fn own(&mut self, client: ClientId, participant: ParticipantId) {
        let count = self.counts.entry(participant).or_default();
        if *count < CLAIMS_PER_PARTICIPANT_MAX && self.owners.insert(client, participant).is_none()
        {
            *count += 1;
        }
    }

    /// `writer` writes under `client` no more; it goes on being its participant's.
    pub fn fall_silent(&mut self, client: ClientId, writer: ConnectionId) {
        if self.writers.get(&client) == Some(&writer) {
            self.writers.remove(&client);
        }
    }

    /// `client` is nobody's any more.
    pub fn free(&mut self, client: ClientId) {
        self.met.remove(&client);
        self.adopted.remove(&client);
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
        claims.fall_silent(7, FIRST);
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
