//! What people do, at their own times: write, group, vote, pack, take away, put back, and see to the door.

use picnic::room::Input;
use picnic::room::session::bin::BinItem;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::Command;

use crate::network::Way;
use crate::person::Done;
use crate::world::{Event, Seat, World};

impl World {
    pub fn act(&mut self, seat: usize) {
        if self.calm {
            return;
        }
        self.soon(150, Event::Act(seat));
        let room = self.seats[seat].room;
        if room > 0 && self.random.one_in(30) {
            self.knock(room);
        }
        if self.seats[seat].outside {
            return;
        }
        if self.seats[seat].person.manners.relays && self.random.one_in(6) {
            return self.relay(seat);
        }
        if self.random.one_in(30) {
            self.input(room, Input::LookAtVersions);
        }
        let identity = self.seats[seat].person.identity;
        let leads = room > 0 && identity.role == Role::Facilitator;
        if leads && self.random.one_in(8) {
            return self.see_to_the_bin(seat);
        }
        if leads
            && self.seats[seat].person.page.votes()
            && self.random.one_in(6)
            && let Some(command) = self.find_doubles(room)
        {
            let frame = self.seats[seat].person.page.send(command, &mut self.random);
            return self.send_command(seat, Some(frame));
        }
        let Seat { person, .. } = &mut self.seats[seat];
        let asks = if person.page.votes() { 2 } else { 1 };
        let asks = room > 0 && identity.lasting && self.random.below(3) < asks;
        if person.manners.is_page && self.random.one_in(25) {
            self.tally.of_later_version += 1;
            let frame = person.page.ask_as_a_later_version(&mut self.random);
            return self.send_command(seat, Some(frame));
        }
        if asks && identity.role >= Role::Participant {
            self.written += 1;
            let frame = person.page.ask(identity, &mut self.random, self.written);
            match person.page.pending.last() {
                Some((_, Command::MergePeople { from, into })) => {
                    self.register.find_the_same(*from, *into);
                }
                Some((_, Command::Offer { drafts })) => {
                    let basket = person.page.view.mine(identity.participant).basket;
                    let offered = basket.into_iter().filter(|draft| drafts.contains(&draft.id));
                    self.memory.offered.extend(offered.map(|draft| draft.text));
                }
                _ => {}
            }
            return self.send_command(seat, frame);
        }
        if identity.role == Role::Viewer || self.random.one_in(4) {
            let frame = person.point(self.random.below(100));
            if let (Some(connection), Some(frame)) = (self.seats[seat].connection, frame) {
                self.send(connection, Way::ToServer, frame);
            }
            return;
        }
        self.written += 1;
        let number = self.written;
        let slips = if leads && person.page.votes() { 2 } else { 12 };
        let done = if room > 0 && self.random.one_in(slips) {
            person.slip(&mut self.random, number, &mut self.tally.brought_back)
        } else if self.random.one_in(30) {
            Some(person.paste(&mut self.random, number))
        } else if self.random.one_in(3) {
            person.group(&mut self.random, number)
        } else {
            person.write(&mut self.random, number)
        };
        self.carry(seat, number, done);
    }

    /// Of two who voted, one who does not lead turns out to be the other.
    fn find_doubles(&mut self, room: usize) -> Option<Command> {
        let session = self.rooms[room].as_ref()?.room.session();
        let voters: Vec<_> = session.vote.as_ref()?.ballots.keys().copied().collect();
        let leads = |who| session.role(who, Role::Participant) == Role::Facilitator;
        let is_guest = |who: &&ParticipantId| !leads(**who) && !self.has_led(**who);
        let from = *voters.iter().find(is_guest)?;
        let others: Vec<_> = voters.into_iter().filter(|who| *who != from).collect();
        if others.is_empty() {
            return None;
        }
        let into = *self.random.pick(&others);
        self.register.find_the_same(from, into);
        Some(Command::MergePeople { from, into })
    }

    fn has_led(&self, who: ParticipantId) -> bool {
        let mut people = self.seats.iter().map(|seat| seat.person.identity);
        people.any(|one| one.participant == who && one.role == Role::Facilitator)
    }

    /// What somebody did on their board goes out.
    fn carry(&mut self, seat: usize, number: u64, done: Option<Done>) {
        let Some(done) = done else { return };
        let Seat { person, connection, .. } = &self.seats[seat];
        self.register.note(person, number, &done);
        let Done { frame, removes, joins, .. } = done;
        let joins = joins.into_iter().filter_map(|(note, into)| Some((note, into?)));
        self.memory.joined.extend(joins);
        for (key, text) in removes {
            self.memory.deleted.insert(key);
            self.memory.deleted_texts.insert(text);
        }
        if let Some(connection) = *connection {
            self.send(connection, Way::ToServer, frame);
        }
    }

    fn send_command(&mut self, seat: usize, frame: Option<bytes::Bytes>) {
        let Seat { person, connection, .. } = &mut self.seats[seat];
        person.count_command(frame.is_some() && connection.is_some());
        if let (Some(connection), Some(frame)) = (*connection, frame) {
            self.send(connection, Way::ToServer, frame);
        }
    }

    /// A facilitator's page looks into the bin: puts back one item, some or all, undoes that, or erases something for good.
    fn see_to_the_bin(&mut self, seat: usize) {
        let room = self.seats[seat].room;
        // What no append has made durable yet is shown to nobody.
        let Some(open) = self.rooms[room].as_ref().filter(|open| open.room.is_settled()) else {
            return;
        };
        let items: Vec<BinItem> = open.room.session().bin.items().cloned().collect();
        let Seat { person, connection, .. } = &mut self.seats[seat];
        if connection.is_none() || items.is_empty() {
            return;
        }
        let one = self.random.pick(&items).clone();
        let several = match self.random.below(4) {
            0 => items,
            1 => items.into_iter().filter(|item| item.batch == one.batch).collect(),
            _ => vec![one],
        };
        self.written += 1;
        let number = self.written;
        let done = match self.random.below(8) {
            0 => {
                let items: Vec<u64> = several.iter().map(|item| item.id).collect();
                self.memory.to_erase[room].extend(&items);
                self.tally.erased += items.len();
                let command = Command::EraseFromBin { items };
                let frame = person.page.send(command, &mut self.random);
                return self.send_command(seat, Some(frame));
            }
            1 | 2 => person.undo_putting_back(),
            _ => {
                let done = person.put_back(&several);
                let count = done.as_ref().map_or(0, |done| done.makes.len());
                self.tally.put_back += count;
                if let Ok(count @ 1..) = u32::try_from(count) {
                    let command = Command::TellPutBack { count, at_ms: None };
                    let frame = person.page.send(command, &mut self.random);
                    self.carry(seat, number, done);
                    return self.send_command(seat, Some(frame));
                }
                None
            }
        };
        self.carry(seat, number, done);
    }

    /// Somebody hands on what somebody else has, here or not: a provider beside the one to the server. What
    /// people with a pass wrote comes from their pages alone.
    fn relay(&mut self, seat: usize) {
        let room = self.seats[seat].room;
        let others = self.seats.iter().enumerate().filter(|(other, there)| {
            *other != seat && there.room == room && !there.person.identity.lasting
        });
        let others: Vec<_> = others.map(|(_, other)| other.person.whole()).collect();
        if others.is_empty() || self.seats[seat].person.identity.role == Role::Viewer {
            return;
        }
        let whole = self.random.pick(&others);
        let known = self.seats[seat].person.beside.len();
        self.register.hand_on(&self.seats[seat].person);
        let frame = self.seats[seat].person.learn_beside(whole);
        self.tally.relayed += usize::from(self.seats[seat].person.beside.len() > known);
        if let Some(connection) = self.seats[seat].connection {
            self.send(connection, Way::ToServer, frame);
        }
    }
}
