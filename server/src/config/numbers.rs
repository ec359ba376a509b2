//! Which numbers make sense: below the least of each a server does not do what it is for, and outside of what is usual
//! somebody may have slipped.

use std::ops::RangeInclusive;

use crate::config::Config;
use crate::config::finding::{Finding, error, warning};
use crate::limits::ROOM_MEMORY_ALWAYS;

/// A limit that is set.
struct Number {
    name: &'static str,
    value: u64,
    /// What it must be, so that one room can be made and written in.
    least: u64,
    /// What makes sense.
    sense: RangeInclusive<u64>,
}

/// A board on which one note of the longest stands, encoded.
const BOARD_BYTES_LEAST: u64 = 4 << 10;

/// A board of a few dozen notes, in memory.
const MEMORY_BYTES_LEAST: u64 = MIB;

/// The log and the snapshots of a room that was made and closed again, with the pages they lie in.
const DISK_BYTES_LEAST: u64 = 64 << 10;

const MIB: u64 = 1 << 20;

/// What is wrong with numbers by themselves.
pub(super) fn out_of_sense(config: &Config) -> Vec<Finding> {
    numbers(config).into_iter().filter_map(|number| number.finding()).collect()
}

impl Number {
    fn finding(&self) -> Option<Finding> {
        let Self { name, value, least, sense } = self;
        if value < least {
            return Some(error(format!(
                "{name} is {value}, and a single room needs {least}: nobody could do anything; make it at least \
                 that, or leave it out"
            )));
        }
        (!sense.contains(value)).then(|| {
            let (from, to) = (sense.start(), sense.end());
            warning(format!("{name} is {value}; what makes sense is from {from} to {to}"))
        })
    }
}

fn numbers(config: &Config) -> Vec<Number> {
    let usual = |name, value, sense| Number { name, value, least: 0, sense };
    let large = |name, value: Option<u64>, least: u64, from: u64| {
        value.map(|value| Number { name, value, least, sense: from..=1 << 50 })
    };
    let number = |number: usize| number as u64;
    let (memory, always_has) = (MEMORY_BYTES_LEAST, ROOM_MEMORY_ALWAYS as u64);
    let always = vec![
        usual("socket_frames_per_second", config.socket_frames_per_second, 20..=100_000),
        usual("socket_bytes_per_second", config.socket_bytes_per_second, 16 << 10..=1 << 30),
        usual("room_sockets_max", number(config.room_sockets_max), 2..=100_000),
        usual("room_notes_max", number(config.room_notes_max), 100..=1_000_000),
        Number {
            name: "room_bytes_max",
            value: number(config.room_bytes_max),
            least: BOARD_BYTES_LEAST,
            sense: 256 << 10..=1 << 30,
        },
        usual("receive_bytes_max", number(config.receive_bytes_max), MIB..=64 << 30),
        usual("address_sockets_max", number(config.address_sockets_max), 5..=1_000_000),
        usual("address_joins_per_minute", config.address_joins_per_minute, 5..=10_000_000),
        usual("address_rooms_per_hour", config.address_rooms_per_hour, 1..=1_000_000),
        usual("idle_seconds", config.idle_seconds, 1..=24 * 60 * 60),
        usual("keep_versions_days", config.keep_versions_days.into(), 0..=3_650),
        usual("keep_bin_days", config.keep_bin_days.into(), 0..=3_650),
        usual("keep_unused_rooms_days", config.keep_unused_rooms_days.into(), 0..=3_650),
        usual("keep_empty_rooms_hours", config.keep_empty_rooms_hours.into(), 0..=8_760),
        usual("keep_taken_away_days", config.keep_taken_away_days.into(), 0..=3_650),
    ];
    let where_set = [
        large("room_memory_max", Some(number(config.room_memory_max)), memory, always_has),
        large("rooms_memory_max", config.rooms_memory_max.map(number), memory, always_has),
        large("room_disk_max", config.room_disk_max, DISK_BYTES_LEAST, MIB),
        large("rooms_disk_max", config.rooms_disk_max, DISK_BYTES_LEAST, MIB),
        large("address_disk_max", Some(config.address_disk_max), 0, MIB),
        large("disk_free_bytes", config.disk_free_bytes, 0, 0),
    ];
    always.into_iter().chain(where_set.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::finding::Severity;

    #[test]
    fn what_no_room_can_do_with_is_an_error_and_what_is_odd_a_warning() {
        type Set = fn(&mut Config);
        let cases: [(Set, Option<Severity>, &str); 10] = [
            (|config| config.room_memory_max = 1, Some(Severity::Error), "room_memory_max is 1,"),
            (|config| config.room_memory_max = 2 << 20, Some(Severity::Warning), "from 16777216"),
            (|config| config.room_memory_max = 64 << 20, None, ""),
            (
                |config| config.rooms_memory_max = Some(9),
                Some(Severity::Error),
                "rooms_memory_max is 9",
            ),
            (|config| config.room_disk_max = Some(1), Some(Severity::Error), "needs 65536"),
            (
                |config| config.rooms_disk_max = Some(1),
                Some(Severity::Error),
                "rooms_disk_max is 1",
            ),
            (|config| config.room_bytes_max = 1, Some(Severity::Error), "needs 4096"),
            (
                |config| config.address_disk_max = 1,
                Some(Severity::Warning),
                "address_disk_max is 1;",
            ),
            (
                |config| config.disk_free_bytes = Some(u64::MAX),
                Some(Severity::Warning),
                "disk_free",
            ),
            (|config| config.disk_free_bytes = Some(0), None, ""),
        ];
        for (number, (set, severity, words)) in cases.into_iter().enumerate() {
            let mut config = Config::default();
            set(&mut config);
            let found = out_of_sense(&config);
            assert_eq!(found.first().map(|found| found.severity), severity, "{number}: {found:?}");
            assert!(
                found.len() < 2 && found.iter().all(|found| found.text.contains(words)),
                "{found:?}"
            );
        }
    }
}
