//! The accept loop: one task a connection, which is gone when it asks for nothing, and no more
//! connections than the process has files for.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch};
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::limits::{
    CONNECTIONS_WAITING_MAX, HEAD_BYTES_MAX, HEAD_SECONDS, UNACKNOWLEDGED_SECONDS, UNSENT_BYTES_MAX,
};
use crate::metrics::{Metrics, Refusal};

/// A pause after an accept that failed, for lack of files or memory mostly.
const AFTER_FAILURE: Duration = Duration::from_millis(50);

/// How long a newcomer waits for the place of one that is sent away.
const FOR_A_PLACE: Duration = Duration::from_millis(50);

/// Accepts connections and serves their requests until `stop` turns true; returns when the last
/// connection has ended, of WebSockets too.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    places: usize,
    metrics: Arc<Metrics>,
    stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(places));
    let waiting = Arc::new(Waiting::default());
    let (alive, mut ended) = mpsc::channel::<Infallible>(1);
    let mut stopping = stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                metrics.refused(Refusal::Files, 1);
                tokio::time::sleep(AFTER_FAILURE).await;
                continue;
            }
        };
        let Some(place) = place(&places, &waiting).await else {
            metrics.refused(Refusal::Files, 1);
            continue;
        };
        tune(&stream);
        let stream = Placed { stream, _place: place, _alive: alive.clone() };
        let (ticket, sent_away) = waiting.enter(&metrics);
        tokio::spawn(serve(stream, peer, router.clone(), ticket, sent_away, stop.clone()));
    }
    drop(listener);
    drop(alive);
    // None can be sent: this ends when the last connection has let go of its side.
    let _ = ended.recv().await;
}

/// A place for one more connection; that of the longest waiting one when there is none left.
async fn place(places: &Arc<Semaphore>, waiting: &Waiting) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = Arc::clone(places).try_acquire_owned() {
        return Some(place);
    }
    waiting.send_away_oldest();
    timeout(FOR_A_PLACE, Arc::clone(places).acquire_owned()).await.ok()?.ok()
}

fn tune(stream: &TcpStream) {
    let socket = SockRef::from(stream);
    let tuned = socket
        // A lone change must not wait for the network to gather more of them.
        .set_tcp_nodelay(true)
        // Sent and not acknowledged, or a window that stays shut: the other side is gone.
        .and_then(|()| {
            socket.set_tcp_user_timeout(Some(Duration::from_secs(UNACKNOWLEDGED_SECONDS)))
        })
        // What a slow reader leaves waits in its bounded queue and not in the kernel.
        .and_then(|()| socket.set_tcp_notsent_lowat(UNSENT_BYTES_MAX));
    if let Err(error) = tuned {
        tracing::debug!(%error, "a connection keeps its own timing");
    }
}

async fn serve(
    stream: Placed,
    peer: SocketAddr,
    router: Router,
    ticket: Ticket,
    sent_away: oneshot::Receiver<()>,
    mut stop: watch::Receiver<bool>,
) {
    let ticket = Mutex::new(Some(ticket));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        // With its first request it waits no more.
        drop(ticket.lock().unwrap_or_else(PoisonError::into_inner).take());
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().oneshot(request);
        async move {
            let answer: Result<Response, Infallible> = answer.await;
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEAD_SECONDS))
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let mut sent_away = pin!(async {
        if sent_away.await.is_err() {
            // It has asked for something.
            std::future::pending::<()>().await;
        }
    });
    tokio::select! {
        // An error here is the other side's: it broke off, or said nothing in time.
        _ = connection.as_mut() => return,
        () = sent_away.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Connections that have asked for nothing yet, the oldest first.
#[derive(Default)]
struct Waiting {
    line: Mutex<Line>,
}

#[derive(Default)]
struct Line {
    last: u64,
    open: BTreeMap<u64, oneshot::Sender<()>>,
}

/// One connection's place in the line.
struct Ticket {
    number: u64,
    waiting: Arc<Waiting>,
}

impl Waiting {
    fn line(&self) -> MutexGuard<'_, Line> {
        // The line is whole between statements, so a panic elsewhere does not spoil it.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lines up. Too long a line loses its oldest: whoever means to ask does so at once.
    fn enter(self: &Arc<Self>, metrics: &Metrics) -> (Ticket, oneshot::Receiver<()>) {
        let (send_away, sent_away) = oneshot::channel();
        let mut line = self.line();
        line.last += 1;
        let number = line.last;
        line.open.insert(number, send_away);
        let is_long = line.open.len() > CONNECTIONS_WAITING_MAX;
        drop(line);
        if is_long && self.send_away_oldest() {
            metrics.refused(Refusal::Connections, 1);
        }
        (Ticket { number, waiting: Arc::clone(self) }, sent_away)
    }

    fn send_away_oldest(&self) -> bool {
        let oldest = self.line().open.pop_first();
        oldest.is_some_and(|(_, send_away)| send_away.send(()).is_ok())
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.waiting.line().open.remove(&self.number);
    }
}

/// A stream that holds a connection's place for as long as it is open, as a WebSocket too, and has the server's end
/// wait for it.
struct Placed {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
    _alive: mpsc::Sender<Infallible>,
}

impl AsyncRead for Placed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Placed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
