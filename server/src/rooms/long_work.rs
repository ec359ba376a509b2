//! Work of a room that takes long, such as a change of a megabyte: done beside the threads that all other tasks share, so
//! that those go on, and for so many rooms at a time as there are processors.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;

use crate::limits::{LONG_TURN_BYTES, LONG_TURN_MS, LONG_WORK_BYTES, LONG_WORK_MS};
use crate::pool::Pool;

/// How far the threads stand behind the others: everyone else's small changes come first, by about three to one.
const NICENESS: i32 = 5;

/// The threads of rooms that work long: few, for each keeps some memory of its own while it is there.
pub(super) struct LongWork {
    pool: Pool,
    turns: Semaphore,
}

impl LongWork {
    /// Room for so many threads.
    ///
    /// # Errors
    /// When the system has not what they take.
    pub(super) fn start(threads: usize) -> std::io::Result<Self> {
        let pool = Pool::start("long work", NICENESS, threads, threads)?;
        Ok(Self { pool, turns: Semaphore::new(threads) })
    }

    /// Does with `state` what may take long, there, or here where no thread is to be had; returns it. None where the work
    /// panicked.
    pub(super) async fn run<S: Send + 'static>(&self, state: S, work: fn(&mut S)) -> Option<S> {
        let runtime = Handle::current();
        // The line holds as many as have a turn, so that nobody is sent away from it.
        let _turn = self.turns.acquire().await;
        let place = Arc::new(Mutex::new(Some(state)));
        // Where there is one thread only, it is a test that steps through time: it waits for no other thread.
        if runtime.runtime_flavor() == RuntimeFlavor::MultiThread {
            let there = Arc::clone(&place);
            let job = move |_: &AtomicBool| {
                let _within = runtime.enter();
                let mut state = taken_from(&there)?;
                work(&mut state);
                Some(state)
            };
            if let Ok(done) = self.pool.work(job).await {
                return done;
            }
        }
        let mut state = taken_from(&place)?;
        work(&mut state);
        Some(state)
    }
}

fn taken_from<S>(place: &Mutex<Option<S>>) -> Option<S> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Whether a room's next turn is likely to take long: what it was given is large, or a step of its last turn took long.
#[derive(Debug, Default)]
pub(super) struct TurnTime {
    was_long: bool,
    spent: Duration,
}

impl TurnTime {
    /// Of a turn that brings so many bytes, the largest change among them so many.
    pub(super) const fn is_long(&self, bytes: usize, largest: usize) -> bool {
        self.was_long || largest >= LONG_WORK_BYTES || bytes >= LONG_TURN_BYTES
    }

    /// A turn of it begins, of one step or several.
    pub(super) const fn begins(&mut self) {
        self.was_long = false;
        self.spent = Duration::ZERO;
    }

    pub(super) fn took(&mut self, time: Duration) {
        self.was_long |= time >= Duration::from_millis(LONG_WORK_MS);
        self.spent += time;
    }

    /// Whether the turn has taken so long that what is left of it waits for the next: others wait for theirs.
    pub(super) const fn is_over(&self) -> bool {
        self.spent.as_millis() >= LONG_TURN_MS
    }

    /// Measures a step.
    pub(super) fn time<T>(&mut self, step: impl FnOnce() -> T) -> T {
        let from = Instant::now();
        let done = step();
        self.took(from.elapsed());
        done
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::Receiver;
    use std::thread::{self, ThreadId};

    use super::*;

    #[derive(Clone, Default)]
    struct Seen {
        now: Arc<AtomicUsize>,
        most: Arc<AtomicUsize>,
        threads: Arc<Mutex<HashSet<ThreadId>>>,
    }

    fn look_around(seen: &mut Seen) {
        seen.threads.lock().expect("no panic").insert(thread::current().id());
        let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most.fetch_max(now, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(20));
        seen.now.fetch_sub(1, Ordering::SeqCst);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn so_many_rooms_work_long_at_a_time_and_others_wait_for_their_turn() {
        let (long, seen) = (Arc::new(LongWork::start(2).expect("threads")), Seen::default());
        let work = || {
            let (long, seen) = (long.clone(), seen.clone());
            tokio::spawn(async move { long.run(seen, look_around).await.is_some() })
        };
        for task in (0..8).map(|_| work()).collect::<Vec<_>>() {
            assert!(task.await.expect("it works"));
        }
        assert_eq!(seen.most.load(Ordering::SeqCst), 2);
        let threads = seen.threads.lock().expect("no panic").len();
        assert_eq!(threads, 2, "each thread keeps memory of its own");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn everybody_else_goes_on_meanwhile() {
        let long = Arc::new(LongWork::start(1).expect("a thread"));
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let wait = |receiver: &mut Receiver<()>| receiver.recv().expect("it is told");
        let worker = tokio::spawn(async move { long.run(receiver, wait).await.is_some() });
        // On the only thread, which the work would hold: it ends no sooner than this is sent.
        tokio::spawn(async move { sender.send(()) }).await.expect("a task").expect("it waits");
        assert!(worker.await.expect("a task"));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_panic_gives_its_turn_back() {
        let long = LongWork::start(1).expect("a thread");
        assert_eq!(long.run(1, |_| panic!("a test asked for it")).await, None);
        assert_eq!(long.run(1, |state| *state += 1).await, Some(2));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn where_no_thread_is_to_be_had_it_is_done_all_the_same() {
        let pool = Pool::start("test", NICENESS, 1, 0).expect("a pool whose line takes nothing");
        let long = LongWork { pool, turns: Semaphore::new(1) };
        let here = thread::current().id();
        let done = long.run(None, |seen| *seen = Some(thread::current().id())).await;
        assert_eq!(done, Some(Some(here)));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn what_is_begun_there_goes_on_in_the_runtime() {
        let long = LongWork::start(1).expect("a thread");
        let begin = |begun: &mut Option<_>| *begun = Some(tokio::spawn(async { 1 }));
        let begun = long.run(None, begin).await.flatten().expect("it works");
        assert_eq!(begun.await.expect("a task"), 1);
    }

    #[test]
    fn what_is_large_is_long_and_so_is_what_comes_after_a_long_step() {
        let mut pace = TurnTime::default();
        assert!(!pace.is_long(6_400, 100) && pace.is_long(LONG_WORK_BYTES, LONG_WORK_BYTES));
        assert!(pace.is_long(LONG_TURN_BYTES, 100), "so many small ones are");
        pace.took(Duration::from_millis(LONG_WORK_MS));
        assert!(pace.is_long(0, 0));
        pace.took(Duration::ZERO);
        assert!(pace.is_long(0, 0), "of several steps in a turn one was long");
        pace.begins();
        pace.took(Duration::ZERO);
        assert!(!pace.is_long(0, 0));
    }

    #[test]
    fn a_turn_is_over_once_its_steps_took_long_together() {
        let mut pace = TurnTime::default();
        for _ in 1..LONG_TURN_MS {
            pace.took(Duration::from_millis(1));
        }
        assert!(!pace.is_over());
        pace.took(Duration::from_millis(1));
        assert!(pace.is_over());
        pace.begins();
        assert!(!pace.is_over());
    }
}
