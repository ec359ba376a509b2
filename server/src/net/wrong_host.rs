//! Requests for another address than the one that people use: refused, with a page that says where
//! picnic is. Where none is configured, only figures are refused, by names that a stranger may have pointed here.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::Config;
use crate::limits::HSTS_SECONDS;
use crate::net::admission::is_for_us;
use crate::net::app::App;
use crate::net::problem::Problem;

/// What is said to a request for the name that it uses.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It may go on.
    Here,
    /// It may go on, at an address that people do not use.
    ByMachine,
    /// The name is not this server's, and what it asks for is for no page that had a name of its own pointed here.
    Elsewhere,
}

/// Whether a request may use the name that it does. Machines ask by the server's own address whether it is well, and
/// how much it does; where no address is configured any name is good for all but the latter.
fn verdict(path: &str, headers: &HeaderMap, config: &Config) -> Verdict {
    let is_configured = config.public_url.is_some();
    if is_configured && is_for_us(headers, config) {
        return Verdict::Here;
    }
    match path.strip_prefix(config.base_path.as_str()).unwrap_or(path) {
        "/healthz" | "/readyz" => Verdict::ByMachine,
        "/metrics" if names_a_machine(headers) => Verdict::ByMachine,
        "/metrics" => Verdict::Elsewhere,
        _ if is_configured => Verdict::Elsewhere,
        _ => Verdict::Here,
    }
}

/// Refuses what is asked of another address, and keeps browsers to TLS at the right one.
pub(super) async fn refuse_other_hosts(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    match verdict(request.uri().path(), request.headers(), &app.config) {
        Verdict::Here => {}
        Verdict::ByMachine => return next.run(request).await,
        Verdict::Elsewhere => {
            return match app.config.public_url.as_deref() {
                Some(url) => elsewhere(url, request.headers()),
                None => unknown_name().into_response(),
            };
        }
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

/// Whether a request names an address, a name of one word or one of the machine's own: others may be pointed here by anybody.
fn names_a_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let host = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    host.is_some_and(|host| {
        let bare = host.host().trim_start_matches('[').trim_end_matches(']');
        let is_loopback = bare.to_ascii_lowercase().ends_with(".localhost");
        bare.parse::<IpAddr>().is_ok() || !bare.contains('.') || is_loopback
    })
}

fn unknown_name() -> Problem {
    Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "These figures are not asked for by this name",
        "Ask by the server's IP address or a name of one word. Whoever runs the server can set public_url to \
         have them answered there too.",
    )
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

    fn named(host: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))])
    }

    #[test]
    fn a_name_that_a_stranger_may_point_here_is_no_way_to_read_the_figures() {
        let public =
            Config { public_url: Some("https://ideas.example.fi".into()), ..Config::default() };
        let based = Config { base_path: "/picnic".to_owned(), ..Config::default() };
        for (config, metrics) in
            [(public, "/metrics"), (Config::default(), "/metrics"), (based, "/picnic/metrics")]
        {
            for host in [
                "127.0.0.1:7420",
                "[::1]:7420",
                "[::1]",
                "10.0.0.9",
                "localhost:80",
                "picnic:7420",
                "ideas.localhost:7420",
            ] {
                assert_eq!(verdict(metrics, &named(host), &config), Verdict::ByMachine, "{host}");
            }
            for host in [
                "evil.example",
                "evil.example:7420",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil-localhost.example",
                "localhost.",
                "",
            ] {
                assert_eq!(verdict(metrics, &named(host), &config), Verdict::Elsewhere, "{host}");
            }
            let none = HeaderMap::new();
            assert_eq!(verdict(metrics, &none, &config), Verdict::ByMachine, "HTTP/1.0 names none");
        }
    }

    #[test]
    fn whether_the_server_is_well_is_told_by_any_name_and_all_else_by_the_configured_one() {
        let public =
            Config { public_url: Some("https://ideas.example.fi".into()), ..Config::default() };
        let (ours, other) = (named("ideas.example.fi"), named("evil.example"));
        for path in ["/healthz", "/readyz"] {
            assert_eq!(verdict(path, &other, &public), Verdict::ByMachine, "{path}");
        }
        for path in ["/", "/api/models", "/metrics"] {
            assert_eq!(verdict(path, &ours, &public), Verdict::Here, "{path}");
            assert_eq!(verdict(path, &other, &public), Verdict::Elsewhere, "{path}");
        }
        for path in ["/", "/api/models"] {
            assert_eq!(verdict(path, &other, &Config::default()), Verdict::Here, "{path}");
        }
        assert_eq!(verdict("/api/models", &HeaderMap::new(), &public), Verdict::Elsewhere);
    }
}
