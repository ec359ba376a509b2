//! Threads for work that takes long: few, after everything else in the machine's order, with a
//! bounded line before them. What nobody waits for any more is ended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

/// How far the threads of work for one person stand behind the others: rooms come first.
pub const NICENESS: i32 = 10;

/// A thread that has nothing to do for so long ends, and gives back the memory that was kept for it.
const IDLE: Duration = Duration::from_secs(3);

/// The threads. They end when this is dropped and what they do is done.
#[derive(Debug)]
pub struct Pool {
    /// Runs no tasks: it is here for its threads, of which it has as many as are told and no more. None once dropped.
    threads: Option<Runtime>,
    waiting: Arc<AtomicUsize>,
    waiting_max: usize,
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// The line is full.
    #[error("too much is being worked out")]
    Busy,
    /// The work panicked.
    #[error("the work failed")]
    Failed,
}

/// Ends the work of whoever no longer waits for it.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A place in a line whose length is counted, left when this is dropped.
#[derive(Debug)]
pub struct InLine(Arc<AtomicUsize>);

impl InLine {
    /// A place behind all who stand there, and how many those are.
    #[must_use]
    pub fn behind(line: &Arc<AtomicUsize>) -> (Self, usize) {
        let before = line.fetch_add(1, Ordering::Relaxed);
        (Self(Arc::clone(line)), before)
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    /// Threads so far behind others; in line before them as many may wait as are told.
    ///
    /// # Errors
    /// When the system has not what it takes.
    pub fn start(
        name: &str,
        niceness: i32,
        threads: usize,
        waiting_max: usize,
    ) -> std::io::Result<Self> {
        let threads = Builder::new_current_thread()
            .max_blocking_threads(threads)
            .thread_keep_alive(IDLE)
            .thread_name(name)
            .on_thread_start(move || {
                // Where it is not allowed the threads are as quick as the rest, which is no harm.
                let _ = rustix::process::nice(niceness);
            })
            .build()?;
        Ok(Self { threads: Some(threads), waiting: Arc::default(), waiting_max })
    }

    /// How much waits in line.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Has something worked out, and waits for it. When the waiting is given up, the flag is raised.
    ///
    /// # Errors
    /// [`NotDone`].
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&AtomicBool) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let Some(threads) = &self.threads else { return Err(NotDone::Busy) };
        let (place, before) = InLine::behind(&self.waiting);
        if before >= self.waiting_max {
            return Err(NotDone::Busy);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let waiting = Waiting(stop.clone());
        let begin = || {
            threads.spawn_blocking(move || {
                drop(place);
                (!stop.load(Ordering::Relaxed)).then(|| work(&stop))
            })
        };
        // tokio panics where the system has no thread to give.
        let Ok(done) = catch_unwind(AssertUnwindSafe(begin)) else { return Err(NotDone::Busy) };
        let result = done.await;
        drop(waiting);
        result.ok().flatten().ok_or(NotDone::Failed)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn work_comes_back_with_its_result() {
        let pool = Pool::start("test", NICENESS, 2, 8).unwrap();
        assert_eq!(pool.work(|_| 6 * 7).await, Ok(42));
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_ended() {
        let pool = Pool::start("test", NICENESS, 2, 8).unwrap();
        let (begun, has_begun) = oneshot::channel();
        let (ended, has_ended) = oneshot::channel();
        let work = pool.work(move |stop| {
            let _ = begun.send(());
            while !stop.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            let _ = ended.send(());
        });
        // Polled until it has begun, then dropped.
        tokio::select! {
            _ = work => panic!("it does not end by itself"),
            begun = has_begun => begun.unwrap(),
        }
        tokio::time::timeout(Duration::from_secs(10), has_ended).await.unwrap().unwrap();
        assert_eq!(pool.work(|_| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn a_panic_ends_its_work_and_no_other() {
        let pool = Pool::start("test", NICENESS, 2, 8).unwrap();
        for _ in 0..8 {
            let failed = pool.work(|_| -> u8 { panic!("a test asked for it") }).await;
            assert_eq!(failed, Err(NotDone::Failed));
        }
        assert_eq!(pool.work(|_| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn past_so_many_in_line_nothing_more_is_taken() {
        let pool = Arc::new(Pool::start("test", NICENESS, 1, 2).unwrap());
        let (go, waits) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let first = pool.work(move |_| {
            let _ = begun.send(());
            waits.recv().is_ok()
        });
        let others = async {
            has_begun.await.unwrap();
            let (second, third) = (pool.work(|_| 2), pool.work(|_| 3));
            let fourth = async {
                assert_eq!(pool.waiting(), 2);
                let refused = pool.work(|_| 4).await;
                go.send(()).unwrap();
                refused
            };
            tokio::join!(second, third, fourth)
        };
        let (first, (second, third, fourth)) = tokio::join!(first, others);
        assert_eq!((first, second, third), (Ok(true), Ok(2), Ok(3)));
        assert_eq!(fourth, Err(NotDone::Busy));
        assert_eq!(pool.waiting(), 0);
    }
}
