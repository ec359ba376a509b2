//! `/api/models`: the workshop models, and checking a file that should hold one.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use picnic_protocol::model::{Fault, Model};
use picnic_protocol::session::Language;
use serde_json::{Value, json};

use crate::limits::MODEL_BYTES_MAX;
use crate::models::{SCHEMA, model_json, read_model};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::check_origin;
use crate::net::app::App;
use crate::net::bodies::whole;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::unknown_model;
use crate::net::work::{Allowance, Whose};

#[derive(Debug, serde::Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    language: Language,
}

/// `GET /api/models`: a card of each, in one language.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Query(Wanted { language }): Query<Wanted>,
) -> Result<Response, Problem> {
    let cards = app.models.cards(language).ok_or_else(Problem::failed)?;
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(cards)).into_response())
}

/// `GET /api/models/{id}`: the whole of one.
pub(super) async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let model = app.models.get(&id).ok_or_else(unknown_model)?;
    Ok(([(header::CACHE_CONTROL, "no-cache")], written(model)?).into_response())
}

/// `GET /api/models/schema.json`
pub(super) async fn schema() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/schema+json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, SCHEMA).into_response()
}

/// `POST /api/models/check`: the model that a file's text holds, or everything wrong with it.
/// Nothing is kept.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let whose = [Whose::Address(network_of(caller(peer, &headers, Trust::of(&app.config))))];
    let body = whole(body, MODEL_BYTES_MAX).await?;
    // The largest takes far less than a work's time (`server/tests/behaviour/large_texts.rs`).
    let check = move |allowance: &Allowance<'_>| {
        allowance.check()?;
        checked(&body)
    };
    let checked = app.large_work.work(&whose, check);
    Ok(checked.await??.into_response())
}

fn checked(body: &[u8]) -> Result<Json<Value>, Problem> {
    let text = std::str::from_utf8(body).map_err(|_| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "The file is not a workshop model",
            "The file is not text in UTF-8. Save it as UTF-8 and try again.",
        )
    })?;
    let model = read_model(text).map_err(|faults| not_a_model(&faults))?;
    written(&model)
}

fn written(model: &Model) -> Result<Json<Value>, Problem> {
    model_json(model).map(Json).map_err(|error| {
        tracing::error!(%error, "a model cannot be written as JSON");
        Problem::failed()
    })
}

fn not_a_model(faults: &[Fault]) -> Problem {
    let told: Vec<_> = faults.iter().map(Fault::to_string).collect();
    let errors = faults.iter().zip(&told).map(|(fault, told)| {
        let mut error = serde_json::to_value(fault).unwrap_or_else(|_| json!({}));
        error["message"] = json!(told);
        error
    });
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "The file is not a workshop model",
        told.first().map_or("", String::as_str),
    )
    .with("errors", errors.collect())
}
