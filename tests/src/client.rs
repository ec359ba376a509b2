//! A small y-websocket client over a yrs document: joins, edits, shows presence, breaks off and
//! comes back, and waits for what it wants to see.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::awareness::{Entry, encode_awareness};
use picnic_protocol::frame;
use picnic_protocol::session::SUBPROTOCOL;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use yrs::{ClientID, Doc, OffsetKind, Options, Transact as _};

use crate::DEADLINE;
use crate::board::{Edit, Notes};
use crate::seen::Seen;

/// A WebSocket on a plain socket.
pub type Socket = WebSocketStream<TcpStream>;

/// The server refused the WebSocket.
#[derive(Debug)]
pub struct Refused {
    /// Its HTTP status.
    pub status: u16,
    /// Its content type.
    pub content_type: String,
    /// What it said.
    pub body: String,
}

/// How to open a socket to a room.
#[derive(Debug, Clone)]
pub struct Door {
    /// The server.
    pub server: SocketAddr,
    /// The path with its query.
    pub path: String,
    /// Whether to ask for the session plane.
    pub session: bool,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
}

impl Door {
    /// A room's door for the holder of a secret.
    #[must_use]
    pub fn new(server: SocketAddr, room: &str, secret: &str) -> Self {
        let path = format!("/sync/{room}?token={secret}");
        Self { server, path, session: false, headers: Vec::new() }
    }

    /// A room's door for the holder of a pass.
    #[must_use]
    pub fn by_pass(server: SocketAddr, room: &str, cookie: String) -> Self {
        let path = format!("/sync/{room}");
        Self { server, path, session: false, headers: vec![("cookie", cookie)] }
    }

    /// The same with the session plane.
    #[must_use]
    pub fn with_session(mut self) -> Self {
        self.session = true;
        self
    }

    /// Opens a socket.
    ///
    /// # Errors
    /// When the server answers with something else than an upgrade.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn open(&self) -> Result<Socket, Refused> {
        let stream = TcpStream::connect(self.server).await.expect("the server accepts");
        self.open_on(stream).await
    }

    /// Opens a socket whose kernel takes no more than about so many bytes for it.
    ///
    /// # Errors
    /// When the server answers with something else than an upgrade.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn open_taking(&self, bytes: u32) -> Result<Socket, Refused> {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(bytes).expect("a socket can be set to take little");
        self.open_on(socket.connect(self.server).await.expect("the server accepts")).await
    }

    async fn open_on(&self, stream: TcpStream) -> Result<Socket, Refused> {
        let url = format!("ws://{}{}", self.server, self.path);
        let mut request = url.into_client_request().expect("the URL is valid");
        if self.session {
            let protocol = HeaderValue::from_static(SUBPROTOCOL);
            request.headers_mut().insert("sec-websocket-protocol", protocol);
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().expect("the header is valid"));
        }
        stream.set_nodelay(true).expect("a socket can be set to send at once");
        // The first answer holds the whole board.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        match tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Http(answer)) => {
                let content_type = answer.headers().get("content-type");
                Err(Refused {
                    status: answer.status().as_u16(),
                    content_type: content_type
                        .and_then(|value| value.to_str().ok())
                        .unwrap_or_default()
                        .to_owned(),
                    body: String::from_utf8_lossy(answer.body().as_deref().unwrap_or(&[])).into(),
                })
            }
            Err(error) => panic!("the server breaks off: {error}"),
        }
    }
}

/// One client, on a socket or off it. Its document outlives its sockets.
#[derive(Debug)]
pub struct Client {
    /// Its Yjs client id.
    pub id: u64,
    shared: Arc<Shared>,
    link: Option<Link>,
}

#[derive(Debug)]
struct Shared {
    seen: Mutex<Seen>,
    turn: watch::Sender<u64>,
}

#[derive(Debug)]
struct Link {
    outbox: mpsc::UnboundedSender<Message>,
    task: JoinHandle<()>,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Client {
    /// A client with an empty document and no socket.
    #[must_use]
    pub fn new(id: u64) -> Self {
        let options = Options {
            offset_kind: OffsetKind::Utf16,
            ..Options::with_client_id(ClientID::new(id))
        };
        let doc = Doc::with_options(options);
        doc.get_or_insert_map("notes");
        let shared = Shared { seen: Mutex::new(Seen::new(id, doc)), turn: watch::Sender::new(0) };
        Self { id, shared: Arc::new(shared), link: None }
    }

    /// A client that has joined and seen the whole board.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn join(id: u64, door: &Door) -> Self {
        let mut client = Self::new(id);
        client.connect(door).await.expect("the room lets this client in");
        client.until("the board is there", |seen| seen.synced).await;
        client
    }

    /// Opens a socket and starts to sync, over the document it already holds.
    ///
    /// # Errors
    /// When the server refuses the socket.
    pub async fn connect(&mut self, door: &Door) -> Result<(), Refused> {
        self.link = None;
        let socket = door.open().await?;
        let (outbox, orders) = mpsc::unbounded_channel();
        let hello = {
            let mut seen = self.seen();
            seen.start_socket();
            frame::sync_step_1(&seen.state_vector())
        };
        let _ = outbox.send(binary(hello));
        let task = tokio::spawn(carry(socket, orders, Arc::clone(&self.shared)));
        self.link = Some(Link { outbox, task });
        Ok(())
    }

    /// Breaks the socket off without a word, as a lost network does.
    pub fn vanish(&mut self) {
        self.link = None;
    }

    /// Closes the socket as a page that goes away does, and waits until it is closed.
    pub async fn leave(&mut self) {
        self.order(Message::Close(None));
        self.until_ended().await;
        self.link = None;
    }

    /// What it has seen.
    ///
    /// # Panics
    /// When a check panicked while holding it.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.seen.lock().expect("nobody panicked while looking")
    }

    /// The notes on its board.
    #[must_use]
    pub fn notes(&self) -> Notes {
        self.seen().notes()
    }

    /// Changes the board in one transaction, sends the change if there is a socket, and returns
    /// its bytes.
    pub fn edit(&self, change: impl FnOnce(&mut Edit<'_, '_>)) -> Vec<u8> {
        let update = {
            let seen = self.seen();
            let notes = seen.doc.get_or_insert_map("notes");
            let mut txn = seen.doc.transact_mut();
            change(&mut Edit::new(notes, &mut txn));
            txn.encode_update_v1()
        };
        self.send(frame::sync_update(&update));
        update
    }

    /// Lays a note.
    pub fn add(&self, id: &str, text: &str) {
        self.edit(|edit| edit.add(id, text, [0.0, 0.0]));
    }

    /// Shows its own presence.
    pub fn show(&self, state: &str) {
        let clock = {
            let (_, clock, own) = &mut self.seen().own;
            *clock += 1;
            *own = Some(state.to_owned());
            *clock
        };
        self.show_as(self.id, clock, Some(state));
    }

    /// Claims a presence, whoever's it is.
    pub fn show_as(&self, client: u64, clock: u32, state: Option<&str>) {
        let entries = [Entry { client, clock, state }];
        self.send(frame::awareness(&encode_awareness(entries.iter().cloned())));
    }

    /// Sends raw bytes as one binary message.
    pub fn send(&self, bytes: Vec<u8>) {
        self.order(binary(bytes));
    }

    /// Sends a text message, which no frame is.
    pub fn say(&self, text: &str) {
        self.order(Message::text(text));
    }

    fn order(&self, message: Message) {
        if let Some(link) = &self.link {
            // A socket that has ended takes nothing more; its end is in what was seen.
            let _ = link.outbox.send(message);
        }
    }

    /// Waits until what it has seen satisfies `check`.
    ///
    /// # Panics
    /// When that does not happen before the deadline.
    pub async fn until(&self, what: &str, check: impl Fn(&Seen) -> bool) {
        let mut turn = self.shared.turn.subscribe();
        let wait = async {
            loop {
                turn.mark_unchanged();
                if check(&self.seen()) {
                    return;
                }
                let _ = turn.changed().await;
            }
        };
        if tokio::time::timeout(DEADLINE, wait).await.is_err() {
            let seen = self.seen();
            panic!(
                "client {} waited in vain until {what}; it has {} notes, synced {}, ended {:?}, \
                 presence {:?}, session {:?}",
                self.id,
                seen.notes().len(),
                seen.synced,
                seen.ended,
                seen.presence,
                seen.session
            );
        }
    }

    /// Waits until the socket has ended and returns its close code.
    pub async fn until_ended(&self) -> Option<u16> {
        self.until("its socket ends", |seen| seen.ended.is_some()).await;
        self.seen().ended.flatten()
    }

    /// Waits until the server has taken everything sent before: its answer to one more sync
    /// step 1 stands behind it.
    pub async fn settle(&self) {
        let before = {
            let mut seen = self.seen();
            seen.synced = false;
            frame::sync_step_1(&seen.state_vector())
        };
        self.send(before);
        self.until("the server has answered", |seen| seen.synced).await;
    }
}

fn binary(bytes: Vec<u8>) -> Message {
    Message::Binary(Bytes::from(bytes))
}

/// Carries messages both ways until the socket ends or the client lets go of it.
async fn carry(
    mut socket: Socket,
    mut orders: mpsc::UnboundedReceiver<Message>,
    shared: Arc<Shared>,
) {
    let code = loop {
        tokio::select! {
            message = socket.next() => match message {
                Some(Ok(Message::Binary(bytes))) => {
                    let answers = shared.seen.lock().expect("nobody panicked").take(&bytes);
                    for answer in answers.expect("the server sends frames that can be read") {
                        // A failed send shows as the end of the stream on the next turn.
                        let _ = socket.send(binary(answer)).await;
                    }
                    shared.turn.send_modify(|turn| *turn += 1);
                }
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map(|CloseFrame { code, .. }| u16::from(code));
                    // Lets tungstenite answer the close.
                    let _ = socket.flush().await;
                    break code;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break None,
            },
            order = orders.recv() => match order {
                Some(message) => {
                    let _ = socket.send(message).await;
                }
                None => break None,
            },
        }
    };
    shared.seen.lock().expect("nobody panicked").ended = Some(code);
    shared.turn.send_modify(|turn| *turn += 1);
}
