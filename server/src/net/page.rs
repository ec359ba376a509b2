//! The web client, embedded in the binary: precompressed, hashed names cached for good.

use std::sync::{Arc, LazyLock};

use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::net::app::App;
use crate::net::problem::Problem;
use crate::room::PageVersion;

#[derive(RustEmbed)]
#[folder = "../client/dist"]
#[allow_missing = true]
struct Client;

const INDEX: &str = "index.html";

const LICENCES: &str = "licences.html";

/// The line of the page that says under which path it is served.
const BASE: &str = r#"<base href="/""#;

/// How the page's address leads to the path that all is served under. Relative, so that it is right as well
/// behind a proxy that takes a path away.
fn way_up(path: &str, base_path: &str) -> String {
    let below = path.strip_prefix(base_path).unwrap_or(path);
    match below.matches('/').count() {
        0 | 1 => "./".to_owned(),
        folders => "../".repeat(folders - 1),
    }
}

/// Only this server's own scripts, styles, fonts and sockets; nothing inline, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; \
    form-action 'self'; frame-ancestors 'none'";

/// The name under which a page knows its version.
const VERSION: &str = "picnic-page";

/// The version of the embedded client; none where there is no client. Looked up once: a client that is built
/// anew under a running server is another one when that is started again.
pub(crate) fn page_version() -> Option<PageVersion> {
    static OF_THE_CLIENT: LazyLock<Option<PageVersion>> = LazyLock::new(|| {
        let digest = Client::get(INDEX)?.metadata.sha256_hash();
        Some(PageVersion(u64::from_be_bytes(*digest.first_chunk()?)))
    });
    *OF_THE_CLIENT
}

/// `GET /`, `GET /r/{room}` and `GET /r/{room}/harvest`: the page.
pub(super) async fn page(State(app): State<Arc<App>>, OriginalUri(asked): OriginalUri) -> Response {
    let Some(index) = Client::get(INDEX) else {
        return Problem::new(
            StatusCode::NOT_FOUND,
            "The web client is not in this build",
            "Build it with `make build`. The server itself works: other clients can use it.",
        )
        .into_response();
    };
    let page = String::from_utf8_lossy(&index.data);
    let way_up = way_up(asked.path(), &app.config.base_path);
    let page = page.replacen(BASE, &format!(r#"<base href="{way_up}""#), 1);
    let version = page_version().map(|page| page.to_string()).unwrap_or_default();
    let named = format!(r#"<meta name="{VERSION}" content="{version}"></head>"#);
    let page = page.replacen("</head>", &named, 1);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, page).into_response()
}

/// `GET /licences`: the offer of the source, and the licences of what picnic is made of. Needs no script.
pub(super) async fn licences(headers: HeaderMap) -> Response {
    let mut response = file(LICENCES, &headers).unwrap_or_else(no_such_file);
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The base path without its slash.
pub(super) async fn to_slash(State(app): State<Arc<App>>) -> Redirect {
    Redirect::permanent(&format!("{}/", app.config.base_path))
}

/// Everything else of the client. Whoever mistyped an address in a browser sees the page, which says so in their language.
pub(super) async fn asset(
    app: State<Arc<App>>,
    asked: OriginalUri,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Some(file) = file(&path, &headers) {
        return file;
    }
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let is_for_a_person = accepted.is_some_and(|kinds| kinds.contains("text/html"));
    let is_of_programs =
        ["api", "sync", "assets"].contains(&path.split('/').next().unwrap_or_default());
    if is_for_a_person && !is_of_programs {
        return (StatusCode::NOT_FOUND, page(app, asked).await).into_response();
    }
    no_such_file()
}

fn no_such_file() -> Response {
    Problem::nothing_here("Check the address, or start at the front page.").into_response()
}

/// A file of the client, in a coding that is offered; none that it has not.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let offers = |coding: &str| {
        accepted.split(',').map(str::trim).any(|offer| {
            offer == coding
                || offer.starts_with(&format!("{coding};q=0."))
                || offer == format!("{coding};q=1")
        })
    };
    let plain = (path != INDEX).then(|| Client::get(path)).flatten()?;
    let compressed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| offers(coding))
        .find_map(|(coding, suffix)| Some((coding, Client::get(&format!("{path}.{suffix}"))?)));
    let (coding, file) = match compressed {
        Some((coding, file)) => (Some(coding), file),
        None => (None, plain),
    };
    Some(respond(path, coding, file))
}

fn respond(path: &str, coding: Option<&'static str>, file: EmbeddedFile) -> Response {
    // Vite puts a hash of its content into every name under assets/.
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind.essence_str()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_leads_up_to_where_all_is_served() {
        for (path, base, expected) in [
            ("/", "", "./"),
            ("/r/id", "", "../"),
            ("/r/id/", "", "../../"),
            ("/r/id/harvest", "", "../../"),
            ("/tools/picnic/", "/tools/picnic", "./"),
            ("/tools/picnic/r/id", "/tools/picnic", "../"),
            ("/tools/picnic/r/id/harvest", "/tools/picnic", "../../"),
        ] {
            assert_eq!(way_up(path, base), expected, "{path}");
        }
    }
}
