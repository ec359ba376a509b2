//! Who asks: the origin of a request, the address people use, and the pass or token it brings.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use picnic_protocol::ids::{ParticipantId, Role, RoomId, Secret};

use crate::access::key::random;
use crate::access::pass::{KNOCKING, Pass};
use crate::config::Config;
use crate::limits::PASSES_TRIED_MAX;
use crate::net::address::{Trust, is_over_tls};
use crate::net::problem::Problem;
use crate::room::Facts;
use crate::room::kept_door::{KeptDoor, Returning};
use crate::room::links::{Links, ServerKey};
use crate::room::session::door::{Door, Shut};

/// The header in which a tab brings its pass where the browser keeps no cookies.
const PASS: HeaderName = HeaderName::from_static("picnic-pass");

/// What stands before the pass where it is offered as a subprotocol.
const PASS_OFFER: &str = "picnic.pass.";

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
pub struct TokenInQuery {
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
    let own = match config.public_url.as_deref() {
        // One address, one scheme: what else reaches this server is no page of its own.
        Some(url) => origin_of(url).eq_ignore_ascii_case(origin),
        None => origin.split_once("://").is_some_and(|(_, host)| {
            host_of(headers).is_some_and(|own| own.eq_ignore_ascii_case(host))
        }),
    };
    if own || config.origins.iter().any(|allowed| allowed == origin) {
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
pub fn address(peer: SocketAddr, headers: &HeaderMap, config: &Config) -> String {
    match &config.public_url {
        Some(url) => url.clone(),
        None => {
            let host = host_of(headers).filter(|host| host.parse::<Uri>().is_ok());
            let listen = config.listen.to_string();
            let scheme =
                if is_over_tls(peer, headers, Trust::of(config)) { "https" } else { "http" };
            format!("{scheme}://{}{}", host.unwrap_or(&listen), config.base_path)
        }
    }
}

/// Whether whoever asks does so over TLS, so that cookies may be kept to it: the address people use
/// says, or else a trusted proxy.
#[must_use]
pub fn is_secure(peer: SocketAddr, headers: &HeaderMap, config: &Config) -> bool {
    match config.public_url {
        Some(_) => config.is_secure(),
        None => is_over_tls(peer, headers, Trust::of(config)),
    }
}

/// Whether a request is for the address people use, where one is configured.
#[must_use]
pub fn is_for_us(headers: &HeaderMap, config: &Config) -> bool {
    let Some(url) = config.public_url.as_deref() else { return true };
    let (scheme, host) = origin_of(url).split_once("://").unwrap_or_default();
    let default = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    let bare = |host: &str| host.strip_suffix(default).unwrap_or(host).to_ascii_lowercase();
    host_of(headers).is_some_and(|asked| bare(asked) == bare(host))
}

/// The passes that a request brings, unopened: a tab's own, for a browser that keeps no cookies, before those of the cookies.
pub fn brought(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let texts = |name: HeaderName| {
        headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
    };
    let named = texts(PASS);
    // A browser sets no header of a socket but this one.
    let offered = texts(header::SEC_WEBSOCKET_PROTOCOL)
        .flat_map(|offers| offers.split(','))
        .filter_map(|offer| offer.trim().strip_prefix(PASS_OFFER));
    let kept = texts(header::COOKIE).flat_map(Pass::kept_in);
    named.chain(offered).chain(kept)
}

/// The pass that a request brings for a room, if its link still stands: a tab's own, for a browser that
/// keeps no cookies, or else that of the cookies. Where all links had to be made anew, an earlier one of somebody who is
/// known counts as one of the present link.
#[must_use]
pub fn pass_of(
    headers: &HeaderMap,
    key: &ServerKey,
    room: RoomId,
    links: &Links,
    returning: Option<&Returning>,
    door: Option<&Door>,
) -> Option<Pass> {
    // Of those that do not open too: each costs a signature.
    let tried = brought(headers).take(PASSES_TRIED_MAX);
    let opened = tried.filter_map(|value| Pass::open(value, key, room));
    let let_in = |pass: Pass| match pass.generation {
        KNOCKING => Some(Pass { generation: door?.let_in(pass.participant)?, ..pass }),
        _ => Some(pass),
    };
    let passes: Vec<_> = opened.filter_map(let_in).collect();
    // Of a room that is not open it is not told who is known: that is asked once it is.
    let is_known = |pass: &Pass| {
        door.is_none_or(|door| door.knows(pass.participant) || door.keeps_out(pass.participant))
    };
    let lets_in = |pass: &&Pass| links.lets_in(pass.role, pass.generation, || is_known(pass));
    let present = passes.iter().find(lets_in);
    let returned = |pass: &Pass| {
        let role = returning?.role_of(pass.participant, pass.role, pass.generation)?;
        Some(Pass { role, generation: links.generation(role), ..*pass })
    };
    present.copied().or_else(|| passes.iter().find_map(returned))
}

/// Refuses whoever brings nothing that opens a room, by its door as the log keeps it: of a room that is
/// not open nothing else is read for them. Who the others are, where a pass says it, and what their link makes them.
///
/// # Errors
/// 403 when neither pass nor secret opens it, or whoever has the pass was put out.
pub fn refuse_strangers(
    door: &KeptDoor,
    key: &ServerKey,
    room: RoomId,
    headers: &HeaderMap,
    secret: Option<&str>,
) -> Result<(Option<ParticipantId>, Role), Problem> {
    let links = door.links(key.clone(), room);
    let by_secret = role_of(&links, secret);
    match pass_of(headers, key, room, &links, door.returning.as_ref(), None) {
        Some(pass) if door.removed.contains(&pass.participant) => Err(Shut::Removed.into()),
        Some(pass) => Ok((Some(pass.participant), pass.role.max(by_secret.unwrap_or(pass.role)))),
        None => by_secret.map(|role| (None, role)).ok_or_else(Problem::forbidden),
    }
}

fn role_of(links: &Links, secret: Option<&str>) -> Option<Role> {
    links.role_of(&secret?.parse::<Secret>().ok()?)
}

/// Somebody of whom nothing is known yet.
///
/// # Errors
/// 503 when there is no randomness to draw them from.
pub fn new_participant() -> Result<ParticipantId, Problem> {
    random().map(ParticipantId::from_bytes).map_err(|error| {
        tracing::error!(%error, "no random bytes");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The server cannot make a new participant",
            "Try again in a moment.",
        )
    })
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
    let by_secret = role_of(&facts.links, secret);
    // Who turned out to be somebody else and opens a link is somebody new by it.
    let is_merged = |pass: &Pass| facts.door.is_merged(pass.participant);
    let pass = pass.filter(|pass| by_secret.is_none() || !is_merged(pass));
    let admission_as = |participant, role: Role, lasting| Admission {
        pass: Pass { participant, role, generation: facts.links.generation(role) },
        lasting,
    };
    let admission = match (pass, by_secret) {
        (Some(pass), Some(role)) => admission_as(pass.participant, role.max(pass.role), true),
        (Some(pass), None) => Admission { pass, lasting: true },
        (None, Some(role)) => admission_as(new_participant()?, role, false),
        (None, None) => return Err(Problem::forbidden()),
    };
    let Pass { participant, role, .. } = admission.pass;
    match facts.door.admit(participant, admission.lasting, role) {
        // Whoever may look by the link they bring may do so, though the pass that they have beside it joins no more.
        Err(Shut::JoiningClosed | Shut::KnockFirst) if by_secret == Some(Role::Viewer) => {
            return Ok(admission_as(participant, Role::Viewer, admission.lasting));
        }
        admitted => admitted?,
    }
    Ok(admission)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_no_more_passes_tried_than_a_page_brings() {
        let (key, room) = (ServerKey::from_bytes([5; 32]), RoomId::from_bytes([1; 16]));
        let links = Links::new(key.clone(), room);
        let participant = ParticipantId::from_bytes([9; 16]);
        let pass = Pass { participant, role: Role::Viewer, generation: 0 };
        let found = |junk: usize| {
            let mut headers = HeaderMap::new();
            for _ in 0..junk {
                headers.append(PASS, "junk".parse().unwrap());
            }
            headers.append(PASS, pass.seal(&key, room).parse().unwrap());
            pass_of(&headers, &key, room, &links, None, None).is_some()
        };
        assert!(found(PASSES_TRIED_MAX - 1));
        assert!(!found(PASSES_TRIED_MAX), "each costs a signature, also when it does not open");
    }

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
        for allowed in ["https://ideas.example.fi", "https://intra.example.fi"] {
            assert!(check_origin(&headers(allowed), &config).is_ok(), "{allowed}");
        }
        for foreign in [
            "https://evil.example",
            "null",
            "http://picnic.example:7420",
            "http://ideas.example.fi",
        ] {
            assert!(check_origin(&headers(foreign), &config).is_err(), "{foreign}");
        }
        assert!(check_origin(&HeaderMap::new(), &config).is_ok());
        let anywhere = Config::default();
        assert!(check_origin(&headers("http://picnic.example:7420"), &anywhere).is_ok());
        assert!(check_origin(&headers("http://picnic.example"), &anywhere).is_err());
    }

    #[test]
    fn with_a_public_address_no_other_is_answered() {
        let asked = |host: &'static str, url: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            is_for_us(&headers, &Config { public_url: Some(url.to_owned()), ..Config::default() })
        };
        let public = "https://ideas.example.fi/picnic";
        for host in ["ideas.example.fi", "Ideas.example.fi", "ideas.example.fi:443"] {
            assert!(asked(host, public), "{host}");
        }
        for host in ["192.0.2.1", "evil.example", "ideas.example.fi:80", "ideas.example.fi.evil"] {
            assert!(!asked(host, public), "{host}");
        }
        assert!(asked("[2001:db8::1]:7420", "http://[2001:db8::1]:7420"));
        assert!(!is_for_us(
            &HeaderMap::new(),
            &Config { public_url: Some(public.to_owned()), ..Config::default() }
        ));
        assert!(is_for_us(&HeaderMap::new(), &Config::default()));
    }
}
