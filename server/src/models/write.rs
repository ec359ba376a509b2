//! Writing a model: as its TOML file, and as the same in JSON.
//!
//! Fields that say nothing are left out, so that what is written reads as what people write.

use picnic_protocol::model::Model;
use serde_json::Value;

/// What stands at the head of a file that picnic wrote.
const HEAD: &str = "# A workshop model of picnic. Change it and hand it on: whoever has it can open a \
                    room from it.\n\n";

/// The file's text.
///
/// # Errors
/// When the model holds what TOML cannot: none that was read or made here does.
pub fn write_model(model: &Model) -> Result<String, toml::ser::Error> {
    let mut table = toml::Table::try_from(model)?;
    table.retain(|_, value| says_something_in_toml(value));
    Ok(format!("{HEAD}{}", toml::to_string_pretty(&table)?))
}

fn says_something_in_toml(value: &mut toml::Value) -> bool {
    match value {
        toml::Value::Table(fields) => {
            fields.retain(|_, value| says_something_in_toml(value));
            !fields.is_empty()
        }
        toml::Value::Array(list) => {
            for value in list {
                says_something_in_toml(value);
            }
            true
        }
        _ => true,
    }
}

/// The same in JSON.
///
/// # Errors
/// When the model holds what JSON cannot: a number that is none, which no reader lets in.
pub fn model_json(model: &Model) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(model)?;
    says_something_in_json(&mut value);
    Ok(value)
}

fn says_something_in_json(value: &mut Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(fields) => {
            fields.retain(|_, value| says_something_in_json(value));
            !fields.is_empty()
        }
        Value::Array(list) => {
            for value in list {
                says_something_in_json(value);
            }
            true
        }
        _ => true,
    }
}
