//! What is kept for too long goes: versions, rooms in which nobody was for long, rooms in which nothing was ever written. A room that is
//! open is never removed.

use std::sync::Arc;
use std::time::Duration;

use picnic_protocol::ids::RoomId;
use picnic_protocol::session::KeptFor;

use crate::limits::{RETENTION_ROOMS_AT_ONCE, RETENTION_SECONDS, VERSIONS_BYTES_MAX};
use crate::log::{KnownRoom, LogError, RoomUse};
use crate::rooms::keeper::Job;
use crate::rooms::{OpenError, Rooms, load};

const HOUR_MS: u64 = 60 * 60 * 1_000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// How long what is not used is kept; for good where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retention {
    /// Versions of boards, days.
    pub versions_days: Option<u32>,
    /// What was deleted and lies in the bin, days.
    pub bin_days: Option<u32>,
    /// Rooms in which nobody is, days.
    pub unused_rooms_days: Option<u32>,
    /// Rooms in which nothing was ever written and nobody is, h.
    pub empty_rooms_hours: Option<u32>,
}

impl Retention {
    /// What people are told of it.
    #[must_use]
    pub const fn told(self) -> KeptFor {
        let Self { versions_days, bin_days, unused_rooms_days: room_days, .. } = self;
        KeptFor { versions_days, bin_days, room_days }
    }

    /// The time since which a room must have been used to stay, ms since 1970; none where it stays for good.
    #[must_use]
    pub fn used_since_ms(&self, is_empty: bool, now_ms: u64) -> Option<u64> {
        let before = |count: u32, of_ms| now_ms.saturating_sub(u64::from(count) * of_ms);
        let unused = self.unused_rooms_days.map(|days| before(days, DAY_MS));
        let empty = self.empty_rooms_hours.filter(|_| is_empty);
        unused.max(empty.map(|hours| before(hours, HOUR_MS)))
    }
}

/// Why a room goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    /// Nobody was there for long.
    Unused,
    /// Nobody was there for a while, and nothing was ever written there, as far as was told.
    Empty,
}

/// What became of a room that was to go.
enum Removal {
    Gone,
    /// It is not empty.
    WrittenIn,
    Failed(OpenError),
}

/// Looks after what is kept, for as long as the server runs.
pub async fn look_after(rooms: Arc<Rooms>) {
    loop {
        if let Err(error) = rooms.forget_old().await {
            tracing::warn!(%error, "what is kept for too long cannot be looked for now");
        }
        tokio::time::sleep(Duration::from_secs(RETENTION_SECONDS)).await;
    }
}

impl Rooms {
    /// Tells the log that somebody does something with a room now.
    pub(super) fn use_room(&self, room: RoomId, what: RoomUse) {
        self.log.use_room(room, self.clock.now().unix_ms, what);
    }

    /// Removes what is kept for too long.
    ///
    /// # Errors
    /// When the log cannot be read; what was not looked at stays.
    pub async fn forget_old(self: &Arc<Self>) -> Result<(), OpenError> {
        for (room, _) in self.open_now() {
            self.use_room(room, RoomUse::Entered);
        }
        let mut after = None;
        loop {
            let log = Arc::clone(&self.log);
            let known = in_turn(move || log.rooms_after(after, RETENTION_ROOMS_AT_ONCE)).await?;
            let Some(last) = known.last() else { break };
            after = Some(last.room);
            for known in known {
                self.forget_if_old(known).await;
            }
        }
        self.forget_old_versions().await
    }

    async fn forget_if_old(self: &Arc<Self>, known: KnownRoom) {
        let KnownRoom { room, used_ms, is_empty } = known;
        let Some(used_ms) = used_ms else {
            // From before that was told: it counts from now on.
            return self.use_room(room, RoomUse::Entered);
        };
        let (retention, now_ms) = (self.settings.retention, self.clock.now().unix_ms);
        let is_old = |since_ms: Option<u64>| since_ms.is_some_and(|since_ms| used_ms < since_ms);
        if is_old(retention.used_since_ms(false, now_ms)) {
            self.remove(room, used_ms, Because::Unused).await;
        } else if is_old(retention.used_since_ms(is_empty, now_ms)) {
            self.remove(room, used_ms, Because::Empty).await;
        }
    }

    /// Removes a room wholly, unless it is open or somebody was there after `used_ms`. Whoever asks for it meanwhile waits, and
    /// then there is none.
    async fn remove(self: &Arc<Self>, room: RoomId, used_ms: u64, because: Because) {
        let cell = Arc::clone(self.open.entry(room).or_default().value());
        let removed = cell.get_or_try_init(|| async {
            Err(match self.remove_unopened(room, used_ms, because).await {
                Ok(removal) => removal,
                Err(error) => Removal::Failed(error),
            })
        });
        match removed.await {
            // It is open.
            Ok(_) => return,
            Err(Removal::Gone) => {
                tracing::info!(%room, ?because, "nobody was in the room for long: it is removed");
                self.disk.takes(room, 0);
            }
            Err(Removal::WrittenIn) => {
                tracing::info!(%room, "somebody wrote in a room that was taken for empty: it stays");
            }
            Err(Removal::Failed(error)) => {
                tracing::warn!(%room, %error, "a room that nobody uses cannot be removed now");
            }
        }
        self.forget(room, &cell);
    }

    /// The same of one that nobody opens meanwhile. That one is empty the log was told once, perhaps in vain: the room itself
    /// says it.
    async fn remove_unopened(
        &self,
        room: RoomId,
        used_ms: u64,
        because: Because,
    ) -> Result<Removal, OpenError> {
        if because == Because::Empty && !self.is_untouched(room).await? {
            self.log.use_room(room, used_ms, RoomUse::Written);
            return Ok(Removal::WrittenIn);
        }
        let log = Arc::clone(&self.log);
        in_turn(move || log.remove_room(room, used_ms)).await?;
        Ok(Removal::Gone)
    }

    /// Whether nobody wrote anything in a room: it is folded for that, in turn with those that are opened.
    async fn is_untouched(&self, room: RoomId) -> Result<bool, OpenError> {
        // Closed by nobody.
        let turn = Arc::clone(&self.opening).acquire_owned().await;
        let turn = turn.map_err(|_| OpenError::Stopping)?;
        let (log, key) = (Arc::clone(&self.log), self.key.clone());
        let folded = tokio::task::spawn_blocking(move || {
            // To the end, also when nobody waits for it any more.
            let _turn = turn;
            load::is_untouched(log.as_ref(), room, key)
        });
        folded.await.map_err(|_| OpenError::Damaged("folding its log failed".to_owned()))?
    }

    async fn forget_old_versions(self: &Arc<Self>) -> Result<(), OpenError> {
        let log = Arc::clone(&self.log);
        let mut all = in_turn(move || log.versions_of_all()).await?;
        let days = self.settings.retention.versions_days.map(u64::from);
        if let Some(days) = days {
            let before_ms = self.clock.now().unix_ms.saturating_sub(days * DAY_MS);
            for of in all.iter().filter(|of| of.from_ms < before_ms) {
                self.keeper.give(Job::Forget { room: of.room, before_ms });
            }
        }
        let mut bytes: u64 = all.iter().map(|of| of.bytes).sum();
        all.sort_by_key(|of| of.from_ms);
        for of in all {
            if bytes <= VERSIONS_BYTES_MAX {
                break;
            }
            let half = of.bytes / 2;
            let bytes_max = usize::try_from(half).unwrap_or(usize::MAX);
            if self.keeper.give(Job::Shrink { room: of.room, bytes_max }) {
                bytes -= half;
            }
        }
        Ok(())
    }
}

async fn in_turn<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, LogError> + Send + 'static,
) -> Result<T, OpenError> {
    let read = tokio::task::spawn_blocking(read);
    Ok(read.await.map_err(|_| OpenError::Log("looking after rooms failed".to_owned()))??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_stays_for_as_long_as_is_said_and_for_good_where_nothing_is() {
        let now_ms = 1_000 * DAY_MS;
        let both = Retention {
            unused_rooms_days: Some(10),
            empty_rooms_hours: Some(72),
            ..Retention::default()
        };
        assert_eq!(both.used_since_ms(false, now_ms), Some(990 * DAY_MS));
        assert_eq!(both.used_since_ms(true, now_ms), Some(997 * DAY_MS));
        let empty = Retention { unused_rooms_days: None, ..both };
        assert_eq!(empty.used_since_ms(false, now_ms), None);
        assert_eq!(Retention::default().used_since_ms(true, now_ms), None);
        assert_eq!(both.used_since_ms(true, 5), Some(0));
    }
}
