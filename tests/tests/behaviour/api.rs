//! What the server describes of its HTTP API is what it answers.

use boon::{Compiler, Schemas};
use picnic_tests::http::Response;
use picnic_tests::server::Server;
use serde_json::{Value, json};

/// The description that a server gives.
struct Described(Value);

impl Described {
    async fn by(server: &Server) -> Self {
        let response = server.get("/api/openapi.json", &[]).await;
        assert_eq!((response.status, response.header("picnic-api")), (200, Some("1")));
        Self(response.json())
    }

    /// Holds a value to the schema at a place of the description.
    fn holds(&self, place: &[&str], value: &Value) {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("api.json", self.0.clone()).unwrap();
        let place: Vec<_> = place.iter().map(|part| part.replace('/', "~1")).collect();
        let place =
            format!("api.json#/{}", place.join("/").replace('{', "%7B").replace('}', "%7D"));
        let schema = compiler.compile(&place, &mut schemas).unwrap();
        if let Err(error) = schemas.validate(value, schema) {
            panic!("{place}: {error:#}\n{value:#}");
        }
    }

    /// Holds an answer to what is told of it.
    fn answers(&self, method: &str, path: &str, response: &Response) -> Value {
        let status = response.status.to_string();
        let told = &self.0["paths"][path][method]["responses"];
        let status = if told[&status].is_null() { "default" } else { &status };
        let kind = told[status]["content"].as_object().unwrap().keys().next().unwrap();
        let answered = response.header("content-type").unwrap_or_default();
        assert!(answered.starts_with(kind.as_str()), "{answered} for {method} {path}");
        let value = response.json();
        self.holds(
            &["paths", path, method, "responses", status, "content", kind, "schema"],
            &value,
        );
        value
    }

    /// Holds a body to what is told of it.
    fn takes(&self, method: &str, path: &str, body: &Value) {
        let kind = "application/json";
        self.holds(&["paths", path, method, "requestBody", "content", kind, "schema"], body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_has_the_described_shape() {
    let server = Server::start();
    let told = Described::by(&server).await;
    let plan = json!({
        "anonymous": false,
        "phases": [
            {"id": "arrive", "kind": "arrive", "title": {"en": "Come in"}, "question": {"en": "How are you?"}},
            {"id": "vote", "kind": "vote", "title": {"en": "Vote"}, "length": {"minutes": 5}, "budget": 3},
        ],
        "sections": [{"id": "left", "title": {"en": "Left"}, "at": [0, 0], "size": [960, 960], "color": "teal"}],
    });
    let body = json!({"title": "Picnic", "language": "en", "plan": plan});
    told.takes("post", "/api/rooms", &body);
    let response = server.post("/api/rooms", &[], &body).await;
    assert_eq!(response.status, 201, "{}", response.text());
    let made = told.answers("post", "/api/rooms", &response);
    let (id, facilitate) =
        (made["room"].as_str().unwrap(), made["tokens"]["facilitate"].as_str().unwrap());

    let body = json!({"secret": facilitate, "pass": true});
    let enter = "/api/rooms/{room}/enter";
    told.takes("post", enter, &body);
    let response = server.post(&enter.replace("{room}", id), &[], &body).await;
    let entered = told.answers("post", enter, &response);
    assert_eq!(entered["role"], "facilitator");

    let exported = format!("/api/rooms/{id}/export.json?token={facilitate}");
    let response = server.get(&exported, &[]).await;
    let harvest = told.answers("get", "/api/rooms/{room}/export.json", &response);
    let import = json!({"import": harvest});
    told.takes("post", "/api/rooms", &import);
    told.answers("post", "/api/rooms", &server.post("/api/rooms", &[], &import).await);

    let suggestions = "/api/rooms/{room}/suggestions";
    let body = json!({"into": [{"title": "Food", "notes": []}]});
    told.takes("post", suggestions, &body);
    let address = format!("{}?token={facilitate}", suggestions.replace("{room}", id));
    told.answers("post", suggestions, &server.post(&address, &[], &body).await);

    let rotate = "/api/rooms/{room}/links/{verb}/rotate";
    let address = rotate.replace("{room}", id).replace("{verb}", "view");
    let response = server.post(&address, &[], &json!({"secret": facilitate})).await;
    told.answers("post", rotate, &response);

    let cards =
        told.answers("get", "/api/models", &server.get("/api/models?language=sv", &[]).await);
    for card in cards["models"].as_array().unwrap() {
        let address = format!("/api/models/{}", card["id"].as_str().unwrap());
        let model = told.answers("get", "/api/models/{id}", &server.get(&address, &[]).await);
        assert_eq!(model["id"], card["id"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_has_the_described_shape() {
    let server = Server::start();
    let told = Described::by(&server).await;
    let check = "/api/models/check";
    let response = server.post_text(check, "schema = 1\nid = \"Own\"\nphase = []\n").await;
    let problem = told.answers("post", check, &response);
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3, "{problem}");
    let enter = "/api/rooms/{room}/enter";
    let nowhere = enter.replace("{room}", "AAAAAAAAAAAAAAAAAAAAAA");
    let problem = told.answers("post", enter, &server.post(&nowhere, &[], &json!({})).await);
    assert_eq!(problem["code"], "unknownRoom");
    let history = "/api/rooms/{room}/history";
    let unreadable =
        format!("{}?since=yesterday", history.replace("{room}", "AAAAAAAAAAAAAAAAAAAAAA"));
    let problem = told.answers("get", history, &server.get(&unreadable, &[]).await);
    assert_eq!(problem["status"], 400, "{problem}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_described_route_is_there() {
    let server = Server::start();
    let told = Described::by(&server).await;
    for (path, methods) in told.0["paths"].as_object().unwrap() {
        let address = path
            .replace("{room}", "AAAAAAAAAAAAAAAAAAAAAA")
            .replace("{verb}", "view")
            .replace("{id}", "open-board");
        for method in methods.as_object().unwrap().keys() {
            let response = match method.as_str() {
                "get" => server.get(&address, &[]).await,
                _ => server.post(&address, &[], &json!({})).await,
            };
            assert_ne!(response.status, 405, "{method} {path}");
            let is_nothing = response.status == 404 && response.json()["code"] == "nothingHere";
            assert!(!is_nothing, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_licences_and_the_source_can_be_had() {
    let server = Server::start();
    let page = server.get("/licences", &[]).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for word in ["The source of this version", "lähdekoodia", "Källkoden", "yjs", "axum", "OFL-1.1"]
    {
        assert!(text.contains(word), "{word}");
    }
    let source = server.get("/source.tar.gz", &[]).await;
    assert_eq!(source.status, 200, "`make build` puts it into the client");
    assert!(source.body.starts_with(&[0x1f, 0x8b]), "gzip");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rooms_title_is_of_characters_that_show() {
    let server = Server::start();
    for (asked, title) in [("Pic\u{202e}nic\u{7}", "Picnic"), ("\u{3164}\u{2800}", "")] {
        let body = json!({"title": asked, "language": "en"});
        let made = server.post("/api/rooms", &[], &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made: Value = serde_json::from_str(&made.text()).unwrap();
        assert_eq!(made["title"], title);
    }
}
