//! Products of a few tokens with a large matrix, in integers of 16 bits.
//!
//! A row of weights and a token's states are each scaled to integers; their product is a sum of 32 bits
//! that no compiler needs leave to reorder, so it is compiled to the widest instructions there are, which
//! `pulp` picks when it runs.

use ndarray::{Array2, ArrayView1};
use pulp::{Arch, Simd, WithSimd};

use super::blocks::Table;

/// A weight is at most this many steps of its row's scale: the file has 15 steps a block.
const WEIGHT_STEPS: i32 = 511;
/// A state is at most this many steps of its token's scale, or fewer in wide matrices, so that no sum
/// overflows.
const STATE_STEPS_MAX: i32 = 2_047;
/// Fewer steps than this would tell states badly apart.
const STATE_STEPS_MIN: i32 = 255;
/// Tokens that are multiplied with a row of weights while it is at hand.
const AT_ONCE: usize = 4;

/// A matrix and what is added to a product with it.
#[derive(Debug)]
pub(super) struct Linear {
    weights: Vec<i16>,
    scales: Vec<f32>,
    added: Vec<f32>,
    width: usize,
    steps: i32,
    arch: Arch,
}

impl Linear {
    /// Takes a table of as many rows as are added. None when it is too wide.
    pub(super) fn new(table: &Table, added: Vec<f32>) -> Option<Self> {
        let width = table.width();
        let room = i32::MAX / i32::try_from(width).ok()? / WEIGHT_STEPS;
        let steps = room.min(STATE_STEPS_MAX);
        if steps < STATE_STEPS_MIN {
            return None;
        }
        let mut weights = Vec::with_capacity(table.rows() * width);
        let mut scales = Vec::with_capacity(table.rows());
        for row in 0..table.rows() {
            scales.push(to_steps(&table.row(row), WEIGHT_STEPS, &mut weights));
        }
        Some(Self { weights, scales, added, width, steps, arch: Arch::new() })
    }

    /// The product of each row of states with the matrix.
    pub(super) fn apply(&self, states: &Array2<f32>) -> Array2<f32> {
        let mut steps = Vec::with_capacity(states.len());
        let scales: Vec<f32> = states
            .outer_iter()
            .map(|state: ArrayView1<'_, f32>| match state.as_slice() {
                Some(state) => to_steps(state, self.steps, &mut steps),
                None => to_steps(&state.to_vec(), self.steps, &mut steps),
            })
            .collect();
        let mut sums = vec![0; states.nrows() * self.scales.len()];
        self.arch.dispatch(Product {
            weights: &self.weights,
            states: &steps,
            width: self.width,
            sums: &mut sums,
        });
        let rows = self.scales.len();
        Array2::from_shape_fn((states.nrows(), rows), |(token, row)| {
            sums[token * rows + row] as f32 * scales[token] * self.scales[row] + self.added[row]
        })
    }
}

/// Appends numbers as whole steps; returns the size of a step.
fn to_steps(numbers: &[f32], steps: i32, to: &mut Vec<i16>) -> f32 {
    let most = numbers.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
    let scale = if most.is_finite() && most > 0.0 { most / steps as f32 } else { 1.0 };
    // To the nearest by adding a half: rounding is a call on processors that are taken for old.
    let inverse = 1.0 / scale;
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and steps fit")]
    to.extend(numbers.iter().map(|number| (number * inverse + 0.5_f32.copysign(*number)) as i16));
    scale
}

/// Every token with every row.
struct Product<'a> {
    weights: &'a [i16],
    states: &'a [i16],
    width: usize,
    sums: &'a mut [i32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let rows = self.weights.len() / self.width;
        for (number, row) in self.weights.chunks_exact(self.width).enumerate() {
            let mut token = 0;
            let mut several = self.states.chunks_exact(self.width * AT_ONCE);
            for states in several.by_ref() {
                for (sum, at) in together(row, states).into_iter().zip(token..) {
                    self.sums[at * rows + number] = sum;
                }
                token += AT_ONCE;
            }
            for state in several.remainder().chunks_exact(self.width) {
                let products = row.iter().zip(state).map(|(a, b)| i32::from(*a) * i32::from(*b));
                self.sums[token * rows + number] = products.sum();
                token += 1;
            }
        }
    }
}

/// One row with several tokens.
#[inline(always)]
fn together(row: &[i16], states: &[i16]) -> [i32; AT_ONCE] {
    let width = row.len();
    let (a, rest) = states.split_at(width);
    let (b, rest) = rest.split_at(width);
    let (c, d) = rest.split_at(width);
    let d = &d[..width];
    let mut sums = [0; AT_ONCE];
    for at in 0..width {
        let weight = i32::from(row[at]);
        sums[0] += weight * i32::from(a[at]);
        sums[1] += weight * i32::from(b[at]);
        sums[2] += weight * i32::from(c[at]);
        sums[3] += weight * i32::from(d[at]);
    }
    sums
}

#[cfg(test)]
mod tests {
    use safetensors::tensor::{Dtype, TensorView};

    use super::*;

    #[test]
    fn products_are_those_of_floats() {
        let (width, rows, tokens) = (96, 7, 11);
        let number = |at: usize| ((at * 37 % 101) as f32 - 50.0) / 40.0;
        let bytes: Vec<u8> = (0..width * rows).flat_map(|at| number(at).to_le_bytes()).collect();
        let view = TensorView::new(Dtype::F32, vec![rows, width], &bytes).unwrap();
        let table = Table::take("matrix", &view).unwrap();
        let added: Vec<f32> = (0..rows).map(|row| row as f32).collect();
        let states = Array2::from_shape_fn((tokens, width), |(a, b)| number(a * 13 + b * 7 + 5));
        let exact = states.dot(&table.widened().t());
        let product = Linear::new(&table, added).unwrap().apply(&states);
        for ((token, row), cell) in product.indexed_iter() {
            assert!((cell - exact[(token, row)] - row as f32).abs() < 0.05, "{token} {row}");
        }
    }
}
