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

/// Requests in a row that follow each other so quickly; after them each waits twice as long as the
/// one before.
pub const ASK_QUICKLY: u32 = 8;

/// How often that wait doubles: to 16 s.
pub const ASK_DOUBLINGS_MAX: u32 = 6;

/// Requests in a row before somebody is told that what they sent stands on something that never came,
/// and is asked no more: by then a dead socket that may have it is known to be dead.
pub const ASK_AGAIN_MAX: u32 = 18;

/// Time after which what somebody wrote is compared with what the board has, ms. The answer repeats
/// all deletions of the board, some KB, so that it is asked for once a minute of those who write.
pub const COMPARE_INTERVAL_MS: u64 = 60_000;

/// Time that a socket has to show that it is there when somebody else wants its client id, ms. A
/// phone's network answers within one second; a dead one keeps its successor waiting for no more.
pub const PROOF_MS: u64 = 3_000;

/// Shortest time between two such requests to one socket, ms: nobody keeps another busy by wanting
/// their id.
pub const PROOF_PAUSE_MS: u64 = 1_000;

/// Time after which blocks under the id of somebody who is away, or of whom nobody may find out whether they are here,
/// are refused, ms. Longer than a silent writer is waited for.
pub const VERDICT_MS: u64 = 5_000;

/// The same where their writer is here and was asked, and says nothing: a dead line is closed before, ms.
pub const UNANSWERED_MS: u64 = DEAD_SECONDS * 1_000 + VERDICT_MS;

/// Runs of changes that came and wait for others, remembered for each socket: what is typed in a row is one.
pub const CAME_RUNS_MAX: usize = 256;

/// Answers that are not taken either, after which a replica is taken for one that keeps what it deletes: the first may have
/// been on its way.
pub const REFUSED_ANSWERS_MAX: u8 = 2;

/// How long what somebody wrote beside blocks of another, which are not taken, waits for those after it was told, ms: their
/// writer may be on a train.
pub const STRANDED_MS: u64 = 60_000;

/// Time between two tries to save while saving fails, ms.
pub const SAVE_RETRY_MS: u64 = 1_000;

/// A room that could not be saved counts as one for so long after its last try: it is gone when there is none. ms.
pub const UNSAVED_ROOM_MS: u64 = 10 * SAVE_RETRY_MS;

/// A smaller snapshot is not compacted, bytes: it loads in a few ms as it is.
pub const COMPACTION_BYTES_MIN: usize = 64 << 10;

/// A change of so many bytes may take a room long: such work is done beside the threads that all tasks share.
pub const LONG_WORK_BYTES: usize = 32 << 10;

/// Several changes of so many bytes in all may, too.
pub const LONG_TURN_BYTES: usize = 256 << 10;

/// A room that has worked for so long, ms, lets others go before it, if it has more to do.
pub const LONG_TURN_MS: u128 = 50;

/// A step of a room that took so long, ms, was long: its next turn is expected to be, too.
pub const LONG_WORK_MS: u64 = 3;

/// Changes that a room may append while its snapshot is compacted; past that the compact board is
/// stored, and not taken over.
pub const COMPACTION_RECORDS_MAX: usize = 1_024;

/// How long whoever comes is told that a part of a room's log could not be read, ms: thirty days, in which those who still
/// have a page with what is missing come by.
pub const DAMAGE_TOLD_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// Records after which a room is snapshotted, so that opening it stays quick.
pub const SNAPSHOT_RECORDS: u64 = 2_000;

/// Bytes of records after which a room is snapshotted: they fold in some 12 ms. A larger board
/// waits for an eighth of its own bytes, so that two generations with the records between them
/// stay under three times the board.
pub const SNAPSHOT_RECORD_BYTES: usize = 40 << 10;

/// Bytes of a board in one part of a snapshot: with its row, a page of the database, so that a flipped bit costs
/// a dozen notes.
pub const SNAPSHOT_PART_BYTES: usize = 3_600;

/// Types inside each other on a board. A note's text is three deep; XML documents of editors go some dozens
/// deep. yrs writes and deletes them by recursion: 1,056 overflow a room's stack of 2 MiB.
pub const NESTED_TYPES_MAX: u8 = 200;

/// Times that what several clients wrote in turn is gone through for the part that stands firm; the
/// rest is asked for again.
pub const FIRM_ROUNDS_MAX: usize = 64;

/// Blocks of one change, written within a letter, of which what they stand before is sought: each goes through the text.
pub const CUT_LETTERS_MAX: usize = 64;

/// CPU time beyond what its bytes explain that a socket's changes may take to fold, ms, until it is
/// closed. Nothing that clients write comes near; while it is spent, the others in the room wait.
pub const EFFORT_MS_MAX: u64 = 200;

/// Time after which all of that is given back, seconds.
pub const EFFORT_SECONDS_TO_RECOVER: u64 = 60;

/// CPU time that a byte of a change explains, ns. yrs takes 50 to 200 for what people write.
pub const EFFORT_PER_BYTE_NS: u64 = 1_000;

/// CPU time that any change explains, µs.
pub const EFFORT_PER_CHANGE_US: u64 = 500;

/// Blocks of a change that are folded before the first look at the time they take. So many more
/// than twice are folded between two looks, so they are few: each may cost 10 ms.
pub const FIRST_BLOCKS: usize = 16;

/// Documents inside the board that one change may bring, or one part of a large one. Boards have none; yrs
/// writes six times the bytes for one that it was sent, and holds some 2 KB.
pub const DOCUMENTS_IN_CHANGE_MAX: usize = 256;

/// Client ids on a board that may share their last [`ALIKE_BITS`] bits. yrs looks clients up by
/// those bits: thousands alike would take it seconds. Yjs draws ids at random: with 100,000 on a
/// board 24 share them, and more than twice as many never.
pub const CLIENTS_ALIKE_MAX: u16 = 64;

/// Bits of a client id that are compared for [`CLIENTS_ALIKE_MAX`].
pub const ALIKE_BITS: u32 = 12;

/// Client ids one participant may claim in a room: a reload makes one.
pub const CLAIMS_PER_PARTICIPANT_MAX: usize = 4_096;

/// How long an id that a silent line lost may go back to it, or on to whoever has more of it: somewhat longer than a
/// line that says nothing is kept.
pub const PASSED_MS: u64 = 60_000;

/// Client ids that a room remembers as named by somebody who left with nothing written: ids, 16 B each. A room of 500
/// that all come anew for hours; past it the oldest may be taken for good by somebody with a pass, as any that nobody named.
pub const LEFT_BEHIND_MAX: usize = 16_384;

/// Client ids that a room remembers as written under while nobody was named, 20 B each in the head of a snapshot: thirty
/// each of 500 people. Past it every id that anything stands under counts as one of them, for nobody may be named who was not.
pub const UNNAMED_MAX: usize = 16_384;

/// Client ids that a room keeps for people with a pass who named them, wrote nothing yet and are gone or silent: ids and
/// owners, 100 B each. Past it the oldest is free for whoever names it.
pub const NAMED_KEPT_MAX: usize = 16_384;

/// Removed presence entries remembered, so that a late echo does not bring one back.
pub const PRESENCE_REMOVED_MAX: usize = 4_096;

/// How often a room is opened for one who comes, when its task ends before they are in: it was put away, or it breaks.
pub const ROOM_TRIES_MAX: u32 = 5;

/// How much longer each time is waited before that, ms; the first time nothing, for a room that was put away is not
/// broken.
pub const ROOM_RETRY_MS: u64 = 50;

/// Messages that wait for a room's task before its senders must wait.
pub const MAILBOX_MESSAGES: usize = 1_024;

/// Bytes of answers to those who ask for the board that are made in one look, bytes; the next look follows at once.
/// Newcomers share one encoded board and cost none.
pub const REPLY_BYTES_AT_ONCE: usize = 8 << 20;

/// Bytes that wait for one slow reader before it is put behind (rule 4).
pub const OUTBOX_BYTES_MAX: usize = 1 << 20;

/// Largest message that is no change of the board, bytes, and what the page sends at once; configurable.
/// A change may be as large as a board.
pub const FRAME_BYTES_MAX: usize = 256 << 10;

/// Bytes of half messages and half bodies that the process holds; configurable. Four of the largest
/// boards brought at once, or thousands of ordinary pastes; it counts toward what the server may take in memory.
pub const RECEIVE_BYTES_MAX: usize = 128 << 20;

/// Longest wait for bytes of that budget, s: others' messages come to their end meanwhile.
pub const RECEIVE_WAIT_SECONDS: u64 = 10;

/// The part of that budget that one address may hold: what it sends keeps nobody else waiting. The largest
/// board or import fits all the same.
pub const RECEIVE_PART_OF_ONE: usize = 2;

/// Posts of one connection on their way at once: the page sends three, and again those whose answer is lost.
pub const POSTS_OF_ONE_MAX: usize = 8;

/// Longest wait of a post for those before it, s: then it is sent again. Shorter than a page waits.
pub const POSTED_WAIT_SECONDS: u64 = 8;

/// Messages of one connection that may be posted before the first of them is taken: what a page sends
/// in seconds, and as many as it writes while it is offline.
pub const POSTED_AHEAD_MAX: u64 = 4_096;

/// A message that takes of that budget is given up when nothing of it comes for this long, s.
pub const HALF_MESSAGE_SECONDS: u64 = 15;

/// Bytes of it that buy it a second more than that: an honest upload over a slow phone's network ends,
/// and one that trickles is given up.
pub const MESSAGE_BYTES_PER_SECOND_MIN: u64 = 8 << 10;

/// So many times the bytes of a board a change may have to be read: what is larger than a board loses its largest content,
/// and nothing beside it.
pub const LARGEST_CHANGE_TIMES: usize = 2;

/// A larger message is handed to its room in parts, bytes; the page sends most in smaller ones.
pub const LARGE_MESSAGE_BYTES: usize = 64 << 10;

/// The page's frames that one post has room for.
pub const POSTED_FRAMES: usize = 4;

/// Larger messages that are cut into parts at once: meanwhile each takes some times its bytes, and a core.
pub const WALKS_AT_ONCE: usize = 1;

/// Size of such a part, bytes. yrs takes some 10 ms for it; the others in the room wait for that.
pub const PART_BYTES: usize = 64 << 10;

/// Of a board, or what somebody lacks of it, goes out in one message, bytes; more in parts of about so many. y-websocket closes
/// a line on which no whole message came for 30 s and begins anew, so on a slow one a larger board would never
/// open; a part comes in time by 5 KB a second.
pub const BOARD_MESSAGE_BYTES: usize = 128 << 10;
/// Bytes of such a part.
pub const BOARD_PART_BYTES: usize = 64 << 10;

/// A room with no sockets is put away after this, seconds; configurable.
pub const IDLE_SECONDS: u64 = 60;

/// Largest body of an HTTP request, bytes: a plan of many phases in three languages.
pub const BODY_BYTES_MAX: usize = 512 << 10;

/// Largest body of a request that brings a secret at most, bytes.
pub const ENTRY_BYTES_MAX: usize = 4 << 10;

/// Shortest time between two commits of the log, ms: a commit costs more than what is in it.
pub const COMMIT_INTERVAL_MS: u64 = 4;

/// Records committed together, at most. Bounds the wait of the first of them.
pub const COMMIT_RECORDS_MAX: usize = 4_096;

/// Pages that a snapshot's commit gives back to the file system, at most: as many as the records
/// and the snapshot that it makes needless took.
pub const VACUUM_PAGES_MAX: u32 = 1_024;

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

/// A client of another protocol is told so at once, and kept at rest for this long, s: closed, it would come back a second
/// after that, again and again. As often as others are asked for a sign of life it gets one, for after 30 s without it closes by itself.
pub const OTHER_PROTOCOL_SECONDS: u64 = 3_600;

/// Of what it says meanwhile one message is read in this time, to see when it goes, ms.
pub const OTHER_PROTOCOL_MESSAGE_MS: u64 = 100;

/// A write to a socket that makes no progress for this long ends it, s.
pub const WRITE_STALL_SECONDS: u64 = 60;

/// Time for rooms to flush, snapshot and close their sockets at the end, s.
pub const SHUTDOWN_SECONDS: u64 = 8;

/// How long a pass (the cookie of one room) lasts, s: a year of workshops.
pub const PASS_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Passes of one request that are looked at: its page brings one for the room, or two.
pub const PASSES_TRIED_MAX: usize = 8;

/// The part of the disk under the data folder that new rooms leave free where nothing is configured, and
/// the most of it, bytes. What is open can then still be saved for long.
pub const DISK_FREE_PART: u64 = 20;
/// See [`DISK_FREE_PART`].
pub const DISK_FREE_BYTES_MAX: u64 = 1 << 30;

/// The part of the disk under the data folder that all rooms may take where none is configured: whoever runs the
/// server has other things there.
pub const ROOMS_DISK_PART: u64 = 2;

/// Times the largest board that a room may take on disk where nothing else is configured: two generations of
/// snapshots and the records between them are three, and its session a part of one.
pub const ROOM_DISK_TIMES: u64 = 4;

/// Bytes on disk that the rooms which one address made may take together; configurable. Some hundreds of large
/// workshops.
pub const ADDRESS_DISK_MAX: u64 = 2 << 30;

/// How long a room counts for the address that made it, days: a month of workshops, and then nobody knows.
pub const ADDRESS_DISK_DAYS: u64 = 30;

/// Rooms of which it is known who made them, with about 150 bytes each; then the oldest are forgotten.
pub const MADE_ROOMS_MAX: usize = 65_536;

/// Bytes that one address may bring for rooms to begin with, an hour: some of the largest harvests, and hundreds of
/// ordinary ones.
pub const ADDRESS_BROUGHT_BYTES_PER_HOUR: u64 = 64 << 20;

/// Largest file of a workshop model, bytes: forty phases with long instructions in three languages.
pub const MODEL_BYTES_MAX: usize = 512 << 10;

/// Faults told about one model's file: more help nobody.
pub const MODEL_FAULTS_MAX: usize = 100;

/// Longest of what a parser says of one fault, in characters: a sentence.
pub const MODEL_FAULT_CHARS_MAX: usize = 200;

/// A larger file that is no TOML is told of its first fault only, bytes: the reader that goes on past
/// faults gathers them all, thousands in a file made for that.
pub const MODEL_BYTES_READ_ON: usize = 32 << 10;

/// Models that a room can be made from: more than a home page can show.
pub const MODELS_MAX: usize = 200;

/// How far from the origin a note may lie, in board units each way; further ones are shown at the
/// edge, as on the page.
pub const BOARD_REACH: f64 = 100_000.0;

/// Largest stacking value that is honoured: browsers keep it in 32 bits.
pub const STACKING_MAX: f64 = 1e9;

/// Longest text of a note that is shown, in characters: only a foreign client writes more.
pub const SHOWN_NOTE_CHARS_MAX: usize = 4_000;

/// Most sections that are shown, as on the page: a model has 40 at most, and only a foreign client writes more.
pub const SHOWN_SECTIONS_MAX: usize = 40;

/// Longest title of a room, cluster or section that is shown, in characters.
pub const SHOWN_TITLE_CHARS_MAX: usize = 300;

/// Longest name of a stroke's colour, in bytes; a longer one names none.
pub const COLOR_NAME_BYTES_MAX: usize = 64;

/// Strokes on one board, and likewise connectors: as many as it has notes, an hour of drawing by fifty people. What they take is
/// bounded by the board's bytes besides. Connectors whose ends are gone count too, for they come back with them.
pub const ROOM_DRAWN_MAX: usize = 20_000;

/// Points of one stroke that are drawn.
pub const STROKE_POINTS_MAX: usize = 10_000;

/// Notes, clusters, sections, strokes or connectors of one imported harvest.
pub const IMPORT_ITEMS_MAX: usize = 20_000;

/// Largest harvest that is imported, bytes: the items above with texts of ordinary length.
pub const IMPORT_BYTES_MAX: usize = 16 << 20;

/// Pixels of a picture that is drawn at two pixels a board unit, for sharp screens.
pub const PNG_SHARP_PIXELS_MAX: u32 = 16_000_000;

/// Pixels of the largest picture: some 1,000 notes at full size; larger boards are drawn smaller.
pub const PNG_PIXELS_MAX: u32 = 60_000_000;

/// What is drawn of a picture between two looks at the time, by its estimate, ms.
pub const PNG_LAYER_MS: f64 = 100.0;

/// The longest that a picture may take by its estimate, ms: half of what it gets, for a machine may be slower than the one it
/// was measured on. Some 6,000 notes of a thousand letters.
pub const PNG_MS_MAX: f64 = 30_000.0;

/// Pixels of a picture drawn at once: 20 MB, and 256 rows of the widest.
pub const PNG_BAND_PIXELS: u32 = 256 * PNG_SIDE_MAX;

/// Longest side of a picture, pixels: what common programs open.
pub const PNG_SIDE_MAX: u32 = 20_000;

/// Exports, imports and checks of models worked on at once: each takes a core, and rooms come first.
pub const LARGE_WORK_AT_ONCE: usize = 2;

/// Such work that waits in line, of all rooms and addresses.
pub const LARGE_WORK_WAITING_MAX: usize = 32;

/// Longest wait until one's turn has come and a thread is there, s.
pub const LARGE_WORK_WAIT_SECONDS: u64 = 30;

/// Such work of one address, or of one room, at once: another's always has a thread.
pub const LARGE_WORK_OF_ONE_MAX: usize = 1;

/// Requests of one address, or for one room, that wait for their turn: all members of a workshop save
/// its picture at its end.
pub const LARGE_WORK_OF_ONE_WAITING_MAX: usize = 64;

/// Longest time that one such work may take, s; four times that of a picture of 2,000 notes.
pub const LARGE_WORK_SECONDS_MAX: u64 = 60;

/// A smaller body is read where it came in, bytes: it takes less than a millisecond.
pub const BODY_BYTES_READ_AT_ONCE: usize = 64 << 10;

/// Larger bodies than that of one address that come at once: a quarter of what the process holds of
/// all of them, and imports are worked on one at a time.
pub const LARGE_BODIES_OF_ONE_MAX: usize = 2;

/// Such bodies of one address that wait, unread.
pub const LARGE_BODIES_OF_ONE_WAITING_MAX: usize = 16;

/// Longest sentence of an answer, in characters. Some say again what was sent, which may be long.
pub const DETAIL_CHARS_MAX: usize = 400;

/// What axum says of a request that it cannot read takes less, bytes.
pub const BARE_WORDS_BYTES_MAX: usize = 64 << 10;

/// How long a browser that was here over TLS keeps to it, s: a year.
pub const HSTS_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Characters of a request's path that are logged.
pub const LOGGED_PATH_CHARS_MAX: usize = 200;

/// Pieces of an export that wait for their reader; a slow one slows its export only.
pub const EXPORT_PIECES_WAITING: usize = 8;

/// Size from which pieces of an export are sent, bytes.
pub const EXPORT_PIECE_BYTES: usize = 32 << 10;

/// Exports on their way to their readers at once: each may hold a whole board's harvest.
pub const EXPORTS_MAX: usize = 16;

/// Exports of one address, or of one room, on their way at once.
pub const EXPORTS_OF_ONE_MAX: usize = 4;

/// Largest picture in PNG, bytes: kept whole until it is drawn. The largest ones of notes are 15 MB.
pub const PNG_BYTES_MAX: usize = 48 << 20;

/// A reader of an export that takes nothing for this long is gone, s.
pub const EXPORT_STALL_SECONDS: u64 = 30;

/// The same while somebody waits for its place, s. A line of 100 KB/s takes in bursts what the system holds for it, a MiB
/// or so.
pub const EXPORT_STALL_WANTED_SECONDS: u64 = 15;

/// Longest time an export may take with its reader, s.
pub const EXPORT_SECONDS_MAX: u64 = 300;

/// People who leave a full roster at once, who did nothing there and are away: hundreds of newcomers come before the next go.
pub const ROSTER_LEAVES_AT_ONCE: usize = 256;

/// People who may knock at one room at once: a workshop that comes in all at the same time. Each is a name and some numbers.
pub const KNOCKING_MAX: usize = 500;

/// The part of them that may come from one address: a school behind one, and places are left for others.
pub const KNOCKING_OF_ADDRESS_MAX: usize = 200;

/// Whoever knocks and is not heard of for so long is gone, ms: a phone that slept through a break keeps its place.
pub const KNOCK_SILENT_MS: u64 = 30 * 60_000;

/// Whoever was turned away may knock again after this, ms.
pub const KNOCK_AGAIN_MS: u64 = 60_000;

/// The shortest mark that a page draws before it knocks, bytes: 128 random bits as URL-safe characters, which nobody guesses.
pub const KNOCK_MARK_BYTES_MIN: usize = 22;

/// The longest one, bytes: a UUID with braces, or the like, of whoever draws it in another way.
pub const KNOCK_MARK_BYTES_MAX: usize = 64;

/// How long whoever finds too many before the door waits, s.
pub const KNOCK_CLOSED_SECONDS: u64 = 15;

/// How often those of one address may knock or ask whether they are let in, a minute: two hundred of them every five seconds.
pub const ADDRESS_KNOCKS_PER_MINUTE: u64 = 2_400;

/// How many of them at once, s of the pace.
pub const ADDRESS_KNOCKS_BURST_SECONDS: u64 = 30;

/// How many wrong codes those of one address may type, a minute. Right ones cost nothing, so a school behind one address comes in together.
pub const ADDRESS_CODES_PER_MINUTE: u64 = 12;

/// How many of them at once, s of the pace: a class that mistypes.
pub const ADDRESS_CODES_BURST_SECONDS: u64 = 150;

/// How many wrong codes all addresses may type together, a minute. In four hours that is one in 34,000 of the codes there are.
pub const CODES_OF_ALL_PER_MINUTE: u64 = 120;

/// How many of them at once, s of the pace.
pub const CODES_OF_ALL_BURST_SECONDS: u64 = 120;

/// For how long a spoken code opens its room at most, h: a workshop of half a day.
pub const SPOKEN_CODE_HOURS: u64 = 4;

/// Rooms that have a spoken code at once: some megabytes of memory, and far more than meet at the same hour.
pub const SPOKEN_CODES_MAX: usize = 10_000;

/// The longest that is read as a code, bytes: three long words, with what is typed between them.
pub const SPOKEN_CODE_BYTES_MAX: usize = 256;

/// Shortest time between two words to facilitators about who knocks, ms.
pub const KNOCKING_INTERVAL_MS: u64 = 250;

/// People kept in a room's roster: ten times the largest workshop, so that passes made by the
/// thousand do not fill memory.
pub const ROSTER_MAX: usize = 2_000;

/// Bytes of all drafts in a room's baskets: 200 people with a hundred notes each.
pub const DRAFT_BYTES_MAX: usize = 4 << 20;

/// Items in a room's bin: as many as a board has notes, so that whatever is wiped can be put back.
pub const BIN_ITEMS_MAX: usize = ROOM_NOTES_MAX;

/// Bytes of them: a board of 4,000 notes is about 1 MiB.
pub const BIN_BYTES_MAX: usize = 8 << 20;

/// Notes that wait for a facilitator's nod: more than anyone looks through. All of them are told at once.
pub const OFFERS_MAX: usize = 200;

/// Of these, one person's: more than anyone writes in a phase, and others find room beside them.
pub const OFFERS_OF_ONE_MAX: usize = 40;

/// What an item of the bin takes in memory, times its bytes: its fields stand in a map by their names.
pub const BIN_MEMORY_TIMES: usize = 3;

/// What one person takes away in so many ms is put back in one go, and told of as one.
pub const TAKEN_AWAY_TOGETHER_MS: u64 = 10_000;

/// Elements of others that somebody takes away without facilitators being told: a slip that undo mends.
pub const TAKEN_AWAY_UNTOLD_MAX: usize = 5;

/// What somebody deletes in a text within so many ms is one going of it, letter by letter or in pieces, ms: with a pause to think.
pub const EMPTIED_TOGETHER_MS: u64 = 60_000;

/// Texts of a room that are remembered while somebody deletes in them: more than all of them empty by hand in that time.
pub const EMPTIED_TEXTS_MAX: usize = 400;

/// Bytes of them in a room: a hundred long notes. Beyond it the bin has what stood before the last change.
pub const EMPTIED_BYTES_MAX: usize = 512 << 10;

/// For how long words that somebody had no right to write are said again when they come back, ms: a train's tunnel.
pub const KEPT_ASIDE_MS: u64 = 10 * 60 * 1_000;

/// Texts of one person that are kept so.
pub const KEPT_ASIDE_TEXTS_MAX: usize = 200;

/// Bytes of them, and of the keys of what they were written in: some hundred notes, and all of them go to their writer in one
/// message. What is too long for that is told once.
pub const KEPT_ASIDE_BYTES_MAX: usize = 64 << 10;

/// The same of all people of a room: of 32 who wrote as much as they can.
pub const KEPT_ASIDE_ROOM_BYTES_MAX: usize = 2 << 20;

/// So many who wrote in one text are given its words where somebody else brought them and they were refused: each has them once more.
pub const WRITERS_OF_WORDS_MAX: usize = 4;

/// For how long facilitators who come are told of something large that was taken away, ms: a workshop's break.
pub const TAKEN_AWAY_TOLD_MS: u64 = 30 * 60 * 1_000;

/// So many of the last are told.
pub const TAKEN_AWAY_TOLD_MAX: usize = 8;

/// How long nobody has touched an element when it is laid anew for a replica that lacks it, ms: whoever types in it has paused.
pub const LAID_ANEW_QUIET_MS: u64 = 10_000;

/// So many elements are laid anew at once, so that whoever takes away much costs others little.
pub const LAID_ANEW_AT_ONCE: usize = 200;

/// How often somebody hears that they changed what they may not, ms: once while they type.
pub const NO_RIGHT_TOLD_MS: u64 = 5_000;

/// Comments in a session.
pub const COMMENTS_MAX: usize = 5_000;

/// Comments on one note: a thread that can still be read.
pub const COMMENTS_PER_NOTE_MAX: usize = 200;

/// Reactions in a session: 200 people with 250 each.
pub const REACTIONS_MAX: usize = 50_000;

/// Commitments in a session: five a person of a large one.
pub const COMMITMENTS_MAX: usize = 1_000;

/// Items of one vote; more than anyone reads.
pub const VOTE_ITEMS_MAX: usize = 5_000;

/// Votes held in one session.
pub const VOTE_ROUNDS_MAX: usize = 200;

/// Stays in phases that are remembered for how the time went; then the oldest are forgotten.
pub const STAYS_MAX: usize = 500;

/// Commands remembered as done, so that one sent again counts once: a minute of 200 people who
/// pack. What is older is harmless again by its own ids.
pub const DONE_MAX: usize = 4_096;

/// Client ids under which the server laid notes that a page is told when it comes: it knows its notes
/// of a longer past, and needs them for those that come now.
pub const LAID_UNDER_TOLD_MAX: usize = 1_000;

/// Drafts remembered as laid.
pub const LAID_MAX: usize = 50_000;

/// Commands done while the log fails whose sender is told when it works again, of one socket: more than a page sends in
/// a long failure. Beyond it the page sends again what was not answered.
pub const ANSWERS_OWED_MAX: usize = 256;

/// Commands, names and newcomers of one room that wait for its next flush: they wait longer only
/// while the log fails.
pub const WISHES_MAX: usize = 4_096;

/// Shortest time between two seals of a room for people who lay drafts by themselves, ms: each writes
/// the whole board twice.
pub const SEAL_INTERVAL_MS: u64 = 1_000;

/// People's clock is set when it goes so much further than the other between two looks, or so much less, ms: drift
/// and what NTP corrects by and by are far below.
pub const CLOCK_JUMP_MS: i64 = 2_000;

/// What all people of a room show of their presence at most, in bytes: twice as much as five hundred cursors and
/// selections take. Each reader who lags is owed all of it.
pub const ROOM_PRESENCE_BYTES_MAX: usize = 256 << 10;

/// Shortest time between two progress messages of a room, ms: nobody reads faster.
pub const PROGRESS_INTERVAL_MS: u64 = 250;

/// A connection that has not sent a whole request head by then is closed, s; so is one that
/// rests this long after an answer, and a body that rests as long or trickles.
pub const HEAD_SECONDS: u64 = 15;

/// Bytes of a body that buy it a second more: a harvest of 20 MB may come over a phone's network.
pub const BODY_BYTES_PER_SECOND_MIN: u64 = 32 << 10;

/// Largest head of a request, bytes: cookies of many rooms fit.
pub const HEAD_BYTES_MAX: usize = 64 << 10;

/// Connections that have asked for nothing yet. A browser asks at once, so that a longer line is
/// somebody's who never will: the oldest of it go.
pub const CONNECTIONS_WAITING_MAX: usize = 2_048;

/// Files kept free of connections: the database, its readers, and what the runtime opens.
pub const FILES_RESERVED: usize = 128;

/// Files that a server should be allowed, as it says at its start where it has too few: a large
/// workshop's connections many times over.
pub const FILES_WANTED: usize = 65_536;

/// The kernel gives a connection up whose other side acknowledged nothing for this long, s: it is
/// dead by then ([`DEAD_SECONDS`]) for the server too.
pub const UNACKNOWLEDGED_SECONDS: u64 = DEAD_SECONDS;

/// Bytes that the kernel takes beyond what is on its way to a reader; more waits in the outbox.
pub const UNSENT_BYTES_MAX: u32 = 1 << 20;

/// Frames a socket may send, a second; configurable. The page sends 25 of presence while a
/// pointer moves and a few changes; another client that sends each move of a pointer as both
/// presence and change, at a display's 60 Hz, still keeps under it.
pub const SOCKET_FRAMES_PER_SECOND: u64 = 200;

/// Bytes a socket may send, a second; configurable. A large paste is tens of KiB.
pub const SOCKET_BYTES_PER_SECOND: u64 = 1 << 20;

/// How much may come at once, s of the pace: what was written offline comes in one go.
pub const SOCKET_BURST_SECONDS: u64 = 8;

/// A socket whose every message had to wait for this long is closed, s. With the burst this is
/// more than the largest board at the pace, so that no honest upload ends here.
pub const SOCKET_INSISTS_SECONDS: u64 = 30;

/// Sockets in one room; configurable. Two hundred people with two devices each, and some more.
pub const ROOM_SOCKETS_MAX: usize = 500;

/// Notes on one board; configurable. The largest workshops leave one or two thousand.
pub const ROOM_NOTES_MAX: usize = 20_000;

/// Client ids under which something stands on one board. Every visit to a page has one, and Yjs goes through all at
/// each edit: at this many, 3 ms of a laptop's time. Beyond it, people with a pass write on under one of their own.
pub const ROOM_CLIENT_IDS_MAX: usize = 10_000;

/// Ids that somebody with a pass may bring to a board beyond that, while it is open.
pub const CLIENT_IDS_BEYOND_MAX: u32 = 32;

/// Bytes of one board, encoded; configurable. Twenty thousand notes are 6 MiB; in memory yrs
/// takes some twenty times as much for a board of notes.
pub const ROOM_BYTES_MAX: usize = 32 << 20;

/// Bytes that one board takes in memory, about; configurable. The largest workshops take 20 MiB, twenty
/// thousand notes 100; a board of empty maps would take a gigabyte within its encoded bytes.
pub const ROOM_MEMORY_MAX: usize = 384 << 20;

/// Bytes of memory that every board may take though all of them together take what they may.
pub const ROOM_MEMORY_ALWAYS: usize = 16 << 20;

/// The part of the machine's memory, or of the process' control group, that all boards may take
/// together where none is configured.
pub const ROOMS_MEMORY_PART: f64 = 0.5;

/// The same where the machine does not tell, bytes.
pub const ROOMS_MEMORY_UNTOLD: usize = 1 << 30;

/// Doors of rooms that are read from disk at once: each takes a thread and a few open files, and strangers ask for them.
pub const DOORS_READ_AT_ONCE: usize = 8;

/// Rooms that are read from disk at once: each takes a core, and several times its bytes.
pub const ROOMS_OPENED_AT_ONCE: usize = 8;

/// A full board is encoded at most this often to see whether deletions made room, ms.
pub const FULL_MEASURE_MS: u64 = 10_000;

/// Of the sockets of a room, those that one person may have: all devices and tabs of somebody who forgets to close them.
pub const SOCKETS_OF_ONE_MAX: usize = 24;

/// Of the sockets of a room, those that may come without a pass, in hundredths: by a link's token each counts as somebody else, so
/// one person could take them all. People with passes find the rest.
pub const ROOM_PART_WITHOUT_PASS: usize = 60;

/// Of the sockets of a room, those that may come from one address, in hundredths: a workshop of two hundred with two devices
/// each fits, and somebody from elsewhere comes in.
pub const ROOM_PART_OF_ADDRESS: usize = 80;

/// Sockets of one address; configurable. All of a municipality comes from one address: five
/// workshops of two hundred at once.
pub const ADDRESS_SOCKETS_MAX: usize = 1_000;

/// Sockets that one address may open, a minute; configurable. As many as it may have.
pub const ADDRESS_JOINS_PER_MINUTE: u64 = 1_000;

/// How many of them at once, s of the pace: after a restart everyone is back within two seconds,
/// and may drop out once more before that has been made up.
pub const ADDRESS_JOINS_BURST_SECONDS: u64 = 120;

/// Rooms that one address may make, an hour; configurable. A class of thirty who each try one.
pub const ADDRESS_ROOMS_PER_HOUR: u64 = 120;

/// How many of them at once, s of the pace: an hour's.
pub const ADDRESS_ROOMS_BURST_SECONDS: u64 = 60 * 60;

/// Addresses remembered, with about 100 bytes each.
pub const ADDRESSES_MAX: usize = 65_536;

/// While the log fails and nothing is given to it, it is tried this often, ms.
pub const LOG_PROBE_MS: u64 = 1_000;

/// A write that waits longer than this for the disk makes the server «not ready», ms. The group
/// fsync takes 250 at most where all is well.
pub const DISK_STALL_MS: u64 = 1_000;

/// A room that panicked waits this long for its last writes before it is folded anew, s.
pub const LAST_WRITES_SECONDS: u64 = 10;

/// What was carved out of a damaged database is kept for so many rooms, s and bytes: one opening of a room looks four times
/// in a row, and each reads the whole file.
pub const CARVED_ROOMS_KEPT_MAX: usize = 4;
/// See [`CARVED_ROOMS_KEPT_MAX`].
pub const CARVED_SECONDS_KEPT: u64 = 10;
/// See [`CARVED_ROOMS_KEPT_MAX`]; of one room. A larger one is read again.
pub const CARVED_BYTES_KEPT_MAX: usize = 64 << 20; // 64 MiB

/// Shortest time between two tries to write a damaged database anew, s: it takes a while, and what
/// did not help once will hardly help soon.
pub const MEND_SECONDS: u64 = 60;
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

/// Suggestions that wait to be worked out, of all rooms: each takes a second or two on a large board.
pub const SUGGESTIONS_WAITING_MAX: usize = 32;

/// Threads that work suggestions out; one core is always left to the rooms.
pub const SUGGESTING_THREADS_MAX: usize = 4;

/// Suggestions that one address may ask for, a minute: every note that a facilitator moves asks again,
/// and several workshops come from one address.
pub const ADDRESS_SUGGESTIONS_PER_MINUTE: u64 = 300;

/// How many of them at once, s of the pace.
pub const ADDRESS_SUGGESTIONS_BURST_SECONDS: u64 = 30;

/// Clusters to sort into at once: more than fit on a board.
pub const SUGGESTED_INTO_MAX: usize = 500;

/// Time between two looks for notes that the model has not read, s: a note is read a few seconds after
/// it is written, and a room encodes its board for it that often at most.
pub const READ_AHEAD_SECONDS: u64 = 3;

/// Vectors of notes kept by the embedding model's reader: 1.5 KiB each, so about 30 MiB.
pub const VECTORS_KEPT_MAX: usize = 20_000;

/// Texts that wait for the embedding model, which reads about a hundred a second.
pub const VECTORS_WAITING_MAX: usize = 4_096;

/// Shortest time between two versions of a board, ms, but for those at a phase's end and when somebody looks.
pub const VERSION_INTERVAL_MS: u64 = 60_000;

/// Bytes that the versions of one room take, compressed: a workshop of three hours with 4,000 notes takes some 2 MB. Over it the oldest
/// neighbours merge.
pub const ROOM_VERSIONS_BYTES_MAX: usize = 4 << 20;

/// Bytes that the versions of all rooms take: some hundreds of large workshops. Over it those of rooms that were not used for
/// the longest time merge.
pub const VERSIONS_BYTES_MAX: u64 = 1 << 30;

/// Bytes of the disk under the data folder that versions leave free, as new rooms do where nothing is configured: on a full disk they stop
/// before anything else.
pub const VERSIONS_DISK_FREE_BYTES: u64 = 256 << 20;

/// Bytes that the frames of one row of versions have when they are unpacked, at most: sixteen of the largest boards.
pub const VERSIONS_UNPACKED_BYTES_MAX: u64 = 256 << 20;

/// Changes that a row of versions holds before another begins, bytes: smaller ones are not worth telling the board whole for.
pub const VERSION_ROW_BYTES_MIN: usize = 64 << 10;

/// Frames that are appended in rows of their own before all are laid out anew.
pub const VERSION_ROWS_LOOSE_MAX: usize = 16;

/// What waits for the thread that keeps versions; past it a frame is left out, and the next one tells everything.
pub const VERSIONS_WAITING_MAX: usize = 1_024;

/// Rooms whose rows of versions are counted, of 40 B each: where there are more, they are read once more.
pub const VERSIONS_ROOMS_KNOWN_MAX: usize = 65_536;

/// Time between two looks at what is kept for too long, s.
pub const RETENTION_SECONDS: u64 = 3_600;

/// Rooms that one such look takes from the log at once.
pub const RETENTION_ROOMS_AT_ONCE: usize = 1_024;

/// What a room takes on disk at most in which nobody may have written anything, bytes: a plan and the names of hundreds. A
/// larger one is not folded to find that out.
pub const UNTOUCHED_ROOM_BYTES_MAX: u64 = 1 << 20;

/// How long versions are kept, days; configurable. A term, in which somebody asks what was on the board.
pub const KEEP_VERSIONS_DAYS: u32 = 90;

/// How long what was deleted stays in the bin, days; configurable. As long as versions, which would show it all the same.
pub const KEEP_BIN_DAYS: u32 = 90;

/// How long a room is kept in which nothing was ever written, h; configurable. Whoever makes one on Friday for Monday finds it.
pub const KEEP_EMPTY_ROOMS_HOURS: u32 = 72;

/// How long a room that was taken away can be brought back, days; configurable. A holiday of two weeks, and it is gone soon enough for who wants
/// it gone.
pub const KEEP_TAKEN_AWAY_DAYS: u32 = 14;
