//! `/api/openapi.json`: the HTTP API, described once. It is written by a test from the types that the
//! routes take and give (`description_test.rs`), and the page's types are written from it.

use axum::http::header;
use axum::response::{IntoResponse, Response};

#[cfg(test)]
mod description_test;
#[cfg(test)]
mod history;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod schemas;

const DESCRIPTION: &str = include_str!("../../../openapi.json");

/// `GET /api/openapi.json`
pub(super) async fn description() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, DESCRIPTION).into_response()
}
