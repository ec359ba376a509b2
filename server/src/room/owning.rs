//! Whose client id it is (rule 7): what [`super::writers`] decides, told and done.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::CheckedUpdate;

use crate::room::board::Board;
use crate::room::fullness::tell;
use crate::room::writers::{Around, BoardHeads, DisputeNews, Writers};
use crate::room::{ConnectionId, Effect, Room};

/// Why blocks are not taken, for a developer.
pub(super) const TAKEN: &str = "this client id belongs to another participant";

impl BoardHeads for Board {
    fn head(&self, client: ClientId) -> Clock {
        Self::head(self, client)
    }

    fn question(&self) -> Bytes {
        frame::sync_step_1(&self.state_vector()).into()
    }
}

impl Room {
    /// The machine that knows whose each id is, and what it asks of the rest of the room.
    pub(super) fn writers(&mut self) -> (&mut Writers, Around<'_>) {
        let around = Around {
            board: &self.board,
            readers: &self.readers,
            session: &self.session,
            presence: &mut self.presence,
            now: self.seen,
        };
        (&mut self.writers, around)
    }

    /// A page told which id it writes under.
    pub(super) fn hear_own_id(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        effects: &mut Vec<Effect>,
    ) {
        let (writers, mut around) = self.writers();
        let is_taken = writers.hear_own_id(from, client, &mut around, effects);
        if is_taken {
            self.tell_of_taken(from, effects);
        }
        // In an anonymous room nobody gets an id again that is on the board: whose it was, nobody knows.
        if !is_taken || self.session.anonymous && !self.writers.is_anothers(client, from) {
            self.tell_of_words_under(from, client, effects);
        }
    }

    fn tell_of_taken(&self, to: ConnectionId, effects: &mut Vec<Effect>) {
        if let Some(connection) = self.connections.get(to) {
            tell(to, connection.join.session, ErrorCode::ClientIdTaken, TAKEN, effects);
        }
    }

    /// A socket writes, perhaps under an id that it named and that somebody else got before.
    pub(super) fn refuse_words_under_superseded_id(
        &mut self,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        let (writers, mut around) = self.writers();
        if writers.take_back_superseded_id(from, &update.outline().runs, &mut around) {
            self.never_take(from, ErrorCode::ClientIdTaken, TAKEN, effects);
        }
    }

    /// Blocks under ids of others, which the room lacks, are left to those; whether they are waited for.
    pub(super) fn leave_to_writers(
        &mut self,
        from: ConnectionId,
        blocks: &[(ClientId, Clock)],
        waits: bool,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(missing) = self.connections.missing_of(from)
            && waits
            && !blocks.is_empty()
        {
            missing.wait_for_whole();
        }
        let (writers, around) = self.writers();
        writers.leave_to_writers(from, blocks, &around, effects);
        if !blocks.is_empty() {
            // For as long as they are not here.
            self.connections.compare_later(self.seen, from);
        }
    }

    /// When a socket that was asked is taken for silent, or somebody is told.
    pub(super) fn next_verdict_ms(&self) -> Option<u64> {
        self.writers.next_verdict_ms(&self.readers, &self.session, &self.board)
    }

    /// Lets the ids of those go who were asked and said nothing.
    pub(super) fn free_ids_of_the_silent(&mut self) {
        let (writers, mut around) = self.writers();
        writers.free_ids_of_the_silent(&mut around);
    }

    /// Tells sockets what became of what they want and of what they hold of others.
    pub(super) fn act_on_disputes(&mut self, effects: &mut Vec<Effect>) {
        let (writers, around) = self.writers();
        for settled in writers.settle(&around) {
            match settled {
                DisputeNews::IdIsFree(to, frame) => effects.push(Effect::Send { to, frame }),
                DisputeNews::BlocksCame(id) => {
                    if let Some(missing) = self.connections.missing_of(id) {
                        // Also for what was waited for no more.
                        missing.wait_for_whole();
                        missing.ask_if_waited_for();
                    }
                }
                DisputeNews::BoardAdvanced(id) => {
                    if let Some(missing) = self.connections.missing_of(id) {
                        missing.wait_for_whole();
                        missing.ask_soon_again();
                    }
                }
                DisputeNews::WaitEnded(id) => {
                    if let Some(missing) = self.connections.missing_of(id) {
                        missing.ask_soon_again();
                    }
                }
                DisputeNews::BlocksRefused(id) => self.tell_of_taken(id, effects),
                DisputeNews::WriterNotAsked(from, client) => {
                    let (writers, around) = self.writers();
                    writers.dispute(from, client, &around, effects);
                }
            }
        }
    }
}
