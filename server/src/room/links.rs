//! The secrets in a room's links: derived, so that none is stored, and made anew by counting.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use picnic_protocol::ids::{ID_BYTES, Role, RoomId, Secret};
use picnic_protocol::session::Tokens;
use sha2::Sha256;

/// The server's own key, from which every room's secrets are derived.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

impl ServerKey {
    /// The key with these bytes, which the caller drew at random and keeps.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA256 of `parts`, each with its length before it so that no two lists collide.
    #[must_use]
    pub fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.mac(parts).finalize().into_bytes().into()
    }

    /// Whether `tag` is that of `parts`, in constant time.
    #[must_use]
    pub fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.mac(parts).verify_truncated_left(tag).is_ok() && tag.len() >= ID_BYTES
    }

    fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        // HMAC pads a short key with zeroes to SHA-256's block of 64 bytes.
        let mut block = [0; 64];
        block[..self.0.len()].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new((&block).into());
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac
    }
}

/// One room's links and how often each was made anew.
#[derive(Clone)]
pub struct Links {
    key: ServerKey,
    room: RoomId,
    generations: BTreeMap<Role, u32>,
    /// Where a link was made anew without putting those out who are in: the least generation whose passes stay good.
    honoured: BTreeMap<Role, u32>,
}

impl Links {
    /// The links of a room of which none was made anew yet.
    #[must_use]
    pub const fn new(key: ServerKey, room: RoomId) -> Self {
        Self { key, room, generations: BTreeMap::new(), honoured: BTreeMap::new() }
    }

    /// How often the link of `role` was made anew.
    #[must_use]
    pub fn generation(&self, role: Role) -> u32 {
        self.generations.get(&role).copied().unwrap_or(0)
    }

    /// The generations that are not 0.
    pub fn generations(&self) -> impl Iterator<Item = (Role, u32)> {
        self.generations.iter().map(|(role, generation)| (*role, *generation))
    }

    /// Sets a link's generation, from the log: who came by an earlier one is out.
    pub fn rotate(&mut self, role: Role, generation: u32) {
        self.generations.insert(role, generation);
        self.honoured.remove(&role);
    }

    /// Sets a link's generation, from the log, and puts nobody out who is known: somebody else was, who has the earlier link.
    pub fn renew(&mut self, role: Role, generation: u32) {
        let honoured = self.honoured_since(role);
        self.generations.insert(role, generation);
        self.honour(role, honoured);
    }

    /// Keeps the passes of known people good from this generation on, as the log says.
    pub fn honour(&mut self, role: Role, since: u32) {
        if since < self.generation(role) {
            self.honoured.insert(role, since);
        }
    }

    /// The least generation of a link whose passes are good in the hands of who is known.
    #[must_use]
    pub fn honoured_since(&self, role: Role) -> u32 {
        self.honoured.get(&role).copied().unwrap_or_else(|| self.generation(role))
    }

    /// Those that are not the present generation.
    pub fn honoured(&self) -> impl Iterator<Item = (Role, u32)> {
        self.honoured.iter().map(|(role, since)| (*role, *since))
    }

    /// Whether whoever came by this generation of a link may still come; by one before the present only who is known.
    #[must_use]
    pub fn lets_in(&self, role: Role, generation: u32, is_known: impl FnOnce() -> bool) -> bool {
        let present = self.generation(role);
        generation == present
            || (self.honoured_since(role)..present).contains(&generation) && is_known()
    }

    /// The secret in the link of `role`.
    #[must_use]
    pub fn secret(&self, role: Role) -> Secret {
        let tag = self.key.tag(&self.parts(role, &self.generation(role).to_le_bytes()));
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&tag[..ID_BYTES]);
        Secret::from_bytes(bytes)
    }

    /// The role that `secret` gives, if any. Every link is tried, so that the time taken tells
    /// nothing of which is near.
    #[must_use]
    pub fn role_of(&self, secret: &Secret) -> Option<Role> {
        Role::ALL
            .into_iter()
            .filter(|role| {
                let generation = self.generation(*role).to_le_bytes();
                self.key.verify(&self.parts(*role, &generation), secret.as_bytes())
            })
            .max()
    }

    /// The secrets that someone of `role` may pass on: their own link's and those below. Who facilitates for a while only
    /// learns no secret by it that they would keep: that of the facilitators' link is for who came by it.
    #[must_use]
    pub fn tokens(&self, role: Role, by_link: Role) -> Tokens {
        let token = |of: Role| {
            let may_know = of < Role::Facilitator || of <= by_link;
            (of <= role && may_know).then(|| self.secret(of).reveal())
        };
        Tokens {
            facilitate: token(Role::Facilitator),
            join: token(Role::Participant),
            view: token(Role::Viewer),
        }
    }

    fn parts<'a>(&'a self, role: Role, generation: &'a [u8; 4]) -> [&'a [u8]; 4] {
        [b"link", self.room.as_bytes(), role.verb().as_bytes(), generation]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links::new(ServerKey::from_bytes([3; 32]), RoomId::from_bytes([4; 16]))
    }

    #[test]
    fn each_secret_gives_its_own_role() {
        for role in Role::ALL {
            assert_eq!(links().role_of(&links().secret(role)), Some(role));
        }
        assert_eq!(links().role_of(&Secret::from_bytes([0; 16])), None);
    }

    #[test]
    fn a_link_made_anew_ends_the_old_one_and_no_other() {
        let mut rotated = links();
        rotated.rotate(Role::Participant, 1);
        assert_eq!(rotated.role_of(&links().secret(Role::Participant)), None);
        assert_eq!(rotated.role_of(&links().secret(Role::Viewer)), Some(Role::Viewer));
        assert_eq!(rotated.role_of(&rotated.secret(Role::Participant)), Some(Role::Participant));
    }

    #[test]
    fn a_link_made_anew_for_one_who_was_put_out_lets_those_in_who_are_known() {
        let mut renewed = links();
        renewed.rotate(Role::Participant, 2);
        renewed.renew(Role::Participant, 3);
        renewed.renew(Role::Participant, 4);
        let lets_in =
            |generation, is_known| renewed.lets_in(Role::Participant, generation, || is_known);
        assert_eq!([1, 2, 3, 4, 5].map(|of| lets_in(of, true)), [false, true, true, true, false]);
        assert_eq!([2, 3, 4].map(|of| lets_in(of, false)), [false, false, true]);
        let old = links();
        assert_eq!(renewed.role_of(&old.secret(Role::Participant)), None);
        renewed.rotate(Role::Participant, 5);
        assert!(!renewed.lets_in(Role::Participant, 4, || true), "made anew by hand, all are out");
    }

    #[test]
    fn a_viewer_passes_on_the_view_link_only() {
        let tokens = links().tokens(Role::Viewer, Role::Participant);
        assert!(tokens.view.is_some() && tokens.join.is_none() && tokens.facilitate.is_none());
    }

    #[test]
    fn who_facilitates_for_a_while_is_told_no_secret_of_facilitators() {
        let lent = links().tokens(Role::Facilitator, Role::Participant);
        assert!(lent.view.is_some() && lent.join.is_some() && lent.facilitate.is_none());
        assert!(links().tokens(Role::Facilitator, Role::Facilitator).facilitate.is_some());
    }
}
