//! What goes wrong with a disk, and what a real server makes of it on real files (rules 8 and 9).

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use picnic_protocol::session::ServerMessage;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::faults::{EIO, ENOSPC, EROFS, Fault, Faults, SmallDisk};
use picnic_tests::seen::Seen;
use picnic_tests::server::{Room, Server, binary, folder};
use rusqlite::Connection;
use tokio::time::Instant;

fn door(server: &Server, room: &Room) -> Door {
    Door::new(server.address(), &room.id, &room.join).with_session()
}

/// The last word on whether saving works.
fn is_saving(seen: &Seen) -> bool {
    let mut words = seen.session.iter().filter_map(|message| match message {
        ServerMessage::Saving { working } => Some(*working),
        ServerMessage::Hello(hello) => Some(hello.saving),
        _ => None,
    });
    words.next_back().unwrap_or(true)
}

async fn until_ready(server: &Server, status: u16) {
    let end = Instant::now() + DEADLINE;
    loop {
        let answer = server.get("/readyz", &[]).await;
        if answer.status == status {
            return;
        }
        assert!(Instant::now() < end, "/readyz says {}, not {status}", answer.status);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// While `breaks` holds, a room goes on, unsaved and knowing it; after `mends` it saves by itself,
/// and nothing is lost by `kill -9`.
async fn stops_saving_and_not_the_room(
    mut server: Server,
    breaks: impl FnOnce(&Server),
    mends: impl FnOnce(&Server),
) {
    let room = server.make_room().await;
    let aino = Client::join(1, &door(&server, &room)).await;
    let bertil = Client::join(2, &door(&server, &room)).await;
    aino.add("before", "saved");
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    assert_eq!(server.get("/readyz", &[]).await.status, 200);

    breaks(&server);
    aino.add("while", &"unsaved ".repeat(500));
    bertil.until("others see it all the same", |seen| seen.notes().contains_key("while")).await;
    for client in [&aino, &bertil] {
        client.until("people are told", |seen| !is_saving(seen)).await;
    }
    until_ready(&server, 503).await;
    let saved = aino.seen().saved_frames();
    bertil.add("reply", "unsaved too");
    aino.until("the room goes on", |seen| seen.notes().contains_key("reply")).await;
    let late = Client::join(3, &door(&server, &room)).await;
    assert_eq!(late.notes().len(), 3, "newcomers see it too");
    assert!(!is_saving(&late.seen()), "and are told");
    assert_eq!(aino.seen().saved_frames(), saved, "nothing was called saved");
    // The next start would know nothing of it.
    let anew = format!("/api/rooms/{}/links/join/rotate?token={}", room.id, room.facilitate);
    let refused = server.post(&anew, &[], &serde_json::json!({})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (503, &"notSaved".into()));

    mends(&server);
    for client in [&aino, &bertil, &late] {
        client.until("saving works again, by itself", is_saving).await;
    }
    aino.until("what was written meanwhile is saved", |seen| seen.saved_frames() > saved).await;
    until_ready(&server, 200).await;

    server.kill_nine();
    server.start_again();
    let after = Client::join(4, &door(&server, &room)).await;
    assert_eq!(after.notes().keys().collect::<Vec<_>>(), ["before", "reply", "while"]);
    let made = server.post(&anew, &[], &serde_json::json!({})).await;
    assert_eq!(made.status, 200);
}

/// A server whose disk fails when told to.
fn with_faults() -> Option<(Server, Faults)> {
    let folder = folder();
    let Some(faults) = Faults::new(&folder) else {
        println!("skipped: there is no C compiler to build the failing disk with");
        return None;
    };
    let environment = faults.environment();
    Some((Server::start_in(folder, &[], environment), faults))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_saving_and_not_the_room() {
    let folder = folder();
    let data = folder.path().join("data");
    let Some(_disk) = SmallDisk::mount(&data, 2_048) else {
        println!("skipped: this process may not mount a small disk");
        return;
    };
    let server = Server::start_in(folder, &[], Vec::new());
    let filler = data.join("filler");
    let fill = |_: &Server| {
        let mut file = File::create(&filler).unwrap();
        // To the last byte.
        while file.write_all(&[0; 4_096]).is_ok() {}
    };
    stops_saving_and_not_the_room(server, fill, |_| std::fs::remove_file(&filler).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_reports_no_space_stops_saving_and_not_the_room() {
    let Some((server, faults)) = with_faults() else { return };
    let breaks = |_: &Server| faults.now(Fault::Write(ENOSPC));
    stops_saving_and_not_the_room(server, breaks, |_| faults.now(Fault::None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_turns_read_only_stops_saving_and_not_the_room() {
    let Some((server, faults)) = with_faults() else { return };
    let breaks = |_: &Server| faults.now(Fault::Write(EROFS));
    stops_saving_and_not_the_room(server, breaks, |_| faults.now(Fault::None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_takes_writes_and_does_not_keep_them_is_found_out() {
    let Some((server, faults)) = with_faults() else { return };
    let breaks = |_: &Server| faults.now(Fault::Sync(EIO));
    stops_saving_and_not_the_room(server, breaks, |_| faults.now(Fault::None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_without_space_keeps_no_newer_server_from_starting_on_what_is_there() {
    /// What SQLite needs for its index of the write-ahead file, and no page more.
    const LEFT: u64 = 36 << 10;
    let folder = folder();
    let data = folder.path().join("data");
    let Some(_disk) = SmallDisk::mount(&data, 2_048) else {
        println!("skipped: this process may not mount a small disk");
        return;
    };
    let mut server = Server::start_in(folder, &[], Vec::new());
    let room = server.make_room().await;
    let aino = Client::join(1, &door(&server, &room)).await;
    aino.add("kept", "on disk");
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    server.ask_to_end();
    server.wait_for_end(DEADLINE);
    let older = "UPDATE about SET value = '0.0.1' WHERE name = 'picnic'";
    Connection::open(data.join("picnic.db")).unwrap().execute(older, []).unwrap();
    // A page was found damaged meanwhile, and is to be mended.
    File::create(data.join("picnic.db.salvage")).unwrap();
    let mut filler = File::create(data.join("filler")).unwrap();
    while filler.write_all(&[0; 4_096]).is_ok() {}
    filler.set_len(filler.metadata().unwrap().len() - LEFT).unwrap();
    server.start_again();
    let back = Client::join(2, &door(&server, &room)).await;
    assert!(back.notes().contains_key("kept"));
    let log = server.log();
    assert!(log.contains("cannot be salvaged now"), "{log}");
    assert!(log.contains("cannot be told which picnic wrote here last"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_disk_is_known_to_work_again_when_nobody_writes() {
    let Some((server, faults)) = with_faults() else { return };
    faults.now(Fault::Write(EIO));
    let refused = server.post("/api/rooms", &[], &serde_json::json!({})).await;
    assert_eq!(refused.status, 503, "no room is made that is not kept");
    until_ready(&server, 503).await;
    faults.now(Fault::None);
    until_ready(&server, 200).await;
    server.make_room().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_cannot_be_read_is_said_also_when_nobody_reads() {
    let Some((server, faults)) = with_faults() else { return };
    until_ready(&server, 200).await;
    for fault in [Fault::Read(EIO), Fault::SlowRead(1_500)] {
        faults.now(fault);
        until_ready(&server, 503).await;
        faults.now(Fault::None);
        until_ready(&server, 200).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_missing_beside_rooms_refuses_to_start_and_is_not_made_anew() {
    let mut server = Server::start();
    let room = server.make_room().await;
    let (data, key) = (server.data(), server.data().join("key"));
    server.kill_nine();
    let kept = std::fs::read(&key).unwrap();
    for empty in [false, true] {
        // The first time it is there; none was made since.
        assert_eq!(std::fs::remove_file(&key).is_ok(), !empty);
        if empty {
            let mut options = File::options();
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.write(true).create(true).truncate(true).open(&key).unwrap();
        }
        let mut serve = Command::new("timeout");
        serve.arg("20").arg(binary()).args(["serve", "--listen", "127.0.0.1:0", "--data"]);
        let output = serve.arg(&data).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "it ends by itself");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("Restore it from a backup"), "{said}");
    }
    std::fs::write(&key, kept).unwrap();
    server.start_again();
    Client::join(1, &door(&server, &room)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_stalls_for_two_seconds_delays_what_it_must_and_fails_nothing() {
    const STALL: Duration = Duration::from_secs(2);
    // It ends when this test says so, however busy the machine is with other things.
    const FOR_LONG: u64 = 60_000;
    let Some((mut server, faults)) = with_faults() else { return };
    let room = server.make_room().await;
    let aino = Client::join(1, &door(&server, &room)).await;
    let bertil = Client::join(2, &door(&server, &room)).await;
    for (fault, number) in [(Fault::SlowSync(FOR_LONG), 1), (Fault::SlowWrite(FOR_LONG), 2)] {
        let id = format!("stalled {number}");
        let saved = aino.seen().saved_frames();
        faults.now(fault);
        let began = Instant::now();
        aino.add(&id, "text");
        until_ready(&server, 503).await;
        // Presence is not data: it goes on.
        let state = format!(r#"{{"cursor":[{number},0]}}"#);
        aino.show(&state);
        bertil
            .until("her cursor", |seen| {
                let shown = seen.present();
                shown.get(&1).is_some_and(|shown| shown.contains(&format!("[{number},0]")))
            })
            .await;
        tokio::time::sleep_until(began + STALL).await;
        assert_eq!(aino.seen().saved_frames(), saved, "it is not called saved");
        if matches!(fault, Fault::SlowWrite(_)) {
            assert!(!bertil.notes().contains_key(&id), "durable before visible");
        }
        faults.now(Fault::None);
        bertil.until("it comes", |seen| seen.notes().contains_key(&id)).await;
        aino.until("it is saved", |seen| seen.saved_frames() > saved).await;
        until_ready(&server, 200).await;
    }
    for client in [&aino, &bertil] {
        assert!(
            client
                .seen()
                .session
                .iter()
                .all(|message| !matches!(message, ServerMessage::Saving { working: false }))
        );
    }
    server.kill_nine();
    server.start_again();
    assert_eq!(Client::join(3, &door(&server, &room)).await.notes().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_data_folder_is_refused_at_the_start_with_a_word() {
    let folder = folder();
    let data = folder.path().join("data");
    let Some(disk) = SmallDisk::mount(&data, 4_096) else {
        println!("skipped: this process may not mount a small disk");
        return;
    };
    assert!(disk.turn_read_only());
    let output = Command::new("timeout")
        .arg("20")
        .arg(binary())
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "it ends by itself");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("nothing can be written: Read-only file system"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_last_record_costs_that_record_and_its_writer_brings_it_back() {
    let mut server = Server::start();
    let room = server.make_room().await;
    let mut aino = Client::join(1, &door(&server, &room)).await;
    aino.add("first", "whole");
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    let write_ahead = server.data().join("picnic.db-wal");
    let whole = std::fs::metadata(&write_ahead).unwrap().len();
    aino.add("last", "torn");
    aino.until("it is saved", |seen| seen.saved_frames() >= 3).await;
    server.kill_nine();
    let torn = std::fs::metadata(&write_ahead).unwrap().len();
    assert!(torn > whole, "the record was written there");
    File::options().write(true).open(&write_ahead).unwrap().set_len(torn - 9).unwrap();
    server.start_again();
    let late = Client::join(2, &door(&server, &room)).await;
    assert_eq!(late.notes().keys().collect::<Vec<_>>(), ["first"]);
    let damaged = late.seen().hello().unwrap().damaged;
    assert!(damaged, "it had reached the disk and was called saved: that it is gone is said");
    aino.until_ended().await;
    aino.connect(&door(&server, &room)).await.unwrap();
    late.until("its writer brings it back", |seen| seen.notes().contains_key("last")).await;
}

/// Stops the server well, spoils its database, and starts it again.
async fn spoil(server: &mut Server, spoil: impl FnOnce(&Path)) {
    server.ask_to_end();
    assert!(server.wait_for_end(DEADLINE).success());
    spoil(&server.data().join("picnic.db"));
    server.start_again();
}

/// Flips a byte in the middle of the row that this finds.
fn flip_a_byte(database: &Path, table: &str, which: &str) {
    let database = Connection::open(database).unwrap();
    let find = format!("SELECT room, position, bytes FROM {table} WHERE {which}");
    let (room, position, mut bytes): (Vec<u8>, i64, Vec<u8>) =
        database.query_row(&find, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    let put = format!("UPDATE {table} SET bytes = ?1 WHERE room = ?2 AND position = ?3");
    assert_eq!(database.execute(&put, rusqlite::params![bytes, room, position]).unwrap(), 1);
}

/// Flips a byte in the middle of every part of a snapshot's board that this finds.
fn flip_parts(database: &Path, which: &str) {
    let database = Connection::open(database).unwrap();
    let find = format!("SELECT id, bytes FROM parts WHERE part > 0 AND {which}");
    let mut query = database.prepare(&find).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let found: Vec<(i64, Vec<u8>)> = rows.map(Result::unwrap).collect();
    assert!(!found.is_empty(), "{which}");
    for (id, mut bytes) in found {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        let put = "UPDATE parts SET bytes = ?1 WHERE id = ?2";
        assert_eq!(database.execute(put, rusqlite::params![bytes, id]).unwrap(), 1);
    }
}

fn count(database: &Path, query: &str) -> i64 {
    Connection::open(database).unwrap().query_row(query, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_in_a_record_costs_that_record_is_said_and_harms_no_other_room() {
    let mut server = Server::start();
    let (room, other) = (server.make_room().await, server.make_room().await);
    let mut aino = Client::join(1, &door(&server, &room)).await;
    let bertil = Client::join(2, &door(&server, &room)).await;
    let neighbour = Client::join(3, &door(&server, &other)).await;
    neighbour.add("elsewhere", "whole");
    // A record each: what comes after the damage and does not stand on it is there, too.
    for (client, id) in [(&aino, "first"), (&aino, "spoiled"), (&aino, "after"), (&bertil, "his")] {
        client.add(id, "text");
        let see = |seen: &Seen| seen.notes().contains_key(id);
        aino.until(id, see).await;
        bertil.until(id, see).await;
    }
    // The room as `kill -9` leaves it: records, and no snapshot.
    server.kill_nine();
    let database = server.data().join("picnic.db");
    flip_a_byte(&database, "records", "instr(bytes, CAST('spoiled' AS BLOB)) > 0");
    server.start_again();

    let late = Client::join(4, &door(&server, &room)).await;
    assert_eq!(late.notes().keys().collect::<Vec<_>>(), ["first", "his"]);
    assert!(late.seen().hello().unwrap().damaged, "and says so");
    let beside = Client::join(5, &door(&server, &other)).await;
    assert_eq!(beside.notes().len(), 1);
    assert!(!beside.seen().hello().unwrap().damaged);
    let log = server.log();
    assert!(log.contains("damaged parts of the room are set aside"), "{log}");
    let kept = "SELECT count(*) FROM quarantine WHERE origin = 'records'";
    assert_eq!(count(&database, kept), 2, "the spoiled one, and the one that stood on it");

    // Who still has it brings it back, and then the room is whole.
    aino.until_ended().await;
    aino.connect(&door(&server, &room)).await.unwrap();
    late.until("all is there again", |seen| seen.notes().len() == 4).await;
    late.add("new", "the log goes on");
    late.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    server.kill_nine();
    server.start_again();
    let after = Client::join(6, &door(&server, &room)).await;
    assert_eq!(after.notes().len(), 5);
    assert!(after.seen().hello().unwrap().damaged, "what was lost is told for thirty days");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_in_what_was_just_written_is_found_out_and_said() {
    let mut server = Server::start();
    let room = server.make_room().await;
    let mut aino = Client::join(1, &door(&server, &room)).await;
    for number in 1..=9_u32 {
        aino.add(&format!("note {number}"), "text");
        aino.until("it is saved", |seen| seen.saved_frames() > number).await;
    }
    server.kill_nine();
    let write_ahead = server.data().join("picnic.db-wal");
    let mut bytes = std::fs::read(&write_ahead).unwrap();
    // The database's tables and the room's beginning stand before this.
    let at = bytes.len() * 3 / 4;
    bytes[at] ^= 0x10;
    std::fs::write(&write_ahead, bytes).unwrap();
    server.start_again();
    let late = Client::join(2, &door(&server, &room)).await;
    assert!(late.notes().len() < 9, "the later ones are lost");
    assert!(late.seen().hello().unwrap().damaged, "and that is said");
    assert!(server.log().contains("the write-ahead file is damaged"));
    aino.until_ended().await;
    aino.connect(&door(&server, &room)).await.unwrap();
    late.until("who has them brings them back", |seen| seen.notes().len() == 9).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_in_a_rooms_beginning_costs_its_title_only() {
    let mut server = Server::start();
    let room = server.make_room_with(&serde_json::json!({"title": "A picnic"})).await;
    let aino = Client::join(1, &door(&server, &room)).await;
    aino.add("note", "text");
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    server.kill_nine();
    flip_a_byte(&server.data().join("picnic.db"), "records", "position = 1");
    server.start_again();
    let late = Client::join(2, &door(&server, &room)).await;
    assert_eq!(late.notes().len(), 1);
    assert!(late.seen().hello().unwrap().damaged);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_in_a_snapshot_loses_nothing() {
    let mut server = Server::start();
    let room = server.make_room().await;
    // Each good end leaves a snapshot.
    for generation in 1..=3_u64 {
        let client = Client::join(generation, &door(&server, &room)).await;
        client.add(&format!("note {generation}"), "text");
        client.until("it is saved", |seen| seen.saved_frames() >= 2).await;
        drop(client);
        spoil(&mut server, |_| {}).await;
    }
    let database = server.data().join("picnic.db");
    assert_eq!(count(&database, "SELECT count(DISTINCT position) FROM parts"), 2);
    spoil(&mut server, |database| {
        flip_parts(database, "position = (SELECT max(position) FROM parts)");
    })
    .await;
    let late = Client::join(9, &door(&server, &room)).await;
    assert_eq!(late.notes().len(), 3, "the snapshot before it, and the records since");
    assert!(!late.seen().hello().unwrap().damaged, "nothing is missing");
    assert!(server.log().contains("damaged parts of the room are set aside"));
    assert!(count(&database, "SELECT count(*) FROM quarantine WHERE origin = 'parts'") > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flipped_bytes_in_both_snapshots_leave_what_came_after_and_say_so() {
    let mut server = Server::start();
    let room = server.make_room().await;
    for generation in 1..=2_u64 {
        let client = Client::join(generation, &door(&server, &room)).await;
        client.add(&format!("note {generation}"), "text");
        client.until("it is saved", |seen| seen.saved_frames() >= 2).await;
        drop(client);
        spoil(&mut server, |_| {}).await;
    }
    spoil(&mut server, |database| {
        flip_parts(database, "position > 0");
    })
    .await;
    let late = Client::join(9, &door(&server, &room)).await;
    assert!(late.seen().hello().unwrap().damaged);
    assert_eq!(late.notes().keys().collect::<Vec<_>>(), ["note 2"]);
    late.add("new", "the log goes on");
    late.until("it is saved", |seen| seen.saved_frames() >= 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_byte_in_the_databases_header_loses_nothing_and_is_said() {
    let mut server = Server::start();
    let room = server.make_room().await;
    let aino = Client::join(1, &door(&server, &room)).await;
    aino.add("note", "text");
    aino.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    drop(aino);
    spoil(&mut server, |database| {
        let mut bytes = std::fs::read(database).unwrap();
        bytes[7] ^= 0x20;
        std::fs::write(database, bytes).unwrap();
    })
    .await;
    let late = Client::join(2, &door(&server, &room)).await;
    assert_eq!(late.notes().len(), 1);
    assert!(!late.seen().hello().unwrap().damaged);
    let names = std::fs::read_dir(server.data()).unwrap();
    let mut names = names.map(|name| name.unwrap().file_name().into_string().unwrap());
    let kept = names.any(|name| name.starts_with("picnic.db.damaged-"));
    assert!(kept, "the damaged database is kept");
    assert!(server.log().contains("the damaged one is kept"), "{}", server.log());
}
