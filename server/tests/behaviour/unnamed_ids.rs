//! Ids under which somebody may have written while nobody was named: where nothing tells which these are, an opened room
//! takes all that its board has for them, and shows no name beside any.

use std::collections::BTreeSet;

use picnic::room::links::ServerKey;
use picnic::room::record::{Created, Snapshot, SnapshotHeader};
use picnic::room::{Effect, Input, Now, Restored};
use picnic_protocol::ids::{ClientId, LogPosition, RoomId};
use yrs::{
    ClientID, Doc, Map as _, Options, ReadTxn as _, StateVector, Transact as _, WriteTxn as _,
};

use crate::settings::LIMITS;

const WRITER: ClientId = 7;

/// Those that the next snapshot tells of a room whose last told `unnamed`, and on whose board somebody wrote.
fn told_after(unnamed: Option<BTreeSet<ClientId>>, is_damaged: bool) -> Option<BTreeSet<ClientId>> {
    let doc = Doc::with_options(Options { client_id: ClientID::new(WRITER), ..Options::default() });
    let mut txn = doc.transact_mut();
    let notes = txn.get_or_insert_map("notes");
    notes.insert(&mut txn, "n", true);
    let board = txn.encode_state_as_update_v1(&StateVector::default());
    let created = Some(Created::default());
    let servers = Some(BTreeSet::new());
    let header = SnapshotHeader { created, servers, unnamed, ..SnapshotHeader::default() };
    let before = Snapshot { header, board }.encode();

    let mut restored = Restored::new(RoomId::from_bytes([7; 16]), ServerKey::from_bytes([1; 32]));
    restored.load(LogPosition(5), &before).unwrap();
    if is_damaged {
        restored.find_damage();
    } else {
        restored.owe_a_snapshot();
    }
    let mut room = restored.open(LIMITS, [1; 32]).unwrap();
    let mut effects = Vec::new();
    room.handle(Now { monotonic_ms: 1, unix_ms: 1 }, Input::PutAway, &mut effects);
    let snapshot = effects.iter().find_map(|effect| match effect {
        Effect::Snapshot { bytes, .. } => Some(bytes),
        _ => None,
    });
    Snapshot::decode(snapshot.expect("it is put away")).unwrap().header.unnamed
}

#[test]
fn where_the_last_snapshot_told_none_all_on_the_board_may_be_unnamed() {
    assert_eq!(told_after(None, false), Some([WRITER].into()));
    assert_eq!(told_after(Some(BTreeSet::new()), false), Some(BTreeSet::new()), "it told them");
}

#[test]
fn where_what_told_them_may_be_lost_all_on_the_board_may_be_unnamed() {
    assert_eq!(told_after(Some(BTreeSet::new()), true), Some([WRITER].into()));
}
