//! What knows what: what each module of the server may use, and no circle of files anywhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::uses_of_files::{Names, graph_of, paths_by_module, source, texts};

/// What each module of the server may use of the others.
const SERVER: [(&str, &[&str]); 23] = [
    ("limits", &[]),
    ("spelling", &[]),
    ("process", &[]),
    ("panics", &[]),
    ("pool", &[]),
    ("metrics", &["process"]),
    ("document", &["limits"]),
    ("config", &["limits", "spelling"]),
    ("cluster", &["limits"]),
    ("models", &["limits", "spelling", "document"]),
    ("log", &["limits", "metrics"]),
    ("versions", &["limits", "document"]),
    ("room", &["limits", "document", "versions"]),
    ("access", &["limits", "room"]),
    ("harvest", &["limits", "document", "room"]),
    ("spoken_codes", &["limits", "room"]),
    ("rooms", &["limits", "pool", "metrics", "panics", "log", "versions", "room", "access"]),
    ("suggestions", &["limits", "pool", "document", "cluster", "rooms"]),
    ("link", &["access", "config", "log", "room"]),
    ("trial_start", &["access", "config", "log"]),
    ("cluster_file", &["cluster"]),
    (
        "net",
        &[
            "limits",
            "pool",
            "metrics",
            "document",
            "config",
            "cluster",
            "models",
            "log",
            "room",
            "access",
            "harvest",
            "rooms",
            "suggestions",
            "spoken_codes",
            "versions",
        ],
    ),
    (
        "serve",
        &[
            "limits",
            "process",
            "panics",
            "pool",
            "metrics",
            "config",
            "cluster",
            "models",
            "log",
            "access",
            "rooms",
            "suggestions",
            "spoken_codes",
            "net",
        ],
    ),
];

/// What the room knows nothing of: it is a pure state machine.
const NOT_IN_THE_ROOM: [&str; 4] = ["tokio", "rusqlite", "axum", "std::fs"];

#[test]
fn each_module_of_the_server_uses_only_what_it_may() {
    let paths = paths_by_module(&source("server"));
    let wrong: Vec<_> =
        paths.iter().flat_map(|(module, paths)| against_the_order(module, paths)).collect();
    assert!(wrong.is_empty(), "against the order of modules:\n{}", wrong.join("\n"));
}

fn against_the_order(module: &Names, paths: &BTreeSet<Names>) -> Vec<String> {
    let (file, first) = (module.join("/"), &module[0]);
    let known = |name: &str| SERVER.iter().find(|(known, _)| *known == name);
    let Some((_, may)) = known(first) else {
        return vec![format!("{file} is a module without a place")];
    };
    let others = paths.iter().filter_map(|path| path.first()).filter(|used| *used != first);
    let wrong = others.filter(|used| known(used).is_some() && !may.contains(&used.as_str()));
    wrong.map(|used| format!("{file} uses {used}")).collect()
}

#[test]
fn what_a_module_may_not_use_is_found() {
    let names = |path: &str| path.split("::").map(str::to_owned).collect::<Names>();
    let of = |path: &str| against_the_order(&names("room"), &[names(path)].into()).len();
    assert_eq!(["limits::A", "room::board", "log::Log", "net::page"].map(of), [0, 0, 1, 1]);
    assert_eq!(against_the_order(&names("new"), &BTreeSet::new()).len(), 1);
}

#[test]
fn the_order_of_modules_has_no_circle() {
    let graph = SERVER.iter().map(|(name, may)| {
        ((*name).to_owned(), may.iter().map(|used| (*used).to_owned()).collect())
    });
    assert_eq!(circle_in(&graph.collect()), None);
}

#[test]
fn the_room_knows_neither_runtime_nor_store_nor_network() {
    for (file, text) in texts(&source("server").join("room")) {
        for name in NOT_IN_THE_ROOM {
            let named = text.lines().find(|line| line.contains(&format!("{name}::")));
            assert_eq!(named, None, "{} uses {name}", file.display());
        }
    }
}

#[test]
fn nothing_above_a_store_names_what_the_store_is_made_of() {
    let mut wrong = Vec::new();
    for (file, text) in texts(&source("server")) {
        if !file.starts_with("log/sqlite") && text.contains("rusqlite") {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "SQLite is named in {}", wrong.join(", "));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    for package in ["protocol", "server", "embedding"] {
        let graph = graph_of(&paths_by_module(&source(package)));
        let is_used = |used: &BTreeSet<String>| !used.is_empty();
        assert!(graph.values().any(is_used), "no file of {package} uses another: nothing is read");
        if let Some(circle) = circle_in(&graph) {
            panic!("a circle of files of {package}: {}", circle.join(" → "));
        }
    }
}

/// One circle, if there is any, from a file back to itself.
fn circle_in(graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk(
        graph: &BTreeMap<String, BTreeSet<String>>,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> bool {
        let Some(last) = path.last().cloned() else { return false };
        for next in graph.get(&last).into_iter().flatten() {
            let is_back = path.contains(next);
            path.push(next.clone());
            if is_back || (!done.contains(next) && walk(graph, path, done)) {
                return true;
            }
            path.pop();
        }
        done.insert(last);
        false
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|from| {
        let mut path = vec![from.clone()];
        walk(graph, &mut path, &mut done).then_some(path)
    })
}

#[test]
fn a_circle_is_found_wherever_it_is() {
    let graph = |edges: &[(&str, &str)]| {
        let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in edges {
            graph.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        graph
    };
    assert_eq!(circle_in(&graph(&[("a", "b"), ("a", "c"), ("b", "c")])), None);
    let circle =
        circle_in(&graph(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")])).expect("a circle");
    assert_eq!(circle.last().map(String::as_str), Some("b"));
}
