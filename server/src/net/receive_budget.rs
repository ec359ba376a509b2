//! The bytes that the process holds of messages and bodies that have not come to their end.
//!
//! Whoever gathers what somebody sends takes a [`Reserved`] before it makes room for it, and lets it grow
//! with what comes: a length that was only announced reserves nothing. What is reserved is given
//! back when it is dropped. One address has a share of it, so that nobody holds all.

use std::net::IpAddr;
use std::sync::{Arc, Weak};
use std::time::Duration;

use dashmap::DashMap;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// So much is on its way to the server that it can hold no more now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too much is on its way to this server now; try again in a moment")]
pub struct Exhausted;

/// How many bytes may be held at once, and how many of them for one address.
#[derive(Debug)]
pub struct ReceiveBudget(Arc<Budget>);

#[derive(Debug)]
struct Budget {
    free: Semaphore,
    bytes_max: usize,
    of_one_max: usize,
    /// Of the addresses that send now.
    shares: DashMap<IpAddr, Weak<OfOne>>,
}

/// What one address may hold of it.
#[derive(Debug, Clone)]
pub struct AddressBudget(Arc<OfOne>);

#[derive(Debug)]
struct OfOne {
    free: Semaphore,
    address: IpAddr,
    budget: Arc<Budget>,
}

impl ReceiveBudget {
    /// A budget of so many bytes, of which none is reserved, and of so many for one address.
    #[must_use]
    pub fn new(bytes_max: usize, of_one_max: usize) -> Self {
        let bytes_max = bytes_max.min(Semaphore::MAX_PERMITS);
        let of_one_max = of_one_max.min(bytes_max);
        let free = Semaphore::new(bytes_max);
        Self(Arc::new(Budget { free, bytes_max, of_one_max, shares: DashMap::new() }))
    }

    /// The share of an address, which all that it sends has in common.
    #[must_use]
    pub fn of(&self, address: IpAddr) -> AddressBudget {
        let mut known = self.0.shares.entry(address).or_default();
        let share = known.upgrade().unwrap_or_else(|| {
            let (free, budget) = (Semaphore::new(self.0.of_one_max), Arc::clone(&self.0));
            let share = Arc::new(OfOne { free, address, budget });
            *known = Arc::downgrade(&share);
            share
        });
        AddressBudget(share)
    }

    /// How many bytes are reserved now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.0.bytes_max.saturating_sub(self.0.free.available_permits())
    }
}

impl Drop for OfOne {
    fn drop(&mut self) {
        // Another may have come in its place.
        self.budget.shares.remove_if(&self.address, |_, share| share.strong_count() == 0);
    }
}

impl AddressBudget {
    /// For one message or body: nothing at first.
    #[must_use]
    pub fn start(&self) -> Reserved {
        Reserved { share: self.clone(), bytes: 0 }
    }
}

/// Bytes that one message or body may hold.
#[derive(Debug)]
pub struct Reserved {
    share: AddressBudget,
    bytes: usize,
}

impl Reserved {
    /// How many bytes it may hold.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// So many more, waited for so long at most, in the order in which they are asked for.
    ///
    /// # Errors
    /// [`Exhausted`]; what was reserved before stays so.
    pub async fn grow_within(&mut self, bytes: usize, longest: Duration) -> Result<(), Exhausted> {
        let count = permits(bytes)?;
        let OfOne { free, budget, .. } = &*self.share.0;
        // One's own first, so that who waits for that keeps nobody else waiting.
        let both = async {
            let of_one = free.acquire_many(count).await.ok()?;
            let of_all = budget.free.acquire_many(count).await.ok()?;
            of_one.forget();
            of_all.forget();
            Some(())
        };
        timeout(longest, both).await.ok().flatten().ok_or(Exhausted)?;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        let OfOne { free, budget, .. } = &*self.share.0;
        budget.free.add_permits(self.bytes);
        free.add_permits(self.bytes);
    }
}

/// No budget is larger than what this counts.
fn permits(bytes: usize) -> Result<u32, Exhausted> {
    u32::try_from(bytes).map_err(|_| Exhausted)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const ONE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));
    const AT_ONCE: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn what_is_reserved_is_free_again_when_it_is_dropped() {
        let budget = ReceiveBudget::new(100, 100);
        let (mut one, mut other) = (budget.of(ONE).start(), budget.of(OTHER).start());
        assert_eq!(one.grow_within(60, AT_ONCE).await, Ok(()));
        assert_eq!(other.grow_within(60, AT_ONCE).await, Err(Exhausted));
        assert_eq!(other.grow_within(40, AT_ONCE).await, Ok(()));
        assert_eq!(one.grow_within(1, AT_ONCE).await, Err(Exhausted));
        assert_eq!((one.bytes(), other.bytes(), budget.held()), (60, 40, 100));
        drop(one);
        assert_eq!(budget.held(), 40);
        assert_eq!(other.grow_within(60, AT_ONCE).await, Ok(()));
    }

    #[tokio::test]
    async fn one_address_does_not_hold_all_of_it() {
        let budget = ReceiveBudget::new(100, 50);
        let (mut one, mut same) = (budget.of(ONE).start(), budget.of(ONE).start());
        assert_eq!(one.grow_within(40, AT_ONCE).await, Ok(()));
        assert_eq!(same.grow_within(20, AT_ONCE).await, Err(Exhausted));
        let mut other = budget.of(OTHER).start();
        assert_eq!(other.grow_within(50, AT_ONCE).await, Ok(()));
        // What was not to be had of all was given back to the one.
        assert_eq!(budget.held(), 90);
        drop((one, other));
        assert_eq!(same.grow_within(50, AT_ONCE).await, Ok(()));
        drop(same);
        assert!(budget.0.shares.is_empty(), "nobody who sends nothing is remembered");
    }

    #[tokio::test]
    async fn whoever_waits_gets_what_another_gives_back() {
        let budget = ReceiveBudget::new(100, 100);
        let (mut one, mut other) = (budget.of(ONE).start(), budget.of(OTHER).start());
        one.grow_within(100, AT_ONCE).await.unwrap();
        assert_eq!(other.grow_within(1, AT_ONCE).await, Err(Exhausted));
        let waits = tokio::spawn(async move {
            other.grow_within(50, Duration::from_secs(60)).await.map(|()| other.bytes())
        });
        drop(one);
        assert_eq!(waits.await.unwrap(), Ok(50));
        assert_eq!(budget.held(), 0);
    }
}
