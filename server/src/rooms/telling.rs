//! Telling a room something from a thread that serves all rooms: it waits for none of them.

use tokio::runtime::Handle;
use tokio::sync::mpsc::WeakSender;
use tokio::sync::mpsc::error::TrySendError;

/// Puts something into a room's mailbox; where that is full, somebody else waits until it is not. A room that is gone hears nothing.
pub(super) fn tell<T: Send + 'static>(runtime: &Handle, mailbox: &WeakSender<T>, message: T) {
    let Some(mailbox) = mailbox.upgrade() else { return };
    if let Err(TrySendError::Full(message)) = mailbox.try_send(message) {
        runtime.spawn(async move { mailbox.send(message).await });
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use tokio::sync::{mpsc, oneshot};

    use super::*;

    #[tokio::test]
    async fn nobody_waits_for_a_full_mailbox_and_what_was_said_arrives_all_the_same() {
        let (mailbox, mut messages) = mpsc::channel(1);
        let (runtime, weak) = (Handle::current(), mailbox.downgrade());
        let (done, told) = oneshot::channel();
        let waiting = thread::spawn(move || {
            for number in 0..3 {
                tell(&runtime, &weak, number);
            }
            done.send(()).unwrap();
        });
        // Nobody took anything out.
        told.await.unwrap();
        waiting.join().unwrap();
        let mut heard = Vec::new();
        while heard.len() < 3 {
            heard.push(messages.recv().await.unwrap());
        }
        heard.sort_unstable();
        assert_eq!(heard, [0, 1, 2]);
    }
}
