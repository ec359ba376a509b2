//! A database that SQLite cannot open: what can still be read of it moves into a new one, and the
//! damaged files are kept.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use picnic_protocol::ids::RoomId;
use rusqlite::types::Value;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension as _, params, params_from_iter,
};

use crate::log::sqlite::carve::{Carved, Row};
use crate::log::sqlite::companions::beside;
use crate::log::sqlite::generations::{self, PartRow};
use crate::log::sqlite::row::{checksum, signed};
use crate::log::sqlite::schema::SCHEMA;
use crate::log::sqlite::{doors, header, lost, version, write_ahead};
use crate::log::{LogError, Stored};

/// Files that belong to the database, beside itself.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// How many tables are moved.
const COUNT: usize = 11;

/// What is moved: each table with its columns, and the order in which it is read.
const TABLES: [(&str, &str, &str); COUNT] = [
    ("records", "room, position, checksum, bytes", "room, position"),
    ("snapshots", "room, position, checksum, bytes", "id"),
    ("spares", "room, position, checksum, bytes", "room"),
    ("quarantine", "room, position, checksum, bytes, origin", "id"),
    ("parts", "room, position, checksum, bytes, copy, part, parts", "id"),
    ("doors", "room, position, checksum, bytes, copy", "room, copy"),
    ("spare_doors", "room, position, checksum, bytes, copy", "room, copy"),
    ("versions", "room, number, from_ms, checksum, bytes", "id"),
    ("version_people", "room, number, position, checksum, bytes", "id"),
    ("seals", "room, position", "room"),
    ("used", "room, at_ms, is_empty", "room"),
];

/// Says beside the database that the next start is to salvage it.
pub(super) fn request_at_next_start(database: &Path) {
    if let Err(error) = File::create(request(database)) {
        tracing::error!(%error, "the next start cannot be told that the database is damaged");
    }
}

/// Takes back what [`request_at_next_start`] said: it is done already.
pub(super) fn cancel_at_next_start(database: &Path) {
    if let Err(error) = std::fs::remove_file(request(database)) {
        // It then writes anew what is whole.
        tracing::warn!(%error, "the next start cannot be told that the database is mended");
    }
}

fn request(database: &Path) -> PathBuf {
    beside(database, ".salvage")
}

/// Whether a database is to be salvaged before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    None,
    /// A page was found damaged when it was read. SQLite opens it all the same.
    Asked,
    /// SQLite would not open it, or not all of it.
    Header,
}

/// Looks at the database's header before SQLite does, and finishes a salvage that was cut off.
pub(super) fn need(database: &Path) -> Result<Need, LogError> {
    let salvaged = beside(database, ".salvaged");
    let mut file = match File::open(database) {
        Ok(file) => file,
        // Cut off between its last two steps.
        Err(error) if error.kind() == io::ErrorKind::NotFound && salvaged.exists() => {
            std::fs::rename(&salvaged, database)?;
            return Ok(Need::None);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Need::None),
        Err(error) => return Err(error.into()),
    };
    let mut start = [0; header::BYTES];
    let otherwise = if request(database).exists() { Need::Asked } else { Need::None };
    match file.read_exact(&mut start) {
        Ok(()) => {
            let write_ahead = std::fs::metadata(beside(database, "-wal"));
            let stands_alone = write_ahead.map_or(true, |metadata| metadata.len() == 0);
            // With a write-ahead file SQLite would open it all the same, and find at its first use that there is less.
            let is_whole = if stands_alone {
                header::counts_pages_of(&start, std::fs::metadata(database)?.len())
            } else {
                !lost::lacks_pages(database)?
            };
            let opens = header::is_sound(&start) && is_whole;
            Ok(if opens { otherwise } else { Need::Header })
        }
        // Not written yet: SQLite makes it anew.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(otherwise),
        Err(error) => Err(error.into()),
    }
}

/// Looks at the write-ahead file before SQLite does: where whole commits stand beyond the end
/// that SQLite will find, it is kept. True then.
pub(super) fn keep_if_cut(database: &Path) -> Result<bool, LogError> {
    let file = match std::fs::read(beside(database, "-wal")) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let commits = write_ahead::commits_lost(&file);
    if commits == 0 {
        return Ok(false);
    }
    let kept = beside(&aside(database), "-wal");
    std::fs::write(&kept, file)?;
    tracing::error!(kept = %kept.display(), commits,
        "the write-ahead file is damaged before its end: what was saved last is lost, unless \
         somebody's page still has it; the damaged file is kept");
    Ok(true)
}

/// Where damaged files of now are kept.
fn aside(database: &Path) -> PathBuf {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    beside(database, &format!(".damaged-{now}"))
}

/// Moves what can be read into a new database, and the damaged files aside. Returns whether it holds less, and nothing tells
/// whose.
///
/// # Errors
/// When nothing can be read, or there is no space; nothing is changed then.
pub(super) fn salvage(database: &Path) -> Result<bool, LogError> {
    tracing::error!(database = %database.display(), "the database is damaged; salvaging");
    let (copy, salvaged) = (beside(database, ".copy"), beside(database, ".salvaged"));
    for path in [&copy, &salvaged] {
        remove(path)?;
    }
    let result = copy_of(database, &copy).and_then(|()| read_into(database, &copy, &salvaged));
    // Also of a disk that is full.
    remove(&copy)?;
    let (counts, lacks_some) = match result {
        Ok((counts, lacks_some)) if counts.iter().any(|count| *count > 0) => (counts, lacks_some),
        Ok(_) => {
            remove(&salvaged)?;
            return Err(LogError::Lost(database.to_owned(), "it holds no rooms".to_owned()));
        }
        Err(error) => {
            remove(&salvaged)?;
            return Err(match error {
                LogError::Damaged(error) => LogError::Lost(database.to_owned(), error.to_string()),
                // The disk, most likely: nothing is lost for that.
                error => error,
            });
        }
    };
    File::open(&salvaged)?.sync_all()?;
    let kept = aside(database);
    for companion in COMPANIONS {
        let path = beside(database, companion);
        if path.exists() {
            std::fs::rename(path, beside(&kept, companion))?;
        }
    }
    std::fs::rename(database, &kept)?;
    std::fs::rename(&salvaged, database)?;
    if let Some(folder) = database.parent() {
        File::open(folder)?.sync_all()?;
    }
    remove(&request(database))?;
    let [records, snapshots, spares, set_aside, parts, doors, ..] = counts;
    tracing::error!(kept = %kept.display(), records, parts, snapshots, spares, doors, set_aside,
        "what could be read is in a new database; the damaged one is kept");
    Ok(lacks_some)
}

/// Removes a database of this module's own making.
fn remove(path: &Path) -> Result<(), LogError> {
    for path in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// A copy whose header SQLite can read. What the write-ahead file has counts, too.
fn copy_of(database: &Path, copy: &Path) -> Result<(), LogError> {
    let bytes = std::fs::copy(database, copy)?;
    let write_ahead = beside(database, "-wal");
    if write_ahead.exists() {
        std::fs::copy(write_ahead, beside(copy, "-wal"))?;
    }
    let mut file = File::options().read(true).write(true).open(copy)?;
    let mut start = [0; header::BYTES];
    if bytes < start.len() as u64 {
        return Err(LogError::Lost(database.to_owned(), format!("it has {bytes} bytes left")));
    }
    file.read_exact(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header::mended(start, bytes))?;
    Ok(file.sync_all()?)
}

/// Returns how many rows of each table were moved, and whether there are others that cannot be read.
fn read_into(
    database: &Path,
    copy: &Path,
    salvaged: &Path,
) -> Result<([usize; COUNT], bool), LogError> {
    let mut target = Connection::open(salvaged)?;
    target.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    target.pragma_update(None, "journal_mode", "OFF")?;
    target.execute_batch(SCHEMA)?;
    version::stamp(&target)?;
    // The new database has a header that the next start finds sound.
    target.pragma_update(None, "journal_mode", "WAL")?;
    let source = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut counts = match read_tables(&source, &mut target) {
        Ok(counts) => counts,
        Err(error @ LogError::Newer { .. }) => return Err(error),
        Err(error) => {
            tracing::error!(%error, "the database's tables are unreadable; its pages are read one by one");
            [0; COUNT]
        }
    };
    let carved = Carved::of(database)?;
    let lacks_some = add_carved(&carved, &mut target, &mut counts)?;
    target.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    target.close().map_err(|(_, error)| error)?;
    Ok((counts, lacks_some))
}

fn read_tables(source: &Connection, target: &mut Connection) -> Result<[usize; COUNT], LogError> {
    version::refuse_newer_in(source)?;
    let mut counts = [0; COUNT];
    let mut torn = Vec::new();
    for (count, (table, columns, order)) in counts.iter_mut().zip(TABLES) {
        let (moved, is_whole) = move_rows(source, target, table, columns, order)?;
        *count = moved;
        if !is_whole {
            torn.push(table);
        }
    }
    if !torn.is_empty() {
        let tables = torn.join(" ");
        tracing::error!(
            tables,
            "parts of the damaged database's tables are unreadable; their pages are read one by one"
        );
    }
    Ok(counts)
}

/// Adds what stands in pages that no tree leads to any more. Returns whether there are rows that cannot be read.
fn add_carved(
    carved: &Carved,
    target: &mut Connection,
    counts: &mut [usize; COUNT],
) -> Result<bool, LogError> {
    let txn = target.transaction()?;
    let mut lacks_some = carved.lacks_some();
    for (room, row) in carved.rows() {
        let room = room.as_bytes();
        match row {
            Row::Record(record) => {
                let (added, took_place) = add_record(&txn, *room, record)?;
                counts[0] += added;
                lacks_some |= took_place;
            }
            Row::Part(PartRow { position, part: 0, parts: 1, bytes: Some(bytes) }) => {
                let sum = checksum(*position, bytes);
                let put = "INSERT OR IGNORE INTO snapshots (room, position, checksum, bytes)
                           VALUES (?1, ?2, ?3, ?4)";
                let row = params![room, signed(*position), sum, bytes.as_ref()];
                counts[1] += txn.prepare_cached(put)?.execute(row)?;
            }
            Row::Part(PartRow { position, part, parts, bytes: Some(bytes) }) => {
                let sum = generations::checksum(
                    RoomId::from_bytes(*room),
                    *position,
                    *part,
                    *parts,
                    bytes,
                );
                let put = "INSERT INTO parts (room, position, copy, part, parts, checksum, bytes)
                           SELECT ?1, ?2, 0, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (
                               SELECT 1 FROM parts WHERE room = ?1 AND position = ?2
                               AND part = ?3 AND checksum = ?5 AND bytes = ?6)";
                let row = params![room, signed(*position), part, parts, sum, bytes.as_ref()];
                counts[4] += txn.prepare_cached(put)?.execute(row)?;
            }
            // The room finds it so, and says that it lacks something.
            Row::Spoiled(position, sum, bytes) => {
                let put = "INSERT OR IGNORE INTO records (room, position, checksum, bytes)
                           VALUES (?1, ?2, ?3, ?4)";
                let row = params![room, signed(*position), sum, bytes.as_ref()];
                txn.prepare_cached(put)?.execute(row)?;
                let find = "SELECT checksum FROM records WHERE room = ?1 AND position = ?2";
                let there: i64 = txn
                    .prepare_cached(find)?
                    .query_row(params![room, signed(*position)], |row| row.get(0))?;
                // The place it names is another's.
                lacks_some |= there != *sum;
            }
            Row::Part(PartRow { bytes: None, .. }) => {}
            Row::Door(position, bytes) => {
                doors::put(&txn, RoomId::from_bytes(*room), *position, bytes)?;
            }
        }
    }
    // Their rows are with the rooms they belong to.
    for stray in carved.strays() {
        for table in ["records", "snapshots", "spares", "doors", "spare_doors"] {
            txn.execute(&format!("DELETE FROM {table} WHERE room = ?1"), [stray])?;
        }
    }
    txn.commit()?;
    Ok(lacks_some)
}

/// Adds a record that holds, also in place of one that names its place and does not: that stood elsewhere. Returns how many
/// there are more, and whether it took a place.
fn add_record(
    txn: &Connection,
    room: [u8; 16],
    record: &Stored,
) -> Result<(usize, bool), LogError> {
    let Stored { position, bytes } = record;
    let (place, sum) = (signed(*position), checksum(*position, bytes));
    let put = "INSERT OR IGNORE INTO records (room, position, checksum, bytes)
               VALUES (?1, ?2, ?3, ?4)";
    let added = txn.prepare_cached(put)?.execute(params![room, place, sum, bytes.as_ref()])?;
    let find =
        "SELECT checksum, bytes FROM records WHERE room = ?1 AND position = ?2 AND checksum <> ?3";
    let other = txn
        .prepare_cached(find)?
        .query_row(params![room, place, sum], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    let Some(_) = other.filter(|(sum, bytes)| checksum(*position, bytes) != *sum) else {
        return Ok((added, false));
    };
    let replace = "UPDATE records SET checksum = ?3, bytes = ?4 WHERE room = ?1 AND position = ?2";
    txn.prepare_cached(replace)?.execute(params![room, place, sum, bytes.as_ref()])?;
    Ok((added, true))
}

/// From the front until a page cannot be read, and then from the back: what lies between is lost
/// from this table, and in the kept file. Returns how many rows there were, and whether that is all of them.
fn move_rows(
    source: &Connection,
    target: &mut Connection,
    table: &str,
    columns: &str,
    order: &str,
) -> Result<(usize, bool), LogError> {
    let places = columns.split(',').enumerate().map(|(index, _)| format!("?{}", index + 1));
    let places = places.collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})");
    let backwards = order.split(", ").map(|column| format!("{column} DESC"));
    let backwards = backwards.collect::<Vec<_>>().join(", ");
    let txn = target.transaction()?;
    let (mut moved, mut is_whole) = (0, true);
    for order in [order, &backwards] {
        let Ok(mut query) =
            source.prepare(&format!("SELECT {columns} FROM {table} ORDER BY {order}"))
        else {
            // A database from before this table.
            continue;
        };
        let mut rows = query.query([])?;
        is_whole = loop {
            match rows.next() {
                Ok(Some(row)) => moved += put(&txn, &insert, row)?,
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        if is_whole {
            break;
        }
    }
    txn.commit()?;
    Ok((moved, is_whole))
}

fn put(txn: &Connection, insert: &str, row: &rusqlite::Row<'_>) -> Result<usize, LogError> {
    // As it is, whatever it is.
    let values = (0..row.as_ref().column_count()).map(|column| row.get::<_, Value>(column));
    let values = values.collect::<rusqlite::Result<Vec<_>>>()?;
    match txn.prepare_cached(insert)?.execute(params_from_iter(values)) {
        // No row of picnic's, for a value is of another type. The kept file has it.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(0),
        put => Ok(put?),
    }
}
