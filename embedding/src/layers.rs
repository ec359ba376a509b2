//! The encoder: tokens in, one vector out (BERT's forward pass, the mean of its last layer).

use ndarray::{Array1, Array2, ArrayViewMut1, Axis, Slice};
use safetensors::SafeTensors;

use super::Flaw;
use super::blocks::Table;
use super::linear::Linear;

/// What the tensors do not say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Attention heads.
    pub(super) heads: usize,
    /// Added to a variance before its root.
    pub(super) epsilon: f32,
    /// Number of the first position: RoBERTa counts on from its padding.
    pub(super) first_position: usize,
}

/// The encoder's weights.
#[derive(Debug)]
pub(super) struct Layers {
    words: Table,
    positions: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    shape: Shape,
}

#[derive(Debug)]
struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    joined: Linear,
    attended: Norm,
    inner: Linear,
    outer: Linear,
    done: Norm,
}

#[derive(Debug)]
struct Norm {
    scale: Array1<f32>,
    shift: Array1<f32>,
    epsilon: f32,
}

/// Looks tensors up by name, under whatever prefix the model was saved with.
pub(super) struct Named<'a> {
    pub(super) tensors: &'a SafeTensors<'a>,
    pub(super) prefix: String,
}

impl Named<'_> {
    pub(super) fn table(&self, name: &str) -> Result<Table, Flaw> {
        Table::take(name, &self.tensors.tensor(&format!("{}{name}", self.prefix))?)
    }

    fn vector(&self, name: &str, width: usize) -> Result<Array1<f32>, Flaw> {
        let table = self.table(name)?;
        if table.rows() != 1 || table.width() != width {
            return Err(Flaw::Tensor(name.to_owned()));
        }
        Ok(Array1::from(table.row(0)))
    }

    fn linear(&self, name: &str, input: usize, output: usize) -> Result<Linear, Flaw> {
        let table = self.table(&format!("{name}.weight"))?;
        if table.rows() != output || table.width() != input {
            return Err(Flaw::Tensor(format!("{name}.weight")));
        }
        let added = self.vector(&format!("{name}.bias"), output)?;
        Linear::new(&table, added.to_vec()).ok_or_else(|| Flaw::Tensor(format!("{name}.weight")))
    }

    fn norm(&self, name: &str, width: usize, epsilon: f32) -> Result<Norm, Flaw> {
        let scale = self.vector(&format!("{name}.weight"), width)?;
        Ok(Norm { scale, shift: self.vector(&format!("{name}.bias"), width)?, epsilon })
    }

    fn has(&self, name: &str) -> bool {
        self.tensors.tensor(&format!("{}{name}", self.prefix)).is_ok()
    }
}

impl Layers {
    /// Takes the weights out of a file.
    pub(super) fn take(named: &Named<'_>, shape: Shape) -> Result<Self, Flaw> {
        let words = named.table("embeddings.word_embeddings.weight")?;
        let width = words.width();
        if shape.heads == 0 || !width.is_multiple_of(shape.heads) {
            return Err(Flaw::Setting("the number of attention heads"));
        }
        let places = named.table("embeddings.position_embeddings.weight")?;
        let kinds = named.table("embeddings.token_type_embeddings.weight")?;
        if places.width() != width || kinds.width() != width {
            return Err(Flaw::Tensor("embeddings".to_owned()));
        }
        // Every token is of the first kind, so its vector is added to the positions once and for all.
        let mut positions = places.widened();
        positions += &Array1::from(kinds.row(0));
        if positions.nrows() < shape.first_position + 3 {
            return Err(Flaw::Tensor("embeddings.position_embeddings.weight".to_owned()));
        }
        let norm = named.norm("embeddings.LayerNorm", width, shape.epsilon)?;
        let mut layers = Vec::new();
        while named.has(&format!("encoder.layer.{}.output.dense.bias", layers.len())) {
            let name = format!("encoder.layer.{}", layers.len());
            let inside = named.table(&format!("{name}.intermediate.dense.weight"))?.rows();
            let linear =
                |part: &str, input, output| named.linear(&format!("{name}.{part}"), input, output);
            layers.push(Layer {
                query: linear("attention.self.query", width, width)?,
                key: linear("attention.self.key", width, width)?,
                value: linear("attention.self.value", width, width)?,
                joined: linear("attention.output.dense", width, width)?,
                attended: named.norm(
                    &format!("{name}.attention.output.LayerNorm"),
                    width,
                    shape.epsilon,
                )?,
                inner: linear("intermediate.dense", width, inside)?,
                outer: linear("output.dense", inside, width)?,
                done: named.norm(&format!("{name}.output.LayerNorm"), width, shape.epsilon)?,
            });
        }
        if layers.is_empty() {
            return Err(Flaw::Tensor("encoder.layer.0".to_owned()));
        }
        Ok(Self { words, positions, norm, layers, shape })
    }

    /// How many tokens there are vectors for.
    pub(super) const fn vocabulary(&self) -> usize {
        self.words.rows()
    }

    /// How many tokens a text may have.
    pub(super) fn positions(&self) -> usize {
        self.positions.nrows() - self.shape.first_position
    }

    /// How many numbers the vector has.
    pub(super) const fn width(&self) -> usize {
        self.words.width()
    }

    /// The mean of the last layer over some tokens, all of the vocabulary.
    pub(super) fn pass(&self, tokens: &[usize]) -> Vec<f32> {
        let mut states = Array2::<f32>::zeros((tokens.len(), self.width()));
        for (at, (mut state, token)) in states.axis_iter_mut(Axis(0)).zip(tokens).enumerate() {
            state.assign(&Array1::from(self.words.row(*token)));
            state += &self.positions.row(self.shape.first_position + at);
        }
        self.norm.apply(&mut states);
        for layer in &self.layers {
            let attended = layer.attend(&states, self.shape.heads);
            states += &layer.joined.apply(&attended);
            layer.attended.apply(&mut states);
            let mut inner = layer.inner.apply(&states);
            inner.mapv_inplace(gelu);
            states += &layer.outer.apply(&inner);
            layer.done.apply(&mut states);
        }
        states.mean_axis(Axis(0)).map(|mean| mean.to_vec()).unwrap_or_default()
    }
}

impl Layer {
    /// Each token looks at all others, with several heads.
    fn attend(&self, states: &Array2<f32>, heads: usize) -> Array2<f32> {
        let (query, key, value) =
            (self.query.apply(states), self.key.apply(states), self.value.apply(states));
        let size = states.ncols() / heads;
        let scale = 1.0 / (size as f32).sqrt();
        let mut attended = Array2::<f32>::zeros(states.raw_dim());
        for head in 0..heads {
            let part = Slice::from(head * size..(head + 1) * size);
            let of = |whole: &'_ Array2<f32>| whole.slice_axis(Axis(1), part).to_owned();
            let mut looks = of(&query).dot(&of(&key).t());
            for row in looks.axis_iter_mut(Axis(0)) {
                softmax(row, scale);
            }
            attended.slice_axis_mut(Axis(1), part).assign(&looks.dot(&of(&value)));
        }
        attended
    }
}

impl Norm {
    fn apply(&self, states: &mut Array2<f32>) {
        let width = states.ncols() as f32;
        for mut state in states.axis_iter_mut(Axis(0)) {
            let mean = state.sum() / width;
            state -= mean;
            let variance = state.dot(&state) / width;
            state /= (variance + self.epsilon).sqrt();
            state *= &self.scale;
            state += &self.shift;
        }
    }
}

fn softmax(mut row: ArrayViewMut1<'_, f32>, scale: f32) {
    let most = row.fold(f32::NEG_INFINITY, |most, cell| most.max(*cell));
    row.mapv_inplace(|cell| ((cell - most) * scale).exp());
    let sum = row.sum();
    row /= sum;
}

/// x times the share of the normal distribution below x.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function, within 1.5e-7 (Abramowitz and Stegun, 7.1.26).
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = t
        * (0.254_829_6
            + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    (1.0 - sum * (-x * x).exp()).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_close() {
        for (x, value) in [(0.0, 0.0), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (-2.0, -0.995_322_3)]
        {
            assert!((erf(x) - value).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn looks_sum_to_one() {
        let mut row = Array1::from(vec![1.0, 2.0, 300.0]);
        softmax(row.view_mut(), 0.5);
        assert!((row.sum() - 1.0).abs() < 1e-6 && row[2] > 0.99);
    }
}
