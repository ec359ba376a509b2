//! Sockets that only are there: memory of each, beyond the server's own.

use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_tests::client::Socket;
use picnic_tests::cost::{cpu, resident_bytes};
use tokio_tungstenite::tungstenite::Message;

use crate::target::Target;

/// What one target holds.
pub(crate) struct Outcome {
    pub(crate) target: &'static str,
    pub(crate) base_bytes: u64,
    pub(crate) bytes_each: f64,
    /// Of all sockets together, over [`WATCHED`].
    pub(crate) idle_cpu: Duration,
}

/// Idle sockets of picnic, then of the relay.
pub(crate) struct Idle {
    pub(crate) rooms: usize,
    pub(crate) sockets: usize,
    pub(crate) outcomes: [Outcome; 2],
}

/// How long the idle sockets are watched.
const WATCHED: Duration = Duration::from_secs(2);
/// Memory counts once it has not grown for this long.
const STEADY: Duration = Duration::from_millis(500);

/// Opens the sockets at each target.
pub(crate) async fn measure(rooms: usize, sockets: usize) -> Idle {
    let outcomes = [
        hold(&Target::picnic(), rooms, sockets).await,
        hold(&Target::relay(), rooms, sockets).await,
    ];
    Idle { rooms, sockets, outcomes }
}

async fn hold(target: &Target, rooms: usize, sockets: usize) -> Outcome {
    let doors = target.make_rooms(rooms).await;
    let base_bytes = steady(target.pid()).await;
    let mut open = Vec::with_capacity(sockets);
    for number in 0..sockets {
        let mut socket = doors[number % rooms].open().await.expect("the room lets this client in");
        let question = frame::sync_step_1(&[0]);
        socket.send(Message::Binary(question.into())).await.expect("the question is sent");
        open.push(socket);
    }
    if target.name() == "picnic" {
        for socket in &mut open {
            answer(socket).await;
        }
    }
    let bytes = steady(target.pid()).await;
    let before = cpu(target.pid());
    tokio::time::sleep(WATCHED).await;
    Outcome {
        target: target.name(),
        base_bytes,
        bytes_each: bytes.saturating_sub(base_bytes) as f64 / sockets as f64,
        idle_cpu: cpu(target.pid()).saturating_sub(before),
    }
}

/// Reads until the board has come.
async fn answer(socket: &mut Socket) {
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Binary(bytes) = message
            && bytes.starts_with(&[0, 1])
        {
            return;
        }
    }
}

async fn steady(pid: u32) -> u64 {
    let mut last = (resident_bytes(pid), Instant::now());
    while last.1.elapsed() < STEADY {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = resident_bytes(pid);
        if now != last.0 {
            last = (now, Instant::now());
        }
    }
    last.0
}
