//! The client ids under which the server itself writes are told by the room's log, not by their size
//! (rules 3 and 7).

use std::collections::BTreeSet;

use crate::circle::{Circle, draft, picnic, put};
use picnic::room::board::SERVER_CLIENT;
use picnic::room::record::Snapshot;
use picnic::room::{ConnectionId, Input};
use picnic_protocol::frame::{self, read_message};
use picnic_protocol::ids::ClientId;
use picnic_protocol::session::ServerMessage;
use yrs::{ClientID, Doc, Map, Options, ReadTxn, StateVector, Transact, WriteTxn};

/// What somebody would send who writes under `client` after so many of its blocks.
fn written_under(client: ClientId, after: u32) -> Vec<u8> {
    let doc = Doc::with_options(Options { client_id: ClientID::new(client), ..Options::default() });
    let mut txn = doc.transact_mut();
    let notes = txn.get_or_insert_map("notes");
    for block in 0..=after {
        notes.insert(&mut txn, format!("forged {block}"), true);
    }
    txn.encode_state_as_update_v1(&StateVector::default())
}

fn ids(circle: &Circle) -> BTreeSet<ClientId> {
    let clocks = circle.room.board().clocks();
    clocks.into_iter().map(|(client, _)| client).filter(|client| *client != SERVER_CLIENT).collect()
}

fn is_refused(circle: &mut Circle, number: u8, client: ClientId) -> bool {
    let before = circle.room.board().encode();
    let refused = circle.seats[&number].refused_changes;
    let connection: ConnectionId = circle.connection(number);
    let update = written_under(client, circle.room.board().head(client));
    for frame in read_message(&frame::sync_update(&update)).unwrap() {
        circle.input(Input::Frame { connection, frame });
    }
    for _ in 0..10 {
        circle.pass_ms(1_000);
    }
    circle.room.board().encode() == before && circle.seats[&number].refused_changes > refused
}

fn with_laid_notes() -> (Circle, ClientId) {
    let mut circle = Circle::with(picnic(true), 1);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "laid")])).unwrap();
    let before = ids(&circle);
    circle.go("lay");
    let laid = *ids(&circle).difference(&before).next().unwrap();
    (circle, laid)
}

#[test]
fn nobody_writes_under_an_id_that_the_log_says_is_the_servers() {
    let (mut circle, laid) = with_laid_notes();
    let told = ServerMessage::Laid { client: laid };
    assert!(circle.seats[&2].messages.contains(&told), "pages know whose notes these are");
    assert!(is_refused(&mut circle, 2, laid));
    circle.restart();
    let knows = |message: &ServerMessage| matches!(message, ServerMessage::Hello(hello) if hello.laid_under == [laid]);
    assert!(circle.seats[&2].messages.iter().any(knows));
    assert!(is_refused(&mut circle, 2, laid));
    assert!(!is_refused(&mut circle, 1, laid ^ 1), "its neighbour is anybody's");
}

#[test]
fn a_room_from_before_the_log_told_them_knows_its_old_ones() {
    let (mut circle, _) = with_laid_notes();
    let old = (1 << 52) + 7;
    let (position, bytes) = circle.snapshot.clone().unwrap();
    let mut snapshot = Snapshot::decode(&bytes).unwrap();
    let doc = Doc::new();
    for update in [snapshot.board.clone(), written_under(old, 0)] {
        let update = yrs::updates::decoder::Decode::decode_v1(&update).unwrap();
        doc.transact_mut().apply_update(update).unwrap();
    }
    snapshot.board = doc.transact().encode_state_as_update_v1(&StateVector::default());
    snapshot.header.servers = None;
    circle.snapshot = Some((position, snapshot.encode().into()));
    circle.restart();
    assert!(is_refused(&mut circle, 2, old));
    assert!(!is_refused(&mut circle, 1, old + 1), "any other is anybody's");
    circle.restart();
    assert!(!is_refused(&mut circle, 1, old + 1), "also after it was written under");
}
