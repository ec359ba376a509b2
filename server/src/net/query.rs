//! What an address says after its `?`.

use axum::extract::FromRequestParts;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;

use crate::net::problem::Problem;

/// As axum's own, but what cannot be read is told as every other problem is.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub(super) struct Query<T>(pub T);

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "The address cannot be read",
            format!("{}. Look at what the address says after its «?».", rejection.body_text()),
        )
    }
}
