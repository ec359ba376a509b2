//! `/api/rooms/{room}/export.*`: the harvest in five forms, for whoever may read the room.
//!
//! Worked out off the async threads, in turn, and then written piece by piece, as fast as the reader
//! takes them, who keeps nobody waiting.

use std::cell::OnceCell;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::InvalidPhaseId;
use tokio::runtime::Handle;

use crate::document::content::BoardContent;
use crate::harvest::csv::Separator;
use crate::harvest::file_name::content_disposition;
use crate::harvest::from_room::{RoomPart, SessionPart};
use crate::harvest::picture::png::{CannotDraw, draw};
use crate::harvest::picture::{self, GoOn, Picture};
use crate::harvest::{self, Harvest};
use crate::limits::PNG_BYTES_MAX;
use crate::models::{model_from_room, sections_of_board, write_model};
use crate::net::address::{Trust, caller, network_of};
use crate::net::app::App;
use crate::net::export_readers::{ExportPlace, piped};
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{find, let_in};
use crate::net::work::{Allowance, Over, Whose};
use crate::room::session::harvest::SessionHarvest;
use crate::room::{Contents, Facts};

/// What an SVG opened by itself may do: show itself.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox";

/// Who asks for an export, and for what.
#[derive(FromRequestParts)]
#[from_request(state(Arc<App>))]
pub(super) struct ExportRequest {
    #[from_request(via(State))]
    app: Arc<App>,
    #[from_request(via(ConnectInfo))]
    peer: SocketAddr,
    #[from_request(via(Path))]
    room: String,
    #[from_request(via(Query))]
    wanted: ExportQuery,
    headers: HeaderMap,
}

/// What the query of an export may say.
#[derive(Debug, serde::Deserialize)]
pub(super) struct ExportQuery {
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
    /// Gives the export's pieces, one after the other, to `take`. What is laid out first goes on for as long as `go_on` says.
    fn write(&self, take: impl FnMut(String) -> io::Result<()>, go_on: GoOn<'_>) -> io::Result<()> {
        let harvest = &self.harvest;
        match self.form {
            Form::Markdown => {
                harvest::markdown::markdown(harvest, self.language, TimeZone::system())
                    .try_for_each(take)
            }
            Form::Csv(separator) => harvest::csv::csv(harvest, separator).try_for_each(take),
            Form::Json => harvest::json::json(harvest).try_for_each(take),
            Form::Svg => {
                let picture = match self.picture.get() {
                    Some(picture) => picture,
                    None => {
                        let laid_out = Picture::of(harvest, go_on)?;
                        self.picture.get_or_init(|| laid_out)
                    }
                };
                picture::svg::svg(picture).try_for_each(take)
            }
        }
    }

    /// How long it will be: writing is pure, so that the same pieces come again.
    fn length(&self, allowance: &Allowance<'_>) -> Result<u64, Over> {
        let mut length = 0;
        let go_on = || Ok(allowance.check()?);
        let count = |piece: String| {
            length += piece.len() as u64;
            go_on()
        };
        let counted = self.write(count, &go_on);
        allowance.check()?;
        debug_assert!(counted.is_ok(), "counting takes everything");
        Ok(length)
    }
}

pub(super) async fn markdown(asked: ExportRequest) -> Result<Response, Problem> {
    text(asked, Form::Markdown).await
}

pub(super) async fn csv(asked: ExportRequest) -> Result<Response, Problem> {
    let form = Form::Csv(asked.wanted.separator);
    text(asked, form).await
}

pub(super) async fn json(asked: ExportRequest) -> Result<Response, Problem> {
    text(asked, Form::Json).await
}

pub(super) async fn svg(asked: ExportRequest) -> Result<Response, Problem> {
    let mut response = text(asked, Form::Svg).await?;
    let policy = HeaderValue::from_static(PICTURE_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /api/rooms/{room}/harvest.json`: the same JSON, for the page to show.
pub(super) async fn harvest(asked: ExportRequest) -> Result<Response, Problem> {
    let mut response = json(asked).await?;
    response.headers_mut().remove(header::CONTENT_DISPOSITION);
    Ok(response)
}

async fn text(asked: ExportRequest, form: Form) -> Result<Response, Problem> {
    let place = asked.place().await?;
    let measured = asked.worked_out(move |harvest, wanted, allowance| {
        let language = wanted.language.unwrap_or(harvest.language);
        let disposition = content_disposition(&harvest.title, language, form.ending());
        let export = Export { harvest, language, form, picture: OnceCell::new() };
        let length = export.length(allowance)?;
        Ok((export, disposition, length))
    });
    let (export, disposition, length) = measured.await?;
    let (mut sink, body) = piped(place);
    tokio::task::spawn_blocking(move || {
        // All that takes long is done already.
        let written = export.write(|piece| sink.write_all(piece.as_bytes()), &|| Ok(()));
        tell(written.and_then(|()| sink.flush()));
    });
    let length = length.to_string();
    Ok(answer(form.kind(), &disposition, Some(&length), body))
}

/// `GET /api/rooms/{room}/export.png`: drawn to its end before its reader gets any of it, so that a
/// slow one keeps nobody waiting and a picture that cannot be drawn is refused with a sentence.
pub(super) async fn png(asked: ExportRequest) -> Result<Response, Problem> {
    let place = asked.place().await?;
    let drawn = asked.worked_out(|harvest, wanted, allowance| {
        let language = wanted.language.unwrap_or(harvest.language);
        let disposition = content_disposition(&harvest.title, language, "png");
        let mut drawing = Drawing { bytes: Vec::new(), allowance };
        let go_on = || Ok(allowance.check()?);
        let laid_out = Picture::of(&harvest, &go_on).map_err(CannotDraw::from);
        let drawn = laid_out.and_then(|picture| draw(&picture, &mut drawing, &go_on));
        match drawn {
            Ok(()) => Ok((disposition, Bytes::from(drawing.bytes))),
            Err(error @ CannotDraw::TooMuch(_)) => {
                tracing::debug!(%error, "a picture was not begun");
                Err(too_large_a_picture())
            }
            Err(error) => {
                allowance.check()?;
                tracing::error!(%error, "a picture was not drawn to its end");
                Err(too_large_a_picture())
            }
        }
    });
    let (disposition, picture) = drawn.await?;
    let length = picture.len().to_string();
    let (mut sink, body) = piped(place);
    tokio::spawn(async move { tell(sink.hand_over(picture).await) });
    Ok(answer("image/png", &disposition, Some(&length), body))
}

fn too_large_a_picture() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "The picture cannot be drawn",
        "There is too much on the board for a picture in PNG. Save it as SVG instead.",
    )
}

/// A picture while it is drawn: so many bytes at most, for as long as it may take.
struct Drawing<'a> {
    bytes: Vec<u8>,
    allowance: &'a Allowance<'a>,
}

impl Write for Drawing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.allowance.check()?;
        if self.bytes.len() + bytes.len() > PNG_BYTES_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
pub(super) async fn model(asked: ExportRequest) -> Result<Response, Problem> {
    let (disposition, text) = asked
        .read(|part, Contents { board, session, .. }, _, _| {
            let RoomPart { title, language, .. } = part;
            written_model(&title, language, &board, session).map_err(|error| {
                tracing::error!(%error, "a room's model cannot be written");
                Problem::failed()
            })
        })
        .await?;
    let length = text.len().to_string();
    Ok(answer("application/toml", &disposition, Some(&length), Body::from(text)))
}

fn written_model(
    title: &str,
    language: Language,
    board: &[u8],
    session: SessionHarvest,
) -> Result<(String, String), String> {
    let content = BoardContent::read(board).map_err(|error| error.to_string())?;
    let sections = sections_of_board(&content.sections, language);
    let otherwise = "model".parse().map_err(|error: InvalidPhaseId| error.to_string())?;
    let phases: Vec<_> = session.phases.into_iter().map(|(phase, _)| phase).collect();
    let anonymous = session.anonymous;
    let model = model_from_room(title, &otherwise, language, anonymous, &phases, &sections);
    let text = write_model(&model).map_err(|error| error.to_string())?;
    Ok((content_disposition(title, language, "toml"), text))
}

impl ExportRequest {
    fn whose(&self) -> Result<[Whose; 2], Problem> {
        let Self { app, peer, headers, room, .. } = self;
        let address = network_of(caller(*peer, headers, Trust::of(&app.config)));
        let room = room.parse().map_err(|_| Problem::unknown_room())?;
        Ok([Whose::Address(address), Whose::Room(room)])
    }

    /// A place among the exports that are on their way, for whoever may read the room.
    async fn place(&self) -> Result<ExportPlace, Problem> {
        let Self { app, room, wanted, headers, .. } = self;
        let_in(app, room, headers, wanted.token.as_deref()).await?;
        app.exports.place(&self.whose()?).await
    }

    /// Has something made of what a room holds, for whoever may read it, when its turn has come.
    async fn read<T: Send + 'static>(
        self,
        make: impl FnOnce(RoomPart, Contents, &ExportQuery, &Allowance<'_>) -> Result<T, Problem>
        + Send
        + 'static,
    ) -> Result<T, Problem> {
        let whose = self.whose()?;
        let Self { app, room, wanted, headers, .. } = self;
        let_in(&app, &room, &headers, wanted.token.as_deref()).await?;
        let (runtime, own) = (Handle::current(), Arc::clone(&app));
        let work = app.large_work.work(&whose, move |allowance| {
            // Only now, so that nobody who waits for a turn holds a board.
            let contents = runtime.block_on(async {
                let (_, handle, facts) = find(&own, &room).await?;
                Ok::<_, Problem>((handle.contents().await?, facts))
            });
            let (contents, facts) = contents?;
            let Facts { title, language, made_ms, .. } = facts;
            make(RoomPart { title, language, made_ms }, contents, &wanted, allowance)
        });
        work.await?
    }

    /// The same, made of the harvest.
    async fn worked_out<T: Send + 'static>(
        self,
        make: impl FnOnce(Harvest, &ExportQuery, &Allowance<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.read(|part, Contents { board, session, .. }, wanted, allowance| {
            let content = BoardContent::read(&board).map_err(|error| {
                tracing::error!(%error, "a board cannot be read for an export");
                Problem::failed()
            })?;
            allowance.check()?;
            let session = SessionPart::of(session, part.language);
            make(Harvest::from_room(part, content, session), wanted, allowance)
        })
        .await
    }
}
