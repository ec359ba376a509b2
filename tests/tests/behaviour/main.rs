//! What the server promises its clients and operators, each promise in a file of its own, in one program: many wait for
//! clocks, and do so side by side. What measures, or keeps the machine busy, is a program of its own beside this folder.
//! `cargo test -p picnic-tests --test behaviour signals::` runs one file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod a_vote_survives_kill_nine;
mod api;
mod bad_input;
mod disk_faults;
mod door;
mod exports;
mod history;
mod http;
mod kill_nine;
mod life_of_a_room;
mod metrics;
mod models;
mod presence;
mod privacy_on_disk;
mod privacy_on_the_wire;
mod public_address;
mod quotas;
mod restart;
mod roles;
mod roles_handed_on;
mod settings;
mod signals;
mod silent_connections;
mod spoken_codes;
