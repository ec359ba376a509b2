//! What ends: the server's process, and all faults, until everything has come to rest.

use picnic::limits::SEAL_INTERVAL_MS;

use crate::disk::Health;
use crate::server::OpenRoom;
use crate::words;
use crate::world::{Event, Seat, World};

impl World {
    /// All faults end: the network heals, the disk recovers. Whoever is here stays, and what the room lacks
    /// of theirs is due all the same; at other times everyone comes back once.
    pub fn calm_down(&mut self) {
        self.calm = true;
        self.network.heal();
        self.disk.health = Health::Sound;
        let all_come_back = self.random.one_in(2);
        for seat in 0..self.seats.len() {
            if all_come_back {
                self.leave(seat);
            }
            self.seats[seat].away_until_ms = 0;
            self.soon(200, Event::Connect(seat));
        }
        self.soon(1, Event::DiskWrites);
    }

    pub fn is_at_rest(&self) -> bool {
        let here = |seat: &Seat| {
            self.ruined[seat.room]
                || seat.outside
                || (seat.connection.is_some()
                    && seat.person.synced
                    && seat.person.page.is_answered())
        };
        let settled = |open: &Option<OpenRoom>| {
            open.as_ref().is_none_or(|open| {
                open.room.is_settled() && open.room.is_saving() && !open.room.is_waiting()
            })
        };
        // Who reads nothing, and whose queue is full, is not asked for an id: its successor waits until
        // the line is known to be dead.
        let lines = self.seats.iter().filter(|seat| seat.connection.is_some()).count();
        self.network.is_idle()
            && self.now_ms > self.written_at_ms + SEAL_INTERVAL_MS + 100
            && self.sockets.len() == lines
            && self.parts.is_empty()
            && self.disk.is_idle()
            && self.seats.iter().all(here)
            && self.rooms.iter().all(settled)
    }

    /// What is still going on.
    pub fn restless(&self) -> String {
        let mut all = Vec::new();
        for (number, seat) in self.seats.iter().enumerate() {
            let (synced, pending) = (seat.person.synced, &seat.person.page.pending);
            if !synced || !pending.is_empty() || seat.connection.is_none() {
                all.push(format!("seat {number}: synced {synced}, pending {pending:?}"));
            }
        }
        for (number, open) in self.rooms.iter().flatten().enumerate() {
            let (settled, waiting) = (open.room.is_settled(), open.room.is_waiting());
            all.push(format!("room {number}: settled {settled}, waiting {waiting}"));
        }
        all.push(format!("network {}, disk {}", self.network.is_idle(), self.disk.is_idle()));
        all.join("; ")
    }

    /// The server's process ends and another starts, which begins by bringing to disk what is
    /// there, or does not begin.
    pub fn start_anew(&mut self) {
        self.memory.may_have_moved_on |= self.clock_jumped;
        self.clock_jumped = false;
        words::what_may_not_be_told(self);
        for (room, open) in self.rooms.iter().enumerate() {
            let waits = open.as_ref().is_some_and(|open| open.room.is_waiting());
            self.memory.owes_elements[room] |= waits;
        }
        self.disk.health = Health::Sound;
        for owed in self.disk.owed() {
            self.disk.give(owed);
        }
        self.soon(4, Event::DiskWrites);
        self.disk.sync();
        self.process += 1;
        self.booted_at_ms = self.now_ms;
        self.rooms.iter_mut().for_each(|open| *open = None);
        self.sockets.clear();
        self.parts.clear();
        self.network.cut_all();
        for seat in 0..self.seats.len() {
            self.leave(seat);
            self.soon(800, Event::Connect(seat));
        }
    }
}
