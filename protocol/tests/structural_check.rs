//! The structural check (rule 6): what real documents write passes and is outlined rightly; what
//! kills yrs does not pass.

use picnic_protocol::awareness::check_awareness;
use picnic_protocol::frame::read_message;
use picnic_protocol::update::{Run, check_state_vector, check_update};
use picnic_protocol::varint::{Malformed, write_buffer, write_varint};
use proptest::prelude::*;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Any, Array as _, ArrayPrelim, ClientID, Doc, Map as _, MapPrelim, Options, ReadTxn as _,
    StateVector, Text as _, TextPrelim, Transact as _, Update, WriteTxn as _, XmlElementPrelim,
    XmlFragment as _,
};

fn doc(client: u64) -> Doc {
    Doc::with_options(Options { client_id: ClientID::new(client), ..Options::default() })
}

/// A document with every kind of content that a Yjs client may write on a board.
fn written() -> Doc {
    let doc = doc(7);
    let mut txn = doc.transact_mut();
    let notes = txn.get_or_insert_map("notes");
    let note = notes.insert(&mut txn, "n", MapPrelim::default());
    let text = note.insert(&mut txn, "text", TextPrelim::new("Hyvää päivää 🧺"));
    text.insert_with_attributes(
        &mut txn,
        0,
        "bold",
        [(std::sync::Arc::from("b"), Any::from(true))].into_iter().collect(),
    );
    text.insert_embed(&mut txn, 1, Any::from(3));
    note.insert(&mut txn, "at", vec![1.5, -2.0]);
    note.insert(&mut txn, "made", 1_790_000_000_000_i64);
    note.insert(&mut txn, "cluster", Any::Null);
    note.insert(&mut txn, "blob", Any::Buffer(vec![1, 2, 3].into()));
    let array = txn.get_or_insert_array("array");
    array.push_back(&mut txn, ArrayPrelim::from([1, 2, 3]));
    array.remove(&mut txn, 0);
    let xml = txn.get_or_insert_xml_fragment("xml");
    xml.push_back(&mut txn, XmlElementPrelim::empty("p"));
    notes.insert(&mut txn, "gone", MapPrelim::default());
    notes.remove(&mut txn, "gone");
    drop(txn);
    doc
}

#[test]
fn what_a_document_writes_passes() {
    let doc = written();
    let txn = doc.transact();
    let update = txn.encode_state_as_update_v1(&StateVector::default());
    let checked = check_update(update.as_slice()).unwrap();
    let clock = txn.state_vector().get(&ClientID::new(7));
    assert_eq!(checked.outline().runs, [Run { client: 7, start: 0, end: clock }]);
    assert!(checked.outline().deletes);
    assert!(check_state_vector(&txn.state_vector().encode_v1()).is_ok());
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
    assert!(check_update(nested(8).as_slice()).is_ok());
    assert!(Update::decode_v1(&nested(8)).is_ok());
    assert_eq!(check_update(nested(9).as_slice()).unwrap_err(), Malformed::NestedTooDeep);
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
    assert_eq!(refused(5, &[2, b'[', b'[']), Malformed::NotJson);
    assert_eq!(refused(3, &[200, 1]), Malformed::Truncated);
}

#[test]
fn presence_of_ten_thousand_nulls_is_refused() {
    let mut bytes = Vec::new();
    write_varint(&mut bytes, 10_000);
    for client in 0..10_000_u64 {
        write_varint(&mut bytes, client);
        write_varint(&mut bytes, 1);
        write_buffer(&mut bytes, b"null");
    }
    assert_eq!(check_awareness(&bytes).unwrap_err(), Malformed::NumberOutOfRange);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Flipped, cut and random bytes: the check never panics, and what it passes, yrs takes,
    /// encodes and takes again.
    #[test]
    fn what_passes_is_safe_for_yrs(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        keep_all: bool,
    ) {
        let mut bytes = written().transact().encode_state_as_update_v1(&StateVector::default());
        for (index, byte) in flips {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if !keep_all {
            bytes.truncate(cut.index(bytes.len()));
        }
        if check_update(bytes.as_slice()).is_ok() && let Ok(update) = Update::decode_v1(&bytes) {
            let doc = doc(99);
            let applied = doc.transact_mut().apply_update(update);
            if applied.is_ok() {
                let again = doc.transact().encode_state_as_update_v1(&StateVector::default());
                prop_assert!(Update::decode_v1(&again).is_ok());
            }
        }
    }

    #[test]
    fn no_message_makes_the_reader_panic(bytes: Vec<u8>) {
        let _ = read_message(&bytes);
    }
}
