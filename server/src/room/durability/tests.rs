use super::*;
use crate::limits::{SAVE_RETRY_MS, SEAL_INTERVAL_MS, SNAPSHOT_RECORDS};
use crate::room::outgoing::FanOut;

const ONE: ConnectionId = ConnectionId(1);
const OTHER: ConnectionId = ConnectionId(2);

const fn at(monotonic_ms: u64) -> Now {
    Now { monotonic_ms, unix_ms: 0 }
}

const fn place(number: u64) -> LogPosition {
    LogPosition(number)
}

const fn command(number: u8) -> CommandId {
    CommandId::from_bytes([number; 16])
}

const fn outgoing() -> Outgoing {
    Outgoing { fan_out: FanOut::Nothing, showing: None }
}

fn write(durability: &mut Durability) -> LogPosition {
    match durability.begin(outgoing()) {
        Begun::Write(position) => position,
        Begun::Unwritten(_) => panic!("the log works"),
    }
}

/// A log that did not take its first record.
fn failing() -> Durability {
    let mut durability = Durability::default();
    write(&mut durability);
    let (news, outgoing) = durability.append_failed(at(0));
    assert_eq!(news, News::Fails);
    assert!(outgoing.is_some(), "the room goes on (rule 9)");
    durability
}

#[test]
fn nothing_goes_out_before_it_is_appended() {
    let mut durability = Durability::default();
    let position = write(&mut durability);
    assert_eq!(position, place(1));
    assert!(durability.is_in_flight() && !durability.takes_records());
    assert!(durability.appended(position).is_some());
    assert!(!durability.is_in_flight() && durability.takes_records());
    assert!(durability.appended(position).is_none(), "it goes out once");
}

#[test]
fn an_append_of_another_position_does_nothing() {
    let mut durability = Durability::default();
    write(&mut durability);
    for other in [0, 2] {
        assert!(durability.appended(place(other)).is_none());
        assert!(durability.is_in_flight());
    }
    assert!(durability.appended(place(1)).is_some());
}

#[test]
fn receipts_are_due_in_order_once_the_disk_has_what_they_wait_for() {
    let mut durability = Durability::default();
    for (connection, changes) in [(ONE, 1), (OTHER, 1), (ONE, 2)] {
        let position = write(&mut durability);
        durability.promise(connection, changes);
        durability.appended(position);
    }
    assert_eq!(durability.reach_disk(place(0)), [], "appended is not saved");
    assert_eq!(durability.reach_disk(place(2)), [(ONE, 1), (OTHER, 1)]);
    assert_eq!(durability.reach_disk(place(1)), [], "the disk does not go back");
    assert_eq!(durability.on_disk(), place(2));
    assert_eq!(durability.reach_disk(place(3)), [(ONE, 2)]);
}

#[test]
fn a_log_that_fails_works_again_by_a_snapshot_of_everything() {
    let mut durability = failing();
    assert!(matches!(durability.begin(outgoing()), Begun::Unwritten(_)));
    durability.owe_answer(ONE, command(7));
    assert!(!durability.is_retry_due(at(SAVE_RETRY_MS - 1)));
    assert!(durability.is_retry_due(at(SAVE_RETRY_MS)));
    assert_eq!(durability.begin_snapshot(), (place(2), false));
    assert!(!durability.takes_records(), "what comes now would not be in it");
    assert_eq!(durability.snapshot_failed(at(SAVE_RETRY_MS)), News::None, "people know");
    assert!(durability.is_retry_due(at(2 * SAVE_RETRY_MS)));
    let (position, _) = durability.begin_snapshot();
    durability.measured(1);
    let stored = durability.snapshot_stored(position);
    assert_eq!(stored.news, News::Works);
    assert!(stored.owed[&ONE].done.contains(&command(7)));
    assert!(durability.is_well() && durability.is_covered());
    assert_eq!(write(&mut durability), place(3));
}

#[test]
fn a_snapshot_from_before_the_failure_mends_nothing() {
    let mut durability = Durability::default();
    let (before, _) = durability.begin_snapshot();
    write(&mut durability);
    durability.append_failed(at(0));
    durability.owe_answer(ONE, command(7));
    let stored = durability.snapshot_stored(before);
    assert_eq!(stored.news, News::None);
    assert!(stored.owed.is_empty() && !durability.works());
    assert!(durability.is_retry_due(at(SAVE_RETRY_MS)));
}

#[test]
fn a_socket_that_is_gone_is_owed_nothing() {
    let mut durability = failing();
    durability.owe_answer(ONE, command(1));
    durability.owe_answer(OTHER, command(1));
    durability.leave(ONE);
    let (position, _) = durability.begin_snapshot();
    let owed = durability.snapshot_stored(position).owed;
    assert_eq!(owed.keys().collect::<Vec<_>>(), [&OTHER]);
}

#[test]
fn people_are_told_once_that_saving_fails_and_once_that_it_works() {
    let mut durability = failing();
    assert_eq!(durability.disk_failed(), News::None);
    let (position, _) = durability.begin_snapshot();
    assert_eq!(durability.snapshot_stored(position).news, News::None, "the disk still fails");
    assert_eq!(durability.disk_works(), News::Works);
    assert_eq!(durability.disk_works(), News::None);
}

#[test]
fn a_seal_that_is_owed_waits_for_the_append_and_then_for_its_time() {
    let mut durability = Durability::default();
    durability.seal_at(at(0));
    durability.owe_a_seal();
    let position = write(&mut durability);
    assert_eq!(durability.next_seal_ms(), None);
    durability.appended(position);
    assert_eq!(durability.next_seal_ms(), Some(SEAL_INTERVAL_MS));
    assert!(!durability.is_seal_due(at(SEAL_INTERVAL_MS - 1)));
    assert!(durability.is_seal_due(at(SEAL_INTERVAL_MS)));
    let (position, seals) = durability.begin_snapshot();
    assert!(seals, "any snapshot seals while one is owed");
    assert_eq!(durability.seal_of(position), Some(SealOf::Snapshot));
    durability.snapshot_stored(position);
    assert_eq!(durability.next_seal_ms(), None);
    assert_eq!(durability.begin_snapshot(), (position, false));
}

#[test]
fn a_seal_stands_in_the_place_of_its_record_or_is_owed_while_the_log_fails() {
    let mut durability = Durability::default();
    assert!(matches!(durability.begin_seal(at(0), outgoing()), Begun::Write(_)));
    assert_eq!(durability.seal_of(place(1)), Some(SealOf::Record));
    assert_eq!(durability.seal_of(place(2)), None);
    durability.append_failed(at(0));
    assert!(matches!(durability.begin_seal(at(0), outgoing()), Begun::Unwritten(_)));
    assert_eq!(durability.begin_snapshot(), (place(2), true));
}

#[test]
fn a_snapshot_is_due_after_so_many_records_and_never_amid_an_append() {
    let mut durability = Durability::default();
    for _ in 0..SNAPSHOT_RECORDS {
        assert!(!durability.is_snapshot_due());
        let position = write(&mut durability);
        durability.count(1);
        assert!(!durability.is_snapshot_due());
        durability.appended(position);
    }
    assert!(durability.is_snapshot_due());
    let (position, _) = durability.begin_snapshot();
    durability.measured(1);
    assert!(!durability.is_snapshot_due());
    assert!(!durability.is_at_rest());
    durability.snapshot_stored(position);
    assert!(durability.is_at_rest() && durability.is_covered());
}

#[test]
fn a_compact_board_hears_what_it_lacks_unless_it_is_of_another_place() {
    let mut durability = Durability::default();
    durability.changed(b"before");
    let (position, _) = durability.begin_snapshot();
    durability.changed(b"after");
    assert_eq!(durability.changes_since(position), Some(vec![b"after".to_vec()]));
    assert_eq!(durability.changes_since(position), None, "it is asked for once");
    durability.begin_snapshot();
    assert_eq!(durability.changes_since(place(9)), None);
}
