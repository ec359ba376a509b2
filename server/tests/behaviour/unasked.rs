//! A sync step 2 that nobody asked for, as a page sends of what another tab of its browser wrote, is no answer: what was set
//! aside is not said to be saved before it is here.

use crate::people::{Person, RoomUnderTest, settle};
use picnic::room::Effect;
use picnic::room::fullness::RoomBounds;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;

/// What another tab wrote.
fn of_another_tab(client: u64) -> Vec<u8> {
    let mut tab = Person::alone(client);
    tab.change(&format!("of {client}"), "by another tab")
}

/// How many frames of Aino's she was told last that are saved.
fn last_saved(room: &RoomUnderTest) -> u32 {
    let of_one = |effect: &Effect| match effect {
        Effect::Send { frame, .. } => {
            let json = frame.get(2..)?.iter().skip_while(|byte| **byte != b'{').copied();
            match serde_json::from_slice(&json.collect::<Vec<_>>()) {
                Ok(ServerMessage::Saved { frames, .. }) => Some(frames),
                _ => None,
            }
        }
        _ => None,
    };
    room.record().iter().filter_map(of_one).next_back().unwrap()
}

/// Aino, of whose two notes the second came alone.
fn aino_lacks_a_note(room: &mut RoomUnderTest) -> Person {
    let mut aino = Person::join(room, 1, Role::Participant);
    aino.write_note(room, "a", "arrives");
    settle(room, &mut [&mut aino], 3);
    assert_eq!(aino.saved(), 2, "her answer when she came, and a note");
    aino.write_note_unsent("b", "is lost on the way");
    aino
}

#[test]
fn what_comes_unasked_while_the_answer_is_awaited_says_nothing_of_what_was_set_aside() {
    let mut room = RoomUnderTest::new();
    let mut aino = aino_lacks_a_note(&mut room);
    aino.write_note(&mut room, "c", "stands on it");
    // She is asked, and before she hears of it the store hands on what another tab wrote.
    for client in [3_001, 3_002] {
        let update = of_another_tab(client);
        aino.learn(&update);
        aino.send_unasked(&mut room, &update);
        settle(&mut room, &mut [], 3);
    }
    assert_eq!(last_saved(&room), 2, "nothing since her first note");
    assert!(!room.restored_notes().contains_key("c"));
    settle(&mut room, &mut [&mut aino], 12);
    assert_eq!(room.restored_notes().len(), 5);
    assert_eq!(aino.notes().len(), 5);
    assert!(aino.saved() >= 5, "{}", aino.saved());
    assert_eq!(aino.denied(), 0);
    assert_eq!(aino.errors(), []);
}

#[test]
fn what_comes_unasked_says_nothing_of_what_the_board_had_no_room_for() {
    let bounds = RoomBounds { bytes_max: 20_000, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "a", "arrives");
    settle(&mut room, &mut [&mut aino], 3);
    aino.write_note(&mut room, "b", &"too long".repeat(4_000));
    // Nothing new in it, as where two tabs have the same.
    aino.send_unasked(&mut room, &[0, 0]);
    settle(&mut room, &mut [&mut aino], 3);
    assert!(!room.restored_notes().contains_key("b"));
    assert_eq!(aino.saved(), 2, "nothing since her first note");
}
