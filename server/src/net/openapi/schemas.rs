//! The types of bodies and answers as JSON Schemas, each once.

use std::collections::BTreeMap;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

const PLACE: &str = "/components/schemas";

/// A type that a program sends may leave out what the same type always has in an answer, so it has a name
/// of its own.
const SENT: &str = "Sent";

/// So has a type that is written as in a file of a workshop model, where what says nothing is left out.
const WRITTEN: &str = "Written";

/// The schemas of what comes and of what goes.
pub(super) struct Schemas {
    sent: SchemaGenerator,
    given: SchemaGenerator,
    written: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings =
            || SchemaSettings::draft2020_12().with(|set| set.definitions_path = PLACE.into());
        Self {
            sent: settings().for_deserialize().into_generator(),
            given: settings().for_serialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    /// Of a body.
    pub(super) fn sent<T: JsonSchema>(&mut self) -> Value {
        named(self.sent.subschema_for::<T>().to_value(), SENT)
    }

    /// Of an answer.
    pub(super) fn given<T: JsonSchema>(&mut self) -> Value {
        self.given.subschema_for::<T>().to_value()
    }

    /// Of an answer that is written as a model's file.
    pub(super) fn written<T: JsonSchema>(&mut self) -> Value {
        named(self.written.subschema_for::<T>().to_value(), WRITTEN)
    }

    /// All that the others refer to, by name.
    pub(super) fn definitions(mut self) -> Value {
        let mut all: BTreeMap<String, Value> = BTreeMap::new();
        for (name, schema) in self.given.take_definitions(true) {
            all.insert(name, never_null(schema));
        }
        for (name, schema) in self.sent.take_definitions(true) {
            all.insert(format!("{name}{SENT}"), named(schema, SENT));
        }
        for (name, schema) in self.written.take_definitions(true) {
            let schema = never_null(without_what_says_nothing(schema));
            all.insert(format!("{name}{WRITTEN}"), named(schema, WRITTEN));
        }
        json!(all)
    }
}

/// The same, where a member that has a default may be left out.
fn without_what_says_nothing(mut schema: Value) -> Value {
    let has_default: Vec<Value> = schema
        .get("properties")
        .and_then(Value::as_object)
        .map(|all| all.iter().filter(|(_, one)| one.get("default").is_some()))
        .into_iter()
        .flatten()
        .map(|(name, _)| json!(name))
        .collect();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !has_default.contains(name));
    }
    in_variants(schema, without_what_says_nothing)
}

/// The same with each of its variants mended.
fn in_variants(mut schema: Value, mend: fn(Value) -> Value) -> Value {
    for variants in ["oneOf", "anyOf", "allOf"] {
        if let Some(variants) = schema.get_mut(variants).and_then(Value::as_array_mut) {
            for variant in variants {
                *variant = mend(variant.take());
            }
        }
    }
    schema
}

/// The same, where a member that may be left out of an answer is never null: it is left out.
fn never_null(mut schema: Value) -> Value {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (name, property) in properties {
            if !required.contains(&json!(name)) {
                *property = without_null(property.take());
            }
        }
    }
    in_variants(schema, never_null)
}

fn without_null(property: Value) -> Value {
    let Value::Object(mut members) = property else { return property };
    let first = |kinds: &Value| kinds.as_array().and_then(|kinds| kinds.first().cloned());
    if let Some(kind) = members.get("type").filter(|kinds| kinds.is_array()).and_then(first) {
        members.insert("type".to_owned(), kind);
    }
    if let Some(Value::Object(kind)) = members.remove("anyOf").as_ref().and_then(first) {
        members.extend(kind);
    }
    Value::Object(members)
}

/// The same, referring to types by names with this at their end.
fn named(mut schema: Value, end: &str) -> Value {
    match &mut schema {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let told = member.take();
                *member = match (name.as_str(), told) {
                    ("$ref", Value::String(to)) => json!(format!("{to}{end}")),
                    (_, told) => named(told, end),
                };
            }
        }
        Value::Array(members) => {
            for member in members {
                *member = named(member.take(), end);
            }
        }
        _ => {}
    }
    schema
}

/// An error as every route tells it.
#[derive(serde::Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(super) struct ProblemForm {
    /// `about:blank`: the title says what it is.
    r#type: String,
    /// What happened.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What to do.
    detail: String,
    /// Which picnic said it; an answer without this member is not picnic's.
    server: String,
    /// What happened, for programs, where the status alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// What is wrong with a workshop model's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<FaultForm>>,
}

/// A fault of a file, and a sentence in English.
#[derive(serde::Serialize, JsonSchema)]
#[schemars(rename = "ToldFault")]
struct FaultForm {
    #[serde(flatten)]
    fault: picnic_protocol::model::Fault,
    /// All of it in a sentence.
    message: String,
}

/// A schema that is no type of ours: any text, bytes, or JSON.
pub(super) fn plain(schema: Value) -> Value {
    Schema::try_from(schema).expect("a schema").to_value()
}
