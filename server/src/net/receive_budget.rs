//! The bytes that the process holds of messages and bodies that have not come to their end.
//!
//! Whoever gathers what somebody sends takes a [`Reserved`] before it makes room for it, and lets it grow
//! with what comes: a length that was only announced reserves nothing. What is reserved is given
//! back when it is dropped.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// So much is on its way to the server that it can hold no more now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too much is on its way to this server now; try again in a moment")]
pub struct Exhausted;

/// How many bytes may be held at once.
#[derive(Debug, Clone)]
pub struct ReceiveBudget {
    free: Arc<Semaphore>,
    bytes_max: usize,
}

impl ReceiveBudget {
    /// A budget of so many bytes, of which none is reserved.
    #[must_use]
    pub fn new(bytes_max: usize) -> Self {
        let bytes_max = bytes_max.min(Semaphore::MAX_PERMITS);
        Self { free: Arc::new(Semaphore::new(bytes_max)), bytes_max }
    }

    /// For one message or body: nothing at first.
    #[must_use]
    pub fn start(&self) -> Reserved {
        Reserved { free: Arc::clone(&self.free), held: None }
    }

    /// How many bytes are reserved now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.bytes_max.saturating_sub(self.free.available_permits())
    }
}

/// Bytes that one message or body may hold.
#[derive(Debug)]
pub struct Reserved {
    free: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Reserved {
    /// How many bytes it may hold.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }

    /// So many more, if they are free.
    ///
    /// # Errors
    /// [`Exhausted`]; what was reserved before stays so.
    pub fn grow(&mut self, bytes: usize) -> Result<(), Exhausted> {
        let more = Arc::clone(&self.free).try_acquire_many_owned(permits(bytes)?);
        self.add(more.map_err(|_| Exhausted)?);
        Ok(())
    }

    /// So many more, waited for so long at most, in the order in which they are asked for.
    ///
    /// # Errors
    /// [`Exhausted`]; what was reserved before stays so.
    pub async fn grow_within(&mut self, bytes: usize, longest: Duration) -> Result<(), Exhausted> {
        let more = Arc::clone(&self.free).acquire_many_owned(permits(bytes)?);
        match timeout(longest, more).await {
            Ok(Ok(more)) => {
                self.add(more);
                Ok(())
            }
            _ => Err(Exhausted),
        }
    }

    fn add(&mut self, more: OwnedSemaphorePermit) {
        match &mut self.held {
            Some(held) => held.merge(more),
            None => self.held = Some(more),
        }
    }
}

/// No budget is larger than what this counts.
fn permits(bytes: usize) -> Result<u32, Exhausted> {
    u32::try_from(bytes).map_err(|_| Exhausted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_free_again_when_it_is_dropped() {
        let budget = ReceiveBudget::new(100);
        let (mut one, mut other) = (budget.start(), budget.start());
        assert_eq!(one.grow(60), Ok(()));
        assert_eq!(other.grow(60), Err(Exhausted));
        assert_eq!(other.grow(40), Ok(()));
        assert_eq!(one.grow(1), Err(Exhausted));
        assert_eq!((one.bytes(), other.bytes(), budget.held()), (60, 40, 100));
        drop(one);
        assert_eq!(budget.held(), 40);
        assert_eq!(other.grow(60), Ok(()));
    }

    #[tokio::test]
    async fn whoever_waits_gets_what_another_gives_back() {
        let budget = ReceiveBudget::new(100);
        let (mut one, mut other) = (budget.start(), budget.start());
        one.grow(100).unwrap();
        assert_eq!(other.grow_within(1, Duration::from_millis(1)).await, Err(Exhausted));
        let waits = tokio::spawn(async move {
            other.grow_within(50, Duration::from_secs(60)).await.map(|()| other.bytes())
        });
        drop(one);
        assert_eq!(waits.await.unwrap(), Ok(50));
        assert_eq!(budget.held(), 0);
    }
}
