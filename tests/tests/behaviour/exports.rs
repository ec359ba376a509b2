//! What a room's people gathered leaves it in five forms, for whoever may read the room, and comes
//! back as a new room.

use picnic_tests::client::{Client, Door};
use picnic_tests::http::Response;
use picnic_tests::server::{Room, Server};
use serde_json::{Value, json};

const FORMS: [(&str, &str); 5] = [
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
];

async fn room_with_notes(server: &Server) -> (Room, Client) {
    let body = json!({"title": "Kesäpäivä: mitä opimme?", "language": "fi"});
    let room = server.make_room_with(&body).await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    writer.edit(|edit| {
        edit.add("a", "Kummi ensimmäiselle viikolle", [0.0, 0.0]);
        edit.add("b", "=HYPERLINK(\"https://evil.example\")", [240.0, 0.0]);
        edit.add("c", "# <b>iso</b>\n- asia", [480.0, 0.0]);
    });
    writer.settle().await;
    (room, writer)
}

async fn export(server: &Server, room: &Room, form: &str) -> Response {
    let path = format!("/api/rooms/{}/export.{form}?token={}", room.id, room.view);
    let response = server.get(&path, &[]).await;
    assert_eq!(response.status, 200, "{form}: {}", response.text());
    response
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_gets_every_form_under_the_rooms_title() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    for (form, kind) in FORMS {
        let response = export(&server, &room, form).await;
        let given = response.header("content-type").unwrap_or_default();
        assert!(given.starts_with(kind), "{given}");
        let name = response.header("content-disposition").unwrap_or_default();
        assert_eq!(
            name,
            format!(
                "attachment; filename=\"Kesapaiva mita opimme.{form}\"; \
                 filename*=UTF-8''Kes%C3%A4p%C3%A4iv%C3%A4%20mit%C3%A4%20opimme.{form}"
            )
        );
        assert_eq!(response.header("cache-control"), Some("no-store"));
        if form != "png" {
            let length = response.header("content-length").map(str::to_owned);
            assert_eq!(length, Some(response.body.len().to_string()), "{form}");
            assert!(response.text().contains("Kummi"), "{form}: {}", response.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_gets_no_form() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let other = server.make_room().await;
    for form in
        FORMS.map(|(form, _)| format!("export.{form}")).iter().chain(&["harvest.json".to_owned()])
    {
        for query in [String::new(), format!("?token={}", other.facilitate)] {
            let path = format!("/api/rooms/{}/{form}{query}", room.id);
            let response = server.get(&path, &[]).await;
            assert_eq!(response.status, 403, "{path}");
            assert!(!response.text().contains("Kummi"), "{path}");
        }
    }
    // A cookie opens it as well as a token.
    let cookie = server.enter(&room.id, &room.join).await;
    let path = format!("/api/rooms/{}/export.md", room.id);
    assert_eq!(server.get(&path, &[("Cookie", &cookie)]).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_opens_as_a_table_without_formulas() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let table = export(&server, &room, "csv").await.text();
    let bare = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = csv::Reader::from_reader(bare.as_bytes());
    let texts: Vec<_> = rows.records().map(|row| row.unwrap()[1].to_owned()).collect();
    let expected = [
        "Kummi ensimmäiselle viikolle",
        "'=HYPERLINK(\"https://evil.example\")",
        "# <b>iso</b>\n- asia",
    ];
    assert_eq!(texts, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_speaks_the_language_that_is_asked_for() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    for (language, word) in
        [("", "## Laput"), ("&language=sv", "## Lappar"), ("&language=en", "## Notes")]
    {
        let path = format!("/api/rooms/{}/export.md?token={}{language}", room.id, room.view);
        let document = server.get(&path, &[]).await.text();
        assert!(document.contains(word), "{document}");
        assert!(document.contains("- \\# \\<b\\>iso\\</b\\>\\\n  \\- asia"), "{document}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_picture_shows_the_notes() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let file = export(&server, &room, "png").await.body;
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    // Three notes of 192 units, 48 apart, with 48 of blanket around, at two pixels a unit.
    assert_eq!((info.width, info.height), (2 * (96 + 3 * 192 + 2 * 48), 2 * (96 + 192)));
    let yellow = pixels.chunks_exact(3).filter(|pixel| *pixel == [0xff, 0xe4, 0x8a]).count();
    assert!(yellow > 3 * 300 * 300, "{yellow}");
}

/// Cloths from corner to corner, over each other, three thousand times: minutes of drawing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_would_take_too_long_is_refused_at_once_and_the_board_is_to_be_had_as_svg() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let mut harvest = export(&server, &room, "json").await.json();
    let note = harvest["lone"][0].clone();
    let note = |id: String, at: [f64; 2]| {
        let mut note = note.clone();
        note["id"] = json!(id);
        note["at"] = json!(at);
        note
    };
    let cluster = |index: usize| {
        let notes =
            [note(format!("a{index}"), [0.0, 0.0]), note(format!("b{index}"), [8_000.0, 6_000.0])];
        json!({"id": format!("c{index}"), "title": "", "at": [0, 0], "color": "blue", "notes": notes})
    };
    harvest["clusters"] = (0..3_000).map(cluster).collect();
    let large = server.make_room_with(&json!({ "import": harvest })).await;
    let began = std::time::Instant::now();
    let path = |form: &str| format!("/api/rooms/{}/export.{form}?token={}", large.id, large.view);
    let refused = server.get(&path("png"), &[]).await;
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["title"], "The picture cannot be drawn");
    assert_eq!(server.get(&path("svg"), &[]).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exported_room_is_imported_as_a_new_one_and_exported_equal() {
    let mut server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let exported = export(&server, &room, "json").await.json();
    let copy = server.make_room_with(&json!({"import": exported})).await;
    let without_date = |mut harvest: Value| {
        harvest["madeMs"] = json!(0);
        harvest
    };
    let again = export(&server, &copy, "json").await.json();
    assert_eq!(without_date(again), without_date(exported.clone()));
    // People go on working on it, and it outlives the server.
    let member = Client::join(2, &Door::new(server.address(), &copy.id, &copy.join)).await;
    assert_eq!(member.notes().len(), 3);
    member.edit(|edit| edit.append("a", " ja toiselle"));
    member.settle().await;
    server.kill_nine();
    server.start_again();
    let after = export(&server, &copy, "md").await.text();
    assert!(after.contains("Kummi ensimmäiselle viikolle ja toiselle"), "{after}");

    let titled = json!({"import": exported, "title": "Toinen", "language": "sv"});
    let response = server.post("/api/rooms", &[], &titled).await.json();
    assert_eq!(
        (response["title"].as_str(), response["language"].as_str()),
        (Some("Toinen"), Some("sv"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_imported_room_has_the_phases_of_the_one_that_was_exported() {
    let server = Server::start();
    let phase = json!({
        "id": "vote", "kind": "vote", "title": {"fi": "Äänestä", "en": "Vote"}, "on": "notes",
        "budget": 4, "perItemMax": 2, "instructions": {"fi": "Neljä ääntä.", "en": "Four votes."},
        "length": {"minutes": 7}, "movesOn": true,
    });
    let plan = json!({"anonymous": true, "phases": [phase], "sections": []});
    let room = server.make_room_with(&json!({"title": "Piknik", "plan": plan})).await;
    let exported = export(&server, &room, "json").await.json();
    let response = server.post("/api/rooms", &[], &json!({"import": exported})).await;
    assert_eq!(response.status, 201, "{}", response.text());
    let made = response.json();
    assert_eq!(made["leftOut"], Value::Null, "nothing of a room that never ran");
    let address = |id: &str, token: &str| format!("/api/rooms/{id}/model.toml?token={token}");
    let copy = address(made["room"].as_str().unwrap(), made["tokens"]["view"].as_str().unwrap());
    let models = [address(&room.id, &room.view), copy];
    let before = server.get(&models[0], &[]).await.text();
    let after = server.get(&models[1], &[]).await.text();
    assert!(before.contains("perItemMax = 2") && before.contains("anonymous = true"), "{before}");
    assert_eq!(before, after);

    // A file of an earlier version has only the titles and times of them: its room begins without, and says so.
    let mut earlier = exported.clone();
    earlier["phases"][0].as_object_mut().unwrap().remove("phase");
    earlier["phases"][0]["actualSeconds"] = json!(60);
    earlier["commitments"] = json!([{"what": "Nimetään kummit"}]);
    let response = server.post("/api/rooms", &[], &json!({"import": earlier})).await;
    assert_eq!(response.status, 201, "{}", response.text());
    assert_eq!(response.json()["leftOut"], json!(["phases", "times", "commitments"]));

    // Phases from outside are held to what any plan is.
    let mut wrong = exported;
    wrong["phases"][0]["phase"]["budget"] = json!(0);
    let response = server.post("/api/rooms", &[], &json!({"import": wrong})).await;
    assert_eq!(response.status, 422, "{}", response.text());
    assert!(response.json()["detail"].as_str().unwrap().contains("a vote gives no votes"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_none_says_why() {
    let server = Server::start();
    let (room, _writer) = room_with_notes(&server).await;
    let good = export(&server, &room, "json").await.json();
    let wrong = |change: fn(&mut Value)| {
        let mut harvest = good.clone();
        change(&mut harvest);
        json!({"import": harvest})
    };
    let cases = [
        (wrong(|harvest| harvest["version"] = json!(9)), 422, "version 9"),
        (wrong(|harvest| harvest["format"] = json!("other")), 422, "picnic-harvest"),
        (wrong(|harvest| harvest["lone"][1]["id"] = json!("a")), 422, "note 2"),
        (wrong(|harvest| harvest["lone"][0]["color"] = json!("beige")), 400, "beige"),
        (json!({"import": good, "model": "open-board"}), 400, "model"),
    ];
    for (body, status, word) in cases {
        let response = server.post("/api/rooms", &[], &body).await;
        assert_eq!(response.status, status, "{}", response.text());
        assert!(response.json()["detail"].as_str().unwrap().contains(word), "{}", response.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_while_people_write_is_whole_and_never_goes_back() {
    let server = Server::start();
    let (room, writer) = room_with_notes(&server).await;
    let door = Door::new(server.address(), &room.id, &room.view);
    let reader = Client::join(2, &door).await;
    let written = |text: &str| text.matches('q').count();
    let mut last = 0;
    for round in 0..30 {
        writer.edit(|edit| edit.append("a", "q"));
        if round % 10 == 9 {
            let count = written(&export(&server, &room, "md").await.text());
            assert!((last..=round + 1).contains(&count), "{count} of {round}");
            last = count;
        }
    }
    reader.until("all is seen", |seen| written(&seen.notes()["a"].text) == 30).await;
    assert_eq!(written(&export(&server, &room, "md").await.text()), 30);
}
