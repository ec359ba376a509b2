//! Random bytes from a seed: drawn outside, so that the room itself stays a pure function.

use picnic_protocol::ids::ID_BYTES;
use sha2::{Digest, Sha256};

/// Bytes of a seed.
pub const SEED_BYTES: usize = 32;

/// An endless run of random bytes: SHA-256 of the seed and a counter. Nobody who does not know
/// the seed foretells one from others. What is drawn is written into events, never drawn again
/// while folding.
#[derive(Debug, Clone)]
pub struct Random {
    seed: [u8; SEED_BYTES],
    drawn: u64,
}

impl Random {
    /// From a seed, which in production the operating system draws for every opening of a room.
    #[must_use]
    pub const fn new(seed: [u8; SEED_BYTES]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// 128 bits.
    pub fn id(&mut self) -> [u8; ID_BYTES] {
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&self.block()[..ID_BYTES]);
        bytes
    }

    /// A number under `limit`, which is not 0. 64 bits leave no bias that anyone could measure.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit.max(1) as u64).unwrap_or(0)
    }

    /// 64 bits.
    pub fn number(&mut self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.block();
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    /// Brings a list into any order, each as likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }

    fn block(&mut self) -> [u8; SEED_BYTES] {
        self.drawn = self.drawn.wrapping_add(1);
        Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.drawn.to_le_bytes())
            .finalize()
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_about_as_likely() {
        let mut random = Random::new([7; SEED_BYTES]);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..6_000 {
            let mut list = [0, 1, 2];
            random.shuffle(&mut list);
            *counts.entry(list).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| Random::new([seed; SEED_BYTES]).id();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }
}
