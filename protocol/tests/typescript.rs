//! `client/src/protocol/` is generated from the Rust types.
//!
//! `PICNIC_WRITE_TYPES=1 cargo test -p picnic-protocol --test typescript` writes it anew.

use std::path::Path;

use picnic_protocol::model::{Fault, Model, ModelCards};
use picnic_protocol::session::command::{
    ANSWER_CHARS_MAX, COMMENT_CHARS_MAX, COMMITMENT_CHARS_MAX, DRAFTS_IN_BASKET_MAX,
    DRAFTS_IN_COMMAND_MAX,
};
use picnic_protocol::session::plan::Plan;
use picnic_protocol::session::{
    CLOSE_JOINING_CLOSED, CLOSE_KNOCK, CLOSE_MERGED, CLOSE_REMOVED, CLOSE_TAKEN_AWAY,
    ClientMessage, DOOR_CLOSED, KNOCK_FIRST, LINK_WITHDRAWN, MERGED_WITH_ANOTHER, NAME_CHARS_MAX,
    NOTE_CHARS_MAX, PUT_OUT, SUBPROTOCOL, ServerMessage, TAKEN_AWAY, TITLE_CHARS_MAX,
};
use picnic_protocol::suggestions::{Ask, Suggestions};
use ts_rs::{Config, TS};

#[test]
fn the_clients_types_are_those_of_the_server() {
    let folder = tempfile().join("session");
    let config = Config::new().with_out_dir(&folder);
    ServerMessage::export_all(&config).unwrap();
    ClientMessage::export_all(&config).unwrap();
    Plan::export_all(&config).unwrap();
    Model::export_all(&config).unwrap();
    ModelCards::export_all(&config).unwrap();
    Fault::export_all(&config).unwrap();
    let written =
        ["session.ts", "model.ts"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    let [session, model] = written.map(|types| {
        types.split_once('\n').map_or(String::new(), |(_, rest)| rest.trim_start().to_owned())
    });
    let session = format!(
        "// Generated from protocol/src/session/. Do not edit.\n\n\
         export const SUBPROTOCOL = '{SUBPROTOCOL}';\n\
         export const LINK_WITHDRAWN = '{LINK_WITHDRAWN}';\n\
         export const NAME_CHARS_MAX = {NAME_CHARS_MAX};\n\
         export const TITLE_CHARS_MAX = {TITLE_CHARS_MAX};\n\
         export const NOTE_CHARS_MAX = {NOTE_CHARS_MAX};\n\
         export const DRAFTS_IN_COMMAND_MAX = {DRAFTS_IN_COMMAND_MAX};\n\
         export const DRAFTS_IN_BASKET_MAX = {DRAFTS_IN_BASKET_MAX};\n\
         export const ANSWER_CHARS_MAX = {ANSWER_CHARS_MAX};\n\
         export const COMMENT_CHARS_MAX = {COMMENT_CHARS_MAX};\n\
         export const COMMITMENT_CHARS_MAX = {COMMITMENT_CHARS_MAX};\n\
         export const CLOSE_REMOVED = {CLOSE_REMOVED};\n\
         export const CLOSE_JOINING_CLOSED = {CLOSE_JOINING_CLOSED};\n\
         export const CLOSE_KNOCK = {CLOSE_KNOCK};\n\
         export const CLOSE_MERGED = {CLOSE_MERGED};\n\
         export const CLOSE_TAKEN_AWAY = {CLOSE_TAKEN_AWAY};\n\
         export const PUT_OUT = '{PUT_OUT}';\n\
         export const DOOR_CLOSED = '{DOOR_CLOSED}';\n\
         export const KNOCK_FIRST = '{KNOCK_FIRST}';\n\
         export const MERGED_WITH_ANOTHER = '{MERGED_WITH_ANOTHER}';\n\
         export const TAKEN_AWAY = '{TAKEN_AWAY}';\n\n{session}"
    );
    let model = format!("// Generated from protocol/src/model.rs. Do not edit.\n\n{model}");
    compare("session.ts", &session);
    compare("model.ts", &model);
}

#[test]
fn the_clients_types_of_suggestions_are_those_of_the_server() {
    let folder = tempfile().join("suggestions");
    let config = Config::new().with_out_dir(&folder);
    Ask::export_all(&config).unwrap();
    Suggestions::export_all(&config).unwrap();
    let types = std::fs::read_to_string(folder.join("suggestions.ts")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let types = types.split_once('\n').map_or(types.as_str(), |(_, rest)| rest).trim_start();
    let file = format!("// Generated from protocol/src/suggestions.rs. Do not edit.\n\n{types}");
    compare("suggestions.ts", &file);
}

/// Compares with what is committed, or writes it anew when asked to.
fn compare(name: &str, file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/src/protocol").join(name);
    if std::env::var_os("PICNIC_WRITE_TYPES").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the client's folder");
        std::fs::write(&path, file).expect("a file");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == file,
        "client/src/protocol/{name} is out of date: \
         run PICNIC_WRITE_TYPES=1 cargo test -p picnic-protocol --test typescript"
    );
}

fn tempfile() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("picnic-types-{}", std::process::id()))
}
