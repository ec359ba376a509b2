//! What happens when code panics: it is counted, and its place is logged. Never its message:
//! that may quote a note.

use std::panic::PanicHookInfo;

use prometheus_client::metrics::counter::Counter;

/// From here on every panic of the process is counted here, and reported so.
pub fn count(panics: Counter) {
    std::panic::set_hook(Box::new(move |panic| report(panic, &panics)));
}

/// Counts one, and logs where it was.
pub fn report(panic: &PanicHookInfo<'_>, panics: &Counter) {
    panics.inc();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "a panic was caught; please report it with this place");
}
