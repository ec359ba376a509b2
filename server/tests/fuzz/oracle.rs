//! What must hold of everything that passes the structural check: the board takes it, encodes,
//! folds its own records to the same state (rule 3), opens from its own snapshot, in bounded memory.
//!
//! Bytes are not compared: yrs keeps objects in no order, and a hostile block may land elsewhere in
//! a sequence when it comes in other pieces, in Yjs too. Real people's bytes are (`simulation`).

use std::panic::{AssertUnwindSafe, catch_unwind};

use picnic::room::board::{Admission, Board};
use picnic_protocol::update::{CheckedUpdate, check_and_replace, check_update};

use yrs::Update;
use yrs::updates::decoder::Decode as _;

use crate::memory;

/// Bytes that the check may take for each byte of an update, at its peak.
const CHECK_FACTOR: usize = 8;
/// Bytes that yrs may take for each byte of an update. Its item is 150 bytes, with a type 400, for
/// as few as 5; a board of notes takes 21 for each of its own.
const YRS_FACTOR: usize = 160;
/// Bytes that an update may cost however small it is: an empty document, a first list.
const SLACK: usize = 32 << 10;

/// A board under test, beside the board that its records fold to.
pub struct Boards {
    live: Board,
    folded: Board,
}

impl Boards {
    pub fn new() -> Self {
        Self { live: Board::default(), folded: Board::default() }
    }

    /// A board that already holds an update.
    pub fn holding(update: &[u8]) -> Self {
        let mut boards = Self::new();
        boards.take(update);
        boards
    }

    /// Per client, how far the board goes.
    pub fn clocks(&self) -> Vec<(u64, u32)> {
        self.live.clocks()
    }

    /// Hands in an update as a socket would; says whether it passed the check.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        memory::reset();
        let before = memory::now();
        let Ok((update, _)) = check_and_replace(bytes) else {
            bound("the check", before, bytes.len() * CHECK_FACTOR);
            return false;
        };
        bound("the check", before, bytes.len() * CHECK_FACTOR);
        let Admission::Firm(update, _) = self.live.admit(update) else { return true };
        self.apply(&update);
        bound("yrs", before, bytes.len() * YRS_FACTOR);
        true
    }

    /// Hands in what of an update stands firm without one client's blocks, as a room does with what
    /// people bring back after power loss.
    pub fn take_part(&mut self, bytes: &[u8], without: u64) -> bool {
        let Ok(update) = check_update(Box::from(bytes)) else { return false };
        let part = self.live.firm_part(&update, |client| client == without);
        let part = part.expect("a part of what passes, passes");
        if let Admission::Firm(part, _) = self.live.admit(part) {
            self.apply(&part);
        }
        true
    }

    fn apply(&mut self, update: &CheckedUpdate<Box<[u8]>>) {
        assert!(yrs::Update::decode_v1(update.bytes()).is_ok(), "what passes, yrs reads");
        let record = self.live.apply(std::iter::once(update));
        if let Some(record) = &record {
            check_update(record.as_slice()).expect("a record passes the check");
            self.folded.fold(record).expect("a record folds");
        }
    }

    /// What must hold at the end.
    pub fn verify(&mut self) {
        let whole = self.live.encode();
        check_update(whole.as_slice()).expect("a snapshot passes the check");
        let folded = self.folded.encode();
        let (one, other) = (decoded(&whole), decoded(&folded));
        let same =
            one.state_vector() == other.state_vector() && one.delete_set() == other.delete_set();
        assert!(same, "the records fold to another board (rule 3)");
        let mut opened = Board::default();
        opened.fold(&whole).expect("a snapshot opens");
        assert_eq!(opened.state_vector().len(), self.live.state_vector().len());
        let again = opened.encode();
        check_update(again.as_slice()).expect("an opened snapshot passes the check");
        for (client, clock) in self.clocks() {
            let diff = self.live.step_2(&[(client, clock / 2)]);
            assert!(!diff.is_empty());
        }
    }
}

fn decoded(board: &[u8]) -> Update {
    Update::decode_v1(board).expect("a board's bytes can be read")
}

fn bound(who: &str, before: usize, bytes_max: usize) {
    let bytes = memory::peak().saturating_sub(before);
    assert!(bytes <= bytes_max + SLACK, "{who} took {bytes} bytes, {bytes_max} at most");
}

/// Runs a case; what it panicked with, if it did.
pub fn survives(case: impl FnOnce()) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(case)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
    })
}
