//! Threads for work that takes long: few, after everything else in the machine's order, with a
//! bounded line before them. What nobody waits for any more is ended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

/// How far the threads of work for one person stand behind the others: rooms come first.
pub const NICENESS: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// The threads. They end when this is dropped and what they do is done.
#[derive(Debug)]
pub struct Pool {
    line: SyncSender<Job>,
    waiting: Arc<AtomicUsize>,
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

impl Pool {
    /// Starts the threads, so far behind others; in line before them as many may wait as are told.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(
        name: &str,
        niceness: i32,
        threads: usize,
        waiting_max: usize,
    ) -> std::io::Result<Self> {
        let (line, jobs) = sync_channel::<Job>(waiting_max);
        let jobs = Arc::new(Mutex::new(jobs));
        let waiting = Arc::new(AtomicUsize::new(0));
        for _ in 0..threads {
            let (jobs, waiting) = (Arc::clone(&jobs), Arc::clone(&waiting));
            thread::Builder::new().name(name.to_owned()).spawn(move || {
                // Where it is not allowed the threads are as quick as the rest, which is no harm.
                let _ = rustix::process::nice(niceness);
                while let Some(job) = next(&jobs) {
                    waiting.fetch_sub(1, Ordering::Relaxed);
                    // Counted where panics are; whoever waits is told by its sender being gone.
                    let _ = catch_unwind(AssertUnwindSafe(job));
                }
            })?;
        }
        Ok(Self { line, waiting })
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
        let stop = Arc::new(AtomicBool::new(false));
        let waiting = Waiting(stop.clone());
        let (done, result) = oneshot::channel();
        let job = move || {
            if !stop.load(Ordering::Relaxed) {
                // Whoever asked may be gone.
                let _ = done.send(work(&stop));
            }
        };
        // Counted first, so that no thread takes off what was not put on.
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if self.line.try_send(Box::new(job)).is_err() {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(NotDone::Busy);
        }
        let result = result.await.map_err(|_| NotDone::Failed);
        drop(waiting);
        result
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    // One thread waits at the line, the others for their turn to.
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
}
