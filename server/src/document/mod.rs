//! The board's Yjs document: its fields, how they are read and written, how large what lies there is, and in
//! which order it is read.
//!
//! Anybody in a room may have written the document, with any Yjs client; what is missing or senseless is
//! replaced as the page replaces it (the client's `board/document/`). The two are held to each other by
//! `protocol/corpus/documents/`. Pure: it knows no room, log or net.

pub mod content;
pub mod element;
pub mod face;
pub mod fitting;
pub mod keys;
pub mod measures;
pub mod note_size;
pub mod reading_order;
pub mod roots;
pub mod write;

mod fields;
