//! What the server counts, as Prometheus reads it. Totals only: no room, no person, no address.
//!
//! Counters and gauges are atomics. Histograms lock, and stand only where a commit, an fsync or a
//! suggestion was just waited for.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::process;

/// The content type of [`Metrics::encode`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What was refused, and by which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Refusal {
    /// A connection that asked for nothing.
    Connections,
    /// A connection for which there was no file left.
    Files,
    /// A socket that went on sending more than its pace.
    Pace,
    /// A frame that could not be decoded.
    Undecodable,
    /// A message that was too large.
    TooLarge,
    /// A message whose rest did not come, or for which the process held too much already.
    Receiving,
    /// A socket more than a room takes.
    RoomSockets,
    /// A note more than a room takes.
    RoomNotes,
    /// A change under one more client id than a board takes.
    RoomClientIds,
    /// A room that was not opened, for want of memory.
    Memory,
    /// A change for which a board had no bytes left.
    RoomBytes,
    /// A socket more than an address may have.
    AddressSockets,
    /// A socket opened sooner after the others than an address may.
    AddressJoins,
    /// A room made sooner after the others than an address may.
    AddressRooms,
    /// A room for which the server's disk had no more.
    ServerDisk,
    /// A room more than an address may have on disk.
    AddressDisk,
    /// A suggestion asked for sooner after the others than an address may.
    AddressSuggestions,
    /// A knock sooner after the others than those of an address may.
    AddressKnocks,
    /// A code typed after too many wrong ones.
    Codes,
    /// A suggestion for which the line was too long.
    Suggestions,
}

impl Refusal {
    const ALL: [Self; 20] = [
        Self::Connections,
        Self::Files,
        Self::Pace,
        Self::Undecodable,
        Self::TooLarge,
        Self::Receiving,
        Self::RoomSockets,
        Self::RoomNotes,
        Self::RoomClientIds,
        Self::RoomBytes,
        Self::Memory,
        Self::AddressSockets,
        Self::AddressJoins,
        Self::AddressRooms,
        Self::ServerDisk,
        Self::AddressDisk,
        Self::AddressSuggestions,
        Self::AddressKnocks,
        Self::Codes,
        Self::Suggestions,
    ];
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: Refusal,
}

/// Where something waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Queue {
    /// Exports, imports and checks of models, for a thread.
    LargeWork,
    /// Suggestions, for a thread.
    Suggestions,
    /// Exports that are worked out, or on their way to their readers.
    Exports,
    /// Messages, for their rooms.
    Rooms,
    /// Tasks, for a thread of the runtime.
    Tasks,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct In {
    queue: Queue,
}

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    /// WebSockets that are open.
    pub sockets: Gauge,
    /// Records sent to the log: one a flush.
    pub flushes: Counter,
    /// Bytes of frames read from sockets.
    pub received_bytes: Counter,
    /// Bytes of frames written to sockets.
    pub sent_bytes: Counter,
    /// Bytes held of messages and bodies that have not come to their end.
    pub receiving_bytes: Gauge,
    /// Frames dropped for a reader that is too slow.
    pub queue_drops: Counter,
    /// Changes that had got lost and came when a room compared what it has with what its writers have.
    /// Always 0, or something is wrong.
    pub healed: Counter,
    /// Records and snapshots that were found damaged and moved to the table `quarantine`. 0, or a disk is failing.
    pub set_aside: Counter,
    /// Panics, wherever they were caught.
    pub panics: Counter,
    /// Suggestions that were asked for and not awaited to their end.
    pub suggestions_left: Counter,
    /// Texts that the embedding model read before anybody asked, and while somebody waited.
    pub read_ahead: Counter,
    /// See [`Metrics::read_ahead`].
    pub read_when_asked: Counter,
    suggestion_seconds: Histogram,
    append_seconds: Histogram,
    fsync_seconds: Histogram,
    refusals: Family<Kind, Counter>,
    waiting: Family<In, Gauge>,
    open_files: Gauge,
    threads: Gauge,
    resident_bytes: Gauge,
    rooms: Gauge,
    rooms_memory_bytes: Gauge,
    rooms_memory_max_bytes: Gauge,
    rooms_disk_bytes: Gauge,
    rooms_disk_max_bytes: Gauge,
    saving: Gauge,
    oldest_unsaved_seconds: Gauge<f64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        // 0.1 ms to 3.3 s, by halves: an append on a quick disk takes 0.05 ms, a stall seconds.
        let seconds = || Histogram::new(exponential_buckets(1e-4, 2.0, 16));
        let mut metrics = Self {
            registry: Registry::with_prefix("picnic"),
            sockets: Gauge::default(),
            flushes: Counter::default(),
            received_bytes: Counter::default(),
            sent_bytes: Counter::default(),
            receiving_bytes: Gauge::default(),
            queue_drops: Counter::default(),
            healed: Counter::default(),
            set_aside: Counter::default(),
            panics: Counter::default(),
            suggestions_left: Counter::default(),
            read_ahead: Counter::default(),
            read_when_asked: Counter::default(),
            suggestion_seconds: seconds(),
            append_seconds: seconds(),
            fsync_seconds: seconds(),
            refusals: Family::default(),
            waiting: Family::default(),
            open_files: Gauge::default(),
            threads: Gauge::default(),
            resident_bytes: Gauge::default(),
            rooms: Gauge::default(),
            rooms_memory_bytes: Gauge::default(),
            rooms_memory_max_bytes: Gauge::default(),
            rooms_disk_bytes: Gauge::default(),
            rooms_disk_max_bytes: Gauge::default(),
            saving: Gauge::default(),
            oldest_unsaved_seconds: Gauge::default(),
        };
        for kind in Refusal::ALL {
            // Each is there from the start, so that its first step shows.
            drop(metrics.refusals.get_or_create(&Kind { kind }));
        }
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("sockets", "WebSockets that are open", self.sockets.clone());
        registry.register("rooms", "Rooms that are open", self.rooms.clone());
        for (name, help, figure) in [
            ("rooms_memory", "What the boards of open rooms take", &self.rooms_memory_bytes),
            ("rooms_memory_max", "What they may take", &self.rooms_memory_max_bytes),
            ("rooms_disk", "What all rooms take in the database", &self.rooms_disk_bytes),
            ("rooms_disk_max", "What they may take there", &self.rooms_disk_max_bytes),
        ] {
            registry.register_with_unit(name, help, Unit::Bytes, figure.clone());
        }
        registry.register("flushes", "Records sent to the log", self.flushes.clone());
        for (name, help, counter) in [
            ("received", "Bytes of frames read from sockets", &self.received_bytes),
            ("sent", "Bytes of frames written to sockets", &self.sent_bytes),
        ] {
            registry.register_with_unit(name, help, Unit::Bytes, counter.clone());
        }
        let receiving = "Bytes held of messages and bodies that have not come to their end";
        let held = self.receiving_bytes.clone();
        registry.register_with_unit("receiving", receiving, Unit::Bytes, held);
        let drops = "Frames dropped for readers that are too slow; each gets one diff instead";
        registry.register("queue_drops", drops, self.queue_drops.clone());
        let healed =
            "Changes that had got lost and came when they were asked for; 0, or something is wrong";
        registry.register("healed", healed, self.healed.clone());
        let aside = "Records and snapshots found damaged and set aside; 0, or a disk is failing";
        registry.register("set_aside", aside, self.set_aside.clone());
        let left = "Suggestions that nobody waited for to their end";
        registry.register("suggestions_left", left, self.suggestions_left.clone());
        let ahead = "Texts the model read before anybody asked";
        registry.register("read_ahead", ahead, self.read_ahead.clone());
        let asked = "Texts the model read while it was waited for";
        registry.register("read_when_asked", asked, self.read_when_asked.clone());
        registry.register("panics", "Panics that were caught", self.panics.clone());
        for (name, help, histogram) in [
            ("append", "From a write being given to the log to its commit", &self.append_seconds),
            ("fsync", "Bringing the log's commits to disk", &self.fsync_seconds),
            ("suggestion", "From asking for a suggestion to its answer", &self.suggestion_seconds),
        ] {
            registry.register_with_unit(name, help, Unit::Seconds, histogram.clone());
        }
        let oldest = "Age of the oldest write that is not on disk yet; 0 when all are";
        let age = self.oldest_unsaved_seconds.clone();
        registry.register_with_unit("oldest_unsaved", oldest, Unit::Seconds, age);
        registry.register("saving", "1 while the log takes what it is given", self.saving.clone());
        registry.register("refusals", "What was refused, by limit", self.refusals.clone());
        registry.register("waiting", "How much waits, by queue", self.waiting.clone());
        let files = "Files, sockets and pipes that the process has open";
        registry.register("open_files", files, self.open_files.clone());
        registry.register("threads", "Threads of the process", self.threads.clone());
        let resident = "Memory that the process takes";
        registry.register_with_unit("resident", resident, Unit::Bytes, self.resident_bytes.clone());
    }

    /// Counts refusals.
    pub fn refused(&self, kind: Refusal, count: usize) {
        self.refusals.get_or_create(&Kind { kind }).inc_by(count as u64);
    }

    /// So much waits there now.
    pub fn waits(&self, queue: Queue, count: usize) {
        self.waiting.get_or_create(&In { queue }).set(gauge(count));
    }

    /// What the process has of the machine now.
    pub fn look_at_process(&self) {
        for (figure, seen) in [
            (&self.open_files, process::open_files()),
            (&self.threads, process::threads()),
            (&self.resident_bytes, process::resident_bytes()),
        ] {
            figure.set(seen.map_or(0, gauge));
        }
    }

    /// The boards of open rooms take so much, and may take so much.
    pub fn rooms_take(&self, bytes: usize, max: usize) {
        self.rooms_memory_bytes.set(gauge(bytes));
        self.rooms_memory_max_bytes.set(gauge(max));
    }

    /// All rooms take so much in the database, and may take so much.
    pub fn rooms_keep(&self, bytes: u64, max: u64) {
        for (figure, bytes) in [(&self.rooms_disk_bytes, bytes), (&self.rooms_disk_max_bytes, max)]
        {
            figure.set(i64::try_from(bytes).unwrap_or(i64::MAX));
        }
    }

    /// A write was committed this long after it was given.
    pub fn appended(&self, after: Duration) {
        self.append_seconds.observe(after.as_secs_f64());
    }

    /// A suggestion was answered this long after it was asked for.
    pub fn suggested(&self, after: Duration) {
        self.suggestion_seconds.observe(after.as_secs_f64());
    }

    /// An fsync took this long.
    pub fn synced(&self, took: Duration) {
        self.fsync_seconds.observe(took.as_secs_f64());
    }

    /// Everything as text, with what is looked up rather than counted.
    #[must_use]
    pub fn encode(&self, rooms: usize, saving: bool, oldest_unsaved: Duration) -> String {
        self.rooms.set(gauge(rooms));
        self.saving.set(i64::from(saving));
        self.oldest_unsaved_seconds.set(oldest_unsaved.as_secs_f64());
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}

fn gauge(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
