//! What one client has seen so far: the board, presence, refusals, the session, how it ended.

use std::collections::BTreeMap;

use picnic_protocol::awareness::{Entry, check_awareness, encode_awareness};
use picnic_protocol::frame;
use picnic_protocol::session::{ErrorCode, Hello, ServerMessage};
use picnic_protocol::varint::{Malformed, Reader};
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{Doc, ReadTxn as _, StateVector, Transact as _, Update};

use crate::board::{Notes, read_notes};

/// Everything that reached a client.
#[derive(Debug)]
pub struct Seen {
    /// Its document.
    pub doc: Doc,
    /// Whether the server has answered its sync step 1 on this socket.
    pub synced: bool,
    /// Notes that were on the board when that answer came.
    pub notes_at_sync: Option<usize>,
    /// Presence by Yjs client: its clock and its state as JSON; none when it went.
    pub presence: BTreeMap<u64, (u32, Option<String>)>,
    /// Its own presence: its Yjs client id, clock and state.
    pub own: (u64, u32, Option<String>),
    /// Reasons of permission-denied messages.
    pub refusals: Vec<String>,
    /// Session messages in order.
    pub session: Vec<ServerMessage>,
    /// Set when the socket has ended: its close code, or none when it just broke.
    pub ended: Option<Option<u16>>,
    /// Messages that came.
    pub messages: u64,
    /// Every byte that came, on all its sockets, for whom a test asks to keep them.
    pub heard: Option<Vec<u8>>,
}

impl Seen {
    /// Nothing yet, over this document.
    #[must_use]
    pub fn new(id: u64, doc: Doc) -> Self {
        Self {
            doc,
            own: (id, 0, None),
            synced: false,
            notes_at_sync: None,
            presence: BTreeMap::new(),
            refusals: Vec::new(),
            session: Vec::new(),
            ended: None,
            messages: 0,
            heard: None,
        }
    }

    /// A new socket opens: what belongs to a socket starts anew, the board stays.
    pub fn start_socket(&mut self) {
        self.synced = false;
        self.notes_at_sync = None;
        self.presence.clear();
        self.refusals.clear();
        self.session.clear();
        self.ended = None;
    }

    /// The notes on the board.
    #[must_use]
    pub fn notes(&self) -> Notes {
        read_notes(&self.doc)
    }

    /// The presence that is shown: states by client.
    #[must_use]
    pub fn present<'a>(&'a self) -> BTreeMap<u64, &'a str> {
        let shown = |(client, (_, state)): (&u64, &'a (u32, Option<String>))| {
            state.as_deref().map(|state| (*client, state))
        };
        self.presence.iter().filter_map(shown).collect()
    }

    /// The server's greeting, on a socket with the session plane.
    #[must_use]
    pub fn hello(&self) -> Option<&Hello> {
        self.session.iter().find_map(|message| match message {
            ServerMessage::Hello(hello) => Some(&**hello),
            _ => None,
        })
    }

    /// What went wrong on the session plane, in order.
    pub fn errors(&self) -> impl Iterator<Item = ErrorCode> {
        self.session.iter().filter_map(|message| match message {
            ServerMessage::Error { code, .. } => Some(*code),
            _ => None,
        })
    }

    /// How many of this socket's board frames are on disk.
    #[must_use]
    pub fn saved_frames(&self) -> u32 {
        let saved = self.session.iter().filter_map(|message| match message {
            ServerMessage::Saved { frames, .. } => Some(*frames),
            _ => None,
        });
        saved.max().unwrap_or(0)
    }

    /// Takes one message of the server and returns what to answer.
    ///
    /// # Errors
    /// When the message is not what a server may send.
    ///
    /// # Panics
    /// When the server sends an update that cannot be applied.
    pub fn take(&mut self, message: &[u8]) -> Result<Vec<Vec<u8>>, Malformed> {
        self.messages += 1;
        if let Some(heard) = &mut self.heard {
            heard.extend_from_slice(message);
        }
        let mut reader = Reader::new(message);
        let mut answers = Vec::new();
        while !reader.is_empty() {
            match reader.varint()? {
                0 => answers.extend(self.take_sync(&mut reader)?),
                1 => answers.extend(self.take_awareness(reader.buffer()?)?),
                2 => {
                    reader.varint()?;
                    self.refusals.push(reader.text()?.to_owned());
                }
                3 => {}
                16 => {
                    let text = reader.text()?;
                    let message = serde_json::from_str(text).map_err(|_| Malformed::NotJson)?;
                    self.session.push(message);
                }
                _ => return Err(Malformed::UnknownKind),
            }
        }
        Ok(answers)
    }

    fn take_sync(&mut self, reader: &mut Reader<'_>) -> Result<Option<Vec<u8>>, Malformed> {
        let kind = reader.varint()?;
        let payload = reader.buffer()?;
        if kind == 0 {
            let theirs = StateVector::decode_v1(payload).map_err(|_| Malformed::UnknownKind)?;
            let update = self.doc.transact().encode_state_as_update_v1(&theirs);
            return Ok(Some(frame::sync_step_2(&update)));
        }
        let update = Update::decode_v1(payload).map_err(|_| Malformed::UnknownKind)?;
        self.doc.transact_mut().apply_update(update).expect("the server's update applies");
        if kind == 1 && !self.synced {
            self.synced = true;
            self.notes_at_sync = Some(self.notes().len());
        }
        Ok(None)
    }

    fn take_awareness(&mut self, payload: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
        let mut answer = None;
        for entry in check_awareness(payload)?.entries() {
            let (own, clock, state) = &mut self.own;
            // y-protocols: whoever is told that they went, and is here, says so under a larger
            // clock.
            if entry.client == *own && entry.state.is_none() && state.is_some() {
                *clock = entry.clock.max(*clock) + 1;
                let here = Entry { client: *own, clock: *clock, state: state.as_deref() };
                answer = Some(frame::awareness(&encode_awareness([here].into_iter())));
            }
            let newest = self.presence.entry(entry.client).or_insert((0, None));
            // A larger clock wins, and at the same clock a removal does.
            if entry.clock > newest.0 || (entry.clock == newest.0 && entry.state.is_none()) {
                *newest = (entry.clock, entry.state.map(str::to_owned));
            }
        }
        Ok(answer)
    }

    /// The state vector of its document, encoded.
    #[must_use]
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }
}
