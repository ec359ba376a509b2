//! What is measured: picnic, or a yardstick, each in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use picnic_tests::client::Door;
use picnic_tests::server::{Room, Server};

/// What a yardstick writes on stdout once it listens, before its address.
pub(crate) const LISTENS: &str = "listens on ";

/// A process to measure.
pub(crate) enum Target {
    /// The server.
    Picnic(Server),
    /// A bare server of this program.
    Bare(Bare),
}

/// One of this program's own bare servers.
pub(crate) struct Bare {
    child: Child,
    address: SocketAddr,
}

impl Drop for Bare {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Target {
    /// Starts a server on an empty folder.
    pub(crate) fn picnic() -> Self {
        // The loads are far over what one address should do.
        Self::Picnic(Server::start_with(&["--no-limits"]))
    }

    /// Starts the bare relay.
    pub(crate) fn relay() -> Self {
        Self::bare(&["serve-relay"])
    }

    /// Starts the server that only writes the bytes in this file.
    pub(crate) fn ready(path: &str) -> Self {
        Self::bare(&["serve-ready", path])
    }

    fn bare(arguments: &[&str]) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program's path"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the yardstick starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its stdout is piped");
        // Nothing follows this line, so that nothing is left to drain.
        let read = BufReader::new(stdout).read_line(&mut line);
        let address = line.trim().strip_prefix(LISTENS).and_then(|text| text.parse().ok());
        let bare = Bare { child, address: address.unwrap_or_else(|| panic!("{read:?}: {line}")) };
        Self::Bare(bare)
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Picnic(_) => "picnic",
            Self::Bare(_) => "bare",
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        match self {
            Self::Picnic(server) => server.pid(),
            Self::Bare(bare) => bare.child.id(),
        }
    }

    /// Makes rooms and returns the door of each.
    pub(crate) async fn make_rooms(&self, count: usize) -> Vec<Door> {
        let mut doors = Vec::with_capacity(count);
        for number in 0..count {
            doors.push(match self {
                Self::Picnic(server) => {
                    let Room { id, join, .. } = server.make_room().await;
                    Door::new(server.address(), &id, &join)
                }
                Self::Bare(bare) => Door::new(bare.address, &format!("room{number}"), "none"),
            });
        }
        doors
    }
}
