//! An update cut into pieces: together they are its bytes, and each can be read by itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use picnic_protocol::block::Start;
use picnic_protocol::piece::{as_update, cut};
use picnic_protocol::update::check_update;
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, ReadTxn as _, StateVector, Transact as _, Update};

/// Boards of real Yjs clients; see `corpus/write.mjs`.
fn boards() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let boards: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|end| end == "board"))
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    assert!(boards.len() > 2);
    boards
}

fn pieces(update: &[u8], bytes_max: usize) -> Vec<(Start, &[u8])> {
    let starts = cut(update, bytes_max).unwrap();
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([update.len()]);
    starts.iter().zip(ends).map(|((start, at), end)| (*start, &update[*at..end])).collect()
}

#[test]
fn pieces_together_are_the_update_and_none_is_much_larger_than_its_bound() {
    for board in boards() {
        for bytes_max in [1, 40, 300, 1 << 20] {
            let pieces = pieces(&board, bytes_max);
            assert_eq!(
                pieces.iter().flat_map(|(_, bytes)| *bytes).copied().collect::<Vec<_>>(),
                board
            );
            if bytes_max == 300 {
                assert!(pieces.iter().all(|(_, bytes)| bytes.len() <= 2_000));
            }
        }
    }
}

#[test]
fn each_piece_is_an_update_and_in_any_order_they_bring_every_block() {
    for board in boards() {
        let whole = check_update(board.as_slice()).unwrap();
        for bytes_max in [1, 40, 300] {
            let doc = Doc::new();
            for (start, bytes) in pieces(&board, bytes_max).into_iter().rev() {
                let update = as_update(start, bytes).unwrap();
                check_update(update.as_slice()).unwrap();
                doc.transact_mut().apply_update(Update::decode_v1(&update).unwrap()).unwrap();
            }
            let vector = doc.transact().state_vector();
            for run in &whole.outline().runs {
                assert!(vector.get(&yrs::ClientID::new(run.client)) >= run.end);
            }
            let again = doc.transact().encode_state_as_update_v1(&StateVector::default());
            assert!(check_update(again).is_ok());
        }
    }
}
