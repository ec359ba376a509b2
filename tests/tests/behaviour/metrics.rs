//! What the server counts, and who may read it.

use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_is_counted() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    let mut bertil = Client::join(2, &door).await;
    aino.add("note", "a secret thought");
    bertil.until("it comes", |seen| seen.notes().contains_key("note")).await;
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;

    assert_eq!(server.figure("picnic_sockets").await, 2.0);
    assert_eq!(server.figure("picnic_rooms").await, 1.0);
    assert_eq!(server.figure("picnic_saving").await, 1.0);
    assert_eq!(server.figure("picnic_oldest_unsaved_seconds").await, 0.0);
    assert_eq!(server.figure("picnic_panics_total").await, 0.0);
    // The room's beginning and the note.
    assert_eq!(server.figure("picnic_append_seconds_count").await, 2.0);
    assert_eq!(server.figure("picnic_flushes_total").await, 1.0);
    for moved in ["received_bytes_total", "sent_bytes_total", "fsync_seconds_count"] {
        assert!(server.figure(&format!("picnic_{moved}")).await > 0.0, "{moved}");
    }
    assert_eq!(server.figure(r#"picnic_refusals_total{kind="Undecodable"}"#).await, 0.0);

    bertil.send(vec![0x80]);
    assert_eq!(bertil.until_ended().await, Some(1007));
    bertil.vanish();
    let end = Instant::now() + DEADLINE;
    while server.figure("picnic_sockets").await > 1.0 {
        assert!(Instant::now() < end, "a socket that is gone still counts");
    }
    assert_eq!(server.figure(r#"picnic_refusals_total{kind="Undecodable"}"#).await, 1.0);

    let text = server.get("/metrics", &[]).await.text();
    for private in [&room.id[..], &room.join, "a secret thought", "127.0.0.1"] {
        assert!(!text.contains(private), "{private} is nobody's business");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_for_this_machine_unless_said_otherwise() {
    let server = Server::start();
    let status = async |server: &Server, headers: &[(&str, &str)]| {
        server.get("/metrics", headers).await.status
    };
    assert_eq!(status(&server, &[]).await, 200);
    assert_eq!(status(&server, &[("x-forwarded-for", "198.51.100.1")]).await, 403);
    // A proxy that does not say for whom it asks.
    assert_eq!(status(&server, &[("via", "1.1 proxy")]).await, 403);
    // A page whose own name was pointed to this machine.
    assert_eq!(status(&server, &[("host", "evil.example")]).await, 421);
    let server = Server::start_with(&["--metrics-from", "198.51.100.0/24"]);
    assert_eq!(status(&server, &[("x-forwarded-for", "198.51.100.1")]).await, 200);
    assert_eq!(status(&server, &[]).await, 403);
}
