//! A client of Hocuspocus, once it was told in its own words that this server speaks another protocol.
//!
//! It comes back a second after its socket closed, with all that it has to say, and so on for ever: its second version
//! unless the code is 4401, the later ones whatever it is. All close a socket on which nothing came for half a minute. So
//! it is kept, at rest, and hears now and then of a document that it does not have, which it passes over.
//! Source: @hocuspocus/provider 2 to 4, `HocuspocusProviderWebsocket.ts`.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::limits::{OTHER_PROTOCOL_MESSAGE_MS, OTHER_PROTOCOL_SECONDS, WRITE_STALL_SECONDS};
use crate::net::silence::Silence;
use crate::net::transport::{Gone, Heard, Transport};
use crate::rooms::outbox::Farewell;

/// What it is told, and its socket closed with in the end.
pub(super) const OTHER_PROTOCOL: Farewell = Farewell {
    code: 4401,
    reason: "this server speaks the protocol of y-websocket, not Hocuspocus'; see docs/yjs-clients.md",
};

/// A message of the document without a name.
const NOTHING: &[u8] = &[0];

/// Keeps it until it goes or is dead, or for as long as anybody is kept.
pub(super) async fn keep_at_rest<T: Transport>(socket: &mut T) {
    let rests = async {
        let mut silence = Silence::begins(Instant::now().into());
        loop {
            tokio::select! {
                heard = socket.hear() => {
                    if matches!(heard, Heard::Ended(_)) {
                        return;
                    }
                    silence.heard(Instant::now().into());
                    sleep(Duration::from_millis(OTHER_PROTOCOL_MESSAGE_MS)).await;
                }
                () = sleep_until(silence.look_at().into()) => {
                    let is_dead = silence.is_too_long(Instant::now().into(), socket.received(), true);
                    if is_dead || tell_that_one_is_here(socket).await.is_err() {
                        return;
                    }
                }
            }
        }
    };
    let _ = timeout(Duration::from_secs(OTHER_PROTOCOL_SECONDS), rests).await;
}

/// Says so in its own protocol, and asks it for the same in that of sockets.
async fn tell_that_one_is_here<T: Transport>(socket: &mut T) -> Result<(), Gone> {
    let tells = async {
        socket.ask().await?;
        socket.send(vec![Bytes::from_static(NOTHING)]).await
    };
    timeout(Duration::from_secs(WRITE_STALL_SECONDS), tells).await.unwrap_or(Err(Gone))
}
