//! What a client sends over its WebSocket, put together from frames (RFC 6455, section 5). Pure: bytes in,
//! messages out.
//!
//! tungstenite reads a message into memory before anybody may look at it, and ends the socket when
//! it is too large. Here the first bytes of a message tell what it is and so how large it may be;
//! of one that is larger the rest is passed over, and what comes after it is read as ever.

use std::io::Cursor;

use bytes::{Buf as _, BytesMut};
use picnic_protocol::frame::may_hold_a_board;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

use crate::net::websocket_frame::{
    CONTROL_BYTES_MAX, FRAME_LENGTH_MAX, Frame, Violation, close_code, unmask,
};

/// Space made at once for a message that has only begun, bytes: its announced length is nobody's word yet.
pub(super) const FIRST_BYTES_MAX: usize = 16 << 10;

/// How large messages may be, bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct MessageBounds {
    /// One that may hold a whole board: a sync step 2 or an update.
    pub(super) board: usize,
    /// Any other.
    pub(super) other: usize,
}

impl MessageBounds {
    const fn of(self, board: bool) -> usize {
        if board { self.board } else { self.other }
    }
}

/// What a client said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A binary message.
    Binary(BytesMut),
    /// A text message. Whether it is UTF-8 is for its reader to see.
    Text(BytesMut),
    /// A message is larger than it may be: its rest is passed over as it comes.
    TooLarge {
        /// Whether it may hold a change of the board.
        board: bool,
    },
    /// So many bytes of it were passed over.
    Passed(usize),
    /// A sign of life that wants an answer with the same bytes.
    Ping(BytesMut),
    /// An answer to ours.
    Pong,
    /// A frame that is not its message's last.
    Piece,
    /// A farewell.
    Close {
        /// Its code, if it has one.
        code: Option<u16>,
    },
}

/// The message that has begun.
#[derive(Debug, Default)]
enum Partial {
    #[default]
    None,
    Kept {
        is_text: bool,
        bytes: BytesMut,
    },
    /// It was too large.
    Passed,
}

/// Puts one client's messages together.
#[derive(Debug)]
pub(super) struct Incoming {
    bounds: MessageBounds,
    frame: Option<Frame>,
    message: Partial,
    control: BytesMut,
    said_farewell: bool,
}

impl Incoming {
    pub(super) fn new(bounds: MessageBounds) -> Self {
        Self {
            bounds,
            frame: None,
            message: Partial::None,
            control: BytesMut::new(),
            said_farewell: false,
        }
    }

    /// Whether the other side said farewell, also in words that the protocol does not have: it says nothing more.
    pub(super) const fn said_farewell(&self) -> bool {
        self.said_farewell
    }

    /// Whether a message has begun and not ended.
    pub(super) const fn is_amid_message(&self) -> bool {
        !matches!(self.message, Partial::None)
    }

    /// Whether something is kept of a message that has begun.
    pub(super) const fn is_amid_kept(&self) -> bool {
        matches!(self.message, Partial::Kept { .. })
    }

    /// How many bytes are still to come of the frame that has begun.
    pub(super) fn payload_left(&self) -> usize {
        let left = self.frame.as_ref().map_or(0, |frame| frame.left);
        usize::try_from(left).unwrap_or(usize::MAX)
    }

    /// How many bytes of the begun message have come.
    pub(super) fn come(&self) -> usize {
        match &self.message {
            Partial::Kept { bytes, .. } => bytes.len(),
            Partial::None | Partial::Passed => 0,
        }
    }

    /// Keeps nothing of any message from now on.
    pub(super) fn pass_all(&mut self) {
        self.bounds = MessageBounds { board: 0, other: 0 };
        if self.is_amid_kept() {
            self.message = Partial::Passed;
        }
    }

    /// Bytes of memory that the begun message takes.
    pub(super) fn held(&self) -> usize {
        match &self.message {
            Partial::Kept { bytes, .. } => bytes.capacity(),
            Partial::None | Partial::Passed => 0,
        }
    }

    /// How many bytes more the begun message must have space for before it can go on; none when it
    /// has some, or needs none.
    pub(super) fn needs_space(&self) -> Option<usize> {
        let (left, is_final) = match &self.frame {
            Some(Frame { opcode: OpCode::Data(_), left, is_final, .. }) if *left > 0 => {
                (usize::try_from(*left).unwrap_or(usize::MAX), *is_final)
            }
            _ => return None,
        };
        let Partial::Kept { bytes, is_text } = &self.message else { return None };
        if bytes.len() < bytes.capacity() {
            return None;
        }
        let more = bytes.len().max(FIRST_BYTES_MAX.saturating_sub(bytes.len()));
        if is_final {
            return Some(left.min(more));
        }
        // Further frames may follow, however small: to grow by this one's length would copy all for each.
        let most = self.bounds.of(may_be_a_board(bytes, *is_text));
        Some(more.min(most.saturating_sub(bytes.len())).max(left.min(more)))
    }

    /// Makes that space.
    pub(super) fn enlarge(&mut self, more: usize) {
        if let Partial::Kept { bytes, .. } = &mut self.message {
            // As much as was asked for: reserving anew would take twice as much.
            let mut larger = BytesMut::with_capacity(bytes.len() + more);
            larger.extend_from_slice(bytes);
            *bytes = larger;
        }
    }

    /// Goes on with what has come; none when more must come, or space be made, first.
    ///
    /// # Errors
    /// [`Violation`].
    pub(super) fn take(&mut self, input: &mut BytesMut) -> Result<Option<Said>, Violation> {
        loop {
            if self.frame.is_none() {
                let Some(frame) = self.begin(input)? else { return Ok(None) };
                self.frame = Some(frame);
                if let Some(said) = self.pass_if_too_large() {
                    return Ok(Some(said));
                }
            }
            let Some(frame) = &mut self.frame else { return Ok(None) };
            if frame.left > 0 {
                let most = usize::try_from(frame.left).unwrap_or(usize::MAX);
                let into = match (frame.opcode, &mut self.message) {
                    (OpCode::Control(_), _) => Some(&mut self.control),
                    (OpCode::Data(_), Partial::Kept { bytes, .. }) => Some(bytes),
                    (OpCode::Data(_), _) => None,
                };
                let room = match (&into, frame.opcode) {
                    (Some(bytes), OpCode::Data(_)) => bytes.capacity() - bytes.len(),
                    _ => usize::MAX,
                };
                let count = input.len().min(most).min(room);
                if count == 0 {
                    return Ok(None);
                }
                let payload = &mut input[..count];
                let passed = into.is_none();
                if let Some(into) = into {
                    unmask(payload, frame.mask, frame.come);
                    into.extend_from_slice(payload);
                }
                input.advance(count);
                frame.come = (frame.come + count) % 4;
                frame.left -= count as u64;
                if passed {
                    if frame.left == 0 {
                        // That it came is told by what was passed.
                        self.end()?;
                    }
                    return Ok(Some(Said::Passed(count)));
                }
                if let Some(said) = self.pass_if_too_large() {
                    return Ok(Some(said));
                }
                continue;
            }
            if let Some(said) = self.end()? {
                return Ok(Some(said));
            }
        }
    }

    /// Reads a frame's header.
    fn begin(&mut self, input: &mut BytesMut) -> Result<Option<Frame>, Violation> {
        let mut cursor = Cursor::new(&input[..]);
        let Some((header, left)) = FrameHeader::parse(&mut cursor).map_err(|_| Violation)? else {
            return Ok(None);
        };
        let length = usize::try_from(cursor.position()).map_err(|_| Violation)?;
        if left > FRAME_LENGTH_MAX {
            return Err(Violation);
        }
        let FrameHeader { is_final, rsv1, rsv2, rsv3, opcode, mask } = header;
        // No extension was agreed on, and clients mask what they send.
        let Some(mask) = mask.filter(|_| !rsv1 && !rsv2 && !rsv3) else { return Err(Violation) };
        match opcode {
            OpCode::Control(Control::Reserved(_)) | OpCode::Data(Data::Reserved(_)) => {
                return Err(Violation);
            }
            OpCode::Control(_) if !is_final || left > CONTROL_BYTES_MAX => return Err(Violation),
            OpCode::Control(_) => self.control.clear(),
            OpCode::Data(Data::Continue) if !self.is_amid_message() => return Err(Violation),
            OpCode::Data(Data::Continue) => {}
            OpCode::Data(_) if self.is_amid_message() => return Err(Violation),
            OpCode::Data(kind) => {
                let room = usize::try_from(left).unwrap_or(usize::MAX).min(FIRST_BYTES_MAX);
                let bytes = BytesMut::with_capacity(room);
                self.message = Partial::Kept { is_text: kind == Data::Text, bytes };
            }
        }
        input.advance(length);
        Ok(Some(Frame { opcode, is_final, mask, come: 0, left }))
    }

    /// Lets go of the begun message when what was announced of it is more than it may have.
    fn pass_if_too_large(&mut self) -> Option<Said> {
        let Some(Frame { opcode: OpCode::Data(_), left, .. }) = &self.frame else { return None };
        let Partial::Kept { bytes, is_text } = &self.message else { return None };
        let announced = left.saturating_add(bytes.len() as u64);
        let board = may_be_a_board(bytes, *is_text);
        let most = self.bounds.of(board);
        (announced > most as u64).then(|| {
            self.message = Partial::Passed;
            Said::TooLarge { board }
        })
    }

    /// The frame has come to its end, and with it perhaps its message.
    fn end(&mut self) -> Result<Option<Said>, Violation> {
        let Some(frame) = self.frame.take() else { return Ok(None) };
        match frame.opcode {
            OpCode::Control(Control::Ping) => {
                Ok(Some(Said::Ping(std::mem::take(&mut self.control))))
            }
            OpCode::Control(Control::Close) => {
                self.said_farewell = true;
                Ok(Some(Said::Close { code: close_code(&self.control)? }))
            }
            OpCode::Control(_) => Ok(Some(Said::Pong)),
            OpCode::Data(_) if !frame.is_final => Ok(Some(Said::Piece)),
            OpCode::Data(_) => match std::mem::take(&mut self.message) {
                Partial::Kept { is_text: true, bytes } => Ok(Some(Said::Text(bytes))),
                Partial::Kept { is_text: false, bytes } => Ok(Some(Said::Binary(bytes))),
                Partial::None | Partial::Passed => Ok(None),
            },
        }
    }
}

/// Whether a message that begins so may be a board. Until its beginning is there, it may.
fn may_be_a_board(beginning: &BytesMut, is_text: bool) -> bool {
    !is_text && may_hold_a_board(beginning)
}

#[cfg(test)]
mod tests;
