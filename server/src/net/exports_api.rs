//! `/api/rooms/{room}/export.*`: the harvest in five forms, for whoever may read the room.
//!
//! Written off the async threads, piece by piece, as fast as the reader takes them.

use std::cell::OnceCell;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jiff::tz::TimeZone;
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::InvalidPhaseId;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
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
use crate::net::problem::Problem;
use crate::net::rooms_api::{find, visit};
use crate::net::{App, blocking};
use crate::room::Gathered;

/// What an SVG opened by itself may do: show itself.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox";

/// Who asks for an export, and for what.
#[derive(FromRequestParts)]
#[from_request(state(Arc<App>))]
pub(super) struct Asked {
    #[from_request(via(State))]
    app: Arc<App>,
    #[from_request(via(Path))]
    room: String,
    #[from_request(via(Query))]
    wanted: Wanted,
    headers: HeaderMap,
}

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

impl Form {
    const fn kind(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv(_) => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
            Self::Svg => "image/svg+xml",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Csv(_) => "csv",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }
}

/// A harvest on its way out.
struct Export {
    harvest: Harvest,
    language: Language,
    form: Form,
    /// Laid out once, where the form is one.
    picture: OnceCell<Picture>,
}

impl Export {
    /// Gives the export's pieces, one after the other, to `take`.
    fn write(&self, take: impl FnMut(String) -> io::Result<()>) -> io::Result<()> {
        let harvest = &self.harvest;
        match self.form {
            Form::Markdown => {
                harvest::markdown::markdown(harvest, self.language, TimeZone::system())
                    .try_for_each(take)
            }
            Form::Csv(separator) => harvest::csv::csv(harvest, separator).try_for_each(take),
            Form::Json => harvest::json::json(harvest).try_for_each(take),
            Form::Svg => {
                let picture = self.picture.get_or_init(|| Picture::of(harvest));
                picture::svg::svg(picture).try_for_each(take)
            }
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

pub(super) async fn markdown(asked: Asked) -> Result<Response, Problem> {
    text(asked, Form::Markdown).await
}

pub(super) async fn csv(asked: Asked) -> Result<Response, Problem> {
    let form = Form::Csv(asked.wanted.separator);
    text(asked, form).await
}

pub(super) async fn json(asked: Asked) -> Result<Response, Problem> {
    text(asked, Form::Json).await
}

pub(super) async fn svg(asked: Asked) -> Result<Response, Problem> {
    let mut response = text(asked, Form::Svg).await?;
    let policy = HeaderValue::from_static(PICTURE_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /api/rooms/{room}/harvest.json`: the same JSON, for the page to show.
pub(super) async fn harvest(asked: Asked) -> Result<Response, Problem> {
    let mut response = json(asked).await?;
    response.headers_mut().remove(header::CONTENT_DISPOSITION);
    Ok(response)
}

async fn text(asked: Asked, form: Form) -> Result<Response, Problem> {
    let (harvest, turn) = gather(&asked).await?;
    let language = asked.wanted.language.unwrap_or(harvest.language);
    let disposition = content_disposition(&harvest.title, language, form.ending());
    let export = Export { harvest, language, form, picture: OnceCell::new() };
    let measured = move || {
        let length = export.length();
        (export, length, turn)
    };
    let (export, length, turn) = blocking(measured).await?;
    let (sink, body) = piped();
    tokio::task::spawn_blocking(move || {
        let mut sink = sink;
        let written = export.write(|piece| sink.write_all(piece.as_bytes()));
        tell(written.and_then(|()| sink.flush()));
        drop(turn);
    });
    let length = length.to_string();
    Ok(answer(form.kind(), &disposition, Some(&length), body))
}

/// `GET /api/rooms/{room}/export.png`: its length is known when it is drawn.
pub(super) async fn png(asked: Asked) -> Result<Response, Problem> {
    let (harvest, turn) = gather(&asked).await?;
    let language = asked.wanted.language.unwrap_or(harvest.language);
    let disposition = content_disposition(&harvest.title, language, "png");
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
pub(super) async fn model(asked: Asked) -> Result<Response, Problem> {
    let (part, Gathered { board, session }, turn) = read(&asked).await?;
    let written = move || {
        let _turn = turn;
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
    let (disposition, text) = blocking(written).await?.map_err(|error: String| {
        tracing::error!(%error, "a room's model cannot be written");
        Problem::failed()
    })?;
    let length = text.len().to_string();
    Ok(answer("application/toml", &disposition, Some(&length), Body::from(text)))
}

/// What a room gathered, for whoever may read it, and a turn to work on it.
async fn read(asked: &Asked) -> Result<(RoomPart, Gathered, OwnedSemaphorePermit), Problem> {
    let Asked { app, room, wanted, headers } = asked;
    visit(app, room, headers, wanted.token.as_deref()).await?;
    let turn = app.large_work.turn().await?;
    // Found once more: it may have been put away while this waited for its turn.
    let (_, handle, facts) = find(app, room).await?;
    let gathered = handle.gathered().await?;
    let part = RoomPart { title: facts.title, language: facts.language, made_ms: facts.made_ms };
    Ok((part, gathered, turn))
}

/// The harvest of a room, for whoever may read it, and a turn to write it.
async fn gather(asked: &Asked) -> Result<(Harvest, OwnedSemaphorePermit), Problem> {
    let (part, Gathered { board, session }, turn) = read(asked).await?;
    let gathered = move || {
        let content = BoardContent::read(&board)?;
        let session = SessionPart::of(session, part.language);
        Ok((Harvest::gather(part, content, session), turn))
    };
    blocking(gathered).await?.map_err(|error: harvest::board::Unreadable| {
        tracing::error!(%error, room = asked.room, "a board cannot be read for an export");
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
