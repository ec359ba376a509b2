//! Whether SQLite may write a damaged database anew by itself (`VACUUM`): it copies what a table's tree leads to, and what a
//! fork of it leads past is gone then, without a word. So it may where the trees of the tables are whole, by SQLite's
//! own check; all else is left to the next start, which reads the pages one by one and keeps the damaged file.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::log::sqlite::connection::connect;
use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::records::key_of;

/// Most faults that are looked at, one a page of a list of free pages that is damaged. Where there are more, not all are known.
const FAULTS_MAX: usize = 1_000_000;

/// How SQLite begins to tell of what holds no rows: the free pages, and the map of which page hangs on which.
const BESIDE_ROWS: [&str; 5] =
    ["Freelist:", "Main freelist:", "max rootpage", "incremental_vacuum enabled", "***"];

/// Whether the tables' trees are whole.
pub(super) fn are_tables_whole(connection: &Connection) -> rusqlite::Result<bool> {
    let mut query = connection.prepare(
        "SELECT rootpage, name FROM sqlite_schema WHERE type = 'index' AND rootpage > 0
         AND rootpage NOT IN (SELECT rootpage FROM sqlite_schema WHERE type = 'table')",
    )?;
    let indices =
        query.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?)))?;
    let indices = indices.collect::<rusqlite::Result<BTreeMap<_, _>>>()?;
    let mut query = connection.prepare(&format!("PRAGMA integrity_check({FAULTS_MAX})"))?;
    let faults = query.query_map([], |row| row.get::<_, String>(0))?;
    let faults = faults.collect::<rusqlite::Result<Vec<_>>>()?;
    let faults: Vec<_> = faults.iter().flat_map(|fault| fault.lines()).collect();
    Ok(faults.len() < FAULTS_MAX && spare_tables(&faults, &indices))
}

/// What leads to what a room has and to who may come in, with what orders a room's rows there.
const KEYED: [(&str, &str); 3] =
    [("records", "position"), ("doors", "copy"), ("spare_doors", "copy")];

/// Whether the trees of the tables that are found by a room's id are whole and in order. Otherwise one flipped bit leads past
/// rows, and SQLite, writing there, may go by what is damaged.
pub(super) fn are_keys_sound(database: &Path) -> bool {
    let Ok(reader) = connect(database, OpenFlags::SQLITE_OPEN_READ_ONLY) else { return true };
    KEYED.iter().all(|(table, orders)| {
        let is_whole = is_whole(&reader, table);
        match is_whole.and_then(|whole| Ok(whole && is_in_order(&reader, table, orders)?)) {
            Ok(true) => true,
            Ok(false) => {
                tracing::error!(table, "a table of the database is damaged");
                false
            }
            // One from before this table, or that cannot be opened, which is told elsewhere.
            Err(error) => !is_damage(&error),
        }
    })
}

/// Whether all of a table's tree is there. SQLite looks no further in so short a time.
fn is_whole(reader: &Connection, table: &str) -> rusqlite::Result<bool> {
    let look = format!("PRAGMA quick_check({table})");
    reader.query_row(&look, [], |row| Ok(row.get::<_, String>(0)? == "ok"))
}

/// Whether its rows stand in the order of their keys.
fn is_in_order(reader: &Connection, table: &str, orders: &str) -> rusqlite::Result<bool> {
    let mut query = reader.prepare(&format!("SELECT room, {orders} FROM {table}"))?;
    let mut rows = query.query([])?;
    let mut before = None;
    while let Some(row) = rows.next()? {
        let key = key_of(row)?;
        if key.is_none() || key <= before {
            return Ok(false);
        }
        before = key;
    }
    Ok(true)
}

/// Whether all of these faults, as SQLite says them, are beside the tables' rows: among free pages, or in indices, which
/// are made anew.
fn spare_tables(faults: &[&str], indices: &BTreeMap<u32, String>) -> bool {
    let tree = |fault: &str| -> Option<u32> {
        fault.strip_prefix("Tree ")?.split(' ').next()?.parse().ok()
    };
    let damaged: Vec<_> = faults.iter().filter_map(|fault| indices.get(&tree(fault)?)).collect();
    faults.iter().all(|fault| {
        *fault == "ok"
            || BESIDE_ROWS.iter().any(|beginning| fault.starts_with(beginning))
            || fault.starts_with("Page ") && fault.ends_with(": never used")
            || fault.contains("ointer map")
            || fault.contains("ptr map")
            || tree(fault).is_some_and(|root| indices.contains_key(&root))
            // An index that is whole and has more than its table tells of rows that this lost.
            || fault.contains(" index ") && damaged.iter().any(|index| fault.ends_with(&index[..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_amiss_beside_the_rows_spares_them_and_what_an_index_alone_tells_does_not() {
        let indices = BTreeMap::from([(4, "of_rooms".to_owned()), (7, "of_keys".to_owned())]);
        let spared = |faults: &[&str]| spare_tables(faults, &indices);
        assert!(spared(&["ok"]));
        assert!(spared(&["*** in database main ***", "Freelist: size is 3 but should be 4"]));
        assert!(spared(&[
            "Page 9: never used",
            "Tree 4 page 4: btreeInitPage() returns error code 11"
        ]));
        let of_index = [
            "Tree 4 page 4 cell 1: 2nd reference to page 9",
            "wrong # of entries in index of_rooms",
        ];
        assert!(spared(&of_index) && !spared(&of_index[1..]));
        assert!(!spared(&[
            "Tree 4 page 4: Offset 9 out of range",
            "row 1 missing from index of_keys"
        ]));
        for fault in
            ["Tree 9 page 9 right child: Rowid 168 out of order", "NULL value in parts.room"]
        {
            assert!(!spared(&["Page 9: never used", fault]), "{fault}");
        }
    }
}
