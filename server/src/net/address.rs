//! Which address a request comes from: the connection's own, or what a trusted proxy says.
//!
//! Addresses are kept in memory for as long as a limit needs them and are never logged.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Headers that only a proxy sets: a request that has one did not come straight from its caller.
const OF_PROXIES: [HeaderName; 5] = [
    header::FORWARDED,
    header::VIA,
    X_FORWARDED_FOR,
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-real-ip"),
];

/// Addresses in one of these networks.
#[must_use]
pub fn is_in(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// Whoever asks: the nearest address that is no trusted proxy. What stands farther out was
/// written by whoever stands there, and could be anything.
#[must_use]
pub fn caller(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer = peer.ip().to_canonical();
    if !is_in(trusted, peer) {
        return peer;
    }
    let mut nearest = peer;
    for forwarded in forwarded(headers).into_iter().rev() {
        // An address that cannot be read is not passed over: what is beyond it may be made up.
        let Some(address) = forwarded else { return nearest };
        nearest = address;
        if !is_in(trusted, address) {
            break;
        }
    }
    nearest
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

/// What the proxies say, the farthest first; none where it is no address.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let values = |name: &HeaderName| {
        let values = headers.get_all(name).iter();
        let texts: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
        texts.join(",")
    };
    // The standard header (RFC 7239) stands over the usual one.
    let standard = values(&header::FORWARDED);
    if !standard.is_empty() {
        return standard.split(',').map(for_of_element).collect();
    }
    let usual = values(&X_FORWARDED_FOR);
    if usual.is_empty() {
        return Vec::new();
    }
    usual.split(',').map(|text| read(text.trim())).collect()
}

/// The `for` of one element such as `for="[2001:db8::1]:4711";proto=https`.
fn for_of_element(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("for") {
            return None;
        }
        read(value.trim().trim_matches('"'))
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

    fn found(peer: &str, pairs: &[(&'static str, &'static str)]) -> String {
        let trusted: Vec<IpNet> =
            ["127.0.0.0/8", "10.0.0.0/8"].map(|net| net.parse().unwrap()).into();
        caller(format!("{peer}:1").parse().unwrap(), &headers(pairs), &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_say_that_it_is_another() {
        assert_eq!(found("192.0.2.9", &[("x-forwarded-for", "198.51.100.1")]), "192.0.2.9");
        assert_eq!(found("192.0.2.9", &[("forwarded", "for=198.51.100.1")]), "192.0.2.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed() {
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", "198.51.100.1")]), "198.51.100.1");
        let standard = r#"for="[2001:db8::7]:4711";proto=https"#;
        assert_eq!(found("127.0.0.1", &[("forwarded", standard)]), "2001:db8::7");
        assert_eq!(found("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_stands_beyond_the_first_stranger_is_not_believed() {
        let chain = "203.0.113.66, 198.51.100.1, 10.1.2.3";
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", chain)]), "198.51.100.1");
        let two = [("x-forwarded-for", "203.0.113.66"), ("x-forwarded-for", "198.51.100.1")];
        assert_eq!(found("127.0.0.1", &two), "198.51.100.1");
        assert_eq!(found("127.0.0.1", &[("x-forwarded-for", "198.51.100.1, what")]), "127.0.0.1");
        assert_eq!(found("127.0.0.1", &[("forwarded", "for=_hidden")]), "127.0.0.1");
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
