//! Dates as people write them in each language.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use picnic_protocol::session::Language;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of a moment where the server is, in words of a language.
pub(super) fn day_of(unix_ms: u64, zone: &TimeZone, language: Language) -> String {
    let ms = i64::try_from(unix_ms).unwrap_or(i64::MAX);
    let moment = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
    written(moment.to_zoned_datetime(zone.clone()).date(), language)
}

/// A day such as `2027-01-31` in words of a language; as it is where it is no day.
pub(super) fn day_in_words(day: &str, language: Language) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_owned(), |date| written(date, language))
}

fn written(date: Date, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => {
            format!("{}.{}.{}", date.day(), date.month(), date.year())
        }
        Language::En => {
            let month = usize::try_from(date.month() - 1).unwrap_or_default();
            format!("{} {} {}", date.day(), ENGLISH_MONTHS[month % 12], date.year())
        }
    }
}

/// A moment as a spreadsheet reads it, `2027-01-31 09:30:00`, in UTC.
pub(super) fn moment_utc(unix_ms: u64) -> String {
    let ms = i64::try_from(unix_ms).unwrap_or(i64::MAX);
    let moment = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_its_readers_write_it() {
        let moment = 1_797_206_400_000;
        let day = |language| day_of(moment, &TimeZone::UTC, language);
        assert_eq!(day(Language::Fi), "14.12.2026");
        assert_eq!(day(Language::Sv), "14.12.2026");
        assert_eq!(day(Language::En), "14 December 2026");
        assert_eq!(day_in_words("2027-01-31", Language::Fi), "31.1.2027");
        assert_eq!(day_in_words("soon", Language::En), "soon");
        assert_eq!(moment_utc(moment), "2026-12-14 00:00:00");
        assert!(!day_of(u64::MAX, &TimeZone::UTC, Language::Fi).is_empty());
    }
}
