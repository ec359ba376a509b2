//! How long the room itself is kept, as people in it are told: one in which nobody ever wrote goes sooner.

use crate::circle::{Circle, draft, picnic, put};
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::Command;

/// How long an empty room is kept, as somebody was told last.
fn empty_room_hours(circle: &Circle, number: u8) -> Option<u32> {
    let told = circle.told(number, |message| match message {
        ServerMessage::Hello(hello) => Some(hello.limits.kept),
        ServerMessage::Kept { kept } => Some(*kept),
        _ => None,
    });
    told.unwrap().empty_room_hours
}

fn times_told(circle: &Circle, number: u8) -> usize {
    let messages = circle.seats[&number].messages.iter();
    messages.filter(|message| matches!(message, ServerMessage::Kept { .. })).count()
}

#[test]
fn whoever_is_in_a_room_with_a_title_in_which_nobody_wrote_is_told_how_soon_it_goes() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.say_name(2, "Aino");
    assert_eq!((empty_room_hours(&circle, 1), times_told(&circle, 1)), (Some(72), 0));
    circle.restart();
    circle.come(3, Role::Viewer);
    assert_eq!(empty_room_hours(&circle, 3), Some(72), "a name and a start do not count");
}

#[test]
fn that_ends_for_all_when_somebody_writes_whatever_it_is() {
    let writes: [fn(&mut Circle); 3] = [
        |circle| circle.write_note(2, "n", [0.0, 0.0]),
        |circle| circle.does(2, put(&[draft(1, "hers alone")])).unwrap(),
        |circle| circle.does(1, Command::SetLocked { locked: true }).unwrap(),
    ];
    for writes in writes {
        let mut circle = Circle::with(picnic(false), 1);
        writes(&mut circle);
        circle.write_note(1, "one more", [0.0, 0.0]);
        for number in [1, 2] {
            assert_eq!((empty_room_hours(&circle, number), times_told(&circle, number)), (None, 1));
        }
        circle.restart();
        assert_eq!((empty_room_hours(&circle, 1), times_told(&circle, 1)), (None, 0));
    }
}

#[test]
fn it_is_told_when_the_log_has_what_was_written() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.log_works = false;
    circle.write_note(2, "n", [0.0, 0.0]);
    assert_eq!(times_told(&circle, 1), 0);
    circle.log_works = true;
    circle.pass_ms(10_000);
    assert_eq!((empty_room_hours(&circle, 1), times_told(&circle, 1)), (None, 1));
}
