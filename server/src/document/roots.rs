//! The names of the document's maps.

/// Notes by id.
pub const NOTES: &str = "notes";

/// Clusters by id.
pub const CLUSTERS: &str = "clusters";

/// Sections by id.
pub const SECTIONS: &str = "sections";

/// Strokes by id.
pub const STROKES: &str = "strokes";

/// Connectors by id.
pub const CONNECTORS: &str = "connectors";

/// What the board says of itself: `title`, `schema`.
pub const META: &str = "meta";

/// All of them; their entries stand for themselves.
pub const ALL: [&str; 6] = [NOTES, CLUSTERS, SECTIONS, STROKES, CONNECTORS, META];

/// The field in which an element of the map `root` has its words: a note its text, others their title; the board has its own under a key of
/// [`META`] itself.
#[must_use]
pub fn words_field<'a>(root: &str, key: &'a str) -> &'a str {
    match root {
        META => key,
        NOTES => "text",
        _ => "title",
    }
}
