//! What the server promises, each promise in a file of its own, in one program: the linker runs once.
//! `cargo test -p picnic-server --test behaviour claims::` runs one file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bin;
mod circle;
mod claims;
mod cluster;
mod cluster_quality;
mod cut_letters;
mod damage;
mod damage_told;
mod documents;
mod doors;
mod ears;
mod first_words;
mod flips;
mod format;
mod full_server;
mod fullness;
mod harvest;
mod hostile;
mod large_boards;
mod large_pictures;
mod large_texts;
mod locked;
mod log;
mod log_rooms;
mod log_versions;
mod lost_door;
mod misled;
mod models;
mod order_of_modules;
mod people;
#[path = "../random/mod.rs"]
mod random;
mod released;
mod retention;
mod rights;
mod room;
mod server_ids;
mod session_any_sequence;
mod session_baskets;
mod session_door;
mod session_journey;
mod session_people;
mod session_vote;
mod session_words;
mod settings;
mod stranded;
mod unasked;
mod unnamed_ids;
mod uses_of_files;
mod versions;
mod versions_cost;
mod versions_damaged;
mod versions_flips;
mod versions_noted;
