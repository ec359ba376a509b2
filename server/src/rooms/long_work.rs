//! Work of a room that takes long, such as a change of a megabyte: done beside the threads that all other tasks share, so
//! that those go on, and for so many rooms at a time as there are processors.

use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;

use crate::limits::{LONG_WORK_BYTES, LONG_WORK_MS};
use crate::pool::Pool;

/// How far the threads stand behind the others: everyone else's small changes come first, by about three to one.
const NICENESS: i32 = 5;

/// The threads of rooms that work long: always the same few, for each keeps some memory of its own.
pub(super) struct LongWork {
    pool: Pool,
    turns: Semaphore,
}

impl LongWork {
    /// Starts so many threads.
    ///
    /// # Errors
    /// When the system has none to give.
    pub(super) fn start(threads: usize) -> std::io::Result<Self> {
        let pool = Pool::start("long work", NICENESS, threads, threads)?;
        Ok(Self { pool, turns: Semaphore::new(threads) })
    }

    /// Does what may take long; nothing comes of work that panics.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let runtime = Handle::current();
        // Where there is one thread only, it is a test that steps through time: it waits for no other thread.
        if runtime.runtime_flavor() != RuntimeFlavor::MultiThread {
            return Some(work());
        }
        // The line holds as many as have a turn, so that nobody is sent away from it.
        let _turn = self.turns.acquire().await.ok()?;
        self.pool
            .work(move |_| {
                let _within = runtime.enter();
                work()
            })
            .await
            .ok()
    }
}

/// Whether a room's next step is likely to take long: what it was given is large, or its last step took long.
#[derive(Debug, Default)]
pub(super) struct Pace {
    was_long: bool,
}

impl Pace {
    pub(super) const fn is_long(&self, bytes: usize) -> bool {
        self.was_long || bytes >= LONG_WORK_BYTES
    }

    /// A turn of it begins, of one step or several.
    pub(super) const fn begins(&mut self) {
        self.was_long = false;
    }

    pub(super) fn took(&mut self, time: Duration) {
        self.was_long |= time >= Duration::from_millis(LONG_WORK_MS);
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
    use std::sync::{Arc, Mutex};
    use std::thread;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn so_many_rooms_work_long_at_a_time_and_others_wait_for_their_turn() {
        let long = Arc::new(LongWork::start(2).expect("threads"));
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let threads = Arc::new(Mutex::new(HashSet::new()));
        let work = || {
            let (long, now, most, threads) =
                (long.clone(), now.clone(), most.clone(), threads.clone());
            tokio::spawn(async move {
                let work = move || {
                    threads.lock().expect("no panic").insert(thread::current().id());
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(20));
                    now.fetch_sub(1, Ordering::SeqCst);
                };
                long.run(work).await.expect("it works");
            })
        };
        for task in (0..8).map(|_| work()).collect::<Vec<_>>() {
            task.await.expect("it works");
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
        assert_eq!(
            threads.lock().expect("no panic").len(),
            2,
            "each thread keeps memory of its own"
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn everybody_else_goes_on_meanwhile() {
        let long = Arc::new(LongWork::start(1).expect("a thread"));
        let (sender, receiver) = std::sync::mpsc::channel();
        let worker = tokio::spawn(async move { long.run(move || receiver.recv()).await });
        // On the only thread, which the work would hold: it ends no sooner than this is sent.
        tokio::spawn(async move { sender.send(()) }).await.expect("a task").expect("it waits");
        worker.await.expect("a task").expect("it works").expect("it was told");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_panic_gives_its_turn_back() {
        let long = LongWork::start(1).expect("a thread");
        assert_eq!(long.run(|| -> u8 { panic!("a test asked for it") }).await, None);
        assert_eq!(long.run(|| 1).await, Some(1));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn what_is_begun_there_goes_on_in_the_runtime() {
        let long = LongWork::start(1).expect("a thread");
        let begun = long.run(|| tokio::spawn(async { 1 })).await.expect("it works");
        assert_eq!(begun.await.expect("a task"), 1);
    }

    #[test]
    fn what_is_large_is_long_and_so_is_what_comes_after_a_long_step() {
        let mut pace = Pace::default();
        assert!(!pace.is_long(100) && pace.is_long(LONG_WORK_BYTES));
        pace.took(Duration::from_millis(LONG_WORK_MS));
        assert!(pace.is_long(0));
        pace.took(Duration::ZERO);
        assert!(pace.is_long(0), "of several steps in a turn one was long");
        pace.begins();
        pace.took(Duration::ZERO);
        assert!(!pace.is_long(0));
    }
}
