//! What is told of each route, beside its types.

use picnic_protocol::model::{Model, ModelCards};
use picnic_protocol::suggestions::{Ask, Suggestions};
use serde_json::{Map, Value, json};

use crate::harvest::Harvest;
use crate::net::bin_api::Bin;
use crate::net::codes_api::{AskedCode, OpenedByCode, ToldCode, TypedCode};
use crate::net::copy_api::AskedCopy;
use crate::net::keeping_api::{AskedKeeping, Kept};
use crate::net::knock_api::{AtTheDoor, Knocked};
use crate::net::openapi::history::History;
use crate::net::openapi::schemas::{ProblemForm, Schemas, plain};
use crate::net::rooms_api::{Entered, Entry, MadeRoom, NewRoom, Rotated};

const JSON: &str = "application/json";
const TOKEN: (&str, &str) = ("token", "A link's secret, where there is no cookie.");

/// An operation of the description; its parameters in the path are those that the path names.
struct Operation {
    summary: &'static str,
    query: Vec<(&'static str, &'static str)>,
    headers: Vec<(&'static str, &'static str)>,
    body: Option<Value>,
    answers: Vec<(&'static str, Value)>,
}

impl Operation {
    fn new(summary: &'static str, query: &[(&'static str, &'static str)]) -> Self {
        let (headers, body, answers) = (Vec::new(), None, Vec::new());
        Self { summary, query: query.to_vec(), headers, body, answers }
    }

    fn header(mut self, name: &'static str, what: &'static str) -> Self {
        self.headers.push((name, what));
        self
    }

    fn body(self, kind: &str, schema: &Value) -> Self {
        Self { body: Some(json!({kind: {"schema": schema}})), ..self }
    }

    fn answer(mut self, status: &'static str, what: &str, kind: &str, schema: &Value) -> Self {
        let answer = json!({"description": what, "content": {kind: {"schema": schema}}});
        self.answers.push((status, answer));
        self
    }

    fn empty(mut self, status: &'static str, what: &str) -> Self {
        self.answers.push((status, json!({"description": what})));
        self
    }

    fn written(self, path: &str, problem: &Value) -> Value {
        let parameter = |place: &str, name: &str, what: &str| {
            json!({
                "in": place, "name": name, "description": what, "required": place == "path",
                "schema": {"type": "string"},
            })
        };
        let in_path = path.split('/').filter_map(|part| {
            let name = part.strip_prefix('{')?.strip_suffix('}')?;
            let what = match name {
                "room" => "The room's id: what follows `/r/` in its address.",
                "verb" => "`facilitate`, `join` or `view`.",
                _ => "The id of a workshop model.",
            };
            Some(parameter("path", name, what))
        });
        let query = self.query.iter().map(|(name, what)| parameter("query", name, what));
        let headers = self.headers.iter().map(|(name, what)| parameter("header", name, what));
        let parameters: Vec<_> = in_path.chain(query).chain(headers).collect();
        let mut answers: Map<_, _> =
            self.answers.into_iter().map(|(status, answer)| (status.to_owned(), answer)).collect();
        let refusal = json!({
            "description": "What happened, and what to do (RFC 9457).",
            "content": {"application/problem+json": {"schema": problem}},
        });
        answers.insert("default".to_owned(), refusal);
        let mut written = json!({"summary": self.summary, "responses": answers});
        if !parameters.is_empty() {
            written["parameters"] = json!(parameters);
        }
        if let Some(content) = self.body {
            written["requestBody"] = json!({"content": content});
        }
        written
    }
}

/// Every operation by its method and path.
pub(super) fn operations(schemas: &mut Schemas) -> Vec<(&'static str, &'static str, Value)> {
    let text = plain(json!({"type": "string"}));
    let bytes = plain(json!({"type": "string", "contentMediaType": "application/octet-stream"}));
    let language = ("language", "`fi`, `sv` or `en`; the room's own when it is left out.");
    let form = |summary, kind: &str, further: &[(&'static str, &'static str)], schema: &Value| {
        let query = [&[TOKEN, language][..], further].concat();
        Operation::new(summary, &query).answer("200", "The file.", kind, schema)
    };
    let separator =
        ("separator", "`comma`, or `semicolon` for spreadsheets in Finnish or Swedish.");
    let since = ("since", "Ms since 1970: what was before comes as one frame.");
    let harvest = schemas.given::<Harvest>();
    let model = schemas.written::<Model>();
    let any = plain(json!({}));
    let all = vec![
        (
            "get",
            "/api/openapi.json",
            Operation::new("This description.", &[]).answer("200", "It.", JSON, &any),
        ),
        (
            "post",
            "/api/rooms",
            Operation::new("Makes a room, bare or from a model, a plan or an import.", &[])
                .header("picnic-room-code", "The code, where the server asks for one.")
                .body(JSON, &schemas.sent::<NewRoom>())
                .answer("201", "The room and its links.", JSON, &schemas.given::<MadeRoom>()),
        ),
        (
            "post",
            "/api/rooms/{room}/enter",
            Operation::new("Trades a link's secret for a pass, which is a cookie.", &[TOKEN])
                .header("picnic-pass", "A pass, where the browser keeps no cookies.")
                .body(JSON, &schemas.sent::<Entry>())
                .answer("200", "Who asks is in.", JSON, &schemas.given::<Entered>()),
        ),
        (
            "post",
            "/api/rooms/{room}/knock",
            Operation::new(
                "Knocks, without a link's secret, and tells whether one is let in.",
                &[],
            )
            .header("picnic-pass", "A pass, where the browser keeps no cookies.")
            .body(JSON, &schemas.sent::<AtTheDoor>())
            .answer("200", "What became of it.", JSON, &schemas.given::<Knocked>()),
        ),
        (
            "post",
            "/api/rooms/{room}/links/{verb}/rotate",
            Operation::new("Makes a link anew; who came by the old one is out.", &[TOKEN])
                .header("picnic-pass", "A pass, where the browser keeps no cookies.")
                .body(JSON, &schemas.sent::<Entry>())
                .answer("200", "The links as they are now.", JSON, &schemas.given::<Rotated>()),
        ),
        (
            "post",
            "/api/codes",
            Operation::new("Opens a room by its spoken code, of which only the right one tells anything.", &[])
                .body(JSON, &schemas.sent::<TypedCode>())
                .answer("200", "The room, and what opens it.", JSON, &schemas.given::<OpenedByCode>()),
        ),
        (
            "post",
            "/api/rooms/{room}/code",
            Operation::new("Turns the room's spoken code on or off, and tells it.", &[TOKEN])
                .header("picnic-pass", "A pass, where the browser keeps no cookies.")
                .body(JSON, &schemas.sent::<AskedCode>())
                .answer("200", "The code, while it is on.", JSON, &schemas.given::<ToldCode>()),
        ),
        (
            "post",
            "/api/rooms/{room}/copy",
            Operation::new("Makes a new room with the plan and the areas of this one, or with all of its board.", &[TOKEN])
                .header("picnic-pass", "A pass, where the browser keeps no cookies.")
                .header("picnic-room-code", "The code, where the server asks for one.")
                .body(JSON, &schemas.sent::<AskedCopy>())
                .answer("201", "The new room and its links.", JSON, &schemas.given::<MadeRoom>()),
        ),
        (
            "post",
            "/api/rooms/{room}/keeping",
            Operation::new("Archives a room, takes it away, or takes that back.", &[TOKEN])
                .header("picnic-pass", "A pass, where the browser keeps no cookies.")
                .body(JSON, &schemas.sent::<AskedKeeping>())
                .answer("200", "What becomes of the room.", JSON, &schemas.given::<Kept>()),
        ),
        (
            "get",
            "/api/rooms/{room}/export.md",
            form("The harvest as a document.", "text/markdown", &[], &text),
        ),
        (
            "get",
            "/api/rooms/{room}/export.csv",
            form("The notes as a table.", "text/csv", &[separator], &text),
        ),
        (
            "get",
            "/api/rooms/{room}/export.json",
            form("The whole harvest, to be imported as a new room.", JSON, &[], &harvest),
        ),
        (
            "get",
            "/api/rooms/{room}/export.svg",
            form("The board as a drawing.", "image/svg+xml", &[], &text),
        ),
        (
            "get",
            "/api/rooms/{room}/export.png",
            form("The board as a picture.", "image/png", &[], &bytes),
        ),
        (
            "get",
            "/api/rooms/{room}/model.toml",
            form("The room's plan and areas as a workshop model.", "application/toml", &[], &text),
        ),
        (
            "get",
            "/api/rooms/{room}/harvest.json",
            form("The whole harvest, to be shown.", JSON, &[], &harvest),
        ),
        (
            "get",
            "/api/rooms/{room}/history",
            Operation::new("The board as it was, frame by frame.", &[TOKEN, since]).answer(
                "200",
                "The frames.",
                JSON,
                &schemas.given::<History>(),
            ),
        ),
        (
            "get",
            "/api/models",
            Operation::new(
                "A card of each workshop model.",
                &[("language", "`fi`, `sv` or `en`.")],
            )
            .answer("200", "The cards.", JSON, &schemas.given::<ModelCards>()),
        ),
        (
            "get",
            "/api/models/schema.json",
            Operation::new("The form of a workshop model's file.", &[]).answer(
                "200",
                "A JSON Schema.",
                "application/schema+json",
                &any,
            ),
        ),
        (
            "post",
            "/api/models/check",
            Operation::new("Reads a file that should be a workshop model, and keeps nothing.", &[])
                .body("text/plain", &text)
                .answer("200", "The model.", JSON, &model),
        ),
        (
            "get",
            "/api/models/{id}",
            Operation::new("The whole of a workshop model.", &[])
                .answer("200", "It.", JSON, &model),
        ),
        (
            "post",
            "/api/rooms/{room}/suggestions",
            Operation::new("Proposes clusters, or sorts notes into those named.", &[TOKEN])
                .body(JSON, &schemas.sent::<Ask>())
                .answer("200", "What is proposed.", JSON, &schemas.given::<Suggestions>()),
        ),
        (
            "get",
            "/api/rooms/{room}/bin",
            Operation::new("What was taken away from the board, for facilitators.", &[TOKEN])
                .answer("200", "Newest first.", JSON, &schemas.given::<Bin>()),
        ),
        (
            "get",
            "/sync/{room}",
            Operation::new("The room's socket, spoken with y-websocket's protocol.", &[TOKEN])
                .empty("101", "A WebSocket."),
        ),
        (
            "get",
            "/sync/{room}/events",
            Operation::new("What a socket would bring, as server-sent events.", &[TOKEN]).answer(
                "200",
                "Events, until one of the two goes.",
                "text/event-stream",
                &text,
            ),
        ),
        (
            "post",
            "/sync/{room}/frames",
            Operation::new("What a socket would take, for a connection by events.", &[])
                .header("picnic-line", "The connection's name.")
                .header("picnic-first", "The number of the first message.")
                .body("application/octet-stream", &bytes)
                .empty("204", "The room has them."),
        ),
        (
            "get",
            "/healthz",
            Operation::new("Whether the server runs.", &[]).answer(
                "200",
                "It does.",
                "text/plain",
                &text,
            ),
        ),
        (
            "get",
            "/readyz",
            Operation::new("Whether it can save and read.", &[]).answer(
                "200",
                "It can.",
                "text/plain",
                &text,
            ),
        ),
        (
            "get",
            "/metrics",
            Operation::new("Figures for Prometheus.", &[]).answer(
                "200",
                "Totals.",
                "application/openmetrics-text",
                &text,
            ),
        ),
    ];
    let problem = schemas.given::<ProblemForm>();
    all.into_iter()
        .map(|(method, path, operation)| (method, path, operation.written(path, &problem)))
        .collect()
}
