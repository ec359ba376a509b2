//! `/readyz`: whether what people do can be stored and what is stored can be read, now.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::limits::DISK_STALL_MS;
use crate::net::App;
use crate::net::problem::Problem;

const READS_SLOWLY: &str =
    "The disk under the data folder takes longer than a second to read. Check its load.";

/// Looks at the disk, of which one is under way at most: those that hang must not pile up.
#[derive(Debug, Default)]
pub struct DiskLooks {
    /// When the one under way began.
    began: Arc<Mutex<Option<Instant>>>,
}

/// The look that is under way, whether or not somebody still waits for what it finds.
struct Look(Arc<Mutex<Option<Instant>>>);

/// Another look has been under way for so long.
#[derive(Debug, PartialEq, Eq)]
struct UnderWay(Duration);

impl DiskLooks {
    fn begin(&self, now: Instant) -> Result<Look, UnderWay> {
        let mut began = self.began.lock().unwrap_or_else(PoisonError::into_inner);
        match *began {
            Some(before) => Err(UnderWay(now.saturating_duration_since(before))),
            None => {
                *began = Some(now);
                Ok(Look(Arc::clone(&self.began)))
            }
        }
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_that_hangs_is_told_of_by_its_age_though_nobody_waits_for_it() {
        let (looks, start) = (DiskLooks::default(), Instant::now());
        let look = looks.begin(start).ok();
        assert!(look.is_some());
        let after = Duration::from_secs(3);
        assert_eq!(looks.begin(start + after).err(), Some(UnderWay(after)));
        drop(look);
        assert!(looks.begin(start + after).is_ok());
    }
}
