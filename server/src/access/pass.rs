//! A pass: who a browser is in one room and what it may do, signed by the server and kept in an
//! HttpOnly cookie. The server keeps nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use picnic_protocol::ids::{ID_BYTES, ParticipantId, Role, RoomId};

use crate::limits::PASS_SECONDS;
use crate::room::links::ServerKey;

/// The cookie's name. One name for all rooms: its path tells them apart.
pub const COOKIE: &str = "picnic";

/// The generation of a pass of whoever knocks, which opens nothing: once they are let in, they count as one who came by the
/// link as it was then.
pub const KNOCKING: u32 = u32::MAX;

const TAG_BYTES: usize = 16;
const BODY_BYTES: usize = ID_BYTES + 1 + 4;

/// Who someone is in one room, and by which link they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    /// Who.
    pub participant: ParticipantId,
    /// What they may do.
    pub role: Role,
    /// The generation of the link that gave the role; worthless once that was made anew.
    pub generation: u32,
}

impl Pass {
    /// The cookie's value.
    #[must_use]
    pub fn seal(&self, key: &ServerKey, room: RoomId) -> String {
        let mut bytes = Vec::with_capacity(BODY_BYTES + TAG_BYTES);
        bytes.extend_from_slice(self.participant.as_bytes());
        bytes.push(code_of(self.role));
        bytes.extend_from_slice(&self.generation.to_le_bytes());
        let tag = key.tag(&[b"pass", room.as_bytes(), &bytes]);
        bytes.extend_from_slice(&tag[..TAG_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a cookie's value back; none when the server did not make it for this room.
    #[must_use]
    pub fn open(value: &str, key: &ServerKey, room: RoomId) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (body, tag) = bytes.split_at_checked(BODY_BYTES)?;
        if tag.len() != TAG_BYTES || !key.verify(&[b"pass", room.as_bytes(), body], tag) {
            return None;
        }
        let (participant, rest) = body.split_first_chunk::<ID_BYTES>()?;
        let (role, generation) = rest.split_first()?;
        Some(Self {
            participant: ParticipantId::from_bytes(*participant),
            role: Role::ALL.into_iter().find(|known| code_of(*known) == *role)?,
            generation: u32::from_le_bytes(generation.try_into().ok()?),
        })
    }

    /// The passes in a `Cookie` header, whosever they are.
    pub fn kept_in(header: &str) -> impl Iterator<Item = &str> {
        let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value)
    }

    /// `Set-Cookie` values that keep the pass: one for the room's socket, one for its requests.
    #[must_use]
    pub fn cookies(&self, key: &ServerKey, room: RoomId, base: &str, secure: bool) -> [String; 2] {
        let value = self.seal(key, room);
        let secure = if secure { "; Secure" } else { "" };
        [format!("{base}/sync/{room}"), format!("{base}/api/rooms/{room}")].map(|path| {
            format!(
                "{COOKIE}={value}; Path={path}; Max-Age={PASS_SECONDS}; HttpOnly; \
                 SameSite=Strict{secure}"
            )
        })
    }
}

const fn code_of(role: Role) -> u8 {
    match role {
        Role::Viewer => 1,
        Role::Participant => 2,
        Role::Facilitator => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASS: Pass = Pass {
        participant: ParticipantId::from_bytes([9; 16]),
        role: Role::Participant,
        generation: 3,
    };
    const ROOM: RoomId = RoomId::from_bytes([1; 16]);

    fn key() -> ServerKey {
        ServerKey::from_bytes([5; 32])
    }

    #[test]
    fn a_pass_opens_for_its_own_room_only() {
        let value = PASS.seal(&key(), ROOM);
        assert_eq!(Pass::open(&value, &key(), ROOM), Some(PASS));
        assert_eq!(Pass::open(&value, &key(), RoomId::from_bytes([2; 16])), None);
        assert_eq!(Pass::open(&value, &ServerKey::from_bytes([6; 32]), ROOM), None);
    }

    #[test]
    fn a_changed_pass_is_none() {
        let mut bytes = URL_SAFE_NO_PAD.decode(PASS.seal(&key(), ROOM)).unwrap();
        bytes[ID_BYTES] = code_of(Role::Facilitator);
        assert_eq!(Pass::open(&URL_SAFE_NO_PAD.encode(&bytes), &key(), ROOM), None);
        bytes.truncate(BODY_BYTES);
        assert_eq!(Pass::open(&URL_SAFE_NO_PAD.encode(&bytes), &key(), ROOM), None);
    }

    #[test]
    fn a_pass_is_found_among_other_cookies() {
        let value = PASS.seal(&key(), ROOM);
        let header = format!("a=b; {COOKIE}=junk; {COOKIE}={value}");
        assert_eq!(Pass::kept_in(&header).collect::<Vec<_>>(), ["junk", &value]);
    }
}
