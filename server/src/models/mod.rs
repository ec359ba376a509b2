//! Workshop models: those picnic brings, those an operator adds, and those made from rooms.

mod fields;
mod from_room;
mod headers;
mod offered;
mod read;
mod tree;
mod write;

pub use from_room::{model_from_room, sections_of_board};
pub use offered::{OfferedModels, Skipped};
pub use read::read_model;
pub use write::{model_json, write_model};

/// The published JSON Schema of a model's file.
pub const SCHEMA: &str = include_str!("../../models/model.schema.json");
