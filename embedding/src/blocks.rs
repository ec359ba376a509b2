//! Weights as they lie in a file: floats of 32 or 16 bits, or blocks of 4 bits.

use ndarray::Array2;
use safetensors::tensor::{Dtype, TensorView};

use super::Flaw;

/// Weights in a block of 4 bits (Q4_0).
const BLOCK: usize = 32;
/// Its bytes: a scale of 16 bits, and half a byte a weight.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// A table of rows, kept as it lies in the file; a row is widened when it is asked for.
#[derive(Debug)]
pub(super) struct Table {
    bytes: Vec<u8>,
    kind: Kind,
    rows: usize,
    width: usize,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Single,
    Half,
    Brain,
    Blocks,
}

impl Table {
    /// Takes a tensor of two sides, or of rows of blocks.
    pub(super) fn take(name: &str, tensor: &TensorView<'_>) -> Result<Self, Flaw> {
        let flaw = || Flaw::Tensor(name.to_owned());
        let (kind, rows, width) = match (tensor.dtype(), tensor.shape()) {
            (Dtype::F32, [rows, width]) => (Kind::Single, *rows, *width),
            (Dtype::F16, [rows, width]) => (Kind::Half, *rows, *width),
            (Dtype::BF16, [rows, width]) => (Kind::Brain, *rows, *width),
            (Dtype::U8, [rows, blocks, BLOCK_BYTES]) => (Kind::Blocks, *rows, blocks * BLOCK),
            // A vector is one row.
            (Dtype::F32, [width]) => (Kind::Single, 1, *width),
            (Dtype::F16, [width]) => (Kind::Half, 1, *width),
            (Dtype::BF16, [width]) => (Kind::Brain, 1, *width),
            _ => return Err(flaw()),
        };
        if rows == 0 || width == 0 {
            return Err(flaw());
        }
        Ok(Self { bytes: tensor.data().to_vec(), kind, rows, width })
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// One row in floats.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        let size = self.bytes.len() / self.rows;
        let bytes = &self.bytes[row * size..(row + 1) * size];
        match self.kind {
            Kind::Single => bytes
                .chunks_exact(4)
                .map(|cell| f32::from_le_bytes([cell[0], cell[1], cell[2], cell[3]]))
                .collect(),
            Kind::Half => bytes
                .chunks_exact(2)
                .map(|cell| widen(u16::from_le_bytes([cell[0], cell[1]])))
                .collect(),
            Kind::Brain => bytes
                .chunks_exact(2)
                .map(|cell| f32::from_bits(u32::from(u16::from_le_bytes([cell[0], cell[1]])) << 16))
                .collect(),
            Kind::Blocks => {
                let mut row = Vec::with_capacity(self.width);
                for block in bytes.chunks_exact(BLOCK_BYTES) {
                    let scale = widen(u16::from_le_bytes([block[0], block[1]]));
                    let low = block[2..].iter().map(|pair| pair & 0x0F);
                    let high = block[2..].iter().map(|pair| pair >> 4);
                    row.extend(low.chain(high).map(|four| (f32::from(four) - 8.0) * scale));
                }
                row
            }
        }
    }

    /// All of it in floats.
    pub(super) fn widened(&self) -> Array2<f32> {
        let mut all = Array2::zeros((self.rows, self.width));
        for row in 0..self.rows {
            all.row_mut(row).assign(&ndarray::Array1::from(self.row(row)));
        }
        all
    }
}

/// A float of 16 bits in 32.
fn widen(half: u16) -> f32 {
    let sign = if half >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(half >> 10 & 0x1F);
    let fraction = f32::from(half & 0x3FF);
    sign * match exponent {
        0 => fraction * 2.0_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2.0_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_of_16_bits_are_widened() {
        for (half, single) in [
            (0x3C00, 1.0),
            (0xC000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0, 0.0),
        ] {
            assert_eq!(widen(half), single);
        }
        assert!(widen(0x7C00).is_infinite() && widen(0x7E00).is_nan());
    }

    #[test]
    fn a_block_holds_32_weights_around_zero() {
        let mut block = vec![0x00, 0x3C];
        block.extend((0..16).map(|at| at | (15 - at) << 4));
        let view = TensorView::new(Dtype::U8, vec![1, 1, BLOCK_BYTES], &block).unwrap();
        let row = Table::take("block", &view).unwrap().row(0);
        assert_eq!(&row[..3], [-8.0, -7.0, -6.0]);
        assert_eq!(&row[16..19], [7.0, 6.0, 5.0]);
    }
}
