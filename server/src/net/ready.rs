//! `/readyz`: whether what people do can be stored and what is stored can be read, now.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::limits::DISK_STALL_MS;
use crate::net::app::App;
use crate::net::disk_looks::UnderWay;
use crate::net::problem::Problem;

const READS_SLOWLY: &str =
    "The disk under the data folder takes longer than a second to read. Check its load.";

/// `GET /readyz`
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let trouble = if !app.log.works() {
        "The last write to the data folder failed; rooms go on unsaved. Check its disk."
    } else if app.log.oldest_unsaved() > Duration::from_millis(DISK_STALL_MS) {
        "The disk under the data folder takes longer than a second to write. Check its load."
    } else if app.log.is_damaged() {
        "A page of the database is damaged. Stop the server and start it again: it then writes the database anew \
         from all that can be read, and keeps the damaged one."
    } else if let Some(trouble) = trouble_with_reading(&app).await {
        trouble
    } else {
        return "ready\n".into_response();
    };
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Saving fails", trouble).into_response()
}

/// Writing may go on for long where nothing can be read any more.
async fn trouble_with_reading(app: &Arc<App>) -> Option<&'static str> {
    let stall = Duration::from_millis(DISK_STALL_MS);
    let look = match app.looks.begin(Instant::now()) {
        Ok(look) => look,
        // Whoever began it may have given up waiting.
        Err(UnderWay(since)) => return (since > stall).then_some(READS_SLOWLY),
    };
    let log = Arc::clone(&app.log);
    let reads = spawn_blocking(move || {
        let _look = look;
        log.reads()
    });
    match timeout(stall, reads).await {
        Ok(Ok(true)) => None,
        Ok(_) => Some("The data folder cannot be read. Check its disk."),
        Err(_) => Some(READS_SLOWLY),
    }
}
