//! What the server answers over HTTP: rooms, entry, errors that help, and headers that protect.

use picnic_tests::client::Door;
use picnic_tests::server::Server;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_room_has_three_links_that_carry_their_secrets() {
    let server = Server::start();
    let body = json!({"title": "Kesäpäivä", "language": "fi"});
    let response = server.post("/api/rooms", &[], &body).await;
    assert_eq!(response.status, 201);
    let made = response.json();
    assert_eq!(made["title"], "Kesäpäivä");
    assert_eq!(made["language"], "fi");
    let room = made["room"].as_str().unwrap();
    assert_eq!(room.len(), 22);
    for verb in ["facilitate", "join", "view"] {
        let token = made["tokens"][verb].as_str().unwrap();
        let link = made["links"][verb].as_str().unwrap();
        assert!(link.ends_with(&format!("/r/{room}#{verb}={token}")), "{link}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_are_problem_json_with_a_sentence() {
    let server = Server::start();
    let room = server.make_room().await;
    let enter = format!("/api/rooms/{}/enter", room.id);
    let nowhere = "/api/rooms/AAAAAAAAAAAAAAAAAAAAAA/enter";
    let wrong = json!({"secret": "AAAAAAAAAAAAAAAAAAAAAA"});
    let cases = [
        (server.post("/api/rooms", &[], &json!({"title": 7})).await, 400..=422),
        (server.post("/api/rooms", &[], &json!({"title": "x".repeat(201)})).await, 400..=422),
        (server.post("/api/rooms", &[], &json!({"language": "tlh"})).await, 400..=422),
        (server.post(&enter, &[], &wrong).await, 403..=403),
        (server.post(nowhere, &[], &wrong).await, 404..=404),
        (server.get("/api/nothing", &[]).await, 404..=404),
        (server.get(&format!("/sync/{}", room.id), &[]).await, 426..=426),
        // What axum itself refuses.
        (server.get("/sync/%ff", &[]).await, 400..=400),
        (server.get("/%ff", &[]).await, 400..=400),
        (
            server.get(&format!("/api/rooms/{}/export.md?language=xx", room.id), &[]).await,
            400..=400,
        ),
    ];
    for (response, expected) in cases {
        assert!(expected.contains(&response.status), "{response:?}");
        let kind = response.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/problem+json"), "{kind} of {}", response.text());
        let problem = response.json();
        let sentence = problem["detail"].as_str().or(problem["title"].as_str()).unwrap();
        assert!(sentence.len() > 10 && sentence.contains(' '), "{problem}");
        assert_eq!(problem["status"], response.status);
        // The page believes no refusal without it.
        assert!(problem["server"].as_str().unwrap().starts_with("picnic/"), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_is_traded_for_a_cookie_that_opens_the_socket() {
    let server = Server::start();
    let room = server.make_room().await;
    let enter = format!("/api/rooms/{}/enter", room.id);
    let response = server.post(&enter, &[], &json!({"secret": room.join})).await;
    assert!((200..300).contains(&response.status), "{response:?}");
    let cookies: Vec<_> = response
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.clone())
        .collect();
    assert!(!cookies.is_empty());
    for cookie in &cookies {
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite="), "{cookie}");
    }
    let pairs: Vec<_> = cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect();
    let mut door = Door::by_pass(server.address(), &room.id, pairs.join("; "));
    door.open().await.unwrap();
    // A page of another site that has the cookie sent along is refused.
    door.headers.push(("origin", "https://elsewhere.example".to_owned()));
    assert_eq!(door.open().await.unwrap_err().status, 403);
    let own = format!("http://{}", server.address());
    door.headers.pop();
    door.headers.push(("origin", own));
    door.open().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_without_cookies_is_let_in_by_the_pass_it_was_given() {
    let server = Server::start();
    let (room, other) = (server.make_room().await, server.make_room().await);
    let enter = format!("/api/rooms/{}/enter", room.id);
    let silent = server.post(&enter, &[], &json!({"secret": room.join})).await;
    assert!(silent.json().get("pass").is_none(), "not unless it is asked for");
    let body = json!({"secret": room.join, "pass": true, "base": "/seen/by-browsers/"});
    let entered = server.post(&enter, &[], &body).await;
    let cookies = entered.headers.iter().filter(|(name, _)| name == "set-cookie");
    for (_, cookie) in cookies {
        assert!(cookie.contains("; Path=/seen/by-browsers/"), "{cookie}");
    }
    let entered = entered.json();
    let pass = entered["pass"].as_str().unwrap();
    let brought = [("picnic-pass", pass)];
    let again = server.post(&enter, &brought, &json!({"base": "/\r\nevil: 1"})).await;
    assert_eq!(again.json()["participant"], entered["participant"]);
    assert_eq!(again.json()["role"], "participant");
    let elsewhere = format!("/api/rooms/{}/enter", other.id);
    assert_eq!(server.post(&elsewhere, &brought, &json!({})).await.status, 403);
    let rotate = format!("/api/rooms/{}/links/join/rotate", room.id);
    assert_eq!(server.post(&rotate, &[], &json!({"secret": room.facilitate})).await.status, 200);
    assert_eq!(server.post(&enter, &brought, &json!({})).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_and_readiness_answer() {
    let server = Server::start();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(server.get(path, &[]).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_come_with_a_policy_that_lets_no_foreign_script_run() {
    let server = Server::start();
    let room = server.make_room().await;
    for path in ["/".to_owned(), format!("/r/{}", room.id)] {
        let page = server.get(&path, &[]).await;
        assert_eq!(page.status, 200, "{path}");
        let policy = page.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src"), "{path}: {policy}");
        let scripts = policy
            .split(';')
            .map(str::trim)
            .find(|part| part.starts_with("script-src"))
            .or_else(|| policy.split(';').find(|part| part.contains("default-src")))
            .unwrap_or_default();
        for hole in ["unsafe-inline", "unsafe-eval", "*", "data:", "http:"] {
            assert!(!scripts.contains(hole), "{path}: {scripts}");
        }
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_that_shows_a_link_shows_the_products_title_and_nothing_of_the_room() {
    let server = Server::start();
    let room = server.make_room_with(&json!({"title": "Whom to let go"})).await;
    let cookie = server.enter(&room.id, &room.facilitate).await;
    for path in [format!("/r/{}", room.id), format!("/r/{}/harvest", room.id), "/".to_owned()] {
        for headers in
            [&[][..], &[("Cookie", &*cookie), ("User-Agent", "Slackbot-LinkExpanding 1.0")]]
        {
            let page = server.get(&path, headers).await.text();
            assert!(page.contains(r#"property="og:title" content="picnic""#), "{path}: {page}");
            assert!(!page.contains("Whom to let go"), "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_mistypes_an_address_in_a_browser_sees_the_page_and_a_program_reads_a_problem() {
    let server = Server::start();
    let browser = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    for path in ["/nothing/here", "/r/", "/harvest"] {
        let page = server.get(path, &browser).await;
        let kind = page.header("content-type").unwrap_or_default();
        assert_eq!((page.status, kind), (404, "text/html; charset=utf-8"), "{path}");
        assert_eq!(server.get(path, &[]).await.json()["code"], "nothingHere", "{path}");
    }
    for path in ["/api/nothing", "/assets/nothing.js"] {
        let problem = server.get(path, &browser).await;
        assert_eq!(
            (problem.status, &problem.json()["code"]),
            (404, &"nothingHere".into()),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clients_files_come_compressed_and_are_kept_for_good_under_hashed_names() {
    let server = Server::start();
    let page = server.get("/", &[]).await.text();
    let script = page
        .split('"')
        .map(|part| part.trim_start_matches("./").trim_start_matches('/'))
        .find(|part| part.starts_with("assets/") && part.ends_with(".js"))
        .expect("the page names its script");
    let path = format!("/{script}");
    let plain = server.get(&path, &[]).await;
    assert_eq!((plain.status, plain.header("content-encoding")), (200, None));
    for (offered, coding) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let packed = server.get(&path, &[("accept-encoding", offered)]).await;
        assert_eq!(packed.header("content-encoding"), Some(coding));
        assert_eq!(packed.header("vary"), Some("accept-encoding"));
        assert!(packed.body.len() * 2 < plain.body.len(), "{coding}: {}", packed.body.len());
        let caching = packed.header("cache-control").unwrap_or_default();
        assert!(caching.contains("immutable") && caching.contains("max-age=31536000"), "{caching}");
    }
    let index = server.get("/", &[]).await;
    assert_eq!(index.header("cache-control"), Some("no-cache"), "the page itself is asked for");
}
