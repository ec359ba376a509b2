//! A facilitator in a room that runs as on a server, who lays notes, deletes them, and says commands.

use std::sync::Arc;
use std::time::{Duration, Instant};

use picnic::room::{ConnectionId, Join};
use picnic::rooms::outbox::Outbox;
use picnic::rooms::{RoomHandle, Rooms};
use picnic_protocol::frame::{ClientFrame, read_message, sync_update};
use picnic_protocol::ids::{CommandId, ParticipantId, Role, RoomId};
use picnic_protocol::session::ClientMessage;
use picnic_protocol::session::command::Command;
use yrs::{Doc, Map as _, MapPrelim, TextPrelim, Transact as _, TransactionMut, WriteTxn as _};

use crate::log::DEADLINE;

pub(super) struct Facilitator {
    connection: ConnectionId,
    pub(super) room: RoomHandle,
    doc: Doc,
    commands: u8,
}

impl Facilitator {
    pub(super) async fn enter(rooms: &Arc<Rooms>, room: RoomId) -> Self {
        let connection = rooms.next_connection();
        let join = Join {
            connection,
            participant: ParticipantId::from_bytes([7; 16]),
            lasting: true,
            role: Role::Facilitator,
            generation: 0,
            session: true,
        };
        let room = rooms.open(room).await.unwrap();
        room.join(join, Arc::new(Outbox::default())).await.unwrap();
        Self { connection, room, doc: Doc::with_client_id(7), commands: 0 }
    }

    pub(super) async fn lay(&self, note: &str, text: &str) {
        self.edit(|txn| {
            let notes = txn.get_or_insert_map("notes");
            let fields = notes.insert(txn, note, MapPrelim::default());
            fields.insert(txn, "text", TextPrelim::new(text));
        })
        .await;
    }

    pub(super) async fn delete(&self, note: &str) {
        self.edit(|txn| {
            txn.get_or_insert_map("notes").remove(txn, note);
        })
        .await;
    }

    async fn edit(&self, edit: impl FnOnce(&mut TransactionMut<'_>)) {
        let update = {
            let mut txn = self.doc.transact_mut();
            edit(&mut txn);
            txn.encode_update_v1()
        };
        for frame in read_message(&sync_update(&update)).unwrap() {
            self.room.frame(self.connection, frame).await.unwrap();
        }
    }

    pub(super) async fn says(&mut self, command: Command) {
        self.commands += 1;
        let id = CommandId::from_bytes([self.commands; 16]);
        let command = Box::new(command);
        let message = ClientMessage::Command { id, proxy: None, unnamed: false, command };
        let json = serde_json::to_string(&message).unwrap();
        let message = serde_json::from_str(&json).unwrap();
        self.room.frame(self.connection, ClientFrame::Session(message)).await.unwrap();
    }
}

/// Looks again and again until something is so.
pub(super) async fn until(what: &str, mut check: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !check().await {
        assert!(Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
