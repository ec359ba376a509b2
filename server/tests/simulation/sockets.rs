//! Sockets: opened, written to, read from, broken, on both sides.

use std::rc::Rc;

use bytes::Bytes;
use picnic::room::{ConnectionId, Input, Join};
use picnic::rooms::outbox::{Next, Outbox};
use picnic_protocol::frame::read_message;
use picnic_protocol::ids::ParticipantId;

use crate::network::Way;
use crate::server::{OUTBOX_BYTES, OpenRoom};
use crate::session_checks;
use crate::world::{Event, Seat, World, room_id};

/// A socket on the server's side.
pub struct Socket {
    pub room: usize,
    pub outbox: Rc<Outbox>,
}

impl World {
    pub fn connect(&mut self, seat: usize) {
        let Seat { room, connection, away_until_ms, .. } = self.seats[seat];
        if connection.is_some() || self.ruined[room] {
            return;
        }
        if self.now_ms < away_until_ms {
            return self.at(away_until_ms, Event::Connect(seat));
        }
        if self.rooms[room].is_none() {
            let kept = self.disk.kept(room_id(room));
            self.rooms[room] = OpenRoom::open(room_id(room), &kept, &mut self.random);
        }
        let Some(open) = &mut self.rooms[room] else {
            panic!("room {room} does not open, and its log is sound (rule 8)");
        };
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let outbox = Rc::new(Outbox::of(OUTBOX_BYTES));
        open.outboxes.insert(connection, Rc::clone(&outbox));
        open.putting_away = false;
        self.sockets.insert(connection, Socket { room, outbox });
        self.network.open(&mut self.random, connection);
        let seat = &mut self.seats[seat];
        seat.connection = Some(connection);
        let identity = seat.person.identity;
        let join = Join {
            connection,
            participant: if identity.lasting {
                identity.participant
            } else {
                participant(0, self.connections)
            },
            lasting: identity.lasting,
            role: identity.role,
            generation: 0,
            session: true,
        };
        let greeting = seat.person.greet();
        self.input(room, Input::Join(join));
        for frame in greeting {
            self.send(connection, Way::ToServer, frame);
        }
    }

    /// Puts a frame under way.
    pub fn send(&mut self, connection: ConnectionId, way: Way, frame: Bytes) {
        let at = self.network.send(&mut self.random, self.now_ms, connection, way, frame);
        if let Some(at_ms) = at {
            self.at(at_ms, Event::Arrive(connection, way));
        }
    }

    pub fn arrive(&mut self, connection: ConnectionId, way: Way) {
        let frame = match self.network.arrive(self.now_ms, connection, way) {
            Ok(frame) => frame,
            Err(Some(later_ms)) => return self.at(later_ms, Event::Arrive(connection, way)),
            Err(None) => return,
        };
        match way {
            Way::ToServer => {
                let Some(room) = self.sockets.get(&connection).map(|socket| socket.room) else {
                    return;
                };
                for frame in read_message(&frame).expect("people send what passes the check") {
                    self.input(room, Input::Frame { connection, frame });
                }
            }
            Way::ToPerson => {
                let seat = self.seats.iter().position(|seat| seat.connection == Some(connection));
                let Some(seat) = seat else { return };
                session_checks::nothing_private_arrives(self, seat, &frame);
                for answer in self.seats[seat].person.hear(&frame) {
                    self.send(connection, Way::ToServer, answer);
                }
                self.pump(connection);
            }
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
        let Some(connection) = self.seats[seat].connection.take() else { return };
        self.seats[seat].person.lose_socket();
        self.network.cut(connection);
        self.soon(2_000, Event::ServerNotices(self.process, connection));
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
