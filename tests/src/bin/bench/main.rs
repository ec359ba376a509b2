//! What the server costs and how quick it is, beside a bare relay in the same run.
//!
//! `bench [--quick] [edits] [cursors] [joins] [idle] [opening] [session] [suggesting]` drives a fresh
//! server and its yardstick, each a process of its own, from this third process. Prints a table row by row and
//! leaves it with its figures in `tests/results/bench.md` and `bench.json`.

#![expect(clippy::print_stderr, reason = "what is measured now is said beside the table")]

mod fanout;
mod idle;
mod joins;
mod marks;
mod opening;
mod ready;
mod report;
mod session;
mod suggesting;
mod target;

use std::time::Duration;

use tokio::net::TcpListener;

use fanout::{Kind, Load};
use report::Report;

const EDITS: Load = Load {
    name: "edits, 50 clients, 10 × 20 Hz",
    kind: Kind::Edits,
    rooms: 1,
    clients: 50,
    senders: 10,
    hertz: 20,
};
const EDITS_100: Load =
    Load { name: "edits, 100 clients, 20 × 20 Hz", clients: 100, senders: 20, ..EDITS };
const EDITS_200: Load =
    Load { name: "edits, 200 clients, 50 × 20 Hz", clients: 200, senders: 50, ..EDITS };
const ROOMS: Load = Load {
    name: "edits, 100 rooms × 5 clients, 1 × 10 Hz",
    rooms: 100,
    clients: 5,
    senders: 1,
    hertz: 10,
    ..EDITS
};
const QUIET: Load =
    Load { name: "quiet room, 5 clients, 1 × 10 Hz", clients: 5, senders: 1, hertz: 10, ..EDITS };
const CURSORS: Load = Load {
    name: "cursors, 50 × 20 Hz",
    kind: Kind::Cursors,
    rooms: 1,
    clients: 50,
    senders: 50,
    hertz: 20,
};

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    match arguments.first().map(String::as_str) {
        Some("serve-relay") => runtime.block_on(async {
            picnic_tests::relay::serve(listen().await).await;
        }),
        Some("serve-ready") => runtime.block_on(async {
            let path = arguments.get(1).expect("the file of ready bytes");
            ready::serve(listen().await, std::fs::read(path).expect("ready bytes")).await;
        }),
        _ => runtime.block_on(run(&arguments)),
    }
}

/// Listens and says where, as the server does.
async fn listen() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}{}", target::LISTENS, listener.local_addr().expect("an address"));
    listener
}

async fn run(arguments: &[String]) {
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let chosen: Vec<_> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|word| *word == name);
    let slice = Duration::from_secs(if quick { 1 } else { 4 });
    let mut report = Report::new(quick);
    let fanouts: [(&str, &[&Load]); 2] = if quick {
        [("edits", &[&EDITS]), ("cursors", &[&CURSORS])]
    } else {
        [("edits", &[&EDITS, &EDITS_100, &EDITS_200, &ROOMS, &QUIET]), ("cursors", &[&CURSORS])]
    };
    for (name, loads) in fanouts {
        for load in loads.iter().filter(|_| wanted(name)) {
            eprintln!("{} …", load.name);
            report.fanout(fanout::measure(load, slice).await);
        }
    }
    if wanted("joins") {
        eprintln!("joins …");
        report.joins(joins::measure(if quick { 300 } else { 2_000 }, 0, slice).await);
        report.joins(joins::measure(300, if quick { 500 } else { 10_000 }, slice).await);
    }
    if wanted("idle") {
        eprintln!("idle sockets …");
        let (rooms, sockets) = if quick { (50, 250) } else { (400, 2_000) };
        report.idle(idle::measure(rooms, sockets).await);
    }
    if wanted("opening") {
        eprintln!("a year-old room …");
        report.opening(&opening::measure(if quick { 5_000 } else { 200_000 }).await);
    }
    if wanted("session") {
        eprintln!("a session …");
        let participants = if quick { 50 } else { 200 };
        report.session(session::measure(participants, slice).await);
    }
    if wanted("suggesting") {
        eprintln!("edits while suggesting …");
        report.suggesting(suggesting::measure(if quick { 300 } else { 2_000 }, slice).await);
    }
    report.finish();
}
