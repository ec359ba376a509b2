//! Fields of a document that anybody may have written, over any transaction: a value of another kind is none; and its keys.

use std::cmp::Ordering;

use yrs::{Any, Array as _, GetString as _, Map as _, MapRef, Out, ReadTxn};

/// Keys as pages sort them: by their UTF-16 units.
pub(super) fn cmp_ids(one: &str, other: &str) -> Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

/// The maps in a map, by their keys in order. The empty key names nothing: no field can name it.
pub(super) fn entries<T: ReadTxn, E>(
    txn: &T,
    name: &str,
    read: impl Fn(String, &MapRef) -> E,
) -> Vec<E> {
    let Some(map) = txn.get_map(name) else { return Vec::new() };
    let mut found: Vec<_> = map
        .iter(txn)
        .filter_map(|(id, entry)| match entry {
            Out::YMap(entry) if !id.is_empty() => Some((id.to_owned(), entry)),
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(id, entry)| read(id, &entry)).collect()
}

pub(super) fn text<T: ReadTxn>(entry: &MapRef, txn: &T, key: &str) -> Option<String> {
    match entry.get(txn, key)? {
        Out::YText(text) => Some(text.get_string(txn)),
        Out::Any(Any::String(text)) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn any_text<T: ReadTxn>(entry: &MapRef, txn: &T, key: &str) -> Option<String> {
    match entry.get(txn, key)? {
        Out::Any(Any::String(text)) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn number<T: ReadTxn>(entry: &MapRef, txn: &T, key: &str) -> Option<f64> {
    match entry.get(txn, key)? {
        Out::Any(any) => finite(&any),
        _ => None,
    }
}

pub(super) fn finite(any: &Any) -> Option<f64> {
    match any {
        Any::Number(number) => number.as_f64().filter(|number| number.is_finite()),
        _ => None,
    }
}

/// Two numbers, in a plain array or a shared one; what is none is 0.
pub(super) fn pair<T: ReadTxn>(entry: &MapRef, txn: &T, key: &str) -> [f64; 2] {
    let numbers = match entry.get(txn, key) {
        Some(Out::Any(Any::Array(list))) => [0, 1].map(|at| list.get(at).and_then(finite)),
        Some(Out::YArray(list)) => [0, 1].map(|at| match list.get(txn, at) {
            Some(Out::Any(value)) => finite(&value),
            _ => None,
        }),
        _ => [None, None],
    };
    numbers.map(Option::unwrap_or_default)
}
