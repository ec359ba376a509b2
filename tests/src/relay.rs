//! A bare relay: what any server must at least do. A task a socket copies each message, the same
//! bytes, to everyone else in the room; it reads nothing, keeps nothing, waits for nothing.
//!
//! The path of the URL names the room.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};

type Rooms = Arc<Mutex<HashMap<String, Room>>>;
type Room = Arc<Mutex<Vec<(SocketAddr, UnboundedSender<Message>)>>>;

/// Serves until the process ends.
///
/// # Panics
/// When the listener fails.
pub async fn serve(listener: TcpListener) {
    let rooms = Rooms::default();
    loop {
        let (stream, from) = listener.accept().await.expect("the relay accepts");
        tokio::spawn(relay(stream, from, Arc::clone(&rooms)));
    }
}

async fn relay(stream: TcpStream, from: SocketAddr, rooms: Rooms) {
    stream.set_nodelay(true).expect("a socket can be set to send at once");
    let mut name = String::new();
    // The callback's shape is tungstenite's.
    #[expect(clippy::result_large_err)]
    let read_path = |request: &Request, response: Response| {
        request.uri().path().clone_into(&mut name);
        Ok(response)
    };
    let Ok(mut socket) = tokio_tungstenite::accept_hdr_async(stream, read_path).await else {
        return;
    };
    let room = Arc::clone(rooms.lock().expect("no panic").entry(name).or_default());
    let (outbox, mut inbox) = mpsc::unbounded_channel();
    room.lock().expect("no panic").push((from, outbox));
    loop {
        tokio::select! {
            message = socket.next() => match message {
                Some(Ok(message @ Message::Binary(_))) => {
                    for (to, outbox) in room.lock().expect("no panic").iter() {
                        if *to != from {
                            let _ = outbox.send(message.clone());
                        }
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
            Some(message) = inbox.recv() => if socket.send(message).await.is_err() {
                break;
            },
        }
    }
    room.lock().expect("no panic").retain(|(to, _)| *to != from);
}
