//! What rooms take on disk: of each how much, and of those that one address made how much together.
//!
//! Who made which room is known in memory only, for a while, and written nowhere.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::RoomId;

use crate::limits::{ADDRESS_DISK_DAYS, MADE_ROOMS_MAX};

/// How long a room counts for the address that made it.
const COUNTS_FOR: Duration = Duration::from_secs(ADDRESS_DISK_DAYS * 24 * 60 * 60);

/// The rooms that were made since this server started, and by whom.
#[derive(Debug, Default)]
pub struct Disk {
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    rooms: HashMap<RoomId, RoomOnDisk>,
    /// The same rooms, oldest first.
    in_order: VecDeque<(Instant, RoomId)>,
    of: HashMap<IpAddr, Sum>,
}

/// The rooms of an address.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    rooms: usize,
    bytes: u64,
}

#[derive(Debug, Clone, Copy)]
struct RoomOnDisk {
    maker: IpAddr,
    bytes: u64,
}

impl Disk {
    fn made(&self) -> MutexGuard<'_, Made> {
        // Sums are right between statements, so a panic elsewhere does not spoil them.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody made a room, which counts for them.
    pub fn count(&self, room: RoomId, maker: IpAddr, now: Instant) {
        let mut made = self.made();
        made.forget_old(now);
        made.in_order.push_back((now, room));
        made.rooms.insert(room, RoomOnDisk { maker, bytes: 0 });
        made.of.entry(maker).or_default().rooms += 1;
        if made.in_order.len() > MADE_ROOMS_MAX {
            made.forget_oldest();
        }
    }

    /// A room takes so many bytes now.
    pub fn takes(&self, room: RoomId, bytes: u64) {
        let mut made = self.made();
        let Some(RoomOnDisk { maker, bytes: known }) = made.rooms.get_mut(&room) else { return };
        let (maker, before) = (*maker, std::mem::replace(known, bytes));
        if let Some(sum) = made.of.get_mut(&maker) {
            sum.bytes = sum.bytes.saturating_sub(before).saturating_add(bytes);
        }
    }

    /// What the rooms take that an address made.
    #[must_use]
    pub fn of(&self, maker: IpAddr, now: Instant) -> u64 {
        let mut made = self.made();
        made.forget_old(now);
        made.of.get(&maker).map_or(0, |sum| sum.bytes)
    }
}

impl Made {
    fn forget_old(&mut self, now: Instant) {
        while let Some((at, _)) = self.in_order.front()
            && now.saturating_duration_since(*at) > COUNTS_FOR
        {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let Some((_, room)) = self.in_order.pop_front() else { return };
        let Some(RoomOnDisk { maker, bytes }) = self.rooms.remove(&room) else { return };
        let Some(sum) = self.of.get_mut(&maker) else { return };
        sum.bytes = sum.bytes.saturating_sub(bytes);
        sum.rooms = sum.rooms.saturating_sub(1);
        if sum.rooms == 0 {
            self.of.remove(&maker);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const AINO: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const BERTIL: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    fn room(number: u128) -> RoomId {
        RoomId::from_bytes(number.to_be_bytes())
    }

    #[test]
    fn rooms_count_for_who_made_them_as_they_grow_and_shrink() {
        let (disk, now) = (Disk::default(), Instant::now());
        disk.count(room(1), AINO, now);
        disk.count(room(2), AINO, now);
        disk.count(room(3), BERTIL, now);
        for (number, bytes) in [(1, 100), (2, 50), (3, 7), (1, 60), (4, 1_000)] {
            disk.takes(room(number), bytes);
        }
        assert_eq!((disk.of(AINO, now), disk.of(BERTIL, now)), (110, 7));
    }

    #[test]
    fn who_made_a_room_is_forgotten_after_a_while() {
        let (disk, now) = (Disk::default(), Instant::now());
        disk.count(room(1), AINO, now);
        disk.takes(room(1), 100);
        let half = COUNTS_FOR / 2;
        disk.count(room(2), AINO, now + half);
        disk.takes(room(2), 10);
        assert_eq!(disk.of(AINO, now + COUNTS_FOR), 110);
        assert_eq!(disk.of(AINO, now + COUNTS_FOR + half / 2), 10);
        assert_eq!(disk.of(AINO, now + 2 * COUNTS_FOR), 0);
        let made = disk.made();
        assert!(made.rooms.is_empty() && made.of.is_empty() && made.in_order.is_empty());
    }

    #[test]
    fn so_many_rooms_are_remembered() {
        let (disk, now) = (Disk::default(), Instant::now());
        for number in 0..=MADE_ROOMS_MAX as u128 {
            disk.count(room(number), AINO, now);
            disk.takes(room(number), 1);
        }
        assert_eq!(disk.of(AINO, now), MADE_ROOMS_MAX as u64);
    }
}
