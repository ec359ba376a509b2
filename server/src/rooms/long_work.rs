//! Work of a room that takes long, such as a change of a megabyte: done beside the threads that all other tasks share, so
//! that those go on, and for so many rooms at a time as there are processors.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};

use crate::limits::{LONG_WORK_BYTES, LONG_WORK_MS};

/// The turns of rooms that work long.
pub(super) struct LongWork {
    free: Mutex<usize>,
    freed: Condvar,
}

/// Gives its turn back, also when the work panics.
struct Turn<'a>(&'a LongWork);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

impl LongWork {
    /// So many turns at a time.
    pub(super) const fn of(turns: usize) -> Self {
        Self { free: Mutex::new(turns), freed: Condvar::new() }
    }

    fn turn(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(free, |free| *free == 0);
        *waited.unwrap_or_else(PoisonError::into_inner) -= 1;
        Turn(self)
    }

    /// Does what may take long.
    pub(super) fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        // Where there is one thread only there is nobody to hand the others to.
        if !Handle::try_current().is_ok_and(|on| on.runtime_flavor() == RuntimeFlavor::MultiThread)
        {
            return work();
        }
        tokio::task::block_in_place(|| {
            let _turn = self.turn();
            work()
        })
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

    pub(super) fn took(&mut self, time: Duration) {
        self.was_long = time >= Duration::from_millis(LONG_WORK_MS);
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
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn so_many_rooms_work_long_at_a_time_and_others_wait_for_their_turn() {
        let long = Arc::new(LongWork::of(2));
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = || {
            let (long, now, most) = (long.clone(), now.clone(), most.clone());
            tokio::spawn(async move {
                long.run(|| {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(20));
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            })
        };
        for task in (0..8).map(|_| work()).collect::<Vec<_>>() {
            task.await.expect("it works");
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn everybody_else_goes_on_meanwhile() {
        let long = Arc::new(LongWork::of(1));
        let (sender, receiver) = std::sync::mpsc::channel();
        let worker = tokio::spawn(async move { long.run(move || receiver.recv()) });
        // On the only thread, which the work would hold: it ends no sooner than this is sent.
        tokio::spawn(async move { sender.send(()) }).await.expect("a task").expect("it waits");
        worker.await.expect("a task").expect("it was told");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_panic_gives_its_turn_back() {
        let long = Arc::new(LongWork::of(1));
        let broken = long.clone();
        let panics = tokio::spawn(async move { broken.run(|| panic!("a test asked for it")) });
        assert!(panics.await.is_err());
        assert_eq!(long.run(|| 1), 1);
    }

    #[test]
    fn what_is_large_is_long_and_so_is_what_comes_after_a_long_step() {
        let mut pace = Pace::default();
        assert!(!pace.is_long(100) && pace.is_long(LONG_WORK_BYTES));
        pace.took(Duration::from_millis(LONG_WORK_MS));
        assert!(pace.is_long(0));
        pace.took(Duration::ZERO);
        assert!(!pace.is_long(0));
    }
}
