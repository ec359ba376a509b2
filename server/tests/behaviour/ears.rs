//! Hears what a log tells of what it was given.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use picnic::log::{Observer, WriteOutcome};

pub(super) struct Ears(Sender<WriteOutcome>);

impl Observer for Ears {
    fn notify(&self, event: WriteOutcome) {
        // A test that has heard enough has gone.
        let _ = self.0.send(event);
    }
}

/// Something to give to a log, and what it hears.
pub(super) fn ears() -> (Arc<Ears>, Receiver<WriteOutcome>) {
    let (sender, events) = channel();
    (Arc::new(Ears(sender)), events)
}
