//! Versions are kept one after the other, laid out anew from time to time, and one that is not kept costs no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::limits::{LOG_PROBE_MS, VERSION_ROWS_LOOSE_MAX};
use crate::log::memory::MemoryLog;
use crate::log::{Log, Observer, VersionsChange, WriteOutcome};
use crate::rooms::erasures::Erasure;
use crate::rooms::keeper::{Job, Keeper, frames_of};
use crate::versions::fields::Fields;
use crate::versions::{Erased, Frame};

const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const MINUTE_MS: u64 = 60_000;

struct Deaf;

impl Observer for Deaf {
    fn notify(&self, _: WriteOutcome) {}
}

/// A log that has the room.
fn with_room(log: impl Log) -> Arc<dyn Log> {
    log.append(ROOM, LogPosition(1), Bytes::from("a"), None, Arc::new(Deaf));
    Arc::new(log)
}

/// A frame of a minute, in which one note changed.
fn frame(minute: u64, whole: bool) -> Frame {
    let at_ms = minute * MINUTE_MS;
    let mut frame = Frame { at_ms, whole, ..Frame::default() };
    frame.notes.insert("a".to_owned(), Fields::of_json(&format!("{{\"text\":\"{minute}\"}}")));
    frame
}

struct Keeping {
    log: Arc<dyn Log>,
    keeper: Keeper,
    lost: Arc<AtomicUsize>,
}

impl Keeping {
    fn on(log: Arc<dyn Log>) -> Self {
        let keeper = Keeper::start(Arc::clone(&log)).unwrap();
        Self { log, keeper, lost: Arc::default() }
    }

    fn keep(&self, frame: Frame) {
        let lost = Arc::clone(&self.lost);
        let lost = Box::new(move || {
            lost.fetch_add(1, Ordering::SeqCst);
        });
        let (position, frame) = (LogPosition(1), Box::new(frame));
        assert!(self.keeper.give(Job::Keep { room: ROOM, position, frame, lost }));
    }

    fn erase(&self, key: &str) {
        let erased = vec![Erased::Element(key.to_owned())];
        self.keeper.erase(ROOM, Erasure { erased, done: Box::new(|| ()) });
    }

    fn do_it(&self, job: Job) {
        assert!(self.keeper.give(job));
    }

    /// What is kept, once all is done.
    async fn kept(&self) -> Vec<Frame> {
        self.keeper.settle().await;
        frames_of(ROOM, &self.log.versions(ROOM).unwrap().kept).unwrap().0
    }

    async fn rows(&self) -> usize {
        self.keeper.settle().await;
        self.log.versions(ROOM).unwrap().kept.len()
    }
}

#[tokio::test]
async fn frames_are_appended_and_from_time_to_time_laid_out_together() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    keeping.keep(frame(1, true));
    for minute in 2..=VERSION_ROWS_LOOSE_MAX as u64 + 1 {
        keeping.keep(frame(minute, false));
    }
    assert_eq!(keeping.rows().await, VERSION_ROWS_LOOSE_MAX + 1);
    keeping.keep(frame(40, false));
    assert_eq!(keeping.rows().await, 1);
    let kept = keeping.kept().await;
    assert_eq!(kept.len(), VERSION_ROWS_LOOSE_MAX + 2);
    assert_eq!(kept.last(), Some(&frame(40, false)));
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn what_a_room_tells_first_after_it_was_opened_again_adds_only_what_is_new() {
    let log = with_room(MemoryLog::default());
    let keeping = Keeping::on(Arc::clone(&log));
    keeping.keep(frame(1, true));
    assert_eq!(keeping.kept().await.len(), 1);
    let again = Keeping::on(log);
    again.keep(Frame { at_ms: 9 * MINUTE_MS, ..frame(1, true) });
    assert_eq!(again.kept().await, [frame(1, true)], "nothing is new");
    again.keep(frame(10, false));
    again.keep(Frame { whole: true, at_ms: 11 * MINUTE_MS, ..Frame::default() });
    let kept = again.kept().await;
    assert_eq!(kept.len(), 3);
    assert_eq!(kept[2].notes["a"], None, "it is gone");
    assert!(!kept[2].whole);
}

#[tokio::test]
async fn a_frame_that_says_too_little_by_itself_is_not_kept_and_its_room_is_told() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    keeping.keep(frame(1, false));
    assert_eq!(keeping.kept().await, []);
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_was_erased_is_in_no_row_any_more() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    let mut other = frame(1, true);
    other.notes.insert("b".to_owned(), Fields::of_json("{\"text\":\"hush\"}"));
    keeping.keep(other);
    keeping.keep(frame(2, false));
    keeping.erase("b");
    assert_eq!(keeping.kept().await, [frame(1, true), frame(2, false)]);
}

#[tokio::test]
async fn what_could_not_be_erased_is_tried_again_however_busy_other_rooms_are() {
    let memory = Arc::new(MemoryLog::default());
    memory.append(ROOM, LogPosition(1), Bytes::from("a"), None, Arc::new(Deaf));
    let keeping = Keeping::on(memory.clone());
    let mut other = frame(1, true);
    other.notes.insert("b".to_owned(), Fields::of_json("{\"text\":\"hush\"}"));
    keeping.keep(other);
    keeping.keeper.settle().await;
    memory.refuse_versions(true);
    keeping.erase("b");
    keeping.keeper.settle().await;
    memory.refuse_versions(false);
    let until = Instant::now() + Duration::from_millis(5 * LOG_PROBE_MS);
    // To wait for it is a job as well, so there are always some.
    while keeping.kept().await != [frame(1, true)] {
        assert!(Instant::now() < until, "it is still there");
    }
}

#[tokio::test]
async fn what_is_erased_item_by_item_is_in_no_row_once_that_is_done() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    let mut other = frame(1, true);
    let keys: Vec<_> = (0..200).map(|number| format!("n{number}")).collect();
    for key in &keys {
        other.notes.insert(key.clone(), Fields::of_json("{\"text\":\"hush\"}"));
    }
    keeping.keep(other);
    for key in keys {
        keeping.erase(&key);
    }
    assert_eq!(keeping.kept().await, [frame(1, true)]);
}

#[tokio::test]
async fn a_frame_that_follows_an_erasure_or_what_was_forgotten_is_kept() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    let mut first = frame(1, true);
    first.notes.insert("b".to_owned(), Fields::of_json("{\"text\":\"hush\"}"));
    keeping.keep(first);
    keeping.keep(frame(2, false));
    keeping.erase("b");
    keeping.keeper.settle().await;
    keeping.keep(Frame { ends_phase: true, ..frame(3, false) });
    keeping.do_it(Job::Forget { room: ROOM, before_ms: 2 * MINUTE_MS });
    keeping.keep(frame(4, false));
    keeping.do_it(Job::Shrink { room: ROOM, bytes_max: 1 << 20 });
    keeping.keep(frame(5, false));
    let ends_phase = Frame { ends_phase: true, ..frame(3, false) };
    let kept = [frame(2, true), ends_phase, frame(4, false), frame(5, false)];
    assert_eq!(keeping.kept().await, kept);
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn after_a_frame_that_was_not_kept_the_next_must_tell_everything() {
    let memory = Arc::new(MemoryLog::default());
    memory.append(ROOM, LogPosition(1), Bytes::from("a"), None, Arc::new(Deaf));
    let keeping = Keeping::on(memory.clone());
    keeping.keep(frame(1, true));
    keeping.keeper.settle().await;
    memory.refuse_versions(true);
    keeping.keep(frame(2, false));
    keeping.keeper.settle().await;
    memory.refuse_versions(false);
    keeping.keep(frame(3, false));
    keeping.keeper.settle().await;
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 2, "it says what changed since the lost one");
    keeping.keep(frame(4, true));
    keeping.keep(frame(5, false));
    assert_eq!(keeping.kept().await, [frame(1, true), frame(4, false), frame(5, false)]);
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn what_follows_a_damaged_row_is_left_out_up_to_the_next_frame_that_holds_everything() {
    let memory = MemoryLog::default();
    memory.append(ROOM, LogPosition(1), Bytes::from("a"), None, Arc::new(Deaf));
    let memory = Arc::new(memory);
    let keeping = Keeping::on(memory.clone());
    let change = |minute, key: &str| {
        let mut change = Frame { at_ms: minute * MINUTE_MS, ..Frame::default() };
        change.notes.insert(key.to_owned(), Fields::of_json("{}"));
        change
    };
    keeping.keep(frame(1, true));
    keeping.keep(change(2, "lost"));
    keeping.keep(change(3, "after"));
    assert_eq!(keeping.kept().await.len(), 3);
    memory.damage_versions(ROOM, 2);
    assert_eq!(keeping.kept().await, [frame(1, true)], "not «after» without «lost»");
    let rows = VERSION_ROWS_LOOSE_MAX as u64 + 1;
    for minute in 4..=rows {
        keeping.keep(change(minute, "after"));
    }
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 0);
    // The thread reads them, and lays nothing out that says too little.
    keeping.keep(change(rows + 1, "later"));
    assert_eq!(keeping.kept().await, [frame(1, true)]);
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 1, "the room tells everything next");
    let mut whole = frame(rows + 2, true);
    whole
        .notes
        .extend(["lost", "after", "later"].map(|key| (key.to_owned(), Fields::of_json("{}"))));
    keeping.keep(whole.clone());
    let board = keeping.kept().await.into_iter().reduce(Frame::then).unwrap();
    assert_eq!(board.notes, whole.notes);
    assert_eq!(keeping.rows().await, 1, "and no damaged row is left");
    keeping.keep(change(rows + 3, "last"));
    let board = keeping.kept().await.into_iter().reduce(Frame::then).unwrap();
    assert!(board.notes.len() == whole.notes.len() + 1);
}

#[tokio::test]
async fn what_is_too_old_or_too_much_becomes_part_of_what_came_after() {
    let keeping = Keeping::on(with_room(MemoryLog::default()));
    for minute in 1..=8 {
        keeping.keep(frame(minute, minute == 1));
    }
    keeping.do_it(Job::Forget { room: ROOM, before_ms: 5 * MINUTE_MS });
    assert_eq!(keeping.kept().await[0], frame(5, true));
    keeping.do_it(Job::Shrink { room: ROOM, bytes_max: 0 });
    assert_eq!(keeping.kept().await, [frame(8, true)]);
    keeping.do_it(Job::Forget { room: ROOM, before_ms: 9 * MINUTE_MS });
    assert_eq!(keeping.kept().await, []);
}

#[tokio::test]
async fn versions_of_a_later_picnic_stay_as_they_are() {
    let log = with_room(MemoryLog::default());
    let (bytes, people) = (Bytes::from("of a later version"), None);
    let new = crate::log::NewVersions { number: 1, from_ms: 1, bytes: bytes.clone(), people };
    let change =
        VersionsChange { puts: vec![new], position: LogPosition(1), ..VersionsChange::default() };
    log.change_versions(ROOM, change).unwrap();
    let keeping = Keeping::on(Arc::clone(&log));
    keeping.keep(frame(1, true));
    keeping.keeper.settle().await;
    assert_eq!(keeping.lost.load(Ordering::SeqCst), 1);
    assert_eq!(log.versions(ROOM).unwrap().kept[0].bytes, Some(bytes));
}
