//! What one connection sent by posts: put in order, each message taken once, however often it was sent.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

use crate::limits::{POSTED_AHEAD_MAX, POSTED_WAIT_SECONDS, POSTS_OF_ONE_MAX};
use crate::net::receive_budget::Reserved;

/// Why a post was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// More waits than may wait; sent again later, it finds room.
    Full,
    /// Those before it did not come, or the room is behind; sent again later, it counts once.
    Late,
    /// The connection is over.
    Over,
}

/// A message, and the bytes of the budget that all of its post take, which are free with the last of them.
#[derive(Debug)]
struct Waiting {
    message: Bytes,
    of: Arc<Reserved>,
}

/// Messages by their numbers, of which those before `next` were taken.
#[derive(Debug, Default)]
struct Ordered {
    next: u64,
    waiting: BTreeMap<u64, Waiting>,
    bytes: usize,
    /// Posts that are read or wait.
    posts: usize,
}

impl Ordered {
    /// Puts messages with the numbers from `first` where they belong, all of them or none. What was taken
    /// is passed over, and what is there is this post's from now on: it was sent again because its answer was lost.
    fn put(
        &mut self,
        first: u64,
        messages: Vec<Bytes>,
        of: &Arc<Reserved>,
        bytes_max: usize,
    ) -> Result<(), NotTaken> {
        let end = first.saturating_add(messages.len() as u64);
        if end.saturating_sub(self.next) > POSTED_AHEAD_MAX {
            return Err(NotTaken::Full);
        }
        let all: Vec<_> =
            (first..end).zip(messages).filter(|(number, _)| *number >= self.next).collect();
        let Some((lowest, _)) = all.first() else { return Ok(()) };
        let comes: usize = all.iter().map(|(_, message)| message.len()).sum();
        let goes: usize =
            self.waiting.range(*lowest..end).map(|(_, waiting)| waiting.message.len()).sum();
        let bytes = self.bytes - goes + comes;
        // What comes next is always taken, or those that wait for it would wait for ever.
        if *lowest != self.next && bytes > bytes_max {
            return Err(NotTaken::Full);
        }
        self.bytes = bytes;
        let own = |(number, message)| (number, Waiting { message, of: Arc::clone(of) });
        self.waiting.extend(all.into_iter().map(own));
        Ok(())
    }

    /// The message whose turn it is, if it has come.
    fn take(&mut self) -> Option<(Bytes, Arc<Reserved>)> {
        let Waiting { message, of } = self.waiting.remove(&self.next)?;
        self.next += 1;
        self.bytes -= message.len();
        Some((message, of))
    }

    /// Takes those messages of a post out whose turn does not come, for others before them are missing.
    fn give_up(&mut self, post: &Arc<Reserved>) {
        let mut end = self.next;
        while self.waiting.contains_key(&end) {
            end += 1;
        }
        let bytes = &mut self.bytes;
        self.waiting.retain(|number, Waiting { message, of }| {
            let stays = *number < end || !Arc::ptr_eq(of, post);
            if !stays {
                *bytes -= message.len();
            }
            stays
        });
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
    wait: Duration,
    ordered: Mutex<Ordered>,
    came: Notify,
    taken: watch::Sender<Taken>,
}

/// A post on its way, counted until this is dropped.
#[derive(Debug)]
pub(super) struct Post {
    posted: Arc<Posted>,
    first: u64,
}

/// What a post put, which is taken out where it cannot be taken when the post ends.
struct Put<'a> {
    posted: &'a Posted,
    of: Arc<Reserved>,
}

impl Posted {
    /// Nothing was sent yet; so many bytes may wait for others that come before them.
    pub(super) fn new(bytes_max: usize) -> Arc<Self> {
        Arc::new(Self {
            bytes_max,
            wait: Duration::from_secs(POSTED_WAIT_SECONDS),
            ordered: Mutex::default(),
            came: Notify::new(),
            taken: watch::Sender::default(),
        })
    }

    fn ordered(&self) -> MutexGuard<'_, Ordered> {
        // It is whole between statements, so a panic elsewhere does not spoil it.
        self.ordered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a post with the messages from `first`: asked before its body is read.
    pub(super) fn begin(self: &Arc<Self>, first: u64) -> Result<Post, NotTaken> {
        if self.taken.borrow().is_over {
            return Err(NotTaken::Over);
        }
        let mut ordered = self.ordered();
        if ordered.posts >= POSTS_OF_ONE_MAX
            || first.saturating_sub(ordered.next) > POSTED_AHEAD_MAX
        {
            return Err(NotTaken::Full);
        }
        ordered.posts += 1;
        drop(ordered);
        Ok(Post { posted: Arc::clone(self), first })
    }

    /// The next message, once it is there, with what its post holds of the budget. Nothing is lost when the
    /// call is given up.
    pub(super) async fn next(&self) -> (Bytes, Arc<Reserved>) {
        loop {
            let taken = self.ordered().take();
            if let Some(taken) = taken {
                self.taken.send_modify(|taken| taken.next += 1);
                return taken;
            }
            self.came.notified().await;
        }
    }

    /// Nothing more is taken.
    pub(super) fn end(&self) {
        self.taken.send_modify(|taken| taken.is_over = true);
    }
}

impl Post {
    /// Puts its messages, and waits until the last of them was taken.
    pub(super) async fn put(
        &self,
        messages: Vec<Bytes>,
        reserved: Reserved,
    ) -> Result<(), NotTaken> {
        let Self { posted, first } = self;
        let end = first.saturating_add(messages.len() as u64);
        let put = Put { posted, of: Arc::new(reserved) };
        posted.ordered().put(*first, messages, &put.of, posted.bytes_max)?;
        posted.came.notify_one();
        let mut taken = posted.taken.subscribe();
        let all = taken.wait_for(|taken| taken.is_over || taken.next >= end);
        match timeout(posted.wait, all).await {
            Ok(Ok(taken)) if taken.next >= end => Ok(()),
            Ok(_) => Err(NotTaken::Over),
            Err(_) => Err(NotTaken::Late),
        }
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.posted.ordered().posts -= 1;
    }
}

impl Drop for Put<'_> {
    fn drop(&mut self) {
        self.posted.ordered().give_up(&self.of);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use proptest::prelude::*;

    use super::*;
    use crate::net::receive_budget::ReceiveBudget;

    const BUDGET: usize = 1_000;

    fn budget() -> ReceiveBudget {
        ReceiveBudget::new(BUDGET, BUDGET)
    }

    fn post(budget: &ReceiveBudget) -> Reserved {
        budget.of(IpAddr::V4(Ipv4Addr::LOCALHOST)).start()
    }

    fn messages(texts: &[&'static str]) -> Vec<Bytes> {
        texts.iter().map(|text| Bytes::from_static(text.as_bytes())).collect()
    }

    fn put(
        ordered: &mut Ordered,
        first: u64,
        texts: &[&'static str],
        bytes_max: usize,
    ) -> Result<(), NotTaken> {
        let of = Arc::new(post(&budget()));
        ordered.put(first, messages(texts), &of, bytes_max)
    }

    fn take_all(ordered: &mut Ordered) -> Vec<String> {
        std::iter::from_fn(|| ordered.take())
            .map(|(message, _)| String::from_utf8_lossy(&message).into_owned())
            .collect()
    }

    #[test]
    fn a_post_that_overtook_another_waits_for_it() {
        let mut ordered = Ordered::default();
        put(&mut ordered, 2, &["c"], 100).unwrap();
        assert!(take_all(&mut ordered).is_empty());
        put(&mut ordered, 0, &["a", "b"], 100).unwrap();
        assert_eq!(take_all(&mut ordered), ["a", "b", "c"]);
    }

    #[test]
    fn what_waits_for_others_is_bounded_and_what_comes_next_always_fits() {
        let mut ordered = Ordered::default();
        put(&mut ordered, 1, &["12345"], 8).unwrap();
        assert_eq!(put(&mut ordered, 2, &["6789"], 8), Err(NotTaken::Full));
        put(&mut ordered, 0, &["123456789"], 8).unwrap();
        assert_eq!(take_all(&mut ordered).len(), 2);
        assert_eq!(ordered.bytes, 0);
        assert_eq!(put(&mut ordered, POSTED_AHEAD_MAX + 2, &["x"], 8), Err(NotTaken::Full));
        assert_eq!(put(&mut ordered, u64::MAX, &["x"], 8), Err(NotTaken::Full));
    }

    proptest! {
        /// In whatever order posts come, and however often, and whichever are given up.
        #[test]
        fn each_message_is_taken_once_and_in_order(
            posts in prop::collection::vec((0_usize..30, 1_usize..10, any::<bool>()), 1..60),
        ) {
            let all: Vec<_> = (0..40_u8).map(|n| Bytes::from(vec![n])).collect();
            let (mut ordered, budget) = (Ordered::default(), budget());
            let mut taken = Vec::new();
            let whole = (0_usize, all.len(), false);
            for (first, count, is_given_up) in posts.into_iter().chain([whole]) {
                let sent = all[first..(first + count).min(all.len())].to_vec();
                let of = Arc::new(post(&budget));
                ordered.put(first as u64, sent, &of, 1_000).unwrap();
                if is_given_up {
                    ordered.give_up(&of);
                }
                taken.extend(std::iter::from_fn(|| ordered.take()).map(|(message, _)| message));
            }
            prop_assert_eq!(taken, all);
            prop_assert_eq!(ordered.bytes, 0);
        }
    }

    #[tokio::test]
    async fn a_post_is_answered_when_its_last_message_was_taken_or_the_connection_is_over() {
        let (posted, budget) = (Posted::new(100), budget());
        let put = |first, texts: &[&'static str]| {
            let (one, messages) = (posted.begin(first).unwrap(), messages(texts));
            let reserved = post(&budget);
            tokio::spawn(async move { one.put(messages, reserved).await })
        };
        let first = put(0, &["a", "b"]);
        assert_eq!(posted.next().await.0, "a");
        assert!(!first.is_finished());
        assert_eq!(posted.next().await.0, "b");
        assert_eq!(first.await.unwrap(), Ok(()));
        // Sent again, because the answer was lost.
        assert_eq!(put(0, &["a", "b"]).await.unwrap(), Ok(()));
        let last = put(3, &["d"]);
        posted.end();
        assert_eq!(last.await.unwrap(), Err(NotTaken::Over));
        assert_eq!(posted.begin(2).unwrap_err(), NotTaken::Over);
    }

    async fn reserved(budget: &ReceiveBudget, bytes: usize) -> Reserved {
        let mut reserved = post(budget);
        reserved.grow_within(bytes, Duration::from_secs(1)).await.unwrap();
        reserved
    }

    #[tokio::test]
    async fn a_post_waits_for_those_before_it_for_a_while_and_counts_when_it_is_sent_again() {
        let (mut posted, budget) = (Posted::new(100), budget());
        Arc::get_mut(&mut posted).unwrap().wait = Duration::from_millis(1);
        let second = posted.begin(1).unwrap();
        let put = second.put(messages(&["b"]), reserved(&budget, 1).await).await;
        assert_eq!(put, Err(NotTaken::Late));
        drop(second);
        assert_eq!((budget.held(), posted.ordered().bytes), (0, 0), "it holds nothing any more");
        Arc::get_mut(&mut posted).unwrap().wait = Duration::from_secs(60);
        let again = tokio::spawn({
            let (second, of) = (posted.begin(1).unwrap(), reserved(&budget, 1).await);
            async move { second.put(messages(&["b"]), of).await }
        });
        let first = tokio::spawn({
            let (first, of) = (posted.begin(0).unwrap(), reserved(&budget, 1).await);
            async move { first.put(messages(&["a"]), of).await }
        });
        assert_eq!((posted.next().await.0, posted.next().await.0), ("a".into(), "b".into()));
        assert_eq!((again.await.unwrap(), first.await.unwrap()), (Ok(()), Ok(())));
    }

    #[tokio::test]
    async fn a_post_that_is_broken_off_holds_what_it_put_and_no_more_than_that() {
        let (posted, budget) = (Posted::new(100), budget());
        let broken_off = async |first: u64, texts: &[&'static str]| {
            let one = posted.begin(first).unwrap();
            let of = reserved(&budget, 10).await;
            let put = one.put(messages(texts), of);
            assert!(timeout(Duration::ZERO, put).await.is_err());
        };
        // Its turn does not come, so it goes.
        broken_off(1, &["b"]).await;
        assert_eq!(budget.held(), 0);
        // Its turn comes, so it stays, and is counted until it is taken.
        broken_off(0, &["a"]).await;
        assert_eq!(budget.held(), 10);
        let (message, of) = posted.next().await;
        assert_eq!((message, budget.held()), (Bytes::from("a"), 10));
        drop(of);
        assert_eq!((budget.held(), posted.ordered().posts), (0, 0));
    }

    #[tokio::test]
    async fn so_many_posts_of_one_connection_are_on_their_way_at_once() {
        let posted = Posted::new(100);
        let posts: Vec<_> =
            (0..POSTS_OF_ONE_MAX as u64).map(|n| posted.begin(n).unwrap()).collect();
        assert_eq!(posted.begin(0).unwrap_err(), NotTaken::Full);
        drop(posts);
        assert!(posted.begin(0).is_ok());
        assert_eq!(posted.begin(u64::MAX).unwrap_err(), NotTaken::Full);
    }
}
