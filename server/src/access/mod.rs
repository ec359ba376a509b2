//! Who may come in: the server's key, and passes that a browser keeps as cookies; and who may read the
//! data folder.

pub mod folder;
pub mod key;
pub mod pass;
