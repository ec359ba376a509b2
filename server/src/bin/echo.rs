//! A server of nothing but an echo, over picnic's own accept loop and WebSockets: what the
//! conformance tests talk to. In test builds only (feature `echo`).

use std::io::Write as _;
use std::sync::Arc;

use picnic::metrics::Metrics;
use picnic::net::accept::accept;
use picnic::net::echo::router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// More connections than any test opens.
const PLACES: usize = 1_024;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address).await?;
    let mut out = std::io::stdout();
    writeln!(out, "picnic-echo listens on ws://{}/echo", listener.local_addr()?)?;
    out.flush()?;
    let (_stop, stopped) = watch::channel(false);
    accept(listener, router(), PLACES, Arc::new(Metrics::default()), stopped).await;
    Ok(())
}
