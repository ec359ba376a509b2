//! The rim: HTTP and WebSockets.

pub mod problem;
pub mod visitor;

mod page;
mod rooms_api;
mod socket;
mod websocket;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::cluster::reading::Reading;
use crate::config::Config;
use crate::limits::BODY_BYTES_MAX;
use crate::log::Log;
use crate::net::problem::Problem;
use crate::rooms::Rooms;

/// What every request can reach.
pub struct App {
    /// What is in force.
    pub config: Config,
    /// The rooms.
    pub rooms: Arc<Rooms>,
    /// The log, for its health.
    pub log: Arc<dyn Log>,
    /// The model's reader, for cluster suggestions.
    pub reading: Arc<Reading>,
}

/// All routes, under the base path.
pub fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/", get(page::page))
        .route("/r/{room}", get(page::page))
        .route("/r/{room}/", get(page::page))
        .route("/api/rooms", post(rooms_api::make))
        .route("/api/rooms/{room}/enter", post(rooms_api::enter))
        .route("/api/rooms/{room}/links/{verb}/rotate", post(rooms_api::rotate))
        .route("/sync/{room}", get(socket::sync))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/{*path}", get(page::asset))
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "That cannot be done here",
                "This address is there, but not for this kind of request.",
            )
        })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    let base = app.config.base_path.clone();
    let router = if base.is_empty() {
        routes
    } else {
        Router::new().route(&base, get(page::to_slash)).nest(&format!("{base}/"), routes).fallback(
            async || {
                Problem::new(StatusCode::NOT_FOUND, "There is nothing here", "Check the address.")
            },
        )
    };
    router.layer(from_fn(observe)).with_state(app)
}

/// `GET /readyz`
async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.log.works() {
        "ready\n".into_response()
    } else {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Saving fails",
            "The last write to the data folder failed; rooms go on unsaved. Check its disk.",
        )
        .into_response()
    }
}

/// One log line a request, without its query: that may hold a secret. And the headers that every
/// response has.
async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status, us, "request");
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
