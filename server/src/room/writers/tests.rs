use picnic_protocol::awareness::Entry;
use picnic_protocol::update::Run;

use super::*;
use crate::limits::{PASSED_MS, PROOF_MS, PROOF_PAUSE_MS, UNANSWERED_MS, VERDICT_MS};
use crate::room::presence::{Verdict, removal};

const AINO: ConnectionId = ConnectionId(1);
const BERTIL: ConnectionId = ConnectionId(2);
const CECILIA: ConnectionId = ConnectionId(3);
const ID: ClientId = 7;

/// A board of which only the clocks matter.
impl BoardHeads for BTreeMap<ClientId, Clock> {
    fn head(&self, client: ClientId) -> Clock {
        self.get(&client).copied().unwrap_or(0)
    }

    fn question(&self) -> Bytes {
        Bytes::from_static(b"what have you?")
    }
}

/// The writers of a workshop, and what is around them.
#[derive(Default)]
struct Workshop {
    writers: Writers,
    board: BTreeMap<ClientId, Clock>,
    readers: Readers,
    session: Session,
    presence: Presence,
    now: Now,
    effects: Vec<Effect>,
}

fn join(connection: ConnectionId, lasting: bool) -> Join {
    let number = u8::try_from(connection.0).expect("a small number");
    let participant = ParticipantId::from_bytes([number; 16]);
    let role = Role::Participant;
    Join { connection, participant, lasting, role, generation: 0, session: true }
}

impl Workshop {
    /// With these sockets, each somebody's own, with passes or without.
    fn with(sockets: &[ConnectionId], lasting: bool) -> Self {
        let mut room = Self::default();
        for id in sockets {
            let join = join(*id, lasting);
            room.presence.enter(room.now, &join, false);
            room.readers.enter(*id, join.session);
            room.writers.enter(&join);
        }
        room
    }

    fn ask<T>(
        &mut self,
        ask: impl FnOnce(&mut Writers, &mut Around<'_>, &mut Vec<Effect>) -> T,
    ) -> T {
        let mut around = Around {
            board: &self.board,
            readers: &self.readers,
            session: &self.session,
            presence: &mut self.presence,
            now: self.now,
        };
        ask(&mut self.writers, &mut around, &mut self.effects)
    }

    /// Whether a page that tells its id is told that this is somebody else's.
    fn tells(&mut self, id: ConnectionId, client: ClientId) -> bool {
        self.ask(|writers, around, effects| writers.hear_own_id(id, client, around, effects))
    }

    /// A socket shows presence under an id. Whether it is taken.
    fn shows(&mut self, id: ConnectionId, client: ClientId, clock: u32) -> bool {
        let entry = Entry { client, clock, state: Some("{}") };
        let holds = self.presence.owner_of(client) == Some(id);
        let may = |writers: &mut Writers, around: &mut Around<'_>, effects: &mut Vec<Effect>| {
            writers.may_name(id, &entry, around, effects)
        };
        if !holds && !self.ask(may) {
            return false;
        }
        let taken = self.presence.show(&join(id, true), &entry, &self.session, false);
        self.ask(|writers, around, _| writers.hear_presence(id, client, around));
        taken == Verdict::Taken
    }

    /// A socket writes blocks under an id in an ordinary update, and the board has them.
    fn writes(&mut self, id: ConnectionId, client: ClientId) {
        let is_first = self.board.head(client) == 0;
        self.ask(|writers, around, _| writers.learn_from_writing(id, &[client], is_first, around));
        *self.board.entry(client).or_default() += 1;
    }

    /// A socket brings blocks of somebody else, up to there.
    fn brings(&mut self, id: ConnectionId, client: ClientId, end: Clock) {
        self.ask(|writers, around, effects| {
            writers.leave_to_writers(id, &[(client, end)], around, effects);
        });
    }

    /// A socket sends all that it has.
    fn answers(&mut self, id: ConnectionId) {
        self.writers.showed_life(id);
        self.ask(|writers, around, _| writers.take_answer(id, around));
    }

    fn settle(&mut self) -> Vec<DisputeNews> {
        self.ask(|writers, around, _| writers.settle(around))
    }

    fn next_verdict_ms(&self) -> Option<u64> {
        self.writers.next_verdict_ms(&self.readers, &self.session, &self.board)
    }

    fn leaves(&mut self, id: ConnectionId) {
        self.ask(|writers, around, _| writers.leave(id, around));
    }

    /// Nobody answers for so long.
    fn passes(&mut self, ms: u64) {
        self.now.monotonic_ms += ms;
        self.ask(|writers, around, _| writers.free_ids_of_the_silent(around));
    }

    /// Who was asked for what they have, since this was last looked at.
    fn asked(&mut self) -> Vec<ConnectionId> {
        let question = self.board.question();
        let asked = self.effects.drain(..).filter_map(|effect| match effect {
            Effect::Send { to, frame } if frame == question => Some(to),
            _ => None,
        });
        asked.collect()
    }
}

#[test]
fn an_id_is_whose_page_told_it_first_and_they_are_asked_when_another_wants_it() {
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    assert!(!room.tells(AINO, ID));
    assert_eq!((room.writers.own(AINO), room.asked()), (Some(ID), vec![]));
    assert!(room.tells(BERTIL, ID));
    assert_eq!((room.writers.own(BERTIL), room.asked()), (None, vec![AINO]));
    assert!(room.writers.is_anothers(ID, BERTIL) && !room.writers.is_anothers(ID, AINO));
    // Asked again within the pause, she hears nothing.
    assert!(room.tells(BERTIL, ID));
    assert_eq!(room.asked(), []);
}

#[test]
fn whoever_may_only_look_on_writes_under_no_id_and_hears_nothing_of_it() {
    let mut room = Workshop::default();
    room.writers.enter(&Join { role: Role::Viewer, ..join(AINO, true) });
    assert!(!room.tells(AINO, ID));
    assert_eq!(room.writers.own(AINO), None);
    room.writes(AINO, ID);
    assert_eq!(room.writers.own(AINO), None);
}

#[test]
fn who_wrote_under_one_id_writes_under_that_and_who_wrote_under_two_hands_on() {
    let mut room = Workshop::with(&[AINO], true);
    room.writes(AINO, ID);
    room.writes(AINO, ID);
    assert_eq!(room.writers.own(AINO), Some(ID));
    room.writes(AINO, ID + 1);
    assert_eq!(room.writers.own(AINO), None);
    room.writes(AINO, ID);
    assert_eq!(room.writers.own(AINO), None, "neither may be her own");
}

#[test]
fn who_only_wrote_without_a_pass_yields_to_whoever_names_the_id() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.writes(AINO, ID);
    assert!(room.shows(BERTIL, ID, 1));
    assert_eq!((room.writers.own(AINO), room.writers.own(BERTIL)), (None, Some(ID)));
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    room.writes(AINO, ID);
    assert!(!room.shows(BERTIL, ID, 1), "she has a pass and was the first there");
    assert_eq!(room.writers.own(AINO), Some(ID));
}

#[test]
fn who_says_nothing_loses_the_id_to_who_has_all_of_it_and_has_it_again_if_they_were_slow() {
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    room.tells(AINO, ID);
    room.board.insert(ID, 5);
    room.readers.ask_for_board(BERTIL, &[(ID, 5)]);
    assert!(room.tells(BERTIL, ID));
    room.passes(PROOF_MS - 1);
    assert_eq!(room.writers.own(AINO), Some(ID));
    room.passes(1);
    assert_eq!(room.writers.own(AINO), None);
    // It is hers by her pass, so he does not get it, and she does.
    assert!(room.tells(BERTIL, ID) && !room.tells(AINO, ID));
    assert_eq!(room.writers.own(AINO), Some(ID));
}

#[test]
fn who_has_no_pass_loses_it_for_good_once_another_wrote_there() {
    for writes in [false, true] {
        let mut room = Workshop::with(&[AINO, BERTIL], false);
        room.tells(AINO, ID);
        room.board.insert(ID, 5);
        room.readers.ask_for_board(BERTIL, &[(ID, 5)]);
        room.tells(BERTIL, ID);
        room.passes(PROOF_MS);
        assert!(!room.tells(BERTIL, ID));
        assert_eq!(room.writers.own(BERTIL), Some(ID));
        if writes {
            room.writes(BERTIL, ID);
        }
        assert_eq!(room.tells(AINO, ID), writes);
        assert_eq!(room.writers.own(AINO), (!writes).then_some(ID));
    }
}

#[test]
fn after_a_while_an_id_that_was_lost_is_not_given_back() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.tells(AINO, ID);
    room.tells(BERTIL, ID);
    room.passes(PROOF_MS);
    assert!(!room.tells(BERTIL, ID));
    room.passes(PASSED_MS);
    assert!(room.tells(AINO, ID));
}

#[test]
fn words_that_would_stand_where_anothers_do_are_found() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.tells(AINO, ID);
    room.tells(BERTIL, ID);
    room.passes(PROOF_MS);
    room.tells(BERTIL, ID);
    room.writes(BERTIL, ID);
    let hears = |room: &mut Workshop, start, end| {
        let run = Run { client: ID, start, end };
        room.ask(|writers, around, _| writers.take_back_superseded_id(AINO, &[run], around))
    };
    assert!(hears(&mut room, 0, 2));
    assert!(!hears(&mut room, 1, 2), "it goes on from his");
}

#[test]
fn what_a_socket_shows_is_not_taken_while_another_writes_there_and_it_hears_when_the_id_is_free() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    assert!(room.shows(AINO, ID, 1));
    assert!(!room.shows(BERTIL, ID, 4));
    assert_eq!((room.settle(), room.writers.own(BERTIL)), (vec![], None));
    room.leaves(AINO);
    assert_eq!(room.settle(), [DisputeNews::IdIsFree(BERTIL, removal(ID, 4))]);
    assert_eq!(room.settle(), [], "once");
}

#[test]
fn who_says_again_what_the_writer_showed_has_nobody_asked_anew() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.shows(AINO, ID, 3);
    assert!(!room.shows(BERTIL, ID, 3));
    assert_eq!(room.asked(), [AINO]);
    room.now.monotonic_ms += PROOF_PAUSE_MS;
    assert!(!room.shows(BERTIL, ID, 3));
    assert_eq!(room.asked(), []);
    assert!(!room.shows(BERTIL, ID, 4));
    assert_eq!(room.asked(), [AINO]);
}

#[test]
fn a_relay_that_is_asked_says_that_the_presence_is_not_its_own() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.shows(AINO, ID, 1);
    room.shows(BERTIL, ID, 2);
    let gone = Entry { client: ID, clock: 1, state: None };
    room.ask(|writers, around, _| writers.hear_of_removal(AINO, &gone, around));
    assert_eq!((room.writers.own(AINO), room.presence.owner_of(ID)), (None, None));
    assert!(room.shows(BERTIL, ID, 3));
    assert_eq!(room.writers.own(BERTIL), Some(ID));
}

#[test]
fn blocks_of_somebody_who_is_here_are_refused_when_they_answer_without() {
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    room.tells(AINO, ID);
    room.brings(BERTIL, ID, 3);
    assert_eq!((room.asked(), room.settle()), (vec![AINO], vec![]));
    // The answer to what she was asked when she came, and then to this.
    room.answers(AINO);
    assert_eq!(room.settle(), []);
    room.answers(AINO);
    assert_eq!(room.settle(), [DisputeNews::BlocksRefused(BERTIL)]);
    assert_eq!(room.settle(), [], "told once");
    room.board.insert(ID, 3);
    assert_eq!(room.settle(), [DisputeNews::BlocksCame(BERTIL)]);
    assert_eq!(room.next_verdict_ms(), None);
}

#[test]
fn blocks_of_somebody_who_says_nothing_are_refused_after_a_while_and_of_who_is_gone_asked_for() {
    let mut room = Workshop::with(&[AINO, BERTIL, CECILIA], false);
    room.tells(AINO, ID);
    room.board.insert(ID, 1);
    room.brings(BERTIL, ID, 3);
    assert_eq!(room.next_verdict_ms(), Some(UNANSWERED_MS));
    room.now.monotonic_ms = UNANSWERED_MS - 1;
    assert_eq!(room.settle(), []);
    room.now.monotonic_ms += 1;
    assert_eq!(room.settle(), [DisputeNews::BlocksRefused(BERTIL)]);
    room.brings(CECILIA, ID, 3);
    room.leaves(AINO);
    assert_eq!(room.settle(), [DisputeNews::BlocksCame(BERTIL), DisputeNews::BlocksCame(CECILIA)]);
}

#[test]
fn blocks_that_their_writer_has_are_waited_for_and_asked_for_when_some_of_them_came() {
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    room.tells(AINO, ID);
    room.brings(BERTIL, ID, 3);
    room.writers.hear_what_it_holds(AINO, &[Run { client: ID, start: 0, end: 3 }]);
    room.answers(AINO);
    room.answers(AINO);
    room.now.monotonic_ms = UNANSWERED_MS;
    assert_eq!((room.settle(), room.next_verdict_ms()), (vec![], None));
    room.board.insert(ID, 1);
    assert_eq!(room.settle(), [DisputeNews::BoardAdvanced(BERTIL)]);
    assert_eq!(room.settle(), []);
}

#[test]
fn where_nobody_is_named_an_answer_is_as_late_as_none() {
    let mut room = Workshop::with(&[AINO, BERTIL], true);
    room.session.anonymous = true;
    room.tells(AINO, ID);
    room.brings(BERTIL, ID, 3);
    room.answers(AINO);
    room.answers(AINO);
    assert_eq!(room.settle(), []);
    room.now.monotonic_ms = VERDICT_MS;
    assert_eq!(room.settle(), [DisputeNews::BlocksRefused(BERTIL)]);
}

#[test]
fn who_reads_slowly_is_neither_asked_nor_taken_for_silent() {
    let mut room = Workshop::with(&[AINO, BERTIL], false);
    room.tells(AINO, ID);
    room.readers.fall_behind(AINO, false, Vec::new, None);
    assert!(room.tells(BERTIL, ID));
    assert_eq!(room.asked(), []);
    room.passes(PROOF_MS);
    assert_eq!(room.writers.own(AINO), Some(ID));
}

#[test]
fn the_log_is_told_once_whose_an_id_is_that_somebody_with_a_pass_named() {
    let mut room = Workshop::with(&[AINO], true);
    let logs = |room: &mut Workshop| {
        room.ask(|writers, around, _| writers.claim_to_log(AINO, &[ID], around))
    };
    room.writes(AINO, ID);
    assert_eq!(logs(&mut room), None, "she only wrote there");
    room.tells(AINO, ID);
    let claim = (ID, join(AINO, true).participant);
    assert_eq!((logs(&mut room), logs(&mut room)), (Some(claim), None));
    room.writers.forget_claim(ID);
    room.session.anonymous = true;
    assert_eq!(logs(&mut room), None);
    room.session.anonymous = false;
    assert_eq!(logs(&mut room), Some(claim));
    assert_eq!(room.writers.logged().get(&ID), Some(&claim.1));
}

#[test]
fn an_id_that_the_log_knows_is_kept_from_others_once_its_owner_was_here() {
    let who = join(AINO, true).participant;
    let writers = Writers::loaded([(ID, who)].into(), [9].into(), BTreeSet::new(), BTreeSet::new());
    let mut room = Workshop { writers, ..Workshop::default() };
    for id in [AINO, BERTIL] {
        room.writers.enter(&join(id, true));
    }
    assert!(room.tells(BERTIL, ID) && room.tells(BERTIL, 9), "hers, and the server's");
    assert!(!room.writers.is_anothers(ID, BERTIL), "others bring what she wrote");
    assert!(room.writers.is_anothers(9, BERTIL));
    room.tells(AINO, ID);
    room.board.insert(ID, 1);
    room.leaves(AINO);
    assert!(room.writers.is_anothers(ID, BERTIL), "she brought all that she had");
}
