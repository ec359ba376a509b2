//! HTTP errors as problem+json (RFC 9457): what happened, to what, and what to do.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::rooms::{Closed, OpenError};

/// An error as a person outside reads it.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    title: &'static str,
    detail: String,
}

impl Problem {
    /// A problem with a sentence that helps.
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into() }
    }

    /// No such room.
    #[must_use]
    pub fn unknown_room() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "There is no such room",
            "No room was made under this id on this server. Check that the whole link was copied.",
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
            OpenError::Log(detail) => {
                tracing::error!(%detail, "the log cannot be used");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The server cannot reach its storage",
                    "Nothing was changed. Try again in a moment.",
                )
            }
            OpenError::Stopping => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server is restarting",
                "Try again in a moment.",
            ),
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
        let body = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let headers = [
            (header::CONTENT_TYPE, "application/problem+json"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (self.status, headers, body.to_string()).into_response()
    }
}
