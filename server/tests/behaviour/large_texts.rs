//! Texts from outside as large as they may be, and made to take long: what is worked out of them on the threads
//! for large work cannot be stopped halfway, so it has to end well within its time.

use std::fmt::Write as _;
use std::time::Duration;

use picnic::harvest::import::{check, first_change};
use picnic::harvest::{FORMAT, Harvest, VERSION};
use picnic::limits::{
    IMPORT_BYTES_MAX, IMPORT_ITEMS_MAX, LARGE_WORK_SECONDS_MAX, MODEL_BYTES_MAX, MODEL_FAULTS_MAX,
};
use picnic::models::read_model;
use picnic_protocol::session::Language;
use rustix::time::{ClockId, clock_gettime};

/// Of a work's time, also where nothing is optimized.
const MOST: Duration = Duration::from_secs(LARGE_WORK_SECONDS_MAX / 2);

/// The processor's time that this takes.
fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        let seconds = Duration::from_secs(time.tv_sec.unsigned_abs());
        seconds + Duration::from_nanos(time.tv_nsec.unsigned_abs())
    };
    let began = now();
    let done = work();
    let took = now() - began;
    println!("{what}: {took:.2?}");
    assert!(took < MOST, "{what}: {took:.2?}");
    done
}

/// As often as it fits.
fn full_of(head: &str, piece: impl Fn(usize) -> String, bytes_max: usize) -> String {
    let mut text = head.to_owned();
    for number in 0.. {
        let piece = piece(number);
        if text.len() + piece.len() > bytes_max {
            break;
        }
        text.push_str(&piece);
    }
    text
}

#[test]
fn no_model_file_takes_long() {
    let of =
        |head: &str, piece: &dyn Fn(usize) -> String| full_of(head, piece, MODEL_BYTES_MAX - 2);
    for (what, text) in [
        ("faults", of("", &|_| "=\n".to_owned())),
        ("headers", of("", &|number| format!("[t{number}]\n"))),
        ("misspelt headers", of("[[phases]]\n", &misspelt) + "[phases]\n"),
        ("lists of tables", of("", &|_| "[[phases]]\n".to_owned())),
        ("fields", of("", &|number| format!("f{number}=1\n"))),
        ("one name", of("a", &|_| ".a".to_owned()) + "=1"),
        ("names within names", of("", &|number| format!("a.b{number}.c=1\n"))),
        ("a list", of("a=[", &|_| "1,".to_owned()) + "]"),
        ("fields in JSON", of("{\"a\":1", &|number| format!(",\"f{number}\":1")) + "}"),
        ("the same field in JSON", of("{\"a\":1", &|_| ",\"a\":1".to_owned()) + "}"),
        ("phases in JSON", of("{\"phases\":[{}", &|_| ",{}".to_owned()) + "]}"),
        ("sections' texts", of("", &|_| "[[sections]]\ntitle={fi='a'}\n".to_owned())),
    ] {
        let faults = time(what, || read_model(&text)).expect_err(what);
        assert!(faults.len() <= MODEL_FAULTS_MAX, "{what}: {} faults", faults.len());
    }
}

/// One of some 65,000 ways to miss the header of the phases.
fn misspelt(number: usize) -> String {
    let mut name = String::from("[");
    let mut left = number;
    for letter in "phases".chars() {
        name.push(if left.is_multiple_of(2) { letter } else { letter.to_ascii_uppercase() });
        name.push_str(&"_".repeat(left / 2 % 4));
        left /= 8;
    }
    name + "]\n"
}

fn harvest(rest: &str) -> String {
    format!("{{\"format\":\"{FORMAT}\",\"version\":{VERSION},{rest}")
}

#[test]
fn no_import_takes_long() {
    let head = r#""title":"t","language":"en","madeMs":0,"#;
    let note = |number: usize| {
        format!(
            r#"{{"id":"n{number}","text":"{}","at":[1,2],"z":1,"color":"yellow"}},"#,
            "x".repeat(700)
        )
    };
    let mut notes = harvest(head) + r#""lone":["#;
    for number in 0..IMPORT_ITEMS_MAX {
        let note = note(number);
        if notes.len() + note.len() > IMPORT_BYTES_MAX - 100 {
            break;
        }
        notes.write_str(&note).unwrap();
    }
    notes.pop();
    notes.push_str("]}");
    let numbers = harvest(head) + r#""strokes":[{"id":"s","color":"yellow","width":1,"path":[1"#;
    let numbers = full_of(&numbers, |_| ",1".to_owned(), IMPORT_BYTES_MAX - 10) + "]}]}";
    let read = |what, text: &str| {
        time(what, || serde_json::from_str::<Harvest>(text))
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    };
    let whole = read("reading notes", &notes);
    time("checking notes", || check(&whole)).unwrap();
    let change = time("laying notes", || first_change("t", Language::En, &whole));
    assert!(change.len() > IMPORT_BYTES_MAX / 2);
    let whole = read("reading numbers", &numbers);
    assert!(time("checking numbers", || check(&whole)).is_err(), "a stroke has fewer points");
}
