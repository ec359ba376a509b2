//! `/api/rooms/{room}/export.*`: the harvest in five forms, for whoever may read the room.
//!
//! Written off the async threads, piece by piece, as fast as the reader takes them.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jiff::tz::TimeZone;
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::InvalidPhaseId;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::harvest::board::BoardContent;
use crate::harvest::csv::Separator;
use crate::harvest::file_name::content_disposition;
use crate::harvest::gather::{RoomPart, SessionPart};
use crate::harvest::picture::png::CannotDraw;
use crate::harvest::picture::{self, Picture};
use crate::harvest::{self, Harvest};
use crate::limits::{
    EXPORT_PIECE_BYTES, EXPORT_PIECES_WAITING, EXPORT_SECONDS_MAX, EXPORT_STALL_SECONDS,
};
use crate::models::{model_from_room, sections_of_board, write_model};
use crate::net::App;
use crate::net::problem::Problem;
use crate::net::rooms_api::find;
use crate::net::visitor::{admit, pass_of};
use crate::room::Gathered;

/// What an SVG opened by itself may do: show itself.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox";

/// What the query of an export may say.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Wanted {
    token: Option<String>,
    /// The room's own when it is left out.
    language: Option<Language>,
    /// Between the cells of a CSV.
    #[serde(default)]
    separator: Separator,
}

/// The forms that are text.
#[derive(Debug, Clone, Copy)]
enum Form {
    Markdown,
    Csv(Separator),
    Json,
    Svg,
}

/// A harvest on its way out.
struct Export {
    harvest: Harvest,
    language: Language,
    form: Form,
}

impl Export {
    /// Gives the export's pieces, one after the other, to `take`.
    fn write(&self, mut take: impl FnMut(String) -> io::Result<()>) -> io::Result<()> {
        let harvest = &self.harvest;
        match self.form {
            Form::Markdown => {
                harvest::markdown::markdown(harvest, self.language, TimeZone::system())
                    .try_for_each(take)
            }
            Form::Csv(separator) => harvest::csv::csv(harvest, separator).try_for_each(take),
            Form::Json => harvest::json::json(harvest).try_for_each(take),
            Form::Svg => picture::svg::svg(&Picture::of(harvest)).try_for_each(&mut take),
        }
    }

    /// How long it will be: writing is pure, so that the same pieces come again.
    fn length(&self) -> u64 {
        let mut length = 0;
        let counted = self.write(|piece| {
            length += piece.len() as u64;
            Ok(())
        });
        debug_assert!(counted.is_ok(), "counting takes everything");
        length
    }
}

pub(super) async fn markdown(
    app: State<Arc<App>>,
    room: Path<String>,
    wanted: Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    text(app, room, wanted, headers, Form::Markdown, "text/markdown; charset=utf-8", "md").await
}

pub(super) async fn csv(
    app: State<Arc<App>>,
    room: Path<String>,
    wanted: Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let form = Form::Csv(wanted.separator);
    text(app, room, wanted, headers, form, "text/csv; charset=utf-8; header=present", "csv").await
}

pub(super) async fn json(
    app: State<Arc<App>>,
    room: Path<String>,
    wanted: Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    text(app, room, wanted, headers, Form::Json, "application/json", "json").await
}

pub(super) async fn svg(
    app: State<Arc<App>>,
    room: Path<String>,
    wanted: Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut response = text(app, room, wanted, headers, Form::Svg, "image/svg+xml", "svg").await?;
    let policy = HeaderValue::from_static(PICTURE_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /api/rooms/{room}/harvest.json`: the same JSON, for the page to show.
pub(super) async fn harvest(
    app: State<Arc<App>>,
    room: Path<String>,
    wanted: Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut response = json(app, room, wanted, headers).await?;
    response.headers_mut().remove(header::CONTENT_DISPOSITION);
    Ok(response)
}

async fn text(
    State(app): State<Arc<App>>,
    Path(room): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    form: Form,
    kind: &'static str,
    ending: &str,
) -> Result<Response, Problem> {
    let harvest = gather(&app, &room, &wanted, &headers).await?;
    let language = wanted.language.unwrap_or(harvest.language);
    let disposition = content_disposition(&harvest.title, language, ending);
    let export = Export { harvest, language, form };
    let turn = app.large_work.turn().await?;
    let measured = move || {
        let length = export.length();
        (export, length)
    };
    let (export, length) =
        tokio::task::spawn_blocking(measured).await.map_err(|_| Problem::failed())?;
    let (sink, body) = piped();
    tokio::task::spawn_blocking(move || {
        let mut sink = sink;
        let written = export.write(|piece| sink.write_all(piece.as_bytes()));
        tell(written.and_then(|()| sink.flush()));
        drop(turn);
    });
    let length = length.to_string();
    Ok(answer(kind, &disposition, Some(&length), body))
}

/// `GET /api/rooms/{room}/export.png`: its length is known when it is drawn.
pub(super) async fn png(
    State(app): State<Arc<App>>,
    Path(room): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let harvest = gather(&app, &room, &wanted, &headers).await?;
    let language = wanted.language.unwrap_or(harvest.language);
    let disposition = content_disposition(&harvest.title, language, "png");
    let turn = app.large_work.turn().await?;
    let (sink, body) = piped();
    tokio::task::spawn_blocking(move || {
        let mut sink = sink;
        match picture::png::draw(&Picture::of(&harvest), &mut sink) {
            Ok(()) => tell(sink.flush()),
            Err(CannotDraw::Gone(error)) => tell(Err(error)),
            Err(error) => {
                tracing::error!(%error, "a picture was not drawn to its end");
                sink.fail(error.to_string());
            }
        }
        drop(turn);
    });
    Ok(answer("image/png", &disposition, None, body))
}

fn answer(kind: &'static str, disposition: &str, length: Option<&str>, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let further =
        [(header::CONTENT_DISPOSITION, Some(disposition)), (header::CONTENT_LENGTH, length)];
    for (name, value) in further {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

fn tell(written: io::Result<()>) {
    if let Err(error) = written {
        tracing::debug!(%error, "an export's reader went away");
    }
}

/// `GET /api/rooms/{room}/model.toml`: the room's structure as a workshop model, no content.
pub(super) async fn model(
    State(app): State<Arc<App>>,
    Path(room): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (part, Gathered { board, session }) = read(&app, &room, &wanted, &headers).await?;
    let written = move || {
        let RoomPart { title, language, .. } = part;
        let content = BoardContent::read(&board).map_err(|error| error.to_string())?;
        let sections = sections_of_board(&content.sections, language);
        let otherwise = "model".parse().map_err(|error: InvalidPhaseId| error.to_string())?;
        let phases: Vec<_> = session.phases.into_iter().map(|(phase, _)| phase).collect();
        let anonymous = session.anonymous;
        let model = model_from_room(&title, &otherwise, language, anonymous, &phases, &sections);
        let text = write_model(&model).map_err(|error| error.to_string())?;
        Ok((content_disposition(&title, language, "toml"), text))
    };
    let written = tokio::task::spawn_blocking(written).await.map_err(|_| Problem::failed())?;
    let (disposition, text) = written.map_err(|error: String| {
        tracing::error!(%error, "a room's model cannot be written");
        Problem::failed()
    })?;
    let length = text.len().to_string();
    Ok(answer("application/toml", &disposition, Some(&length), Body::from(text)))
}

/// What a room gathered, for whoever may read it.
async fn read(
    app: &Arc<App>,
    room: &str,
    wanted: &Wanted,
    headers: &HeaderMap,
) -> Result<(RoomPart, Gathered), Problem> {
    let (id, handle, facts) = find(app, room).await?;
    let pass = pass_of(headers, app.rooms.key(), id, &facts);
    admit(&facts, pass, wanted.token.as_deref())?;
    let gathered = handle.gathered().await?;
    let part = RoomPart { title: facts.title, language: facts.language, made_ms: facts.made_ms };
    Ok((part, gathered))
}

/// The harvest of a room, for whoever may read it.
async fn gather(
    app: &Arc<App>,
    room: &str,
    wanted: &Wanted,
    headers: &HeaderMap,
) -> Result<Harvest, Problem> {
    let (part, Gathered { board, session }) = read(app, room, wanted, headers).await?;
    let gathered = move || {
        let content = BoardContent::read(&board)?;
        let session = SessionPart::of(session, part.language);
        Ok(Harvest::gather(part, content, session))
    };
    let gathered = tokio::task::spawn_blocking(gathered).await.map_err(|_| Problem::failed())?;
    gathered.map_err(|error: harvest::board::Unreadable| {
        tracing::error!(%error, room, "a board cannot be read for an export");
        Problem::failed()
    })
}

/// Where an export is written, and the body it becomes.
fn piped() -> (Sink, Body) {
    let (sender, receiver) = mpsc::channel(EXPORT_PIECES_WAITING);
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece: io::Result<Bytes>| (piece, receiver))
    });
    let deadline = Instant::now() + Duration::from_secs(EXPORT_SECONDS_MAX);
    let sink = Sink { sender, waiting: Vec::new(), runtime: Handle::current(), deadline };
    (sink, Body::from_stream(pieces))
}

/// Gathers small pieces and waits for a reader that is slow, but not for ever. Blocks.
struct Sink {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
    runtime: Handle,
    deadline: Instant,
}

impl Sink {
    fn send(&mut self) -> io::Result<()> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let patience = left.min(Duration::from_secs(EXPORT_STALL_SECONDS));
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        let sending = timeout(patience, self.sender.send(Ok(piece)));
        match self.runtime.block_on(sending) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    /// Breaks the body off, so that its reader does not take it for whole.
    fn fail(self, reason: String) {
        // Whoever is gone needs no reason.
        let _ = self.sender.try_send(Err(io::Error::other(reason)));
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= EXPORT_PIECE_BYTES {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() { Ok(()) } else { self.send() }
    }
}
