//! Requests for another address than the one that people use: refused, with a page that says where
//! picnic is.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::limits::HSTS_SECONDS;
use crate::net::App;
use crate::net::problem::Problem;
use crate::net::visitor::is_for_us;

/// Whether machines ask for it by the server's own address: whether it is well, and how much it does, which is for no
/// page that had a name of its own pointed here.
fn is_for_machines(path: &str, headers: &HeaderMap) -> bool {
    match path {
        "/healthz" | "/readyz" => true,
        "/metrics" => names_a_machine(headers),
        _ => false,
    }
}

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
        if !is_for_machines(path, request.headers()) {
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

/// Whether a request names an address, or a name of one word: others may be pointed here by anybody.
fn names_a_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let host = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    host.is_some_and(|host| {
        let bare = host.host().trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok() || !bare.contains('.')
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_stranger_may_point_here_is_no_machines_way_to_ask() {
        let asked = |host: &'static str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            is_for_machines("/metrics", &headers)
        };
        for host in
            ["127.0.0.1:7420", "[::1]:7420", "[::1]", "10.0.0.9", "localhost:80", "picnic:7420"]
        {
            assert!(asked(host), "{host}");
        }
        for host in
            ["evil.example", "evil.example:7420", "127.0.0.1.evil.example", "localhost.", ""]
        {
            assert!(!asked(host), "{host}");
        }
        assert!(is_for_machines("/metrics", &HeaderMap::new()), "HTTP/1.0 names none");
        assert!(!is_for_machines("/api/models", &HeaderMap::new()));
    }
}
