//! Who may write under which Yjs client id (rule 7).

use std::collections::HashMap;

use picnic_protocol::ids::{ClientId, ParticipantId};

use crate::limits::CLAIMS_PER_PARTICIPANT_MAX;
use crate::room::board::is_servers;

/// Someone else owns the client id, or the participant owns too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken;

/// Owners of client ids.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<ClientId, ParticipantId>,
    counts: HashMap<ParticipantId, usize>,
}

impl Claims {
    /// Whether `participant` may write new blocks under `client`: nobody else owns it.
    pub fn allows(&self, client: ClientId, participant: ParticipantId) -> bool {
        !is_servers(client) && self.owners.get(&client).is_none_or(|owner| *owner == participant)
    }

    /// Who owns `client`, if anybody does.
    pub fn owner(&self, client: ClientId) -> Option<ParticipantId> {
        self.owners.get(&client).copied()
    }

    /// Gives `client` to `participant`, who wrote with it or named it in presence as their own.
    ///
    /// # Errors
    /// [`Taken`].
    pub fn claim(&mut self, client: ClientId, participant: ParticipantId) -> Result<(), Taken> {
        if !self.allows(client, participant) {
            return Err(Taken);
        }
        if self.owners.contains_key(&client) {
            return Ok(());
        }
        let count = self.counts.entry(participant).or_default();
        if *count >= CLAIMS_PER_PARTICIPANT_MAX {
            return Err(Taken);
        }
        *count += 1;
        self.owners.insert(client, participant);
        Ok(())
    }

    /// Frees the ids of a participant who does not last beyond their socket.
    pub fn release(&mut self, participant: ParticipantId) {
        if self.counts.remove(&participant).is_some() {
            self.owners.retain(|_, owner| *owner != participant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::board::SERVER_CLIENT;

    const AINO: ParticipantId = ParticipantId::from_bytes([1; 16]);
    const BERTIL: ParticipantId = ParticipantId::from_bytes([2; 16]);

    #[test]
    fn a_client_id_belongs_to_the_first_who_claims_it() {
        let mut claims = Claims::default();
        assert_eq!(claims.claim(7, AINO), Ok(()));
        assert_eq!(claims.claim(7, BERTIL), Err(Taken));
        assert!(claims.allows(7, AINO) && !claims.allows(7, BERTIL));
        claims.release(AINO);
        assert_eq!(claims.claim(7, BERTIL), Ok(()));
    }

    #[test]
    fn the_servers_own_client_id_is_nobodys() {
        assert_eq!(Claims::default().claim(SERVER_CLIENT, AINO), Err(Taken));
    }

    #[test]
    fn a_participant_claims_so_many_ids_and_no_more() {
        let mut claims = Claims::default();
        let most = CLAIMS_PER_PARTICIPANT_MAX as u64;
        assert!((0..most).all(|client| claims.claim(client, AINO).is_ok()));
        assert_eq!(claims.claim(most, AINO), Err(Taken));
        assert_eq!(claims.claim(0, AINO), Ok(()));
    }
}
