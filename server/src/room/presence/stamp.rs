//! What others are shown of a state: with the server's word on whose it is, or so that nothing leads to a person
//! (rule 7).

use std::collections::BTreeMap;

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::NAME_CHARS_MAX;
use picnic_protocol::session::naming::visible;
use serde_json::value::RawValue;

/// What the server says of the person behind an entry, whatever the entry itself says (rule 7).
#[derive(Debug, Clone, Copy)]
pub(super) enum Stamp<'a> {
    /// Who it is.
    Named {
        /// Who.
        id: ParticipantId,
        /// What they may do.
        role: Role,
        /// The name they gave; none for a client without the session plane, whose own word stands.
        name: Option<&'a str>,
    },
    /// Nothing that leads to a person. In an anonymous room nobody is shown where they point, what they
    /// chose or where they write: presence comes and goes with its person, whom the list of people names,
    /// and a pointer that rests where a note comes to be says whose that is. What is dragged moves for
    /// all while it is dragged: anybody moves anybody's notes.
    Nameless(PublicPart),
}

/// What somebody does in an anonymous room that everyone knows of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PublicPart {
    /// They look on, and move nothing.
    Viewer,
    /// They take part: nothing of their presence is told, nor that there is any, but while they drag or
    /// draw.
    Participant,
    /// They facilitate: what they show to all is told, and that it comes from a facilitator.
    Facilitator,
    /// They facilitate, and lead everyone's view.
    Leader,
}

impl PublicPart {
    /// The fields of their presence that others get.
    const fn shown(self) -> &'static [&'static str] {
        match self {
            Self::Viewer => &[],
            Self::Participant => &["drag", "pen"],
            Self::Facilitator => &["drag", "pen", "proposal"],
            Self::Leader => &["drag", "pen", "proposal", "view"],
        }
    }
}
/// Whether a page says in its presence that it knows that people are named.
pub(super) fn is_signed(entry: &Entry<'_>) -> bool {
    #[derive(serde::Deserialize)]
    struct Signed {
        named: bool,
    }
    let said = entry.state.and_then(|state| serde_json::from_str::<Signed>(state).ok());
    said.is_some_and(|said| said.named)
}

/// What others are shown of a state: with the stamp in it, whatever stood there. A state that is no
/// object has nobody in it and becomes one.
pub(super) fn stamped(state: &str, stamp: Stamp<'_>) -> Option<Box<str>> {
    match stamp {
        Stamp::Named { id, role, name } => Some(named(state, id, role, name)),
        Stamp::Nameless(part) => nameless(state, part),
    }
}

/// What may be told of a state without telling whose it is; none where that is nothing.
fn nameless(state: &str, part: PublicPart) -> Option<Box<str>> {
    let said: BTreeMap<String, &RawValue> = serde_json::from_str(state).unwrap_or_default();
    let role = format!(r#"{{"role":"{}"}}"#, role_word(Role::Facilitator));
    let role = RawValue::from_string(role).ok();
    let shown = part.shown().iter().filter_map(|field| Some((*field, *said.get(*field)?)));
    let mut fields: BTreeMap<&str, &RawValue> =
        shown.filter(|(_, value)| value.get() != "null").collect();
    if fields.is_empty() {
        return None;
    }
    // Whoever drags or draws is not said to facilitate, too.
    let is_anybodys = |field: &&str| matches!(*field, "drag" | "pen");
    if let Some(role) = role.as_ref().filter(|_| !fields.keys().all(is_anybodys)) {
        fields.insert("user", role);
    }
    serde_json::to_string(&fields).ok().map(Into::into)
}

fn named(state: &str, id: ParticipantId, role: Role, name: Option<&str>) -> Box<str> {
    // Keys as they read, not as they are written: an escaped `user` is one too.
    let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(state).unwrap_or_default();
    if role == Role::Viewer {
        // Whoever only looks moves nothing, whatever they say.
        for field in ["drag", "pen", "laser"] {
            fields.remove(field);
        }
    }
    let mut user: BTreeMap<String, Box<RawValue>> = fields
        .get("user")
        .and_then(|user| serde_json::from_str(user.get()).ok())
        .unwrap_or_default();
    let mut put = |key: &str, value: Option<&str>| {
        let text = value.map(serde_json::to_string).and_then(Result::ok);
        match text.and_then(|text| RawValue::from_string(text).ok()) {
            Some(raw) => user.insert(key.to_owned(), raw),
            None => user.remove(key),
        };
    };
    put("id", Some(&id.to_string()));
    put("role", Some(role_word(role)));
    let own_name;
    let name = match name {
        Some(name) => Some(name),
        None => {
            own_name = fields.get("user").and_then(|user| own_name_of(user.get()));
            own_name.as_deref()
        }
    };
    put("name", name);
    // Texts and JSON that was read as such: neither fails.
    let Ok(user) = serde_json::value::to_raw_value(&user) else { return "{}".into() };
    fields.insert("user".to_owned(), &user);
    serde_json::to_string(&fields).unwrap_or_else(|_| "{}".to_owned()).into()
}

fn own_name_of(user: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        name: String,
    }
    let named: Named = serde_json::from_str(user).ok()?;
    let name = visible(&named.name);
    (name.chars().count() <= NAME_CHARS_MAX).then(|| name.into_owned())
}

const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Participant => "participant",
        Role::Facilitator => "facilitator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp<'static> {
        let id = ParticipantId::from_bytes([7; 16]);
        Stamp::Named { id, role: Role::Viewer, name: Some("Aino") }
    }
    #[test]
    fn name_and_role_are_the_servers_word() {
        let forged = r#"{"user":{"id":"x","role":"facilitator","name":"Boss","color":"red"},"cursor":[1,2]}"#;
        let value: serde_json::Value =
            serde_json::from_str(&stamped(forged, stamp()).unwrap()).unwrap();
        assert_eq!(value["user"]["role"], "viewer");
        assert_eq!(value["user"]["name"], "Aino");
        assert_eq!(value["user"]["id"], ParticipantId::from_bytes([7; 16]).to_string());
        assert_eq!(value["user"]["color"], "red");
        assert_eq!(value["cursor"], serde_json::json!([1, 2]));
    }

    #[test]
    fn no_spelling_of_a_state_gets_past_the_stamp() {
        for forged in [
            r#"{"\u0075ser":{"name":"Boss","role":"facilitator"}}"#,
            r#"{"user":{"role":"viewer"},"user":{"name":"Boss","role":"facilitator"}}"#,
            r#"{"user":{"n\u0061me":"Boss","rol\u0065":"facilitator"}}"#,
            r#"{"\ud83d":1,"user":{"name":"Boss","role":"facilitator"}}"#,
            r#"[{"user":{"name":"Boss"}}]"#,
        ] {
            let text = stamped(forged, stamp()).unwrap();
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["user"]["role"], "viewer", "{forged}");
            assert_eq!(value["user"]["name"], "Aino", "{forged}");
            assert!(!text.contains("Boss"), "{forged}");
        }
    }

    #[test]
    fn without_names_only_a_drag_a_stroke_and_what_a_facilitator_shows_to_all_are_left_of_a_state()
    {
        let said = r##"{"user":{"id":"x","name":"Aino","color":"#c6404b","role":"facilitator"},"cursor":[1,2],
            "\u0065diting":"n","view":{"center":[0,0]},"name":"Aino","proposal":{"number":1},"drag":null}"##;
        let shown = |said, part| -> Option<serde_json::Value> {
            let text = stamped(said, Stamp::Nameless(part))?;
            Some(serde_json::from_str(&text).unwrap())
        };
        assert_eq!(shown(said, PublicPart::Participant), None);
        let drags = r#"{"cursor":[1,2],"user":{"name":"Aino"},"drag":{"notes":{"n":[1,2]}}}"#;
        let dragged = serde_json::json!({"drag": {"notes": {"n": [1, 2]}}});
        assert_eq!(shown(drags, PublicPart::Viewer), None, "whoever only looks moves nothing");
        for part in [PublicPart::Participant, PublicPart::Leader] {
            assert_eq!(shown(drags, part), Some(dragged.clone()), "whoever drags is nobody");
        }
        let draws = r#"{"pen":{"id":"s"},"laser":{"id":"l"},"user":{"name":"Aino"}}"#;
        let drawn = serde_json::json!({"pen": {"id": "s"}});
        for part in [PublicPart::Participant, PublicPart::Leader] {
            assert_eq!(shown(draws, part), Some(drawn.clone()), "who points is not told");
        }
        let role = serde_json::json!({"role": "facilitator"});
        let facilitator = serde_json::json!({"user": role, "proposal": {"number": 1}});
        assert_eq!(shown(said, PublicPart::Facilitator), Some(facilitator));
        let leader = shown(said, PublicPart::Leader).unwrap();
        assert_eq!(leader["view"], serde_json::json!({"center": [0, 0]}));
        for nothing in [r#"{"cursor":[1,2],"proposal":null,"view":null}"#, "[1]"] {
            assert_eq!(shown(nothing, PublicPart::Leader), None, "{nothing}");
        }
    }
}
