//! The session as one person's page has it: what was shown, what was asked for and not answered
//! yet, and what a person asks for next.

use std::collections::BTreeMap;

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{CommandId, DraftId, ParticipantId, Role};
use picnic_protocol::session::command::{Color, Command, Draft, RefusalCode};
use picnic_protocol::session::plan::PhaseKind;
use picnic_protocol::session::{ClientMessage, ServerMessage};
use picnic_protocol::varint::{write_buffer, write_varint};

use crate::random::Random;
use crate::view::View;

/// Around what is written in a draft, so that it is found in any bytes.
pub const SIGN: char = '🔏';

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
    /// Who was let in, and who turned out to be somebody else, as this person was told that it is done.
    pub let_in: Vec<ParticipantId>,
    pub merged: Vec<ParticipantId>,
}

impl Page {
    /// Hears a session message; returns what is to be sent again.
    pub fn hear(&mut self, message: &ServerMessage) -> Vec<Bytes> {
        match message {
            ServerMessage::Session(view) => {
                self.view.merge(view);
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
            Command::LetIn { participant } if done => self.let_in.push(participant),
            Command::MergePeople { from, .. } if done => self.merged.push(from),
            _ => {}
        }
    }

    /// Asks for something at random, as this person may.
    pub fn ask(&mut self, role: Role, random: &mut Random, number: u64) -> Option<Bytes> {
        let command = if role == Role::Facilitator && random.one_in(2) {
            self.lead(random)?
        } else {
            self.take_part(random, number)?
        };
        let id = CommandId::from_bytes(bytes(random));
        if matches!(command, Command::GoTo { .. }) {
            self.journeys.0 += 1;
        }
        let frame = command_frame(id, &command);
        self.pending.push((id, command));
        Some(frame)
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

    /// From where this page thinks that the session is: two facilitators race.
    fn lead(&self, random: &mut Random) -> Option<Command> {
        if random.one_in(3)
            && let Some(at_door) = self.see_to_the_door(random)
        {
            return Some(at_door);
        }
        let journey = self.view.journey.as_ref()?;
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

    /// Lets in who knocks, or finds that one who was let in is somebody else.
    fn see_to_the_door(&self, random: &mut Random) -> Option<Command> {
        if !self.knocking.is_empty() && random.one_in(2) {
            return Some(Command::LetIn { participant: *random.pick(&self.knocking) });
        }
        let people = || self.view.people.values().filter(|person| person.merged.is_none());
        let strangers: Vec<_> = people().filter(|person| person.name.starts_with('S')).collect();
        if strangers.is_empty() {
            return None;
        }
        let from = random.pick(&strangers).id;
        let others: Vec<_> = people().map(|person| person.id).filter(|id| *id != from).collect();
        let into = *random.pick(&others);
        Some(Command::MergePeople { from, into })
    }

    fn take_part(&self, random: &mut Random, number: u64) -> Option<Command> {
        let journey = self.view.journey.as_ref()?;
        let phase = self.view.plan.iter().find(|phase| Some(&phase.id) == journey.current.as_ref());
        match phase.map(|phase| &phase.kind) {
            Some(PhaseKind::Vote { .. }) if !self.view.items.is_empty() => Some(Command::Vote {
                round: journey.vote.as_ref()?.round,
                item: random.pick(&self.view.items).clone(),
                count: u16::from(random.byte() % 4),
            }),
            _ if random.one_in(4) => Some(Command::Ready { ready: random.one_in(2) }),
            _ => {
                let text = format!("{SIGN}{number}{SIGN}");
                let id = DraftId::from_bytes(bytes(random));
                let (color, section, held) = (Color::Yellow, None, random.one_in(8));
                Some(Command::PutDrafts {
                    drafts: vec![Draft { id, text, color, section, held, offered: false }],
                })
            }
        }
    }

    /// The texts in this person's basket, in order.
    pub fn basket(&self, who: ParticipantId) -> Vec<String> {
        self.view.mine(who).basket.into_iter().map(|draft| draft.text).collect()
    }
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
