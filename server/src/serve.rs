//! `picnic serve`: locks the data folder, opens the log, listens, and ends well on a signal.

use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use picnic_embedding::{EmbeddingModel, EmbeddingModelError};
use picnic_protocol::session::{KeptFor, Limits, NAME_CHARS_MAX, NOTE_CHARS_MAX, TITLE_CHARS_MAX};
use rustix::process::Signal;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};

use crate::access::folder::keep_to_this_user;
use crate::access::key::{self, random};
use crate::cluster::Basis;
use crate::cluster::reading::{Read, Reading};
use crate::config::Config;
use crate::limits::{
    FILES_RESERVED, FILES_WANTED, LARGE_BODIES_OF_ONE_MAX, LARGE_BODIES_OF_ONE_WAITING_MAX,
    ROOMS_MEMORY_PART, ROOMS_MEMORY_UNTOLD, SUGGESTING_THREADS_MAX, SUGGESTIONS_WAITING_MAX,
    WALKS_AT_ONCE,
};
use crate::log::LogError;
use crate::log::sqlite::SqliteLog;
use crate::metrics::Metrics;
use crate::models::OfferedModels;
use crate::net::accept::accept;
use crate::net::addresses::Addresses;
use crate::net::bounds::Bounds;
use crate::net::disk_bounds::DiskBounds;
use crate::net::disk_looks::DiskLooks;
use crate::net::export_readers::Exports;
use crate::net::lines::Lines;
use crate::net::receive_budget::ReceiveBudget;
use crate::net::work::{LargeWork, Turns};
use crate::net::{App, page_version, router};
use crate::panics;
use crate::pool::{NICENESS, Pool};
use crate::process;
use crate::rooms::retention::look_after;
use crate::rooms::{Rooms, Settings};
use crate::spoken_codes::SpokenCodes;
use crate::suggestions::ahead::read_ahead;

/// Connections that wait to be accepted.
const BACKLOG: i32 = 4_096;

/// Time for open requests and sockets to end, after the rooms have ended.
const CONNECTIONS_END: Duration = Duration::from_secs(1);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data folder cannot be made or used.
    #[error("the data folder {0} cannot be used: {1}")]
    Data(PathBuf, io::Error),
    /// Another server uses the data folder.
    #[error(
        "another picnic server uses the data folder {0}; stop it, or choose another with --data"
    )]
    Locked(PathBuf),
    /// The log cannot be opened.
    #[error("the data folder {0} cannot be opened: {1}")]
    Log(PathBuf, LogError),
    /// The embedding model cannot be used.
    #[error("{0}")]
    Model(#[from] EmbeddingModelError),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// Signals or sockets fail.
    #[error("the server ended: {0}")]
    Ended(#[from] io::Error),
}

/// Serves until SIGTERM, SIGINT or SIGQUIT; until a second of them, at once.
///
/// # Errors
/// When it cannot start.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    leave_be()?;
    outlive_full_files()?;
    let data = config.data.clone();
    let cannot_use = |error| ServeError::Data(data.clone(), error);
    keep_to_this_user(&data).map_err(cannot_use)?;
    let lock = File::create(data.join("lock")).map_err(cannot_use)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(ServeError::Locked(data)),
        Err(TryLockError::Error(error)) => return Err(cannot_use(error)),
    }
    if key::is_in(&data) && !SqliteLog::is_in(&data) {
        tracing::warn!(data = %data.display(), "there is a key and no database (picnic.db), or an empty one: picnic starts \
            without rooms. If there were any, stop it and put a backup of the database in its place");
    }
    let key = key::read_or_make(&data, || SqliteLog::holds_rooms(&data)).map_err(cannot_use)?;
    let known = SqliteLog::told_in(&data, key::MARK);
    key::refuse_another(&data, &key, known.as_deref(), || SqliteLog::holds_rooms(&data))
        .map_err(cannot_use)?;
    let metrics = Arc::new(Metrics::default());
    panics::count(metrics.panics.clone());
    let log = SqliteLog::open_counted(&data, metrics.clone())
        .map_err(|error| ServeError::Log(data.clone(), error))?;
    if let Err(error) = log
        .tell(key::MARK, &key::mark(&key))
        .and_then(|()| key::is_accepted(&data).map_err(LogError::from))
    {
        // The next start tries again.
        tracing::error!(%error, "the database cannot be told which key is its own");
    }
    let log = Arc::new(log);
    let models = offered_models(&config);
    let bounds = Bounds::of(&config);
    let receive_budget =
        ReceiveBudget::new(config.receive_bytes_max, config.receive_bytes_of_one_max());
    let (limits, idle) = (limits(&config), config.idle());
    let (memory_max, page) = (rooms_memory(&config), page_version());
    let disk_max = if config.no_limits { u64::MAX } else { config.room_disk() };
    let disk_bounds = DiskBounds::of(&config);
    let bounds_of_room = bounds.room;
    let settings = Settings { limits, idle, bounds: bounds_of_room, page, memory_max, disk_max };
    let rooms = Rooms::new(log.clone(), key, settings, metrics.clone())?;
    let places = places(files(), &config);
    let model = config.embedding_model.as_deref().map(EmbeddingModel::load).transpose()?;
    let counts = metrics.clone();
    let reading = Arc::new(Reading::start(model, move |read| {
        let count = match read {
            Read::Ahead => &counts.read_ahead,
            Read::WhenAsked => &counts.read_when_asked,
        };
        count.inc();
    })?);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.saturating_sub(1).clamp(1, SUGGESTING_THREADS_MAX);
    let pool = Arc::new(Pool::start("suggesting", NICENESS, threads, SUGGESTIONS_WAITING_MAX)?);
    let listener =
        listen(config.listen).map_err(|error| ServeError::Listen(config.listen, error))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    let address = listener.local_addr()?;
    tracing::info!(%address, data = %data.display(), "listening");
    match reading.basis() {
        Basis::Words => tracing::info!("cluster suggestions use words alone"),
        Basis::Model => tracing::info!("cluster suggestions use words and the embedding model"),
    }
    announce(address, &config);
    let app = Arc::new(App {
        config,
        rooms: rooms.clone(),
        log,
        bounds,
        disk_bounds,
        addresses: Addresses::new(bounds.address),
        codes: SpokenCodes::new(random()?),
        lines: Lines::default(),
        receive_budget,
        metrics: metrics.clone(),
        reading: reading.clone(),
        looks: DiskLooks::default(),
        models,
        large_work: LargeWork::start()?,
        walks: Arc::new(Semaphore::new(WALKS_AT_ONCE)),
        large_bodies: Turns::new(LARGE_BODIES_OF_ONE_MAX, LARGE_BODIES_OF_ONE_WAITING_MAX),
        exports: Exports::default(),
        pool: pool.clone(),
    });
    let ahead = tokio::spawn(read_ahead(rooms.clone(), reading, pool));
    let looking_after = tokio::spawn(look_after(rooms.clone()));
    let (stop, stopped) = watch::channel(false);
    let serving = accept(listener, router(app), places, metrics, stopped);
    let mut serving = tokio::spawn(serving);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = quit.recv() => {}
        ended = &mut serving => {
            ended.map_err(io::Error::other)?;
        }
    }
    tracing::info!("stopping: no new connections, rooms are flushed");
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = quit.recv() => {}
        }
        tracing::warn!(
            "told a second time: ending at once; the log has everything that anyone saw"
        );
        std::process::exit(1);
    });
    // Nobody hears it when nothing is served any more.
    let _ = stop.send(true);
    ahead.abort();
    looking_after.abort();
    rooms.stop().await;
    // Sockets are told with 1012 and have a moment to hear it.
    let _ = tokio::time::timeout(CONNECTIONS_END, serving).await;
    drop(rooms);
    tracing::info!("stopped");
    drop(lock);
    Ok(())
}

/// Signals that end a process that does not know them, and mean something else: the terminal went away, look at your
/// files again.
fn leave_be() -> io::Result<()> {
    for (kind, name) in [
        (SignalKind::hangup(), "SIGHUP"),
        (SignalKind::user_defined1(), "SIGUSR1"),
        (SignalKind::user_defined2(), "SIGUSR2"),
    ] {
        let mut heard = signal(kind)?;
        tokio::spawn(async move {
            while heard.recv().await.is_some() {
                tracing::info!(
                    "{name}: settings, models and the log's level are read at the start; nothing is done"
                );
            }
        });
    }
    Ok(())
}

/// A file may not grow past what the system allows (`ulimit -f`): writing fails, as on a full disk, where the signal would
/// end the process.
fn outlive_full_files() -> io::Result<()> {
    let mut heard = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()))?;
    tokio::spawn(async move {
        while heard.recv().await.is_some() {
            tracing::error!(
                "a file is as large as the system allows (ulimit -f); nothing more is saved in it"
            );
        }
    });
    Ok(())
}

/// The built-in models and those of the operator's folder; a bad file is told and left out.
fn offered_models(config: &Config) -> OfferedModels {
    let Some(folder) = &config.models else { return OfferedModels::default() };
    let (offered, skipped) = OfferedModels::default().with_folder(folder);
    for skipped in &skipped {
        for line in skipped.to_string().lines() {
            tracing::warn!("a workshop model is left out: {line}");
        }
    }
    tracing::info!(models = offered.models().len(), folder = %folder.display(), "workshop models");
    offered
}

fn limits(config: &Config) -> Limits {
    let count = |limit: usize| u32::try_from(limit).unwrap_or(u32::MAX);
    Limits {
        frame_bytes: count(config.frame_bytes_max),
        note_chars: count(NOTE_CHARS_MAX),
        title_chars: count(TITLE_CHARS_MAX),
        name_chars: count(NAME_CHARS_MAX),
        kept: kept(config),
    }
}

/// How long what is not used is kept, where it is not kept for good.
fn kept(config: &Config) -> KeptFor {
    let some = |count: u32| (count > 0).then_some(count);
    KeptFor {
        versions_days: some(config.keep_versions_days),
        bin_days: some(config.keep_bin_days),
        room_days: some(config.keep_unused_rooms_days),
        empty_room_hours: some(config.keep_empty_rooms_hours),
        taken_away_days: config.keep_taken_away_days,
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = socket2::Socket::new(
        socket2::Domain::for_address(address),
        socket2::Type::STREAM,
        Some(socket2::Protocol::TCP),
    )?;
    // A server that was killed is back on its port at once.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// How many files the process may have open: as many as it may allow itself.
fn files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files stays as it is");
            limit.current
        }
    };
    // The semaphore of connections counts no farther than this.
    let most = tokio::sync::Semaphore::MAX_PERMITS;
    current.and_then(|files| usize::try_from(files).ok()).map_or(most, |files| files.min(most))
}

/// What the boards of all open rooms may take in memory, bytes.
fn rooms_memory(config: &Config) -> usize {
    let part = |bytes: usize| (bytes as f64 * ROOMS_MEMORY_PART) as usize;
    let told = || process::memory_bytes().map_or(ROOMS_MEMORY_UNTOLD, part);
    if config.no_limits { usize::MAX } else { config.rooms_memory_max.unwrap_or_else(told) }
}

/// How many connections there are files for; says so when they are few.
fn places(files: usize, config: &Config) -> usize {
    let places = files.saturating_sub(FILES_RESERVED).max(1);
    if places < config.address_sockets_max {
        tracing::warn!(
            files,
            connections = places,
            "few files may be open, so that few connections fit; allow {FILES_WANTED}, with `ulimit \
             -n` or LimitNOFILE="
        );
    }
    places
}

/// Tells whoever started the server where it is.
fn announce(address: SocketAddr, config: &Config) {
    let mut out = io::stdout().lock();
    // A closed standard output is no reason not to serve.
    let _ = writeln!(out, "picnic listens on http://{address}{}/", config.base_path);
    let _ = out.flush();
}
