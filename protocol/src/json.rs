//! JSON texts from outside, walked without keeping them: in presence, in embeds and in formats.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::not_held::{NESTING_MAX, NotHeld};
use crate::varint::Malformed;

/// Checks that `text` is JSON, nested at most [`NESTING_MAX`] deep: a client that hears anything
/// else throws. Halves of surrogate pairs pass, for JavaScript writes and reads them.
///
/// # Errors
/// [`Malformed::NestedTooDeep`] or [`Malformed::NotJson`].
pub fn check_json(text: &str) -> Result<(), Malformed> {
    check_depth(text)?;
    serde_json::from_str::<IgnoredAny>(text).map(|_| ()).map_err(|_| Malformed::NotJson)
}

/// Why yrs does not read `text` as a value, if it does not: it is no JSON, or has halves of surrogate pairs or integers past
/// 64 bits, or is nested more than [`NESTING_MAX`] deep.
#[must_use]
pub fn check_value(text: &str) -> Option<NotHeld> {
    if check_depth(text).is_err() {
        return Some(NotHeld::DeepValue);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Walk.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    read.is_err().then_some(NotHeld::Json)
}

/// Bounds the nesting; what else is wrong with the text, the parser finds.
fn check_depth(text: &str) -> Result<(), Malformed> {
    let mut depth: usize = 0;
    let mut in_string = false;
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth = depth.saturating_add(1);
                if depth > NESTING_MAX {
                    return Err(Malformed::NestedTooDeep);
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// Goes through a value as yrs' own `Any` does, and keeps nothing.
struct Walk;

impl<'de> DeserializeSeed<'de> for Walk {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JSON nested at most {NESTING_MAX} deep")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        i64::try_from(value).map(|_| ()).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while values.next_element_seed(Walk)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while entries.next_key_seed(Walk)?.is_some() {
            entries.next_value_seed(Walk)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_javascript_writes_passes() {
        for text in ["null", "{}", r#"{"a":[1,-2.5e-7,true,"\ud83d\ude00"]}"#, r#""[[[[[[[[[""#] {
            assert_eq!(check_json(text), Ok(()), "{text}");
            assert_eq!(check_value(text), None, "{text}");
        }
        assert_eq!(check_json(r#"{"name":"\ud83d"}"#), Ok(()), "half a pair");
    }

    #[test]
    fn what_a_client_throws_on_is_refused() {
        for text in
            ["", "undefined", "{", "[1,]", "{'a':1}", "01", "\"\n\"", "1 2", "NaN", "\"\\x\""]
        {
            assert_eq!(check_json(text), Err(Malformed::NotJson), "{text}");
            assert_eq!(check_value(text), Some(NotHeld::Json), "{text}");
        }
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(check_json(&nested(NESTING_MAX)), Ok(()));
        assert_eq!(check_json(&nested(NESTING_MAX + 1)), Err(Malformed::NestedTooDeep));
        assert_eq!(check_value(&nested(NESTING_MAX)), None);
        // However deep: it is no recursion of ours that finds it.
        for depth in [NESTING_MAX + 1, 100_000] {
            assert_eq!(check_value(&nested(depth)), Some(NotHeld::DeepValue));
        }
    }

    #[test]
    fn what_yrs_cannot_read_is_not_held_on_the_board() {
        for text in [r#""\ud83d""#, "18446744073709551615", "1e999"] {
            assert_eq!(check_value(text), Some(NotHeld::Json), "{text}");
        }
    }
}
