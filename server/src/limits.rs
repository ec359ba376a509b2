//! Every limit of the server, with its unit and the reason for its size.

/// Shortest time between two flushes of a room's changes, ms. Short enough that the 99th
/// percentile from sent to seen stays under 16 ms, long enough that many senders share one frame.
pub const FLUSH_INTERVAL_MS: u64 = 10;

/// Shortest time between two presence frames of a room, ms.
pub const PRESENCE_INTERVAL_MS: u64 = 12;

/// Changes gathered into one flush, in bytes; more waits in the mailbox, which slows its senders.
pub const BATCH_BYTES_MAX: usize = 4 << 20;

/// A y-websocket client hangs up after 30 s without a message, so every socket hears something
/// this often, ms.
pub const KEEPALIVE_INTERVAL_MS: u64 = 20_000;

/// Shortest time between two requests to one connection to send what the board lacks, ms.
pub const ASK_AGAIN_INTERVAL_MS: u64 = 250;

/// Requests in a row to one connection before its socket is closed. Longer than a dead socket is
/// kept, for a client that reconnects finds its id taken by its own dead socket until then.
pub const ASK_AGAIN_MAX: u32 = 200;

/// Time between two tries to save while saving fails, ms.
pub const SAVE_RETRY_MS: u64 = 1_000;

/// Records after which a room is snapshotted, so that opening it stays quick.
pub const SNAPSHOT_RECORDS: u64 = 2_000;

/// Bytes of records after which a room is snapshotted; a larger board waits for as many bytes as
/// it has itself, so that snapshots cost at most as much as the log.
pub const SNAPSHOT_RECORD_BYTES: usize = 4 << 20;

/// Types inside each other on a board. A note's text is three deep; yrs deletes them by recursion,
/// and so do other people's browsers.
pub const NESTED_TYPES_MAX: u8 = 32;

/// Times that what several clients wrote in turn is gone through for the part that stands firm; the
/// rest is asked for again.
pub const FIRM_ROUNDS_MAX: usize = 64;

/// Documents inside the board that one change may bring. Boards have none; yrs writes six times the
/// bytes for one that it was sent.
pub const DOCUMENTS_IN_CHANGE_MAX: usize = 16;

/// Client ids on a board that may share their last [`ALIKE_BITS`] bits. yrs looks clients up by
/// those bits: thousands alike would take it seconds. Yjs draws ids at random: with 100,000 on a
/// board 24 share them, and more than twice as many never.
pub const CLIENTS_ALIKE_MAX: u16 = 64;

/// Bits of a client id that are compared for [`CLIENTS_ALIKE_MAX`].
pub const ALIKE_BITS: u32 = 12;

/// Client ids one participant may claim in a room: a reload makes one.
pub const CLAIMS_PER_PARTICIPANT_MAX: usize = 4_096;

/// Removed presence entries remembered, so that a late echo does not bring one back.
pub const PRESENCE_REMOVED_MAX: usize = 4_096;

/// Messages that wait for a room's task before its senders must wait.
pub const MAILBOX_MESSAGES: usize = 1_024;

/// Bytes that wait for one slow reader before it is put behind (rule 4).
pub const OUTBOX_BYTES_MAX: usize = 1 << 20;

/// Largest frame read from a client, bytes; configurable.
pub const FRAME_BYTES_MAX: usize = 256 << 10;

/// A room with no sockets is put away after this, seconds; configurable.
pub const IDLE_SECONDS: u64 = 60;

/// Largest body of an HTTP request, bytes.
pub const BODY_BYTES_MAX: usize = 64 << 10;

/// Shortest time between two commits of the log, ms: a commit costs more than what is in it.
pub const COMMIT_INTERVAL_MS: u64 = 2;

/// Records committed together, at most. Bounds the wait of the first of them.
pub const COMMIT_RECORDS_MAX: usize = 4_096;

/// Longest time a committed record waits for its fsync, ms.
pub const FSYNC_INTERVAL_MS: u64 = 100;

/// The database's write-ahead file is folded back when larger than this, bytes.
pub const CHECKPOINT_BYTES: u64 = 8 << 20;

/// Generations of snapshots kept a room (rule 8).
pub const SNAPSHOT_GENERATIONS: usize = 2;

/// The server pings a socket this often, s.
pub const PING_SECONDS: u64 = 20;

/// A socket that sent nothing, not even a pong, for this long is dead, s.
pub const DEAD_SECONDS: u64 = 45;

/// A write to a socket that makes no progress for this long ends it, s.
pub const WRITE_STALL_SECONDS: u64 = 60;

/// Time for rooms to flush, snapshot and close their sockets at the end, s.
pub const SHUTDOWN_SECONDS: u64 = 8;

/// How long a pass (the cookie of one room) lasts, s: a year of workshops.
pub const PASS_SECONDS: u64 = 365 * 24 * 60 * 60;
