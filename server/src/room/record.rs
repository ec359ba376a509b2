//! What a room's log holds: records, and the snapshot that stands for those before it.
//!
//! A record is one JSON header line and, for a board change, its bytes. JSON keeps the headers
//! readable in the file for years; the board's bytes are yrs' own encoding.

use std::collections::BTreeMap;

use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::Plan;
use picnic_protocol::update::check_update;
use serde::{Deserialize, Serialize};

use crate::room::session::Session;
use crate::room::session::event::Event;

/// Spaces before a record that holds secrets: drafts, answers, votes. SQLite copies the first
/// kilobyte of a row around when it balances its tree, and such copies outlive the row in the
/// page's unused part. What lies behind them is in pages of the row's own, which are overwritten
/// when it is deleted.
const RECORD_PADDING_BYTES: usize = 1 << 10;

/// The same for a snapshot, whose table keeps up to a page of a row in the tree.
const SNAPSHOT_PADDING_BYTES: usize = 4 << 10;

/// One durable step in a room's life.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// The room was made.
    Created(Created),
    /// The board changed.
    Changed {
        /// Client ids that were first written with here, and by whom (rule 7).
        claims: Vec<(ClientId, ParticipantId)>,
        /// The transaction's own encoded update (rule 2).
        update: Vec<u8>,
    },
    /// The session went on, and perhaps the board with it.
    Session {
        /// As for a change.
        claims: Vec<(ClientId, ParticipantId)>,
        /// What happened, in order.
        events: Vec<Event>,
        /// Tags of the commands that brought it about.
        done: Vec<u64>,
        /// The transaction's own encoded update, when the board changed.
        update: Option<Vec<u8>>,
    },
    /// A link was made anew; the old one and all who came by it are out.
    Rotated {
        /// Whose link.
        role: Role,
        /// Counts that link's secrets; from 0.
        generation: u32,
    },
}

/// How a room began.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Created {
    /// Its title; may be empty.
    pub title: String,
    /// The language it was made in.
    pub language: Language,
    /// When, ms since 1970.
    pub made_ms: u64,
    /// What its session and its board started with; none in a snapshot, which holds what became
    /// of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// A room at one position: everything that folding the records up to it gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// What is known besides the board.
    pub header: SnapshotHeader,
    /// The board, encoded.
    pub board: Vec<u8>,
}

/// A snapshot's part that is not the board.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SnapshotHeader {
    /// How the room began.
    pub created: Option<Created>,
    /// Who owns which client id.
    pub claims: BTreeMap<ClientId, ParticipantId>,
    /// Generations of the links that were made anew.
    pub generations: Vec<(Role, u32)>,
    /// The session.
    #[serde(default)]
    pub session: Session,
}

/// A record or snapshot that is not one.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The header is missing or not what it should be.
    #[error("its header is unreadable")]
    Header,
    /// The board's bytes fail the structural check.
    #[error("its board bytes are malformed: {0}")]
    Board(#[from] picnic_protocol::varint::Malformed),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Header {
    Created(Created),
    Changed {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        claims: Vec<(ClientId, ParticipantId)>,
    },
    Session {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        claims: Vec<(ClientId, ParticipantId)>,
        events: Vec<Event>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<u64>,
    },
    Rotated {
        role: Role,
        generation: u32,
    },
}

impl Record {
    /// The bytes for the log.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Created(created) => line(0, &Header::Created(created.clone()), &[]),
            Self::Changed { claims, update } => {
                line(0, &Header::Changed { claims: claims.clone() }, update)
            }
            Self::Session { claims, events, done, update } => {
                let secret = events.iter().any(Event::is_secret);
                let header = Header::Session {
                    claims: claims.clone(),
                    events: events.clone(),
                    done: done.clone(),
                };
                let padding = if secret { RECORD_PADDING_BYTES } else { 0 };
                line(padding, &header, update.as_deref().unwrap_or_default())
            }
            Self::Rotated { role, generation } => {
                line(0, &Header::Rotated { role: *role, generation: *generation }, &[])
            }
        }
    }

    /// Reads a record back, the board's bytes checked as if they came from outside (rule 6).
    ///
    /// # Errors
    /// When it is not a record.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (header, rest) = split(bytes)?;
        match serde_json::from_slice(header).map_err(|_| Unreadable::Header)? {
            Header::Created(created) => Ok(Self::Created(created)),
            Header::Changed { claims } => {
                check_update(rest)?;
                Ok(Self::Changed { claims, update: rest.to_vec() })
            }
            Header::Session { claims, events, done } => {
                let update = match rest {
                    [] => None,
                    update => {
                        check_update(update)?;
                        Some(update.to_vec())
                    }
                };
                Ok(Self::Session { claims, events, done, update })
            }
            Header::Rotated { role, generation } => Ok(Self::Rotated { role, generation }),
        }
    }
}

impl Snapshot {
    /// The bytes for the log.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let secret = self.header.session.holds_secrets();
        line(if secret { SNAPSHOT_PADDING_BYTES } else { 0 }, &self.header, &self.board)
    }

    /// Reads a snapshot back, the board's bytes checked as if they came from outside (rule 6).
    ///
    /// # Errors
    /// When it is not a snapshot.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (header, board) = split(bytes)?;
        let header = serde_json::from_slice(header).map_err(|_| Unreadable::Header)?;
        check_update(board)?;
        Ok(Self { header, board: board.to_vec() })
    }
}

fn line(padding: usize, header: &impl Serialize, rest: &[u8]) -> Vec<u8> {
    let mut bytes = vec![b' '; padding];
    // Headers hold only what JSON can, whose maps' keys are numbers and texts; and memory takes
    // all of it.
    let _ = serde_json::to_writer(&mut bytes, header);
    bytes.reserve(rest.len() + 1);
    bytes.push(b'\n');
    bytes.extend_from_slice(rest);
    bytes
}

fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(Unreadable::Header)?;
    Ok((&bytes[..end], &bytes[end + 1..]))
}
