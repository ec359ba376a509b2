//! Whatever people send, in any order: the budget holds, secrets stay, pages agree, and the log
//! folds to the same.

use std::collections::BTreeSet;

use crate::circle::{Circle, comment_id, commitment_id, draft_id, element, phase_id, picnic, who};
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::{Color, Command, Commitment, Draft, Reaction};
use proptest::prelude::*;

const PEOPLE: u8 = 5;
const PROXY: u8 = 50;
const PHASES: [&str; 7] = ["arrive", "pack", "lay", "taste", "vote", "take", "harvest"];
const NOTES: [&str; 6] = ["n0", "n1", "n2", "n3", "n4", "n5"];

/// Something that happens.
#[derive(Debug, Clone)]
enum Step {
    Command { by: u8, proxy: bool, again: bool, command: Box<Command> },
    GoOn { by: u8, to: usize },
    WriteNote { by: u8, note: usize },
    DeleteNote { by: u8, note: usize },
    ComeBack(u8),
    Restart,
    Wait(u64),
    FallBehind(u8),
}

fn draft() -> impl Strategy<Value = Draft> {
    (0..8_u32, 0..4_u8, any::<bool>()).prop_map(|(number, word, held)| Draft {
        id: draft_id(number),
        // Who wrote it is added when it is sent.
        text: format!("word{word}"),
        color: Color::Blue,
        section: None,
        held,
        offered: false,
    })
}

/// Anyone but the first facilitator.
fn anyone() -> impl Strategy<Value = u8> {
    prop_oneof![4 => 2..=PEOPLE, 1 => Just(PROXY)]
}

fn command() -> impl Strategy<Value = Command> {
    let note = prop::sample::select(&NOTES[..]).prop_map(element);
    let item = note.clone();
    let spotlit = prop::option::of(note.clone());
    prop_oneof![
        6 => prop::collection::vec(draft(), 1..4).prop_map(|drafts| Command::PutDrafts { drafts }),
        1 => (0..8_u32, 0..8_u32).prop_map(|(one, other)| Command::MoveDraft {
            draft: draft_id(one),
            before: (other < 6).then(|| draft_id(other)),
        }),
        1 => prop::collection::vec((0..8_u32).prop_map(draft_id), 1..3)
            .prop_map(|drafts| Command::DropDrafts { drafts }),
        2 => prop::collection::vec((0..8_u32).prop_map(draft_id), 1..3)
            .prop_map(|drafts| Command::Lay { drafts }),
        1 => "[a-c]{0,2}".prop_map(|text| Command::Answer { text }),
        1 => any::<bool>().prop_map(|ready| Command::Ready { ready }),
        1 => any::<bool>().prop_map(|raised| Command::RaiseHand { raised }),
        2 => (note.clone(), 0..Reaction::ALL.len(), any::<bool>()).prop_map(|(note, kind, on)| {
            Command::React { note, reaction: Reaction::ALL[kind], on }
        }),
        1 => (0..4_u32, note).prop_map(|(number, note)| Command::Comment {
            comment: comment_id(number), note, text: "hm".to_owned(),
        }),
        1 => (0..4_u32).prop_map(|n| Command::DropComment { comment: comment_id(n), key: None }),
        8 => (1..4_u32, item, 0..5_u16)
            .prop_map(|(round, item, count)| Command::Vote { round, item, count }),
        1 => (0..4_u32, "[a-b]{1,2}").prop_map(|(n, what)| Command::PutCommitment {
            commitment: Commitment {
                id: commitment_id(n), what, who: String::new(), by_when: None, target: None,
            },
        }),
        1 => (0..4_u32).prop_map(|n| Command::DropCommitment { commitment: commitment_id(n) }),
        1 => (1..=PEOPLE).prop_map(|from| Command::NextTurn { from: who(from) }),
        1 => any::<bool>().prop_map(|locked| Command::SetLocked { locked }),
        1 => any::<bool>().prop_map(|closed| Command::SetJoiningClosed { closed }),
        1 => any::<bool>().prop_map(|anonymous| Command::SetAnonymous { anonymous }),
        1 => (1..4_u32).prop_map(|round| Command::CloseVote { round }),
        1 => prop::option::of(1..5_u16).prop_map(|budget| Command::OpenVote {
            among: None, budget, per_item_max: None,
        }),
        1 => spotlit.prop_map(|note| Command::Spotlight { note }),
        1 => (2..=PEOPLE, any::<bool>()).prop_map(|(to, up)| Command::Grant {
            to: who(to),
            role: if up { Role::Facilitator } else { Role::Participant },
        }),
        1 => anyone().prop_map(|number| Command::Remove { participant: who(number) }),
        1 => anyone().prop_map(|number| Command::Readmit { participant: who(number) }),
        1 => Just(Command::PutProxy { participant: who(PROXY), name: "P".to_owned() }),
        1 => prop::sample::select(vec![
            Command::PauseTimer {},
            Command::ResumeTimer {},
            Command::ExtendTimer { seconds: 60 },
        ]),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let by = || 1..=PEOPLE;
    prop_oneof![
        16 => (by(), prop::bool::weighted(0.1), prop::bool::weighted(0.2), command())
            .prop_map(|(by, proxy, again, command)| {
                Step::Command { by, proxy, again, command: Box::new(command) }
            }),
        3 => (1..=2_u8, 0..PHASES.len()).prop_map(|(by, to)| Step::GoOn { by, to }),
        2 => (by(), 0..NOTES.len()).prop_map(|(by, note)| Step::WriteNote { by, note }),
        1 => (by(), 0..NOTES.len()).prop_map(|(by, note)| Step::DeleteNote { by, note }),
        1 => by().prop_map(Step::ComeBack),
        1 => Just(Step::Restart),
        1 => (1..700_000_u64).prop_map(Step::Wait),
        1 => by().prop_map(Step::FallBehind),
    ]
}

fn is_here(circle: &Circle, number: u8) -> bool {
    circle.seats[&number].closed.is_none()
}

/// The text of a draft tells its writer, so that it can be searched for in what others hear.
fn signed(command: Command, writer: u8) -> Command {
    match command {
        Command::PutDrafts { mut drafts } => {
            for draft in &mut drafts {
                draft.text = format!("{} packed by {writer}.", draft.text);
            }
            Command::PutDrafts { drafts }
        }
        command => command,
    }
}

fn take(circle: &mut Circle, step: Step) {
    match step {
        Step::Command { by, proxy, again, command } if is_here(circle, by) => {
            let id = circle.next_command_id();
            let command = signed(*command, if proxy { PROXY } else { by });
            let proxy = proxy.then(|| who(PROXY));
            for _ in 0..=usize::from(again) {
                circle.send_command(by, id, proxy, command.clone());
            }
            circle.pass_ms(20);
        }
        Step::GoOn { by, to } if is_here(circle, by) => {
            let from = circle.room.session().current.clone();
            let to = Some(phase_id(PHASES[to]));
            let id = circle.next_command_id();
            circle.send_command(by, id, None, Command::GoTo { from, to });
            circle.pass_ms(20);
        }
        Step::WriteNote { by, note } if is_here(circle, by) => {
            circle.write_note(by, NOTES[note], [300.0 * note as f64, 5_000.0]);
        }
        Step::DeleteNote { by, note } if is_here(circle, by) => {
            circle.delete_note(by, NOTES[note]);
        }
        Step::ComeBack(number) => {
            circle.leave(number);
            let role = circle.seats[&number].role;
            circle.come(number, role);
        }
        Step::Restart => circle.restart(),
        Step::Wait(ms) => circle.pass_ms(ms),
        Step::FallBehind(number) => {
            let connection = circle.connection(number);
            circle.dropping.push(connection);
            circle.pass_ms(20);
        }
        _ => {}
    }
}

fn check(circle: &Circle) -> Result<(), TestCaseError> {
    let session = circle.room.session();
    if let Some(vote) = &session.vote {
        for (whose, ballot) in &vote.ballots {
            prop_assert!(vote.spent(*whose) <= vote.budget, "over budget: {ballot:?}");
            prop_assert!(ballot.values().all(|votes| (1..=vote.per_item_max).contains(votes)));
            prop_assert!(ballot.keys().all(|item| vote.items.contains(item)));
        }
    }
    for result in &session.results {
        let votes: u32 = result.items.iter().map(|item| item.votes).sum();
        prop_assert!(votes <= result.voters * u32::from(result.budget));
    }
    Ok(())
}

/// What was never laid was heard by its writer alone, and by whoever wrote it for them: a proxy may have been handed on.
fn check_secrets(circle: &Circle, keepers: &BTreeSet<ParticipantId>) -> Result<(), TestCaseError> {
    let session = circle.room.session();
    if !session.laid.is_empty() {
        // A draft may say what one said that lies on the board.
        return Ok(());
    }
    // What is in a basket was heard by its writer alone.
    for (writer, basket) in &session.baskets {
        let is_proxy = *writer == who(PROXY);
        for draft in basket {
            for (number, seat) in &circle.seats {
                if seat.who == *writer || (is_proxy && keepers.contains(&seat.who)) {
                    continue;
                }
                prop_assert!(!circle.has_heard(*number, &draft.text), "{number} heard it");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_commands_keeps_the_promises(
        anonymous in any::<bool>(),
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let mut circle = Circle::with(picnic(anonymous), PEOPLE - 1);
        for note in NOTES {
            circle.write_note(1, note, [0.0, 9_000.0]);
        }
        let mut keepers = BTreeSet::new();
        for step in steps {
            take(&mut circle, step);
            check(&circle)?;
            let proxy = circle.room.session().member(who(PROXY));
            keepers.extend(proxy.and_then(|member| member.keeper));
        }
        check_secrets(&circle, &keepers)?;
        circle.catch_up();
        // Folding the log gives the same session and the same board (rule 3).
        let restored = circle.restored();
        prop_assert_eq!(restored.session(), circle.room.session());
        prop_assert_eq!(restored.board().encode(), circle.room.board().encode());
        // What a page put together from parts is what one that comes now is shown.
        let before: Vec<_> = (1..=PEOPLE)
            .filter(|number| is_here(&circle, *number))
            .map(|number| (number, circle.view(number).comparable()))
            .collect();
        for (number, view) in before {
            circle.leave(number);
            let role = circle.seats[&number].role;
            circle.come(number, role);
            prop_assert_eq!(&circle.view(number).comparable(), &view, "the page of {}", number);
        }
    }
}
