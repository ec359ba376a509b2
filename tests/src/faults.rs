//! Disks that fail: a small one of memory, and one that fails when told to, between a real server
//! and its real files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// What the disk under a server's database does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    None,
    /// Writing fails with this error number.
    Write(i32),
    /// Bringing to disk fails with this error number.
    Sync(i32),
    /// Reading fails with this error number.
    Read(i32),
    /// Every read takes so many milliseconds longer, or until another order.
    SlowRead(u64),
    /// Every write takes so many milliseconds longer, or until another order.
    SlowWrite(u64),
    /// Every bringing to disk takes so many milliseconds longer, or until another order.
    SlowSync(u64),
}

/// An input or output error.
pub const EIO: i32 = 5;
/// No space left on the device.
pub const ENOSPC: i32 = 28;
/// A read-only file system.
pub const EROFS: i32 = 30;

/// Decides what goes wrong for one server.
#[derive(Debug)]
pub struct Faults {
    control: PathBuf,
}

impl Faults {
    /// Faults for a server in this folder; none where there is no C compiler.
    #[must_use]
    pub fn new(folder: &TempDir) -> Option<Self> {
        shim()?;
        let faults = Self { control: folder.path().join("faults") };
        faults.now(Fault::None);
        Some(faults)
    }

    /// What the server's environment must hold.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, OsString)> {
        let shim = shim().map(Path::as_os_str).unwrap_or_default();
        vec![
            ("LD_PRELOAD".to_owned(), shim.to_owned()),
            ("PICNIC_FAULTS".to_owned(), self.control.clone().into()),
        ]
    }

    /// From now on the disk does this.
    ///
    /// # Panics
    /// When the folder is gone.
    pub fn now(&self, fault: Fault) {
        let line = match fault {
            Fault::None => String::new(),
            Fault::Write(error) => format!("write {error}"),
            Fault::Sync(error) => format!("sync {error}"),
            Fault::Read(error) => format!("read {error}"),
            Fault::SlowRead(ms) => format!("read stall {ms}"),
            Fault::SlowWrite(ms) => format!("write stall {ms}"),
            Fault::SlowSync(ms) => format!("sync stall {ms}"),
        };
        // Renamed, so that no half of it is read.
        let next = self.control.with_extension("next");
        std::fs::write(&next, line).expect("the order is written");
        std::fs::rename(&next, &self.control).expect("the order is given");
    }
}

/// The library that stands between a server and its files, built once a run.
fn shim() -> Option<&'static Path> {
    static SHIM: OnceLock<Option<(TempDir, PathBuf)>> = OnceLock::new();
    let built = SHIM.get_or_init(|| {
        let folder = TempDir::with_prefix("picnic-faults-").ok()?;
        let library = folder.path().join("disk.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/disk.c");
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .arg("-ldl")
            .status();
        status.is_ok_and(|status| status.success()).then_some((folder, library))
    });
    built.as_ref().map(|(_, library)| library.as_path())
}

/// A small file system in memory, mounted for as long as this lives.
#[derive(Debug)]
pub struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    /// Mounts one; none where this process may not.
    #[must_use]
    pub fn mount(at: &Path, kib: u32) -> Option<Self> {
        std::fs::create_dir_all(at).ok()?;
        let options = format!("size={kib}k");
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "picnic-test"])
            .arg(at)
            .status();
        status.is_ok_and(|status| status.success()).then(|| Self { at: at.to_owned() })
    }

    /// Turns it read-only; nothing may be open for writing on it.
    #[must_use]
    pub fn turn_read_only(&self) -> bool {
        let status = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.at).status();
        status.is_ok_and(|status| status.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A server that still ends lets go of it by itself.
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}
