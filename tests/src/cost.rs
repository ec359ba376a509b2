//! What a process has cost so far, read from `/proc`.

use std::time::Duration;

/// The kernel's clock tick in `/proc/PID/stat`: `USER_HZ`, 100 on every Linux of today.
const TICKS_PER_SECOND: u64 = 100;

/// Processor time that the process has used, in user and kernel. Resolution 10 ms.
///
/// # Panics
/// When the process is gone.
#[must_use]
pub fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process runs");
    // The command's name may hold spaces; it ends at the last parenthesis. utime and stime are
    // fields 14 and 15 counted from 1, thus 11 and 12 after it counted from 0.
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<_> = after_name.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<u64>().ok());
    let (Some(user), Some(system)) = (ticks(11), ticks(12)) else {
        panic!("/proc/{pid}/stat reads {stat}");
    };
    Duration::from_millis((user + system) * 1_000 / TICKS_PER_SECOND)
}

/// Memory of the process that is resident, in bytes.
///
/// # Panics
/// When the process is gone.
#[must_use]
pub fn resident_bytes(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process runs");
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|text| text.parse::<u64>().ok());
    kib.map_or_else(|| panic!("/proc/{pid}/status has no VmRSS"), |kib| kib * 1_024)
}
