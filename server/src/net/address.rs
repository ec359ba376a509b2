//! Which address a request comes from: the connection's own, or what a trusted proxy says.
//!
//! Addresses are kept in memory for as long as a limit needs them and are never logged.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

use crate::config::{Config, ForwardedHeader};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Headers that only a proxy sets: a request that has one did not come straight from its caller.
const OF_PROXIES: [HeaderName; 5] = [
    header::FORWARDED,
    header::VIA,
    X_FORWARDED_FOR,
    X_FORWARDED_PROTO,
    HeaderName::from_static("x-real-ip"),
];

/// Addresses in one of these networks.
#[must_use]
pub fn is_in(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// Whose word is taken for who asks, and in which header.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// The proxies' networks.
    pub networks: &'a [IpNet],
    /// What they set.
    pub header: ForwardedHeader,
}

impl<'a> Trust<'a> {
    /// What is configured.
    #[must_use]
    pub fn of(config: &'a Config) -> Self {
        Self { networks: &config.trusted_proxies, header: config.forwarded_header }
    }
}

/// Whoever asks: the nearest address that is no trusted proxy. What stands farther out was
/// written by whoever stands there, and could be anything.
#[must_use]
pub fn caller(peer: SocketAddr, headers: &HeaderMap, trust: Trust<'_>) -> IpAddr {
    let peer = peer.ip().to_canonical();
    if !is_in(trust.networks, peer) {
        return peer;
    }
    let mut nearest = peer;
    for forwarded in forwarded(headers, trust.header) {
        // An address that cannot be read is not passed over: what is beyond it may be made up.
        let Some(address) = forwarded else { return nearest };
        nearest = address;
        if !is_in(trust.networks, address) {
            break;
        }
    }
    nearest
}

/// Whether a trusted proxy says that it was asked over TLS.
#[must_use]
pub fn is_over_tls(peer: SocketAddr, headers: &HeaderMap, trust: Trust<'_>) -> bool {
    if !is_in(trust.networks, peer.ip().to_canonical()) {
        return false;
    }
    let scheme = match trust.header {
        ForwardedHeader::XForwardedFor => values(headers, X_FORWARDED_PROTO).next(),
        ForwardedHeader::Forwarded => {
            values(headers, header::FORWARDED).next().and_then(|element| field(element, "proto"))
        }
    };
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
}

/// Whether a request came by a proxy, trusted or not, as far as its headers tell.
#[must_use]
pub fn is_forwarded(headers: &HeaderMap) -> bool {
    OF_PROXIES.iter().any(|name| headers.contains_key(name))
}

/// The part of an address that one household or office has to itself: an IPv6 address changes
/// at will within its 64 bits.
#[must_use]
pub fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from(u128::from(address) >> 64 << 64)),
    }
}

/// What the proxies say, the nearest first; none where it is no address.
fn forwarded(headers: &HeaderMap, from: ForwardedHeader) -> impl Iterator<Item = Option<IpAddr>> {
    let name = match from {
        ForwardedHeader::XForwardedFor => X_FORWARDED_FOR,
        ForwardedHeader::Forwarded => header::FORWARDED,
    };
    values(headers, name).map(move |element| match from {
        ForwardedHeader::XForwardedFor => read(element),
        ForwardedHeader::Forwarded => field(element, "for").and_then(read),
    })
}

/// The values of a header that is a list, the last first: each proxy adds its own at the end.
fn values(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).iter().rev();
    let lines = lines.map(|line| line.to_str().unwrap_or_default());
    lines.flat_map(|line| elements(line).into_iter().rev())
}

/// The elements of a list; a comma within quotes is none between two (RFC 9110, section 5.6.4). What a quote leaves
/// open is one element to its end.
fn elements(line: &str) -> Vec<&str> {
    parted(line, ',').map(str::trim).collect()
}

fn parted(text: &str, at: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |c| {
        let was_escaped = is_escaped;
        is_escaped = is_quoted && !was_escaped && c == '\\';
        if c == '"' && !was_escaped {
            is_quoted = !is_quoted;
        }
        c == at && !is_quoted
    })
}

/// A field of one element such as `for="[2001:db8::1]:4711";proto=https`.
fn field<'a>(element: &'a str, wanted: &str) -> Option<&'a str> {
    parted(element, ';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let is_wanted = name.trim().eq_ignore_ascii_case(wanted);
        is_wanted.then(|| value.trim().trim_matches('"'))
    })
}

/// An address with or without a port.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare.or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn networks() -> Vec<IpNet> {
        ["127.0.0.0/8", "10.0.0.0/8"].map(|net| net.parse().unwrap()).into()
    }

    fn found_in(
        header: ForwardedHeader,
        peer: &str,
        pairs: &[(&'static str, &'static str)],
    ) -> String {
        let networks = networks();
        let trust = Trust { networks: &networks, header };
        caller(format!("{peer}:1").parse().unwrap(), &headers(pairs), trust).to_string()
    }

    fn found(peer: &str, pairs: &[(&'static str, &'static str)]) -> String {
        found_in(ForwardedHeader::XForwardedFor, peer, pairs)
    }

    #[test]
    fn a_stranger_cannot_say_that_it_is_another() {
        assert_eq!(found("192.0.2.9", &[("x-forwarded-for", "198.51.100.1")]), "192.0.2.9");
        let standard = [("forwarded", "for=198.51.100.1")];
        assert_eq!(found_in(ForwardedHeader::Forwarded, "192.0.2.9", &standard), "192.0.2.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed() {
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", "198.51.100.1")]), "198.51.100.1");
        let standard = [("forwarded", r#"for="[2001:db8::7]:4711";proto=https"#)];
        assert_eq!(found_in(ForwardedHeader::Forwarded, "127.0.0.1", &standard), "2001:db8::7");
        assert_eq!(found("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn the_header_that_the_proxy_does_not_set_is_the_callers_word_and_not_believed() {
        let both = [("x-forwarded-for", "198.51.100.1"), ("forwarded", "for=127.0.0.1")];
        assert_eq!(found("127.0.0.1", &both), "198.51.100.1");
        let both = [("forwarded", "for=198.51.100.1"), ("x-forwarded-for", "127.0.0.1")];
        assert_eq!(found_in(ForwardedHeader::Forwarded, "127.0.0.1", &both), "198.51.100.1");
    }

    #[test]
    fn what_stands_within_quotes_says_nothing_of_who_asks() {
        let of = |value| found_in(ForwardedHeader::Forwarded, "127.0.0.1", &[("forwarded", value)]);
        assert_eq!(of(r#"for=198.51.100.1;host="x,for=127.0.0.1""#), "198.51.100.1");
        assert_eq!(of(r#"for=198.51.100.1;host="x\",for=10.0.0.9""#), "198.51.100.1");
        assert_eq!(of(r#"for=198.51.100.1;host="x;for=10.0.0.9;y""#), "198.51.100.1");
        assert_eq!(of(r#"host="x;for=10.0.0.9", for=198.51.100.1"#), "198.51.100.1");
        // Left open by whoever wrote it before the proxy added its own.
        assert_eq!(of(r#"host="x, for=198.51.100.1"#), "127.0.0.1");
    }

    #[test]
    fn what_stands_beyond_the_first_stranger_is_not_believed() {
        let chain = "203.0.113.66, 198.51.100.1, 10.1.2.3";
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", chain)]), "198.51.100.1");
        let two = [("x-forwarded-for", "203.0.113.66"), ("x-forwarded-for", "198.51.100.1")];
        assert_eq!(found("127.0.0.1", &two), "198.51.100.1");
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", "198.51.100.1, what")]), "127.0.0.1");
        let hidden = [("forwarded", "for=_hidden")];
        assert_eq!(found_in(ForwardedHeader::Forwarded, "127.0.0.1", &hidden), "127.0.0.1");
    }

    #[test]
    fn a_trusted_proxy_says_whether_it_was_asked_over_tls() {
        let networks = networks();
        let said = |header, peer: &str, pair| {
            let trust = Trust { networks: &networks, header };
            is_over_tls(peer.parse().unwrap(), &headers(&[pair]), trust)
        };
        let usual = ForwardedHeader::XForwardedFor;
        assert!(said(usual, "127.0.0.1:1", ("x-forwarded-proto", "https")));
        assert!(!said(usual, "127.0.0.1:1", ("x-forwarded-proto", "http")));
        assert!(!said(usual, "192.0.2.9:1", ("x-forwarded-proto", "https")), "a stranger's word");
        assert!(!said(usual, "127.0.0.1:1", ("forwarded", "proto=https")), "not set by the proxy");
        let standard = ("forwarded", "for=198.51.100.1;proto=https");
        assert!(said(ForwardedHeader::Forwarded, "127.0.0.1:1", standard));
    }

    #[test]
    fn an_ipv4_address_is_the_same_in_ipv6() {
        assert_eq!(found("[::ffff:192.0.2.9]", &[]), "192.0.2.9");
    }

    #[test]
    fn one_household_has_many_ipv6_addresses() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
