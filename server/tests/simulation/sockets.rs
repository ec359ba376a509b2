//! Sockets: opened, written to, read from, broken, on both sides.

use std::rc::Rc;

use bytes::Bytes;
use picnic::room::{ConnectionId, Input};
use picnic::rooms::outbox::{Next, Outbox};
use picnic_protocol::frame::{parts_of, read_message};
use picnic_protocol::ids::ParticipantId;

use crate::network::Way;
use crate::session_checks;
use crate::world::{Event, World};

/// A larger change comes in parts, bytes; so small that it happens.
const PART_BYTES: usize = 700;

/// A line that is dead and not known to be is noticed after so long at most, ms.
const DEAD_MS_MAX: u64 = 45_000;

/// A socket on the server's side.
pub struct Socket {
    pub room: usize,
    pub outbox: Rc<Outbox>,
}

impl World {
    /// Puts a frame under way.
    pub fn send(&mut self, connection: ConnectionId, way: Way, frame: Bytes) {
        let at = self.network.send(&mut self.random, self.now_ms, connection, way, frame);
        if let Some(at_ms) = at {
            self.at(at_ms, Event::Arrive(connection, way));
        }
    }

    pub fn arrive(&mut self, connection: ConnectionId, way: Way) {
        if way == Way::ToServer && self.parts.contains_key(&connection) {
            return self.at(self.now_ms + 3, Event::Arrive(connection, way));
        }
        let frame = match self.network.arrive(self.now_ms, connection, way) {
            Ok(frame) => frame,
            Err(Some(later_ms)) => return self.at(later_ms, Event::Arrive(connection, way)),
            Err(None) => return,
        };
        match way {
            Way::ToServer => {
                let frames = read_message(&frame).and_then(|frames| parts_of(frames, PART_BYTES));
                let frames = frames.expect("people send what passes the check");
                self.parts.insert(connection, frames.into());
                self.hear_part(connection);
            }
            Way::ToPerson => {
                let seat = self.seats.iter().position(|seat| seat.connection == Some(connection));
                let Some(seat) = seat else { return };
                session_checks::nothing_private_arrives(self, seat, &frame);
                for answer in self.seats[seat].person.hear(&frame) {
                    self.send(connection, Way::ToServer, answer);
                }
                session_checks::nobody_is_seen_where_it_is_anonymous(self, seat);
                self.pump(connection);
            }
        }
    }

    /// The server takes one part of what arrived; others come in between.
    pub fn hear_part(&mut self, connection: ConnectionId) {
        let room = self.sockets.get(&connection).map(|socket| socket.room);
        let (Some(parts), Some(room)) = (self.parts.get_mut(&connection), room) else {
            self.parts.remove(&connection);
            return;
        };
        let part = parts.pop_front();
        if parts.is_empty() {
            self.parts.remove(&connection);
        } else {
            self.tally.parts += 1;
            self.soon(4, Event::HearPart(self.process, connection));
        }
        if let Some(frame) = part {
            self.input(room, Input::Frame { connection, frame });
        }
    }

    pub fn sockets_of(&self, room: usize) -> Vec<ConnectionId> {
        let of_room = self.sockets.iter().filter(|(_, socket)| socket.room == room);
        of_room.map(|(connection, _)| *connection).collect()
    }

    /// Writes what waits for a socket, as far as its window goes.
    pub fn pump(&mut self, connection: ConnectionId) {
        while self.network.has_room(connection) {
            let Some(socket) = self.sockets.get(&connection) else { return };
            let room = socket.room;
            match socket.outbox.next() {
                Next::Frames(frames) => {
                    for frame in frames {
                        self.send(connection, Way::ToPerson, frame);
                    }
                }
                Next::Drained => self.input(room, Input::Drained(connection)),
                Next::Close(_) | Next::Wait => return,
            }
        }
    }

    /// The person's side of a socket ends; the server notices some time later, or at once when
    /// the network still is.
    pub fn leave(&mut self, seat: usize) {
        self.end_line(seat, 2_000);
    }

    /// The network of somebody changes: their new line is there before the server knows the old one is dead.
    pub fn lose_line(&mut self, seat: usize) {
        self.tally.dead_lines += usize::from(self.seats[seat].connection.is_some());
        self.end_line(seat, DEAD_MS_MAX);
        self.soon(300, Event::Connect(seat));
    }

    fn end_line(&mut self, seat: usize, noticed_ms: u64) {
        let Some(connection) = self.seats[seat].connection.take() else { return };
        self.seats[seat].person.lose_socket();
        self.network.cut(connection);
        self.soon(noticed_ms, Event::ServerNotices(self.process, connection));
    }

    /// A socket breaks in the middle; the person comes back.
    pub fn break_socket(&mut self, connection: ConnectionId) {
        let seat = self.seats.iter().position(|seat| seat.connection == Some(connection));
        if let Some(seat) = seat {
            self.leave(seat);
            self.soon(800, Event::Connect(seat));
        }
    }
}

pub fn participant(person: u64, connection: u64) -> ParticipantId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&person.to_le_bytes());
    bytes[8..].copy_from_slice(&connection.to_le_bytes());
    ParticipantId::from_bytes(bytes)
}
