//! What one connection sent by posts: put in order, each message taken once, however often it was sent.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::{Notify, watch};

use crate::limits::POSTED_AHEAD_MAX;

/// More waits than may wait; sent again later, it finds room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

/// The connection is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Over;

/// Messages by their numbers, of which those before `next` were taken.
#[derive(Debug, Default)]
struct Ordered {
    next: u64,
    waiting: BTreeMap<u64, Bytes>,
    bytes: usize,
}

impl Ordered {
    /// Puts messages with the numbers from `first` where they belong, all of them or none. What is there
    /// or was taken is passed over: it was sent again because its answer was lost.
    fn put(&mut self, first: u64, messages: Vec<Bytes>, bytes_max: usize) -> Result<(), Full> {
        let end = first.saturating_add(messages.len() as u64);
        if end.saturating_sub(self.next) > POSTED_AHEAD_MAX {
            return Err(Full);
        }
        let numbered = (first..end).zip(messages);
        let new: Vec<_> = numbered
            .filter(|(number, _)| *number >= self.next && !self.waiting.contains_key(number))
            .collect();
        let Some((lowest, _)) = new.first() else { return Ok(()) };
        let bytes: usize = new.iter().map(|(_, message)| message.len()).sum();
        // What comes next is always taken, or those that wait for it would wait for ever.
        if *lowest != self.next && self.bytes + bytes > bytes_max {
            return Err(Full);
        }
        self.bytes += bytes;
        self.waiting.extend(new);
        Ok(())
    }

    /// The message whose turn it is, if it has come.
    fn take(&mut self) -> Option<Bytes> {
        let message = self.waiting.remove(&self.next)?;
        self.next += 1;
        self.bytes -= message.len();
        Some(message)
    }
}

/// How far the messages were taken.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    /// Those before this one.
    next: u64,
    /// None of the rest will be.
    is_over: bool,
}

/// The posted messages of one connection: put by requests, taken by its own task.
#[derive(Debug)]
pub(super) struct Posted {
    bytes_max: usize,
    ordered: Mutex<Ordered>,
    came: Notify,
    taken: watch::Sender<Taken>,
}

impl Posted {
    /// Nothing was sent yet; so many bytes may wait for others that come before them.
    pub(super) fn new(bytes_max: usize) -> Self {
        Self {
            bytes_max,
            ordered: Mutex::default(),
            came: Notify::new(),
            taken: watch::Sender::default(),
        }
    }

    fn ordered(&self) -> MutexGuard<'_, Ordered> {
        // It is whole between statements, so a panic elsewhere does not spoil it.
        self.ordered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts messages with the numbers from `first`, and waits until the last of them was taken.
    pub(super) async fn put(
        &self,
        first: u64,
        messages: Vec<Bytes>,
    ) -> Result<Result<(), Over>, Full> {
        let end = first.saturating_add(messages.len() as u64);
        self.ordered().put(first, messages, self.bytes_max)?;
        self.came.notify_one();
        let mut taken = self.taken.subscribe();
        let found = taken.wait_for(|taken| taken.is_over || taken.next >= end).await;
        Ok(found.map_or(Err(Over), |taken| if taken.next >= end { Ok(()) } else { Err(Over) }))
    }

    /// The next message, once it is there. Nothing is lost when the call is given up.
    pub(super) async fn next(&self) -> Bytes {
        loop {
            let taken = self.ordered().take();
            if let Some(message) = taken {
                self.taken.send_modify(|taken| taken.next += 1);
                return message;
            }
            self.came.notified().await;
        }
    }

    /// Nothing more is taken.
    pub(super) fn end(&self) {
        self.taken.send_modify(|taken| taken.is_over = true);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn messages(texts: &[&'static str]) -> Vec<Bytes> {
        texts.iter().map(|text| Bytes::from_static(text.as_bytes())).collect()
    }

    fn take_all(ordered: &mut Ordered) -> Vec<String> {
        std::iter::from_fn(|| ordered.take())
            .map(|message| String::from_utf8_lossy(&message).into_owned())
            .collect()
    }

    #[test]
    fn a_post_that_overtook_another_waits_for_it() {
        let mut ordered = Ordered::default();
        ordered.put(2, messages(&["c"]), 100).unwrap();
        assert!(take_all(&mut ordered).is_empty());
        ordered.put(0, messages(&["a", "b"]), 100).unwrap();
        assert_eq!(take_all(&mut ordered), ["a", "b", "c"]);
    }

    #[test]
    fn what_waits_for_others_is_bounded_and_what_comes_next_always_fits() {
        let mut ordered = Ordered::default();
        ordered.put(1, messages(&["12345"]), 8).unwrap();
        assert_eq!(ordered.put(2, messages(&["6789"]), 8), Err(Full));
        ordered.put(0, messages(&["123456789"]), 8).unwrap();
        assert_eq!(take_all(&mut ordered).len(), 2);
        assert_eq!(ordered.bytes, 0);
        assert_eq!(ordered.put(POSTED_AHEAD_MAX + 2, messages(&["x"]), 8), Err(Full));
        assert_eq!(ordered.put(u64::MAX, messages(&["x"]), 8), Err(Full));
    }

    proptest! {
        /// In whatever order posts come, and however often.
        #[test]
        fn each_message_is_taken_once_and_in_order(
            posts in prop::collection::vec((0_usize..30, 1_usize..10), 1..60),
        ) {
            let all: Vec<_> = (0..40_u8).map(|n| Bytes::from(vec![n])).collect();
            let mut ordered = Ordered::default();
            let mut taken = Vec::new();
            let whole = (0_usize, all.len());
            for (first, count) in posts.into_iter().chain([whole]) {
                let sent = all[first..(first + count).min(all.len())].to_vec();
                ordered.put(first as u64, sent, 1_000).unwrap();
                taken.extend(std::iter::from_fn(|| ordered.take()));
            }
            prop_assert_eq!(taken, all);
        }
    }

    #[tokio::test]
    async fn a_post_is_answered_when_its_last_message_was_taken_or_the_connection_is_over() {
        let posted = std::sync::Arc::new(Posted::new(100));
        let put = |first, texts: &[&'static str]| {
            let (posted, messages) = (posted.clone(), messages(texts));
            tokio::spawn(async move { posted.put(first, messages).await })
        };
        let first = put(0, &["a", "b"]);
        assert_eq!(posted.next().await, "a");
        assert!(!first.is_finished());
        assert_eq!(posted.next().await, "b");
        assert_eq!(first.await.unwrap(), Ok(Ok(())));
        // Sent again, because the answer was lost.
        assert_eq!(put(0, &["a", "b"]).await.unwrap(), Ok(Ok(())));
        let last = put(3, &["d"]);
        posted.end();
        assert_eq!(last.await.unwrap(), Ok(Err(Over)));
    }
}
