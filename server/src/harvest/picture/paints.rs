//! The colours of a picture: those of the page in its light dress (the client's `look/tokens.css`).

use crate::document::content::Color;

pub(super) const BLANKET: Rgb = Rgb(0xf4, 0xee, 0xe2);
pub(super) const MUTED: Rgb = Rgb(0x6a, 0x60, 0x52);
pub(super) const TEXT: Rgb = Rgb(0x23, 0x1d, 0x16);

/// The shadow under paper.
pub(super) const SHADOW: Rgb = Rgb(60, 44, 20);

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

impl Rgb {
    /// This colour with `share` of another in it, as CSS `color-mix` in sRGB.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |own: u8, other: u8| {
            let value = f64::from(own) * (1.0 - share) + f64::from(other) * share;
            // Between two bytes.
            value.round() as u8
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    pub(super) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The paper of a note.
pub(super) const fn paper(color: Color) -> Rgb {
    match color {
        Color::Yellow => Rgb(0xff, 0xe4, 0x8a),
        Color::Orange => Rgb(0xff, 0xcb, 0x9e),
        Color::Pink => Rgb(0xff, 0xbe, 0xcb),
        Color::Purple => Rgb(0xdc, 0xcb, 0xff),
        Color::Blue => Rgb(0xbf, 0xdf, 0xff),
        Color::Teal => Rgb(0xae, 0xe9, 0xe0),
        Color::Green => Rgb(0xc9, 0xe9, 0xac),
        Color::White => Rgb(0xff, 0xff, 0xff),
    }
}

/// A pen's ink by its name or `#rrggbb`; text's colour for any other.
pub(super) fn ink(name: &str) -> Rgb {
    Color::named(name).map(named_ink).or_else(|| from_hex(name)).unwrap_or(TEXT)
}

/// As the page draws it (`client/src/board/drawing/drawing.css`): dark enough to be seen on paper.
const fn named_ink(color: Color) -> Rgb {
    match color {
        Color::Yellow => Rgb(0x98, 0x66, 0x03),
        Color::Orange => Rgb(0xbd, 0x4d, 0x00),
        Color::Pink => Rgb(0xb8, 0x44, 0x8d),
        Color::Purple => Rgb(0x94, 0x52, 0xbf),
        Color::Blue => Rgb(0x00, 0x73, 0xc7),
        Color::Teal => Rgb(0x01, 0x7f, 0x69),
        Color::Green => Rgb(0x03, 0x82, 0x22),
        Color::White => Rgb(0x75, 0x6a, 0x58),
    }
}

fn from_hex(name: &str) -> Option<Rgb> {
    let digits = name.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(Rgb(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_mix_as_the_page_mixes_them() {
        assert_eq!(paper(Color::Yellow).mixed(Rgb(0, 0, 0), 0.25).hex(), "#bfab68");
        assert_eq!(ink("#0b57d0"), Rgb(0x0b, 0x57, 0xd0));
        assert_eq!(ink("\"/><script>"), TEXT);
        assert_eq!(ink("#äää"), TEXT);
    }
}
