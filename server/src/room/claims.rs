//! Who may write under which Yjs client id (rule 7).

use std::collections::HashMap;

use picnic_protocol::ids::{ClientId, ParticipantId};

use crate::limits::CLAIMS_PER_PARTICIPANT_MAX;
use crate::room::board::SERVER_CLIENT;

/// Someone else owns the client id, or the participant owns too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken;

#[derive(Debug, Clone, Copy)]
struct Claim {
    owner: ParticipantId,
    /// Made by a sync step 2 that handed on blocks under an id that is not its sender's own: two
    /// tabs share what they have, and one may tell of the other first. The id's true owner,
    /// naming it in presence, takes it over.
    handed_on: bool,
}

/// Owners of client ids.
#[derive(Debug, Default)]
pub struct Claims {
    owners: HashMap<ClientId, Claim>,
    counts: HashMap<ParticipantId, usize>,
}

impl Claims {
    /// Whether `participant` may write new blocks under `client`.
    pub fn allows(&self, client: ClientId, participant: ParticipantId) -> bool {
        client != SERVER_CLIENT
            && self.owners.get(&client).is_none_or(|claim| claim.owner == participant)
    }

    /// Gives `client` to `participant` because they wrote with it.
    ///
    /// # Errors
    /// [`Taken`].
    pub fn write(
        &mut self,
        client: ClientId,
        participant: ParticipantId,
        handed_on: bool,
    ) -> Result<(), Taken> {
        if client == SERVER_CLIENT {
            return Err(Taken);
        }
        match self.owners.get_mut(&client) {
            Some(claim) if claim.owner != participant => Err(Taken),
            Some(claim) => {
                claim.handed_on &= handed_on;
                Ok(())
            }
            None => self.insert(client, Claim { owner: participant, handed_on }),
        }
    }

    /// Gives `client` to `participant` because their presence names it as their own.
    ///
    /// # Errors
    /// [`Taken`].
    pub fn name(&mut self, client: ClientId, participant: ParticipantId) -> Result<(), Taken> {
        match self.owners.get(&client) {
            Some(claim) if claim.owner != participant && claim.handed_on => {
                self.remove(client);
                self.insert(client, Claim { owner: participant, handed_on: false })
            }
            _ => self.write(client, participant, false),
        }
    }

    fn insert(&mut self, client: ClientId, claim: Claim) -> Result<(), Taken> {
        let count = self.counts.entry(claim.owner).or_default();
        if *count >= CLAIMS_PER_PARTICIPANT_MAX {
            return Err(Taken);
        }
        *count += 1;
        self.owners.insert(client, claim);
        Ok(())
    }

    fn remove(&mut self, client: ClientId) {
        if let Some(claim) = self.owners.remove(&client)
            && let Some(count) = self.counts.get_mut(&claim.owner)
        {
            *count = count.saturating_sub(1);
        }
    }

    /// Frees the ids of a participant who does not last beyond their socket.
    pub fn release(&mut self, participant: ParticipantId) {
        if self.counts.remove(&participant).is_some() {
            self.owners.retain(|_, claim| claim.owner != participant);
        }
    }

    /// Takes a claim from the log.
    pub fn fold(&mut self, client: ClientId, participant: ParticipantId) {
        self.remove(client);
        *self.counts.entry(participant).or_default() += 1;
        self.owners.insert(client, Claim { owner: participant, handed_on: false });
    }
}
