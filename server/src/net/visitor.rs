//! Who asks: the origin of a request, the address people use, and the pass or token it brings.

use axum::http::{HeaderMap, StatusCode, Uri, header};
use picnic_protocol::ids::{ParticipantId, Role, RoomId, Secret};

use crate::access::key::random;
use crate::access::pass::Pass;
use crate::config::Config;
use crate::net::problem::Problem;
use crate::room::Facts;
use crate::room::links::ServerKey;

/// What a visitor may do in a room, found from what they brought.
#[derive(Debug, Clone, Copy)]
pub struct Admission {
    /// Who they are, and by which link.
    pub pass: Pass,
    /// Whether they are known beyond this socket.
    pub lasting: bool,
}

/// What clients other than the page bring in the query, in place of a cookie.
#[derive(Debug, serde::Deserialize)]
pub struct Brought {
    /// A link's secret.
    pub token: Option<String>,
}

/// Refuses requests that another site's page makes with this browser's cookies.
///
/// # Errors
/// 403 when the origin is neither this server's own nor an allowed one.
pub fn check_origin(headers: &HeaderMap, config: &Config) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    let own = origin.split_once("://").is_some_and(|(_, host)| {
        host_of(headers).is_some_and(|own| own.eq_ignore_ascii_case(host))
    });
    let public = config.public_url.as_deref().is_some_and(|url| origin_of(url) == origin);
    if own || public || config.origins.iter().any(|allowed| allowed == origin) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "Another site asked",
        "This page is not one of this server's. Whoever runs the server can allow its origin, set \
         public_url, or let the proxy in front of it pass the Host header on.",
    )
    .with("code", "otherOrigin".into()))
}

fn origin_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    let end = url[after_scheme..].find('/').map_or(url.len(), |at| after_scheme + at);
    &url[..end]
}

fn host_of(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

/// The address people use, with no slash at its end: the configured one, or what the browser
/// asked for.
#[must_use]
pub fn address(headers: &HeaderMap, config: &Config) -> String {
    match &config.public_url {
        Some(url) => url.clone(),
        None => {
            let host = host_of(headers).filter(|host| host.parse::<Uri>().is_ok());
            let listen = config.listen.to_string();
            format!("http://{}{}", host.unwrap_or(&listen), config.base_path)
        }
    }
}

/// The pass that a request's cookies hold for a room, if its link still stands.
#[must_use]
pub fn pass_of(headers: &HeaderMap, key: &ServerKey, room: RoomId, facts: &Facts) -> Option<Pass> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| Pass::in_header(header.to_str().ok()?, key, room))
        .find(|pass| facts.links.generation(pass.role) == pass.generation)
}

/// Lets a visitor in by a pass, a secret, or both: the person of the pass, the higher role.
///
/// # Errors
/// 403 when neither opens the room, when they were put out, or when it is closed to newcomers.
pub fn admit(
    facts: &Facts,
    pass: Option<Pass>,
    secret: Option<&str>,
) -> Result<Admission, Problem> {
    let by_secret = secret
        .and_then(|secret| secret.parse::<Secret>().ok())
        .and_then(|secret| facts.links.role_of(&secret));
    let admission = |participant, role: Role, lasting| Admission {
        pass: Pass { participant, role, generation: facts.links.generation(role) },
        lasting,
    };
    let admission = match (pass, by_secret) {
        (Some(pass), Some(role)) => admission(pass.participant, role.max(pass.role), true),
        (Some(pass), None) => Admission { pass, lasting: true },
        (None, Some(role)) => {
            let bytes = random().map_err(|error| {
                tracing::error!(%error, "no random bytes");
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The server cannot make a new participant",
                    "Try again in a moment.",
                )
            })?;
            admission(ParticipantId::from_bytes(bytes), role, false)
        }
        (None, None) => return Err(Problem::forbidden()),
    };
    let Pass { participant, role, .. } = admission.pass;
    facts.door.admit(participant, admission.lasting, role)?;
    Ok(admission)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "picnic.example:7420".parse().unwrap());
        headers.insert(header::ORIGIN, origin.parse().unwrap());
        headers
    }

    #[test]
    fn only_own_and_allowed_origins_may_ask() {
        let config = Config {
            public_url: Some("https://ideas.example.fi/picnic".to_owned()),
            origins: vec!["https://intra.example.fi".to_owned()],
            ..Config::default()
        };
        for allowed in
            ["http://picnic.example:7420", "https://ideas.example.fi", "https://intra.example.fi"]
        {
            assert!(check_origin(&headers(allowed), &config).is_ok(), "{allowed}");
        }
        for foreign in ["https://evil.example", "null", "http://picnic.example"] {
            assert!(check_origin(&headers(foreign), &config).is_err(), "{foreign}");
        }
        assert!(check_origin(&HeaderMap::new(), &config).is_ok());
    }
}
