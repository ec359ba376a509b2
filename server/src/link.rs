//! `picnic link`: prints a room's present link to facilitate, for an operator whose room has nobody left who could.

use std::io;
use std::path::PathBuf;

use picnic_protocol::ids::{Role, RoomId};

use crate::access::key;
use crate::config::Config;
use crate::log::sqlite::SqliteLog;
use crate::log::{Door, LogError};
use crate::room::kept_door::KeptDoor;
use crate::room::record::Unreadable;

/// Why no link is printed.
#[derive(Debug, thiserror::Error)]
pub enum NoLink {
    /// A room has another name.
    #[error("{0} is no room's name; it is what follows /r/ in the address of the room")]
    NoRoom(String),
    /// Without it there is no link.
    #[error("the server's key cannot be read: {0}")]
    Key(io::Error),
    /// The database cannot be read.
    #[error("the data folder {0} cannot be read: {1}")]
    Log(PathBuf, LogError),
    /// A later version wrote the door.
    #[error("how often the room's links were made anew cannot be read: {0}")]
    Door(#[from] Unreadable),
    /// An earlier version wrote the room, or its door is damaged.
    #[error(
        "the data folder does not say by itself how often the links of room {0} were made anew. If there is such \
         a room, open its address in a browser while the server runs, close the page, and ask again when the server's \
         log says «room put away»"
    )]
    Untold(RoomId),
}

/// The link. Only reads, so the server may run.
///
/// # Errors
/// When the data folder does not tell it.
pub fn link(config: &Config, room: &str) -> Result<String, NoLink> {
    let id: RoomId = room.parse().map_err(|_| NoLink::NoRoom(room.to_owned()))?;
    let key = key::read(&config.data).map_err(NoLink::Key)?;
    let known = SqliteLog::told_in(&config.data, key::MARK);
    key::refuse_another(&config.data, &key, known.as_deref(), || true).map_err(NoLink::Key)?;
    let door = SqliteLog::door_in(&config.data, id);
    let door = match door.map_err(|error| NoLink::Log(config.data.clone(), error))? {
        Door::Sound(bytes) => KeptDoor::decode(&bytes)?,
        Door::Untold | Door::Corrupt => return Err(NoLink::Untold(id)),
    };
    let secret = door.links(key, id).secret(Role::Facilitator).reveal();
    let own = || format!("http://{}{}", config.listen, config.base_path);
    let address = config.public_url.clone().unwrap_or_else(own);
    Ok(format!("{address}/r/{id}#{}={secret}", Role::Facilitator.verb()))
}
