//! Which frames are kept: each minute of the last hour, with one before much was taken away, each five of the last day, each
//! phase's end, each day.

use std::collections::HashMap;

use crate::document::roots::{CLUSTERS, CONNECTORS, NOTES, SECTIONS, STROKES};
use crate::versions::fields::Fields;
use crate::versions::frame::Frame;
use crate::versions::much::Amount;
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
    let much_goes = much_goes(&frames, now_ms);
    let mut kept_before = None;
    merge_where(frames, |index, one, next| {
        let of = stretch(one.at_ms, now_ms);
        if one.ends_phase || of != stretch(next.at_ms, now_ms) {
            return false;
        }
        let is_kept = of.0 == 0 && kept_before != Some(of) && much_goes[index + 1];
        if is_kept {
            kept_before = Some(of);
        }
        !is_kept
    })
}

/// Of each frame, whether it is of the last hour and tells that much is gone.
fn much_goes(frames: &[Frame], now_ms: u64) -> Vec<bool> {
    let mut there: [HashMap<&str, &Fields>; 5] = Default::default();
    let much_goes = frames.iter().map(|frame| {
        let amount = take(&mut there, frame);
        stretch(frame.at_ms, now_ms).0 == 0 && amount.is_much()
    });
    much_goes.collect()
}

/// Brings what is there up to a frame, and says how much of it goes.
fn take<'a>(there: &mut [HashMap<&'a str, &'a Fields>; 5], frame: &'a Frame) -> Amount {
    let mut amount = Amount::default();
    let kinds = [NOTES, CLUSTERS, SECTIONS, STROKES, CONNECTORS].into_iter().zip(frame.kinds());
    for ((root, elements), there) in kinds.zip(there) {
        if frame.whole {
            there.retain(|key, _| {
                let stays = elements.contains_key(*key);
                if !stays {
                    amount.add(root, true);
                }
                stays
            });
        }
        for (key, fields) in elements {
            let before = match fields {
                Some(fields) => there.insert(key, fields),
                None => there.remove(key.as_str()),
            };
            let Some(before) = before else { continue };
            match fields {
                None => amount.add(root, true),
                Some(now) if root == NOTES && now != before => {
                    if !now.says_something() && before.says_something() {
                        amount.add(root, false);
                    }
                }
                Some(_) => {}
            }
        }
    }
    amount
}

/// Merges all frames from before a time into the first after it.
#[must_use]
pub fn forget_before(frames: Vec<Frame>, before_ms: u64) -> Vec<Frame> {
    let mut frames = merge_where(frames, |_, one, _| one.at_ms < before_ms);
    if frames.last().is_some_and(|last| last.at_ms < before_ms) {
        frames.clear();
    }
    frames
}

/// Merges the older half of the frames two by two; one and the next, where there are few.
#[must_use]
pub fn halve(frames: Vec<Frame>) -> Vec<Frame> {
    let older = (frames.len() / 2).max(2);
    merge_where(frames, |index, _, _| index < older && index % 2 == 0)
}

/// Merges each frame into the next where that is said of its place, of it and of the next.
fn merge_where(
    frames: Vec<Frame>,
    mut merges: impl FnMut(usize, &Frame, &Frame) -> bool,
) -> Vec<Frame> {
    let mut kept: Vec<Frame> = Vec::with_capacity(frames.len());
    let mut merges_into_next = false;
    let mut frames = frames.into_iter().enumerate().peekable();
    while let Some((index, frame)) = frames.next() {
        let merging = frames.peek().is_some_and(|(_, next)| merges(index, &frame, next));
        match kept.pop_if(|_| merges_into_next) {
            Some(earlier) => kept.push(earlier.then(frame)),
            None => kept.push(frame),
        }
        merges_into_next = merging;
    }
    kept
}
