//! The structural check under fire (rule 6): mutated frames of real clients and updates that are
//! well-formed and mean harm. What passes the check, the board survives.
//!
//! `PICNIC_FUZZ_SECONDS=600 cargo test --release -p picnic-server --test fuzz` runs that long. A
//! failing case prints itself; `PICNIC_FUZZ_CASE=7` replays it. Half of the time goes to cases that
//! another day has not; `PICNIC_FUZZ_FIRST=7` tries those from there on instead.

#![allow(unreachable_pub, reason = "modules of one test")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod generate;
mod memory;
mod mutate;
mod oracle;
#[path = "../random/mod.rs"]
mod random;

use std::time::{Duration, Instant};

use generate::Known;
use oracle::{Boards, survives};
use random::Random;

/// How long a run of the whole test suite takes for this, s: one half for the same cases each time, one
/// for those of the day.
const SECONDS: u64 = 8;

/// More cases than a day's run comes to.
const CASES_OF_A_DAY: u64 = 1 << 24;

fn corpus(kinds: &[&str]) -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../protocol/corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| {
        file.extension().is_some_and(|kind| kinds.iter().any(|wanted| kind == *wanted))
    });
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

fn known(boards: &Boards) -> Known {
    Known { heads: boards.clocks().into_iter().collect() }
}

fn case(number: u64, updates: &[Vec<u8>], whole: &[Vec<u8>], passed: &mut u64) {
    let mut random = Random::new(number);
    let mut boards = if random.one_in(2) {
        Boards::new()
    } else {
        Boards::holding(random.pick::<Vec<u8>>(whole))
    };
    for _ in 0..=random.below(6) {
        let bytes = if random.one_in(4) {
            mutate::frame(&mut random, updates)
        } else {
            generate::update(&mut random, &known(&boards), 12)
        };
        let took = if random.one_in(5) {
            boards.take_part(&bytes, random.below(4))
        } else {
            boards.take(&bytes)
        };
        *passed += u64::from(took);
    }
    boards.verify();
}

#[test]
fn what_passes_the_check_the_board_survives() {
    let (updates, whole) = (corpus(&["update", "board"]), corpus(&["board"]));
    let mut passed = 0;
    if let Some(only) = number("PICNIC_FUZZ_CASE") {
        case(only, &updates, &whole, &mut passed);
        return;
    }
    let seconds = number("PICNIC_FUZZ_SECONDS").unwrap_or(SECONDS);
    let firsts = match number("PICNIC_FUZZ_FIRST") {
        Some(first) => vec![first],
        None => vec![0, random::first_of_the_day(CASES_OF_A_DAY)],
    };
    let each = Duration::from_secs(seconds) / u32::try_from(firsts.len()).unwrap();
    let mut tried = 0;
    for first in firsts {
        let deadline = Instant::now() + each;
        for next in first.. {
            if Instant::now() >= deadline {
                break;
            }
            if let Err(why) = survives(|| case(next, &updates, &whole, &mut passed)) {
                panic!(
                    "case {next}: {why}; replay it with \
                     PICNIC_FUZZ_CASE={next} cargo test -p picnic-server --test fuzz"
                );
            }
            tried += 1;
        }
    }
    assert!(passed > tried, "most updates pass, or nothing is tried");
}
