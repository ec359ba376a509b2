//! A connection by server-sent events and posts, as a page has it where no WebSocket gets through.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::DEADLINE;
use crate::client::Door;
use crate::http::{Request, Response, send};

/// An open stream of events, of which nothing but the first is read.
pub struct Events {
    server: SocketAddr,
    room: String,
    /// What the server calls this connection.
    pub name: String,
    _stream: TcpStream,
}

impl Events {
    /// Opens one by a room's door.
    ///
    /// # Panics
    /// When the server does not open it.
    pub async fn open(door: &Door) -> Self {
        let (path, token) = door.path.split_once('?').expect("a door with a token");
        let mut stream = TcpStream::connect(door.server).await.expect("the server accepts");
        let mut head = format!("GET {path}/events?{token} HTTP/1.1\r\nHost: {}\r\n", door.server);
        for (name, value) in &door.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await.expect("the request is sent");
        let mut read = Vec::new();
        let name = loop {
            let come = timeout(DEADLINE, stream.read_buf(&mut read)).await;
            assert!(come.is_ok_and(|come| come.is_ok_and(|count| count > 0)), "a stream of events");
            let text = String::from_utf8_lossy(&read);
            let open = text.split_once("event:open\ndata:").map(|(_, rest)| rest);
            if let Some((name, _)) = open.and_then(|rest| rest.split_once('\n')) {
                break name.to_owned();
            }
        };
        let room = path.trim_start_matches("/sync/").to_owned();
        Self { server: door.server, room, name, _stream: stream }
    }

    /// Posts messages with the numbers from `first`.
    pub async fn post(&self, first: &str, messages: &[&[u8]]) -> Response {
        let body = body(messages);
        let path = format!("/sync/{}/frames", self.room);
        let headers = [("picnic-line", &self.name[..]), ("picnic-first", first)];
        let request = Request {
            method: "POST",
            path: &path,
            headers: &headers,
            bytes: Some(&body),
            ..Request::default()
        };
        send(self.server, request).await
    }

    /// Begins the same, and gives the connection that it is made on.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn begin_post(&self, first: u64, messages: &[&[u8]]) -> TcpStream {
        let body = body(messages);
        let mut stream = TcpStream::connect(self.server).await.expect("the server accepts");
        let head = format!(
            "POST /sync/{}/frames HTTP/1.1\r\nHost: {}\r\npicnic-line: {}\r\npicnic-first: {first}\r\n\
             Content-Length: {}\r\n\r\n",
            self.room,
            self.server,
            self.name,
            body.len()
        );
        stream.write_all(head.as_bytes()).await.expect("the head is sent");
        stream.write_all(&body).await.expect("the body is sent");
        stream
    }
}

/// Messages, each behind its length.
fn body(messages: &[&[u8]]) -> Vec<u8> {
    let mut body = Vec::new();
    for message in messages {
        let length = u32::try_from(message.len()).expect("a message of a post");
        body.extend_from_slice(&length.to_be_bytes());
        body.extend_from_slice(message);
    }
    body
}
