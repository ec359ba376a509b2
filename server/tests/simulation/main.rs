//! Rooms, their log, people and the network under one seeded scheduler, with everything that goes
//! wrong at any step: delay, breaks, partitions, slow readers, `kill -9`, power loss, a disk that is
//! full, stalls or rots, clocks that jump.
//!
//! A failing seed prints its command. `PICNIC_SEED=7 cargo test -p picnic-server --test simulation`
//! replays it; `PICNIC_SEEDS=10000` runs that many.

#![allow(unreachable_pub, reason = "modules of one test")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod checks;
mod disk;
mod faults;
mod network;
mod person;
#[path = "../random/mod.rs"]
mod random;
mod server;
mod sockets;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use disk::Kept;
use world::{ROOMS, World, room_id};

/// Seeds in a run of the whole test suite.
const SEEDS: u64 = 200;

/// What a run leaves behind, to compare with another of the same seed.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    logs: Vec<Kept>,
    boards: Vec<Vec<(String, String)>>,
    took_ms: u64,
}

#[expect(clippy::print_stderr, reason = "a failing seed tells how to replay it")]
fn run(seed: u64) -> Outcome {
    let simulated = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed);
        world.run();
        checks::all_agree(&world);
        Outcome {
            logs: (0..ROOMS).map(|room| world.disk.kept(room_id(room))).collect(),
            boards: world.seats.iter().map(|seat| seat.person.notes()).collect(),
            took_ms: world.now_ms,
        }
    }));
    simulated.unwrap_or_else(|panic| {
        eprintln!(
            "seed {seed} fails; replay it with \
             PICNIC_SEED={seed} cargo test -p picnic-server --test simulation"
        );
        std::panic::resume_unwind(panic)
    })
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[test]
fn whatever_happens_all_agree_and_nothing_seen_or_saved_is_lost() {
    if let Some(seed) = number("PICNIC_SEED") {
        run(seed);
        return;
    }
    let seeds = number("PICNIC_SEEDS").unwrap_or(SEEDS);
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let failed: Vec<u64> = std::thread::scope(|scope| {
        let workers = (0..threads).map(|first| {
            let own = (first..seeds).step_by(usize::try_from(threads).unwrap());
            // Each tells its command; the others are tried all the same.
            scope.spawn(move || own.filter(|seed| catch_unwind(|| run(*seed)).is_err()).collect())
        });
        let workers: Vec<_> = workers.collect();
        workers.into_iter().flat_map(|worker| -> Vec<u64> { worker.join().unwrap() }).collect()
    });
    assert!(failed.is_empty(), "{} of {seeds} seeds fail: {failed:?}", failed.len());
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for seed in [3, 14, 159] {
        let outcome = run(seed);
        assert!(outcome.boards.iter().any(|board| !board.is_empty()));
        assert!(outcome == run(seed), "seed {seed} gives other bytes the second time");
    }
}
