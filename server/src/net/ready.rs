//! `/readyz`: whether what people do can be stored and what is stored can be read, now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::limits::DISK_STALL_MS;
use crate::net::App;
use crate::net::problem::Problem;

const READS_SLOWLY: &str =
    "The disk under the data folder takes longer than a second to read. Check its load.";

/// Looks at the disk, of which one is under way at most: those that hang must not pile up.
#[derive(Debug)]
pub struct DiskLooks {
    turn: Arc<Semaphore>,
    /// The one that is under way takes too long.
    hangs: Arc<AtomicBool>,
}

impl Default for DiskLooks {
    fn default() -> Self {
        Self { turn: Arc::new(Semaphore::new(1)), hangs: Arc::default() }
    }
}

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
    let Ok(turn) = Arc::clone(&app.looks.turn).try_acquire_owned() else {
        return app.looks.hangs.load(Ordering::Relaxed).then_some(READS_SLOWLY);
    };
    let (log, hangs) = (Arc::clone(&app.log), Arc::clone(&app.looks.hangs));
    let look = spawn_blocking(move || {
        let reads = log.reads();
        hangs.store(false, Ordering::Relaxed);
        drop(turn);
        reads
    });
    match timeout(Duration::from_millis(DISK_STALL_MS), look).await {
        Ok(Ok(true)) => None,
        Ok(_) => Some("The data folder cannot be read. Check its disk."),
        Err(_) => {
            app.looks.hangs.store(true, Ordering::Relaxed);
            Some(READS_SLOWLY)
        }
    }
}
