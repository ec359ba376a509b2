//! What knows what: what each module of the server may use, and no circle of files in the protocol.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module of the server may use of the others.
const SERVER: [(&str, &[&str]); 21] = [
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
    ("room", &["limits", "document"]),
    ("access", &["limits", "room"]),
    ("harvest", &["limits", "document", "room"]),
    ("rooms", &["limits", "pool", "metrics", "panics", "log", "room"]),
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
            "net",
        ],
    ),
];

/// What the room knows nothing of: it is a pure state machine.
const NOT_IN_THE_ROOM: [&str; 4] = ["tokio", "rusqlite", "axum", "std::fs"];

#[test]
fn each_module_of_the_server_uses_only_what_it_may() {
    let mut wrong = Vec::new();
    for (file, uses) in uses_by_file(&source("server")) {
        let module = first_module(&file);
        if ["lib", "main", "bin"].contains(&module) {
            continue;
        }
        wrong.extend(against_the_order(&file, module, &uses));
    }
    assert!(wrong.is_empty(), "against the order of modules:\n{}", wrong.join("\n"));
}

fn against_the_order(file: &Path, module: &str, uses: &BTreeSet<Vec<String>>) -> Vec<String> {
    let known = |name: &str| SERVER.iter().find(|(known, _)| *known == name);
    let Some((_, may)) = known(module) else {
        return vec![format!("{} is a module without a place", file.display())];
    };
    let others = uses.iter().filter_map(|path| path.first()).filter(|used| *used != module);
    let wrong = others.filter(|used| known(used).is_some() && !may.contains(&used.as_str()));
    wrong.map(|used| format!("{} uses {used}", file.display())).collect()
}

#[test]
fn what_a_module_may_not_use_is_found() {
    let uses = |path: &str| BTreeSet::from([path.split("::").map(str::to_owned).collect()]);
    let of = |path: &str| against_the_order(Path::new("room/mod.rs"), "room", &uses(path)).len();
    assert_eq!(["limits::A", "room::board", "log::Log", "net::page"].map(of), [0, 0, 1, 1]);
    assert_eq!(against_the_order(Path::new("new.rs"), "new", &BTreeSet::new()).len(), 1);
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
            let named = code_of(&text).find(|line| line.contains(&format!("{name}::")));
            assert_eq!(named, None, "{} uses {name}", file.display());
        }
    }
}

#[test]
fn nothing_above_a_store_names_what_the_store_is_made_of() {
    let mut wrong = Vec::new();
    for (file, text) in texts(&source("server")) {
        if !file.starts_with("log/sqlite") && code_of(&text).any(|line| line.contains("rusqlite")) {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "SQLite is named in {}", wrong.join(", "));
}

#[test]
fn no_files_of_the_protocol_use_each_other_in_a_circle() {
    let root = source("protocol");
    let mut graph = BTreeMap::new();
    for (file, uses) in uses_by_file(&root) {
        let used: BTreeSet<String> = uses
            .iter()
            .filter_map(|path| file_of(&root, path))
            .filter(|name| *name != name_of(&file))
            .collect();
        graph.insert(name_of(&file), used);
    }
    assert!(
        graph.values().any(|used| !used.is_empty()),
        "no file uses another: the test reads nothing"
    );
    if let Some(circle) = circle_in(&graph) {
        panic!("a circle of files: {}", circle.join(" → "));
    }
}

fn source(package: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(package).join("src")
}

fn first_module(file: &Path) -> &str {
    let first = file.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// `session/plan` for `session/plan.rs`, `session` for `session/mod.rs`.
fn name_of(file: &Path) -> String {
    let name = file.with_extension("").to_string_lossy().into_owned();
    name.strip_suffix("/mod").map_or_else(|| name.clone(), str::to_owned)
}

/// The file that a path leads to: of `session::plan::Phase` it is `session/plan`. A folder's own file is what its files
/// have in common, and no circle.
fn file_of(root: &Path, path: &[String]) -> Option<String> {
    let (first, rest) = path.split_first()?;
    if root.join(first).is_dir() {
        let inner =
            rest.first().filter(|inner| root.join(first).join(format!("{inner}.rs")).exists())?;
        return Some(format!("{first}/{inner}"));
    }
    Some(first.clone())
}

/// Which paths of the crate each file names, but for its tests and its comments.
fn uses_by_file(root: &Path) -> Vec<(PathBuf, BTreeSet<Vec<String>>)> {
    texts(root).into_iter().map(|(file, text)| (file, uses_in(&text))).collect()
}

fn texts(root: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the source is there");
        for entry in entries.map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&entry).expect("source is text");
                let relative = entry.strip_prefix(root).expect("it lies there").to_path_buf();
                files.push((relative, text));
            }
        }
    }
    assert!(files.len() > 10, "the source is not where it was");
    files
}

/// Its lines, but for its tests and its comments.
fn code_of(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn uses_in(text: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for line in code_of(text) {
        assert!(
            !line.contains("crate::{"),
            "one `use` a module, so that this test can read it: {line}"
        );
        for rest in line.split("crate::").skip(1) {
            let path = rest.split("::").map(|part| {
                part.chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect::<String>()
            });
            found.insert(path.take(2).filter(|part| !part.is_empty()).collect());
        }
    }
    found
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
