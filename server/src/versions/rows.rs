//! How a room's frames lie in the log: several to a row, each row beginning with everything, so that one that is damaged
//! costs no other, and neighbours are compressed together.

use bytes::Bytes;

use crate::limits::VERSION_ROW_BYTES_MIN;
use crate::versions::frame::Frame;
use crate::versions::packed::pack;
use crate::versions::thinning::halve;

/// Frames that are kept together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When the board was as its first frame has it, ms since 1970.
    pub from_ms: u64,
    /// The frames, packed.
    pub bytes: Bytes,
    /// What they tell of people.
    pub people: Option<Bytes>,
}

impl Row {
    /// Frames together.
    #[must_use]
    pub fn of(frames: &[Frame]) -> Self {
        let from_ms = frames.first().map_or(0, |frame| frame.at_ms);
        let (bytes, people) = pack(frames);
        Self { from_ms, bytes, people }
    }

    fn len(&self) -> usize {
        self.bytes.len() + self.people.as_ref().map_or(0, Bytes::len)
    }
}

/// All frames of a room in rows, in so many bytes: where they take more, the oldest neighbours merge, and in the end one frame
/// is left.
#[must_use]
pub fn lay_out(mut frames: Vec<Frame>, bytes_max: usize) -> Vec<Row> {
    loop {
        let rows = in_rows(&frames);
        let bytes: usize = rows.iter().map(Row::len).sum();
        if bytes <= bytes_max || frames.len() < 2 {
            return rows;
        }
        frames = halve(frames);
    }
}

/// A new row begins where the changes of the one before outweigh what it began with: then what rows begin with is half of
/// all at most.
fn in_rows(frames: &[Frame]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut board: Option<Frame> = None;
    let mut row: Vec<Frame> = Vec::new();
    let (mut began_with, mut changed) = (0, 0);
    for frame in frames {
        let now = match board.take() {
            Some(board) => board.then(frame.clone()),
            None => Frame { whole: true, ..frame.clone() },
        };
        if !row.is_empty() && changed > began_with.max(VERSION_ROW_BYTES_MIN) {
            rows.push(Row::of(&std::mem::take(&mut row)));
        }
        if row.is_empty() {
            began_with = now.bytes();
            changed = 0;
            let people = frame.people.clone();
            row.push(Frame { people, from_ms: frame.from_ms, ..now.clone() });
        } else {
            changed += frame.bytes();
            row.push(frame.clone());
        }
        board = Some(now);
    }
    if !row.is_empty() {
        rows.push(Row::of(&row));
    }
    rows
}
