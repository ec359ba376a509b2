//! What a board is said to take in memory is about what it takes, whatever is on it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Mutex;

use peak_alloc::PeakAlloc;
use picnic::room::board::Board;
use picnic_protocol::frame::{self, parts_of, read_message};
use picnic_protocol::varint::{write_buffer, write_varint};
use yrs::{
    Any, Array as _, ArrayPrelim, Doc, Map as _, MapPrelim, ReadTxn as _, StateVector, Text as _,
    TextPrelim, Transact as _, WriteTxn as _,
};

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

/// What is counted is the whole process's, so that tests come one by one.
static TURN: Mutex<()> = Mutex::new(());

/// Blocks of one client under the root `m`, each written by `block`.
fn update(count: u64, block: impl Fn(&mut Vec<u8>, u64)) -> Vec<u8> {
    let mut out = vec![1];
    write_varint(&mut out, count);
    out.extend_from_slice(&[7, 0]);
    for number in 0..count {
        block(&mut out, number);
    }
    out.push(0);
    out
}

/// The smallest types that there are: maps in a sequence, each after the one before it.
fn empty_maps(count: u64) -> Vec<u8> {
    update(count, |out, number| {
        if number == 0 {
            out.extend_from_slice(&[7, 1, 1, b'm', 1]);
        } else {
            out.extend_from_slice(&[0x87, 7]);
            write_varint(out, number - 1);
            out.push(1);
        }
    })
}

fn one_value(any: &[u8]) -> Vec<u8> {
    update(1, |out, _| {
        out.extend_from_slice(&[0x28, 1]);
        write_buffer(out, b"m");
        write_buffer(out, b"k");
        out.push(1);
        out.extend_from_slice(any);
    })
}

/// An array of so many of these.
fn array(count: u64, of: &[u8]) -> Vec<u8> {
    let mut any = vec![117];
    write_varint(&mut any, count);
    for _ in 0..count {
        any.extend_from_slice(of);
    }
    any
}

fn notes(count: usize, text: &str) -> Vec<u8> {
    let doc = Doc::new();
    let mut txn = doc.transact_mut();
    let notes = txn.get_or_insert_map("notes");
    for number in 0..count {
        let note = notes.insert(&mut txn, format!("note-{number}"), MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new(text));
        note.insert(&mut txn, "at", Any::from(vec![Any::from(1.5), Any::from(2.5)]));
        note.insert(&mut txn, "z", 1.0);
        note.insert(&mut txn, "color", "yellow");
        note.insert(&mut txn, "by", "0123456789abcdef01234567");
        note.insert(&mut txn, "made", 1.79e12);
    }
    txn.encode_state_as_update_v1(&StateVector::default())
}

fn typed(letters: usize) -> Vec<u8> {
    let doc = Doc::new();
    let text = doc.get_or_insert_text("t");
    for _ in 0..letters {
        let mut txn = doc.transact_mut();
        text.insert(&mut txn, 0, "x");
    }
    let array = doc.get_or_insert_array("a");
    let mut txn = doc.transact_mut();
    array.push_back(&mut txn, ArrayPrelim::default());
    txn.encode_state_as_update_v1(&StateVector::default())
}

#[test]
fn a_board_takes_no_more_than_is_counted_and_not_much_less() {
    let _turn = TURN.lock().unwrap();
    let boards = [
        ("empty maps", empty_maps(100_000)),
        ("notes", notes(5_000, "Kummi ensimmäiselle viikolle, ja kahvia kaikille")),
        ("long notes", notes(300, &"leipää ".repeat(500))),
        ("letters each on its own", typed(30_000)),
        ("an array of nulls", one_value(&array(200_000, &[126]))),
        ("empty arrays in an array", one_value(&array(200_000, &[117, 0]))),
        ("small objects in an array", one_value(&array(100_000, &[118, 1, 1, b'a', 126]))),
        ("short texts in an array", one_value(&array(100_000, &[119, 1, b'a']))),
    ];
    for (what, update) in boards {
        let before = COUNTED.current_usage();
        let mut board = Board::default();
        board.fold(&update).unwrap();
        let took = COUNTED.current_usage() - before;
        let counted = board.memory();
        println!("{what}: {} bytes, {took} in memory, {counted} counted", update.len());
        assert!(took <= counted + counted / 4, "{what}: {took} of {counted} counted");
        assert!(counted <= 8 * took, "{what}: {counted} counted, {took} taken");
    }
}

/// Collected blocks of two bytes each, which is the least that there is.
#[test]
fn a_large_message_of_the_smallest_blocks_is_cut_in_parts_within_a_few_times_its_bytes() {
    let _turn = TURN.lock().unwrap();
    let blocks = update(1 << 20, |out, _| out.extend_from_slice(&[0, 1]));
    let message = frame::sync_update(&blocks);
    let before = COUNTED.current_usage();
    COUNTED.reset_peak_usage();
    let frames = parts_of(read_message(&message).unwrap(), 64 << 10).unwrap();
    let taken = COUNTED.peak_usage().saturating_sub(before);
    assert!(frames.len() > 30);
    assert!(taken < 6 * message.len(), "{taken} bytes for {}", message.len());
}
