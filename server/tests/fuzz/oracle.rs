//! What must hold of everything that passes the structural check: the board takes it, encodes,
//! folds its own records to the same bytes (rule 3), opens from its own snapshot, in bounded memory.

use std::panic::{AssertUnwindSafe, catch_unwind};

use picnic::room::board::{Board, Footing};
use picnic_protocol::update::{CheckedUpdate, check_update};

use crate::memory;

/// Bytes that yrs may hold for each byte of an update, at its peak.
const MEMORY_FACTOR: usize = 64;
/// Bytes that an update may cost however small it is: an empty document, a first list.
const MEMORY_SLACK: usize = 64 << 10;

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
        let Ok(update) = check_update(Box::from(bytes)) else {
            bound("the check", before, bytes.len());
            return false;
        };
        bound("the check", before, bytes.len());
        if self.live.admit(update.outline()) == Footing::Missing {
            return true;
        }
        self.apply(&update);
        bound("yrs", before, bytes.len());
        true
    }

    fn apply(&mut self, update: &CheckedUpdate<Box<[u8]>>) {
        if std::env::var("PICNIC_FUZZ_TRACE").is_ok() { eprintln!("{:02x?}", update.bytes()); use yrs::updates::decoder::Decode; eprintln!("{:?}", yrs::Update::decode_v1(update.bytes()).err()); }
        assert!(Board::can_read(update), "what passes, yrs reads");
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
        assert!(whole == self.folded.encode(), "the records fold to other bytes (rule 3)");
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

fn bound(who: &str, before: usize, bytes: usize) {
    let peak = memory::peak().saturating_sub(before);
    let bound = bytes * MEMORY_FACTOR + MEMORY_SLACK;
    assert!(peak <= bound, "{who} took {peak} bytes for {bytes}");
}

/// Runs a case; what it panicked with, if it did.
pub fn survives(case: impl FnOnce()) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(case)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
    })
}
