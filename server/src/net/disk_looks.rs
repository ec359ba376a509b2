//! Looks at the disk under the data folder, one at a time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Looks at the disk, of which one is under way at most: those that hang must not pile up.
#[derive(Debug, Default)]
pub struct DiskLooks {
    /// When the one under way began.
    began: Arc<Mutex<Option<Instant>>>,
}

/// The look that is under way, whether or not somebody still waits for what it finds.
pub(super) struct Look(Arc<Mutex<Option<Instant>>>);

/// Another look has been under way for so long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnderWay(pub(super) Duration);

impl DiskLooks {
    /// Begins one.
    ///
    /// # Errors
    /// When another is under way.
    pub(super) fn begin(&self, now: Instant) -> Result<Look, UnderWay> {
        let mut began = self.began.lock().unwrap_or_else(PoisonError::into_inner);
        match *began {
            Some(before) => Err(UnderWay(now.saturating_duration_since(before))),
            None => {
                *began = Some(now);
                Ok(Look(Arc::clone(&self.began)))
            }
        }
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_that_hangs_is_told_of_by_its_age_though_nobody_waits_for_it() {
        let (looks, start) = (DiskLooks::default(), Instant::now());
        let look = looks.begin(start).ok();
        assert!(look.is_some());
        let after = Duration::from_secs(3);
        assert_eq!(looks.begin(start + after).err(), Some(UnderWay(after)));
        drop(look);
        assert!(looks.begin(start + after).is_ok());
    }
}
