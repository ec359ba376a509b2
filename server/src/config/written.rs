//! Values as people write them.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A list; one text is a list too, of what stands between its commas, as variables are written.
pub(super) fn list<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a list, such as [\"one\", \"two\"], or one text with commas")]
    enum List {
        Many(Vec<String>),
        One(String),
    }
    let texts = match List::deserialize(from)? {
        List::Many(texts) => texts,
        List::One(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
    };
    let read =
        |text: String| text.parse().map_err(|why| D::Error::custom(format!("{text:?}: {why}")));
    texts.into_iter().map(read).collect()
}

/// A code; a number is taken as its text.
pub(super) fn code<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Code {
        Text(String),
        Number(i64),
        Large(u64),
    }
    Ok(Option::<Code>::deserialize(from)?.map(|code| match code {
        Code::Text(text) => text,
        Code::Number(number) => number.to_string(),
        Code::Large(number) => number.to_string(),
    }))
}
