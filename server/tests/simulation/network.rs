//! The network: each socket is two lines that keep their order and nothing else. Delay differs from
//! line to line and time to time, so that sockets overtake each other; a partition holds everything
//! back; a break loses what is under way.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use picnic::room::ConnectionId;

use crate::random::Random;

/// Bytes under way to one person before the server's queue must wait: a small window, so that
/// slow readers fill their queues.
pub const WINDOW_BYTES: usize = 4 << 10;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    ToServer,
    ToPerson,
}

#[derive(Debug, Default)]
struct Line {
    under_way: VecDeque<(u64, Bytes)>,
    bytes: usize,
    last_at_ms: u64,
}

#[derive(Debug)]
struct Link {
    delay_ms: u64,
    held_until_ms: u64,
    to_server: Line,
    to_person: Line,
}

impl Link {
    fn line(&mut self, way: Way) -> &mut Line {
        match way {
            Way::ToServer => &mut self.to_server,
            Way::ToPerson => &mut self.to_person,
        }
    }
}

/// Every open socket's lines.
#[derive(Debug, Default)]
pub struct Network {
    links: BTreeMap<ConnectionId, Link>,
}

impl Network {
    pub fn open(&mut self, random: &mut Random, connection: ConnectionId) {
        let slow = if random.one_in(6) { 400 } else { 40 };
        let delay_ms = random.below(slow);
        let link = Link {
            delay_ms,
            held_until_ms: 0,
            to_server: Line::default(),
            to_person: Line::default(),
        };
        self.links.insert(connection, link);
    }

    /// Sends a frame; returns when it arrives, or none when the socket is no more.
    pub fn send(
        &mut self,
        random: &mut Random,
        now_ms: u64,
        connection: ConnectionId,
        way: Way,
        frame: Bytes,
    ) -> Option<u64> {
        let link = self.links.get_mut(&connection)?;
        let most_ms = if random.one_in(10) { 120 } else { 4 };
        let jitter = random.below(most_ms);
        let at_ms = now_ms.max(link.held_until_ms) + link.delay_ms + jitter;
        let line = link.line(way);
        line.last_at_ms = line.last_at_ms.max(at_ms);
        line.bytes += frame.len();
        line.under_way.push_back((line.last_at_ms, frame));
        Some(line.last_at_ms)
    }

    /// The frame that arrives now; none when the socket broke, or when it is held back, then with
    /// the time to try again.
    pub fn arrive(
        &mut self,
        now_ms: u64,
        connection: ConnectionId,
        way: Way,
    ) -> Result<Bytes, Option<u64>> {
        let link = self.links.get_mut(&connection).ok_or(None)?;
        if now_ms < link.held_until_ms {
            return Err(Some(link.held_until_ms));
        }
        let line = link.line(way);
        let (at_ms, _) = line.under_way.front().ok_or(None)?;
        if now_ms < *at_ms {
            return Err(Some(*at_ms));
        }
        let (_, frame) = line.under_way.pop_front().ok_or(None)?;
        line.bytes -= frame.len();
        Ok(frame)
    }

    /// Whether more may be put under way to this person.
    pub fn has_room(&self, connection: ConnectionId) -> bool {
        self.links.get(&connection).is_some_and(|link| link.to_person.bytes < WINDOW_BYTES)
    }

    /// Whether anything is under way.
    pub fn is_idle(&self) -> bool {
        self.links
            .values()
            .all(|link| link.to_server.under_way.is_empty() && link.to_person.under_way.is_empty())
    }

    /// Nothing gets through this socket until then, either way.
    pub fn hold(&mut self, connection: ConnectionId, until_ms: u64) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.held_until_ms = link.held_until_ms.max(until_ms);
        }
    }

    /// The socket breaks: what is under way is lost.
    pub fn cut(&mut self, connection: ConnectionId) {
        self.links.remove(&connection);
    }

    /// All partitions end.
    pub fn heal(&mut self) {
        for link in self.links.values_mut() {
            link.held_until_ms = 0;
        }
    }

    pub fn cut_all(&mut self) {
        self.links.clear();
    }
}
