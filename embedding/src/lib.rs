//! The embedding model: texts of like meaning get vectors that lie near each other, across languages.
//!
//! It is multilingual-e5-small, read from the one file that `make embedding-model` makes, or from a folder of
//! Hugging Face (`config.json`, `tokenizer.json`, `model.safetensors`) of any BERT-like model with a
//! Unigram tokenizer. The forward pass is its own ([`linear`] has the products, which are nearly all of
//! the work): candle multiplies 4-bit blocks quickly only when the whole binary is compiled for one kind
//! of processor, and products in floats are held up by memory when a text has a dozen tokens (73 ms a note
//! with `ndarray`, 12 ms so). The matrices are kept as 16-bit integers (42 MB), the table of words as it
//! lies in the file.

mod blocks;
mod file;
mod folder;
mod layers;
mod linear;
mod tokens;

use std::path::{Path, PathBuf};

use layers::Layers;
use tokens::Tokens;

/// Tokens of a text that are read: a note of 2,000 characters has about 500, and what comes after the
/// first half says little else.
const TOKENS_MAX: usize = 256;

/// What E5 models want before a text that is compared with its like.
const PREFIX: &str = "query: ";

/// A model that is loaded.
#[derive(Debug)]
pub struct EmbeddingModel {
    tokens: Tokens,
    layers: Layers,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddingModelError {
    /// A file is not there or cannot be read.
    #[error("the embedding model {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// A file is not what it should be.
    #[error(
        "{0} is not an embedding model that picnic knows ({1}); give the file that `make embedding-model` makes, \
         or a Hugging Face folder with config.json, tokenizer.json and model.safetensors"
    )]
    Unknown(PathBuf, String),
}

/// What is wrong inside a file.
#[derive(Debug, thiserror::Error)]
enum Flaw {
    #[error("{0}")]
    Tensors(#[from] safetensors::SafeTensorError),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("{0} has another shape or kind than expected")]
    Tensor(String),
    #[error("{0} is missing or is not understood")]
    Setting(&'static str),
}

impl EmbeddingModel {
    /// Loads a model from a file or a folder.
    ///
    /// # Errors
    /// [`EmbeddingModelError`], with what to do.
    pub fn load(path: &Path) -> Result<Self, EmbeddingModelError> {
        if path.is_dir() { folder::load(path) } else { file::load(path) }
    }

    /// The vector of a text, of length 1: what it means, not how it says it.
    #[must_use]
    pub fn embed(&self, text: &str) -> Vec<f32> {
        let mut tokens = self.tokens.read(&format!("{PREFIX}{text}"));
        let most = TOKENS_MAX.min(self.layers.positions()) - 2;
        tokens.truncate(most);
        tokens.insert(0, self.tokens.start());
        tokens.push(self.tokens.end());
        let mut vector = self.layers.pass(&tokens);
        let length = vector.iter().map(|cell| cell * cell).sum::<f32>().sqrt();
        for cell in &mut vector {
            *cell /= length.max(1e-6);
        }
        vector
    }

    /// How many numbers a vector has.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.layers.width()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, EmbeddingModelError> {
    std::fs::read(path).map_err(|error| EmbeddingModelError::Unreadable(path.to_owned(), error))
}
