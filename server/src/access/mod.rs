//! Who may come in: the server's key, and passes that a browser keeps as cookies.

pub mod key;
pub mod pass;
