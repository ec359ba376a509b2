//! Which frames are kept: each minute of the last hour, with one before much was taken away, each five of the last day, each
//! phase's end, each day.

use crate::limits::TAKEN_AWAY_UNTOLD_MAX;
use crate::versions::frame::{Elements, Frame};
use crate::versions::retention::{DAY_MS, HOUR_MS};

const MINUTE_MS: u64 = 60 * 1_000;

/// The stretch of time that a frame stands for. Of several in one the last is kept.
const fn stretch(at_ms: u64, now_ms: u64) -> (u8, u64) {
    let age_ms = now_ms.saturating_sub(at_ms);
    if age_ms < HOUR_MS {
        (0, at_ms / MINUTE_MS)
    } else if age_ms < DAY_MS {
        (1, at_ms / (5 * MINUTE_MS))
    } else {
        (2, at_ms / DAY_MS)
    }
}

/// Merges frames into those after them, which are in order, where both stand for one stretch of time. The last stays, each that
/// ends a phase, and for an hour the first of each minute after which much was taken away.
#[must_use]
pub fn thin(frames: Vec<Frame>, now_ms: u64) -> Vec<Frame> {
    let mut kept_before = None;
    merge_where(frames, |one, next| {
        let of = stretch(one.at_ms, now_ms);
        if one.ends_phase || of != stretch(next.at_ms, now_ms) {
            return false;
        }
        let is_kept = of.0 == 0 && kept_before != Some(of) && takes_much_away(next);
        if is_kept {
            kept_before = Some(of);
        }
        !is_kept
    })
}

/// Whether a frame tells that as much is gone as facilitators are told of.
fn takes_much_away(frame: &Frame) -> bool {
    let gone = |elements: &Elements| elements.values().filter(|fields| fields.is_none()).count();
    gone(&frame.notes) > TAKEN_AWAY_UNTOLD_MAX || gone(&frame.sections) > 0
}

/// Merges all frames from before a time into the first after it.
#[must_use]
pub fn forget_before(frames: Vec<Frame>, before_ms: u64) -> Vec<Frame> {
    let mut frames = merge_where(frames, |one, _| one.at_ms < before_ms);
    if frames.last().is_some_and(|last| last.at_ms < before_ms) {
        frames.clear();
    }
    frames
}

/// Merges the older half of the frames two by two; one and the next, where there are few.
#[must_use]
pub fn halve(frames: Vec<Frame>) -> Vec<Frame> {
    let older = (frames.len() / 2).max(2);
    let mut index = 0;
    merge_where(frames, |_, _| {
        let merges = index < older && index % 2 == 0;
        index += 1;
        merges
    })
}

fn merge_where(frames: Vec<Frame>, mut merges: impl FnMut(&Frame, &Frame) -> bool) -> Vec<Frame> {
    let mut kept: Vec<Frame> = Vec::with_capacity(frames.len());
    let mut merges_into_next = false;
    let mut frames = frames.into_iter().peekable();
    while let Some(frame) = frames.next() {
        let merging = frames.peek().is_some_and(|next| merges(&frame, next));
        match kept.pop_if(|_| merges_into_next) {
            Some(earlier) => kept.push(earlier.then(frame)),
            None => kept.push(frame),
        }
        merges_into_next = merging;
    }
    kept
}
