//! What is written while the board is locked arrives when it is open, whatever was refused before.

use crate::people::{Person, RoomUnderTest, settle};
use picnic::room::Input;
use picnic_protocol::frame::{ClientFrame, NotTaken};
use picnic_protocol::ids::{CommandId, Role};
use picnic_protocol::session::ClientMessage;
use picnic_protocol::session::command::Command;

fn lock(room: &mut RoomUnderTest, who: &Person, locked: bool) {
    let id = CommandId::from_bytes([u8::from(locked); 16]);
    let command = Box::new(Command::SetLocked { locked });
    who.say(room, &ClientMessage::Command { id, proxy: None, unnamed: false, command });
}

#[test]
fn what_is_written_after_a_change_too_large_to_be_read_arrives_when_the_board_is_open() {
    let mut room = RoomUnderTest::new();
    let mut facilitator = Person::join(&mut room, 1, Role::Facilitator);
    let mut aino = Person::join(&mut room, 2, Role::Participant);
    settle(&mut room, &mut [&mut facilitator, &mut aino], 4);
    lock(&mut room, &facilitator, true);
    settle(&mut room, &mut [&mut facilitator, &mut aino], 2);
    aino.write_note_unsent("large", "more than a message may have");
    let frame = ClientFrame::NotTaken(NotTaken::TooLarge(1));
    room.input(Input::Frame { connection: aino.connection(), frame });
    aino.write_note(&mut room, "small", "beside it");
    settle(&mut room, &mut [&mut facilitator, &mut aino], 4);
    assert!(!aino.notes().contains_key("large"), "it is too large on every line");
    lock(&mut room, &facilitator, false);
    settle(&mut room, &mut [&mut facilitator, &mut aino], 8);
    assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["small"]);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes(), facilitator.notes());
}
