//! `/api/rooms/{room}/copy`: a facilitator makes a new room of one that is there.
//!
//! A copy is made of what the harvest of the room has, and takes from that the plan, the areas and, where it is asked for, what lies on
//! the board. So nothing comes into it that only the session or the log knows: people, baskets, ballots, links.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use picnic_protocol::ids::RoomId;
use picnic_protocol::session::TITLE_CHARS_MAX;
use picnic_protocol::session::naming::visible;
use picnic_protocol::session::plan::Plan;
use serde::Deserialize;
use tokio::runtime::Handle;

use crate::access::key::random;
use crate::config::RoomsBy;
use crate::document::content::BoardContent;
use crate::harvest::from_room::{RoomPart, SessionPart};
use crate::harvest::import::{self, CannotImport};
use crate::harvest::{Harvest, only_structure};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::{TokenInQuery, check_origin};
use crate::net::app::App;
use crate::net::making::{is_kept, may_make};
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{find, let_in, made, parse, unusable};
use crate::net::work::{Allowance, Whose};
use crate::room::{Contents, Facts};
use crate::rooms::{Beginning, OpenError};

/// What a copy has.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AskedCopy {
    secret: Option<String>,
    /// The room's own when it is left out.
    #[serde(default)]
    title: Option<String>,
    /// Whether the notes, clusters and strokes of the board come along; else the plan and the areas alone.
    #[serde(default)]
    contents: bool,
}

/// `POST /api/rooms/{room}/copy`
pub(super) async fn copy(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let AskedCopy { secret, title, contents } = parse(&body)?;
    let secret = secret.or(token);
    let caller = caller(peer, &headers, Trust::of(&app.config));
    let count_new_room = || {
        let made = app.addresses.count_new_room(caller, Instant::now());
        made.inspect_err(|refused| app.metrics.refused(refused.limit(), 1))
    };
    if let Err(refused) = may_make(&headers, &app.config) {
        // As with any room that is made: codes are not guessed this way either.
        count_new_room()?;
        return Err(refused);
    }
    let guest = let_in(&app, &room, &headers, secret.as_deref()).await?;
    guest.must_facilitate("Only facilitators copy a room")?;
    let maker = (app.config.rooms_by == RoomsBy::Everyone).then(|| network_of(caller));
    is_kept(&app, maker).await?;
    count_new_room()?;
    let title = title.map(|title| visible(title.trim()).into_owned());
    if title.as_ref().is_some_and(|title| title.chars().count() > TITLE_CHARS_MAX) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "The title is too long",
            format!("A title has at most {TITLE_CHARS_MAX} characters. Shorten it and try again."),
        ));
    }
    let whose = [Whose::Address(network_of(caller)), Whose::Room(guest.id)];
    let (runtime, own) = (Handle::current(), Arc::clone(&app));
    let work = app.large_work.work(&whose, move |allowance| {
        // Only now, so that nobody who waits for a turn holds a board.
        let held = runtime.block_on(async {
            let (_, handle, facts) = find(&own, &room).await?;
            Ok::<_, Problem>((handle.contents().await?, facts))
        });
        let (held, facts) = held?;
        beginning(&own, held, facts, (title, contents), allowance)
    });
    let beginning = work.await??;
    let id = random()
        .map(RoomId::from_bytes)
        .map_err(|error| OpenError::Log(format!("no random bytes: {error}")))?;
    let (title, language) = (beginning.title.clone(), beginning.language);
    let links = app.rooms.create(id, Beginning { maker, ..beginning }).await?;
    Ok(made((&app, peer, &headers), id, &links, (title, language, Vec::new())))
}

/// What the copy begins with.
fn beginning(
    app: &App,
    Contents { board, session }: Contents,
    facts: Facts,
    (title, with_contents): (Option<String>, bool),
    allowance: &Allowance<'_>,
) -> Result<Beginning, Problem> {
    let Facts { title: own_title, language, made_ms, .. } = facts;
    let content = BoardContent::read(&board).map_err(|error| {
        tracing::error!(%error, "a board cannot be read for a copy");
        Problem::failed()
    })?;
    allowance.check()?;
    let part = RoomPart { title: own_title.clone(), language, made_ms };
    let session = SessionPart::of(session, language);
    let harvest = Harvest::from_room(part, content, session);
    let harvest = if with_contents { harvest } else { only_structure(harvest) };
    allowance.check()?;
    import::check(&harvest).map_err(|error| unusable(&error))?;
    let title = title.filter(|title| !title.is_empty()).unwrap_or(own_title);
    let change = import::first_change(&title, language, &harvest);
    if change.len() > app.bounds.room.bytes_max {
        return Err(unusable(&CannotImport::TooLarge));
    }
    // Nobody waits for it any more, or it took too long: then no room is made.
    allowance.check()?;
    let bare = || Plan { anonymous: true, phases: Vec::new(), sections: Vec::new() };
    let plan = import::plan(&harvest).or_else(|| harvest.anonymous.then(bare));
    Ok(Beginning { title, language, plan, first_change: Some(change), maker: None })
}
