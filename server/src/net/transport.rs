//! What carries a connection's messages both ways, whatever it is: its room knows no difference.

use std::sync::Arc;

use bytes::Bytes;

use crate::net::receive_budget::Reserved;
use crate::rooms::outbox::Farewell;

/// What came from the other side.
#[derive(Debug)]
pub(super) enum Heard {
    /// A message of frames.
    Message(Bytes),
    /// A large one, with what it holds of the process's budget.
    Large(Bytes, Arc<Reserved>),
    /// A message larger than it may be: its rest is passed over.
    TooLarge {
        /// Whether it may hold a change of the board.
        board: bool,
    },
    /// So many bytes of it were passed over.
    Passed(usize),
    /// It wants to know whether somebody is here, and to hear these bytes.
    Asked(Bytes),
    /// Nothing but that it is there.
    SignOfLife,
    /// Nothing more will come; what to say to that, if it can still be heard.
    Ended(Option<Farewell>),
}

/// The other side can be told nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gone;

/// The way between one connection and its room.
pub(super) trait Transport: Send + 'static {
    /// What comes next. A call may be given up at any time, and nothing is lost.
    fn hear(&mut self) -> impl Future<Output = Heard> + Send;

    /// Sends messages in order. A call that is given up leaves a half of one: nothing more can be sent then.
    fn send(&mut self, messages: Vec<Bytes>) -> impl Future<Output = Result<(), Gone>> + Send;

    /// Asks for a sign of life.
    fn ask(&mut self) -> impl Future<Output = Result<(), Gone>> + Send;

    /// Answers [`Heard::Asked`].
    fn answer(&mut self, _same: Bytes) -> impl Future<Output = Result<(), Gone>> + Send {
        async { Ok(()) }
    }

    /// Bytes that came, whether or not they make a message yet.
    fn received(&self) -> u64 {
        0
    }

    /// Says farewell, and waits until it was heard.
    fn close(self, farewell: Farewell) -> impl Future<Output = ()> + Send;
}
