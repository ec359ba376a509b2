//! The rim: HTTP and WebSockets.

pub mod accept;
pub mod address;
pub mod addresses;
pub mod bounds;
#[cfg(feature = "echo")]
pub mod echo;
pub mod events;
pub mod pace;
pub mod problem;
pub mod receive_budget;
pub mod throttle;
pub mod visitor;
pub mod work;

mod bodies;
mod elsewhere;
pub mod exports_api;
mod incoming;
pub mod making;
mod models_api;
mod page;
mod posted;
pub mod ready;
mod rooms_api;
mod silence;
mod socket;
mod suggestions_api;
mod transport;
mod websocket;

pub(crate) use page::page_version;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::cluster::reading::Reading;
use crate::config::Config;
use crate::limits::{BODY_BYTES_MAX, ENTRY_BYTES_MAX, LOGGED_PATH_CHARS_MAX};
use crate::log::Log;
use crate::metrics::{self, Metrics, Queue};
use crate::models::Shelf;
use crate::net::address::{Trust, caller, is_forwarded, is_in};
use crate::net::addresses::Addresses;
use crate::net::bounds::Bounds;
use crate::net::making::DiskBounds;
use crate::net::problem::Problem;
use crate::net::ready::DiskLooks;
use crate::net::receive_budget::ReceiveBudget;
use crate::net::work::{LargeWork, Turns};
use crate::pool::Pool;
use crate::rooms::Rooms;

/// What every request can reach.
pub struct App {
    /// What is in force.
    pub config: Config,
    /// The rooms.
    pub rooms: Arc<Rooms>,
    /// The log, for its health.
    pub log: Arc<dyn Log>,
    /// The limits in force.
    pub bounds: Bounds,
    /// What rooms may take on disk.
    pub disk_bounds: DiskBounds,
    /// What addresses have and do.
    pub addresses: Arc<Addresses>,
    /// Connections that go by events and posts.
    pub lines: events::Lines,
    /// The bytes of messages and bodies that are on their way.
    pub receive_budget: ReceiveBudget,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The model's reader, for cluster suggestions.
    pub reading: Arc<Reading>,
    /// Looks at the data folder's disk.
    pub looks: DiskLooks,
    /// The workshop models.
    pub models: Shelf,
    /// Exports, imports and checks of models that are worked on.
    pub large_work: LargeWork,
    /// Large bodies that are on their way here.
    pub large_bodies: Arc<Turns>,
    /// The turns of those who walk a large message.
    pub walks: Arc<Semaphore>,
    /// Exports that are on their way to their readers.
    pub exports: exports_api::Exports,
    /// The threads that work suggestions out.
    pub pool: Arc<Pool>,
}

/// All routes, under the base path.
pub fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/", get(page::page))
        .route("/r/{room}", get(page::page))
        .route("/r/{room}/", get(page::page))
        .route("/r/{room}/harvest", get(page::page))
        .route("/api/rooms", post(rooms_api::make))
        .route("/api/rooms/{room}/enter", post(rooms_api::enter).layer(small()))
        .route("/api/rooms/{room}/links/{verb}/rotate", post(rooms_api::rotate).layer(small()))
        .route("/api/rooms/{room}/export.md", get(exports_api::markdown))
        .route("/api/rooms/{room}/export.csv", get(exports_api::csv))
        .route("/api/rooms/{room}/export.json", get(exports_api::json))
        .route("/api/rooms/{room}/export.svg", get(exports_api::svg))
        .route("/api/rooms/{room}/export.png", get(exports_api::png))
        .route("/api/rooms/{room}/model.toml", get(exports_api::model))
        .route("/api/rooms/{room}/harvest.json", get(exports_api::harvest))
        .route("/api/models", get(models_api::list))
        .route("/api/models/schema.json", get(models_api::schema))
        .route("/api/models/check", post(models_api::check))
        .route("/api/models/{id}", get(models_api::one))
        .route("/api/rooms/{room}/suggestions", post(suggestions_api::suggest))
        .route("/sync/{room}", get(socket::sync))
        .route("/sync/{room}/events", get(events::events))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready::ready))
        .route("/metrics", get(read_metrics))
        .route("/{*path}", get(page::asset))
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "That cannot be done here",
                "This address is there, but not for this kind of request.",
            )
        })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(Arc::clone(&app), bodies::receive))
        // Its posts wait for each other and not for a turn, and hold what they bring until it is taken.
        .route("/sync/{room}/frames", post(events::frames));
    let base = app.config.base_path.clone();
    let router = if base.is_empty() {
        routes
    } else {
        let where_it_is = format!(
            "This server is under {base}/. If a proxy in front of it takes that path away, let it \
             pass the path on, or leave base_path empty."
        );
        Router::new()
            .route(&base, get(page::to_slash))
            .nest(&format!("{base}/"), routes)
            .fallback(async move || Problem::nothing_here(where_it_is))
    };
    router
        .layer(from_fn_with_state(Arc::clone(&app), elsewhere::only_here))
        .layer(from_fn(observe))
        .with_state(app)
}

/// The body of a request that brings a secret at most.
fn small() -> DefaultBodyLimit {
    DefaultBodyLimit::max(ENTRY_BYTES_MAX)
}

/// `GET /metrics`, for those who look after the server only: totals tell when people meet.
async fn read_metrics(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let address = caller(peer, &headers, Trust::of(&app.config));
    // A proxy that does not say for whom it asks makes everyone seem to come from its machine.
    let is_unknown = is_forwarded(&headers) && address == peer.ip().to_canonical();
    if is_unknown || !is_in(&app.config.metrics_from, address) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "These figures are not for everyone",
            "Whoever runs the server can add a network to metrics_from.",
        ));
    }
    app.metrics.receiving_bytes.set(i64::try_from(app.receive_budget.held()).unwrap_or(i64::MAX));
    for (queue, count) in [
        (Queue::LargeWork, app.large_work.waiting()),
        (Queue::Suggestions, app.pool.waiting()),
        (Queue::Exports, app.exports.count()),
        (Queue::Rooms, app.rooms.waiting()),
        (Queue::Tasks, Handle::current().metrics().global_queue_depth()),
    ] {
        app.metrics.waits(queue, count);
    }
    app.metrics.look_at_process();
    app.metrics.rooms_take(app.rooms.memory().used(), app.rooms.memory().max());
    let log = Arc::clone(&app.log);
    if let Ok(Ok(bytes)) = tokio::task::spawn_blocking(move || log.bytes()).await {
        app.metrics.rooms_keep(bytes, app.disk_bounds.all_max);
    }
    let (saving, oldest) = (app.log.works(), app.log.oldest_unsaved());
    let text = app.metrics.encode(app.rooms.count(), saving, oldest);
    Ok(([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response())
}

/// One log line a request, without its query: that may hold a secret. And the headers that every
/// response has.
async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path: String = request.uri().path().chars().take(LOGGED_PATH_CHARS_MAX).collect();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    if path.ends_with("/frames") {
        // Of a connection, which is logged as a whole: there are dozens a second.
        tracing::debug!(%method, path, status, us, "request");
    } else {
        tracing::info!(%method, path, status, us, "request");
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
