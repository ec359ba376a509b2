//! What a large picture takes is known before it is drawn.

use picnic::document::content::{BoardCluster, BoardContent, BoardNote, Color, Stroke};
use picnic::document::note_size::NoteSize;
use picnic::harvest::Harvest;
use picnic::harvest::from_room::{RoomPart, SessionPart};
use picnic::harvest::picture::Picture;
use picnic::harvest::picture::png::{CannotDraw, draw};
use picnic::harvest::picture::scale::Scale;
use picnic::limits::{PNG_BYTES_MAX, PNG_MS_MAX};
use picnic_protocol::session::Language;

fn note(id: usize, text: String, at: [f64; 2]) -> BoardNote {
    BoardNote {
        id: format!("n{id}"),
        text,
        at,
        z: 0,
        color: Color::Yellow,
        size: NoteSize::M,
        locked: false,
        cluster: None,
        under: None,
        made_ms: 0,
    }
}

fn laid_out(board: BoardContent) -> Picture {
    let room = RoomPart { title: String::new(), language: Language::En, made_ms: 0 };
    let harvest = Harvest::from_room(room, board, SessionPart::default());
    Picture::of(&harvest, &|| Ok(())).expect("nothing ends it")
}

/// Numbers that no compression knows.
fn random(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}

fn random_words(seed: &mut u64, count: usize) -> String {
    let mut word = || (0..6).map(|_| char::from(b'a' + random(seed, 26) as u8)).collect::<String>();
    (0..count).map(|_| word()).collect::<Vec<_>>().join(" ")
}

/// Notes side by side, with what is written on each.
fn side_by_side(notes: usize, mut text: impl FnMut() -> String) -> BoardContent {
    let at = |index: usize| [(index % 100) as f64 * 220.0, (index / 100) as f64 * 220.0];
    let notes = (0..notes).map(|index| note(index, text(), at(index)));
    BoardContent { notes: notes.collect(), ..BoardContent::default() }
}

/// Notes with so many words, the same on each, so that they are measured once.
fn written_over(notes: usize, count: usize) -> BoardContent {
    side_by_side(notes, || "picnic ".repeat(count))
}

/// Clusters whose cloths reach over the whole board.
fn cloths(count: usize) -> BoardContent {
    let in_cluster = |index: usize, at| BoardNote {
        cluster: Some(format!("c{}", index / 2)),
        ..note(index, String::new(), at)
    };
    let cluster = |index| BoardCluster {
        id: format!("c{index}"),
        title: String::new(),
        at: [0.0, 0.0],
        color: Color::Blue,
        folded: false,
    };
    let corners = [[0.0, 0.0], [8_000.0, 6_000.0]];
    BoardContent {
        notes: (0..2 * count).map(|index| in_cluster(index, corners[index % 2])).collect(),
        clusters: (0..count).map(cluster).collect(),
        ..BoardContent::default()
    }
}

/// Strokes that go to and fro over the whole board.
fn scribbles(count: usize) -> BoardContent {
    let mut seed = 7;
    let mut path = || (0..20_000).map(|_| random(&mut seed, 5_000) as f64).collect();
    let stroke = |index| Stroke {
        id: format!("s{index}"),
        path: path(),
        color: "#0b57d0".to_owned(),
        pressure: Vec::new(),
        width: 64.0,
    };
    BoardContent { strokes: (0..count).map(stroke).collect(), ..BoardContent::default() }
}

#[test]
fn a_picture_that_would_take_too_long_is_refused_before_anything_of_it_is_drawn() {
    let boards = [
        ("cloths", cloths(2_000)),
        ("scribbles", scribbles(20)),
        ("words", written_over(6_000, 550)),
        ("letters that no font has", side_by_side(4_000, || "a\u{e000}".repeat(500))),
    ];
    for (what, board) in boards {
        let mut file = Vec::new();
        let refused = draw(&laid_out(board), &mut file, &|| panic!("{what} are drawn"));
        assert!(matches!(refused, Err(CannotDraw::TooMuch(_))), "{what}: {refused:?}");
        assert!(file.is_empty());
    }
}

#[test]
fn what_would_be_too_large_a_file_is_drawn_smaller() {
    let picture = laid_out(written_over(8_000, 35));
    let (as_usual, scale) = (Scale::of(picture.bounds()), Scale::of_picture(&picture));
    assert!(as_usual.bytes(&picture) > PNG_BYTES_MAX as f64);
    assert!(scale.bytes(&picture) <= PNG_BYTES_MAX as f64);
    assert!(scale.factor > as_usual.factor / 2.0, "{scale:?}, {as_usual:?}");
    assert!(scale.milliseconds(&picture) < PNG_MS_MAX, "{}", scale.milliseconds(&picture));
    let small = laid_out(written_over(200, 35));
    assert_eq!(Scale::of_picture(&small), Scale::of(small.bounds()));
}

#[test]
fn a_file_is_about_as_large_as_it_was_estimated_and_no_larger() {
    for (notes, words) in [(200, 6), (100, 35), (100, 80)] {
        let mut seed = 42;
        let picture = laid_out(side_by_side(notes, || random_words(&mut seed, words)));
        let mut file = Vec::new();
        draw(&picture, &mut file, &|| Ok(())).expect("it is drawn");
        let estimated = Scale::of_picture(&picture).bytes(&picture);
        let share = file.len() as f64 / estimated;
        assert!((0.3..1.0).contains(&share), "{notes} of {words} words: {share}");
    }
}
