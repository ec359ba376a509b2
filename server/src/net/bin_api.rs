//! `GET /api/rooms/{room}/bin`: what was taken away from the board, for facilitators.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;

use crate::net::admission::TokenInQuery;
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::let_in;
use crate::room::session::bin::BinItem;

/// What is in a room's bin.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Bin {
    /// Newest first.
    items: Vec<BinItem>,
}

/// `GET /api/rooms/{room}/bin`
pub(super) async fn bin(
    State(app): State<Arc<App>>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let guest = let_in(&app, &room, &headers, token.as_deref()).await?;
    guest.must_facilitate("Only facilitators look into the bin")?;
    let mut items = guest.handle.bin().await?;
    items.reverse();
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(Bin { items })).into_response())
}
