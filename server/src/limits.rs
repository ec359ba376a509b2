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

/// Notes and titles weighed against each other for one suggestion. Every pair has a number of four
/// bytes, a few times over: about 200 MiB at this size, while it is computed.
pub const CLUSTER_TEXTS_MAX: usize = 4_000;

/// Characters of a text that are read for its words: the beginning says what a note is about.
pub const CLUSTER_TEXT_CHARS_MAX: usize = 1_000;

/// Pieces of words kept a note, so that a board of long notes is weighed in seconds.
pub const CLUSTER_PIECES_MAX: usize = 1_200;

/// Longest proposed title, characters: a line over a cluster.
pub const CLUSTER_TITLE_CHARS_MAX: usize = 40;

/// Words that say why notes are together, at most: what one reads at a glance.
pub const CLUSTER_TIES_MAX: usize = 5;

/// Vectors of notes kept by the embedding model's reader: 1.5 KiB each, so about 30 MiB.
pub const VECTORS_KEPT_MAX: usize = 20_000;

/// Texts that wait for the embedding model, which reads about a hundred a second.
pub const VECTORS_WAITING_MAX: usize = 4_096;
