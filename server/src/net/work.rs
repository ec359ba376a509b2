//! Work that takes a core for a while, asked for over HTTP: few threads that give way to the rooms, a
//! bounded line before them, and in it one of each address and one for each room at a time, so that
//! nobody holds all of them.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use picnic_protocol::ids::RoomId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{timeout, timeout_at};

use crate::limits::{
    LARGE_WORK_AT_ONCE, LARGE_WORK_OF_ONE_MAX, LARGE_WORK_OF_ONE_WAITING_MAX,
    LARGE_WORK_SECONDS_MAX, LARGE_WORK_WAIT_SECONDS, LARGE_WORK_WAITING_MAX,
};
use crate::net::problem::Problem;
use crate::pool::{NICENESS, NotDone, Pool};

/// For whom something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Whoever asks from there.
    Address(IpAddr),
    /// Whoever asks for it.
    Room(RoomId),
}

/// The threads, and who waits for them.
#[derive(Debug)]
pub struct LargeWork {
    pool: Pool,
    turns: Arc<Turns>,
    /// How long somebody waits until it is begun.
    wait: Duration,
}

/// How long a work may go on: for as long as somebody waits for it, and not longer than its time.
#[derive(Debug, Clone, Copy)]
pub struct Allowance<'a> {
    is_left: &'a AtomicBool,
    end: Instant,
}

/// A work was ended before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Over {
    /// Nobody waits for it.
    #[error("nobody waits for it any more")]
    Left,
    /// Its time is used up.
    #[error("it takes longer than {LARGE_WORK_SECONDS_MAX} s")]
    Late,
}

impl From<Over> for io::Error {
    fn from(over: Over) -> Self {
        Self::new(io::ErrorKind::TimedOut, over)
    }
}

impl From<Over> for Problem {
    fn from(_: Over) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "This takes too long",
            format!(
                "Nothing was changed. It would have taken longer than {LARGE_WORK_SECONDS_MAX} s, \
                 which is all that this server gives one request. The other forms of the harvest \
                 are quicker than a picture."
            ),
        )
    }
}

impl Allowance<'_> {
    /// Whether to go on; asked after each piece.
    ///
    /// # Errors
    /// [`Over`].
    pub fn check(&self) -> Result<(), Over> {
        if self.is_left.load(Ordering::Relaxed) {
            Err(Over::Left)
        } else if Instant::now() > self.end {
            Err(Over::Late)
        } else {
            Ok(())
        }
    }
}

impl LargeWork {
    /// Room for the threads.
    ///
    /// # Errors
    /// When the system has not what they take.
    pub fn start() -> io::Result<Self> {
        let pool = Pool::start("large work", NICENESS, LARGE_WORK_AT_ONCE, LARGE_WORK_WAITING_MAX)?;
        let turns = Turns::new(LARGE_WORK_OF_ONE_MAX, LARGE_WORK_OF_ONE_WAITING_MAX);
        Ok(Self { pool, turns, wait: Duration::from_secs(LARGE_WORK_WAIT_SECONDS) })
    }

    /// How much waits for a thread.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.pool.waiting()
    }

    /// Has something worked out when the turn of all these has come.
    ///
    /// # Errors
    /// When their turn does not come, or the work fails.
    pub async fn work<T: Send + 'static>(
        &self,
        whose: &[Whose],
        work: impl FnOnce(&Allowance<'_>) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        // In one line after the other, and in all no longer than this.
        let begins_by = Instant::now() + self.wait;
        // Given back at once by who gives up before it begins.
        let turns = Arc::new(self.turns.of_all(whose).await?);
        let kept = Arc::downgrade(&turns);
        let (begins, begun) = oneshot::channel();
        let done = self.pool.work(move |is_left| {
            // Nobody hears of it who gave up just now.
            let _ = begins.send(());
            // Kept to the end, though whoever asked may be gone.
            let _turns = kept.upgrade();
            let end = Instant::now() + Duration::from_secs(LARGE_WORK_SECONDS_MAX);
            work(&Allowance { is_left, end })
        });
        let mut done = pin!(done);
        let done = tokio::select! {
            biased;
            done = &mut done => done,
            begun = timeout_at(begins_by.into(), begun) => match begun {
                Ok(_) => done.await,
                // Dropped here, it is passed over when its thread comes.
                Err(_) => return Err(busy()),
            },
        };
        done.map_err(|not_done| match not_done {
            NotDone::Busy => busy(),
            NotDone::Failed => Problem::failed(),
        })
    }
}

/// So many of each at once, while so many wait.
#[derive(Debug)]
pub struct Turns {
    at_once: usize,
    waiting_max: usize,
    of: Mutex<HashMap<Whose, Queue>>,
}

#[derive(Debug)]
struct Queue {
    turns: Arc<Semaphore>,
    /// Those who have a turn or wait for one.
    people: usize,
}

/// A turn; the next one's when this is dropped.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    place: Place,
}

impl Turn {
    /// Whether somebody waits for it.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        let Place { whose, turns } = &self.place;
        turns.queues().get(whose).is_some_and(|queue| queue.people > turns.at_once)
    }
}

/// A place in a queue.
#[derive(Debug)]
struct Place {
    whose: Whose,
    turns: Arc<Turns>,
}

impl Turns {
    /// Nobody was here yet.
    #[must_use]
    pub fn new(at_once: usize, waiting_max: usize) -> Arc<Self> {
        Arc::new(Self { at_once, waiting_max, of: Mutex::default() })
    }

    /// A turn of each of these.
    ///
    /// # Errors
    /// When too many wait already, or it does not come in time.
    pub async fn of_all(self: &Arc<Self>, whose: &[Whose]) -> Result<Vec<Turn>, Problem> {
        let all = async {
            let mut turns = Vec::new();
            for whose in whose {
                turns.push(self.of_one(*whose).await?);
            }
            Some(turns)
        };
        let wait = Duration::from_secs(LARGE_WORK_WAIT_SECONDS);
        timeout(wait, all).await.ok().flatten().ok_or_else(busy)
    }

    async fn of_one(self: &Arc<Self>, whose: Whose) -> Option<Turn> {
        let (turns, place) = self.enter(whose)?;
        let permit = turns.acquire_owned().await.ok()?;
        Some(Turn { _permit: permit, place })
    }

    fn enter(self: &Arc<Self>, whose: Whose) -> Option<(Arc<Semaphore>, Place)> {
        let mut queues = self.queues();
        let new = || Queue { turns: Arc::new(Semaphore::new(self.at_once)), people: 0 };
        let queue = queues.entry(whose).or_insert_with(new);
        if queue.people >= self.at_once + self.waiting_max {
            return None;
        }
        queue.people += 1;
        Some((Arc::clone(&queue.turns), Place { whose, turns: Arc::clone(self) }))
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<Whose, Queue>> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut queues = self.turns.queues();
        let Some(queue) = queues.get_mut(&self.whose) else { return };
        queue.people -= 1;
        if queue.people == 0 {
            queues.remove(&self.whose);
        }
    }
}

/// How long to wait when the work of others goes on.
const FOR_A_TURN: Duration = Duration::from_secs(5);

/// Others are worked for; come later.
pub(super) fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "The server is busy with other exports",
        "Nothing was changed. Try again in a moment.",
    )
    .after(FOR_A_TURN)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use axum::response::IntoResponse as _;

    use super::*;

    const ONE: Whose = Whose::Address(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));
    const OTHER: Whose = Whose::Address(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2)));

    #[tokio::test]
    async fn one_address_does_not_hold_all_threads() {
        let work = Arc::new(LargeWork::start().unwrap());
        let (release, released) = mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let endless = tokio::spawn({
            let work = Arc::clone(&work);
            async move {
                let wait = move |_: &Allowance<'_>| {
                    let _ = begun.send(());
                    released.recv().ok()
                };
                work.work(&[ONE], wait).await.is_ok()
            }
        });
        has_begun.await.unwrap();
        let second = work.work(&[ONE], |_| 1);
        let other = work.work(&[OTHER], |_| 2);
        tokio::select! {
            biased;
            _ = second => panic!("one address has two turns"),
            other = other => assert_eq!(other.unwrap(), 2),
        }
        release.send(()).unwrap();
        assert!(endless.await.unwrap());
        assert_eq!(work.work(&[ONE], |_| 3).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn whoever_waits_for_a_thread_is_told_to_come_later_in_the_end() {
        let wait = Duration::from_millis(50);
        let work = Arc::new(LargeWork { wait, ..LargeWork::start().unwrap() });
        let (release, released) = mpsc::channel::<()>();
        let released = Arc::new(Mutex::new(released));
        let others = [[198, 51, 100, 1], [198, 51, 100, 2]].map(|address| {
            let (work, released) = (Arc::clone(&work), Arc::clone(&released));
            let (begins, begun) = oneshot::channel();
            let wait = move |_: &Allowance<'_>| {
                let _ = begins.send(());
                released.lock().unwrap().recv().is_ok()
            };
            let whose = [Whose::Address(IpAddr::from(address))];
            (tokio::spawn(async move { work.work(&whose, wait).await }), begun)
        });
        let [(first, one_begun), (second, other_begun)] = others;
        one_begun.await.unwrap();
        other_begun.await.unwrap();
        let refused = work.work(&[ONE], |_| panic!("nobody waits for it")).await.unwrap_err();
        assert_eq!(refused.into_response().status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(work.turns.queues().get(&ONE).is_none(), "whoever gave up holds no turn");
        release.send(()).unwrap();
        release.send(()).unwrap();
        assert!(first.await.unwrap().unwrap() && second.await.unwrap().unwrap());
        let next = tokio::time::timeout(Duration::from_secs(10), async {
            // The first thread may not be there again within so short a wait.
            while work.work(&[ONE], |_| ()).await.is_err() {}
        });
        next.await.unwrap();
    }

    #[tokio::test]
    async fn so_many_wait_and_the_next_is_told_to_come_later() {
        let turns = Turns::new(1, 1);
        let held = turns.of_all(&[ONE]).await.unwrap();
        assert!(!held.iter().any(Turn::is_wanted));
        let waiting = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { turns.of_all(&[ONE]).await.is_ok() }
        });
        while turns.queues().get(&ONE).unwrap().people < 2 {
            tokio::task::yield_now().await;
        }
        assert!(turns.of_all(&[ONE]).await.is_err());
        assert!(held.iter().all(Turn::is_wanted));
        drop(held);
        assert!(waiting.await.unwrap());
        assert!(turns.queues().is_empty(), "nobody who is gone is remembered");
    }

    #[test]
    fn a_work_goes_on_for_its_time_and_while_somebody_waits() {
        let (is_left, now) = (AtomicBool::new(false), Instant::now());
        let hour = Duration::from_secs(60 * 60);
        let allowance = Allowance { is_left: &is_left, end: now + hour };
        assert_eq!(allowance.check(), Ok(()));
        let late =
            Allowance { end: now.checked_sub(Duration::from_nanos(1)).unwrap(), ..allowance };
        assert_eq!(late.check(), Err(Over::Late));
        is_left.store(true, Ordering::Relaxed);
        assert_eq!(allowance.check(), Err(Over::Left));
    }
}
