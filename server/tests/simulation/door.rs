//! The door: who comes by which link, who knocks and is let in or not, and who is put out.

use std::net::IpAddr;
use std::rc::Rc;

use picnic::room::knocking::{Answer, Knock};
use picnic::room::session::door::{Door, Shut};
use picnic::room::{CloseCause, ConnectionId, Input, Join};
use picnic::rooms::outbox::Outbox;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::DoorState;

use crate::checks;
use crate::network::Way;
use crate::server::{OUTBOX_BYTES, OpenRoom};
use crate::sockets::{Socket, participant};
use crate::world::{Event, PEOPLE_IN_ROOM, Seat, World, room_id, stranger};

/// Who knocks comes from here.
const FROM: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

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
        open.putting_away = false;
        let facts = open.room.facts();
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let identity = &mut self.seats[seat].person.identity;
        let link = facts.links.generation(identity.role);
        let generation = *identity.generation.get_or_insert(link);
        let identity = *identity;
        let who = match identity.lasting {
            true => identity.participant,
            false => participant(0, self.connections),
        };
        let is_known = identity.lasting && open.room.session().member(who).is_some();
        let shut = why_not(&facts.door, &identity_of(who, &identity), generation == link, is_known);
        if shut == Some(CloseCause::KnockFirst) && identity.lasting && !self.random.one_in(4) {
            return self.knock_as(seat, who);
        }
        let outbox = Rc::new(Outbox::of(OUTBOX_BYTES));
        open.outboxes.insert(connection, Rc::clone(&outbox));
        self.sockets.insert(connection, Socket { room, outbox });
        self.network.open(&mut self.random, connection);
        let seat = &mut self.seats[seat];
        seat.connection = Some(connection);
        seat.outside = false;
        let join = Join {
            connection,
            participant: who,
            lasting: identity.lasting,
            role: identity.role,
            generation,
            session: true,
        };
        let greeting = seat.person.greet();
        self.closed = None;
        self.input(room, Input::Join(join));
        let closed = self.closed.filter(|(closed, _)| *closed == connection);
        let closed = closed.map(|(_, cause)| cause);
        assert_eq!(closed, shut, "let in or not otherwise than the door stands: {identity:?}");
        for frame in greeting {
            self.send(connection, Way::ToServer, frame);
        }
    }

    /// Somebody waits before the door, and comes in when they are let in.
    fn knock_as(&mut self, seat: usize, who: ParticipantId) {
        let (room, now) = (self.seats[seat].room, self.now());
        self.seats[seat].outside = true;
        let Some(open) = &mut self.rooms[room] else { return };
        let name = format!("S of {seat}");
        let answer = open.room.knock(now, Knock { who, name, from: FROM, again: true });
        assert_ne!(answer, Answer::LetIn, "let in, and not known");
        self.tally.knocked += 1;
        self.input(room, Input::Tick);
        if !self.calm {
            self.soon(300, Event::Connect(seat));
        }
    }

    /// A stranger knocks, or one who knocked before asks again.
    pub fn knock(&mut self, room: usize) {
        let now = self.now();
        let number = self.random.below(40);
        let Some(open) = &mut self.rooms[room] else { return };
        let who = stranger(room, number);
        let knock = Knock { who, name: format!("S{number}"), from: FROM, again: true };
        let answer = open.room.knock(now, knock);
        let is_known = open.room.session().member(who).is_some();
        assert_eq!(answer == Answer::LetIn, is_known, "let in, and known, or neither");
        self.tally.knocked += 1;
        self.input(room, Input::Tick);
    }

    /// The room closed a socket: whoever was put out is, and somebody else takes their place.
    pub fn shut_out(&mut self, connection: ConnectionId, cause: CloseCause) {
        self.closed = Some((connection, cause));
        let seat = self.seats.iter().position(|seat| seat.connection == Some(connection));
        let Some(seat) = seat else { return };
        let is_at_door = matches!(
            cause,
            CloseCause::Removed
                | CloseCause::Merged
                | CloseCause::Revoked
                | CloseCause::KnockFirst
                | CloseCause::JoiningClosed
        );
        assert!(is_at_door, "nobody is closed for another cause: {cause:?}");
        self.tally.shut_out += 1;
        self.leave(seat);
        self.seats[seat].outside = true;
        if self.calm {
            return;
        }
        // Some try the same again.
        let lasting = self.seats[seat].person.identity.lasting;
        let waits = matches!(cause, CloseCause::KnockFirst | CloseCause::JoiningClosed);
        if !(waits && lasting || self.random.one_in(3)) {
            self.replace(seat);
            self.seats[seat].outside = true;
        }
        self.soon(500, Event::Connect(seat));
    }

    /// Somebody leaves for good, with what they had not sent; somebody else comes.
    pub fn replace(&mut self, seat: usize) {
        checks::remember_what_was_seen(self, seat);
        self.leave(seat);
        let room = self.seats[seat].room;
        self.seats[seat].person = self.newcomer(room, seat % PEOPLE_IN_ROOM);
        self.seats[seat].outside = false;
    }
}

/// Somebody at the door, as the room sees them.
struct AtDoor {
    who: ParticipantId,
    lasting: bool,
    role: Role,
}

fn identity_of(who: ParticipantId, identity: &crate::person::Identity) -> AtDoor {
    AtDoor { who, lasting: identity.lasting, role: identity.role }
}

/// Why somebody is not let in: by an earlier link only who is known; nobody who was put out, or turned out to be somebody else;
/// and newcomers as the door stands.
fn why_not(door: &Door, at: &AtDoor, has_link: bool, is_known: bool) -> Option<CloseCause> {
    if !has_link && !is_known {
        return Some(CloseCause::Revoked);
    }
    if door.keeps_out(at.who) {
        let merged = door.admit(at.who, at.lasting, at.role) == Err(Shut::Merged);
        return Some(if merged { CloseCause::Merged } else { CloseCause::Removed });
    }
    if at.role != Role::Participant || is_known {
        return None;
    }
    match door.state() {
        DoorState::Open => None,
        DoorState::Knock => Some(CloseCause::KnockFirst),
        DoorState::Closed => Some(CloseCause::JoiningClosed),
    }
}
