//! The one thread that keeps versions: it reads what a room has of them, lays them out anew with what came, and gives that to the
//! log. Rooms wait for none of it, and of one room's versions alone there is a copy in memory at a time.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use picnic_protocol::ids::{LogPosition, RoomId};
use tokio::sync::oneshot;

use crate::limits::{
    LOG_PROBE_MS, ROOM_VERSIONS_BYTES_MAX, VERSION_ROWS_LOOSE_MAX, VERSIONS_ROOMS_KNOWN_MAX,
    VERSIONS_WAITING_MAX,
};
use crate::log::{KeptVersions, Log, LogError, NewVersions, Versions, VersionsChange};
use crate::pool::NICENESS;
use crate::rooms::erasures::{Erasure, Erasures};
use crate::versions::Frame;
use crate::versions::erasing::erase;
use crate::versions::gaps::Gaps;
use crate::versions::packed::unpack;
use crate::versions::rows::{Row, lay_out};
use crate::versions::thinning::{forget_before, thin};

/// Told where a version was not kept: the next one must tell everything.
pub(super) type Lost = Box<dyn Fn() + Send>;

/// What is to be done about a room's versions.
pub(super) enum Job {
    /// One more, which the room noted when it stood there.
    Keep { room: RoomId, position: LogPosition, frame: Box<Frame>, lost: Lost },
    /// These are in none any more.
    Erase { room: RoomId, erasures: Vec<Erasure>, done: SyncSender<()> },
    /// What is older than this goes, ms since 1970.
    Forget { room: RoomId, before_ms: u64 },
    /// They take no more bytes than this.
    Shrink { room: RoomId, bytes_max: usize },
    /// The room is gone, and whatever it had: nothing is remembered of it.
    Gone(RoomId),
    /// Somebody waits until all before it is done.
    Tell(oneshot::Sender<()>),
}

/// The way to the thread.
pub(super) struct Keeper {
    jobs: SyncSender<Job>,
    erasures: Erasures,
}

impl Keeper {
    pub(super) fn start(log: Arc<dyn Log>) -> std::io::Result<Self> {
        let (jobs, given) = sync_channel(VERSIONS_WAITING_MAX);
        std::thread::Builder::new().name("versions".to_owned()).spawn(move || {
            // Where the system does not allow it, it works as the others do.
            let _ = rustix::process::nice(NICENESS);
            Work::on(log).run(&given);
        })?;
        Ok(Self { jobs, erasures: Erasures::default() })
    }

    /// Gives the thread something to do; false when too much waits.
    pub(super) fn give(&self, job: Job) -> bool {
        self.jobs.try_send(job).is_ok()
    }

    /// These are in none of a room's versions any more, those that were given before among them. What comes while that waits
    /// is done with what came since.
    pub(super) fn erase(&self, room: RoomId, erasure: Erasure) {
        if !self.erasures.add(room, erasure) {
            return;
        }
        let (jobs, erasures) = (self.jobs.clone(), self.erasures.clone());
        // Where too much waits it blocks, for it must not be left out.
        tokio::task::spawn_blocking(move || {
            erasures.carry(room, |erasures| {
                let (done, told) = sync_channel(1);
                // The thread ends with the process only; where it panics it says nothing.
                let _ = jobs.send(Job::Erase { room, erasures, done });
                let _ = told.recv();
            });
        });
    }

    /// Waits until all that was given so far is done.
    pub(super) async fn settle(&self) {
        self.erasures.settle().await;
        let (done, told) = oneshot::channel();
        if self.give(Job::Tell(done)) {
            // The thread ends with the process only.
            let _ = told.await;
        }
    }
}

/// What is known of a room's rows without reading them.
#[derive(Debug, Clone, Copy)]
struct Known {
    last: u64,
    /// How many rows at their end are appended one by one.
    loose: usize,
}

struct Work {
    log: Arc<dyn Log>,
    /// Spares reading them; nothing hangs on a room being in it.
    known: HashMap<RoomId, Known>,
    /// Rooms of which a frame was not kept: what says only what changed since then says too little. 16 B a room of the log.
    lost: HashSet<RoomId>,
    /// What was to be erased while the log took nothing.
    failed: VecDeque<(RoomId, Vec<Erasure>)>,
    /// When the first of that is tried again.
    next_try: Option<Instant>,
}

impl Work {
    fn on(log: Arc<dyn Log>) -> Self {
        let (known, lost) = (HashMap::new(), HashSet::new());
        Self { log, known, lost, failed: VecDeque::new(), next_try: None }
    }

    fn run(mut self, given: &Receiver<Job>) {
        loop {
            let job = match self.next_try {
                None => given.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => given.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            if matches!(job, Err(RecvTimeoutError::Disconnected)) {
                return;
            }
            let work = || {
                if let Ok(job) = job {
                    self.take_up(job);
                }
                // Also where there is always another job.
                self.try_again_if_due();
            };
            if catch_unwind(AssertUnwindSafe(work)).is_err() {
                tracing::error!("keeping a version of a board failed");
            }
        }
    }

    fn try_again_if_due(&mut self) {
        let now = Instant::now();
        if self.next_try.is_none_or(|at| now < at) {
            return;
        }
        // Also where what is tried panics.
        self.next_try = Some(now + Duration::from_millis(LOG_PROBE_MS));
        let is_done =
            self.failed.pop_front().is_none_or(|(room, erasures)| self.erase(room, erasures));
        if is_done {
            // What else there is follows after one job.
            self.next_try = (!self.failed.is_empty()).then_some(now);
        }
    }

    fn take_up(&mut self, job: Job) {
        match job {
            Job::Keep { room, position, frame, lost } => {
                if let Err(error) = self.keep(room, position, *frame) {
                    tracing::warn!(%room, %error, "a version of the board is not kept");
                    lost();
                }
            }
            Job::Erase { room, erasures, done } => {
                self.erase(room, erasures);
                let _ = done.send(());
            }
            Job::Forget { room, before_ms } => {
                let forget = |frames| forget_before(frames, before_ms);
                let done = self.change(room, ROOM_VERSIONS_BYTES_MAX, false, forget);
                tell_of_failure(room, done);
            }
            Job::Shrink { room, bytes_max } => {
                let done = self.change(room, bytes_max, false, |frames| frames);
                tell_of_failure(room, done);
            }
            Job::Gone(room) => {
                self.known.remove(&room);
                self.lost.remove(&room);
                self.failed.retain(|(other, _)| *other != room);
            }
            Job::Tell(done) => {
                let _ = done.send(());
            }
        }
    }

    /// Says whether it is done; what is not is tried again.
    fn erase(&mut self, room: RoomId, erasures: Vec<Erasure>) -> bool {
        let take_out = |mut frames: Vec<Frame>| {
            for erasure in &erasures {
                erase(&mut frames, &erasure.erased);
            }
            frames
        };
        if let Err(error) = self.change(room, ROOM_VERSIONS_BYTES_MAX, true, take_out) {
            tracing::error!(%room, %error, "what was erased is still in versions; that is tried again");
            match self.failed.iter_mut().find(|(other, _)| *other == room) {
                Some((_, waiting)) => waiting.extend(erasures),
                None => self.failed.push_back((room, erasures)),
            }
            let at = Instant::now() + Duration::from_millis(LOG_PROBE_MS);
            self.next_try.get_or_insert(at);
            return false;
        }
        for erasure in erasures {
            (erasure.done)();
        }
        true
    }

    fn keep(&mut self, room: RoomId, position: LogPosition, frame: Frame) -> Result<(), LogError> {
        // Both until it is kept, also where that panics.
        let known = self.known.remove(&room);
        let is_lost = !self.lost.insert(room);
        if is_lost && !frame.whole || !self.log.has_space_for_versions() {
            return Err(LogError::NotWritten);
        }
        let appends = known.filter(|known| !frame.whole && known.loose < VERSION_ROWS_LOOSE_MAX);
        let known = if let Some(Known { last, loose }) = appends {
            let number = last + 1;
            let puts = vec![new_versions(number, Row::of(&[frame]))];
            let change = VersionsChange { puts, position, ..VersionsChange::default() };
            self.log.change_versions(room, change)?;
            Known { last: number, loose: loose + 1 }
        } else {
            self.lay_out_with(room, position, frame)?
        };
        if self.known.len() >= VERSIONS_ROOMS_KNOWN_MAX {
            self.known.clear();
        }
        self.known.insert(room, known);
        self.lost.remove(&room);
        Ok(())
    }

    fn lay_out_with(
        &self,
        room: RoomId,
        position: LogPosition,
        mut frame: Frame,
    ) -> Result<Known, LogError> {
        let Versions { kept, sealed } = self.log.versions(room)?;
        if position <= sealed {
            frame.people.clear();
            frame.writers.clear();
        }
        let now_ms = frame.at_ms;
        let (mut frames, gaps) = frames_of(room, &kept)?;
        if frame.whole {
            let board = frames.iter().cloned().reduce(Frame::then);
            match board {
                Some(board) => frames.extend(frame.since(&board)),
                None => frames.push(frame),
            }
        } else if frames.is_empty() || gaps.is_open() {
            // What it changed is on a board that is not there.
            return Err(LogError::NotWritten);
        } else {
            frames.push(frame);
        }
        self.put(room, &kept, sealed, lay_out(thin(frames, now_ms), ROOM_VERSIONS_BYTES_MAX), false)
    }

    /// Changes all of a room's versions.
    fn change(
        &mut self,
        room: RoomId,
        bytes_max: usize,
        erases: bool,
        change: impl FnOnce(Vec<Frame>) -> Vec<Frame>,
    ) -> Result<(), LogError> {
        self.known.remove(&room);
        let Versions { kept, sealed } = self.log.versions(room)?;
        let rows = lay_out(change(frames_of(room, &kept)?.0), bytes_max);
        self.put(room, &kept, sealed, rows, erases).map(|_| ())
    }

    /// Puts rows in the place of those that there are, from the first on that differs.
    fn put(
        &self,
        room: RoomId,
        kept: &[KeptVersions],
        sealed: LogPosition,
        rows: Vec<Row>,
        erases: bool,
    ) -> Result<Known, LogError> {
        let is_same = |(one, row): &(&KeptVersions, &Row)| {
            one.bytes.as_ref() == Some(&row.bytes) && one.people == row.people
        };
        let same = kept.iter().zip(&rows).take_while(is_same).count();
        let mut last = kept.last().map_or(0, |kept| kept.number);
        if same == kept.len() && same == rows.len() {
            return Ok(Known { last, loose: 0 });
        }
        let puts = rows.into_iter().skip(same).map(|row| {
            last += 1;
            new_versions(last, row)
        });
        let puts = puts.collect();
        let removes_from = kept.get(same).map(|kept| kept.number);
        // What it tells of people was read when that was the last seal.
        let change = VersionsChange { removes_from, puts, position: sealed.next(), erases };
        self.log.change_versions(room, change)?;
        Ok(Known { last, loose: 0 })
    }
}

fn tell_of_failure(room: RoomId, done: Result<(), LogError>) {
    if let Err(error) = done {
        tracing::warn!(%room, %error, "versions of the board stay as they are");
    }
}

fn new_versions(number: u64, row: Row) -> NewVersions {
    let Row { from_ms, bytes, people } = row;
    NewVersions { number, from_ms, bytes, people }
}

/// All frames of some rows. What is damaged is left out, and what follows it up to a frame that holds everything (rule 8).
///
/// # Errors
/// When a later version wrote them; they stay as they are (rule 13).
pub(super) fn frames_of(
    room: RoomId,
    kept: &[KeptVersions],
) -> Result<(Vec<Frame>, Gaps), LogError> {
    let mut frames = Vec::new();
    let mut gaps = Gaps::default();
    for KeptVersions { number, bytes, people } in kept {
        let Some(bytes) = bytes else {
            tracing::error!(%room, number, "versions of the board are damaged: those up to the next whole one are left out");
            gaps.lose();
            continue;
        };
        let unpacked = unpack(bytes, people.as_deref());
        let unpacked = unpacked.map_err(|error| LogError::Refused(error.into()))?;
        frames.extend(unpacked.into_iter().filter(|frame| !gaps.leaves_out(frame)));
    }
    Ok((frames, gaps))
}
