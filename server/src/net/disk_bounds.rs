//! What rooms may take on disk.

use rustix::fs::statvfs;

use crate::config::Config;
use crate::limits::ROOMS_DISK_PART;

/// What rooms may take on disk, bytes.
#[derive(Debug, Clone, Copy)]
pub struct DiskBounds {
    /// All of them together.
    pub all_max: u64,
    /// Those that one address made.
    pub of_address_max: u64,
}

impl DiskBounds {
    /// What the configuration says, or the disk.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        if config.no_limits {
            return Self { all_max: u64::MAX, of_address_max: u64::MAX };
        }
        let part = || {
            let disk = statvfs(&config.data);
            disk.map_or(u64::MAX, |disk| {
                disk.f_blocks.saturating_mul(disk.f_frsize) / ROOMS_DISK_PART
            })
        };
        let all_max = config.rooms_disk_max.unwrap_or_else(part);
        Self { all_max, of_address_max: config.address_disk_max }
    }
}
