//! The page's types of a harvest are generated from these.
//!
//! `PICNIC_WRITE_TYPES=1 cargo test -p picnic-server --lib typescript` writes them anew.

use std::path::Path;

use ts_rs::{Config, TS as _};

use crate::harvest::Harvest;

#[test]
fn the_pages_types_of_a_harvest_are_those_of_the_server() {
    let folder = tempfile::tempdir().unwrap();
    Harvest::export_all(&Config::new().with_out_dir(folder.path())).unwrap();
    let written = std::fs::read_to_string(folder.path().join("harvest.ts")).unwrap();
    let types = written.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    let file = format!("// Generated from server/src/harvest/. Do not edit.\n\n{types}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/src/protocol/harvest.ts");
    if std::env::var_os("PICNIC_WRITE_TYPES").is_some() {
        std::fs::write(&path, &file).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == file,
        "client/src/protocol/harvest.ts is out of date: \
         run PICNIC_WRITE_TYPES=1 cargo test -p picnic-server --lib typescript"
    );
}
