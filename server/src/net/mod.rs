//! The rim: HTTP and WebSockets.

pub mod accept;
pub mod address;
pub mod addresses;
pub mod admission;
mod app;
pub mod bounds;
pub mod disk_bounds;
pub mod disk_looks;
#[cfg(feature = "echo")]
pub mod echo;
pub mod event_stream;
pub mod lines;
mod other_protocol;
pub mod pace;
pub mod problem;
pub mod receive_budget;
pub mod throttle;
pub mod work;

mod bin_api;
mod bodies;
mod codes_api;
mod copy_api;
pub mod export_readers;
pub mod exports_api;
mod farewells;
mod guest;
mod history_api;
mod incoming;
mod keeping_api;
mod knock_api;
pub mod making;
mod models_api;
mod openapi;
mod page;
mod posted;
mod query;
pub mod ready;
mod rooms_api;
mod silence;
mod socket;
mod suggestions_api;
mod transport;
mod websocket;
mod websocket_frame;
mod wrong_host;

pub use app::App;
pub(crate) use page::page_version;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use tokio::runtime::Handle;

use crate::limits::{BODY_BYTES_MAX, ENTRY_BYTES_MAX, LOGGED_PATH_CHARS_MAX};
use crate::metrics::{self, Queue};
use crate::net::address::{Trust, caller, is_forwarded, is_in};
use crate::net::problem::{Problem, in_the_form_of_all};

/// The version of the HTTP API, in every answer under `/api/`. It is raised by what breaks a program: a
/// route or a field that goes, or means something else. What comes anew raises nothing.
const API_VERSION: &str = "1";

/// A route for programs, which `openapi.json` describes.
struct Route {
    #[cfg_attr(not(test), expect(dead_code, reason = "the description is held to it"))]
    method: Method,
    path: &'static str,
    handler: MethodRouter<Arc<App>>,
}

impl Route {
    fn read<T: 'static>(path: &'static str, handler: impl Handler<T, Arc<App>>) -> Self {
        Self { method: Method::GET, path, handler: get(handler) }
    }

    fn write<T: 'static>(path: &'static str, handler: impl Handler<T, Arc<App>>) -> Self {
        Self { method: Method::POST, path, handler: post(handler) }
    }

    /// With a body that brings a secret at most.
    fn small(self) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(ENTRY_BYTES_MAX)), ..self }
    }

    fn on(self, router: Router<Arc<App>>) -> Router<Arc<App>> {
        router.route(self.path, self.handler)
    }
}

/// Every route for programs but the one below.
fn routes() -> Vec<Route> {
    vec![
        Route::read("/api/openapi.json", openapi::description),
        Route::write("/api/rooms", rooms_api::make),
        Route::write("/api/rooms/{room}/enter", rooms_api::enter).small(),
        Route::write("/api/rooms/{room}/knock", knock_api::knock).small(),
        Route::write("/api/rooms/{room}/links/{verb}/rotate", rooms_api::rotate).small(),
        Route::write("/api/codes", codes_api::open).small(),
        Route::write("/api/rooms/{room}/code", codes_api::set).small(),
        Route::write("/api/rooms/{room}/copy", copy_api::copy).small(),
        Route::write("/api/rooms/{room}/keeping", keeping_api::keep).small(),
        Route::read("/api/rooms/{room}/export.md", exports_api::markdown),
        Route::read("/api/rooms/{room}/export.csv", exports_api::csv),
        Route::read("/api/rooms/{room}/export.json", exports_api::json),
        Route::read("/api/rooms/{room}/export.svg", exports_api::svg),
        Route::read("/api/rooms/{room}/export.png", exports_api::png),
        Route::read("/api/rooms/{room}/model.toml", exports_api::model),
        Route::read("/api/rooms/{room}/harvest.json", exports_api::harvest),
        Route::read("/api/rooms/{room}/history", history_api::history),
        Route::read("/api/models", models_api::list),
        Route::read("/api/models/schema.json", models_api::schema),
        Route::write("/api/models/check", models_api::check),
        Route::read("/api/models/{id}", models_api::one),
        Route::write("/api/rooms/{room}/suggestions", suggestions_api::suggest),
        Route::read("/api/rooms/{room}/bin", bin_api::bin),
        Route::read("/sync/{room}", socket::sync),
        Route::read("/sync/{room}/events", event_stream::events),
        Route::read("/healthz", async || "ok\n"),
        Route::read("/readyz", ready::ready),
        Route::read("/metrics", read_metrics),
    ]
}

/// Its posts wait for each other and not for a turn, and hold what they bring until it is taken.
fn frames() -> Route {
    Route::write("/sync/{room}/frames", event_stream::frames)
}

/// All routes, under the base path.
pub fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .route("/", get(page::page))
        .route("/r/{room}", get(page::page))
        .route("/r/{room}/", get(page::page))
        .route("/r/{room}/harvest", get(page::page))
        .route("/licences", get(page::licences))
        .route("/{*path}", get(page::asset));
    let routes = routes()
        .into_iter()
        .fold(pages, |router, route| route.on(router))
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "That cannot be done here",
                "This address is there, but not for this kind of request.",
            )
        })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(Arc::clone(&app), bodies::receive));
    let routes = frames().on(routes);
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
        .layer(from_fn_with_state(Arc::clone(&app), wrong_host::refuse_other_hosts))
        .layer(map_response(in_the_form_of_all))
        .layer(from_fn(observe))
        .with_state(app)
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
    if path.contains("/api/") {
        headers.insert("picnic-api", HeaderValue::from_static(API_VERSION));
    }
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
