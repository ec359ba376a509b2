//! What a room's log holds: records, and the snapshot that stands for those before it.
//!
//! A record is one header line (`v`, its format's number, a space, and JSON) and, for a board change, its bytes. JSON keeps the headers
//! readable in the file for years; the board's bytes are yrs' own encoding.
//!
//! Unknown is not damage (rule 13): what this version does not know all of, it refuses to read, so that nothing of it is
//! lost by writing it anew.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::block::Start;
use picnic_protocol::ids::{ClientId, Clock, ParticipantId, Role};
use picnic_protocol::piece::{as_update, cut};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::Plan;
use picnic_protocol::update::check_update;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::limits::SNAPSHOT_PART_BYTES;
use crate::room::session::Session;
use crate::room::session::event::Event;

/// The format of records and snapshots. Raised with every change of what they may hold: an event, a
/// field, a value of an enum, or content of a board that versions before would not take
/// (`tests/behaviour/format.rs` holds it to that). Without a number, they are of format 0.
pub const FORMAT: u32 = 2;

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
        /// The client id under which the server took something back in it.
        pen: Option<ClientId>,
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
        /// Client ids under which the server itself wrote here; none told before picnic told them.
        servers: Option<Vec<ClientId>>,
        /// As for a change.
        pen: Option<ClientId>,
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
    /// Client ids under which the server itself wrote; none told before picnic told them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub servers: Option<BTreeSet<ClientId>>,
    /// Client ids under which the server took things back.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pens: BTreeSet<ClientId>,
    /// Under which client ids elements were made at first that went since: by the names of the board's maps, and the keys there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub makers: BTreeMap<String, BTreeMap<String, ClientId>>,
    /// Client ids under which somebody wrote while nobody was named; none told where they were too many to tell apart, and
    /// before picnic told them: then all that the board has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<BTreeSet<ClientId>>,
    /// When a part of the room's log was last found damaged, ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damaged_ms: Option<u64>,
    /// Generations of the links that were made anew.
    pub generations: Vec<(Role, u32)>,
    /// Of those, the least whose passes stay good in the hands of who is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub honoured: Vec<(Role, u32)>,
    /// The session.
    #[serde(default)]
    pub session: Session,
}

/// A record or snapshot whose bytes are as they were written, and not this version's to read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A later version wrote it.
    #[error("it has format {0}, and this version of picnic reads up to format {FORMAT}")]
    Newer(u32),
    /// It holds something that no version up to this one writes.
    #[error("it holds what this version of picnic does not know: {0}")]
    Unknown(String),
    /// The board's bytes fail the structural check.
    #[error("its board holds what this version of picnic does not take: {0}")]
    Board(#[from] picnic_protocol::varint::Malformed),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Header {
    Created(Created),
    Changed {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        claims: Vec<(ClientId, ParticipantId)>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pen: Option<ClientId>,
    },
    Session {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        claims: Vec<(ClientId, ParticipantId)>,
        events: Vec<Event>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        servers: Option<Vec<ClientId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pen: Option<ClientId>,
    },
    Rotated {
        role: Role,
        generation: u32,
    },
}

/// Where a part of a snapshot's board begins.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum PartHeader {
    Update {},
    Block { client: ClientId, clock: Clock, left: u64 },
    Deletions {},
}

impl PartHeader {
    const fn of(start: Start) -> Self {
        match start {
            Start::Update => Self::Update {},
            Start::Block { client, clock, left } => Self::Block { client, clock, left },
            Start::Deletions => Self::Deletions {},
        }
    }

    const fn start(self) -> Start {
        match self {
            Self::Update {} => Start::Update,
            Self::Block { client, clock, left } => Start::Block { client, clock, left },
            Self::Deletions {} => Start::Deletions,
        }
    }
}

impl Record {
    /// The bytes for the log.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Created(created) => line(0, &Header::Created(created.clone()), &[]),
            Self::Changed { claims, pen, update } => {
                line(0, &Header::Changed { claims: claims.clone(), pen: *pen }, update)
            }
            Self::Session { claims, events, done, servers, pen, update } => {
                let secret = events.iter().any(Event::is_secret);
                let header = Header::Session {
                    claims: claims.clone(),
                    events: events.clone(),
                    done: done.clone(),
                    servers: servers.clone(),
                    pen: *pen,
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
        match read(header)? {
            Header::Created(created) => Ok(Self::Created(created)),
            Header::Changed { claims, pen } => {
                check_update(rest)?;
                Ok(Self::Changed { claims, pen, update: rest.to_vec() })
            }
            Header::Session { claims, events, done, servers, pen } => {
                let update = match rest {
                    [] => None,
                    update => {
                        check_update(update)?;
                        Some(update.to_vec())
                    }
                };
                Ok(Self::Session { claims, events, done, servers, pen, update })
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

    /// Reads a snapshot back from its parts, of which none is missing. One alone is a whole snapshot, as
    /// versions before parts kept it.
    ///
    /// # Errors
    /// When it is not a snapshot.
    pub fn of_parts(parts: &[Bytes]) -> Result<Self, Unreadable> {
        let [head, pieces @ ..] = parts else {
            return Err(Unreadable::Unknown("it has no parts".to_owned()));
        };
        if pieces.is_empty() {
            return Self::decode(head);
        }
        let header = read_header(head)?;
        let mut board = Vec::with_capacity(pieces.iter().map(Bytes::len).sum());
        for piece in pieces {
            board.extend_from_slice(split(piece)?.1);
        }
        check_update(board.as_slice())?;
        Ok(Self { header, board })
    }

    /// Reads what is not the board from a snapshot's first part.
    ///
    /// # Errors
    /// When it is not this version's to read.
    pub fn head_of(part: &[u8]) -> Result<SnapshotHeader, Unreadable> {
        read_header(part)
    }

    /// Reads a snapshot back, the board's bytes checked as if they came from outside (rule 6).
    ///
    /// # Errors
    /// When it is not a snapshot.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (header, board) = split(bytes)?;
        let header = read(header)?;
        check_update(board)?;
        Ok(Self { header, board: board.to_vec() })
    }
}

/// A header alone, as the log keeps it.
pub(super) fn header_line(header: &impl Serialize) -> Vec<u8> {
    line(0, header, &[])
}

/// Reads a header that stands alone.
pub(super) fn read_header<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    read(split(bytes)?.0)
}

/// Cuts an encoded snapshot into the parts that the log keeps, each by itself: what is not the board first, and
/// then the board in pieces, of which any can be read without the others.
#[must_use]
pub fn in_parts(snapshot: &Bytes) -> Vec<Bytes> {
    let whole = || vec![snapshot.clone()];
    let Ok((header, board)) = split(snapshot) else { return whole() };
    let Ok(pieces) = cut(board, SNAPSHOT_PART_BYTES) else { return whole() };
    let ends = pieces.iter().skip(1).map(|(_, at)| *at).chain([board.len()]);
    let mut parts = vec![snapshot.slice(..=header.len())];
    parts.extend(
        pieces.iter().zip(ends).map(|((start, at), end)| {
            Bytes::from(line(0, &PartHeader::of(*start), &board[*at..end]))
        }),
    );
    parts
}

/// What a part of a snapshot's board holds.
#[derive(Debug)]
pub enum Part<'a> {
    /// Blocks, as an update.
    Blocks(Vec<u8>),
    /// Some of the bytes that say what is deleted.
    Deletions(&'a [u8]),
}

/// Reads a part of a snapshot's board by itself.
///
/// # Errors
/// When it is none, or not this version's to read.
pub fn read_part(part: &[u8]) -> Result<Part<'_>, Unreadable> {
    let (header, piece) = split(part)?;
    Ok(match read::<PartHeader>(header)?.start() {
        Start::Deletions => Part::Deletions(piece),
        start => Part::Blocks(as_update(start, piece)?),
    })
}

fn line(padding: usize, header: &impl Serialize, rest: &[u8]) -> Vec<u8> {
    let mut bytes = vec![b' '; padding];
    bytes.extend_from_slice(format!("v{FORMAT} ").as_bytes());
    // Headers hold only what JSON can, whose maps' keys are numbers and texts; and memory takes
    // all of it.
    let _ = serde_json::to_writer(&mut bytes, header);
    bytes.reserve(rest.len() + 1);
    bytes.push(b'\n');
    bytes.extend_from_slice(rest);
    bytes
}

fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let end = end.ok_or_else(|| Unreadable::Unknown("it has no header".to_owned()))?;
    Ok((&bytes[..end], &bytes[end + 1..]))
}

/// Reads a header line of any format up to this one, all of it.
fn read<T: Serialize + DeserializeOwned>(line: &[u8]) -> Result<T, Unreadable> {
    let (format, json) = unnumbered(line.trim_ascii_start());
    if format > FORMAT {
        return Err(Unreadable::Newer(format));
    }
    // Its own words may quote what people wrote, and these are logged.
    let unknown = |error: serde_json::Error| {
        let (kind, column) = (error.classify(), error.column());
        Unreadable::Unknown(format!("{kind:?} at byte {column}"))
    };
    let header = serde_json::from_slice(json).map_err(unknown)?;
    // What was read says all that was written, or else something was passed over. Mostly to the byte.
    let again = serde_json::to_vec(&header).map_err(unknown)?;
    if again != json {
        let written: Value = serde_json::from_slice(json).map_err(unknown)?;
        let read = serde_json::from_slice(&again).map_err(unknown)?;
        if let Some(passed_over) = missing(&written, &read) {
            return Err(Unreadable::Unknown(passed_over));
        }
    }
    Ok(header)
}

/// The number before a header's JSON.
fn unnumbered(line: &[u8]) -> (u32, &[u8]) {
    let numbered = line.strip_prefix(b"v").and_then(|rest| {
        let end = rest.iter().position(|byte| *byte == b' ')?;
        let number = std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
        Some((number, &rest[end + 1..]))
    });
    numbered.unwrap_or((0, line))
}

/// The path of something in `written` that is not in `read`.
fn missing(written: &Value, read: &Value) -> Option<String> {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            written.iter().find_map(|(key, value)| match (value, read.get(key)) {
                // Left out is the same.
                (Value::Null, None) => None,
                (_, None) => Some(key.clone()),
                (_, Some(there)) => missing(value, there).map(|rest| format!("{key}.{rest}")),
            })
        }
        (Value::Array(written), Value::Array(read)) if written.len() == read.len() => {
            let mut pairs = written.iter().zip(read).enumerate();
            pairs.find_map(|(index, (value, there))| {
                missing(value, there).map(|rest| format!("{index}.{rest}"))
            })
        }
        (Value::Object(_) | Value::Array(_), _) => Some("its length".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_header(header: &str) -> Vec<u8> {
        format!("{header}\n").into_bytes()
    }

    #[test]
    fn a_record_of_a_later_format_is_refused_with_its_number() {
        let bytes = with_header(r#"  v7 {"rotated":{"role":"viewer","generation":1}}"#);
        assert_eq!(Record::decode(&bytes), Err(Unreadable::Newer(7)));
        assert!(Unreadable::Newer(7).to_string().contains("format 7"));
    }

    #[test]
    fn an_unknown_kind_event_or_field_is_refused_and_never_passed_over() {
        for header in [
            r#"v1 {"seated":{"tables":[]}}"#,
            r#"v1 {"session":{"events":[{"tableSeated":{"table":1}}]}}"#,
            r#"v1 {"session":{"events":[{"timerSet":{"timer":{"state":"stopped"},"why":"later"}}]}}"#,
            r#"v1 {"session":{"events":[{"timerSet":{"timer":{"state":"stopped","why":1}}}]}}"#,
            r#"v1 {"rotated":{"role":"viewer","generation":1,"by":"somebody"}}"#,
            r#"v1 {"created":{"title":"","language":"fi","madeMs":1,"made_ms":1}}"#,
        ] {
            let refused = Record::decode(&with_header(header));
            assert!(matches!(refused, Err(Unreadable::Unknown(_))), "{header}: {refused:?}");
        }
        let mut header = serde_json::to_value(SnapshotHeader::default()).unwrap();
        header["session"]["tables"] = serde_json::json!([1]);
        let snapshot = [&with_header(&format!("v1 {header}"))[..], &[0, 0]].concat();
        assert_eq!(
            Snapshot::decode(&snapshot),
            Err(Unreadable::Unknown("session.tables".to_owned()))
        );
    }

    #[test]
    fn what_is_said_of_an_unreadable_record_quotes_nothing_of_it() {
        for header in [
            r#"v1 {"created":{"title":"","language":"a dear secret","madeMs":1}}"#,
            r#"v1 {"a dear secret":1}"#,
            r#"v1 {"rotated":{"role":"a dear secret","generation":1}}"#,
        ] {
            let refused = Record::decode(&with_header(header)).unwrap_err();
            assert!(!format!("{refused} {refused:?}").contains("secret"), "{refused:?}");
        }
    }

    #[test]
    fn what_was_written_before_there_were_formats_is_read() {
        let bytes = with_header(r#"   {"rotated":{"role":"viewer","generation":1}}"#);
        let record = Record::Rotated { role: Role::Viewer, generation: 1 };
        assert_eq!(Record::decode(&bytes), Ok(record));
    }
}
