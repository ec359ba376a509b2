//! Exports on their way to their readers: so many at once, and a slow reader keeps nobody waiting for long.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::timeout;

use crate::limits::{
    EXPORT_PIECE_BYTES, EXPORT_PIECES_WAITING, EXPORT_SECONDS_MAX, EXPORT_STALL_SECONDS,
    EXPORT_STALL_WANTED_SECONDS, EXPORTS_MAX, EXPORTS_OF_ONE_MAX, LARGE_WORK_OF_ONE_WAITING_MAX,
    LARGE_WORK_WAIT_SECONDS,
};
use crate::net::problem::Problem;
use crate::net::work::{Turn, Turns, Whose, busy};
use crate::pool::InLine;

/// Exports that are on their way to their readers. A slow reader holds one's memory, and no thread
/// that others wait for.
#[derive(Debug)]
pub struct Exports {
    all: Arc<Semaphore>,
    turns: Arc<Turns>,
    /// Those who have a turn and wait for a place among all.
    waiting: Arc<AtomicUsize>,
}

/// A place among them.
pub(super) struct ExportPlace {
    _of_all: OwnedSemaphorePermit,
    turns: Vec<Turn>,
    waiting: Arc<AtomicUsize>,
}

impl ExportPlace {
    /// Whether somebody waits for it.
    fn is_wanted(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0 || self.turns.iter().any(Turn::is_wanted)
    }
}

impl Default for Exports {
    fn default() -> Self {
        let turns = Turns::new(EXPORTS_OF_ONE_MAX, LARGE_WORK_OF_ONE_WAITING_MAX);
        Self { all: Arc::new(Semaphore::new(EXPORTS_MAX)), turns, waiting: Arc::default() }
    }
}

impl Exports {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        EXPORTS_MAX - self.all.available_permits()
    }

    /// A place, when there is one.
    pub(super) async fn place(&self, whose: &[Whose]) -> Result<ExportPlace, Problem> {
        let turns = self.turns.of_all(whose).await?;
        let (in_line, _) = InLine::behind(&self.waiting);
        let of_all = Arc::clone(&self.all).acquire_owned();
        let of_all = timeout(Duration::from_secs(LARGE_WORK_WAIT_SECONDS), of_all).await;
        drop(in_line);
        let Ok(Ok(of_all)) = of_all else { return Err(busy()) };
        Ok(ExportPlace { _of_all: of_all, turns, waiting: Arc::clone(&self.waiting) })
    }
}

/// How often it is seen whether a slow reader may go on holding its place.
const LOOKED_AFTER: Duration = Duration::from_millis(500);

/// Where an export is written, and the body it becomes.
pub(super) fn piped(place: ExportPlace) -> (Sink, Body) {
    let (sender, receiver) = mpsc::channel(EXPORT_PIECES_WAITING);
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (Ok::<Bytes, io::Error>(piece), receiver))
    });
    let (runtime, began) = (Handle::current(), Instant::now());
    let sink = Sink { sender, place, waiting: Vec::new(), runtime, began };
    (sink, Body::from_stream(pieces))
}

/// Gathers small pieces and waits for a reader that is slow, but not for ever, and not for long while another waits for
/// its place. Blocks.
pub(super) struct Sink {
    sender: mpsc::Sender<Bytes>,
    place: ExportPlace,
    waiting: Vec<u8>,
    runtime: Handle,
    began: Instant,
}

impl Sink {
    fn send(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        self.runtime.clone().block_on(self.offer(piece))
    }

    async fn offer(&self, piece: Bytes) -> io::Result<()> {
        let (began, end) = (Instant::now(), self.began + Duration::from_secs(EXPORT_SECONDS_MAX));
        while Instant::now() < end {
            match timeout(LOOKED_AFTER, self.sender.reserve()).await {
                Ok(Ok(room)) => {
                    room.send(piece);
                    return Ok(());
                }
                Ok(Err(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(_) if began.elapsed() >= self.patience() => break,
                Err(_) => {}
            }
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    /// How long a reader may take nothing.
    fn patience(&self) -> Duration {
        let is_wanted = self.place.is_wanted();
        let seconds = if is_wanted { EXPORT_STALL_WANTED_SECONDS } else { EXPORT_STALL_SECONDS };
        Duration::from_secs(seconds)
    }

    /// Hands over what is there already.
    pub(super) async fn hand_over(&mut self, mut whole: Bytes) -> io::Result<()> {
        while !whole.is_empty() {
            let piece = whole.split_to(whole.len().min(EXPORT_PIECE_BYTES));
            self.offer(piece).await?;
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= EXPORT_PIECE_BYTES {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() { Ok(()) } else { self.send() }
    }
}
