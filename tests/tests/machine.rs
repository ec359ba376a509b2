//! What the server takes of the machine: files that nobody else reads, and no more of them open than
//! it may have. Apart from the other promises: it changes what every server that this process starts inherits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;
use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};
use tokio::time::Instant;

/// One test, because all change what the servers that this process starts inherit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_files_are_its_own_and_it_says_when_it_may_open_few() {
    umask(Mode::empty());
    let few = Rlimit { current: Some(200), maximum: Some(200) };
    setrlimit(Resource::Nofile, few).unwrap();
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let aino = Client::join(1, &door).await;
    aino.add("a", "on disk");
    aino.settle().await;

    assert_eq!(mode(&server.data()), 0o700);
    let mut files: Vec<_> =
        std::fs::read_dir(server.data()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.iter().any(|file| file.ends_with("picnic.db-wal")), "{files:?}");
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }

    assert!(server.log().contains("few files may be open"), "{}", server.log());
    let mut sockets = Vec::new();
    while sockets.len() < 100 {
        let Ok(Ok(socket)) = tokio::spawn({
            let door = door.clone();
            async move { door.open().await }
        })
        .await
        else {
            break;
        };
        sockets.push(socket);
    }
    assert!((40..80).contains(&sockets.len()), "{} sockets with 200 files", sockets.len());
    sockets.truncate(10);
    let end = Instant::now() + DEADLINE;
    while server.figure("picnic_sockets").await > 11.0 {
        assert!(Instant::now() < end, "sockets that are gone still count");
    }
    assert!(server.figure(r#"picnic_refusals_total{kind="Files"}"#).await >= 1.0);
    assert!(server.figure("picnic_open_files").await > 11.0);
    assert!(server.figure("picnic_threads").await > 1.0);
    assert!(server.figure("picnic_resident_bytes").await > 1e6);
    assert_eq!(server.figure(r#"picnic_waiting{queue="LargeWork"}"#).await, 0.0);
    drop(server);
    goes_on_where_files_may_grow_no_more().await;
}

/// `ulimit -f`: the system would end who writes past it.
async fn goes_on_where_files_may_grow_no_more() {
    let small = Rlimit { current: Some(400_000), maximum: Some(400_000) };
    setrlimit(Resource::Fsize, small).unwrap();
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let (aino, other) = (Client::join(1, &door).await, Client::join(2, &door).await);
    let end = Instant::now() + DEADLINE;
    for number in 0.. {
        aino.add(&format!("n{number}"), &"as much as a page of text has ".repeat(150));
        aino.settle().await;
        if server.get("/readyz", &[]).await.status == 503 {
            break;
        }
        assert!(Instant::now() < end, "after {number} notes all is saved still");
    }
    aino.add("last", "seen by all");
    other.until("it is there", |seen| seen.notes().contains_key("last")).await;
    assert_eq!(server.get("/healthz", &[]).await.status, 200);
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}
