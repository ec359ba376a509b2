//! What one address may have and do: sockets at once; sockets, rooms and suggestions in a while.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::RoomId;

use crate::limits::ADDRESSES_MAX;
use crate::metrics::Refusal;
use crate::net::address::network_of;
use crate::net::bounds::AddressBounds;
use crate::net::pace::Bucket;

/// What is known of one address.
#[derive(Debug, Default)]
struct Known {
    sockets: usize,
    /// Of those, in each room.
    in_rooms: HashMap<RoomId, usize>,
    joins: Bucket,
    rooms: Bucket,
    brought: Bucket,
    suggestions: Bucket,
    knocks: Bucket,
    codes: Bucket,
}

impl Known {
    /// Whether nothing of it need be remembered.
    fn rests(&self, now: Instant) -> bool {
        [self.joins, self.rooms, self.brought, self.suggestions, self.knocks, self.codes]
            .iter()
            .all(|bucket| bucket.is_full(now))
    }
}

/// An address asked for more than it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has as many sockets as it may.
    Sockets,
    /// It opens sockets too often; wait this long.
    Joins(Duration),
    /// It makes rooms too often; wait this long.
    Rooms(Duration),
    /// It asks for suggestions too often; wait this long.
    Suggestions(Duration),
    /// Those there knock too often; wait this long.
    Knocks(Duration),
    /// Those there, or at the whole server, try too many wrong codes; wait this long.
    Codes(Duration),
}

impl Refused {
    /// The limit, as it is counted.
    #[must_use]
    pub const fn limit(&self) -> Refusal {
        match self {
            Self::Sockets => Refusal::AddressSockets,
            Self::Joins(_) => Refusal::AddressJoins,
            Self::Rooms(_) => Refusal::AddressRooms,
            Self::Suggestions(_) => Refusal::AddressSuggestions,
            Self::Knocks(_) => Refusal::AddressKnocks,
            Self::Codes(_) => Refusal::Codes,
        }
    }
}

/// Every address that holds a socket or was here a moment ago.
#[derive(Debug)]
pub struct Addresses {
    bounds: AddressBounds,
    known: Mutex<HashMap<IpAddr, Known>>,
    /// Codes that all of them typed.
    codes_of_all: Mutex<Bucket>,
}

/// A socket that counts for its address for as long as this lives.
#[derive(Debug)]
pub struct SocketOf {
    address: IpAddr,
    room: Option<RoomId>,
    addresses: Arc<Addresses>,
}

impl Addresses {
    /// Nobody was here yet.
    #[must_use]
    pub fn new(bounds: AddressBounds) -> Arc<Self> {
        Arc::new(Self { bounds, known: Mutex::default(), codes_of_all: Mutex::default() })
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, Known>> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more socket from here.
    ///
    /// # Errors
    /// When there are enough, or they come too quickly.
    pub fn join(self: &Arc<Self>, address: IpAddr, now: Instant) -> Result<SocketOf, Refused> {
        let address = network_of(address);
        let mut all = self.known();
        let known = entry(&mut all, address, now);
        if known.sockets >= self.bounds.sockets_max {
            return Err(Refused::Sockets);
        }
        known.joins.try_take(&self.bounds.joins, now).map_err(Refused::Joins)?;
        known.sockets += 1;
        drop(all);
        Ok(SocketOf { address, room: None, addresses: Arc::clone(self) })
    }

    /// One more room from here.
    ///
    /// # Errors
    /// When they are made too quickly.
    pub fn count_new_room(&self, address: IpAddr, now: Instant) -> Result<(), Refused> {
        let address = network_of(address);
        let mut all = self.known();
        entry(&mut all, address, now)
            .rooms
            .try_take(&self.bounds.rooms, now)
            .map_err(Refused::Rooms)
    }

    /// So many bytes more brought from here for rooms to begin with.
    ///
    /// # Errors
    /// When they come too quickly.
    pub fn bring(&self, address: IpAddr, bytes: usize, now: Instant) -> Result<(), Refused> {
        let address = network_of(address);
        let mut all = self.known();
        let brought = &mut entry(&mut all, address, now).brought;
        let mut after = *brought;
        match after.take(&self.bounds.brought, bytes as u64, now) {
            Duration::ZERO => {
                *brought = after;
                Ok(())
            }
            wait => Err(Refused::Rooms(wait)),
        }
    }

    /// One more knock at a room from here.
    ///
    /// # Errors
    /// When they come too quickly.
    pub fn knock(&self, address: IpAddr, now: Instant) -> Result<(), Refused> {
        let address = network_of(address);
        let mut all = self.known();
        entry(&mut all, address, now)
            .knocks
            .try_take(&self.bounds.knocks, now)
            .map_err(Refused::Knocks)
    }

    /// One more code typed here.
    ///
    /// # Errors
    /// When too many were wrong, of theirs or of all.
    pub fn try_code(&self, address: IpAddr, now: Instant) -> Result<(), Refused> {
        let address = network_of(address);
        let mut all = self.known();
        let of_one = &mut entry(&mut all, address, now).codes;
        of_one.try_take(&self.bounds.codes, now).map_err(Refused::Codes)?;
        self.codes_of_all().try_take(&self.bounds.codes_of_all, now).map_err(Refused::Codes)
    }

    fn codes_of_all(&self) -> MutexGuard<'_, Bucket> {
        self.codes_of_all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It was right, and counts no more.
    pub fn take_back_code(&self, address: IpAddr) {
        if let Some(known) = self.known().get_mut(&network_of(address)) {
            known.codes.give_back(&self.bounds.codes);
        }
        self.codes_of_all().give_back(&self.bounds.codes_of_all);
    }

    /// One more suggestion asked for from here.
    ///
    /// # Errors
    /// When they are asked for too quickly.
    pub fn suggest(&self, address: IpAddr, now: Instant) -> Result<(), Refused> {
        let address = network_of(address);
        let mut all = self.known();
        entry(&mut all, address, now)
            .suggestions
            .try_take(&self.bounds.suggestions, now)
            .map_err(Refused::Suggestions)
    }
}

fn entry(all: &mut HashMap<IpAddr, Known>, address: IpAddr, now: Instant) -> &mut Known {
    if all.len() >= ADDRESSES_MAX && !all.contains_key(&address) {
        all.retain(|_, known| known.sockets > 0 || !known.rests(now));
        if all.len() >= ADDRESSES_MAX {
            // More networks at once than any server of picnic has visitors: their pasts are
            // forgotten, their sockets still count.
            all.retain(|_, known| known.sockets > 0);
        }
    }
    all.entry(address).or_default()
}

impl SocketOf {
    /// Its address, or the network that stands for it.
    #[must_use]
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// It goes into a room, and counts there.
    ///
    /// # Errors
    /// When as many from here are there as leave places to others.
    pub fn go_into(&mut self, room: RoomId) -> Result<(), Refused> {
        let mut all = self.addresses.known();
        let Some(known) = all.get_mut(&self.address) else { return Ok(()) };
        let there = known.in_rooms.entry(room).or_default();
        if *there >= self.addresses.bounds.in_one_room_max {
            return Err(Refused::Sockets);
        }
        *there += 1;
        self.room = Some(room);
        drop(all);
        Ok(())
    }
}

impl Drop for SocketOf {
    fn drop(&mut self) {
        let mut all = self.addresses.known();
        let Some(known) = all.get_mut(&self.address) else { return };
        known.sockets = known.sockets.saturating_sub(1);
        if let Some(room) = self.room
            && let Some(there) = known.in_rooms.get_mut(&room)
        {
            *there -= 1;
            if *there == 0 {
                known.in_rooms.remove(&room);
            }
        }
        let now = Instant::now();
        if known.sockets == 0 && known.rests(now) {
            all.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::pace::Pace;

    const SECOND: Duration = Duration::from_secs(1);

    fn addresses() -> Arc<Addresses> {
        Addresses::new(AddressBounds {
            sockets_max: 2,
            in_one_room_max: 1,
            joins: Pace::new(1, SECOND, 3 * SECOND),
            rooms: Pace::new(1, SECOND, SECOND),
            brought: Pace::new(100, SECOND, SECOND),
            suggestions: Pace::new(1, SECOND, SECOND),
            knocks: Pace::new(1, SECOND, SECOND),
            codes: Pace::new(1, SECOND, 2 * SECOND),
            codes_of_all: Pace::new(1, SECOND, 3 * SECOND),
        })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_has_so_many_sockets_at_once_and_another_has_its_own() {
        let (addresses, now) = (addresses(), Instant::now());
        let first = addresses.join(ip("192.0.2.1"), now).unwrap();
        let _second = addresses.join(ip("192.0.2.1"), now).unwrap();
        assert_eq!(addresses.join(ip("192.0.2.1"), now).unwrap_err(), Refused::Sockets);
        let _other = addresses.join(ip("192.0.2.2"), now).unwrap();
        drop(first);
        let _third = addresses.join(ip("192.0.2.1"), now).unwrap();
    }

    #[test]
    fn an_address_leaves_sockets_in_a_room_to_others() {
        let (addresses, now) = (addresses(), Instant::now());
        let [room, other_room] = [1, 2].map(|number| RoomId::from_bytes([number; 16]));
        let mut first = addresses.join(ip("192.0.2.1"), now).unwrap();
        first.go_into(room).unwrap();
        let mut second = addresses.join(ip("192.0.2.1"), now).unwrap();
        assert_eq!(second.go_into(room), Err(Refused::Sockets));
        second.go_into(other_room).unwrap();
        let mut other = addresses.join(ip("192.0.2.2"), now).unwrap();
        other.go_into(room).unwrap();
        drop((first, second));
        let mut third = addresses.join(ip("192.0.2.1"), now).unwrap();
        third.go_into(room).unwrap();
    }

    #[test]
    fn sockets_that_come_and_go_are_held_to_a_pace() {
        let (addresses, now) = (addresses(), Instant::now());
        for _ in 0..3 {
            drop(addresses.join(ip("2001:db8::1"), now).unwrap());
        }
        let refused = addresses.join(ip("2001:db8::2"), now).unwrap_err();
        assert_eq!(refused, Refused::Joins(SECOND));
        addresses.join(ip("2001:db8::2"), now + SECOND).unwrap();
    }

    #[test]
    fn rooms_are_made_at_a_pace() {
        let (addresses, now) = (addresses(), Instant::now());
        addresses.count_new_room(ip("192.0.2.1"), now).unwrap();
        let refused = addresses.count_new_room(ip("192.0.2.1"), now).unwrap_err();
        assert_eq!(refused, Refused::Rooms(SECOND));
        addresses.count_new_room(ip("192.0.2.2"), now).unwrap();
    }

    #[test]
    fn wrong_codes_have_a_pace_and_right_ones_cost_an_address_nothing() {
        let (addresses, now) = (addresses(), Instant::now());
        for _ in 0..5 {
            addresses.try_code(ip("192.0.2.1"), now).unwrap();
            addresses.take_back_code(ip("192.0.2.1"));
        }
        addresses.try_code(ip("192.0.2.1"), now).unwrap();
        addresses.try_code(ip("192.0.2.1"), now).unwrap();
        assert_eq!(addresses.try_code(ip("192.0.2.1"), now), Err(Refused::Codes(SECOND)));
        addresses.try_code(ip("192.0.2.2"), now).unwrap();
        // All together have a pace, too.
        assert_eq!(addresses.try_code(ip("192.0.2.3"), now), Err(Refused::Codes(SECOND)));
        addresses.try_code(ip("192.0.2.4"), now + SECOND).unwrap();
    }

    #[test]
    fn what_an_address_brings_has_a_pace_in_bytes() {
        let (addresses, now) = (addresses(), Instant::now());
        addresses.bring(ip("192.0.2.1"), 60, now).unwrap();
        assert!(addresses.bring(ip("192.0.2.1"), 60, now).is_err());
        addresses.bring(ip("192.0.2.1"), 40, now).unwrap();
        addresses.bring(ip("192.0.2.2"), 100, now).unwrap();
        addresses.bring(ip("192.0.2.1"), 60, now + SECOND).unwrap();
    }

    #[test]
    fn the_number_of_addresses_remembered_has_a_limit() {
        let (addresses, now) = (addresses(), Instant::now());
        let held = addresses.join(ip("192.0.2.1"), now).unwrap();
        for number in 0..=ADDRESSES_MAX {
            let number = u32::try_from(number).unwrap();
            let _ = addresses.count_new_room(IpAddr::V4((0x0a00_0000 + number).into()), now);
        }
        assert!(addresses.known().len() <= ADDRESSES_MAX);
        assert_eq!(addresses.known()[&ip("192.0.2.1")].sockets, 1);
        drop(held);
    }
}
