//! A folder of Hugging Face: `config.json`, `tokenizer.json` and `model.safetensors`.

use std::path::Path;

use safetensors::SafeTensors;
use serde::Deserialize;

use super::layers::{Layers, Named, Shape};
use super::tokens::{Special, Tokens};
use super::{EmbeddingModel, EmbeddingModelError, Flaw, read};

#[derive(Debug, Deserialize)]
struct Config {
    model_type: String,
    num_attention_heads: usize,
    layer_norm_eps: f32,
    #[serde(default = "exact_gelu")]
    hidden_act: String,
    #[serde(default)]
    pad_token_id: usize,
}

fn exact_gelu() -> String {
    "gelu".to_owned()
}

#[derive(Debug, Deserialize)]
struct Tokenizer {
    model: Unigram,
}

#[derive(Debug, Deserialize)]
struct Unigram {
    #[serde(rename = "type")]
    kind: String,
    unk_id: usize,
    vocab: Vec<(String, f32)>,
}

pub(super) fn load(folder: &Path) -> Result<EmbeddingModel, EmbeddingModelError> {
    let config = read(&folder.join("config.json"))?;
    let tokenizer = read(&folder.join("tokenizer.json"))?;
    let tensors = read(&folder.join("model.safetensors"))?;
    parse(&config, &tokenizer, &tensors)
        .map_err(|flaw| EmbeddingModelError::Unknown(folder.to_owned(), flaw.to_string()))
}

fn parse(config: &[u8], tokenizer: &[u8], tensors: &[u8]) -> Result<EmbeddingModel, Flaw> {
    let config: Config = serde_json::from_slice(config)?;
    if config.hidden_act != "gelu" {
        return Err(Flaw::Setting("hidden_act"));
    }
    // RoBERTa numbers positions on from its padding; BERT from 0.
    let first_position = match config.model_type.as_str() {
        "bert" => 0,
        "roberta" | "xlm-roberta" => config.pad_token_id + 1,
        _ => return Err(Flaw::Setting("model_type")),
    };
    let shape =
        Shape { heads: config.num_attention_heads, epsilon: config.layer_norm_eps, first_position };
    let tensors = SafeTensors::deserialize(tensors)?;
    let words = "embeddings.word_embeddings.weight";
    let prefix = tensors.names().into_iter().find_map(|name| name.strip_suffix(words));
    let prefix = prefix.ok_or_else(|| Flaw::Tensor(words.to_owned()))?.to_owned();
    let layers = Layers::take(&Named { tensors: &tensors, prefix }, shape)?;
    let Tokenizer { model } = serde_json::from_slice(tokenizer)?;
    if model.kind != "Unigram" {
        return Err(Flaw::Setting("a Unigram tokenizer"));
    }
    let find = |piece: &str| model.vocab.iter().position(|(known, _)| known == piece);
    let (Some(start), Some(end)) = (find("<s>"), find("</s>")) else {
        return Err(Flaw::Setting("<s> or </s>"));
    };
    if model.vocab.len() > layers.vocabulary() {
        return Err(Flaw::Setting("its number of tokens"));
    }
    let special = Special { start, end, unknown: model.unk_id };
    let tokens = Tokens::take(model.vocab.into_iter(), special)
        .ok_or(Flaw::Setting("its special tokens"))?;
    Ok(EmbeddingModel { tokens, layers })
}
