//! The bounded queue of frames that wait for one socket (rule 4).

use std::collections::VecDeque;
use std::slice;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;

use crate::limits::OUTBOX_BYTES_MAX;

/// Bytes taken at once for writing, so that what is taken adds little to what may wait.
const TAKE_BYTES: usize = 64 << 10;

/// A WebSocket close code with its reason. Never holds a note's text or a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Farewell {
    /// The code, RFC 6455 section 7.4.
    pub code: u16,
    /// What happened and what to do, in one short sentence.
    pub reason: &'static str,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Bytes>,
    bytes: usize,
    overflowed: bool,
    farewell: Option<Farewell>,
}

/// What a socket is to do next.
#[derive(Debug)]
pub enum Next {
    /// Write these.
    Frames(Vec<Bytes>),
    /// Tell the room that the queue is empty again after it overflowed.
    Drained,
    /// Close.
    Close(Farewell),
    /// Wait for [`Outbox::ready`].
    Wait,
}

/// Frames for one socket: filled by its room's task, emptied by its own.
#[derive(Debug)]
pub struct Outbox {
    bytes_max: usize,
    waiting: Mutex<Waiting>,
    ready: Notify,
}

impl Default for Outbox {
    fn default() -> Self {
        Self::of(OUTBOX_BYTES_MAX)
    }
}

impl Outbox {
    /// An outbox in which so many bytes may wait.
    #[must_use]
    pub fn of(bytes_max: usize) -> Self {
        Self { bytes_max, waiting: Mutex::default(), ready: Notify::new() }
    }

    /// How many bytes wait.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.waiting().bytes
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // The queue is whole between statements, so a panic elsewhere does not spoil it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a frame; false when it does not fit, and is dropped.
    pub fn push(&self, frame: &Bytes) -> bool {
        self.push_all(slice::from_ref(frame))
    }

    /// Queues frames; false when they do not fit together, and are dropped. They always fit into an
    /// empty queue: a whole board may be larger than the limit, and all who wait for it share its bytes.
    /// Whoever was told to go hears nothing more.
    pub fn push_all(&self, frames: &[Bytes]) -> bool {
        let mut waiting = self.waiting();
        if waiting.farewell.is_some() {
            return true;
        }
        let bytes: usize = frames.iter().map(Bytes::len).sum();
        if !waiting.frames.is_empty() && waiting.bytes + bytes > self.bytes_max {
            waiting.overflowed = true;
            return false;
        }
        waiting.bytes += bytes;
        waiting.frames.extend(frames.iter().cloned());
        drop(waiting);
        self.ready.notify_one();
        true
    }

    /// Asks the socket to close after what waits now.
    pub fn close(&self, farewell: Farewell) {
        self.close_after(None, farewell);
    }

    /// Asks the socket to close after what waits now and this, between which nothing else comes.
    pub fn close_after(&self, last: Option<Bytes>, farewell: Farewell) {
        let mut waiting = self.waiting();
        if waiting.farewell.is_none() {
            waiting.bytes += last.as_ref().map_or(0, Bytes::len);
            waiting.frames.extend(last);
            waiting.farewell = Some(farewell);
        }
        drop(waiting);
        self.ready.notify_one();
    }

    /// What to do now. Frames taken count no more.
    pub fn next(&self) -> Next {
        let mut waiting = self.waiting();
        let mut frames = Vec::new();
        let mut bytes = 0;
        while bytes < TAKE_BYTES
            && let Some(frame) = waiting.frames.pop_front()
        {
            bytes += frame.len();
            frames.push(frame);
        }
        waiting.bytes -= bytes;
        if !frames.is_empty() {
            return Next::Frames(frames);
        }
        if let Some(farewell) = waiting.farewell {
            return Next::Close(farewell);
        }
        if std::mem::take(&mut waiting.overflowed) {
            return Next::Drained;
        }
        // An idle socket's queue holds no memory.
        waiting.frames.shrink_to_fit();
        Next::Wait
    }

    /// Completes when there may be something to do.
    pub async fn ready(&self) {
        self.ready.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_and_says_when_it_is_empty_again() {
        let outbox = Outbox::default();
        let frame = Bytes::from(vec![0; OUTBOX_BYTES_MAX / 2]);
        assert!(outbox.push(&frame) && outbox.push(&frame));
        assert!(!outbox.push(&frame));
        assert!(matches!(outbox.next(), Next::Frames(frames) if frames.len() == 1));
        assert!(matches!(outbox.next(), Next::Frames(frames) if frames.len() == 1));
        assert!(matches!(outbox.next(), Next::Drained));
        assert!(matches!(outbox.next(), Next::Wait));
    }

    #[test]
    fn whoever_is_told_to_go_hears_nothing_after_that() {
        const GOES: Farewell = Farewell { code: 4401, reason: "another protocol" };
        let outbox = Outbox::default();
        let said = |text: &'static [u8]| Bytes::from_static(text);
        assert!(outbox.push(&said(b"before")));
        outbox.close_after(Some(said(b"the last")), GOES);
        assert!(outbox.push(&said(b"of the same moment")));
        outbox.close_after(Some(said(b"a second farewell")), Farewell { code: 1001, ..GOES });
        assert!(
            matches!(outbox.next(), Next::Frames(frames) if frames == [said(b"before"), said(b"the last")])
        );
        assert!(matches!(outbox.next(), Next::Close(farewell) if farewell.code == GOES.code));
    }

    #[test]
    fn a_board_in_parts_is_queued_whole_or_not_at_all() {
        let outbox = Outbox::default();
        let parts = vec![Bytes::from(vec![0; TAKE_BYTES]); 3 * OUTBOX_BYTES_MAX / TAKE_BYTES];
        assert!(outbox.push_all(&parts));
        let mut taken = 0;
        while let Next::Frames(frames) = outbox.next() {
            taken += frames.len();
        }
        assert_eq!(taken, parts.len());
        assert!(outbox.push(&Bytes::from_static(&[1])) && !outbox.push_all(&parts));
        assert_eq!(outbox.bytes(), 1);
    }

    #[test]
    fn a_board_larger_than_the_limit_still_goes_out() {
        let outbox = Outbox::default();
        assert!(outbox.push(&Bytes::from(vec![0; OUTBOX_BYTES_MAX * 3])));
        assert!(!outbox.push(&Bytes::from_static(&[1])));
    }
}
