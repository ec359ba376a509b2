//! Requests for another address than the one that people use: refused, with a page that says where
//! picnic is.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::limits::HSTS_SECONDS;
use crate::net::App;
use crate::net::problem::Problem;
use crate::net::visitor::is_for_us;

/// What machines ask by the server's own address: whether it is well.
const FOR_MACHINES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Refuses what is asked of another address, and keeps browsers to TLS at the right one.
pub(super) async fn only_here(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(url) = app.config.public_url.as_deref() else { return next.run(request).await };
    let path = request.uri().path();
    let path = path.strip_prefix(app.config.base_path.as_str()).unwrap_or(path);
    if !is_for_us(request.headers(), &app.config) {
        if !FOR_MACHINES.contains(&path) {
            return elsewhere(url, request.headers());
        }
        return next.run(request).await;
    }
    let mut response = next.run(request).await;
    if app.config.is_secure() {
        let value = HeaderValue::from_str(&format!("max-age={HSTS_SECONDS}"));
        if let Ok(value) = value {
            response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
        }
    }
    response
}

fn elsewhere(url: &str, headers: &HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accepts.is_some_and(|accepts| accepts.contains("text/html")) {
        return Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "This is not picnic's address",
            format!(
                "This server answers at {url} only. If that is the address you used, the \
                proxy before the server does not pass the Host header on."
            ),
        )
        .into_response();
    }
    let url = escaped(url);
    let page = format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>picnic</title>
<main>
<p lang="fi">Picnic on osoitteessa <a href="{url}/">{url}</a>. Jos käytit sitä, palvelimen edessä oleva välityspalvelin ei välitä Host-otsaketta: kerro ylläpitäjälle.</p>
<p lang="sv">Picnic finns på <a href="{url}/">{url}</a>. Om du använde den adressen skickar proxyn framför servern inte Host-huvudet vidare: berätta för den som driver servern.</p>
<p lang="en">Picnic is at <a href="{url}/">{url}</a>. If that is the address you used, the proxy before the server does not pass the Host header on: tell whoever runs the server.</p>
</main>
"#
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
    ];
    (StatusCode::MISDIRECTED_REQUEST, headers, page).into_response()
}

/// A text within HTML, also within a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
