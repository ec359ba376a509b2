//! The board as it was: what frames give when they are folded, merged, thinned, packed and shown, and what they never tell.

use std::collections::{BTreeMap, BTreeSet};

use picnic::document::content::{BoardCluster, BoardContent, BoardNote, Color};
use picnic::document::note_size::NoteSize;
use picnic::versions::film::Film;
use picnic::versions::packed::{pack, unpack};
use picnic::versions::rows::lay_out;
use picnic::versions::thinning::{forget_before, halve, thin};
use picnic::versions::{Erased, Frame, Told, erasing};
use picnic_protocol::ids::ParticipantId;
use proptest::prelude::*;
use serde_json::Value;

const AINO: ParticipantId = ParticipantId::from_bytes([7; 16]);
const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

type Board = (BoardContent, BTreeMap<String, ParticipantId>);

/// One step on a board: which note or cluster, and what becomes of it; nothing takes it away.
type Step = (u8, Option<u16>);

fn note(key: u8, value: u16) -> BoardNote {
    BoardNote {
        id: format!("note-{key}"),
        text: format!("idea {value}"),
        at: [f64::from(value), 0.5],
        z: 0,
        color: Color::Yellow,
        size: NoteSize::M,
        locked: false,
        cluster: None,
        under: None,
        made_ms: 1,
    }
}

fn take(board: &mut Board, (key, value): Step) {
    let (content, writers) = board;
    if key % 4 == 3 {
        let id = format!("cluster-{key}");
        content.clusters.retain(|cluster| cluster.id != id);
        content.clusters.extend(value.map(|value| BoardCluster {
            id,
            title: format!("theme {value}"),
            at: [0.0, 0.0],
            color: Color::White,
            folded: false,
        }));
        content.title = value.map(|value| format!("title {value}"));
        return;
    }
    let id = format!("note-{key}");
    content.notes.retain(|note| note.id != id);
    writers.remove(&id);
    if let Some(value) = value {
        content.notes.push(note(key, value));
        if key.is_multiple_of(2) {
            writers.insert(id, AINO);
        }
    }
}

/// The boards as they were, and the frames that were made of them, a minute apart.
fn filmed(stretches: &[Vec<Step>]) -> (Vec<Board>, Vec<Frame>) {
    let (mut told, mut board) = (Told::default(), Board::default());
    let (mut boards, mut frames) = (Vec::new(), Vec::new());
    for (minute, steps) in (1..).zip(stretches) {
        for step in steps {
            take(&mut board, *step);
        }
        if let Some(frame) = told.frame(minute * MINUTE_MS, &board.0, board.1.clone()) {
            boards.push(board.clone());
            frames.push(frame);
        }
    }
    (boards, frames)
}

fn whole(board: &Board) -> Frame {
    Told::default().frame(0, &board.0, board.1.clone()).unwrap()
}

fn fold(frames: &[Frame]) -> Frame {
    let folded = frames.iter().cloned().reduce(Frame::then).unwrap();
    Frame { at_ms: 0, people: BTreeSet::new(), phase: None, ends_phase: false, ..folded }
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = (0..24_u8, proptest::option::weighted(0.7, 0..9_u16));
    proptest::collection::vec(proptest::collection::vec(step, 0..6), 1..40)
}

proptest! {
    #[test]
    fn folding_frames_up_to_one_gives_the_board_as_it_was_whatever_was_merged(
        stretches in steps(),
        merges in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let (boards, frames) = filmed(&stretches);
        let mut kept: Vec<(usize, Frame)> = Vec::new();
        for (index, frame) in frames.iter().cloned().enumerate() {
            match kept.pop_if(|_| merges[index]) {
                Some((_, earlier)) => kept.push((index, earlier.then(frame))),
                None => kept.push((index, frame)),
            }
        }
        for upto in 1..=kept.len() {
            let frames: Vec<_> = kept[..upto].iter().map(|(_, frame)| frame.clone()).collect();
            prop_assert_eq!(fold(&frames), whole(&boards[kept[upto - 1].0]));
        }
    }

    #[test]
    fn thinning_keeps_the_last_frame_and_each_phases_end_and_changes_none_that_it_keeps(
        stretches in steps(),
        apart_minutes in 1..400_u64,
        ends in 0..40_usize,
    ) {
        let (boards, mut frames) = filmed(&stretches);
        for (index, frame) in (1..).zip(&mut frames) {
            frame.at_ms = index * apart_minutes * MINUTE_MS;
            frame.ends_phase = index as usize == ends;
        }
        let at = |frames: &[Frame]| frames.iter().map(|frame| frame.at_ms).collect::<Vec<_>>();
        let (before, now_ms) = (at(&frames), frames.last().unwrap().at_ms);
        let thinned = thin(frames.clone(), now_ms);
        prop_assert_eq!(thinned.last().unwrap().at_ms, now_ms);
        prop_assert!(frames.get(ends.wrapping_sub(1)).is_none_or(|end| at(&thinned).contains(&end.at_ms)));
        for upto in 1..=thinned.len() {
            let index = before.iter().position(|at| *at == thinned[upto - 1].at_ms).unwrap();
            prop_assert_eq!(fold(&thinned[..upto]), whole(&boards[index]));
        }
        // Once more changes nothing, and it is within what is said: sixty minutes, twelve an hour, and the days.
        prop_assert_eq!(&thin(thinned.clone(), now_ms), &thinned);
        prop_assert!(thinned.len() as u64 <= 62 + 12 * 23 + 2 + now_ms / DAY_MS);
    }

    #[test]
    fn each_row_gives_its_boards_by_itself_and_over_the_bound_the_oldest_merge(
        stretches in steps(),
        bytes_max in prop_oneof![Just(usize::MAX), 8_000..40_000_usize],
    ) {
        let (boards, frames) = filmed(&stretches);
        let rows = lay_out(frames.clone(), bytes_max);
        let bytes: usize = rows.iter().map(|row| row.bytes.len()).sum();
        let unpacked: Vec<_> =
            rows.iter().map(|row| unpack(&row.bytes, row.people.as_deref()).unwrap()).collect();
        let count: usize = unpacked.iter().map(Vec::len).sum();
        prop_assert!(bytes <= bytes_max || count == 1);
        prop_assert!(bytes_max != usize::MAX || count == frames.len());
        for frames in &unpacked {
            for upto in 1..=frames.len() {
                let at_ms = frames[upto - 1].at_ms;
                let index = boards.len() - 1;
                let made = filmed(&stretches).1;
                let index = made.iter().position(|frame| frame.at_ms == at_ms).unwrap_or(index);
                prop_assert_eq!(fold(&frames[..upto]), whole(&boards[index]));
            }
        }
        prop_assert_eq!(fold(unpacked.last().unwrap()), whole(boards.last().unwrap()));
    }

    #[test]
    fn a_film_shows_each_board_as_it_was_and_only_what_changed(stretches in steps()) {
        let (boards, frames) = filmed(&stretches);
        // As after the room was opened again in between: everything is told once more.
        let again = frames.iter().cloned().scan(None::<Frame>, |board, frame| {
            let whole = board.take().map_or(frame.clone(), |board| board.then(frame));
            *board = Some(whole.clone());
            Some(whole)
        });
        for frames in [frames.clone(), again.collect()] {
            let mut film = Film::new(true, None);
            let mut shown = BTreeMap::new();
            let mut index = 0;
            for frame in frames {
                for json in film.next(frame) {
                    let json: Value = serde_json::from_str(&json).unwrap();
                    for (key, fields) in json["notes"].as_object().unwrap() {
                        let before = match fields {
                            Value::Null => shown.remove(key),
                            fields => shown.insert(key.clone(), fields.clone()),
                        };
                        prop_assert!(before.as_ref() != Some(fields), "{} is told again", key);
                        prop_assert!(!fields.is_null() || before.is_some(), "{} was not there", key);
                    }
                    index = json["atMs"].as_u64().unwrap();
                }
            }
            let at_end = whole(boards.last().unwrap());
            prop_assert!(index > 0);
            prop_assert_eq!(shown.keys().collect::<Vec<_>>(), at_end.notes.keys().collect::<Vec<_>>());
            for (key, fields) in &shown {
                prop_assert_eq!(fields["by"] != Value::Null, at_end.writers.contains_key(key));
            }
        }
    }
}

fn a_few() -> (Vec<Board>, Vec<Frame>) {
    let (boards, mut frames) = filmed(&[
        vec![(0, Some(1)), (1, Some(1)), (3, Some(1))],
        vec![(0, Some(2))],
        vec![(1, None), (2, Some(3))],
    ]);
    for frame in &mut frames {
        frame.people.insert(AINO);
    }
    (boards, frames)
}

#[test]
fn the_first_of_two_frames_merges_into_the_second() {
    let (boards, frames) = a_few();
    let halved = halve(frames[..2].to_vec());
    assert_eq!(halved.len(), 1);
    assert_eq!(fold(&halved), whole(&boards[1]));
    assert_eq!(halved[0].at_ms, 2 * MINUTE_MS);
}

#[test]
fn what_is_older_than_it_is_kept_becomes_part_of_what_comes_after_and_goes_where_nothing_does() {
    let (boards, frames) = a_few();
    let kept = forget_before(frames.clone(), 2 * MINUTE_MS);
    assert_eq!(kept.iter().map(|frame| frame.at_ms / MINUTE_MS).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(fold(&kept[..1]), whole(&boards[1]));
    assert_eq!(forget_before(frames, 4 * MINUTE_MS), []);
}

#[test]
fn a_frame_without_its_people_tells_of_nobody() {
    let (_, frames) = a_few();
    let (bytes, people) = pack(&frames);
    assert_eq!(unpack(&bytes, people.as_deref()).unwrap(), frames);
    let alone = unpack(&bytes, None).unwrap();
    assert!(alone.iter().all(|frame| frame.people.is_empty() && frame.writers.is_empty()));
    assert!(!serde_json::to_string(&alone).unwrap().contains(&AINO.to_string()));
    // And those of an anonymous room have none to begin with.
    assert_eq!(pack(&alone).1, None);
}

#[test]
fn whose_a_note_is_is_told_anew_after_a_seal_took_it_from_all_frames() {
    let mut board = Board::default();
    take(&mut board, (0, Some(1)));
    take(&mut board, (1, Some(1)));
    let mut told = Told::default();
    told.frame(1, &board.0, board.1.clone()).unwrap();
    assert_eq!(told.frame(2, &board.0, board.1.clone()), None);
    told.forget_people();
    let again = told.frame(3, &board.0, board.1.clone()).unwrap();
    assert_eq!(again.notes.keys().collect::<Vec<_>>(), ["note-0"]);
    assert_eq!(again.writers["note-0"], AINO);
}

#[test]
fn what_was_erased_is_in_no_frame() {
    let (_, mut frames) = a_few();
    let (cluster, title) = ("cluster-3".to_owned(), "theme 1".to_owned());
    let of_cluster = |title: &str| Erased::Title {
        root: "clusters".to_owned(),
        key: cluster.clone(),
        title: title.to_owned(),
    };
    erasing::erase(&mut frames, &[of_cluster("another")]);
    assert!(serde_json::to_string(&frames).unwrap().contains(&title));
    let of_board =
        Erased::Title { root: "meta".into(), key: "title".into(), title: "title 1".into() };
    erasing::erase(&mut frames, &[Erased::Element("note-0".into()), of_cluster(&title), of_board]);
    let left = serde_json::to_string(&frames).unwrap();
    for gone in ["note-0", "idea 2", "theme 1", "title 1"] {
        assert!(!left.contains(gone), "{gone}: {left}");
    }
    assert!(left.contains("note-1") && left.contains(&cluster));
    assert!(frames.iter().all(|frame| !frame.writers.contains_key("note-0")));
}

#[test]
fn words_are_erased_as_they_are_shown_whatever_a_foreign_client_wrote() {
    let (_, mut frames) = a_few();
    // What nobody sees is in no frame, and lines are one.
    let written = Erased::Title {
        root: "clusters".to_owned(),
        key: "cluster-3".to_owned(),
        title: "theme\u{202e}\n 1 ".to_owned(),
    };
    erasing::erase(&mut frames, &[written]);
    assert!(!serde_json::to_string(&frames).unwrap().contains("theme 1"));
}

#[test]
fn viewers_learn_no_names_and_what_is_asked_for_since_a_time_begins_with_the_board_before_it() {
    let (_, frames) = a_few();
    let shown = |names, since| {
        let mut film = Film::new(names, since);
        let mut shown: Vec<_> = frames.iter().cloned().flat_map(|frame| film.next(frame)).collect();
        shown.extend(film.end());
        let parse = |json: &String| serde_json::from_str::<Value>(json).unwrap();
        shown.iter().map(parse).collect::<Vec<_>>()
    };
    assert_eq!(shown(true, None)[0]["people"][0], AINO.to_string());
    assert!(!shown(false, None).iter().any(|frame| frame.to_string().contains(&AINO.to_string())));
    assert_eq!(shown(false, None)[0]["notes"]["note-0"]["by"], Value::Null);
    let since = shown(true, Some(3 * MINUTE_MS));
    assert_eq!(since.len(), 2);
    assert_eq!(
        (&since[0]["atMs"], &since[0]["notes"]["note-0"]["text"]),
        (&120_000.into(), &"idea 2".into())
    );
    assert_eq!(since[0]["notes"].as_object().unwrap().len(), 2);
    assert_eq!(since[1]["notes"]["note-1"], Value::Null);
    // Nothing came since: the last board is told all the same.
    assert_eq!(shown(true, Some(DAY_MS)).len(), 1);
    let members: BTreeSet<_> = since[1].as_object().unwrap().keys().map(String::as_str).collect();
    let kinds = ["notes", "clusters", "sections", "strokes", "connectors"];
    let known = ["fromMs", "atMs", "phase", "people"].into_iter().chain(kinds);
    assert_eq!(members, known.collect::<BTreeSet<_>>());
}

#[test]
fn a_frame_tells_since_when_what_it_tells_was_done_also_where_frames_were_merged_or_begin_a_row() {
    let (_, mut frames) = a_few();
    let starts = [None, Some(100_000), None];
    for (frame, from_ms) in frames.iter_mut().zip(starts) {
        frame.from_ms = from_ms;
    }
    let told = |frames: Vec<Frame>| {
        let mut film = Film::new(true, None);
        let shown: Vec<_> = frames.into_iter().flat_map(|frame| film.next(frame)).collect();
        let from = |json: &String| serde_json::from_str::<Value>(json).unwrap()["fromMs"].as_u64();
        shown.iter().filter_map(from).collect::<Vec<_>>()
    };
    assert_eq!(told(frames.clone()), [60_000, 100_000, 120_000], "or since the one before");
    let [first, second, third] = &frames[..] else { panic!("{frames:?}") };
    let merged = second.clone().then(third.clone());
    assert_eq!(told(vec![first.clone(), merged]), [60_000, 100_000]);
    let whole = Frame { whole: true, ..third.clone() };
    assert_eq!(second.clone().then(whole).from_ms, Some(100_000));
    let rows = lay_out(frames.clone(), usize::MAX);
    let kept = rows.iter().flat_map(|row| unpack(&row.bytes, row.people.as_deref()).unwrap());
    assert_eq!(kept.map(|frame| frame.from_ms).collect::<Vec<_>>(), starts);
}

#[test]
fn bytes_that_are_no_frames_are_refused() {
    let (bytes, _) = pack(&a_few().1);
    assert!(unpack(&bytes[..bytes.len() / 2], None).is_err());
    assert!(unpack(b"", None).is_err());
}
