//! What records and snapshots may hold, kept as files: one a format, a line a header. A change of them without a
//! new number of `record::FORMAT` fails here, and so does what would no longer read an older format's.

use picnic::room::record::{FORMAT, Record, Snapshot};
use picnic::room::session::event::Event;

/// A board with nothing on it, encoded.
const EMPTY: [u8; 2] = [0, 0];

/// The lines of a format's file: whether it is a snapshot's, and the header.
fn lines(format: u32) -> Vec<(bool, String)> {
    let file = format!("{}/tests/data/format-{format}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("{file}: {error}; copy the one before it, with what the new format may hold")
    });
    let lines = file.lines().map(|line| {
        let (kind, header) = line.split_once(' ').unwrap();
        (kind == "snapshot", header.to_owned())
    });
    lines.collect()
}

/// The bytes of a record or snapshot with this header, and those that this version writes for it.
fn read_and_write(is_snapshot: bool, header: &str) -> (Vec<u8>, Vec<u8>) {
    let mut bytes = format!("{header}\n").into_bytes();
    if is_snapshot {
        bytes.extend(EMPTY);
        let again = Snapshot::decode(&bytes).unwrap_or_else(|error| panic!("{header}: {error}"));
        return (bytes, again.encode());
    }
    if header.contains(r#"{"changed""#) {
        bytes.extend(EMPTY);
    }
    let again = Record::decode(&bytes).unwrap_or_else(|error| panic!("{header}: {error}"));
    (bytes, again.encode())
}

#[test]
fn what_a_record_or_snapshot_holds_changes_only_with_a_new_format() {
    for (is_snapshot, header) in lines(FORMAT) {
        let (written, again) = read_and_write(is_snapshot, &header);
        let unpadded = again.trim_ascii_start();
        assert_eq!(
            String::from_utf8_lossy(unpadded),
            String::from_utf8_lossy(&written),
            "what stands on the disk has changed: raise record::FORMAT, and keep a file of it"
        );
    }
}

#[test]
fn every_kind_of_event_stands_in_the_formats_file() {
    let mut seen = std::collections::BTreeSet::new();
    for (is_snapshot, header) in lines(FORMAT) {
        if is_snapshot {
            continue;
        }
        let mut bytes = format!("{header}\n").into_bytes();
        bytes.extend(if header.contains(r#"{"changed""#) { &EMPTY[..] } else { &[] });
        if let Ok(Record::Session { events, .. }) = Record::decode(&bytes) {
            seen.extend(events.iter().map(number_of));
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), (0..EVENTS).collect::<Vec<_>>());
}

#[test]
fn every_format_so_far_is_read() {
    for format in 0..=FORMAT {
        let lines = lines(format);
        assert!(lines.len() > 40, "format {format}");
        for (is_snapshot, header) in lines {
            read_and_write(is_snapshot, &header);
        }
    }
}

/// How many kinds of events there are.
const EVENTS: u32 = 52;

/// A new kind does not compile here, and then needs its line in the format's file.
const fn number_of(event: &Event) -> u32 {
    match event {
        Event::Joined { .. } => 0,
        Event::Named { .. } => 1,
        Event::ProxyPut { .. } => 2,
        Event::Granted { .. } => 3,
        Event::Removed { .. } => 4,
        Event::Readmitted { .. } => 5,
        Event::HandSet { .. } => 6,
        Event::PhaseAdded { .. } => 7,
        Event::PhaseChanged { .. } => 8,
        Event::PhaseMoved { .. } => 9,
        Event::PhaseRemoved { .. } => 10,
        Event::AnonymousSet { .. } => 11,
        Event::Moved { .. } => 12,
        Event::TimerSet { .. } => 13,
        Event::TurnMoved { .. } => 14,
        Event::LockedSet { .. } => 15,
        Event::ArchivedSet { .. } => 50,
        Event::TakenAwaySet { .. } => 51,
        Event::JoiningClosedSet { .. } => 16,
        Event::Spotlit { .. } => 17,
        Event::Brought { .. } => 18,
        Event::Led { .. } => 19,
        Event::ReadySet { .. } => 20,
        Event::DraftsPut { .. } => 21,
        Event::DraftMoved { .. } => 22,
        Event::DraftsDropped { .. } => 23,
        Event::Laid {} => 24,
        Event::LaidOwn { .. } => 25,
        Event::Answered { .. } => 26,
        Event::AnswersSealed {} => 27,
        Event::Reacted { .. } => 28,
        Event::Commented { .. } => 29,
        Event::CommentDropped { .. } => 30,
        Event::VoteOpened { .. } => 31,
        Event::Voted { .. } => 32,
        Event::ItemsChanged { .. } => 33,
        Event::VoteClosed {} => 34,
        Event::CommitmentPut { .. } => 35,
        Event::CommitmentDropped { .. } => 36,
        Event::ClockMoved { .. } => 37,
        Event::Offered { .. } => 38,
        Event::HandedBack { .. } => 39,
        Event::Binned { .. } => 40,
        Event::LeftBin { .. } => 41,
        Event::Erased { .. } => 42,
        Event::PutBack { .. } => 43,
        Event::LinkRenewed { .. } => 44,
        Event::LetIn { .. } => 45,
        Event::Merged { .. } => 46,
        Event::Left { .. } => 47,
        Event::DoorSet { .. } => 48,
        Event::LeftVersions { .. } => 49,
    }
}
