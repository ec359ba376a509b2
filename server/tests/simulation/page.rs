//! The session as one person's page has it: what was shown, what was asked for and not answered
//! yet, and what a person asks for next.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{CommandId, DraftId, ElementId, ParticipantId, Role};
use picnic_protocol::session::command::{Color, Command, DoorState, Draft, RefusalCode};
use picnic_protocol::session::plan::PhaseKind;
use picnic_protocol::session::view::Person;
use picnic_protocol::session::{ClientMessage, ServerMessage};
use picnic_protocol::varint::{write_buffer, write_varint};

use crate::person::Identity;
use crate::random::Random;
use crate::view::View;

/// Around what is written in a draft, so that it is found in any bytes.
pub const SIGN: char = '🔏';

/// How many of the items of a vote anybody votes for.
const WANTED: usize = 3;

/// A person's page.
#[derive(Default)]
pub struct Page {
    pub view: View,
    /// Asked for, and not answered: sent again until it is.
    pub pending: Vec<(CommandId, Command)>,
    /// Asked for as a later version's page does, which this server does not know.
    pub unknown: Vec<CommandId>,
    /// Drafts that are said to be packed.
    pub packed: BTreeMap<DraftId, String>,
    /// How often this person asked to go to a phase, and how often that was done.
    pub journeys: (usize, usize),
    /// Who knocks, as a facilitator was told last.
    pub knocking: Vec<ParticipantId>,
    /// Who was let in, who turned out to be somebody else, and who was put out, as this person was told that it is done.
    pub let_in: Vec<ParticipantId>,
    pub merged: Vec<ParticipantId>,
    pub put_out: Vec<ParticipantId>,
    /// Words that are this person's to keep, for they are not on the board.
    pub kept_aside: BTreeSet<String>,
    /// How often this person was told that their vote counts.
    pub voted: usize,
    /// How many notes a facilitator was shown that wait for a nod.
    pub offered: usize,
}

impl Page {
    /// Hears a session message; returns what is to be sent again.
    pub fn hear(&mut self, message: &ServerMessage, me: Identity) -> Vec<Bytes> {
        match message {
            ServerMessage::Session(view) => {
                let is_mine = view.own.iter().all(|own| own.who == me.participant);
                assert!(is_mine || !me.lasting, "somebody is told what is another's own");
                let offers = view.offers.iter().flatten();
                assert!(me.role == Role::Facilitator || view.offers.is_none(), "offers are told");
                self.view.merge(view);
                let anonymous = self.view.journey.as_ref().is_some_and(|journey| journey.anonymous);
                for offer in offers {
                    assert!(offer.by.is_none() || !anonymous, "it is told who offers");
                    self.offered += 1;
                }
                if view.whole {
                    let again = |(id, command): &(CommandId, Command)| command_frame(*id, command);
                    let unknown = self.unknown.iter().map(|id| unknown_frame(*id));
                    return self.pending.iter().map(again).chain(unknown).collect();
                }
            }
            ServerMessage::Done { id } => self.answered(*id, true),
            ServerMessage::Knocking { waiting } => {
                self.knocking = waiting.iter().map(|knocker| knocker.id).collect();
            }
            ServerMessage::KeptAside { texts, .. } => {
                let words = texts.iter().flat_map(|text| words_of(text));
                self.kept_aside.extend(words.map(str::to_owned));
            }
            ServerMessage::TakenAway { by, .. } => {
                let anonymous = self.view.journey.as_ref().is_some_and(|journey| journey.anonymous);
                assert!(by.is_none() || !anonymous, "it is told who took something away");
            }
            ServerMessage::Refused { id, code, .. } if self.unknown.contains(id) => {
                assert_eq!(*code, RefusalCode::Unknown);
                self.unknown.retain(|unknown| unknown != id);
            }
            ServerMessage::Refused { id, .. } => self.answered(*id, false),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, id: CommandId, done: bool) {
        let Some(index) = self.pending.iter().position(|(pending, _)| *pending == id) else {
            return;
        };
        let (_, command) = self.pending.remove(index);
        match command {
            Command::PutDrafts { drafts } if done => {
                self.packed.extend(drafts.into_iter().map(|draft| (draft.id, draft.text)));
            }
            Command::GoTo { .. } if done => self.journeys.1 += 1,
            Command::Vote { .. } if done => self.voted += 1,
            Command::LetIn { participant } if done => self.let_in.push(participant),
            Command::MergePeople { from, .. } if done => self.merged.push(from),
            Command::Remove { participant } if done => self.put_out.push(participant),
            _ => {}
        }
    }

    /// Asks for something at random, as this person may.
    pub fn ask(&mut self, me: Identity, random: &mut Random, number: u64) -> Option<Bytes> {
        let leads = me.role == Role::Facilitator && random.one_in(2);
        let command = leads.then(|| self.lead(me, random)).flatten();
        let command = match command {
            Some(command) => command,
            None => self.take_part(me, random, number)?,
        };
        Some(self.send(command, random))
    }

    /// Sends a command, and again until it is answered.
    pub fn send(&mut self, command: Command, random: &mut Random) -> Bytes {
        let id = CommandId::from_bytes(bytes(random));
        if matches!(command, Command::GoTo { .. }) {
            self.journeys.0 += 1;
        }
        let frame = command_frame(id, &command);
        self.pending.push((id, command));
        frame
    }

    /// Asks for what a later version can.
    pub fn ask_as_a_later_version(&mut self, random: &mut Random) -> Bytes {
        let id = CommandId::from_bytes(bytes(random));
        self.unknown.push(id);
        unknown_frame(id)
    }

    /// Whether everything that was asked for is answered.
    pub fn is_answered(&self) -> bool {
        self.pending.is_empty() && self.unknown.is_empty()
    }

    /// Whether a vote is open in the phase that runs.
    pub fn votes(&self) -> bool {
        let vote = self.view.journey.as_ref().and_then(|journey| journey.vote.as_ref());
        vote.is_some() && matches!(self.phase(), Some(PhaseKind::Vote { .. }))
    }

    /// Those of the items that people vote for here, and take away: so few that the same are meant.
    pub fn wanted(&self) -> &[ElementId] {
        &self.view.items[..self.view.items.len().min(WANTED)]
    }

    fn phase(&self) -> Option<&PhaseKind> {
        let current = self.view.journey.as_ref()?.current.as_ref();
        let phase = self.view.plan.iter().find(|phase| Some(&phase.id) == current);
        phase.map(|phase| &phase.kind)
    }

    /// From where this page thinks that the session is: two facilitators race.
    fn lead(&self, me: Identity, random: &mut Random) -> Option<Command> {
        if !self.view.offers.is_empty() && random.one_in(3) {
            let drafts = vec![random.pick(&self.view.offers).draft.id];
            let nods = !random.one_in(3);
            return Some(if nods {
                Command::Approve { drafts }
            } else {
                Command::HandBack { drafts }
            });
        }
        if random.one_in(2)
            && let Some(at_door) = self.see_to_the_door(me, random)
        {
            return Some(at_door);
        }
        let journey = self.view.journey.as_ref()?;
        match (&journey.vote, self.phase()) {
            // A vote takes its time.
            (Some(_), Some(PhaseKind::Vote { .. })) if !random.one_in(6) => return None,
            (Some(vote), _) if random.one_in(2) => {
                return Some(Command::CloseVote { round: vote.round });
            }
            (None, Some(PhaseKind::Vote { .. })) if random.one_in(2) => {
                return Some(Command::OpenVote { among: None, budget: None, per_item_max: None });
            }
            _ => {}
        }
        let place =
            self.view.plan.iter().position(|phase| Some(&phase.id) == journey.current.as_ref());
        let to = match place {
            None => 0,
            Some(place) if random.one_in(4) => place.checked_sub(1)?,
            Some(place) => place + 1,
        };
        let to = self.view.plan.get(to).or(self.view.plan.first())?.id.clone();
        Some(Command::GoTo { from: journey.current.clone(), to: Some(to) })
    }

    /// Lets in who knocks or turns them away, has newcomers knock or not, finds that one is somebody else, or puts somebody out.
    fn see_to_the_door(&self, me: Identity, random: &mut Random) -> Option<Command> {
        if !self.knocking.is_empty() && !random.one_in(4) {
            let participant = *random.pick(&self.knocking);
            let turns_away = random.one_in(5);
            return Some(if turns_away {
                Command::TurnAway { participant }
            } else {
                Command::LetIn { participant }
            });
        }
        if random.one_in(4) {
            let door = *random.pick(&[DoorState::Open, DoorState::Knock, DoorState::Knock]);
            return Some(Command::SetDoor { door });
        }
        let inside = |person: &&Person| person.merged.is_none() && !person.removed;
        let people = || self.view.people.values().filter(inside);
        let is_guest = |person: &&Person| person.role < Role::Facilitator;
        let guests: Vec<_> = people().filter(is_guest).collect();
        if guests.is_empty() {
            return None;
        }
        // Rather one who came late: who is here for long has more to lose.
        let late: Vec<_> =
            guests.iter().filter(|person| person.name.starts_with('S')).copied().collect();
        let one = if late.is_empty() || random.one_in(4) {
            random.pick(&guests).id
        } else {
            random.pick(&late).id
        };
        if random.one_in(3) {
            return Some(Command::Remove { participant: one });
        }
        let others: Vec<_> = people().map(|person| person.id).filter(|id| *id != one).collect();
        let into = if others.is_empty() { me.participant } else { *random.pick(&others) };
        (into != one).then_some(Command::MergePeople { from: one, into })
    }

    fn take_part(&self, me: Identity, random: &mut Random, number: u64) -> Option<Command> {
        let journey = self.view.journey.as_ref()?;
        if self.votes() && !self.view.items.is_empty() {
            return Some(Command::Vote {
                round: journey.vote.as_ref()?.round,
                item: random.pick(self.wanted()).clone(),
                count: u16::from(random.byte() % 4),
            });
        }
        if random.one_in(4) {
            return Some(Command::Ready { ready: random.one_in(2) });
        }
        let basket = self.view.mine(me.participant).basket;
        if !basket.is_empty() && random.one_in(2) {
            let drafts = vec![random.pick(&basket).id];
            if journey.rights.asks_first() {
                return Some(Command::Offer { drafts });
            }
            if journey.laid {
                return Some(Command::Lay { drafts });
            }
        }
        let text = format!("{SIGN}{number}{SIGN}");
        let id = DraftId::from_bytes(bytes(random));
        let held = random.one_in(8);
        let section = random.one_in(4).then(|| "stand".parse().unwrap());
        let draft = Draft { id, text, color: Color::Yellow, section, held, offered: false };
        Some(Command::PutDrafts { drafts: vec![draft] })
    }

    /// Whether this person wrote a draft, whosever it is now.
    pub fn wrote(&self, text: &str) -> bool {
        let asks = |(_, command): &(CommandId, Command)| match command {
            Command::PutDrafts { drafts } => drafts.iter().any(|draft| draft.text == text),
            _ => false,
        };
        self.packed.values().any(|packed| packed == text) || self.pending.iter().any(asks)
    }

    /// The texts in this person's basket, in order.
    pub fn basket(&self, who: ParticipantId) -> Vec<String> {
        self.view.mine(who).basket.into_iter().map(|draft| draft.text).collect()
    }
}

/// The words of a text, without what divides them.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_end_matches(','))
}

fn bytes(random: &mut Random) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&random.next().to_le_bytes());
    bytes[8..].copy_from_slice(&random.next().to_le_bytes());
    bytes
}

fn command_frame(id: CommandId, command: &Command) -> Bytes {
    let message = ClientMessage::Command {
        id,
        proxy: None,
        unnamed: false,
        command: Box::new(command.clone()),
    };
    session_frame(&serde_json::to_vec(&message).unwrap())
}

/// A command of a later version, and after it a message of a kind that only that version has.
fn unknown_frame(id: CommandId) -> Bytes {
    let command =
        serde_json::json!({"type": "command", "id": id, "command": {"do": "sitDown", "table": 1}});
    let message = serde_json::json!({"type": "knock", "at": "the door"});
    let frames = [command, message].map(|json| session_frame(json.to_string().as_bytes()));
    frames.concat().into()
}

fn session_frame(json: &[u8]) -> Bytes {
    let mut frame = Vec::new();
    write_varint(&mut frame, 16);
    write_buffer(&mut frame, json);
    // What the server reads is what a page writes.
    assert!(frame::read_message(&frame).is_ok());
    frame.into()
}
