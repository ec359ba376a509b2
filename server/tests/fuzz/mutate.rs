//! Bytes of real frames, changed: flipped, cut, copied, spliced with others, numbers blown up.

use crate::random::Random;

/// Bytes that mean something at many places: counts, tags of values, flags of blocks.
const TELLING: [u8; 16] =
    [0, 1, 2, 10, 0x1f, 0x40, 0x7f, 0x80, 0x84, 0x87, 0xc7, 0xff, 116, 117, 118, 119];

/// One of `corpus`, changed up to five times.
pub fn frame(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = random.pick(corpus).clone();
    for _ in 0..=random.below(5) {
        let at = random.index(bytes.len() + 1);
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, *random.pick(&TELLING)),
            2 if at < bytes.len() => {
                bytes.remove(at);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            4 if at < bytes.len() => bytes[at] = random.byte(),
            5 => {
                let other = random.pick(corpus);
                let from = random.index(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            6 => {
                let end = (at + random.index(32)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.index(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ if at < bytes.len() => bytes[at] = *random.pick(&TELLING),
            _ => {}
        }
    }
    bytes
}
