//! Workshop models over HTTP: listed, given, checked, and rooms made from them.

use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_home_page_gets_a_card_of_each_model_in_its_language() {
    let server = Server::start();
    for (language, title, pack) in [
        ("fi", "Inspiraatiopiknik", "Pakkaa kori"),
        ("sv", "Inspirationspicknick", "Packa korgen"),
        ("en", "Inspiration picnic", "Pack your basket"),
    ] {
        let cards = server.get(&format!("/api/models?language={language}"), &[]).await.json();
        assert_eq!(cards["default"], "inspiration-picnic");
        let picnic = &cards["models"][0];
        assert_eq!(picnic["title"], title);
        assert_eq!(picnic["phases"][1], json!({"kind": "pack", "title": pack, "minutes": 10}));
        assert_eq!(cards["models"].as_array().unwrap().len(), 5);
        let levels = &cards["models"][2]["sections"];
        assert_eq!(levels.as_array().unwrap().len(), 3, "{levels}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_is_given_checks_as_the_same_model() {
    let server = Server::start();
    let model = server.get("/api/models/retrospective", &[]).await.json();
    assert_eq!(
        model["phases"][0]["question"]["fi"],
        "Millainen tämä jakso oli sinulle, yhdellä sanalla?"
    );
    let checked = server.post("/api/models/check", &[], &model).await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    assert_eq!(checked.json(), model);
    assert_eq!(server.get("/api/models/nothing", &[]).await.status, 404);
    let schema = server.get("/api/models/schema.json", &[]).await;
    assert_eq!(schema.header("content-type"), Some("application/schema+json"));
    assert_eq!(schema.json()["title"], "A workshop model of picnic");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_no_model_is_told_by_line_and_field() {
    let server = Server::start();
    let text = "schema = 1\nid = \"Oma malli\"\ntitle = { fi = \"Oma\" }\nphase = []\n";
    let response = server.post_text("/api/models/check", text).await;
    assert_eq!(response.status, 422);
    assert_eq!(response.header("content-type"), Some("application/problem+json"));
    let problem = response.json();
    assert_eq!(
        problem["errors"],
        json!([
            {
                "line": 2, "field": "id", "code": "notAnId",
                "message": "line 2, id: an id is 1 to 32 characters of a–z, 0–9 and -",
            },
            {
                "line": 4, "field": "phase", "code": "unknownField", "meant": "phases",
                "message": "line 4, phase: there is no such field; did you mean phases?",
            },
        ])
    );
    let large = "#".repeat(600 << 10);
    assert_eq!(server.post_text("/api/models/check", &large).await.status, 413);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_from_a_model_has_its_sections_in_the_rooms_language() {
    let server = Server::start();
    let body = json!({"title": "Tasot", "language": "sv", "model": "three-levels"});
    let room = server.make_room_with(&body).await;
    let path = format!("/api/rooms/{}/harvest.json?token={}", room.id, room.view);
    let harvest = server.get(&path, &[]).await.json();
    let titles: Vec<_> =
        harvest["sections"].as_array().unwrap().iter().map(|section| &section["title"]).collect();
    assert_eq!(titles, ["Inom organisationen", "Mellan organisationer", "Nationellt"]);
    assert_eq!(harvest["title"], "Tasot");

    let unknown = server.post("/api/rooms", &[], &json!({"model": "nothing"})).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operators_folder_adds_models_and_a_bad_file_does_not_stop_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let good = "schema = 1\nid = \"own\"\ntitle = { fi = \"Oma malli\" }\n";
    std::fs::write(folder.path().join("own.toml"), good).unwrap();
    std::fs::write(folder.path().join("bad.toml"), good.replace("fi", "xx")).unwrap();
    let server = Server::start_with(&["--models", folder.path().to_str().unwrap()]);
    let cards = server.get("/api/models?language=fi", &[]).await.json();
    assert_eq!(cards["models"][5]["title"], "Oma malli");
    assert_eq!(cards["models"].as_array().unwrap().len(), 6);
    let log = server.log();
    assert!(log.contains("bad.toml: line 3, title.xx: there is no such field"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rooms_structure_is_exported_as_a_model_that_opens_the_same_room() {
    let server = Server::start();
    let body = json!({"title": "Meidän malli", "language": "fi", "model": "retrospective"});
    let room = server.make_room_with(&body).await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    writer.add("a", "salainen ajatus");
    writer.settle().await;
    let path = format!("/api/rooms/{}/model.toml?token={}", room.id, room.view);
    let file = server.get(&path, &[]).await;
    assert_eq!(file.status, 200, "{}", file.text());
    let name = file.header("content-disposition").unwrap_or_default();
    assert!(name.starts_with("attachment; filename=\"Meidan malli.toml\""), "{name}");
    let text = file.text();
    assert!(!text.contains("salainen"), "{text}");

    let checked = server.post_text("/api/models/check", &text).await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    let model = checked.json();
    let original = server.get("/api/models/retrospective", &[]).await.json();
    assert_eq!(model["phases"], original["phases"]);
    assert_eq!(model["anonymous"], original["anonymous"]);
    assert_eq!(model["id"], "meidan-malli");
    assert_eq!(model["sections"][0]["title"], json!({"fi": "Mikä auttoi"}));

    let plan = json!({
        "anonymous": model["anonymous"], "phases": model["phases"], "sections": model["sections"],
    });
    let again = server.make_room_with(&json!({"language": "fi", "plan": plan})).await;
    let path = format!("/api/rooms/{}/harvest.json?token={}", again.id, again.view);
    let harvest = server.get(&path, &[]).await.json();
    assert_eq!(harvest["sections"].as_array().unwrap().len(), 3);
    assert_eq!(harvest["phases"].as_array().unwrap().len(), 8);
    assert_eq!(harvest["phases"][1]["plannedMinutes"], 10);
    let stranger = server.get(&format!("/api/rooms/{}/model.toml", room.id), &[]).await;
    assert_eq!(stranger.status, 403);
}
