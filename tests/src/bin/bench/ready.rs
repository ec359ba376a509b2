//! The least that any server must do at a join: accept, wait for the question, write the answer.

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;

/// Answers each message on each socket with these bytes, until the process ends.
pub(crate) async fn serve(listener: TcpListener, answer: Vec<u8>) {
    let answer = Bytes::from(answer);
    loop {
        let (stream, _) = listener.accept().await.expect("the yardstick accepts");
        tokio::spawn(reply(stream, answer.clone()));
    }
}

async fn reply(stream: TcpStream, answer: Bytes) {
    stream.set_nodelay(true).expect("a socket can be set to send at once");
    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else { return };
    while let Some(Ok(message)) = socket.next().await {
        if message.is_binary() && socket.send(Message::Binary(answer.clone())).await.is_err() {
            return;
        }
    }
}
