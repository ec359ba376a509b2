//! Whose words a socket brings, as far as it has shown (rule 7).

use std::collections::BTreeMap;

use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::Run;

use crate::room::left_to_writers::Left;
use crate::room::writing::{Own, Passed};

/// What a socket writes under, what it would like to, and what it was asked to show.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The client id that it writes under.
    pub(super) own: Option<Own>,
    /// The first that its presence named, which others have to be taken for echoes.
    pub(super) named: Option<ClientId>,
    /// An id that its presence names and somebody else writes under, and that presence's clock.
    pub(super) wants: Option<(ClientId, u32)>,
    /// The id that it lost by saying nothing for too long.
    pub(super) lost: Option<Passed>,
    /// The id that it named and that somebody else got before it wrote there, and how much the board had of it then.
    pub(super) let_go: Option<(ClientId, Clock)>,
    /// The id that was free for it when somebody else lost it so.
    pub(super) took: Option<Passed>,
    /// How many sync steps 1 it was sent, and how many of those it answered, as far as is known: fewer where one got
    /// lost, more where it said unasked what it has.
    pub(super) questions: u64,
    pub(super) answers: u64,
    /// Up to where what it said it has goes, under its own id.
    pub(super) holds: Option<(ClientId, Clock)>,
    /// Whether it wrote under several without naming any: it hands on what others write.
    pub(super) relays: bool,
    /// Whether it was asked to show that the presence it holds is its own.
    pub(super) disputed: bool,
    /// When it was last asked to show that it is there, and its id its own.
    pub(super) proof_asked_ms: Option<u64>,
    /// When that was last asked on behalf of somebody who takes the id if nobody answers.
    pub(super) challenged_ms: Option<u64>,
    /// Blocks of it that were left to those under whose ids they are.
    pub(super) left: BTreeMap<ClientId, Left>,
}

impl Standing {
    /// Of a socket that has just come: it is asked at once for what it has.
    pub(super) fn of_a_newcomer() -> Self {
        Self { questions: 1, ..Self::default() }
    }

    /// A change of it holds these: what is under its own id it has, whether that can be taken now or not.
    pub(super) fn hear_what_it_holds(&mut self, runs: &[Run]) {
        let Some(Own { client, .. }) = self.own else { return };
        let own = runs.iter().filter(|run| run.client == client).map(|run| run.end);
        let before = self.holds.filter(|(held, _)| *held == client).map(|(_, end)| end);
        self.holds = own.chain(before).max().map(|end| (client, end));
    }
}
