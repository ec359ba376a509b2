//! Which files of a package use which, as their paths tell: with `crate::`, `super::` and `self::`, one by one or in braces.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path of the crate, from its root: `room`, `board`, `Board`.
pub(crate) type Names = Vec<String>;

pub(crate) fn source(package: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(package).join("src")
}

/// The source files under a folder, each with its code.
pub(crate) fn texts(root: &Path) -> Vec<(PathBuf, String)> {
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
                files.push((relative, code_of(&text)));
            }
        }
    }
    assert!(files.len() > 5, "the source is not where it was");
    files
}

/// The text of a file, but for its comments and what is there for its tests alone.
fn code_of(text: &str) -> String {
    let mut code = Vec::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            code.push(line);
            continue;
        }
        let item = lines.find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
        if !item.ends_with([';', ',', '}']) {
            let indent = item.len() - item.trim_start().len();
            let is_end = |line: &&str| line.get(indent..).is_some_and(|rest| rest.starts_with('}'));
            lines.find(is_end);
        }
    }
    code.join("\n")
}

/// What module each file is: `room/mod.rs` is `room`.
fn module_of(file: &Path) -> Names {
    let path = file.with_extension("");
    let mut names: Names = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| last == "mod");
    names
}

/// The paths of the crate that each module names; of a crate's own files, which are its top, none is one.
pub(crate) fn paths_by_module(root: &Path) -> BTreeMap<Names, BTreeSet<Names>> {
    let files: BTreeMap<_, _> =
        texts(root).into_iter().map(|(file, code)| (module_of(&file), code)).collect();
    let tops = ["lib", "main", "bin"];
    let modules = files.iter().filter(|(module, _)| !tops.contains(&module[0].as_str()));
    modules.map(|(module, code)| (module.clone(), paths_in(&files, module, code))).collect()
}

/// Those in one file. Of what stands without a beginning, the files of its own folder are meant.
fn paths_in(files: &BTreeMap<Names, String>, module: &Names, code: &str) -> BTreeSet<Names> {
    let is_inner = |inner: &&Names| inner.len() == module.len() + 1 && inner.starts_with(module);
    let inner = files.keys().filter(is_inner).filter_map(|inner| inner.last());
    let beginnings = ["crate", "super", "self"].into_iter().chain(inner.map(String::as_str));
    let mut found = BTreeSet::new();
    for beginning in beginnings {
        let begins =
            |at: usize| !code[..at].ends_with(|letter| is_of_name(letter) || letter == ':');
        let beginning = format!("{beginning}::");
        let there = code.match_indices(&beginning).map(|(at, _)| at);
        for at in there.filter(|at| begins(*at)) {
            found.extend(tree(&code[at..]).0.into_iter().map(|path| from_root(module, path)));
        }
    }
    found
}

/// The paths in a tree of names, as `use` has it, and what follows on it.
fn tree(text: &str) -> (Vec<Names>, &str) {
    let Some(mut rest) = text.strip_prefix('{') else {
        let end = text.find(|letter| !is_of_name(letter)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let (mut paths, rest) = match rest.strip_prefix("::") {
            Some(rest) => tree(rest),
            None => (vec![Vec::new()], rest),
        };
        if !name.is_empty() {
            paths.iter_mut().for_each(|path| path.insert(0, name.to_owned()));
        }
        return (paths, rest);
    };
    let mut paths = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter == ',' || letter.is_whitespace());
        if let Some(rest) = rest.strip_prefix('}') {
            return (paths, rest);
        }
        let (more, after) = tree(rest);
        paths.extend(more);
        // Past `*`, and past the name that something is given here.
        rest = match after.strip_prefix('*') {
            Some(after) => after,
            None => after.strip_prefix(" as ").unwrap_or(after).trim_start_matches(is_of_name),
        };
        assert!(!rest.is_empty(), "a brace does not end: {text}");
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The same path from the crate's root.
fn from_root(module: &Names, path: Names) -> Names {
    let mut root = module.clone();
    for name in path {
        match name.as_str() {
            "crate" => root.clear(),
            "super" => {
                root.pop();
            }
            "self" => {}
            _ => root.push(name),
        }
    }
    root
}

/// Which files use which, by the names of their modules, `room/board`. That a file uses what its own folder declares is no
/// circle, for the folder's file is what its files have in common; what that only has from another of them is theirs.
pub(crate) fn graph_of(
    paths: &BTreeMap<Names, BTreeSet<Names>>,
) -> BTreeMap<String, BTreeSet<String>> {
    let file_of = |path: &Names| {
        let mut parts = (0..=path.len()).rev().map(|end| &path[..end]);
        parts.find(|part| paths.contains_key(*part)).unwrap_or_default().to_vec()
    };
    // What a folder's file has from its files.
    let mut had: BTreeMap<Names, Names> = BTreeMap::new();
    for (module, path) in
        paths.iter().flat_map(|(module, of)| of.iter().map(move |path| (module, path)))
    {
        let file = file_of(path);
        if file.len() > module.len()
            && file.starts_with(module)
            && let Some(name) = path.get(file.len())
        {
            had.insert([module.as_slice(), std::slice::from_ref(name)].concat(), file);
        }
    }
    let meant = |path: &Names| {
        let file = file_of(path);
        let from_inside = path.get(..=file.len()).and_then(|path| had.get(path));
        from_inside.cloned().unwrap_or(file)
    };
    let edges = |(module, paths): (&Names, &BTreeSet<Names>)| {
        let used = paths.iter().map(meant).filter(|used| !module.starts_with(used));
        (module.join("/"), used.map(|used| used.join("/")).collect())
    };
    paths.iter().map(edges).collect()
}

#[test]
fn paths_are_read_from_wherever_they_begin() {
    let code = "use crate::room::{Effect, session::{Session, event::{self, Event as E}}};\n\
        use super::on_board::*;\nlet x = super::super::limits::MAX + inner::one() + not_inner::two();\n\
        use picnic_protocol::room::Elsewhere;";
    let names = |path: &str| path.split('/').map(str::to_owned).collect::<Names>();
    let files = ["room/board", "room/board/inner"].map(|file| (names(file), String::new()));
    let found = paths_in(&files.into(), &names("room/board"), code);
    let found: BTreeSet<_> = found.iter().map(|path| path.join("/")).collect();
    let expected = [
        "room/Effect",
        "room/session/Session",
        "room/session/event",
        "room/session/event/Event",
        "room/on_board",
        "limits/MAX",
        "room/board/inner/one",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}

#[test]
fn what_is_there_for_tests_alone_is_no_code() {
    let text = "one();\n#[cfg(test)]\nmod tests;\ntwo();\n// three();\n#[cfg(test)]\n#[path = \"x\"]\nmod tests {\n    \
        fn inner() {\n    }\n}\nfour();";
    assert_eq!(code_of(text), "one();\ntwo();\nfour();");
}

#[test]
fn what_a_folder_only_hands_on_is_the_inner_files() {
    let names = |path: &str| path.split('/').map(str::to_owned).collect::<Names>();
    let uses = [
        ("room", "room/board/Board"),
        ("room/board", "room/Effect"),
        ("room/board", "room/board/Board"),
        ("room/session", "room/Board"),
        ("net", "room/Room"),
        ("net", "room/Board"),
    ];
    let mut paths: BTreeMap<Names, BTreeSet<Names>> = BTreeMap::new();
    for (file, path) in uses {
        paths.entry(names(file)).or_default().insert(names(path));
    }
    let used = |file: &str| graph_of(&paths)[file].iter().cloned().collect::<Vec<_>>();
    assert_eq!(used("room"), ["room/board"]);
    assert!(used("room/board").is_empty(), "its own folder's");
    assert_eq!(used("room/session"), ["room/board"]);
    assert_eq!(used("net"), ["room", "room/board"]);
}
