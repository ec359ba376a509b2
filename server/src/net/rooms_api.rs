//! `/api/rooms`: making rooms, entering them, making links anew.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Json, Response};
use picnic_protocol::ids::{Role, RoomId};
use picnic_protocol::session::naming::visible;
use picnic_protocol::session::plan::Plan;
use picnic_protocol::session::{KeptFor, Language, TITLE_CHARS_MAX, Tokens};
use serde::{Deserialize, Serialize};

use crate::access::key::random;
use crate::access::pass::Pass;
use crate::config::{RoomsBy, base_path};
use crate::harvest::Harvest;
use crate::harvest::import::{self, CannotImport, LeftOut};
use crate::limits::{BODY_BYTES_READ_AT_ONCE, IMPORT_BYTES_MAX};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::{self, Admission, TokenInQuery, admit, check_origin, pass_of};
use crate::net::app::App;
use crate::net::bodies::{length, whole};
use crate::net::making::{is_kept, may_make};
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::work::{Allowance, Whose};
use crate::room::Facts;
use crate::room::fullness::RoomBounds;
use crate::room::links::Links;
use crate::rooms::{Beginning, OpenError, RoomHandle};
use crate::versions::retention::DAY_MS;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NewRoom {
    /// The import's title when it is left out.
    #[serde(default)]
    title: String,
    /// The import's language when it is left out, else English.
    #[serde(default)]
    language: Option<Language>,
    /// The id of a workshop model on this server.
    #[serde(default)]
    model: Option<String>,
    /// A plan, such as a model's own.
    #[serde(default)]
    plan: Option<Plan>,
    /// A harvest that was exported as JSON.
    #[serde(default)]
    import: Option<Box<Harvest>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct MadeRoom {
    room: RoomId,
    title: String,
    language: Language,
    links: Tokens,
    tokens: Tokens,
    /// What of an import the room does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOut>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Entry {
    secret: Option<String>,
    /// The pass is wanted in the answer too: the browser may keep no cookies.
    #[serde(default)]
    pass: bool,
    /// The path that the page is served under, where a proxy takes it away: cookies are kept to it.
    #[serde(default)]
    base: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Entered {
    room: RoomId,
    title: String,
    language: Language,
    role: Role,
    participant: picnic_protocol::ids::ParticipantId,
    /// Of the links that they may pass on.
    tokens: Tokens,
    /// What the cookie holds, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Rotated {
    /// Of the links that they may pass on.
    #[serde(flatten)]
    tokens: Tokens,
    /// What the cookie holds, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<String>,
}

/// `POST /api/rooms`
pub(super) async fn make(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let caller = caller(peer, &headers, Trust::of(&app.config));
    let whose = [Whose::Address(network_of(caller))];
    let count_new_room = || {
        let made = app.addresses.count_new_room(caller, Instant::now());
        made.inspect_err(|refused| app.metrics.refused(refused.limit(), 1))
    };
    if let Err(refused) = may_make(&headers, &app.config) {
        // A code that is tried counts as a room, so that codes are not guessed.
        count_new_room()?;
        return Err(refused);
    }
    // Whoever knows the code is known to whoever runs the server.
    let maker = (app.config.rooms_by == RoomsBy::Everyone).then(|| network_of(caller));
    is_kept(&app, maker).await?;
    // Asked before anything is read: also what turns out to be no room counts as one.
    count_new_room()?;
    let bring = |bytes| {
        let brought = app.addresses.bring(caller, bytes, Instant::now());
        brought.inspect_err(|refused| app.metrics.refused(refused.limit(), 1))
    };
    let announced = length(&headers);
    announced.map_or(Ok(()), bring)?;
    let body = whole(body, IMPORT_BYTES_MAX).await?;
    if announced.is_none() {
        bring(body.len())?;
    }
    let new: NewRoom = read(&app, &whose, body).await?;
    let imported = new.import.as_deref();
    let language = new.language.or(imported.map(|import| import.language)).unwrap_or_default();
    let title = match visible(new.title.trim()) {
        title if title.is_empty() => imported.map_or(title, |import| visible(import.title.trim())),
        title => title,
    };
    let title = title.into_owned();
    let left_out = imported.map_or(Vec::new(), import::left_out);
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "The title is too long",
            format!("A title has at most {TITLE_CHARS_MAX} characters. Shorten it and try again."),
        ));
    }
    let id = random()
        .map(RoomId::from_bytes)
        .map_err(|error| OpenError::Log(format!("no random bytes: {error}")))?;
    let beginning = begin(&app, &whose, title.clone(), language, new).await?;
    let beginning = Beginning { maker, ..beginning };
    let links = app.rooms.create(id, beginning).await?;
    Ok(made((&app, peer, &headers), id, &links, (title, language, left_out)))
}

/// A room that was just made, with its links, for whoever made it.
pub(super) fn made(
    (app, peer, headers): (&App, SocketAddr, &HeaderMap),
    id: RoomId,
    links: &Links,
    (title, language, left_out): (String, Language, Vec<LeftOut>),
) -> Response {
    let tokens = links.tokens(Role::Facilitator, Role::Facilitator);
    let address = admission::address(peer, headers, &app.config);
    let link = |role: Role| {
        let secret = links.secret(role).reveal();
        Some(format!("{address}/r/{id}#{}={secret}", role.verb()))
    };
    let made = MadeRoom {
        room: id,
        title,
        language,
        links: Tokens {
            facilitate: link(Role::Facilitator),
            join: link(Role::Participant),
            view: link(Role::Viewer),
        },
        tokens,
        left_out,
    };
    let location = format!("{}/r/{id}", app.config.base_path);
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, "no-store".to_owned())];
    (StatusCode::CREATED, headers, Json(made)).into_response()
}

/// Reads what a body asks for, a large one off the async threads.
pub(super) async fn read<T>(app: &App, whose: &[Whose], body: Bytes) -> Result<T, Problem>
where
    T: Default + for<'a> Deserialize<'a> + Send + 'static,
{
    if body.len() <= BODY_BYTES_READ_AT_ONCE {
        return parse(&body);
    }
    // The largest takes far less than a work's time (`server/tests/behaviour/large_texts.rs`).
    let read = move |allowance: &Allowance<'_>| {
        allowance.check()?;
        parse(&body)
    };
    app.large_work.work(whose, read).await?
}

/// What a room begins with; a board is laid off the async threads.
async fn begin(
    app: &Arc<App>,
    whose: &[Whose],
    title: String,
    language: Language,
    new: NewRoom,
) -> Result<Beginning, Problem> {
    if new.import.is_none() {
        return beginning(app, title, language, new);
    }
    let shared = Arc::clone(app);
    let begin = move |allowance: &Allowance<'_>| {
        allowance.check()?;
        let beginning = beginning(&shared, title, language, new)?;
        // Nobody waits for it any more, or it took too long: then no room is made.
        allowance.check()?;
        Ok(beginning)
    };
    app.large_work.work(whose, begin).await?
}

/// What a room begins with: a model, a plan, an imported board, or nothing.
fn beginning(
    app: &App,
    title: String,
    language: Language,
    new: NewRoom,
) -> Result<Beginning, Problem> {
    let bare = Beginning { title, language, ..Beginning::default() };
    match (new.model, new.plan, new.import) {
        (None, None, None) => Ok(bare),
        (Some(model), None, None) => {
            let model = app.models.get(&model).ok_or_else(unknown_model)?;
            Ok(Beginning { plan: Some(model.plan()), ..bare })
        }
        (None, Some(plan), None) => {
            plan.check().map_err(|refusal| unusable(&refusal))?;
            Ok(Beginning { plan: Some(plan), ..bare })
        }
        (None, None, Some(harvest)) => {
            import::check(&harvest).map_err(|error| unusable(&error))?;
            let RoomBounds { notes_max, bytes_max, .. } = app.bounds.room;
            if harvest.laid().count() > notes_max {
                return Err(unusable(&CannotImport::TooMany("notes")));
            }
            let change = import::first_change(&bare.title, language, &harvest);
            if change.len() > bytes_max {
                return Err(unusable(&CannotImport::TooLarge));
            }
            Ok(Beginning { plan: import::plan(&harvest), first_change: Some(change), ..bare })
        }
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "A room begins in one way",
            "Give a model, a plan or an import, or none of them.",
        )),
    }
}

pub(super) fn unusable(error: &dyn std::error::Error) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "What the room shall begin with cannot be used",
        format!("No room was made: {error}."),
    )
}

pub(super) fn unknown_model() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "There is no such model",
        "GET /api/models lists the workshop models of this server.",
    )
}

/// `POST /api/rooms/{room}/enter`: trades a link's secret, or an earlier pass, for a pass.
pub(super) async fn enter(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let entry = parse::<Entry>(&body)?;
    let secret = entry.secret.or(token);
    let guest = let_in(&app, &room, &headers, secret.as_deref()).await?;
    let base = entry.base.as_deref().and_then(base_path);
    let secure = admission::is_secure(peer, &headers, &app.config);
    Ok(entered(&app, guest, base.unwrap_or(&app.config.base_path), secure, entry.pass))
}

/// `POST /api/rooms/{room}/links/{verb}/rotate`: makes a link anew. Who came by the old one is
/// out; the facilitator who asks gets a new pass.
pub(super) async fn rotate(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path((room, verb)): Path<(String, String)>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let entry = parse::<Entry>(&body)?;
    let secret = entry.secret.or(token);
    let role = Role::from_verb(&verb).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "There is no such link",
            "A room has three links: facilitate, join and view.",
        )
    })?;
    let guest = let_in(&app, &room, &headers, secret.as_deref()).await?;
    guest.must_facilitate("Only facilitators make links anew")?;
    if role == Role::Facilitator && guest.admission.pass.role < Role::Facilitator {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "The facilitators' link is not yours to make anew",
            "You facilitate for a while. Ask somebody who came by that link.",
        ));
    }
    let LetIn { id, handle, admission: Admission { pass, .. }, .. } = guest;
    let facts = handle.rotate(role).await?;
    let pass = Pass { generation: facts.links.generation(pass.role), ..pass };
    let tokens = facts.links.tokens(facts.door.role(pass.participant, pass.role), pass.role);
    let secure = admission::is_secure(peer, &headers, &app.config);
    let base = entry.base.as_deref().and_then(base_path).unwrap_or(&app.config.base_path);
    let sealed = entry.pass.then(|| pass.seal(app.rooms.key(), id));
    let cookies = set_cookies(&app, id, &pass, base, secure);
    let rotated = Json(Rotated { tokens, pass: sealed });
    Ok((cookies, [(header::CACHE_CONTROL, "no-store")], rotated).into_response())
}

fn entered(app: &App, guest: LetIn, base: &str, secure: bool, pass_wanted: bool) -> Response {
    let role = guest.role();
    let LetIn { id: room, facts, admission: Admission { pass, .. }, .. } = guest;
    let Facts { title, language, links, .. } = facts;
    let tokens = links.tokens(role, pass.role);
    let participant = pass.participant;
    let sealed = pass_wanted.then(|| pass.seal(app.rooms.key(), room));
    let entered = Entered { room, title, language, role, participant, tokens, pass: sealed };
    let cookies = set_cookies(app, room, &pass, base, secure);
    (cookies, [(header::CACHE_CONTROL, "no-store")], Json(entered)).into_response()
}

pub(super) fn set_cookies(
    app: &App,
    room: RoomId,
    pass: &Pass,
    base: &str,
    secure: bool,
) -> AppendHeaders<[(header::HeaderName, String); 2]> {
    let cookies = pass.cookies(app.rooms.key(), room, base, secure);
    AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)))
}

/// Somebody in a room that they were let into.
pub(super) struct LetIn {
    pub(super) id: RoomId,
    pub(super) handle: RoomHandle,
    pub(super) facts: Facts,
    pub(super) admission: Admission,
}

impl LetIn {
    /// What they may do now.
    pub(super) fn role(&self) -> Role {
        let Pass { participant, role, .. } = self.admission.pass;
        self.facts.door.role(participant, role)
    }

    /// Refuses, with a title that says what, whoever does not facilitate.
    pub(super) fn must_facilitate(&self, refusal: &'static str) -> Result<(), Problem> {
        if self.role() == Role::Facilitator {
            return Ok(());
        }
        Err(Problem::new(StatusCode::FORBIDDEN, refusal, "Ask whoever runs the room."))
    }
}

/// What somebody asks of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Anything that one that was taken away does not give.
    ToComeIn,
    /// What becomes of the room: that is asked of one that was taken away, too.
    WhatBecomesOfIt,
}

/// Lets whoever asks into the room in a path, by their cookie, a link's secret, or both.
pub(super) async fn let_in(
    app: &Arc<App>,
    room: &str,
    headers: &HeaderMap,
    secret: Option<&str>,
) -> Result<LetIn, Problem> {
    let_in_who(app, room, headers, secret, Asks::ToComeIn).await
}

/// The same, by what they ask.
pub(super) async fn let_in_who(
    app: &Arc<App>,
    room: &str,
    headers: &HeaderMap,
    secret: Option<&str>,
    asks: Asks,
) -> Result<LetIn, Problem> {
    let id: RoomId = room.parse().map_err(|_| Problem::unknown_room())?;
    if let Some(door) = app.rooms.door_unless_open(id).await? {
        let (who, role) = admission::refuse_strangers(&door, app.rooms.key(), id, headers, secret)?;
        if let Some(at_ms) = door.taken_away_ms.filter(|_| asks != Asks::WhatBecomesOfIt) {
            // Not opened for that: one that is open is never removed.
            let granted = who.and_then(|who| door.granted.get(&who).copied());
            return Err(taken_away(app, at_ms, granted.unwrap_or(role)));
        }
    }
    let (id, handle, facts) = find(app, room).await?;
    let pass = pass_of(
        headers,
        app.rooms.key(),
        id,
        &facts.links,
        facts.returning.as_ref(),
        Some(&facts.door),
    );
    let admission = admit(&facts, pass, secret)?;
    let guest = LetIn { id, handle, facts, admission };
    match guest.facts.door.taken_away_ms() {
        Some(at_ms) if asks != Asks::WhatBecomesOfIt => Err(taken_away(app, at_ms, guest.role())),
        _ => Ok(guest),
    }
}

/// The room was taken away: whoever has a way in hears it, and until when it can be brought back.
fn taken_away(app: &App, at_ms: u64, role: Role) -> Problem {
    let gone_ms = gone_ms(at_ms, app.rooms.limits().kept);
    Problem::new(
        StatusCode::GONE,
        "The room was taken away",
        "A facilitator took it away. For a while facilitators can bring it back; then it is gone for good.",
    )
    .with("code", "takenAway".into())
    .with("goneMs", gone_ms.into())
    .with("mayBringBack", (role == Role::Facilitator).into())
}

/// From when on a room that was taken away then is gone for good, ms since 1970.
pub(super) fn gone_ms(taken_away_ms: u64, kept: KeptFor) -> u64 {
    taken_away_ms.saturating_add(u64::from(kept.taken_away_days) * DAY_MS)
}

/// The room in a path, open.
pub(super) async fn find(
    app: &Arc<App>,
    room: &str,
) -> Result<(RoomId, RoomHandle, Facts), Problem> {
    let id: RoomId = room.parse().map_err(|_| Problem::unknown_room())?;
    let with_facts = |handle: RoomHandle| async move {
        let facts = handle.facts().await?;
        Ok((handle, facts))
    };
    let (handle, facts) = app.rooms.while_open(id, with_facts).await?;
    Ok((id, handle, facts))
}

pub(super) fn parse<T: Default + for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, Problem> {
    if body.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(body).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "The request is not what it should be",
            format!("The body must be JSON with known fields: {error}."),
        )
    })
}
