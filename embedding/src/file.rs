//! The one file that `make embedding-model` makes: safetensors with 4-bit matrices and the tokens in it.

use std::collections::HashMap;
use std::path::Path;

use safetensors::SafeTensors;

use super::layers::{Layers, Named, Shape};
use super::tokens::{Special, Tokens};
use super::{EmbeddingModel, EmbeddingModelError, Flaw, read};

/// What such a file says it is.
const FORMAT: &str = "picnic-embedding-1";

pub(super) fn load(path: &Path) -> Result<EmbeddingModel, EmbeddingModelError> {
    let bytes = read(path)?;
    parse(&bytes).map_err(|flaw| EmbeddingModelError::Unknown(path.to_owned(), flaw.to_string()))
}

fn parse(bytes: &[u8]) -> Result<EmbeddingModel, Flaw> {
    let (_, header) = SafeTensors::read_metadata(bytes)?;
    let settings = header.metadata().clone().unwrap_or_default();
    if settings.get("format").map(String::as_str) != Some(FORMAT) {
        return Err(Flaw::Setting("its format"));
    }
    let tensors = SafeTensors::deserialize(bytes)?;
    let named = Named { tensors: &tensors, prefix: String::new() };
    let shape = Shape {
        heads: setting(&settings, "heads")?,
        epsilon: setting(&settings, "epsilon")?,
        first_position: 0,
    };
    let layers = Layers::take(&named, shape)?;
    let scores = named.table("tokens.scores")?.row(0);
    let pieces = tensors.tensor("tokens.pieces")?;
    let pieces = std::str::from_utf8(pieces.data()).map_err(|_| Flaw::Setting("its tokens"))?;
    let special = Special {
        start: setting(&settings, "start")?,
        end: setting(&settings, "end")?,
        unknown: setting(&settings, "unknown")?,
    };
    if pieces.split('\n').count() != scores.len() || scores.len() != layers.vocabulary() {
        return Err(Flaw::Setting("its number of tokens"));
    }
    let pieces = pieces.split('\n').map(str::to_owned).zip(scores);
    let tokens = Tokens::take(pieces, special).ok_or(Flaw::Setting("its special tokens"))?;
    Ok(EmbeddingModel { tokens, layers })
}

fn setting<T: std::str::FromStr>(
    settings: &HashMap<String, String>,
    name: &'static str,
) -> Result<T, Flaw> {
    settings.get(name).and_then(|value| value.parse().ok()).ok_or(Flaw::Setting(name))
}
