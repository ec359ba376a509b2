//! What the process has of the machine: files, threads, memory, as Linux tells. What cannot be known
//! is left out.

use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// Files, sockets and pipes that are open.
#[must_use]
pub fn open_files() -> Option<usize> {
    // One of them is this look itself.
    Some(read_dir("/proc/self/fd").ok()?.count().saturating_sub(1))
}

/// Threads.
#[must_use]
pub fn threads() -> Option<usize> {
    status("Threads:")
}

/// Memory that is in use, bytes.
#[must_use]
pub fn resident_bytes() -> Option<usize> {
    Some(status("VmRSS:")? << 10)
}

/// Memory that the process may use, bytes: its control group's, or the machine's.
#[must_use]
pub fn memory_bytes() -> Option<usize> {
    let machine = kib(&read_to_string("/proc/meminfo").ok()?, "MemTotal:")? << 10;
    Some(group_bytes().map_or(machine, |group| group.min(machine)))
}

/// The smallest limit of the groups around the process.
fn group_bytes() -> Option<usize> {
    let groups = read_to_string("/proc/self/cgroup").ok()?;
    let own = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let root = Path::new("/sys/fs/cgroup");
    let of = root.join(own.trim_start_matches('/'));
    let folders = of.ancestors().take_while(|folder| folder.starts_with(root));
    // «max» is no number, and no limit.
    let limits = folders
        .filter_map(|folder| read_to_string(folder.join("memory.max")).ok()?.trim().parse().ok());
    limits.min()
}

fn status(name: &str) -> Option<usize> {
    kib(&read_to_string("/proc/self/status").ok()?, name)
}

fn kib(text: &str, name: &str) -> Option<usize> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn linux_tells_what_the_process_has() {
        let before = open_files().unwrap();
        let file = std::fs::File::open("/proc/self/status").unwrap();
        assert!(before > 0 && threads().unwrap() > 0);
        let (used, of) = (resident_bytes().unwrap(), memory_bytes().unwrap());
        assert!(used > 1 << 20 && used < of, "{used} of {of}");
        drop(file);
    }
}
