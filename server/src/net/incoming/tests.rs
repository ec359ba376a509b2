//! What a client sends, in frames of all sizes and some that are none.

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
                Ok(None) => match incoming.needs_space() {
                    Some(more) => incoming.enlarge(more),
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
    assert_eq!(told[1..], [&Said::TooLarge { board: true }, &Said::Binary([0, 2, 1][..].into())]);
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
            let more = incoming.needs_space().unwrap();
            copied += incoming.come();
            grown += 1;
            incoming.enlarge(more);
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
