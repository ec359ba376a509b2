//! The model's vectors are those of the implementation it was made from, and it is quick.
//!
//! Needs the file of `make embedding-model`, named by PICNIC_EMBEDDING_MODEL. Without it the tests say so and pass;
//! with PICNIC_MODEL_REQUIRED they fail.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::PathBuf;

use picnic_embedding::EmbeddingModel;
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    text: String,
    vector: Vec<f32>,
}

fn model() -> Option<EmbeddingModel> {
    let made =
        std::env::var_os("PICNIC_EMBEDDING_MODEL").map(PathBuf::from).filter(|path| path.exists());
    let required = std::env::var_os("PICNIC_MODEL_REQUIRED").is_some();
    assert!(made.is_some() || !required, "the model is not there; make embedding-model");
    if made.is_none() {
        println!("skipped: there is no model; make embedding-model");
    }
    made.map(|path| EmbeddingModel::load(&path).unwrap())
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(one, other) / (dot(one, one) * dot(other, other)).sqrt()
}

#[test]
fn vectors_are_those_of_the_reference() {
    let Some(model) = model() else { return };
    let references: Vec<Reference> = serde_json::from_str(include_str!("reference.json")).unwrap();
    for Reference { text, vector } in references {
        let own = model.embed(&text);
        assert_eq!(own.len(), model.width());
        let like = cosine(&own, &vector);
        assert!(like > 0.98, "{text}: {like}");
        println!("{like:.4} {text}");
    }
}

#[test]
fn texts_of_one_meaning_lie_near_each_other_across_languages() {
    let Some(model) = model() else { return };
    let [finnish, swedish, english, other] = [
        "Verkosto tapaa kerran kuussa etänä",
        "Nätverket träffas på distans varje månad",
        "The network meets online once a month",
        "Heated path on the steepest hill",
    ]
    .map(|text| model.embed(text));
    assert!(cosine(&finnish, &swedish) > cosine(&finnish, &other) + 0.02);
    assert!(cosine(&finnish, &english) > cosine(&finnish, &other) + 0.02);
}

#[test]
fn any_text_has_a_vector() {
    let Some(model) = model() else { return };
    for text in ["", " \n", "🎉", "\u{0}\u{202e}", "日本語 العربية", &"pitkä ".repeat(1_000)]
    {
        let vector = model.embed(text);
        let length: f32 = vector.iter().map(|cell| cell * cell).sum();
        assert!((length - 1.0).abs() < 1e-3, "{text:?}");
    }
}
