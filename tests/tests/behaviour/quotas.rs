//! What rooms may take on disk: a server that has enough makes no others, an address makes no more, a room takes
//! deletions only; whoever is inside notices nothing.

use std::process::Command;

use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::http::Response;
use picnic_tests::server::{Server, binary};
use serde_json::json;
use tokio::time::Instant;

const AINO: (&str, &str) = ("x-forwarded-for", "198.51.100.1");
const BERTIL: (&str, &str) = ("x-forwarded-for", "198.51.100.2");

async fn make_room(server: &Server, headers: &[(&str, &str)]) -> Response {
    server.post("/api/rooms", headers, &json!({})).await
}

fn door(server: &Server, made: &Response) -> Door {
    let made = made.json();
    let (room, secret) = (made["room"].as_str().unwrap(), made["tokens"]["join"].as_str().unwrap());
    Door::new(server.address(), room, secret).with_session()
}

/// Writes notes of 10 KB each, one after the other, and waits until all are saved.
async fn write(client: &Client, notes: std::ops::Range<usize>) {
    for number in notes {
        client.add(&format!("n{number}"), &"text ".repeat(2_000));
        client.settle().await;
    }
}

/// Waits until somebody else has so many notes, which are then in the log.
async fn are_shown(door: &Door, count: usize) {
    let other = Client::join(9, door).await;
    other.until("all is shown", |seen| seen.notes().len() == count).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_server_makes_no_room_and_those_inside_go_on() {
    let server = Server::start_with(&["--rooms-disk-max", "600000"]);
    let made = make_room(&server, &[AINO]).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let door = door(&server, &made);
    let aino = Client::join(1, &door).await;
    write(&aino, 0..60).await;
    are_shown(&door, 60).await;
    assert!(server.figure("picnic_rooms_disk_bytes").await >= 600_000.0);
    assert_eq!(server.figure("picnic_rooms_disk_max_bytes").await, 600_000.0);
    for caller in [AINO, BERTIL] {
        let refused = make_room(&server, &[caller]).await;
        assert_eq!(refused.status, 507);
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        assert_eq!(refused.json()["code"], "serverFull", "{}", refused.text());
    }
    assert_eq!(server.figure(r#"picnic_refusals_total{kind="ServerDisk"}"#).await, 2.0);
    let bertil = Client::join(2, &door).await;
    write(&bertil, 60..62).await;
    aino.until("they go on", |seen| seen.notes().len() == 62).await;
    assert!(aino.seen().errors().next().is_none() && bertil.seen().errors().next().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_makes_no_more_rooms_than_may_lie_on_disk() {
    let server = Server::start_with(&["--address-disk-max", "100000"]);
    let made = make_room(&server, &[AINO]).await;
    let aino = Client::join(1, &door(&server, &made)).await;
    assert_eq!(make_room(&server, &[AINO]).await.status, 201, "rooms alone are small");
    write(&aino, 0..12).await;
    are_shown(&door(&server, &made), 12).await;
    let refused = make_room(&server, &[AINO]).await;
    assert_eq!((refused.status, &refused.json()["code"]), (507, &json!("addressFull")));
    assert_eq!(make_room(&server, &[BERTIL]).await.status, 201, "another address has its own");
    write(&aino, 12..13).await;
    assert_eq!(server.figure(r#"picnic_refusals_total{kind="AddressDisk"}"#).await, 1.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_knows_the_code_makes_rooms_that_count_for_no_address() {
    let arguments = ["--address-disk-max", "1", "--rooms-by", "code", "--rooms-code", "picnic"];
    let server = Server::start_with(&arguments);
    for _ in 0..2 {
        assert_eq!(make_room(&server, &[AINO, ("picnic-room-code", "picnic")]).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_takes_no_more_on_disk_than_it_may() {
    let server = Server::start_with(&["--room-disk-max", "300000"]);
    let (made, other) = (make_room(&server, &[]).await, make_room(&server, &[]).await);
    let aino = Client::join(1, &door(&server, &made)).await;
    let is_full = |client: &Client| {
        let full = |message: &ServerMessage| {
            matches!(message, ServerMessage::Error { code: ErrorCode::BoardFull, .. })
        };
        client.seen().session.iter().any(full)
    };
    let end = Instant::now() + DEADLINE;
    let mut number = 0;
    while !is_full(&aino) {
        assert!(Instant::now() < end && number < 100, "it takes {number} notes of 10 KB");
        aino.add(&format!("n{number}"), &"text ".repeat(2_000));
        aino.until("it is told", |seen| seen.notes().len() > number || is_full(&aino)).await;
        number += 1;
        // What is not taken is not called saved either.
        if !is_full(&aino) {
            aino.settle().await;
        }
    }
    assert!(number > 5, "{number} notes");
    // With its pages, its doors and what SQLite keeps beside.
    let bytes = server.figure("picnic_rooms_disk_bytes").await;
    assert!(bytes < 700_000.0, "{bytes}");
    let bertil = Client::join(2, &door(&server, &other)).await;
    write(&bertil, 0..3).await;
}

#[test]
fn quotas_that_do_not_fit_each_other_are_found() {
    let told = |arguments: &[&str]| {
        let output = Command::new(binary()).arg("check-config").args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told(&["--room-disk-max", "1000000"]).contains("room_disk_max is 1000000"));
    assert!(told(&["--rooms-disk-max", "1000000"]).contains("rooms_disk_max is less than"));
    assert!(told(&["--address-disk-max", "0"]).contains("address_disk_max is 0"));
    assert!(!told(&[]).contains("disk_max"));
}
