//! Changes that cannot be taken as they are: set aside, asked for again, or taken in part.

use picnic_protocol::block::Block;
use picnic_protocol::ids::ClientId;
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::{CheckedUpdate, Run, check_update, deleted};

use crate::room::board::Admission;
use crate::room::connections::AskedNow;
use crate::room::fullness::tell;
use crate::room::stranding::Stranded;
use crate::room::{ConnectionId, Effect, Join, Now, Room};

impl Room {
    /// Of a change that holds blocks under ids of others who are here, those are left to them, and the
    /// rest is taken as far as it stands firm; so is one that lacks something else. After power is lost, everyone brings back what they saw
    /// with what they wrote, and each would wait for the others; and who relays what others write may
    /// be quicker than they are. What comes under ids too many for the board stays out.
    pub(super) fn take_what_is_theirs(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: &CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        let new = |run: &&Run| run.end > self.board.head(run.client);
        let runs: Vec<_> = update.outline().runs.iter().filter(new).copied().collect();
        let (others, own): (Vec<_>, Vec<_>) =
            runs.into_iter().partition(|run| self.writers.is_anothers(run.client, from));
        let brought: Vec<_> = own.iter().map(|run| run.client).collect();
        let too_many = self.ids_too_many(from, &brought);
        if !too_many.is_empty() {
            self.refuse_ids(from, effects);
        }
        let stays_out =
            |client| too_many.contains(&client) || self.writers.is_anothers(client, from);
        let stranded = self.stranded_by_others(from, update);
        let without = (!stranded.is_empty())
            .then(|| update.collecting(|block| stranded.holds(block.id())))
            .and_then(Result::ok);
        let part = self.board.firm_part(without.as_ref().unwrap_or(update), stays_out);
        let others: Vec<_> = others.iter().map(|run| (run.client, run.end)).collect();
        // All that is waited for may be in it.
        let is_all = whole
            && !others.is_empty()
            && too_many.is_empty()
            && self.writers.gives_all_up(from, &others);
        if !is_all {
            self.leave_part_out(from);
        }
        self.leave_to_writers(from, &others, !is_all, effects);
        let part = part.filter(|part| !part.outline().is_empty());
        if let Some(part) = part {
            let writes_under = self.writes_under(&part);
            if self.is_beyond_bounds(now, from, &part, &writes_under, effects) {
                return;
            }
            let is_first = self.is_first(&writes_under);
            match self.admit(from, part, &writes_under, effects) {
                Admission::Firm(part, _) => {
                    if let Some(missing) = self.connections.missing_of(from)
                        && !writes_under.is_empty()
                    {
                        missing.be_patient_again();
                    }
                    if !whole {
                        let (writers, around) = self.writers();
                        writers.learn_from_writing(from, &writes_under, is_first, &around);
                    }
                    let gone = stranded.runs(|client| self.board.head(client));
                    self.tell_of_stranded(from, &gone, true, effects);
                    if let Some(missing) = self.connections.missing_of(from)
                        && !gone.is_empty()
                    {
                        // What is written beside that goes the same way, at once.
                        missing.mark_footing();
                    }
                    self.gather(from, &writes_under, part);
                }
                Admission::Missing(_) => {}
                Admission::Misshapen => self.refuse_misshapen(from, &writes_under, effects),
            }
        }
        if whole {
            self.take_deletions(from, update);
        }
        if is_all && own.iter().all(|run| run.end <= self.board.head(run.client)) {
            self.has_all_of(from);
        }
        // What stands on blocks that were left is asked for once those are here; what lacks something
        // else, at once.
        if !whole && own.iter().any(|run| run.end > self.board.head(run.client)) {
            self.set_aside(now, from, own.iter());
        }
    }

    /// What a change deletes of what the board has, though some of its blocks are not taken.
    fn take_deletions(&mut self, from: ConnectionId, update: &CheckedUpdate<Box<[u8]>>) {
        let runs = self.board.deletions_alone(update);
        if runs.is_empty() {
            return;
        }
        let Ok(deletions) = check_update(deleted(&runs).into_boxed_slice()) else { return };
        if let Admission::Firm(deletions, _) = self.board.admit(deletions)
            && let Some(author) = self.author(from)
        {
            self.batch.change(author, deletions);
        }
    }

    /// What of a change stands on blocks of others that are not taken and that it waits for no more, as far as it is the
    /// sender's own.
    fn stranded_by_others(
        &self,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
    ) -> Stranded {
        if !self.writers.gives_up(from) {
            return Stranded::default();
        }
        let is_new_and_own = |block: &Block| {
            block.end() > self.board.head(block.client) && self.writers.may_fill(block.client, from)
        };
        Stranded::of(update, is_new_and_own, |id| self.writers.is_given_up(from, id, &self.board))
    }

    /// A change that cannot be applied now: nothing is counted as saved until its sender, asked
    /// for what the board lacks, has sent it whole.
    pub(super) fn set_aside<'a>(
        &mut self,
        now: Now,
        from: ConnectionId,
        runs: impl Iterator<Item = &'a Run> + Clone,
    ) {
        self.leave_part_out(from);
        if let Some(connection) = self.connections.get_mut(from) {
            let own = self.writers.own(from);
            let lacks = || runs.clone().filter(|run| run.end > self.board.head(run.client));
            let run = lacks().find(|run| own == Some(run.client)).or(lacks().next());
            connection.missing.remember_set_aside(runs.clone().copied());
            connection.missing.set_aside(now, run.map(|run| (run.client, run.end)));
        }
    }

    /// A part of a change in parts is not taken: the last does not make the change a whole one.
    pub(super) fn leave_part_out(&mut self, from: ConnectionId) {
        if let Some(missing) = self.connections.missing_of(from) {
            missing.leave_part_out();
        }
    }

    /// Asks those whose changes were set aside for what the board lacks, ever more seldom; who answers
    /// each time with blocks that stand on others which never came is told so, once.
    pub(super) fn ask_again(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let AskedNow { due, in_vain } = self.connections.ask(now);
        for connection in in_vain.into_iter().filter_map(|id| self.connections.get(id)) {
            let Join { connection: id, session, .. } = connection.join;
            let reason = "changes stand on others that never came";
            tell(id, session, ErrorCode::Incomplete, reason, effects);
        }
        self.writers.ask(&due, &self.board, effects);
    }

    /// Asks those who wrote a while ago for what the board lacks, which should be nothing: a change that got lost is
    /// mended, and counted. Nothing is asked of those who wrote nothing.
    pub(super) fn compare(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let due = self.connections.compare(now, |id| self.readers.is_behind(id));
        self.writers.ask(&due, &self.board, effects);
    }

    /// The answer of a socket that was asked so came: what is its own and new in it was lost before.
    pub(super) fn count_what_was_lost(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        let compares = connection.missing.end_comparison();
        if compares && self.writers.own(from).is_some_and(|own| writes_under.contains(&own)) {
            effects.push(Effect::Healed);
        }
    }
}
