//! Signals: those that mean «end» end the server well, a second one at once; others end nothing.

use std::process::Command;
use std::time::Duration;

use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::faults::{Fault, Faults};
use picnic_tests::server::{Server, folder};

fn send(server: &Server, signal: &str) {
    let status = Command::new("kill").args([signal, &server.pid().to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()), "{signal} is sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_that_goes_away_and_a_log_that_is_turned_end_nothing() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    for (number, signal) in ["-HUP", "-USR1", "-USR2", "-PIPE", "-HUP"].into_iter().enumerate() {
        send(&server, signal);
        aino.add(&format!("note {number}"), "text");
        aino.settle().await;
    }
    assert!(aino.seen().ended.is_none(), "nobody is put out");
    assert!(server.log().contains("SIGHUP"), "and it is said that nothing is done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_signal_to_end_ends_well() {
    for signal in ["-TERM", "-INT", "-QUIT"] {
        let mut server = Server::start();
        let room = server.make_room().await;
        let door = Door::new(server.address(), &room.id, &room.join).with_session();
        let aino = Client::join(1, &door).await;
        send(&server, signal);
        assert_eq!(aino.until_ended().await, Some(1012), "{signal}");
        assert!(server.wait_for_end(DEADLINE).success(), "{signal}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_to_end_does_not_wait_for_a_disk_that_hangs() {
    let folder = folder();
    let Some(faults) = Faults::new(&folder) else { return };
    let environment = faults.environment();
    let mut server = Server::start_in(folder, &[], environment);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    faults.now(Fault::SlowWrite(60_000));
    aino.add("note", "text");
    send(&server, "-TERM");
    aino.until_ended().await;
    send(&server, "-TERM");
    // Far less than the disk takes.
    assert!(!server.wait_for_end(Duration::from_secs(20)).success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stood_still_for_most_of_a_minute_takes_nobody_for_dead() {
    // Longer than a silent socket is kept.
    const STOOD_STILL: Duration = Duration::from_secs(50);
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let mut people = Vec::new();
    for number in 1..=12 {
        people.push(Client::join(number, &door).await);
    }
    send(&server, "-STOP");
    tokio::time::sleep(STOOD_STILL).await;
    send(&server, "-CONT");
    for (number, person) in people.iter().enumerate() {
        person.add(&format!("note {number}"), "text");
        person.settle().await;
    }
    for person in &people {
        person.until("all is there", |seen| seen.notes().len() == 12).await;
        assert!(person.seen().ended.is_none());
    }
}
