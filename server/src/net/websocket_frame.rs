//! A WebSocket's frames as the protocol has them (RFC 6455): how long they may be, their masks, their farewells.

use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, OpCode};

/// Longest payload of a control frame, bytes (RFC 6455 section 5.5).
pub(super) const CONTROL_BYTES_MAX: u64 = 125;

/// Longest frame that the protocol can announce (RFC 6455 section 5.2).
pub(super) const FRAME_LENGTH_MAX: u64 = u64::MAX >> 1;

/// What was sent is not the WebSocket protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was sent is not the WebSocket protocol")]
pub(super) struct Violation;

/// The frame whose payload is read.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) opcode: OpCode,
    pub(super) is_final: bool,
    pub(super) mask: [u8; 4],
    /// How many bytes of the payload have come, for the mask.
    pub(super) come: usize,
    pub(super) left: u64,
}

/// A farewell has nothing, or a code that may be sent and a reason in UTF-8.
pub(super) fn close_code(payload: &[u8]) -> Result<Option<u16>, Violation> {
    match payload {
        [] => Ok(None),
        [high, low, reason @ ..] => {
            let code = u16::from_be_bytes([*high, *low]);
            let fine = CloseCode::from(code).is_allowed() && std::str::from_utf8(reason).is_ok();
            if fine { Ok(Some(code)) } else { Err(Violation) }
        }
        [_] => Err(Violation),
    }
}

/// Takes the mask off a part of a payload that begins `come` bytes into it.
pub(super) fn unmask(payload: &mut [u8], mask: [u8; 4], come: usize) {
    let mut turned = mask;
    turned.rotate_left(come % 4);
    let word = u32::from_ne_bytes(turned);
    let (words, rest) = payload.as_chunks_mut::<4>();
    for bytes in words {
        *bytes = (u32::from_ne_bytes(*bytes) ^ word).to_ne_bytes();
    }
    for (byte, mask) in rest.iter_mut().zip(turned) {
        *byte ^= mask;
    }
}
