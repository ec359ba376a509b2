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
use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, Control, Data, OpCode};

/// Longest payload of a control frame, bytes (RFC 6455 section 5.5).
const CONTROL_BYTES_MAX: u64 = 125;

/// Longest frame that the protocol can announce (RFC 6455 section 5.2).
const FRAME_LENGTH_MAX: u64 = u64::MAX >> 1;

/// Room made at once for a message that has only begun, bytes: its announced length is nobody's word yet.
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

/// What was sent is not the WebSocket protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was sent is not the WebSocket protocol")]
pub(super) struct Violation;

/// The frame whose payload is read.
#[derive(Debug)]
struct Frame {
    opcode: OpCode,
    is_final: bool,
    mask: [u8; 4],
    /// How many bytes of the payload have come, for the mask.
    come: usize,
    left: u64,
}

/// The message that has begun.
#[derive(Debug, Default)]
enum Gathered {
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
    message: Gathered,
    control: BytesMut,
    said_farewell: bool,
}

impl Incoming {
    pub(super) fn new(bounds: MessageBounds) -> Self {
        Self {
            bounds,
            frame: None,
            message: Gathered::None,
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
        !matches!(self.message, Gathered::None)
    }

    /// Whether something is kept of a message that has begun.
    pub(super) const fn is_amid_kept(&self) -> bool {
        matches!(self.message, Gathered::Kept { .. })
    }

    /// How many bytes are still to come of the frame that has begun.
    pub(super) fn payload_left(&self) -> usize {
        let left = self.frame.as_ref().map_or(0, |frame| frame.left);
        usize::try_from(left).unwrap_or(usize::MAX)
    }

    /// How many bytes of the begun message have come.
    pub(super) fn come(&self) -> usize {
        match &self.message {
            Gathered::Kept { bytes, .. } => bytes.len(),
            Gathered::None | Gathered::Passed => 0,
        }
    }

    /// Keeps nothing of any message from now on.
    pub(super) fn pass_all(&mut self) {
        self.bounds = MessageBounds { board: 0, other: 0 };
        if self.is_amid_kept() {
            self.message = Gathered::Passed;
        }
    }

    /// Bytes of memory that the begun message takes.
    pub(super) fn held(&self) -> usize {
        match &self.message {
            Gathered::Kept { bytes, .. } => bytes.capacity(),
            Gathered::None | Gathered::Passed => 0,
        }
    }

    /// How many bytes more the begun message must have room for before it can go on; none when it
    /// has some, or needs none.
    pub(super) fn wants_room(&self) -> Option<usize> {
        let (left, is_final) = match &self.frame {
            Some(Frame { opcode: OpCode::Data(_), left, is_final, .. }) if *left > 0 => {
                (usize::try_from(*left).unwrap_or(usize::MAX), *is_final)
            }
            _ => return None,
        };
        let Gathered::Kept { bytes, is_text } = &self.message else { return None };
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

    /// Makes that room.
    pub(super) fn make_room(&mut self, more: usize) {
        if let Gathered::Kept { bytes, .. } = &mut self.message {
            // As much as was asked for: reserving anew would take twice as much.
            let mut larger = BytesMut::with_capacity(bytes.len() + more);
            larger.extend_from_slice(bytes);
            *bytes = larger;
        }
    }

    /// Goes on with what has come; none when more must come, or room be made, first.
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
                    (OpCode::Data(_), Gathered::Kept { bytes, .. }) => Some(bytes),
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
                self.message = Gathered::Kept { is_text: kind == Data::Text, bytes };
            }
        }
        input.advance(length);
        Ok(Some(Frame { opcode, is_final, mask, come: 0, left }))
    }

    /// Lets go of the begun message when what was announced of it is more than it may have.
    fn pass_if_too_large(&mut self) -> Option<Said> {
        let Some(Frame { opcode: OpCode::Data(_), left, .. }) = &self.frame else { return None };
        let Gathered::Kept { bytes, is_text } = &self.message else { return None };
        let announced = left.saturating_add(bytes.len() as u64);
        let board = may_be_a_board(bytes, *is_text);
        let most = self.bounds.of(board);
        (announced > most as u64).then(|| {
            self.message = Gathered::Passed;
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
                Gathered::Kept { is_text: true, bytes } => Ok(Some(Said::Text(bytes))),
                Gathered::Kept { is_text: false, bytes } => Ok(Some(Said::Binary(bytes))),
                Gathered::None | Gathered::Passed => Ok(None),
            },
        }
    }
}

/// Whether a message that begins so may be a board. Until its beginning is there, it may.
fn may_be_a_board(beginning: &BytesMut, is_text: bool) -> bool {
    !is_text && may_hold_a_board(beginning)
}

/// A farewell has nothing, or a code that may be sent and a reason in UTF-8.
fn close_code(payload: &[u8]) -> Result<Option<u16>, Violation> {
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
fn unmask(payload: &mut [u8], mask: [u8; 4], come: usize) {
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

#[cfg(test)]
mod tests {
    use std::io;

    use proptest::prelude::*;
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketContext};

    use super::*;

    const BOUNDS: MessageBounds = MessageBounds { board: 100_000, other: 1_000 };

    /// A frame as a client writes it, and as one might that does not keep to the protocol.
    fn frame(first: u8, masked: bool, payload: &[u8]) -> Vec<u8> {
        let mask = [7, 11, 200, 3];
        let mut out = vec![first];
        let bit = if masked { 0x80 } else { 0 };
        match payload.len() {
            length @ 0..126 => out.push(bit | u8::try_from(length).unwrap()),
            length => {
                out.push(bit | 126);
                out.extend_from_slice(&u16::try_from(length).unwrap().to_be_bytes());
            }
        }
        if masked {
            out.extend_from_slice(&mask);
        }
        let turned = payload.iter().zip(mask.iter().cycle());
        out.extend(turned.map(|(byte, mask)| if masked { byte ^ mask } else { *byte }));
        out
    }

    #[test]
    fn a_length_past_all_counting_is_not_the_protocol() {
        let mut incoming = Incoming::new(BOUNDS);
        let begun = frame(0x02, true, &[2]);
        assert_eq!(hear(&mut incoming, &begun, 64), [Some(Said::Piece)]);
        let goes_on = [&[0x80, 0xff][..], &[0xff; 8], &[7, 11, 200, 3]].concat();
        assert_eq!(hear(&mut incoming, &goes_on, 64), [None]);
    }

    fn binary(payload: &[u8]) -> Vec<u8> {
        frame(0x82, true, payload)
    }

    /// All that is said by bytes which come so many at a time; none at the end when they were no protocol.
    fn hear(incoming: &mut Incoming, bytes: &[u8], step: usize) -> Vec<Option<Said>> {
        let (mut said, mut input) = (Vec::new(), BytesMut::new());
        for bytes in bytes.chunks(step.max(1)) {
            input.extend_from_slice(bytes);
            loop {
                match incoming.take(&mut input) {
                    Ok(Some(next)) => {
                        let over = matches!(next, Said::Close { .. });
                        said.push(Some(next));
                        if over {
                            return said;
                        }
                    }
                    Ok(None) => match incoming.wants_room() {
                        Some(more) => incoming.make_room(more),
                        None => break,
                    },
                    Err(Violation) => {
                        said.push(None);
                        return said;
                    }
                }
            }
        }
        said
    }

    /// What tungstenite reads of the same.
    fn as_tungstenite(bytes: Vec<u8>) -> Vec<Option<Said>> {
        struct OneWay(io::Cursor<Vec<u8>>);
        impl io::Read for OneWay {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                match self.0.read(into)? {
                    0 => Err(io::ErrorKind::WouldBlock.into()),
                    count => Ok(count),
                }
            }
        }
        impl io::Write for OneWay {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        use tokio_tungstenite::tungstenite::Error;
        let mut stream = OneWay(io::Cursor::new(bytes));
        let mut context = WebSocketContext::new(Role::Server, None);
        let mut said = Vec::new();
        loop {
            said.push(match context.read(&mut stream) {
                Ok(Message::Binary(bytes)) => Some(Said::Binary(bytes.as_ref().into())),
                Ok(Message::Text(text)) => Some(Said::Text(text.as_bytes().into())),
                Ok(Message::Ping(bytes)) => Some(Said::Ping(bytes.as_ref().into())),
                Ok(Message::Pong(_)) => Some(Said::Pong),
                Ok(Message::Close(close)) => {
                    said.push(Some(Said::Close { code: close.map(|close| close.code.into()) }));
                    return said;
                }
                Ok(Message::Frame(_)) => continue,
                Err(Error::Io(_)) => return said,
                Err(_) => {
                    said.push(None);
                    return said;
                }
            });
        }
    }

    fn any_frame() -> impl Strategy<Value = Vec<u8>> {
        let first = prop_oneof![
            8 => prop::sample::select(vec![0x82, 0x02, 0x00, 0x80, 0x81, 0x89, 0x8a]),
            1 => prop::sample::select(vec![0x88]),
            1 => any::<u8>(),
        ];
        let masked = prop::bool::weighted(0.97);
        (first, masked, 0_usize..300).prop_map(|(first, masked, length)| match first {
            0x88 => frame(first, masked, [&[][..], &[3, 232], &[15, 160]][length % 3]),
            _ => frame(first, masked, &vec![b'a'; length]),
        })
    }

    proptest! {
        /// However few bytes come at a time.
        #[test]
        fn what_tungstenite_reads_is_read_and_what_it_refuses_is_refused(
            frames in prop::collection::vec(any_frame(), 1..12),
            step in 1_usize..400,
        ) {
            let bytes = frames.concat();
            let bounds = MessageBounds { board: usize::MAX, other: usize::MAX };
            let mut said = hear(&mut Incoming::new(bounds), &bytes, step);
            said.retain(|said| *said != Some(Said::Piece));
            prop_assert_eq!(said, as_tungstenite(bytes));
        }
    }

    #[test]
    fn a_farewell_is_one_also_in_words_that_the_protocol_does_not_have() {
        let payloads = [&[][..], &[3, 232], &[3], &[0, 0], &[3, 237], &[3, 232, 0xce]];
        for (number, payload) in payloads.into_iter().enumerate() {
            let mut incoming = Incoming::new(BOUNDS);
            assert!(!incoming.said_farewell());
            let said = hear(&mut incoming, &frame(0x88, true, payload), 1);
            assert_eq!(said == [None], number >= 2, "{payload:?}: {said:?}");
            assert!(incoming.said_farewell(), "{payload:?}");
        }
    }

    fn passed(said: &[Option<Said>]) -> usize {
        let bytes = said.iter().map(|said| match said {
            Some(Said::Passed(count)) => *count,
            _ => 0,
        });
        bytes.sum()
    }

    #[test]
    fn what_a_message_is_says_how_large_it_may_be() {
        let said = |payload: &[u8]| hear(&mut Incoming::new(BOUNDS), &binary(payload), 50);
        let of = |beginning: &[u8]| [beginning, &[0; 2_000]].concat();
        for board in [&[0, 1][..], &[0, 2]] {
            assert_eq!(said(&of(board)), [Some(Said::Binary(of(board)[..].into()))]);
        }
        for other in [&[0, 0][..], &[1], &[16], &[99]] {
            let said = said(&of(other));
            assert_eq!(said[0], Some(Said::TooLarge { board: false }), "{other:?}");
            assert!(passed(&said) > 1_900);
        }
    }

    #[test]
    fn the_rest_of_what_is_too_large_is_passed_over_and_what_comes_after_is_read() {
        let large = [&[0, 2][..], &[9; 60_000]].concat();
        // Also when no single piece of it is too large.
        let bytes = [
            frame(0x02, true, &large),
            frame(0x89, true, b"there?"),
            frame(0x80, true, &large),
            binary(&[0, 2, 1]),
        ];
        let mut incoming = Incoming::new(BOUNDS);
        let said = hear(&mut incoming, &bytes.concat(), 700);
        let told: Vec<_> = said
            .iter()
            .flatten()
            .filter(|said| !matches!(said, Said::Passed(_) | Said::Piece))
            .collect();
        assert_eq!(told[0], &Said::Ping(b"there?"[..].into()));
        assert_eq!(
            told[1..],
            [&Said::TooLarge { board: true }, &Said::Binary([0, 2, 1][..].into())]
        );
        assert_eq!(incoming.held(), 0);
    }

    #[test]
    fn a_length_that_was_only_announced_takes_no_memory() {
        let whole = [&[0, 2][..], &[5; 60_000]].concat();
        let bytes = binary(&whole);
        for come in [8, 100, 20_000, 50_000] {
            let mut incoming = Incoming::new(BOUNDS);
            hear(&mut incoming, &bytes[..come], 1_000);
            let most = FIRST_BYTES_MAX.max(2 * come);
            assert!(incoming.held() <= most, "{} for {come}", incoming.held());
        }
    }

    #[test]
    fn a_message_in_the_smallest_frames_is_copied_no_more_often_than_its_length_doubles() {
        let bounds = MessageBounds { board: 1 << 20, other: 1_000 };
        let mut incoming = Incoming::new(bounds);
        hear(&mut incoming, &frame(0x02, true, &[0, 2]), 64);
        let (mut copied, mut grown) = (0, 0);
        let one = frame(0x00, true, &[9]);
        for _ in 0..200_000 {
            let mut input = BytesMut::from(&one[..]);
            while incoming.take(&mut input).unwrap().is_none() {
                let more = incoming.wants_room().unwrap();
                copied += incoming.come();
                grown += 1;
                incoming.make_room(more);
            }
        }
        assert_eq!(incoming.come(), 200_002);
        assert!(copied < 2 * 200_000, "{copied} bytes copied");
        assert!(grown < 8, "{grown} times");
        assert!(incoming.held() <= 1 << 20);
    }

    #[test]
    fn every_frame_is_told_so_that_it_can_be_counted() {
        let mut incoming = Incoming::new(BOUNDS);
        let frames = [frame(0x02, true, &[]), frame(0x00, true, &[]), frame(0x8a, true, &[])];
        let said = hear(&mut incoming, &frames.concat(), 64);
        assert_eq!(said, [Some(Said::Piece), Some(Said::Piece), Some(Said::Pong)]);
    }
}
