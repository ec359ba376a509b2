//! The structural check (rule 6): what real documents write passes and is outlined rightly; what
//! kills yrs does not pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use picnic_protocol::awareness::{ENTRIES_MAX, check_awareness};
use picnic_protocol::block::Id;
use picnic_protocol::content::Kind;
use picnic_protocol::frame::read_message;
use picnic_protocol::not_held::{NESTING_MAX, NotHeld};
use picnic_protocol::update::{Run, check_and_replace, check_state_vector, check_update};
use picnic_protocol::varint::{Malformed, write_buffer, write_varint};
use proptest::prelude::*;
use yrs::updates::decoder::Decode as _;
use yrs::{
    ClientID, Doc, Options, ReadTxn as _, StateVector, Text as _, Transact as _, Update,
    WriteTxn as _,
};

fn doc(client: u64) -> Doc {
    Doc::with_options(Options { client_id: ClientID::new(client), ..Options::default() })
}

/// What real Yjs clients sent, by the ends of its names; see `corpus/write.mjs`.
fn corpus(kind: &str) -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|end| end == kind)).collect();
    files.sort();
    assert!(!files.is_empty(), "there are {kind} files");
    files
        .into_iter()
        .map(|file| (file.display().to_string(), std::fs::read(&file).unwrap()))
        .collect()
}

#[test]
fn what_real_clients_send_passes_and_yrs_reads_it() {
    for (file, bytes) in corpus("update").into_iter().chain(corpus("board")) {
        assert_eq!(check_update(bytes.as_slice()).err(), None, "{file}");
        assert!(Update::decode_v1(&bytes).is_ok(), "{file}");
    }
    for (file, bytes) in corpus("vector") {
        assert_eq!(check_state_vector(&bytes).err(), None, "{file}");
    }
    for (file, bytes) in corpus("presence") {
        assert_eq!(check_awareness(&bytes).err(), None, "{file}");
    }
}

#[test]
fn the_outline_of_a_board_is_what_yrs_finds_in_it() {
    for (file, bytes) in corpus("board") {
        let checked = check_update(bytes.as_slice()).unwrap();
        let update = Update::decode_v1(&bytes).unwrap();
        let ends: BTreeMap<_, _> =
            checked.outline().runs.iter().map(|run| (run.client, run.end)).collect();
        let found: BTreeMap<_, _> =
            update.state_vector().iter().map(|(client, end)| (client.get(), *end)).collect();
        assert_eq!(ends, found, "{file}");
        assert_eq!(checked.outline().deletes, !update.delete_set().is_empty(), "{file}");
    }
}

#[test]
fn an_update_says_what_it_stands_on() {
    let (one, two) = (doc(1), doc(2));
    one.transact_mut().get_or_insert_text("t");
    let text = one.get_or_insert_text("t");
    text.push(&mut one.transact_mut(), "hello");
    let first = one.transact().encode_state_as_update_v1(&StateVector::default());
    two.transact_mut().apply_update(Update::decode_v1(&first).unwrap()).unwrap();
    let text = two.get_or_insert_text("t");
    let second = {
        let mut txn = two.transact_mut();
        text.push(&mut txn, " there");
        text.remove_range(&mut txn, 0, 2);
        txn.encode_update_v1()
    };
    let outline = check_update(second.as_slice()).unwrap().outline().clone();
    assert_eq!(outline.runs, [Run { client: 2, start: 0, end: 6 }]);
    assert_eq!(outline.needs, [(1, 5)]);
    assert!(outline.deletes);
}

#[test]
fn nothing_is_an_update_and_is_empty() {
    assert!(check_update([0, 0].as_slice()).unwrap().outline().is_empty());
}

#[test]
fn a_part_of_an_update_is_one() {
    for (file, bytes) in corpus("board") {
        let whole = check_update(bytes.as_slice()).unwrap();
        let all = whole.part(|_| u32::MAX).unwrap();
        assert_eq!(all.outline().runs, whole.outline().runs, "{file}");
        for most in [0, 1, 7, 30] {
            let part = whole.part(|_| most).unwrap();
            assert!(part.outline().runs.iter().all(|run| run.end <= most), "{file}");
            assert!(!part.outline().deletes, "{file}");
            assert!(Update::decode_v1(part.bytes()).is_ok(), "{file}");
        }
    }
}

#[test]
fn what_makes_a_change_too_large_gives_way_to_something_deleted_and_the_rest_stays() {
    // «ab», a long text beside it, and «c» after that.
    let long = "x".repeat(5_000);
    let mut bytes = vec![1, 3, 1, 0, 4, 1, 1, b'a', 2, b'a', b'b', 0x84, 1, 1];
    write_varint(&mut bytes, long.len() as u64);
    bytes.extend_from_slice(long.as_bytes());
    bytes.extend_from_slice(&[0x84, 1]);
    write_varint(&mut bytes, 5_001);
    bytes.extend_from_slice(&[1, b'c', 0]);
    let update = check_update(Box::<[u8]>::from(bytes)).unwrap();
    let smaller = update.no_larger_than(1_000).unwrap().expect("it is one long text");
    assert!(smaller.bytes().len() < 100);
    assert_eq!(smaller.outline().runs, update.outline().runs);
    let kinds: Vec<_> =
        smaller.blocks_by_client().into_iter().flatten().map(|block| block.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::Deleted).count(), 1);
    assert!(Update::decode_v1(smaller.bytes()).is_ok());
    assert_eq!(update.no_larger_than(10_000).unwrap().as_ref(), Some(&update));
    // What consists of little has nothing that could give way.
    let many: Vec<u8> = (0..200).flat_map(|_| [4, 1, 1, b'a', 1, b'z']).collect();
    let mut bytes = vec![1];
    write_varint(&mut bytes, 200);
    bytes.extend_from_slice(&[1, 0]);
    bytes.extend_from_slice(&many);
    bytes.push(0);
    let many = check_update(Box::<[u8]>::from(bytes)).unwrap();
    assert_eq!(many.no_larger_than(700).unwrap(), None);
}

/// One block of client 1 with `content` of `kind`, under the root type `a`.
fn update_with(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![1, 1, 1, 0, kind, 1, 1, b'a'];
    bytes.extend_from_slice(content);
    bytes.push(0);
    bytes
}

#[test]
fn nested_any_that_overflows_a_stack_is_refused() {
    let mut content = vec![1];
    for _ in 0..16_384 {
        content.extend_from_slice(&[117, 1]);
    }
    content.push(126);
    assert_eq!(
        check_update(update_with(8, &content).as_slice()).unwrap_err(),
        Malformed::NestedTooDeep
    );
}

#[test]
fn nesting_as_deep_as_the_limit_passes_and_yrs_reads_it() {
    let nested = |depth: usize| {
        let mut content = vec![1];
        content.extend([117, 1].repeat(depth));
        content.push(126);
        update_with(8, &content)
    };
    assert!(check_update(nested(NESTING_MAX).as_slice()).is_ok());
    assert!(Update::decode_v1(&nested(NESTING_MAX)).is_ok());
    let deeper = check_update(nested(NESTING_MAX + 1).as_slice()).unwrap_err();
    assert_eq!(deeper, Malformed::NotHeld(NotHeld::DeepValue));
}

#[test]
fn six_bytes_that_ask_for_half_a_gigabyte_are_refused_everywhere() {
    let bytes = [0x80, 0x88, 0xde, 0xbe, 0x01, 0x00];
    assert!(check_update(bytes.as_slice()).is_err());
    assert!(check_state_vector(&bytes).is_err());
    assert!(check_awareness(&bytes).is_err());
}

#[test]
fn malformed_content_is_refused_by_its_kind() {
    let refused =
        |kind, content: &[u8]| check_update(update_with(kind, content).as_slice()).unwrap_err();
    assert_eq!(refused(4, &[2, 0xc3, 0x28]), Malformed::NotUtf8);
    assert_eq!(refused(4, &[0]), Malformed::EmptyBlock);
    assert_eq!(refused(1, &[0]), Malformed::EmptyBlock);
    assert_eq!(refused(11, &[0, 0, 0]), Malformed::UnknownKind);
    assert_eq!(refused(7, &[7]), Malformed::UnknownKind);
    assert_eq!(refused(5, &[2, b'[', b'[']), Malformed::NotHeld(NotHeld::Json));
    assert_eq!(refused(3, &[200, 1]), Malformed::Truncated);
}

#[test]
fn of_presence_of_ten_thousand_nulls_little_is_taken() {
    let mut bytes = Vec::new();
    write_varint(&mut bytes, 10_000);
    for client in 0..10_000_u64 {
        write_varint(&mut bytes, client);
        write_varint(&mut bytes, 1);
        write_buffer(&mut bytes, b"null");
    }
    let checked = check_awareness(&bytes).unwrap();
    assert_eq!((checked.entries().count(), checked.leaves_out()), (ENTRIES_MAX, true));
}

#[test]
fn content_that_yrs_reads_as_something_else_is_refused() {
    // yrs reads one JSON text more than there are, and takes the name of an XML hook for a block.
    assert_eq!(
        check_update(update_with(2, &[1, 1, b'1']).as_slice()).unwrap_err(),
        Malformed::NotHeld(NotHeld::OldJson)
    );
    assert_eq!(
        check_update(update_with(7, &[5, 1, b'h']).as_slice()).unwrap_err(),
        Malformed::NotHeld(NotHeld::XmlHook)
    );
    // What they were written as is deleted then: as long, and at the same place.
    for (kind, content, length) in [(2, &[2, 1, b'1', 1, b'2'][..], 2), (7, &[5, 1, b'h'], 1)] {
        let (replaced, why) = check_and_replace(&update_with(kind, content)).unwrap();
        assert_eq!(replaced.bytes(), update_with(1, &[length]));
        assert!(why.is_some() && Update::decode_v1(replaced.bytes()).is_ok());
    }
    // A type's kind, spelled with two bytes.
    assert!(check_update(update_with(7, &[0x81, 0]).as_slice()).is_err());
}

#[test]
fn a_block_of_no_length_costs_nothing_but_itself() {
    // «ab» in the root text `a`, an empty text beside it, and «c» after it.
    let ab = [4, 1, 1, b'a', 2, b'a', b'b'];
    let (empty, c) = ([0x84, 1, 1, 0], [0x84, 1, 1, 1, b'c']);
    let whole = [&[1, 3, 1, 0][..], &ab, &empty, &c, &[0]].concat();
    let without = [&[1, 2, 1, 0][..], &ab, &c, &[0]].concat();
    let (mended, not_held) = check_and_replace(&whole).unwrap();
    assert_eq!((mended.bytes(), not_held), (&without[..], None));
}

#[test]
fn a_block_may_get_another_neighbour_to_its_right_or_none() {
    let update = |place: &[u8]| [&[1, 1, 2, 0][..], place, &[1, b'c', 0]].concat();
    let between = check_update(update(&[0xc4, 1, 0, 1, 1]).into_boxed_slice()).unwrap();
    assert!(between.outline().within_runs);
    let none = between.with_right_neighbours(|_| Some(None)).unwrap();
    assert_eq!(none.bytes(), update(&[0x84, 1, 0]));
    let other = between.with_right_neighbours(|_| Some(Some(Id { client: 7, clock: 9 }))).unwrap();
    assert_eq!(other.bytes(), update(&[0xc4, 1, 0, 7, 9]));
    assert_eq!(between.with_right_neighbours(|_| None).as_ref(), Ok(&between));
}

#[test]
fn numbers_that_javascript_cannot_hold_are_refused() {
    let integer = |bytes: &[u8]| {
        let content = [&[1, 125], bytes].concat();
        check_update(update_with(8, &content).as_slice()).err()
    };
    let most = [0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f];
    let next = [0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f];
    let more = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1];
    assert_eq!(integer(&most[..7]), Some(Malformed::Truncated));
    assert_eq!(integer(&most), None);
    assert_eq!(integer(&next), Some(Malformed::NumberOutOfRange));
    assert_eq!(integer(&more), Some(Malformed::NumberOutOfRange));
    // A clock past 31 bits.
    let collected = [1, 1, 1, 0, 0, 0x80, 0x80, 0x80, 0x80, 8, 0];
    assert_eq!(check_update(collected.as_slice()).err(), Some(Malformed::NumberOutOfRange));
}

#[test]
fn a_client_and_its_deletions_stand_once_and_in_order() {
    let twice = [2, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0];
    assert_eq!(check_update(twice.as_slice()).err(), Some(Malformed::RepeatedClient));
    let apart = [3, 1, 1, 0, 0, 1, 1, 2, 0, 0, 1, 1, 1, 1, 0, 1, 0];
    assert_eq!(check_update(apart.as_slice()).err(), Some(Malformed::RepeatedClient));
    let backwards = [0, 1, 1, 2, 5, 1, 0, 1];
    assert_eq!(check_update(backwards.as_slice()).err(), Some(Malformed::OutOfOrder));
}

#[test]
fn presence_that_is_not_json_is_left_out() {
    let presence = |state: &[u8]| {
        let mut bytes = vec![1, 7, 1];
        write_buffer(&mut bytes, state);
        check_awareness(&bytes).unwrap().leaves_out()
    };
    assert!(!presence(br#"{"cursor":[1,2]}"#));
    for state in ["{]", "{\"a\" 1}", "undefined", "[1,,2]", ""] {
        assert!(presence(state.as_bytes()), "{state}");
    }
}

proptest! {
    #[test]
    fn no_message_makes_the_reader_panic(bytes: Vec<u8>) {
        let _ = read_message(&bytes);
    }
}

#[test]
fn a_state_vector_names_each_client_once() {
    let vector = |clients: &[u64]| {
        let mut bytes = Vec::new();
        write_varint(&mut bytes, clients.len() as u64);
        for client in clients {
            write_varint(&mut bytes, *client);
            write_varint(&mut bytes, 1);
        }
        check_state_vector(&bytes).map(|_| ())
    };
    assert_eq!(vector(&[1, 2, 3]), Ok(()));
    // Also where others stand between: which of the two clocks counted would be chance.
    assert_eq!(vector(&[1, 2, 1]), Err(Malformed::RepeatedClient));
}
