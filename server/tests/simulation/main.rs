//! Rooms, their log, people and the network under one seeded scheduler, with everything that goes
//! wrong at any step: delay, breaks, lines that are dead and not known to be, partitions, slow readers,
//! pages that sleep, clients that repeat and hand on what others say, large changes in parts, `kill -9`,
//! power loss, a disk that is full, stalls or rots, clocks that jump, pages of a later version.
//!
//! A failing seed prints its command. `PICNIC_SEED=7 cargo test -p picnic-server --test simulation`
//! replays it; `PICNIC_SEEDS=10000` runs that many. Some more are tried that another day has not.

#![allow(unreachable_pub, reason = "modules of one test")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod acts;
mod ballots;
mod checks;
mod deeds;
mod disk;
mod door;
mod faults;
mod grouping;
mod manners;
mod network;
mod page;
mod person;
#[path = "../random/mod.rs"]
mod random;
mod register;
mod rest;
mod rights_checks;
mod rules;
mod server;
mod session_checks;
mod shadow;
mod sockets;
mod tally;
#[path = "../behaviour/circle/view.rs"]
mod view;
mod words;
mod world;

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use disk::Kept;
use tally::Tally;
use world::{ROOMS, World, room_id};

/// Seeds in a run of the whole test suite.
const SEEDS: u64 = 200;

/// Seeds of the day, tried beside them.
const SEEDS_OF_THE_DAY: u64 = 50;

/// What a run leaves behind, to compare with another of the same seed.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    logs: Vec<Kept>,
    boards: Vec<Vec<(String, String)>>,
    took_ms: u64,
    /// Drafts that were laid, votes that were counted.
    laid: usize,
    counted: usize,
    /// Notes that lie in clusters, and free ones whose cluster is gone.
    clustered: usize,
    freed: usize,
    /// Versions of boards that were kept.
    versions: usize,
    tally: Tally,
}

#[expect(clippy::print_stderr, reason = "a failing seed tells how to replay it")]
fn run(seed: u64) -> Outcome {
    let simulated = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed);
        world.run();
        checks::all_agree(&world);
        session_checks::the_session_holds(&world);
        let (laid, counted) = session_checks::what_came_of_it(&world);
        session_checks::count_what_was_told(&mut world);
        world.tally.kept_aside = words::no_words_are_lost(&world);
        let (clustered, freed) = checks::every_note_is_in_one_cluster_at_most(&world);
        Outcome {
            logs: (0..ROOMS).map(|room| world.disk.kept(room_id(room))).collect(),
            boards: world.seats.iter().map(|seat| seat.person.board()).collect(),
            took_ms: world.now_ms,
            laid,
            counted,
            clustered,
            freed,
            versions: checks::versions_give_the_board_as_it_was(&world),
            tally: world.tally,
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
    let of_the_day = random::first_of_the_day(SEEDS_OF_THE_DAY);
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let [laid, counted, clustered, freed, versions] = [(); 5].map(|()| AtomicUsize::new(0));
    let tallied = [(); Tally::KINDS].map(|()| AtomicUsize::new(0));
    let run = |seed| {
        let outcome = run(seed);
        laid.fetch_add(outcome.laid, Ordering::Relaxed);
        counted.fetch_add(outcome.counted, Ordering::Relaxed);
        clustered.fetch_add(outcome.clustered, Ordering::Relaxed);
        freed.fetch_add(outcome.freed, Ordering::Relaxed);
        versions.fetch_add(outcome.versions, Ordering::Relaxed);
        for (sum, (_, count)) in tallied.iter().zip(outcome.tally.counts()) {
            sum.fetch_add(count, Ordering::Relaxed);
        }
    };
    let failed: Vec<u64> = std::thread::scope(|scope| {
        let workers = (0..threads).map(|first| {
            let all = (0..seeds).chain(of_the_day..of_the_day + SEEDS_OF_THE_DAY);
            let own = all.skip(first).step_by(threads);
            let run = &run;
            // Each tells its command; the others are tried all the same.
            scope.spawn(move || {
                let fails = |seed: &u64| catch_unwind(AssertUnwindSafe(|| run(*seed))).is_err();
                own.filter(fails).collect()
            })
        });
        let workers: Vec<_> = workers.collect();
        workers.into_iter().flat_map(|worker| -> Vec<u64> { worker.join().unwrap() }).collect()
    });
    assert!(failed.is_empty(), "{} seeds fail: {failed:?}", failed.len());
    let (laid, counted) = (laid.into_inner(), counted.into_inner());
    assert!(seeds < SEEDS || laid > 100 && counted > 10, "only {laid} laid, {counted} counted");
    let (clustered, freed) = (clustered.into_inner(), freed.into_inner());
    let enough = clustered > 500 && freed > 100;
    assert!(seeds < SEEDS || enough, "only {clustered} in clusters, {freed} freed by a deletion");
    let versions = versions.into_inner();
    assert!(seeds < SEEDS || versions > 1_000, "only {versions} versions");
    let names = Tally::default().counts().map(|(name, _)| name);
    let tallied = names.into_iter().zip(tallied.map(AtomicUsize::into_inner));
    let tallied: Vec<_> = tallied.collect();
    let enough = tallied.iter().zip(Tally::LEAST).all(|((_, count), least)| *count > least);
    assert!(seeds < SEEDS || enough, "only {tallied:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for seed in [3, 14, 159] {
        let outcome = run(seed);
        assert!(outcome.boards.iter().any(|board| !board.is_empty()));
        assert!(outcome == run(seed), "seed {seed} gives other bytes the second time");
    }
}
