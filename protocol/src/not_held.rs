//! What Yjs clients write and a board does not hold.

/// Deepest nesting of arrays and objects inside one value that is taken. yrs decodes, encodes and drops them by
/// recursion: 736 levels overflow a room's stack of 2 MiB, and its JSON goes 127 deep.
pub const NESTING_MAX: usize = 100;

/// What Yjs clients write and a board does not hold. In its place the board has something deleted, of the same
/// length, so that whatever stands beside it or comes after it has footing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHeld {
    /// A value nested deeper than [`NESTING_MAX`].
    #[error("a value nested deeper than {NESTING_MAX} levels")]
    DeepValue,
    /// JSON that yrs does not read: half a surrogate pair, a number past 64 bits, or what is no JSON at all.
    #[error(
        "JSON with half a surrogate pair or a number that 64 bits do not hold, or what is no JSON"
    )]
    Json,
    /// Of an XML hook yrs does not read the name, so that it reads other blocks than there are.
    #[error("an XML hook")]
    XmlHook,
    /// Values as Yjs 12 and older wrote them: yrs reads one more of them than there are.
    #[error("a value of Yjs 12 or older")]
    OldJson,
    /// Types nested deeper than a board's may be.
    #[error("types nested deeper than {0} levels")]
    DeepType(u8),
    /// More documents inside the document than one change may bring.
    #[error("more than {0} documents inside the document at once")]
    Documents(usize),
    /// Content without which a change is as small as a board may be.
    #[error("more than {0} bytes at once")]
    TooLarge(usize),
}
