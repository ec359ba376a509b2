//! What is kept for too long goes: versions, rooms in which nobody was for long or nothing was ever written, rooms that were taken away. A room that is
//! open is never removed.

use std::sync::Arc;
use std::time::Duration;

use picnic_protocol::ids::RoomId;
use picnic_protocol::session::KeptFor;

use crate::limits::{RETENTION_ROOMS_AT_ONCE, RETENTION_SECONDS, VERSIONS_BYTES_MAX};
use crate::log::{KnownRoom, Log, RoomUse, VersionsOfRoom};
use crate::room::Input;
use crate::rooms::keeper::Job;
use crate::rooms::{OpenError, Rooms, load, off_async, turn};
use crate::versions::retention::{HOUR_MS, kept_since_ms};

/// What is said where looking after rooms breaks.
const FAILED: &str = "looking after rooms failed";

/// The time since which a room must have been used to stay, ms since 1970; none where it stays for good.
fn used_since_ms(kept: KeptFor, is_empty: bool, now_ms: u64) -> Option<u64> {
    let empty = kept.empty_room_hours.filter(|_| is_empty);
    let empty = empty.map(|hours| now_ms.saturating_sub(u64::from(hours) * HOUR_MS));
    kept_since_ms(now_ms, kept.room_days).max(empty)
}

/// Why a room goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    /// Nobody was there for long.
    Unused,
    /// Nobody was there for a while, and nothing was ever written there, as far as was told.
    Empty,
    /// A facilitator took it away, and nobody brought it back.
    TakenAway,
}

/// What became of a room that was to go.
enum Removal {
    Gone,
    /// Somebody was there meanwhile.
    Used,
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
        for (room, handle) in self.open_now() {
            self.use_room(room, RoomUse::Entered);
            // One that ends meanwhile looks when it is opened again; for one that is busy nobody waits.
            handle.tell(Input::LookAtBin);
        }
        let mut after = None;
        loop {
            let log = Arc::clone(&self.log);
            let known = move || {
                let known = log.rooms_after(after, RETENTION_ROOMS_AT_ONCE)?;
                let with_door = |known: KnownRoom| (known, taken_away_ms(log.as_ref(), known.room));
                Ok(known.into_iter().map(with_door).collect::<Vec<_>>())
            };
            let known = off_async(FAILED, known).await?;
            let Some((last, _)) = known.last() else { break };
            after = Some(last.room);
            for (known, taken_away_ms) in known {
                self.forget_if_old(known, taken_away_ms).await;
            }
        }
        self.forget_old_versions().await
    }

    async fn forget_if_old(self: &Arc<Self>, known: KnownRoom, taken_away_ms: Option<u64>) {
        let KnownRoom { room, used_ms, is_empty } = known;
        let Some(used_ms) = used_ms else {
            // From before that was told: it counts from now on.
            return self.use_room(room, RoomUse::Entered);
        };
        let (kept, now_ms) = (self.settings.limits.kept, self.clock.now().unix_ms);
        let is_old = |since_ms: Option<u64>| since_ms.is_some_and(|since_ms| used_ms < since_ms);
        let kept_since_ms = kept_since_ms(now_ms, Some(kept.taken_away_days));
        if taken_away_ms
            .is_some_and(|at_ms| kept_since_ms.is_some_and(|since_ms| at_ms <= since_ms))
        {
            self.remove(room, used_ms, Because::TakenAway).await;
        } else if is_old(used_since_ms(kept, false, now_ms)) {
            self.remove(room, used_ms, Because::Unused).await;
        } else if is_old(used_since_ms(kept, is_empty, now_ms)) {
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
                tracing::info!(%room, ?because, "the room is removed for good");
                self.disk.takes(room, 0);
                // Where too much waits, so much is remembered of it as an id takes.
                self.keeper.give(Job::Gone(room));
            }
            Err(Removal::Used) => {}
            Err(Removal::WrittenIn) => {
                tracing::info!(%room, "somebody wrote in a room that was taken for empty: it stays");
            }
            Err(Removal::Failed(error)) => {
                tracing::warn!(%room, %error, "a room cannot be removed now");
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
        let remove = move || {
            // It may have been brought back meanwhile.
            let stays =
                because == Because::TakenAway && taken_away_ms(log.as_ref(), room).is_none();
            Ok(!stays && log.remove_room(room, used_ms)?)
        };
        let is_gone = off_async(FAILED, remove).await?;
        Ok(if is_gone { Removal::Gone } else { Removal::Used })
    }

    /// Whether nobody wrote anything in a room: it is folded for that, in turn with those that are opened.
    async fn is_untouched(&self, room: RoomId) -> Result<bool, OpenError> {
        let turn = turn(&self.opening).await?;
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
        let all = off_async(FAILED, move || log.versions_of_all()).await?;
        let days = self.settings.limits.kept.versions_days;
        if let Some(before_ms) = kept_since_ms(self.clock.now().unix_ms, days) {
            for of in all.iter().filter(|of| of.from_ms < before_ms) {
                self.keeper.give(Job::Forget { room: of.room, before_ms });
            }
        }
        for (room, bytes_max) in to_shrink(all, VERSIONS_BYTES_MAX) {
            // Where too much waits, the next look finds it again.
            self.keeper.give(Job::Shrink { room, bytes_max });
        }
        Ok(())
    }
}

/// When a room was taken away, as its door tells. What cannot be read tells of no such thing.
fn taken_away_ms(log: &dyn Log, room: RoomId) -> Option<u64> {
    let door = log.door(room).ok().and_then(|door| load::door_in(door).ok())?;
    door?.taken_away_ms
}

/// The rooms whose versions shrink, and to how many bytes, so that all take no more than that: those that were not used for the
/// longest time.
fn to_shrink(mut all: Vec<VersionsOfRoom>, bytes_max: u64) -> Vec<(RoomId, usize)> {
    let mut bytes: u64 = all.iter().map(|of| of.bytes).sum();
    all.sort_by_key(|of| of.used_ms);
    let mut shrink = Vec::new();
    for of in all {
        if bytes <= bytes_max {
            break;
        }
        let half = of.bytes / 2;
        bytes -= half;
        shrink.push((of.room, usize::try_from(half).unwrap_or(usize::MAX)));
    }
    shrink
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::retention::DAY_MS;

    #[test]
    fn versions_of_rooms_that_were_not_used_for_the_longest_time_shrink_first() {
        let of = |number, from_ms, used_ms, bytes| VersionsOfRoom {
            room: RoomId::from_bytes([number; 16]),
            from_ms,
            used_ms,
            bytes,
        };
        let all = vec![
            of(1, 1, Some(9), 100),
            of(2, 3, Some(5), 100),
            of(3, 2, Some(7), 100),
            of(4, 4, None, 20),
        ];
        let shrunk = |bytes_max| {
            let shrunk = to_shrink(all.clone(), bytes_max).into_iter();
            shrunk.map(|(room, bytes_max)| (room.as_bytes()[0], bytes_max)).collect::<Vec<_>>()
        };
        assert_eq!(shrunk(320), []);
        assert_eq!(shrunk(310), [(4, 10)]);
        assert_eq!(shrunk(250), [(4, 10), (2, 50), (3, 50)]);
    }

    #[test]
    fn a_room_stays_for_as_long_as_is_said_and_for_good_where_nothing_is() {
        let now_ms = 1_000 * DAY_MS;
        let empty = KeptFor { empty_room_hours: Some(72), ..KeptFor::FOR_GOOD };
        let both = KeptFor { room_days: Some(10), ..empty };
        assert_eq!(used_since_ms(both, false, now_ms), Some(990 * DAY_MS));
        assert_eq!(used_since_ms(both, true, now_ms), Some(997 * DAY_MS));
        assert_eq!(used_since_ms(empty, false, now_ms), None);
        assert_eq!(used_since_ms(KeptFor::FOR_GOOD, true, now_ms), None);
        assert_eq!(used_since_ms(both, true, 5), Some(0));
    }
}
