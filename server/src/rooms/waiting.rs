//! Those who wait for something of a room: what it holds, a version, a part that is taken in, a link made anew.

use tokio::sync::oneshot;

use crate::room::session::bin::BinItem;
use crate::room::{Contents, Facts, Now, Room};
use crate::versions::Erased;

/// Why a link cannot be said to be made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRotated {
    /// As [`Closed`].
    Closed,
    /// The log does not take it: after the next start the old link would let people in again.
    Unsaved,
}

/// To whoever has a link made anew.
pub(super) type Rotated = oneshot::Sender<Result<Facts, NotRotated>>;

/// Who waits, by what they wait for.
#[derive(Default)]
pub(super) struct Waiting {
    /// What the room holds, until the log has all of it.
    pub(super) contents: Vec<oneshot::Sender<Contents>>,
    /// The same of what is in its bin.
    pub(super) bin: Vec<oneshot::Sender<Vec<BinItem>>>,
    /// That a version of the board as it is was noted; told what may be in versions and is erased.
    pub(super) version: Vec<oneshot::Sender<Vec<Erased>>>,
    /// That the board has the parts that they brought.
    pub(super) parts: Vec<oneshot::Sender<()>>,
    /// That the log has a link that is made anew.
    pub(super) rotated: Vec<Rotated>,
}

impl Waiting {
    /// Tells those who have waited long enough.
    pub(super) fn tell(&mut self, room: &mut Room, now: Now) {
        self.tell_readers(room, now);
        tell(&mut self.parts, || room.has_taken_all().then_some(()));
        tell(&mut self.version, || {
            let erasing = room.session().bin.erasing().iter();
            (!room.owes_version()).then(|| erasing.map(|erasing| erasing.what.clone()).collect())
        });
        tell(&mut self.rotated, || match room.is_saving() {
            true => room.is_settled().then(|| Ok(room.facts())),
            // The link is made anew all the same.
            false => Some(Err(NotRotated::Unsaved)),
        });
    }

    /// The same of those who wait for what the room holds.
    pub(super) fn tell_readers(&mut self, room: &mut Room, now: Now) {
        if self.contents.is_empty() && self.bin.is_empty() {
            return;
        }
        tell(&mut self.bin, || room.in_bin(now));
        tell(&mut self.contents, || room.contents(now));
        // Where people write all the time, the next append would follow at once.
        room.hold_next_flush(!self.contents.is_empty() || !self.bin.is_empty());
    }
}

/// Tells all who wait, if there is what they wait for. It is looked for only where somebody waits.
fn tell<T: Clone>(waiting: &mut Vec<oneshot::Sender<T>>, what: impl FnOnce() -> Option<T>) {
    if waiting.is_empty() {
        return;
    }
    let Some(what) = what() else { return };
    for done in waiting.drain(..) {
        // Whoever asked may be gone.
        let _ = done.send(what.clone());
    }
}
