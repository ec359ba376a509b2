//! With a public address the server answers at that address only; without one a trusted proxy says
//! whether it was asked over TLS.

use picnic_tests::client::Door;
use picnic_tests::http::Response;
use picnic_tests::server::Server;
use serde_json::json;

const URL: &str = "https://ideas.example.fi";
const HOST: (&str, &str) = ("host", "ideas.example.fi");
const PAGE: (&str, &str) = ("accept", "text/html,*/*;q=0.8");

async fn make_room(server: &Server, headers: &[(&str, &str)]) -> Response {
    server.post("/api/rooms", headers, &json!({})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_host_gets_a_page_that_says_what_is_wrong() {
    let server = Server::start_with(&["--public-url", URL]);
    let page = server.get("/", &[("host", "evil.example"), PAGE]).await;
    assert_eq!(page.status, 421);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    for words in [URL, "Host-otsaketta", "Host-huvudet", "the Host header"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let answer = make_room(&server, &[("host", "evil.example")]).await;
    assert_eq!(answer.status, 421);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    // Whoever looks after the server asks by its address.
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(server.get(path, &[]).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_pages_of_the_public_address_may_ask_and_their_browsers_keep_to_tls() {
    let server = Server::start_with(&["--public-url", URL]);
    for (origin, status) in
        [(URL, 201), ("http://ideas.example.fi", 403), ("https://evil.example", 403)]
    {
        let answer = make_room(&server, &[HOST, ("origin", origin)]).await;
        assert_eq!(answer.status, status, "{origin}");
        let kept = answer.header("strict-transport-security");
        assert_eq!(kept, Some("max-age=31536000"), "{origin}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sockets_events_and_posts_are_for_the_public_address_and_its_pages_only() {
    let server = Server::start_with(&["--public-url", URL]);
    let made = make_room(&server, &[HOST]).await.json();
    let (room, token) = (made["room"].as_str().unwrap(), made["tokens"]["join"].as_str().unwrap());
    let export = format!("/api/rooms/{room}/export.md?token={token}");
    let events = format!("/sync/{room}/events?token={token}");
    let frames = format!("/sync/{room}/frames");
    for (other, refused) in [
        (("host", "evil.example"), 421),
        (("host", "ideas.example.fi:80"), 421),
        (("origin", "http://ideas.example.fi"), 403),
        (("origin", "https://evil.example"), 403),
    ] {
        let asks = if other.0 == "host" { vec![other] } else { vec![HOST, other] };
        let headers = asks.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let door = Door { headers, ..Door::new(server.address(), room, token) };
        let answers = [
            door.open().await.unwrap_err().status,
            server.get(&events, &asks).await.status,
            server.post(&frames, &asks, &json!({})).await.status,
        ];
        assert_eq!(answers, [refused; 3], "{other:?}");
        if refused == 421 {
            assert_eq!(server.get(&export, &asks).await.status, refused);
            assert_eq!(server.get("/", &asks).await.status, refused);
        }
    }
    assert_eq!(server.get(&export, &[HOST]).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trusted_proxy_says_whether_cookies_and_links_are_for_tls() {
    let server = Server::start();
    for (scheme, is_secure) in [("https", true), ("http", false)] {
        let headers = [HOST, ("x-forwarded-proto", scheme)];
        let made = make_room(&server, &headers).await.json();
        let link = made["links"]["join"].as_str().unwrap_or_default();
        assert!(link.starts_with(&format!("{scheme}://ideas.example.fi/r/")), "{link}");
        let path = format!("/api/rooms/{}/enter", made["room"].as_str().unwrap_or_default());
        let entry = json!({"secret": made["tokens"]["join"]});
        let entered = server.post(&path, &headers, &entry).await;
        let cookie = entered.header("set-cookie").unwrap_or_default().to_owned();
        assert_eq!(cookie.contains("; Secure"), is_secure, "{cookie}");
    }
}
