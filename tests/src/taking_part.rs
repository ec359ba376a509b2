//! Somebody who takes part in a session as a page does: by a pass, over a real socket, with
//! commands and their answers.

use std::collections::BTreeMap;

use picnic_protocol::ids::{CommandId, DraftId, ElementId, ParticipantId};
use picnic_protocol::session::command::{Color, Command, Draft, RefusalCode};
use picnic_protocol::session::plan::PhaseId;
use picnic_protocol::session::view::{Ballot, Journey, Progress, SessionView, VoteResult};
use picnic_protocol::session::{ClientMessage, ServerMessage};
use picnic_protocol::varint::write_varint;
use serde_json::{Value, json};

use crate::client::{Client, Door, Refused};
use crate::seen::Seen;
use crate::server::{Room, Server};

/// Kind of a session frame.
const SESSION: u64 = 16;

/// Somebody with a pass.
#[derive(Debug)]
pub struct TakingPart {
    /// Their socket and board.
    pub client: Client,
    /// Who they are in the room.
    pub id: ParticipantId,
    /// Their pass.
    pub cookie: String,
    room: String,
}

impl TakingPart {
    /// Enters a room by a link's secret and opens a socket.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn enter(server: &Server, room: &Room, secret: &str, client: u64) -> Self {
        let cookie = server.enter(&room.id, secret).await;
        let path = format!("/api/rooms/{}/enter", room.id);
        let entered = server.post(&path, &[("Cookie", &cookie)], &json!({})).await.json();
        let id = entered["participant"].as_str().and_then(|id| id.parse().ok());
        let mut person = Self {
            client: Client::new(client),
            id: id.expect("a participant's id"),
            cookie,
            room: room.id.clone(),
        };
        person.client.seen().heard = Some(Vec::new());
        person.connect(server).await.expect("the room lets them in");
        person
    }

    /// Opens a socket, with the board as it is, and waits for the whole session.
    ///
    /// # Errors
    /// When the server refuses it.
    pub async fn connect(&mut self, server: &Server) -> Result<(), Refused> {
        let door = self.door(server);
        self.client.connect(&door).await?;
        self.client
            .until("the session is there", |seen| seen.synced && views(seen).any(|view| view.whole))
            .await;
        Ok(())
    }

    /// The door to the room, with their pass.
    #[must_use]
    pub fn door(&self, server: &Server) -> Door {
        Door::by_pass(server.address(), &self.room, self.cookie.clone()).with_session()
    }

    /// Says under which client id the page writes.
    pub fn says_own_id(&self) {
        self.client.send(session_frame(&ClientMessage::Writes { client: self.client.id }));
    }

    /// Says a name.
    pub fn says_name(&self, name: &str) {
        self.client.send(session_frame(&ClientMessage::Name { name: name.to_owned() }));
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn does(&self, command: Command) -> Result<(), RefusalCode> {
        let id = new_command_id();
        self.send(id, None, command);
        self.answer(id).await
    }

    /// Sends a command for a proxy, and waits for its answer.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn does_for(
        &self,
        proxy: ParticipantId,
        command: Command,
    ) -> Result<(), RefusalCode> {
        let id = new_command_id();
        self.send(id, Some(proxy), command);
        self.answer(id).await
    }

    /// Sends a command, or the same again.
    pub fn send(&self, id: CommandId, proxy: Option<ParticipantId>, command: Command) {
        self.client.send(session_frame(&ClientMessage::Command {
            id,
            proxy,
            unnamed: false,
            command: Box::new(command),
        }));
    }

    /// Waits for the answer to a command.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn answer(&self, id: CommandId) -> Result<(), RefusalCode> {
        self.client.until("the command is answered", |seen| answer_of(seen, id).is_some()).await;
        answer_of(&self.client.seen(), id).expect("it was answered")
    }

    /// Goes from one phase to another.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn goes(&self, from: Option<&str>, to: &str) {
        let phase = |id: &str| id.parse::<PhaseId>().expect("a phase's id");
        let command = Command::GoTo { from: from.map(phase), to: Some(phase(to)) };
        assert_eq!(self.does(command).await, Ok(()), "{from:?} to {to}");
    }

    /// Waits until the session, as their page has it, satisfies `check`.
    pub async fn until(&self, what: &str, check: impl Fn(&Known) -> bool) {
        self.client.until(what, |seen| check(&Known::of(seen, self.id))).await;
    }

    /// What their page knows.
    #[must_use]
    pub fn knows(&self) -> Known {
        Known::of(&self.client.seen(), self.id)
    }

    /// Whether any byte that ever reached them holds this.
    #[must_use]
    pub fn heard(&self, needle: &[u8]) -> bool {
        let seen = self.client.seen();
        let heard = seen.heard.as_deref().unwrap_or_default();
        heard.windows(needle.len()).any(|window| window == needle)
    }
}

/// The session as a page puts it together, as far as tests ask.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Where the session is.
    pub journey: Option<Journey>,
    /// How far people are.
    pub progress: Option<Progress>,
    /// One's own drafts in order.
    pub basket: Vec<Draft>,
    /// One's own votes.
    pub ballot: Option<Ballot>,
    /// What came of votes.
    pub results: Vec<VoteResult>,
    /// What is voted on.
    pub items: Vec<ElementId>,
}

impl Known {
    fn of(seen: &Seen, who: ParticipantId) -> Self {
        let mut known = Self::default();
        let mut drafts = BTreeMap::new();
        let mut order = Vec::new();
        for view in views(seen) {
            if view.whole {
                known = Self::default();
                order.clear();
            }
            if let Some(journey) = &view.journey {
                known.journey = Some(journey.clone());
            }
            if let Some(progress) = &view.progress {
                known.progress = Some(progress.clone());
            }
            if let Some(results) = &view.results {
                known.results.clone_from(results);
            }
            if let Some(items) = &view.items {
                known.items.clone_from(items);
            }
            for own in view.own.iter().filter(|own| own.who == who) {
                drafts.extend(own.drafts.iter().map(|draft| (draft.id, draft.clone())));
                if let Some(new) = &own.order {
                    order.clone_from(new);
                }
                if let Some(ballot) = &own.ballot {
                    known.ballot = Some(ballot.clone());
                }
            }
        }
        known.basket = order.iter().filter_map(|id| drafts.get(id).cloned()).collect();
        known
    }

    /// The phase that runs; empty when none does.
    #[must_use]
    pub fn phase(&self) -> &str {
        let current = self.journey.as_ref().and_then(|journey| journey.current.as_ref());
        current.map_or("", |id| id.as_str())
    }
}

fn views(seen: &Seen) -> impl Iterator<Item = &SessionView> {
    seen.session.iter().filter_map(|message| match message {
        ServerMessage::Session(view) => Some(&**view),
        _ => None,
    })
}

fn answer_of(seen: &Seen, wanted: CommandId) -> Option<Result<(), RefusalCode>> {
    seen.session.iter().find_map(|message| match message {
        ServerMessage::Done { id } if *id == wanted => Some(Ok(())),
        ServerMessage::Refused { id, code, .. } if *id == wanted => Some(Err(*code)),
        _ => None,
    })
}

/// A session message as a page frames it.
///
/// # Panics
/// Never: its types hold only what JSON can.
#[must_use]
pub fn session_frame(message: &ClientMessage) -> Vec<u8> {
    let json = serde_json::to_vec(message).expect("a message is JSON");
    let mut frame = Vec::with_capacity(json.len() + 6);
    write_varint(&mut frame, SESSION);
    write_varint(&mut frame, json.len() as u64);
    frame.extend_from_slice(&json);
    frame
}

/// A new command's id.
#[must_use]
pub fn new_command_id() -> CommandId {
    CommandId::from_bytes(fastrand::u128(..).to_le_bytes())
}

/// A new draft.
#[must_use]
pub fn draft(text: &str) -> Draft {
    Draft {
        id: DraftId::from_bytes(fastrand::u128(..).to_le_bytes()),
        text: text.to_owned(),
        color: Color::Yellow,
        section: None,
        held: false,
        offered: false,
    }
}

/// A request for a room with the phases pack, lay, vote (on notes, three votes) and take.
#[must_use]
pub fn picnic(anonymous: bool) -> Value {
    json!({"plan": {"anonymous": anonymous, "phases": [
        {"id": "pack", "kind": "pack", "title": {"fi": "Pakkaa kori"}},
        {"id": "lay", "kind": "lay", "title": {"fi": "Levitä viltille"}},
        {"id": "vote", "kind": "vote", "title": {"fi": "Äänestä"}, "on": "notes", "budget": 3, "perItemMax": 2},
        {"id": "take", "kind": "take", "title": {"fi": "Ota mukaasi"}},
    ]}})
}
