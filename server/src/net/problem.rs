//! HTTP errors as problem+json (RFC 9457): what happened, to what, and what to do.

use std::time::Duration;

use axum::body::to_bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::limits::{BARE_WORDS_BYTES_MAX, DETAIL_CHARS_MAX};
use crate::net::addresses::Refused;
use crate::pool::NotDone;
use crate::room::session::door::Shut;
use crate::rooms::{Closed, NotRotated, OpenError};
use crate::suggestions::answer::NoAnswer;

/// A page believes a refusal that has this member, and no other: what stands between it and this
/// server (a proxy, a sign-in page) answers with the same statuses.
const SERVER: &str = concat!("picnic/", env!("CARGO_PKG_VERSION"));

/// An error as a person outside reads it.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    title: &'static str,
    detail: String,
    /// How long to wait before asking again, where that helps.
    retry_after: Option<Duration>,
    /// Further members, for programs (RFC 9457, section 3.2).
    members: Map<String, Value>,
}

impl Problem {
    /// A problem with a sentence that helps.
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        if let Some((end, _)) = detail.char_indices().nth(DETAIL_CHARS_MAX) {
            detail.truncate(end);
            detail.push('…');
        }
        Self { status, title, detail, retry_after: None, members: Map::new() }
    }

    /// The same, saying when to ask again.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// The same with a further member, for programs.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// No such room.
    #[must_use]
    pub fn unknown_room() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "There is no such room",
            "No room was made under this id on this server. Check that the whole link was copied.",
        )
        .with("code", "unknownRoom".into())
    }

    /// Something ended that should not have.
    #[must_use]
    pub fn failed() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong in the server",
            "Nothing was changed. Try again; if it happens again, tell whoever runs this server.",
        )
    }

    /// No secret, or one that opens nothing.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This link does not open the room",
            "The room's secret is missing, wrong, or was withdrawn. Ask whoever runs the room for \
             a new link.",
        )
        .with("code", "noSecret".into())
    }

    /// Nothing is served at this address.
    #[must_use]
    pub fn nothing_here(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is nothing here", detail)
            .with("code", "nothingHere".into())
    }
}

/// A path or a query that cannot be read is refused by axum in bare words: here they become a problem like every other.
pub async fn in_the_form_of_all(response: Response) -> Response {
    let is_bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    if !status.is_client_error() || !is_bare {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let words = to_bytes(body, BARE_WORDS_BYTES_MAX).await.unwrap_or_default();
    let detail = String::from_utf8_lossy(&words).into_owned();
    let problem = Problem::new(status, "The request is not what it should be", detail);
    let (of_problem, body) = problem.into_response().into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.extend(of_problem.headers);
    Response::from_parts(head, body)
}

impl From<Shut> for Problem {
    fn from(shut: Shut) -> Self {
        let (title, detail, code) = match shut {
            Shut::Removed => (
                "You were put out of this room",
                "A facilitator put you out. If that was a slip, ask them to let you in again.",
                "removed",
            ),
            Shut::Merged => (
                "You are in this room as somebody else",
                "A facilitator put you together with another entry of yours. Go on where you are that, or open the \
                 room's link again.",
                "merged",
            ),
            Shut::KnockFirst => (
                "Newcomers knock",
                "Open the room's link in a browser and knock; a facilitator lets you in.",
                "knockFirst",
            ),
            Shut::JoiningClosed => (
                "Nobody new can join now",
                "Whoever runs the room has closed it to newcomers. Ask them to open it.",
                "joiningClosed",
            ),
        };
        Self::new(StatusCode::FORBIDDEN, title, detail).with("code", code.into())
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Unknown => Self::unknown_room(),
            OpenError::Damaged(detail) => {
                tracing::error!(%detail, "a room cannot be opened");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The room cannot be opened",
                    "What is stored of this room is damaged; nothing was deleted. Tell whoever \
                     runs this server: its log says which part.",
                )
            }
            OpenError::Newer(detail) => {
                tracing::error!(%detail, "a room needs a later version of picnic");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The room needs a later version of picnic",
                    "A later version wrote in it than the one that runs here. Nothing was changed. Tell \
                     whoever runs this server: its log says which.",
                )
                .with("code", "needsLaterVersion".into())
            }
            OpenError::Log(detail) => {
                tracing::error!(%detail, "the log cannot be used");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The server cannot reach its storage",
                    "Nothing was changed. Try again in a moment.",
                )
            }
            OpenError::NoMemory => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server is full",
                "Open rooms take all the memory there is for them. Try again when some of them have \
                 ended.",
            )
            .with("code", "serverFull".into())
            .after(FOR_MEMORY),
            OpenError::Breaks => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The room is not here now",
                "It ended each time that it was opened. Try again in a moment; whoever runs the server \
                 finds why in its log.",
            ),
            OpenError::Stopping => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server is restarting",
                "Try again in a moment.",
            ),
        }
    }
}

/// How long to wait for a room to be put away.
const FOR_MEMORY: Duration = Duration::from_secs(60);

/// How long to wait when nobody knows when another socket will close.
const FOR_A_SOCKET: Duration = Duration::from_secs(30);

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let (title, detail, wait) = match refused {
            Refused::Sockets => (
                "Too many connections from here",
                "Your network has as many connections open as this server allows. Close some, \
                 or ask whoever runs the server to allow more.",
                FOR_A_SOCKET,
            ),
            Refused::Joins(wait) => (
                "Too many connections from here",
                "Your network opens connections faster than this server allows. Wait a moment.",
                wait,
            ),
            Refused::Rooms(wait) => (
                "Too many rooms from here",
                "Your network has made as many rooms as this server allows for now. Wait a moment.",
                wait,
            ),
            Refused::Codes(wait) => (
                "Too many wrong codes",
                "More wrong codes were typed than this server allows. Wait a moment, or use the link.",
                wait,
            ),
            Refused::Knocks(wait) => (
                "Too many knocks from here",
                "Those of your network knock faster than this server allows. Wait a moment.",
                wait,
            ),
            Refused::Suggestions(wait) => (
                "Too many suggestions from here",
                "Your network asks for suggestions faster than this server allows. Wait a moment.",
                wait,
            ),
        };
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, title, detail);
        Self { retry_after: Some(wait), ..problem }
    }
}

/// How long to wait when suggestions of others are being worked out.
const FOR_A_SUGGESTION: Duration = Duration::from_secs(5);

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Busy => Self {
                retry_after: Some(FOR_A_SUGGESTION),
                ..Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Too many suggestions at once",
                    "Suggestions of other rooms are being worked out. Ask again in a moment.",
                )
            },
            NotDone::Failed => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The suggestion failed",
                "Nothing was changed. Whoever runs this server finds the reason in its log.",
            ),
        }
    }
}

impl From<NoAnswer> for Problem {
    fn from(no_answer: NoAnswer) -> Self {
        match no_answer {
            NoAnswer::TooMany(too_many) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Too many notes for suggestions",
                format!("{too_many}. Notes that are in clusters already are not counted."),
            ),
            // Nobody is there to read it.
            NoAnswer::Cancelled(_) => Self::from(NotDone::Busy),
            NoAnswer::Unreadable(_) => Self::from(NotDone::Failed),
        }
    }
}

impl From<NotRotated> for Problem {
    fn from(not_rotated: NotRotated) -> Self {
        match not_rotated {
            NotRotated::Closed => Self::from(Closed),
            NotRotated::Unsaved => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The link cannot be made anew now",
                "The server's disk takes nothing, so the old link would let people in again after its next start. Tell \
                 whoever runs this server, and try again once the room says that it saves.",
            )
            .with("code", "notSaved".into()),
        }
    }
}

impl From<Closed> for Problem {
    fn from(_: Closed) -> Self {
        Self::from(OpenError::Stopping)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = self.members;
        body.insert("type".to_owned(), json!("about:blank"));
        body.insert("title".to_owned(), json!(self.title));
        body.insert("status".to_owned(), json!(self.status.as_u16()));
        body.insert("detail".to_owned(), json!(self.detail));
        body.insert("server".to_owned(), json!(SERVER));
        let headers = [
            (header::CONTENT_TYPE, "application/problem+json"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        let mut response = (self.status, headers, Value::Object(body).to_string()).into_response();
        if let Some(wait) = self.retry_after {
            // Whole seconds, and none too early.
            let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
