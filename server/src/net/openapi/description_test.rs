//! `openapi.json` is written from the types.
//!
//! `PICNIC_WRITE_TYPES=1 cargo test -p picnic-server --lib openapi` writes it anew; then `npm run types`
//! writes the page's types.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::net::openapi::DESCRIPTION;
use crate::net::openapi::operations::operations;
use crate::net::openapi::schemas::Schemas;
use crate::net::{API_VERSION, Route, frames, routes};

fn description() -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for (method, path, operation) in operations(&mut schemas) {
        paths.entry(path).or_insert_with(|| json!({}))[method] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "picnic",
            "version": API_VERSION,
            "description": "The HTTP API of a picnic server. Answers under /api/ say its version in the header picnic-api.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "..", "description": "The server that gave this description."}],
        "paths": paths,
        "components": {"schemas": schemas.definitions()},
    })
}

#[test]
fn the_description_is_that_of_the_types() {
    let written = format!("{}\n", serde_json::to_string_pretty(&description()).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os("PICNIC_WRITE_TYPES").is_some() {
        std::fs::write(&path, &written).unwrap();
        return;
    }
    assert!(
        DESCRIPTION == written,
        "server/openapi.json is out of date: \
         run PICNIC_WRITE_TYPES=1 cargo test -p picnic-server --lib openapi, then npm run types"
    );
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let name = |Route { method, path, .. }: Route| format!("{method} {path}").to_lowercase();
    let there: BTreeSet<_> = routes().into_iter().chain([frames()]).map(name).collect();
    let told = operations(&mut Schemas::new());
    let told: BTreeSet<_> =
        told.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(there, told);
}
