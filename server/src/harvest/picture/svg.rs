//! A picture as SVG, piece by piece: real text in the page's own font, which is inside the file.

use std::fmt::Write as _;
use std::iter::once;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::document::content::{Color, Stroke};
use crate::document::face::{ASCENT, FAMILY, Face, LATIN_EXT_RANGE, REGULAR, SEMIBOLD, Weight};
use crate::document::fitting::{Fit, LINE_HEIGHT};
use crate::document::measures::{NOTE_SIDE, Rect};
use crate::harvest::picture::arrow::Arrow;
use crate::harvest::picture::fonts::Fonts;
use crate::harvest::picture::need::milliseconds_in_band;
use crate::harvest::picture::paints::{BLANKET, MUTED, Rgb, SHADOW, TEXT, ink, paper};
use crate::harvest::picture::{Item, Picture};
use crate::limits::PNG_LAYER_MS;

/// A square of the blanket's gingham, in board units.
const SQUARE: f64 = 96.0;

/// Squares that are drawn, a row: on a larger blanket they would not be seen.
const SQUARES_MAX: f64 = 400.0;

const CLUSTER_TITLE_PX: f64 = 21.0;
const SECTION_TITLE_PX: f64 = 28.0;

/// Who reads an SVG.
#[derive(Clone, Copy)]
enum Reader<'a> {
    /// A browser or a drawing program.
    Person,
    /// The drawing library, which knows no direction of writing but anchors lines at either end,
    /// and finds no fonts for what the page's own lacks.
    Library(&'a Fonts),
}

impl Reader<'_> {
    /// A line of text as XML.
    fn line(self, line: &str) -> String {
        let Self::Library(fonts) = self else { return escaped(line) };
        let run = |(family, text): (Option<String>, String)| match family {
            Some(family) => format!(
                "<tspan font-family=\"'{}'\">{}</tspan>",
                escaped(&family.replace('\'', "")),
                escaped(&text)
            ),
            None => escaped(&text),
        };
        fonts.runs(line).into_iter().map(run).collect()
    }
}

/// The SVG's pieces, to be looked at by itself or in a page.
pub fn svg(picture: &Picture) -> impl Iterator<Item = String> + '_ {
    let Rect { x, y, width, height } = picture.bounds;
    let title = escaped(&picture.title);
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\" width=\"{}\" \
         height=\"{}\" role=\"img\">\n<title>{title}</title>\n<style>{}</style>\n{}",
        n(x),
        n(y),
        n(width),
        n(height),
        n(width),
        n(height),
        fonts(),
        blanket(picture.bounds)
    );
    let mut face = Face::semibold();
    once(head)
        .chain(
            picture.items.iter().map(move |placed| drawn(&placed.item, &mut face, Reader::Person)),
        )
        .chain(once("</svg>\n".to_owned()))
}

/// A band of the picture as SVGs to be drawn one over the other at so many pixels a unit, each in about a tenth of a second:
/// without fonts, for these are at hand.
pub(super) fn layers<'a>(
    picture: &'a Picture,
    part: Rect,
    factor: f64,
    fonts: &'a Fonts,
) -> impl Iterator<Item = String> + 'a {
    let Rect { x, y, width, height } = part;
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\" \
         width=\"{width}\" height=\"{height}\">"
    );
    let mut face = Face::semibold();
    let mut items = picture.within(part).peekable();
    let mut lowest = Some(blanket(part));
    std::iter::from_fn(move || {
        if lowest.is_none() && items.peek().is_none() {
            return None;
        }
        let mut svg = head.clone() + &lowest.take().unwrap_or_default();
        let mut milliseconds = 0.0;
        while milliseconds < PNG_LAYER_MS
            && let Some(placed) = items.next()
        {
            milliseconds += milliseconds_in_band(placed, part, factor, fonts);
            svg.push_str(&drawn(&placed.item, &mut face, Reader::Library(fonts)));
        }
        svg.push_str("</svg>");
        Some(svg)
    })
}

fn fonts() -> String {
    let face = |weight: u16, bytes: &[u8], range: &str| {
        format!(
            "@font-face{{font-family:\"{FAMILY}\";font-weight:{weight};\
             src:url(data:font/woff2;base64,{}) format(\"woff2\"){range}}}",
            STANDARD.encode(bytes)
        )
    };
    let both = |weight: &Weight| {
        // What is declared last is looked in first: the second subset keeps to its own letters.
        face(weight.number, weight.latin_web, "")
            + &face(
                weight.number,
                weight.latin_ext_web,
                &format!(";unicode-range:{LATIN_EXT_RANGE}"),
            )
    };
    both(&REGULAR) + &both(&SEMIBOLD)
}

/// The blanket and its gingham within a part of it.
fn blanket(part: Rect) -> String {
    let Rect { x, y, width, height } = part;
    let mut svg = rect(part, &format!("fill=\"{}\"", BLANKET.hex()));
    if width.max(height) / SQUARE / 2.0 > SQUARES_MAX {
        return svg;
    }
    let mut stripes = String::new();
    let first = |start: f64| (start / SQUARE / 2.0).floor() * SQUARE * 2.0;
    let mut at = first(x);
    while at < x + width {
        let _ = write!(stripes, "M{} {}h{SQUARE}v{}h-{SQUARE}z", n(at), n(y), n(height));
        at += SQUARE * 2.0;
    }
    let across = std::mem::take(&mut stripes);
    let mut at = first(y);
    while at < y + height {
        let _ = write!(stripes, "M{} {}h{}v{SQUARE}h-{}z", n(x), n(at), n(width), n(width));
        at += SQUARE * 2.0;
    }
    for path in [across, stripes] {
        let _ = writeln!(svg, "<path d=\"{path}\" fill=\"{}\" fill-opacity=\".02\"/>", TEXT.hex());
    }
    svg
}

fn drawn(item: &Item, semibold: &mut Face, reader: Reader<'_>) -> String {
    match item {
        Item::Section { title, color, rect } => section(title, *color, *rect, semibold, reader),
        Item::Cluster { title, count, color, rect } => {
            cluster(title, *count, *color, *rect, semibold, reader)
        }
        Item::Stacked { under, at } => stacked(under, *at),
        Item::Note { fit, color, at } => note(fit, *color, *at, reader),
        Item::Stroke(stroke) => pen(stroke),
        Item::Connector(arrow) => connector(arrow),
    }
}

fn section(
    title: &str,
    color: Color,
    area: Rect,
    semibold: &mut Face,
    reader: Reader<'_>,
) -> String {
    let fill = BLANKET.mixed(paper(color), 0.42);
    let edge = paper(color).mixed(TEXT, 0.28);
    let look = format!(
        "rx=\"14\" fill=\"{}\" stroke=\"{}\" stroke-opacity=\".7\" stroke-width=\"2\"",
        fill.hex(),
        edge.hex()
    );
    let room = area.width - 48.0;
    let title = cut(title, room / SECTION_TITLE_PX, semibold);
    let at = [area.x + 24.0, area.y + 24.0 + SECTION_TITLE_PX * ASCENT];
    format!(
        "<g>{}{}</g>\n",
        rect(area.grown(-1.0), &look),
        heading(&reader.line(&title), at, SECTION_TITLE_PX)
    )
}

fn cluster(
    title: &str,
    count: usize,
    color: Color,
    area: Rect,
    semibold: &mut Face,
    reader: Reader<'_>,
) -> String {
    let fill = BLANKET.mixed(paper(color), 0.34);
    let edge = paper(color).mixed(TEXT, 0.28);
    let outline = format!(
        "rx=\"14\" fill=\"{}\" stroke=\"{}\" stroke-opacity=\".45\"",
        fill.hex(),
        edge.hex()
    );
    // The stitched hem of a napkin.
    let hem = format!(
        "rx=\"10\" fill=\"none\" stroke=\"{}\" stroke-opacity=\".55\" stroke-dasharray=\"3 3\"",
        edge.hex()
    );
    let count = count.to_string();
    let count_px = CLUSTER_TITLE_PX * 0.8;
    let count_width = semibold.width(&count) * count_px;
    let room = area.width - 40.0 - 8.0 - count_width;
    let title = cut(title, room / CLUSTER_TITLE_PX, semibold);
    let baseline = area.y + 37.0;
    let start = area.x + 20.0;
    let title_width = semibold.width(&title) * CLUSTER_TITLE_PX;
    let gap = if title.is_empty() { 0.0 } else { 8.0 };
    format!(
        "<g>{}{}{}<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\" \
         fill-opacity=\".8\"{}>{count}</text></g>\n",
        rect(area.grown(-0.5), &outline),
        rect(area.grown(-5.5), &hem),
        heading(&reader.line(&title), [start, baseline], CLUSTER_TITLE_PX),
        n(start + title_width + gap),
        n(baseline),
        n(count_px),
        TEXT.hex(),
        family(400),
    )
}

/// The edges of two notes under the first of a stack.
fn stacked(under: &[Color], at: [f64; 2]) -> String {
    let middle = [at[0] + NOTE_SIDE / 2.0, at[1] + NOTE_SIDE / 2.0];
    let edge = |(depth, color): (usize, &Color)| {
        let tilt = if depth == 0 { 2.5 } else { -3.0 };
        format!(
            "<g transform=\"rotate({tilt} {} {})\">{}</g>",
            n(middle[0]),
            n(middle[1]),
            note_paper(*color, at, [NOTE_SIDE, NOTE_SIDE])
        )
    };
    let edges: Vec<_> = under.iter().enumerate().map(edge).rev().collect();
    format!("{}\n", edges.concat())
}

fn note_paper(color: Color, at: [f64; 2], [width, height]: [f64; 2]) -> String {
    let whole = Rect::at(at, width, height);
    let mut svg = String::new();
    // A short soft shadow in three layers, wider and fainter downwards.
    for (down, spread, opacity) in [(2.0, 4.0, ".03"), (1.5, 2.0, ".05"), (1.0, 0.5, ".09")] {
        let shadow = Rect { y: whole.y + down, ..whole }.grown(spread);
        let look = format!(
            "rx=\"{}\" fill=\"{}\" fill-opacity=\"{opacity}\"",
            n(3.0 + spread),
            SHADOW.hex()
        );
        svg.push_str(&rect(shadow, &look));
    }
    let edge = paper(color).mixed(Rgb(0, 0, 0), 0.25);
    let look = format!("rx=\"2.5\" fill=\"{}\" stroke=\"{}\"", paper(color).hex(), edge.hex());
    svg.push_str(&rect(whole.grown(-0.5), &look));
    svg
}

fn note(fit: &Fit, color: Color, at: [f64; 2], reader: Reader<'_>) -> String {
    let mut svg = format!("<g>{}", note_paper(color, at, [fit.width, fit.height]));
    let said = fit.lines.iter().any(|line| !line.trim().is_empty());
    if said {
        let right_to_left = fit.lines.iter().flat_map(|line| line.chars()).find_map(direction);
        let from_right = right_to_left == Some(true);
        let start = if from_right { fit.width - fit.padding } else { fit.padding };
        let x = n(at[0] + start);
        let towards = match (from_right, reader) {
            (false, _) => "",
            (true, Reader::Person) => " direction=\"rtl\"",
            (true, Reader::Library(_)) => " text-anchor=\"end\"",
        };
        let _ = write!(
            svg,
            "<text font-size=\"{}\" fill=\"{}\" xml:space=\"preserve\"{towards}{}>",
            n(fit.font_px),
            TEXT.hex(),
            family(400)
        );
        for (index, line) in fit.lines.iter().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let down = (index as f64 * LINE_HEIGHT + ASCENT) * fit.font_px;
            let y = n(at[1] + fit.padding + down);
            let _ = write!(svg, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", reader.line(line));
        }
        svg.push_str("</text>");
    }
    svg.push_str("</g>\n");
    svg
}

fn pen(stroke: &Stroke) -> String {
    let mut points = stroke.path.chunks_exact(2);
    let Some(first) = points.next() else { return String::new() };
    let mut path = format!("M{} {}", n(first[0]), n(first[1]));
    for point in points {
        let _ = write!(path, "L{} {}", n(point[0]), n(point[1]));
    }
    if stroke.path.len() == 2 {
        // A dot.
        path.push_str("h0.01");
    }
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n",
        ink(&stroke.color).hex(),
        n(stroke.width)
    )
}

fn connector(arrow: &Arrow) -> String {
    let at = |[x, y]: [f64; 2]| format!("{} {}", n(x), n(y));
    let [left, tip, right] = arrow.head();
    let Arrow([from, out, into, to]) = *arrow;
    // The line ends within the head, which is sharp.
    let end = [f64::midpoint(left[0], right[0]), f64::midpoint(left[1], right[1])];
    let near = [into[0] + end[0] - to[0], into[1] + end[1] - to[1]];
    let colour = MUTED.hex();
    format!(
        "<g stroke=\"{colour}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         <path d=\"M{}C{} {} {}\" fill=\"none\" stroke-width=\"2.5\"/>\
         <path d=\"M{}L{} {}Z\" fill=\"{colour}\" stroke-width=\"1.5\"/></g>\n",
        at(from),
        at(out),
        at(near),
        at(end),
        at(left),
        at(tip),
        at(right)
    )
}

fn rect(area: Rect, look: &str) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {look}/>",
        n(area.x),
        n(area.y),
        n(area.width.max(0.0)),
        n(area.height.max(0.0))
    )
}

/// A title, which is XML already.
fn heading(title: &str, at: [f64; 2], px: f64) -> String {
    if title.trim().is_empty() {
        return String::new();
    }
    format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}>{}</text>",
        n(at[0]),
        n(at[1]),
        n(px),
        TEXT.hex(),
        family(600),
        title
    )
}

fn family(weight: u16) -> String {
    format!(" font-family=\"'{FAMILY}', system-ui, sans-serif\" font-weight=\"{weight}\"")
}

/// The title's beginning that fits within so many ems, with a mark where it was cut.
fn cut(title: &str, width: f64, face: &mut Face) -> String {
    if face.width(title) <= width {
        return title.to_owned();
    }
    let mut kept = title.to_owned();
    while kept.pop().is_some() {
        let shorter = format!("{}…", kept.trim_end());
        if face.width(&shorter) <= width {
            return shorter;
        }
    }
    String::new()
}

/// Whether a letter is written from right to left; none for one that has no direction.
fn direction(letter: char) -> Option<bool> {
    match u32::from(letter) {
        0x0590..=0x08ff
        | 0xfb1d..=0xfdff
        | 0xfe70..=0xfeff
        | 0x10800..=0x10fff
        | 0x1e800..=0x1efff => Some(true),
        _ if letter.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// A number with at most two decimals.
fn n(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text that is only text in XML; what XML cannot hold stands as a mark.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
