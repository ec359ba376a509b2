//! y-websocket framing: what stands in one binary WebSocket message.
//!
//! Source: y-websocket `y-websocket.js` (kinds 0 to 3), y-protocols `sync.js` and `auth.js`. Kind
//! 16 is picnic's session plane. A message may hold several frames one after another.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::awareness::{CheckedAwareness, check_awareness};
use crate::ids::CommandId;
use crate::not_held::NotHeld;
use crate::parts::{cut, in_parts};
use crate::session::{ClientMessage, ServerMessage};
use crate::update::{
    CheckedStateVector, CheckedUpdate, check_and_replace, check_state_vector, check_update,
};
use crate::varint::{Malformed, Reader, varint_length, write_buffer, write_varint};

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
const SESSION: u64 = 16;

const SYNC_STEP_1: u64 = 0;
const SYNC_STEP_2: u64 = 1;
const SYNC_UPDATE: u64 = 2;

const AUTH_PERMISSION_DENIED: u64 = 0;

/// Most frames in one WebSocket message. y-websocket sends one.
pub const FRAMES_IN_MESSAGE_MAX: usize = 16;

/// One frame from a client, its structure checked: nothing else leads into a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientFrame {
    /// Sync step 1: send me what I lack.
    StateVector(CheckedStateVector),
    /// Sync step 2 or update: a change.
    Change {
        /// True for sync step 2: everything the sender had and the server lacked when it asked.
        whole: bool,
        /// Whether further parts of the same change follow.
        more: bool,
        /// The change.
        update: CheckedUpdate<Box<[u8]>>,
        /// What of it a board does not hold: something deleted stands in its place.
        not_held: Option<NotHeld>,
    },
    /// A change that cannot be taken, for the reason that it says.
    NotTaken(NotTaken),
    /// Presence.
    Awareness(CheckedAwareness),
    /// Send me everyone's presence.
    QueryAwareness,
    /// The session plane.
    Session(ClientMessage),
    /// A command of the session plane that this version does not know, or not in this form.
    UnknownCommand(CommandId),
    /// Something of a kind that this version does not know: nothing of it is taken (rule 13).
    Unknown,
}

/// Why a change is not taken. Nothing of it is on the board; what else its sender writes still comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It has more bytes than a board may have.
    #[error("the change is larger than a board may be, which is {0} bytes; make it smaller")]
    TooLarge(usize),
    /// It has content of a kind that this version does not know, so that nobody can tell where that ends.
    #[error("the change holds content of a kind that this server does not know; it was not taken")]
    Unknown,
    /// A message that is no change is larger than the server reads.
    #[error("the message is larger than this server reads, which is {0} bytes; it was skipped")]
    MessageTooLarge(usize),
}

/// Whether a message that begins so may be a change, and so as large as a board; while too little of
/// it is known, it may.
#[must_use]
pub const fn may_hold_a_board(beginning: &[u8]) -> bool {
    match beginning {
        [] | [0] => true,
        [kind, sync, ..] => {
            *kind as u64 == SYNC && (*sync as u64 == SYNC_STEP_2 || *sync as u64 == SYNC_UPDATE)
        }
        [_] => false,
    }
}

/// Reads every frame of a message. What comes after one of an unknown kind is unknown too, for
/// nobody can tell where that one ends.
///
/// # Errors
/// The first thing that is wrong; nothing of the message is to be used then.
pub fn read_message(message: &[u8]) -> Result<Vec<ClientFrame>, Malformed> {
    read(message, true)
}

/// The same of a client that did not ask for the session plane: a message of that kind is to it as any that nobody
/// knows, whatever stands in it.
///
/// # Errors
/// As [`read_message`].
pub fn read_message_of_board(message: &[u8]) -> Result<Vec<ClientFrame>, Malformed> {
    read(message, false)
}

fn read(message: &[u8], session: bool) -> Result<Vec<ClientFrame>, Malformed> {
    let mut reader = Reader::new(message);
    let mut frames = Vec::with_capacity(1);
    loop {
        let frame = read_frame(&mut reader, session)?;
        let is_last = frame == ClientFrame::Unknown || reader.is_empty();
        frames.push(frame);
        if is_last {
            return Ok(frames);
        }
        if frames.len() == FRAMES_IN_MESSAGE_MAX {
            return Err(Malformed::TrailingBytes);
        }
    }
}

/// Frames in which no change has more than `most` bytes. Of a larger one the largest content is left out until it has half
/// of that, so that others write beside it; if it consists of what is small, it is not taken.
///
/// # Errors
/// None that checked changes would bring about.
pub fn no_larger_than(
    frames: Vec<ClientFrame>,
    most: usize,
) -> Result<Vec<ClientFrame>, Malformed> {
    let smaller = |frame| match frame {
        ClientFrame::Change { whole, more, update, .. } if update.bytes().len() > most => {
            Ok(match update.no_larger_than(most / 2)? {
                Some(update) => {
                    let not_held = Some(NotHeld::TooLarge(most));
                    ClientFrame::Change { whole, more, update, not_held }
                }
                None => ClientFrame::NotTaken(NotTaken::TooLarge(most)),
            })
        }
        frame => Ok(frame),
    };
    frames.into_iter().map(smaller).collect()
}

/// Frames with every larger change in parts of about `part_bytes`.
///
/// # Errors
/// When a change cannot be parted.
pub fn parts_of(whole: Vec<ClientFrame>, part_bytes: usize) -> Result<Vec<ClientFrame>, Malformed> {
    let mut frames = Vec::with_capacity(1);
    for frame in whole {
        let ClientFrame::Change { whole, update, not_held, .. } = frame else {
            frames.push(frame);
            continue;
        };
        let parts = in_parts(update, part_bytes)?;
        let last = parts.len().saturating_sub(1);
        frames.extend(parts.into_iter().enumerate().map(|(number, update)| ClientFrame::Change {
            whole,
            more: number < last,
            update,
            not_held,
        }));
    }
    Ok(frames)
}

fn read_frame(reader: &mut Reader<'_>, session: bool) -> Result<ClientFrame, Malformed> {
    match reader.varint()? {
        SYNC => match reader.varint()? {
            SYNC_STEP_1 => check_state_vector(reader.buffer()?).map(ClientFrame::StateVector),
            kind @ (SYNC_STEP_2 | SYNC_UPDATE) => {
                let (update, not_held) = match check_and_replace(reader.buffer()?) {
                    Err(Malformed::UnknownKind) => {
                        return Ok(ClientFrame::NotTaken(NotTaken::Unknown));
                    }
                    checked => checked?,
                };
                let whole = kind == SYNC_STEP_2;
                Ok(ClientFrame::Change { whole, more: false, update, not_held })
            }
            _ => Ok(ClientFrame::Unknown),
        },
        AWARENESS => check_awareness(reader.buffer()?).map(ClientFrame::Awareness),
        QUERY_AWARENESS => Ok(ClientFrame::QueryAwareness),
        SESSION if session => read_session(reader.text()?),
        _ => Ok(ClientFrame::Unknown),
    }
}

/// What every command has in every version, so that it can be answered.
#[derive(Deserialize)]
struct SomeCommand {
    id: CommandId,
    #[serde(rename = "command")]
    _command: IgnoredAny,
}

fn read_session(text: &str) -> Result<ClientFrame, Malformed> {
    if let Ok(message) = serde_json::from_str(text) {
        return Ok(ClientFrame::Session(message));
    }
    if let Ok(SomeCommand { id, .. }) = serde_json::from_str(text) {
        return Ok(ClientFrame::UnknownCommand(id));
    }
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Ok(ClientFrame::Unknown),
        Err(_) => Err(Malformed::NotJson),
    }
}

fn sync(kind: u64, payload: &[u8]) -> Vec<u8> {
    let length = payload.len();
    let mut out =
        Vec::with_capacity(length.saturating_add(2).saturating_add(varint_length(length as u64)));
    write_varint(&mut out, SYNC);
    write_varint(&mut out, kind);
    write_buffer(&mut out, payload);
    out
}

/// Sync step 1: asks a client for what this state vector lacks.
#[must_use]
pub fn sync_step_1(state_vector: &[u8]) -> Vec<u8> {
    sync(SYNC_STEP_1, state_vector)
}

/// Sync step 2: the answer to a client's sync step 1.
#[must_use]
pub fn sync_step_2(update: &[u8]) -> Vec<u8> {
    sync(SYNC_STEP_2, update)
}

/// The answer to a client's sync step 1, which is kept in one frame if it has no more than `whole` bytes, and else comes in parts of
/// about `part_bytes`: changes, each of which stands on those before it, and what is left as sync step 2.
#[must_use]
pub fn sync_step_2_in_parts(update: &[u8], whole: usize, part_bytes: usize) -> Vec<Vec<u8>> {
    let parts = if update.len() > whole {
        check_update(update).and_then(|update| cut(&update, part_bytes)).unwrap_or_default()
    } else {
        Vec::new()
    };
    let Some((last, changes)) = parts.split_last() else { return vec![sync_step_2(update)] };
    let changes = changes.iter().map(|part| sync_update(part.bytes()));
    changes.chain([sync_step_2(last.bytes())]).collect()
}

/// One change.
#[must_use]
pub fn sync_update(update: &[u8]) -> Vec<u8> {
    sync(SYNC_UPDATE, update)
}

/// What a sync frame that the server wrote carries: all of it but its head.
#[must_use]
pub fn sync_payload(frame: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader::new(frame);
    match (reader.varint(), reader.varint(), reader.buffer()) {
        (Ok(SYNC), Ok(_), Ok(payload)) => Some(payload),
        _ => None,
    }
}

/// Presence, as [`encode_awareness`](crate::awareness::encode_awareness) wrote it.
#[must_use]
pub fn awareness(encoded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len().saturating_add(6));
    write_varint(&mut out, AWARENESS);
    write_buffer(&mut out, encoded);
    out
}

/// y-protocols' refusal: the change was not made, for `reason`.
#[must_use]
pub fn permission_denied(reason: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(reason.len().saturating_add(4));
    write_varint(&mut out, AUTH);
    write_varint(&mut out, AUTH_PERMISSION_DENIED);
    write_buffer(&mut out, reason.as_bytes());
    out
}

/// A session message to a client.
#[must_use]
pub fn session(message: &ServerMessage) -> Vec<u8> {
    // The types hold nothing that JSON cannot: no maps with other keys than text, no raw values.
    let json = serde_json::to_vec(message).unwrap_or_default();
    let mut out = Vec::with_capacity(json.len().saturating_add(6));
    write_varint(&mut out, SESSION);
    write_buffer(&mut out, &json);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> Result<Vec<ClientFrame>, Malformed> {
        let mut message = vec![16];
        write_buffer(&mut message, json.as_bytes());
        read_message(&message)
    }

    #[test]
    fn a_command_of_a_later_version_can_be_answered() {
        let id = "AAAAAAAAAAAAAAAAAAAAAA";
        let known: CommandId = id.parse().unwrap();
        for command in [r#"{"type":"dance"}"#, r#"{"type":"openVote","style":"later"}"#, "7"] {
            let json = format!(r#"{{"type":"command","id":"{id}","command":{command},"new":[1]}}"#);
            assert_eq!(said(&json), Ok(vec![ClientFrame::UnknownCommand(known)]), "{json}");
        }
    }

    #[test]
    fn of_a_change_in_parts_more_comes_until_the_last() {
        let mut update = vec![1, 100, 1, 0];
        update.extend([4, 1, 1, b't', 1, b'a'].repeat(100));
        update.push(0);
        let whole = read_message(&sync_step_2(&update)).unwrap();
        let more = |part_bytes| {
            let parts = parts_of(whole.clone(), part_bytes).unwrap();
            let more = |frame| match frame {
                ClientFrame::Change { whole: true, more, .. } => more,
                other => panic!("no part of a whole change: {other:?}"),
            };
            parts.into_iter().map(more).collect::<Vec<_>>()
        };
        assert_eq!(more(1_000), [false]);
        assert_eq!(more(400), [true, false]);
    }

    #[test]
    fn a_large_answer_comes_in_parts_of_which_the_last_is_the_sync_step_2() {
        // Letters of one client, none of which is one with the one before it, of which some are deleted.
        let mut update = vec![1, 100, 1, 0];
        update.extend([4, 1, 1, b't', 1, b'a'].repeat(100));
        update.extend_from_slice(&[1, 1, 1, 3, 2]);
        assert_eq!(sync_step_2_in_parts(&update, 1_000, 100), [sync_step_2(&update)]);
        let frames = sync_step_2_in_parts(&update, 500, 100);
        assert!(frames.len() > 5 && frames.iter().all(|frame| frame.len() < 130));
        let mut head = 0;
        for (number, frame) in frames.iter().enumerate() {
            let read = read_message(frame).unwrap();
            let [ClientFrame::Change { whole, update, .. }] = &read[..] else { panic!() };
            let is_last = number == frames.len().saturating_sub(1);
            assert_eq!((*whole, update.outline().deletes), (is_last, is_last));
            for run in &update.outline().runs {
                assert_eq!(run.start, head);
                head = run.end;
            }
        }
        assert_eq!(head, 100);
        // What is none of ours goes as it is.
        assert_eq!(sync_step_2_in_parts(&[9; 600], 500, 100), [sync_step_2(&[9; 600])]);
    }

    #[test]
    fn what_is_not_known_is_skipped_and_only_what_is_no_frame_is_an_error() {
        for json in [
            r#"{"type":"wave"}"#,
            r#"{"type":"command","id":"of another form","command":{"type":"dance"}}"#,
            "[]",
        ] {
            assert_eq!(said(json), Ok(vec![ClientFrame::Unknown]), "{json}");
        }
        assert_eq!(said("{"), Err(Malformed::NotJson));
        // Another kind of message, and one more of a kind of sync, with whatever follows.
        for message in [&[99][..], &[4, 1, 2, 3], &[0, 7, 1, 1]] {
            assert_eq!(read_message(message), Ok(vec![ClientFrame::Unknown]), "{message:?}");
        }
        assert_eq!(read_message(&[0x80]), Err(Malformed::Truncated));
    }

    #[test]
    fn to_who_asked_for_no_session_its_messages_are_of_a_kind_that_nobody_knows() {
        let time = [&[16, 15][..], br#"{"type":"time"}"#].concat();
        assert_eq!(read_message(&time), Ok(vec![ClientFrame::Session(ClientMessage::Time)]));
        for message in [&time[..], &[16], &[16, 3, 1], &[16, 1, b'{'], &[16, 0xff, 0xff]] {
            assert_eq!(
                read_message_of_board(message),
                Ok(vec![ClientFrame::Unknown]),
                "{message:?}"
            );
        }
        let asks = [&[3][..], &time].concat();
        let both = vec![ClientFrame::QueryAwareness, ClientFrame::Unknown];
        assert_eq!(read_message_of_board(&asks), Ok(both), "what stands before it is taken");
        assert_eq!(read_message_of_board(&[0x80]), Err(Malformed::Truncated));
    }
}
