//! What goes wrong, and when: one fault after the other, each with its own odds.

use picnic::room::record::FORMAT;

use crate::checks;
use crate::disk::Health;
use crate::server::needs_later_version;
use crate::session_checks;
use crate::world::{Event, PEOPLE_IN_ROOM, ROOMS, World, room_id};

impl World {
    pub fn fault(&mut self) {
        self.soon(350, Event::Fault);
        match self.random.below(100) {
            0..14 => self.somebodys_network_breaks(),
            14..22 => self.a_line_dies_unnoticed(),
            22..34 => self.some_are_cut_off(),
            34..40 => self.somebody_reads_slowly(),
            40..46 => self.a_page_sleeps(),
            46..56 => self.kill(),
            56..64 => self.lose_power(),
            64..70 => self.disk_fails(Health::Full),
            70..78 => self.disk_fails(Health::Stalled),
            78..84 => self.clock_jumps(),
            84..86 => self.a_later_version_was_here(),
            86..90 => self.somebody_is_replaced(),
            90..96 => self.a_room_empties(),
            96..98 => self.a_snapshot_rots(),
            _ => self.a_record_rots(),
        }
    }

    fn somebody(&mut self) -> usize {
        self.random.index(self.seats.len())
    }

    fn somebodys_network_breaks(&mut self) {
        let seat = self.somebody();
        if let Some(connection) = self.seats[seat].connection {
            self.break_socket(connection);
        }
    }

    /// A partition: for some people nothing gets through, either way.
    fn some_are_cut_off(&mut self) {
        let until_ms = self.now_ms + self.random.below(2_000);
        for seat in 0..self.seats.len() {
            if self.random.one_in(3)
                && let Some(connection) = self.seats[seat].connection
            {
                self.network.hold(connection, until_ms);
            }
        }
    }

    fn somebody_reads_slowly(&mut self) {
        let seat = self.somebody();
        let until_ms = self.now_ms + self.random.below(4_000);
        if let Some(connection) = self.seats[seat].connection {
            self.network.hold(connection, until_ms);
        }
    }

    fn a_line_dies_unnoticed(&mut self) {
        let seat = self.somebody();
        self.lose_line(seat);
    }

    /// Nothing of it is answered for long; its line stays, and it goes on where it stopped.
    fn a_page_sleeps(&mut self) {
        let seat = self.somebody();
        let until_ms = self.now_ms + 3_000 + self.random.below(20_000);
        if let Some(connection) = self.seats[seat].connection {
            self.tally.slept += 1;
            self.network.hold(connection, until_ms);
        }
    }

    /// `kill -9`, at whatever step everything is (rule 1).
    fn kill(&mut self) {
        self.disk.kill(&mut self.random);
        session_checks::remember_what_may_lack(self, false);
        checks::nothing_seen_is_lost(self);
        self.start_anew();
    }

    fn lose_power(&mut self) {
        self.disk.lose_power(&mut self.random);
        session_checks::remember_what_may_lack(self, true);
        checks::nothing_told_saved_is_lost(self);
        self.start_anew();
    }

    fn disk_fails(&mut self, health: Health) {
        if self.disk.health == Health::Sound {
            self.disk.health = health;
            self.soon(2_000, Event::DiskRecovers);
        }
    }

    /// The clock for people is set, perhaps back; the other clock never goes back.
    fn clock_jumps(&mut self) {
        let hours = i64::try_from(self.random.below(200)).unwrap() - 100;
        self.unix_ahead_ms += hours * 3_600_000;
        self.clock_jumped = true;
    }

    /// What a later version appended is neither folded nor taken for damage (rule 13).
    fn a_later_version_was_here(&mut self) {
        let id = room_id(self.random.index(ROOMS - 1));
        self.disk.kill(&mut self.random);
        session_checks::remember_what_may_lack(self, false);
        checks::nothing_seen_is_lost(self);
        let mut kept = self.disk.kept(id);
        for record in [
            format!(r#"v{FORMAT} {{"session":{{"events":[{{"tableSeated":{{"table":1}}}}]}}}}"#),
            format!(r#"v{} {{"session":{{"events":[]}}}}"#, FORMAT + 1),
        ] {
            let newest = kept.records.keys().chain(kept.snapshots.keys()).max().copied();
            let next = newest.unwrap_or_default().next();
            kept.records.insert(next, format!("{record}\n").into());
            assert!(needs_later_version(id, &kept), "{record}");
            kept.records.remove(&next);
        }
        self.start_anew();
    }

    /// Somebody leaves for good, with what they had not sent; somebody else comes.
    fn somebody_is_replaced(&mut self) {
        let seat = self.somebody();
        self.replace(seat);
        self.soon(500, Event::Connect(seat));
    }

    /// Everyone leaves a room, so that it is put away; they come back.
    fn a_room_empties(&mut self) {
        let room = self.random.index(ROOMS);
        let back_ms = self.now_ms + 500 + self.random.below(3_000);
        for seat in room * PEOPLE_IN_ROOM..(room + 1) * PEOPLE_IN_ROOM {
            self.leave(seat);
            self.seats[seat].away_until_ms = back_ms;
            self.at(back_ms, Event::Connect(seat));
        }
    }

    /// Found at the next opening, so the process ends here too (rule 8).
    fn a_snapshot_rots(&mut self) {
        let room = self.random.index(ROOMS);
        self.disk.kill(&mut self.random);
        session_checks::remember_what_may_lack(self, false);
        self.disk.rot_newest_snapshot(room_id(room));
        checks::nothing_seen_is_lost(self);
        self.start_anew();
    }

    /// The last room's log rots beyond opening; the others are unharmed (rule 8).
    fn a_record_rots(&mut self) {
        let room = ROOMS - 1;
        if self.ruined[room] {
            return;
        }
        self.disk.kill(&mut self.random);
        session_checks::remember_what_may_lack(self, false);
        self.ruined[room] = self.disk.rot_record(room_id(room));
        checks::nothing_seen_is_lost(self);
        self.start_anew();
    }
}
