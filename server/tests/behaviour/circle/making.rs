//! Ids, drafts and plans as tests write them.

use picnic_protocol::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId};
use picnic_protocol::session::command::{Color, Command, Draft};
use picnic_protocol::session::plan::{Phase, PhaseId, Plan};

/// A phase in which all may do everything.
pub const OPEN: &str = r#"{"id":"open","kind":"cluster","title":{"en":"Open"}}"#;

/// The participant with this number.
pub fn who(number: u8) -> ParticipantId {
    ParticipantId::from_bytes([number; 16])
}

/// One of many participants.
pub fn participant(number: u32) -> ParticipantId {
    ParticipantId::from_bytes(numbered(number))
}

pub fn draft_id(number: u32) -> DraftId {
    DraftId::from_bytes(numbered(number))
}

pub fn comment_id(number: u32) -> CommentId {
    CommentId::from_bytes(numbered(number))
}

pub fn commitment_id(number: u32) -> CommitmentId {
    CommitmentId::from_bytes(numbered(number))
}

pub fn numbered(number: u32) -> [u8; 16] {
    let mut bytes = [9; 16];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    bytes
}

pub fn draft(number: u32, text: &str) -> Draft {
    let id = draft_id(number);
    Draft {
        id,
        text: text.to_owned(),
        color: Color::Yellow,
        section: None,
        held: false,
        offered: false,
    }
}

pub fn put(drafts: &[Draft]) -> Command {
    Command::PutDrafts { drafts: drafts.to_vec() }
}

pub fn phase_id(id: &str) -> PhaseId {
    id.parse().unwrap()
}

pub fn element(id: &str) -> ElementId {
    id.parse().unwrap()
}

/// A plan of phases as a model writes them, in JSON.
pub fn plan(anonymous: bool, phases: &[&str]) -> Plan {
    let phases = phases
        .iter()
        .map(|phase| {
            serde_json::from_str::<Phase>(phase).unwrap_or_else(|error| panic!("{error}: {phase}"))
        })
        .collect();
    Plan { anonymous, phases, sections: Vec::new() }
}

/// The default picnic, short.
pub fn picnic(anonymous: bool) -> Plan {
    plan(
        anonymous,
        &[
            r#"{"id":"arrive","kind":"arrive","title":{"en":"Arrive"},"question":{"en":"How are you?"}}"#,
            r#"{"id":"pack","kind":"pack","title":{"en":"Pack"},"length":{"minutes":10}}"#,
            r#"{"id":"lay","kind":"lay","title":{"en":"Lay"}}"#,
            r#"{"id":"taste","kind":"taste","title":{"en":"Taste"}}"#,
            r#"{"id":"vote","kind":"vote","title":{"en":"Vote"},"on":"notes"}"#,
            r#"{"id":"take","kind":"take","title":{"en":"Take"}}"#,
            r#"{"id":"harvest","kind":"harvest","title":{"en":"Harvest"}}"#,
        ],
    )
}
