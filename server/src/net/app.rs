//! What every request can reach.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::cluster::reading::Reading;
use crate::config::Config;
use crate::log::Log;
use crate::metrics::Metrics;
use crate::models::OfferedModels;
use crate::net::addresses::Addresses;
use crate::net::bounds::Bounds;
use crate::net::disk_bounds::DiskBounds;
use crate::net::disk_looks::DiskLooks;
use crate::net::export_readers::Exports;
use crate::net::lines::Lines;
use crate::net::receive_budget::ReceiveBudget;
use crate::net::work::{LargeWork, Turns};
use crate::pool::Pool;
use crate::rooms::Rooms;
use crate::spoken_codes::SpokenCodes;

/// What every request can reach.
pub struct App {
    /// What is in force.
    pub config: Config,
    /// The rooms.
    pub rooms: Arc<Rooms>,
    /// The log, for its health.
    pub log: Arc<dyn Log>,
    /// The limits in force.
    pub bounds: Bounds,
    /// What rooms may take on disk.
    pub disk_bounds: DiskBounds,
    /// What addresses have and do.
    pub addresses: Arc<Addresses>,
    /// The codes by which people come into rooms.
    pub codes: SpokenCodes,
    /// Connections that go by events and posts.
    pub lines: Lines,
    /// The bytes of messages and bodies that are on their way.
    pub receive_budget: ReceiveBudget,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The model's reader, for cluster suggestions.
    pub reading: Arc<Reading>,
    /// Looks at the data folder's disk.
    pub looks: DiskLooks,
    /// The workshop models.
    pub models: OfferedModels,
    /// Exports, imports and checks of models that are worked on.
    pub large_work: LargeWork,
    /// Large bodies that are on their way here.
    pub large_bodies: Arc<Turns>,
    /// The turns of those who walk a large message.
    pub walks: Arc<Semaphore>,
    /// Exports that are on their way to their readers.
    pub exports: Exports,
    /// The threads that work suggestions out.
    pub pool: Arc<Pool>,
}
