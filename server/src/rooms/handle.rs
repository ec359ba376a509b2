//! The way to one open room: what is asked of its task, and waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::Role;
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::room::knocking::{Answer, Knock};
use crate::room::session::bin::BinItem;
use crate::room::session::decide::RoomKeeping;
use crate::room::{ConnectionId, Contents, Facts, Input, Join};
use crate::rooms::message::Message;
use crate::rooms::outbox::Outbox;
use crate::rooms::telling::tell;
use crate::rooms::waiting::NotRotated;
use crate::versions::Erased;

/// The way to one open room.
#[derive(Clone)]
pub struct RoomHandle {
    pub(super) mailbox: mpsc::Sender<Box<Message>>,
    /// Records appended since it was opened.
    pub(super) changes: Arc<AtomicU64>,
    /// The turn of those who send large messages.
    pub(super) parts: Arc<Semaphore>,
}

/// The room was put away meanwhile, or its task ended. Ask for it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

impl RoomHandle {
    /// Brings a socket in.
    ///
    /// # Errors
    /// [`Closed`]; nothing happened then.
    pub async fn join(&self, join: Join, outbox: Arc<Outbox>) -> Result<(), Closed> {
        let (done, joined) = oneshot::channel();
        let message = Box::new(Message::Join { join, outbox, done });
        self.mailbox.send(message).await.map_err(|_| Closed)?;
        joined.await.map_err(|_| Closed)
    }

    /// Hands a socket's frame to the room; waits while the room is busy.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn frame(
        &self,
        connection: ConnectionId,
        frame: ClientFrame,
    ) -> impl Future<Output = Result<(), Closed>> + Send {
        self.input(Input::Frame { connection, frame })
    }

    /// Hands a part of a large message to the room, and waits until the board has it: those of all its
    /// sockets come one by one, so that none who writes little waits for more than one.
    ///
    /// # Errors
    /// [`Closed`].
    pub async fn part(&self, connection: ConnectionId, frame: ClientFrame) -> Result<(), Closed> {
        let _turn = self.parts.acquire().await.map_err(|_| Closed)?;
        let (done, taken) = oneshot::channel();
        let place = self.mailbox.reserve().await.map_err(|_| Closed)?;
        place.send(Box::new(Message::Part { input: Input::Frame { connection, frame }, done }));
        taken.await.map_err(|_| Closed)
    }

    /// Tells the room something.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn input(&self, input: Input) -> impl Future<Output = Result<(), Closed>> + Send {
        // Boxed before anything is awaited, so that a socket's task has no room for it; and where the mailbox takes it,
        // nothing is held of the wait.
        let message = Box::new(Message::Input(input));
        async move {
            match self.mailbox.try_send(message) {
                Ok(()) => Ok(()),
                Err(TrySendError::Full(message)) => {
                    Box::pin(self.mailbox.send(message)).await.map_err(|_| Closed)
                }
                Err(TrySendError::Closed(_)) => Err(Closed),
            }
        }
    }

    /// The same, without waiting: where its mailbox is full, it hears of it later.
    pub(super) fn tell(&self, input: Input) {
        let message = Box::new(Message::Input(input));
        tell(&Handle::current(), &self.mailbox.downgrade(), message);
    }

    /// Makes a link anew, and waits until the log has it.
    ///
    /// # Errors
    /// [`NotRotated`].
    pub async fn rotate(&self, role: Role) -> Result<Facts, NotRotated> {
        let (done, rotated) = oneshot::channel();
        let asked = self.mailbox.send(Box::new(Message::Rotate { role, done })).await;
        asked.map_err(|_| NotRotated::Closed)?;
        rotated.await.unwrap_or(Err(NotRotated::Closed))
    }

    /// Has the room archived, taken away, or not, and waits until the log has it.
    ///
    /// # Errors
    /// [`NotRotated`].
    pub async fn keep(&self, keeping: RoomKeeping) -> Result<Facts, NotRotated> {
        let (done, kept) = oneshot::channel();
        let asked = self.mailbox.send(Box::new(Message::Keep { keeping, done })).await;
        asked.map_err(|_| NotRotated::Closed)?;
        kept.await.unwrap_or(Err(NotRotated::Closed))
    }

    /// What can be known of the room without joining.
    ///
    /// # Errors
    /// [`Closed`].
    pub async fn facts(&self) -> Result<Facts, Closed> {
        let (done, facts) = oneshot::channel();
        self.mailbox.send(Box::new(Message::Facts(done))).await.map_err(|_| Closed)?;
        facts.await.map_err(|_| Closed)
    }

    /// Somebody knocks at the room, or still does.
    ///
    /// # Errors
    /// [`Closed`].
    pub async fn knock(&self, knock: Knock) -> Result<Answer, Closed> {
        let (done, answer) = oneshot::channel();
        self.mailbox.send(Box::new(Message::Knock { knock, done })).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }

    /// What the room holds, as soon as the log has all of it.
    ///
    /// # Errors
    /// [`Closed`].
    pub async fn contents(&self) -> Result<Contents, Closed> {
        let (done, contents) = oneshot::channel();
        self.mailbox.send(Box::new(Message::Contents(done))).await.map_err(|_| Closed)?;
        contents.await.map_err(|_| Closed)
    }

    /// What is in the room's bin, oldest first, as soon as the log has all of it.
    ///
    /// # Errors
    /// [`Closed`].
    pub async fn bin(&self) -> Result<Vec<BinItem>, Closed> {
        let (done, bin) = oneshot::channel();
        self.mailbox.send(Box::new(Message::Bin(done))).await.map_err(|_| Closed)?;
        bin.await.map_err(|_| Closed)
    }

    /// Has the room note a version of the board as it is, unless there is one; tells what may be in versions and is erased.
    ///
    /// # Errors
    /// [`Closed`].
    pub(super) async fn note_version(&self) -> Result<Vec<Erased>, Closed> {
        let (done, noted) = oneshot::channel();
        self.mailbox.send(Box::new(Message::NoteVersion(done))).await.map_err(|_| Closed)?;
        noted.await.map_err(|_| Closed)
    }

    /// Records appended since the room was opened: another number, another board.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.mailbox.is_closed()
    }
}
