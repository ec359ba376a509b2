//! The journey: phases in order, a clock that all see, plans that change, two facilitators.

use crate::circle::{Circle, draft, phase_id, picnic, plan, put, who};
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{BoardView, Command, RefusalCode};
use picnic_protocol::session::plan::{Phase, PhaseLength};
use picnic_protocol::session::view::{Journey, Timer};

fn journey(circle: &Circle) -> Journey {
    circle.view(2).journey.clone().unwrap()
}

fn current(circle: &Circle) -> Option<String> {
    journey(circle).current.map(|id| id.to_string())
}

fn go(from: Option<&str>, to: Option<&str>) -> Command {
    Command::GoTo { from: from.map(phase_id), to: to.map(phase_id) }
}

fn left_ms(circle: &Circle) -> u64 {
    match journey(circle).timer {
        Timer::Running { deadline_ms } => deadline_ms.saturating_sub(circle.now.unix_ms),
        Timer::Paused { left_ms } => left_ms,
        Timer::Stopped => 0,
    }
}

#[test]
fn two_facilitators_who_press_next_at_once_go_one_phase_on() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.come(9, Role::Facilitator);
    circle.go("arrive");
    let ids = [circle.next_command_id(), circle.next_command_id()];
    circle.send_command(1, ids[0], None, go(Some("arrive"), Some("pack")));
    circle.send_command(9, ids[1], None, go(Some("arrive"), Some("pack")));
    circle.pass_ms(20);
    assert_eq!(circle.seats[&1].answers[&ids[0]], Ok(()));
    assert_eq!(circle.seats[&9].answers[&ids[1]], Err(RefusalCode::Stale));
    assert_eq!(current(&circle).as_deref(), Some("pack"));
}

#[test]
fn everyone_sees_the_same_deadline_and_it_outlives_a_restart() {
    let mut circle = Circle::with(picnic(false), 3);
    circle.go("pack");
    let timer = journey(&circle).timer;
    assert!((599_900..=600_000).contains(&left_ms(&circle)));
    circle.pass_ms(60_000);
    circle.restart();
    for number in 1..=4 {
        assert_eq!(circle.view(number).journey.as_ref().unwrap().timer, timer);
    }
    // It goes on past its end, and nothing moves by itself.
    circle.pass_ms(1_000_000);
    assert_eq!(current(&circle).as_deref(), Some("pack"));
    assert_eq!(journey(&circle).timer, timer);
}

#[test]
fn the_clock_is_paused_resumed_and_extended() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("pack");
    circle.pass_ms(100_000);
    circle.does(1, Command::PauseTimer {}).unwrap();
    let left = left_ms(&circle);
    assert!((499_000..500_001).contains(&left), "{left}");
    circle.pass_ms(50_000);
    circle.does(1, Command::ExtendTimer { seconds: 60 }).unwrap();
    assert_eq!(left_ms(&circle), left + 60_000);
    circle.does(1, Command::ResumeTimer {}).unwrap();
    assert!(left_ms(&circle).abs_diff(left + 60_000) < 100);
    circle.pass_ms(700_000);
    // A minute more is a minute from now where the time was up.
    circle.does(1, Command::ExtendTimer { seconds: 60 }).unwrap();
    assert!(left_ms(&circle).abs_diff(60_000) < 100);
    circle.go("lay");
    assert_eq!(journey(&circle).timer, Timer::Stopped);
    circle.does(1, Command::ExtendTimer { seconds: 90 }).unwrap();
    assert!(left_ms(&circle).abs_diff(90_000) < 100);
}

#[test]
fn a_phase_moves_on_by_itself_only_when_so_set_and_also_after_a_restart() {
    let phases = [
        r#"{"id":"one","kind":"pack","title":{"en":"1"},"length":{"minutes":1},"movesOn":true}"#,
        r#"{"id":"two","kind":"lay","title":{"en":"2"},"length":{"minutes":2},"movesOn":true}"#,
        r#"{"id":"three","kind":"taste","title":{"en":"3"},"length":{"minutes":1},"movesOn":true}"#,
    ];
    let mut circle = Circle::with(plan(true, &phases), 2);
    circle.go("one");
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.does(3, put(&[draft(2, "b")])).unwrap();
    let due = circle.room.next_tick().unwrap();
    assert!(due <= circle.now.monotonic_ms + 60_000);
    circle.pass_ms(59_000);
    assert_eq!(current(&circle).as_deref(), Some("one"));
    circle.pass_ms(1_100);
    assert_eq!(current(&circle).as_deref(), Some("two"));
    assert_eq!(circle.texts(2), ["a", "b"], "what belongs to the phase happens");
    // The server is away while the time runs out.
    circle.now.unix_ms += 600_000;
    circle.restart();
    circle.pass_ms(20);
    assert_eq!(current(&circle).as_deref(), Some("three"));
    // The last one has nowhere to go, and is not asked for over and over.
    circle.pass_ms(120_000);
    assert_eq!(current(&circle).as_deref(), Some("three"));
    assert!(circle.room.next_tick().is_none_or(|at| at > circle.now.monotonic_ms));
}

#[test]
fn a_phase_may_be_open_until_a_date() {
    let phases = [
        r#"{"id":"pack","kind":"pack","title":{"en":"Pack"},"length":{"until":{"unixMs":1790500000000}}}"#,
    ];
    let mut circle = Circle::with(plan(false, &phases), 1);
    circle.go("pack");
    assert_eq!(journey(&circle).timer, Timer::Running { deadline_ms: 1_790_500_000_000 });
}

#[test]
fn a_clock_that_is_set_takes_no_time_from_a_phase_and_gives_it_none() {
    const HOUR_MS: u64 = 3_600_000;
    let phases = [
        r#"{"id":"one","kind":"pack","title":{"en":"1"},"length":{"minutes":30},"movesOn":true}"#,
        r#"{"id":"two","kind":"lay","title":{"en":"2"}}"#,
    ];
    let mut circle = Circle::with(plan(true, &phases), 2);
    circle.go("one");
    circle.does(2, put(&[draft(1, "private")])).unwrap();
    circle.does(3, put(&[draft(2, "private too")])).unwrap();
    circle.pass_ms(60_000);
    let began_ms = journey(&circle).started_ms.unwrap();
    for (forward, ms) in [(true, 2 * HOUR_MS), (false, 26 * HOUR_MS), (true, 5_000)] {
        let left = left_ms(&circle);
        let unix_ms = circle.now.unix_ms;
        circle.now.unix_ms = if forward { unix_ms + ms } else { unix_ms - ms };
        circle.pass_ms(20);
        circle.pass_ms(20);
        assert_eq!(current(&circle).as_deref(), Some("one"), "nothing is revealed");
        assert!(left_ms(&circle).abs_diff(left) < 100, "{} {left}", left_ms(&circle));
        let told = circle.told(2, |message| match message {
            ServerMessage::Time { now_ms } => Some(*now_ms),
            _ => None,
        });
        assert!(told.unwrap().abs_diff(circle.now.unix_ms) < 100, "pages are told the time");
    }
    let stayed = circle.now.unix_ms - journey(&circle).started_ms.unwrap();
    assert!(stayed.abs_diff(60_000) < 200, "{stayed} since {began_ms}");
    let folded = circle.restored();
    assert_eq!(folded.session().timer, circle.room.session().timer, "it is in the log");
    circle.pass_ms(29 * 60_000);
    assert_eq!(current(&circle).as_deref(), Some("two"), "its time is up when it has passed");
}

#[test]
fn a_date_is_a_date_whatever_the_clock_says() {
    let phases = [
        r#"{"id":"pack","kind":"pack","title":{"en":"Pack"},"length":{"until":{"unixMs":1790500000000}}}"#,
    ];
    let mut circle = Circle::with(plan(false, &phases), 1);
    circle.go("pack");
    circle.now.unix_ms += 7_200_000;
    circle.pass_ms(20);
    circle.pass_ms(20);
    assert_eq!(journey(&circle).timer, Timer::Running { deadline_ms: 1_790_500_000_000 });
}

#[test]
fn a_clock_that_went_back_over_a_restart_leaves_no_phase_more_than_its_length() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("pack");
    circle.pass_ms(60_000);
    circle.now.unix_ms -= 24 * 3_600_000;
    circle.restart();
    circle.pass_ms(20);
    circle.pass_ms(20);
    assert!((590_000..=600_000).contains(&left_ms(&circle)), "{}", left_ms(&circle));
}

#[test]
fn the_plan_is_changed_before_the_session_and_during_it() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("pack");
    let mut phase: Phase = circle.view(1).plan[1].clone();
    phase.length = PhaseLength::Minutes(5);
    circle.does(1, Command::ChangePhase { phase: phase.clone() }).unwrap();
    assert!(left_ms(&circle).abs_diff(300_000) < 100, "the running clock follows");

    let mut other = circle.view(1).plan[3].clone();
    other.id = phase_id("taste-again");
    let add = Command::AddPhase { phase: other.clone(), before: Some(phase_id("vote")) };
    circle.does(1, add.clone()).unwrap();
    assert_eq!(circle.does(1, add), Ok(()), "the same again is no error");
    let mut clash = phase.clone();
    clash.title = other.title.clone();
    let clash = Command::AddPhase { phase: clash, before: None };
    assert_eq!(circle.does(1, clash), Err(RefusalCode::Taken));
    let to_front = Command::MovePhase { phase: phase_id("vote"), before: Some(phase_id("arrive")) };
    circle.does(1, to_front).unwrap();
    circle.does(1, Command::RemovePhase { phase: phase_id("taste") }).unwrap();
    let running = Command::RemovePhase { phase: phase_id("pack") };
    assert_eq!(circle.does(1, running), Err(RefusalCode::NotNow));
    let ids: Vec<_> = circle.view(2).plan.iter().map(|phase| phase.id.to_string()).collect();
    assert_eq!(ids, ["vote", "arrive", "pack", "lay", "taste-again", "take", "harvest"]);

    let mut other_kind = circle.view(1).plan[3].clone();
    other_kind.id = phase_id("pack");
    let change = Command::ChangePhase { phase: other_kind };
    assert_eq!(circle.does(1, change), Err(RefusalCode::NotNow));
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn only_facilitators_lead() {
    let mut circle = Circle::with(picnic(false), 1);
    let view = BoardView { center: [0, 0], size: [800, 600] };
    for command in [
        go(None, Some("pack")),
        Command::PauseTimer {},
        Command::SetLocked { locked: true },
        Command::Bring { view },
        Command::Remove { participant: who(1) },
        Command::PutProxy { participant: who(50), name: "P".to_owned() },
        Command::SetAnonymous { anonymous: true },
    ] {
        assert_eq!(circle.does(2, command.clone()), Err(RefusalCode::NotAllowed), "{command:?}");
    }
}

#[test]
fn who_comes_late_lands_in_the_phase_as_it_is() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.go("lay");
    circle.go("taste");
    circle.come(7, Role::Participant);
    let view = circle.view(7);
    assert_eq!(view.journey.as_ref().unwrap().current, Some(phase_id("taste")));
    assert_eq!(view.plan.len(), 7);
    assert_eq!(circle.texts(7), ["a"]);
    assert_eq!(circle.view(2).people.len(), 3, "others hear of them");
}

#[test]
fn everyone_is_brought_to_a_part_of_the_board_and_follows_a_leader() {
    let mut circle = Circle::with(picnic(false), 1);
    let view = BoardView { center: [500, -20], size: [800, 600] };
    circle.does(1, Command::Bring { view }).unwrap();
    circle.does(1, Command::Bring { view }).unwrap();
    let brought = journey(&circle).brought.unwrap();
    assert_eq!((brought.number, brought.by, brought.view), (2, who(1), view));
    circle.does(1, Command::Lead { on: true }).unwrap();
    assert_eq!(journey(&circle).leader, Some(who(1)));
    circle.does(1, Command::Lead { on: false }).unwrap();
    assert_eq!(journey(&circle).leader, None);
}

#[test]
fn a_slow_reader_gets_the_whole_session_with_its_diff() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.go("pack");
    circle.dropping.push(circle.connection(3));
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.go("lay");
    circle.go("taste");
    assert!(circle.texts(3).is_empty());
    circle.drain();
    assert_eq!(circle.texts(3), ["a"]);
    assert_eq!(circle.view(3).comparable(), circle.view(2).comparable_to(who(2)));
}

#[test]
fn being_done_is_told_and_forgotten_at_the_next_phase() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.go("pack");
    circle.does(2, Command::Ready { ready: true }).unwrap();
    circle.pass_ms(300);
    assert_eq!(circle.view(1).progress.as_ref().unwrap().ready, 1);
    assert!(circle.view(2).mine(who(2)).ready);
    circle.go("lay");
    circle.pass_ms(300);
    assert_eq!(circle.view(1).progress.as_ref().unwrap().ready, 0);
    assert!(!circle.view(2).mine(who(2)).ready);
}

#[test]
fn how_the_time_went_is_remembered() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("arrive");
    circle.pass_ms(60_000);
    circle.go("pack");
    circle.pass_ms(120_000);
    circle.does(1, go(Some("pack"), None)).unwrap();
    let visits = &circle.room.session().stays;
    let minutes: Vec<_> = visits
        .iter()
        .map(|visit| {
            (visit.phase.to_string(), (visit.ended_ms.unwrap() - visit.started_ms) / 60_000)
        })
        .collect();
    assert_eq!(minutes, [("arrive".to_owned(), 1), ("pack".to_owned(), 2)]);
}

#[test]
fn a_command_counts_towards_what_is_saved() {
    let mut circle = Circle::with(picnic(false), 1);
    let before = circle.seats[&2].sent;
    circle.go("pack");
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    // Refused ones too: the page waits for all that it sent.
    circle.does(2, go(None, None)).unwrap_err();
    assert_eq!(circle.seats[&2].sent, before + 2);
    assert_eq!(circle.seats[&2].saved, before + 2);
}
