//! The limits in force, made from the configuration; none with `no_limits`.

use std::time::Duration;

use crate::config::Config;
use crate::limits::{
    ADDRESS_BROUGHT_BYTES_PER_HOUR, ADDRESS_CODES_BURST_SECONDS, ADDRESS_CODES_PER_MINUTE,
    ADDRESS_JOINS_BURST_SECONDS, ADDRESS_KNOCKS_BURST_SECONDS, ADDRESS_KNOCKS_PER_MINUTE,
    ADDRESS_ROOMS_BURST_SECONDS, ADDRESS_SUGGESTIONS_BURST_SECONDS, ADDRESS_SUGGESTIONS_PER_MINUTE,
    CODES_OF_ALL_BURST_SECONDS, CODES_OF_ALL_PER_MINUTE, ROOM_CLIENT_IDS_MAX, ROOM_DRAWN_MAX,
    ROOM_PART_OF_ADDRESS, SOCKET_BURST_SECONDS, SOCKETS_OF_ONE_MAX,
};
use crate::net::pace::Pace;
use crate::room::fullness::RoomBounds;

/// What one socket may send.
#[derive(Debug, Clone, Copy)]
pub struct SocketBounds {
    /// Frames: those in its messages, and those that make no message.
    pub frames: Pace,
    /// Bytes of them.
    pub bytes: Pace,
}

/// What one address may have and do.
#[derive(Debug, Clone, Copy)]
pub struct AddressBounds {
    /// Sockets at once.
    pub sockets_max: usize,
    /// Of those, in one room.
    pub in_one_room_max: usize,
    /// Sockets opened.
    pub joins: Pace,
    /// Rooms made.
    pub rooms: Pace,
    /// Bytes brought for rooms to begin with.
    pub brought: Pace,
    /// Suggestions asked for.
    pub suggestions: Pace,
    /// Knocks at rooms.
    pub knocks: Pace,
    /// Wrong codes.
    pub codes: Pace,
    /// Wrong codes of all addresses together: also where nothing else has a limit, for codes are short.
    pub codes_of_all: Pace,
}

/// Every limit that the configuration sets.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Of each socket.
    pub socket: SocketBounds,
    /// Of each room.
    pub room: RoomBounds,
    /// Of each address.
    pub address: AddressBounds,
}

/// Codes that all addresses together may get wrong.
const CODES_OF_ALL: Pace = Pace::new(
    CODES_OF_ALL_PER_MINUTE,
    Duration::from_secs(60),
    Duration::from_secs(CODES_OF_ALL_BURST_SECONDS),
);

/// So many of a room's sockets may come from one address: of a small room all.
const fn part_of_room(sockets_max: usize) -> usize {
    let part = sockets_max.saturating_mul(ROOM_PART_OF_ADDRESS) / 100;
    if part < SOCKETS_OF_ONE_MAX { SOCKETS_OF_ONE_MAX } else { part }
}

impl Bounds {
    /// What the configuration says.
    #[must_use]
    pub const fn of(config: &Config) -> Self {
        if config.no_limits {
            return Self::NONE;
        }
        let second = Duration::from_secs(1);
        let burst = Duration::from_secs(SOCKET_BURST_SECONDS);
        Self {
            socket: SocketBounds {
                frames: Pace::new(config.socket_frames_per_second, second, burst),
                bytes: Pace::new(config.socket_bytes_per_second, second, burst),
            },
            room: RoomBounds {
                sockets_max: config.room_sockets_max,
                notes_max: config.room_notes_max,
                drawn_max: ROOM_DRAWN_MAX,
                bytes_max: config.room_bytes_max,
                memory_max: config.room_memory_max,
                client_ids_max: ROOM_CLIENT_IDS_MAX,
            },
            address: AddressBounds {
                sockets_max: config.address_sockets_max,
                in_one_room_max: part_of_room(config.room_sockets_max),
                joins: Pace::new(
                    config.address_joins_per_minute,
                    Duration::from_secs(60),
                    Duration::from_secs(ADDRESS_JOINS_BURST_SECONDS),
                ),
                rooms: Pace::new(
                    config.address_rooms_per_hour,
                    Duration::from_secs(60 * 60),
                    Duration::from_secs(ADDRESS_ROOMS_BURST_SECONDS),
                ),
                brought: Pace::new(
                    ADDRESS_BROUGHT_BYTES_PER_HOUR,
                    Duration::from_secs(60 * 60),
                    Duration::from_secs(60 * 60),
                ),
                suggestions: Pace::new(
                    ADDRESS_SUGGESTIONS_PER_MINUTE,
                    Duration::from_secs(60),
                    Duration::from_secs(ADDRESS_SUGGESTIONS_BURST_SECONDS),
                ),
                knocks: Pace::new(
                    ADDRESS_KNOCKS_PER_MINUTE,
                    Duration::from_secs(60),
                    Duration::from_secs(ADDRESS_KNOCKS_BURST_SECONDS),
                ),
                codes: Pace::new(
                    ADDRESS_CODES_PER_MINUTE,
                    Duration::from_secs(60),
                    Duration::from_secs(ADDRESS_CODES_BURST_SECONDS),
                ),
                codes_of_all: CODES_OF_ALL,
            },
        }
    }

    const NONE: Self = Self {
        socket: SocketBounds { frames: Pace::UNLIMITED, bytes: Pace::UNLIMITED },
        room: RoomBounds {
            sockets_max: usize::MAX,
            notes_max: usize::MAX,
            drawn_max: usize::MAX,
            bytes_max: usize::MAX,
            memory_max: usize::MAX,
            client_ids_max: usize::MAX,
        },
        address: AddressBounds {
            sockets_max: usize::MAX,
            in_one_room_max: usize::MAX,
            joins: Pace::UNLIMITED,
            rooms: Pace::UNLIMITED,
            brought: Pace::UNLIMITED,
            suggestions: Pace::UNLIMITED,
            knocks: Pace::UNLIMITED,
            codes: Pace::UNLIMITED,
            codes_of_all: CODES_OF_ALL,
        },
    };
}
