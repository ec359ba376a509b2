//! How large a note's text is and where its lines end: as on the page, where a text shrinks from
//! 30 px, as with a marker, to 18 px and then the note grows (the client's `board/document/fitting.ts`).

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::face::Face;
use crate::document::measures::NOTE_SIDE;
use crate::document::note_size::NoteSize;

const FONT_PX_MAX: u32 = 30;
const FONT_PX_MIN: u32 = 18;
pub(crate) const LINE_HEIGHT: f64 = 1.3;
pub(crate) const NOTE_PADDING: f64 = 16.0;

/// Room for a line on the page.
const LINE_WIDTH: f64 = NOTE_SIDE - 2.0 * NOTE_PADDING;

/// Room for the text, less a pixel for what a browser rounds differently.
const TEXT_WIDTH: f64 = LINE_WIDTH - 1.0;
const TEXT_HEIGHT: f64 = NOTE_SIDE - 2.0 * NOTE_PADDING;

/// Of a line: by so much a word of hundreds of letters is measured differently here and on the page.
const ROUNDED: f64 = 0.02;

/// No letter is wider than this, in ems.
const EM_WIDTH_MAX: f64 = 1.35;

/// A text as it lies on a note.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    pub(crate) font_px: f64,
    /// Of the whole note.
    pub(crate) width: f64,
    /// Likewise.
    pub(crate) height: f64,
    /// Around the text.
    pub(crate) padding: f64,
    pub(crate) lines: Vec<String>,
}

impl Fit {
    /// The same on a note of this size.
    #[must_use]
    pub(crate) fn scaled(self, size: NoteSize) -> Self {
        let factor = size.factor();
        Self {
            font_px: self.font_px * factor,
            width: self.width * factor,
            height: size.height(self.height),
            padding: self.padding * factor,
            lines: self.lines,
        }
    }

    /// Leaves out the lines that a note of this height does not show.
    pub(crate) fn keep_within(&mut self, height: f64) {
        let room = (height - self.padding) / (self.font_px * LINE_HEIGHT);
        // A count of lines: small and not negative.
        self.lines.truncate(room.max(0.0) as usize);
        self.height = height;
    }
}

/// A word and the white space before it, in ems.
struct Word {
    gap: f64,
    width: f64,
    /// What a line may end between, of a word wider than any line; nothing else is broken.
    parts: Vec<Part>,
}

struct Part {
    width: f64,
    /// Of one of its letters, in the mean: about what stays empty at the end of a line that ends within it.
    letter: f64,
}

/// White space where a line may end: none that holds its neighbours together.
fn is_gap(letter: char) -> bool {
    let holds = matches!(letter, '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}');
    letter.is_whitespace() && !holds
}

/// Within a word a browser ends a line after these.
const ENDS_OF_PARTS: [char; 6] = ['-', '?', '‐', '–', '—', '…'];

/// The largest size at which the text fits without breaking a word; if none does, the smallest,
/// and a higher note.
pub(crate) fn fit(text: &str, face: &mut Face) -> Fit {
    let (font_px, height) = size(text, face);
    let lines = broken(text, LINE_WIDTH / font_px, face);
    Fit { font_px, width: NOTE_SIDE, height, padding: NOTE_PADDING, lines }
}

/// How high a note with this text is.
#[must_use]
pub fn height_of(text: &str, face: &mut Face) -> f64 {
    if is_short(text) { NOTE_SIDE } else { size(text, face).1 }
}

/// Whether a text needs no measuring to be known to fit: no letter is wider than an emoji, and of two lines
/// after another more than one is filled.
fn is_short(text: &str) -> bool {
    let lines_max = (TEXT_HEIGHT / (f64::from(FONT_PX_MIN) * LINE_HEIGHT)).floor();
    let letters_in_line = TEXT_WIDTH / f64::from(FONT_PX_MIN) / EM_WIDTH_MAX;
    let paragraphs = text.split('\n').count() as f64;
    let letters = text.encode_utf16().count() as f64;
    paragraphs + 2.0 * letters / letters_in_line <= lines_max
}

/// The font's size and the note's height.
fn size(text: &str, face: &mut Face) -> (f64, f64) {
    let paragraphs: Vec<Vec<Word>> = text.split('\n').map(|line| words(line, face)).collect();
    let widest = paragraphs.iter().flatten().map(|word| word.width).fold(0.0, f64::max);
    let height = |font_px: f64| {
        let width = TEXT_WIDTH / font_px;
        let count: usize = paragraphs.iter().map(|words| lines_for(words, width)).sum();
        count as f64 * font_px * LINE_HEIGHT
    };
    let fitting = (FONT_PX_MIN + 1..=FONT_PX_MAX)
        .rev()
        .map(f64::from)
        .find(|font_px| widest * font_px <= TEXT_WIDTH && height(*font_px) <= TEXT_HEIGHT);
    match fitting {
        Some(font_px) => (font_px, NOTE_SIDE),
        None => {
            let smallest = f64::from(FONT_PX_MIN);
            (smallest, NOTE_SIDE.max(height(smallest).ceil() + 2.0 * NOTE_PADDING))
        }
    }
}

fn words(line: &str, face: &mut Face) -> Vec<Word> {
    let space = face.width(" ");
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        let word_start = rest.find(|letter| !is_gap(letter));
        let Some(start) = word_start else { return words };
        let (gap, from_word) = rest.split_at(start);
        let end = from_word.find(is_gap).unwrap_or(from_word.len());
        let (word, after) = from_word.split_at(end);
        let gap = gap.encode_utf16().count() as f64 * space;
        let width = face.width(word);
        let is_wide = width * f64::from(FONT_PX_MIN) > TEXT_WIDTH;
        let parts = if is_wide { parts_of(word, face) } else { Vec::new() };
        words.push(Word { gap, width, parts });
        rest = after;
    }
}

fn parts_of(word: &str, face: &mut Face) -> Vec<Part> {
    let measured = |part: &str| {
        let width = face.width(part);
        Part { width, letter: width / part.chars().count() as f64 }
    };
    word.split_inclusive(ENDS_OF_PARTS).map(measured).collect()
}

/// How many lines a paragraph takes; a word wider than a line ends lines where it may, and what is
/// wider still anywhere.
fn lines_for(words: &[Word], line: f64) -> usize {
    let mut count = 1;
    let mut used = 0.0;
    for Word { gap, width, parts } in words {
        if used > 0.0 && used + gap + width > line {
            count += 1;
            used = 0.0;
        } else {
            used += gap;
        }
        if parts.is_empty() {
            used += width;
        }
        for part in parts {
            if used > 0.0 && used + part.width > line {
                count += 1;
                used = 0.0;
            }
            let is_wide = part.width > line;
            let filled = if is_wide { part.letter.max(line - part.letter) } else { line };
            // Not negative: a part has a width.
            let breaks = ((part.width / filled - ROUNDED).ceil() - 1.0).max(0.0);
            count += breaks as usize;
            used = if breaks > 0.0 { part.width - breaks * filled } else { used + part.width };
        }
    }
    count
}

/// The lines of a text in a box so many ems wide, broken as a browser breaks `pre-wrap` text with
/// `overflow-wrap: anywhere`.
fn broken(text: &str, width: f64, face: &mut Face) -> Vec<String> {
    let mut lines = Vec::new();
    // As wide as a space, on the page too.
    let text = text.replace('\t', " ");
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0.0;
        let mut start = 0;
        // The end of the paragraph is the last of them.
        for (end, _) in linebreaks(paragraph) {
            let piece = paragraph.get(start..end).unwrap_or_default();
            start = end;
            let bare = piece.trim_end();
            let bare_width = face.width(bare);
            if used > 0.0 && used + bare_width > width {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if bare_width > width {
                for letter in piece.graphemes(true) {
                    let letter_width = face.width(letter);
                    if used > 0.0 && used + letter_width > width && !letter.trim().is_empty() {
                        lines.push(std::mem::take(&mut line));
                        used = 0.0;
                    }
                    line.push_str(letter);
                    used += letter_width;
                }
            } else {
                line.push_str(piece);
                used += bare_width + face.width(piece.get(bare.len()..).unwrap_or_default());
            }
        }
        lines.push(line);
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fitted(text: &str) -> Fit {
        fit(text, &mut Face::regular())
    }

    #[test]
    fn a_short_text_is_large_and_a_long_one_makes_the_note_higher() {
        let short = fitted("Leipää");
        assert_eq!((short.font_px, short.height), (30.0, NOTE_SIDE));
        assert_eq!(short.lines, ["Leipää"]);
        let long = fitted(&"leipää ".repeat(200));
        assert_eq!(long.font_px, 18.0);
        assert!(long.height > 400.0, "{}", long.height);
    }

    #[test]
    fn a_note_is_high_enough_for_addresses_tabs_and_spaces_that_hold() {
        let address = "https://www.example.org/tapahtumat/2026/kesakuu/piknik?paikka=puisto&keille=kaikille#ohjelma";
        let texts = [
            [address; 6].join("\n"),
            "sarkain\tvälissä\t".repeat(25),
            "sitova\u{a0}väli \u{2009}ohut ".repeat(20),
            "yhdys-sana-".repeat(40),
        ];
        for text in texts {
            let fit = fitted(&text);
            let needed = fit.lines.len() as f64 * fit.font_px * LINE_HEIGHT + 2.0 * NOTE_PADDING;
            assert!(needed <= fit.height + 0.01, "{needed} of {}: {text}", fit.height);
        }
    }

    #[test]
    fn lines_fit_between_the_margins_and_lose_no_word() {
        let text = "Kuntalaisten osallistuminen ei ole lisätyötä, vaan tapa tehdä työ kerralla oikein — \
                    kysy ennen kuin suunnittelet";
        let fit = fitted(text);
        let mut face = Face::regular();
        for line in &fit.lines {
            assert!(face.width(line) * fit.font_px <= LINE_WIDTH + 0.01, "{line}");
        }
        assert_eq!(fit.lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" "), text);
        assert!(
            fit.lines.len() as f64 * fit.font_px * LINE_HEIGHT <= fit.height - 2.0 * NOTE_PADDING
        );
    }

    #[test]
    fn a_word_wider_than_the_note_is_broken_anywhere() {
        let fit = fitted(&"x".repeat(300));
        assert!(fit.lines.len() > 5);
        assert_eq!(fit.lines.concat().len(), 300);
        assert!(fit.lines.len() as f64 * fit.font_px * LINE_HEIGHT <= fit.height);
    }

    #[test]
    fn line_breaks_and_leading_spaces_are_kept() {
        assert_eq!(fitted("a\n\n  b").lines, ["a", "", "  b"]);
        assert_eq!(fitted("").lines, [""]);
    }

    proptest! {
        /// Whatever is known without measuring is what measuring tells: also of wide letters, of emoji, of gaps and of
        /// empty lines.
        #[test]
        fn a_short_text_is_told_without_being_measured(
            words in prop::collection::vec("(W{0,12}|[a-zåäö]{0,9}|[\u{1F9FA}\u{1F353}\u{FB2B}]{0,6}|漢{0,6}| {0,4}|\\n)", 0..14),
        ) {
            let mut face = Face::regular();
            for text in [words.join(" "), words.concat()] {
                prop_assert_eq!(height_of(&text, &mut face), size(&text, &mut face).1, "{:?}", text);
            }
        }
    }
}
