//! A Hugging Face folder is read as it is published; a wrong one is refused with what to do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashMap;
use std::path::Path;

use picnic_embedding::EmbeddingModel;
use safetensors::tensor::{Dtype, TensorView};

const WIDTH: usize = 64;
const INNER: usize = 128;
const PIECES: [&str; 10] =
    ["<s>", "<pad>", "</s>", "<unk>", "▁query", ":", "▁kir", "ja", "sto", "▁piknik"];

type Tensors = Vec<(String, Vec<usize>, Vec<f32>)>;

/// A small BERT with weights from a formula.
fn tensors(prefix: &str, first_position: usize) -> Tensors {
    let mut tensors = Tensors::new();
    let mut add = |name: &str, shape: &[usize], around: f32| {
        let seed = name.bytes().fold(7_u32, |seed, byte| seed.wrapping_mul(31) + u32::from(byte));
        let count: usize = shape.iter().product();
        let number = |at: usize| {
            let mixed = (seed ^ at as u32).wrapping_mul(2_654_435_761) >> 16;
            around + (mixed % 1_000) as f32 / 2_500.0 - 0.2
        };
        let numbers = (0..count).map(number).collect();
        tensors.push((format!("{prefix}{name}"), shape.to_vec(), numbers));
    };
    add("embeddings.word_embeddings.weight", &[PIECES.len(), WIDTH], 0.0);
    add("embeddings.position_embeddings.weight", &[40, WIDTH], 0.0);
    add("embeddings.token_type_embeddings.weight", &[1, WIDTH], 0.0);
    add("embeddings.LayerNorm.weight", &[WIDTH], 1.0);
    add("embeddings.LayerNorm.bias", &[WIDTH], 0.0);
    for layer in 0..2 {
        let mut linear = |name: &str, rows: usize, width: usize| {
            add(&format!("encoder.layer.{layer}.{name}.weight"), &[rows, width], 0.0);
            add(&format!("encoder.layer.{layer}.{name}.bias"), &[rows], 0.0);
        };
        for name in ["query", "key", "value"] {
            linear(&format!("attention.self.{name}"), WIDTH, WIDTH);
        }
        linear("attention.output.dense", WIDTH, WIDTH);
        linear("intermediate.dense", INNER, WIDTH);
        linear("output.dense", WIDTH, INNER);
        for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
            add(&format!("encoder.layer.{layer}.{name}.weight"), &[WIDTH], 1.0);
            add(&format!("encoder.layer.{layer}.{name}.bias"), &[WIDTH], 0.0);
        }
    }
    // RoBERTa leaves the positions up to its padding unused.
    for (name, shape, numbers) in &mut tensors {
        if name.ends_with("position_embeddings.weight") {
            shape[0] += first_position;
            numbers.splice(0..0, vec![9.0; first_position * WIDTH]);
        }
    }
    tensors
}

fn save(path: &Path, tensors: &Tensors, settings: Option<HashMap<String, String>>) {
    let bytes: Vec<Vec<u8>> = tensors
        .iter()
        .map(|(_, _, numbers)| numbers.iter().flat_map(|number| number.to_le_bytes()).collect())
        .collect();
    let mut views: Vec<(String, TensorView<'_>)> = tensors
        .iter()
        .zip(&bytes)
        .map(|((name, shape, _), bytes)| {
            (name.clone(), TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap())
        })
        .collect();
    let pieces = PIECES.join("\n");
    let scores: Vec<u8> = (0..PIECES.len()).flat_map(|at| score(at).to_le_bytes()).collect();
    if settings.is_some() {
        let shape = vec![pieces.len()];
        let view = TensorView::new(Dtype::U8, shape, pieces.as_bytes()).unwrap();
        views.push(("tokens.pieces".to_owned(), view));
        let view = TensorView::new(Dtype::F32, vec![PIECES.len()], &scores).unwrap();
        views.push(("tokens.scores".to_owned(), view));
    }
    std::fs::write(path, safetensors::serialize(views, settings).unwrap()).unwrap();
}

fn score(piece: usize) -> f32 {
    -(piece as f32)
}

fn folder(kind: &str, prefix: &str, first_position: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, json: serde_json::Value| {
        std::fs::write(folder.path().join(name), json.to_string()).unwrap();
    };
    write(
        "config.json",
        serde_json::json!({
            "model_type": kind, "num_attention_heads": 4, "layer_norm_eps": 1e-12,
            "hidden_act": "gelu", "pad_token_id": 1, "vocab_size": PIECES.len(),
        }),
    );
    let vocabulary: Vec<(&str, f32)> =
        PIECES.iter().enumerate().map(|(at, piece)| (*piece, score(at))).collect();
    write(
        "tokenizer.json",
        serde_json::json!({
            "version": "1.0",
            "normalizer": { "type": "Precompiled" },
            "model": { "type": "Unigram", "unk_id": 3, "vocab": vocabulary },
        }),
    );
    save(&folder.path().join("model.safetensors"), &tensors(prefix, first_position), None);
    folder
}

fn near(one: &[f32], other: &[f32]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-4)
}

#[test]
fn a_folder_and_a_file_of_one_model_make_the_same_vectors() {
    let folder = folder("bert", "", 0);
    let file = folder.path().join("model");
    let settings = [
        ("format", "picnic-embedding-1"),
        ("heads", "4"),
        ("epsilon", "1e-12"),
        ("start", "0"),
        ("end", "2"),
        ("unknown", "3"),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    save(&file, &tensors("", 0), Some(settings.into_iter().collect()));
    let (one, other) =
        (EmbeddingModel::load(folder.path()).unwrap(), EmbeddingModel::load(&file).unwrap());
    assert_eq!(one.width(), WIDTH);
    for text in ["kirja", "kirjasto piknik", "", "tuntematon 日本"] {
        assert!(near(&one.embed(text), &other.embed(text)), "{text}");
    }
    assert!(!near(&one.embed("kirja"), &one.embed("piknik")));
}

#[test]
fn prefixes_and_the_first_position_of_roberta_are_known() {
    let plain = EmbeddingModel::load(folder("bert", "bert.", 0).path()).unwrap();
    let roberta = folder("xlm-roberta", "", 2);
    let roberta = EmbeddingModel::load(roberta.path()).unwrap();
    assert!(near(&plain.embed("kirjasto piknik"), &roberta.embed("kirjasto piknik")));
}

#[test]
fn a_long_text_is_read_as_far_as_the_model_can() {
    let model = EmbeddingModel::load(folder("bert", "", 0).path()).unwrap();
    let long = model.embed(&"kirjasto ".repeat(500));
    assert!(long.iter().all(|cell| cell.is_finite()));
}

#[test]
fn a_wrong_folder_or_file_says_what_to_do() {
    let error = |path: &Path| EmbeddingModel::load(path).unwrap_err().to_string();
    let empty = tempfile::tempdir().unwrap();
    assert!(error(empty.path()).contains("config.json cannot be read"));
    assert!(error(&empty.path().join("none")).contains("none cannot be read"));
    let noise = empty.path().join("noise");
    std::fs::write(&noise, [7; 100]).unwrap();
    assert!(error(&noise).contains("`make embedding-model` makes"));
    let other = folder("gpt2", "", 0);
    assert!(error(other.path()).contains("model_type"));
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        let broken = folder("bert", "", 0);
        let path = broken.path().join(name);
        let half = std::fs::read(&path).unwrap();
        std::fs::write(&path, &half[..half.len() / 2]).unwrap();
        assert!(error(broken.path()).contains("is not an embedding model"), "{name}");
    }
}
