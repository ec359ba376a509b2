//! Hocuspocus' protocol, as far as its client is told in its own words that this server speaks another.
//!
//! There the document's name stands before every message, and the first message is the client's: it
//! authenticates. Source: @hocuspocus/provider 2 to 4, `AuthenticationMessage.ts`; @hocuspocus/common,
//! `auth.ts`.

use crate::varint::{Reader, write_buffer, write_varint};

const AUTH: u64 = 2;
const TOKEN: u64 = 0;
const PERMISSION_DENIED: u64 = 1;

/// The name of the document for which a message authenticates; none when it is no such message.
#[must_use]
pub fn authenticates(message: &[u8]) -> Option<&str> {
    let mut reader = Reader::new(message);
    let document = reader.text().ok().filter(|name| !name.is_empty())?;
    let asks = reader.varint().ok()? == AUTH && reader.varint().ok()? == TOKEN;
    reader.text().ok().filter(|_| asks)?;
    // Since 4 the client's version follows.
    (reader.is_empty() || (reader.text().is_ok() && reader.is_empty())).then_some(document)
}

/// The answer to that: nothing of the document is to be had, for `reason`.
#[must_use]
pub fn permission_denied(document: &str, reason: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(
        document.len().saturating_add(reason.len()).saturating_add(AROUND_TEXTS),
    );
    write_buffer(&mut out, document.as_bytes());
    write_varint(&mut out, AUTH);
    write_varint(&mut out, PERMISSION_DENIED);
    write_buffer(&mut out, reason.as_bytes());
    out
}

/// Bytes around the two texts of an answer.
const AROUND_TEXTS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{ClientFrame, read_message};

    fn authentication(document: &str, version: Option<&str>) -> Vec<u8> {
        let mut message = Vec::new();
        write_buffer(&mut message, document.as_bytes());
        message.extend_from_slice(&[2, 0]);
        write_buffer(&mut message, b"a token");
        if let Some(version) = version {
            write_buffer(&mut message, version.as_bytes());
        }
        message
    }

    /// Whatever its document's name makes of it for a reader of y-websocket's frames.
    #[test]
    fn its_first_message_is_told_from_all_that_this_server_reads() {
        let long = "x".repeat(300);
        let names = ["a", "ab", "abc", "a document of 16", "2k_hG0BG5swCdE__TZz8EA", &long];
        for (name, version) in names.iter().flat_map(|name| [(name, None), (name, Some("4.8.0"))]) {
            let message = authentication(name, version);
            assert_eq!(authenticates(&message), Some(*name));
            let read = read_message(&message);
            let last = read.as_ref().map(|frames| frames.last());
            assert!(read.is_err() || last == Ok(Some(&ClientFrame::Unknown)), "{name}: {read:?}");
        }
    }

    #[test]
    fn what_is_not_its_first_message_is_none() {
        let mut longer = authentication("a document", Some("4.8.0"));
        longer.push(0);
        let mut sync = Vec::new();
        write_buffer(&mut sync, b"a document");
        sync.extend_from_slice(&[0, 0, 1, 0]);
        for message in [&[][..], &[0, 0, 1, 0], &[0, 2, 0, 0], &[99], &longer, &sync] {
            assert_eq!(authenticates(message), None, "{message:?}");
        }
    }
}
