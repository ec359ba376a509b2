//! Frames as the log keeps them: several together, compressed; and apart from them what tells of people, which ends with
//! a secret.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use bytes::Bytes;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use picnic_protocol::ids::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::limits::VERSIONS_UNPACKED_BYTES_MAX;
use crate::versions::frame::Frame;

/// Before the bytes: SQLite copies up to a page of a row around when it balances its tree, and such copies outlive the row
/// in a page's unused part. What lies behind is in pages of the row's own, which are overwritten when it is deleted.
const PADDING_BYTES: usize = 4 << 10;

/// Frames that are none of this version's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("versions of a board cannot be read")]
pub struct NotPacked;

/// What a frame tells of people.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct People {
    /// Who changed something.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    people: BTreeSet<ParticipantId>,
    /// Whose notes there are.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    who: BTreeSet<ParticipantId>,
    /// Of each note of the frame, by their keys in order: which of those, from 1 on; 0 of a note that is nobody's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by: Vec<usize>,
}

impl People {
    fn of(frame: &Frame) -> Self {
        let who: BTreeSet<_> = frame.writers.values().copied().collect();
        let number = |key: &String| {
            let writer = frame.writers.get(key)?;
            who.iter().position(|one| one == writer).map(|index| index + 1)
        };
        let by = match who.is_empty() {
            true => Vec::new(),
            false => frame.notes.keys().map(|key| number(key).unwrap_or(0)).collect(),
        };
        Self { people: frame.people.clone(), who, by }
    }

    fn join(self, frame: &mut Frame) {
        let who: Vec<_> = self.who.into_iter().collect();
        let writers = frame
            .notes
            .keys()
            .zip(self.by)
            .filter_map(|(key, number)| Some((key.clone(), *who.get(number.checked_sub(1)?)?)));
        frame.writers = writers.collect();
        frame.people = self.people;
    }
}

/// Frames as they are kept: without people, and people if there are any.
#[must_use]
pub fn pack(frames: &[Frame]) -> (Bytes, Option<Bytes>) {
    let tells_of_people =
        frames.iter().any(|frame| !frame.people.is_empty() || !frame.writers.is_empty());
    let people = tells_of_people.then(|| lines(frames.iter().map(People::of)));
    (lines(frames.iter()), people)
}

/// The frames again; without people where they are gone.
///
/// # Errors
/// [`NotPacked`].
pub fn unpack(frames: &[u8], people: Option<&[u8]>) -> Result<Vec<Frame>, NotPacked> {
    let mut frames: Vec<Frame> = read(frames)?;
    if let Some(people) = people {
        for (frame, people) in frames.iter_mut().zip(read::<People>(people)?) {
            people.join(frame);
        }
    }
    Ok(frames)
}

fn lines(values: impl Iterator<Item = impl Serialize>) -> Bytes {
    let mut encoder = DeflateEncoder::new(vec![0; PADDING_BYTES], Compression::default());
    for value in values {
        // Memory takes everything, and all of it is JSON.
        let written = serde_json::to_writer(&mut encoder, &value).is_ok();
        let _ = encoder.write_all(b"\n");
        debug_assert!(written, "frames are JSON");
    }
    encoder.finish().unwrap_or_default().into()
}

fn read<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<Vec<T>, NotPacked> {
    let packed = bytes.get(PADDING_BYTES..).ok_or(NotPacked)?;
    let unpacked = DeflateDecoder::new(packed).take(VERSIONS_UNPACKED_BYTES_MAX);
    let values = BufReader::new(unpacked)
        .lines()
        .map(|line| serde_json::from_str(&line.map_err(|_| NotPacked)?).map_err(|_| NotPacked));
    values.collect()
}
