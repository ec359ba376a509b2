//! Which errors of SQLite's mean that the database is damaged.

use rusqlite::ErrorCode;

use crate::log::LogError;

/// Whether an error of SQLite means that the file is damaged. A column whose value is of another type than its table
/// takes was not written so, and none has a name that picnic does not know.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::InvalidColumnType(..))
        || error.to_string().contains("no such column")
        || matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
        )
}

impl From<rusqlite::Error> for LogError {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) { Self::Damaged(error.into()) } else { Self::Refused(error.into()) }
    }
}
