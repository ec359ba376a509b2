//! Where laid notes go: into their sections, which grow for them, else around the middle, over nothing.

use std::collections::{BTreeMap, HashSet};

use picnic_protocol::session::plan::SECTION_REACH_MAX;

use crate::document::face::Face;
use crate::document::fitting::height_of;
use crate::document::measures;
use crate::room::session::board_seen::{Area, Lying};

/// A note's width, and its height unless its text needs more.
const NOTE_SIDE: i32 = measures::NOTE_SIDE as i32;

/// Space between notes.
pub const GAP: i32 = 16;

/// The grid's step.
const STEP: i32 = NOTE_SIDE + GAP;

/// Space between a section's edge and its notes.
const MARGIN: i32 = 24;

/// Space for a section's title.
const TITLE: i32 = 56;

/// Steps between the places in a full section at which a note may lie over others.
const OVER_STEP: usize = 48;

/// So many of those are looked at.
const OVER_PLACES_MAX: usize = 1_024;

/// A section grows no further down: the page shows nothing there.
#[expect(clippy::cast_possible_truncation, reason = "it is a whole number of units")]
const SECTION_END_MAX: i32 = SECTION_REACH_MAX as i32;

/// Rings of the grid that are tried: more than any board is wide.
const RINGS_MAX: i32 = 480;

/// An area of more cells than this is asked for overlap instead of having its cells listed.
const LARGE_CELLS: i64 = 1_024;

/// So many of those are heeded; nobody draws more.
const LARGE_MAX: usize = 256;

/// How high a note of this text is, in whole units.
#[expect(clippy::cast_possible_truncation, reason = "so many lines no draft has")]
pub fn whole_height_of(text: &str, face: &mut Face) -> i32 {
    height_of(text, face).ceil() as i32
}

/// Places for notes, one after another, over nothing that lies there and not over each other.
pub struct Placing {
    lying: Lying,
    middle: [i32; 2],
    /// Sections that became larger for what was laid in them: how large each is now.
    grown: BTreeMap<String, [i32; 2]>,
    /// Cells of the grid around the middle that are not free.
    taken: HashSet<(i32, i32)>,
    /// What covers so many cells that asking each is cheaper than listing them.
    large: Vec<Area>,
    /// Where in the rings the search stands.
    ring: i32,
    cells: std::vec::IntoIter<(i32, i32)>,
}

impl Placing {
    /// For a board on which this lies.
    #[must_use]
    pub fn new(lying: Lying) -> Self {
        let areas: Vec<_> = lying
            .taken
            .iter()
            .chain(lying.sections.iter().map(|(_, area)| area))
            .copied()
            .collect();
        let mut placing = Self {
            lying,
            middle: middle_of(&areas),
            grown: BTreeMap::new(),
            taken: HashSet::new(),
            large: Vec::new(),
            ring: 0,
            cells: ring(0),
        };
        for area in &areas {
            placing.take(area);
        }
        placing
    }

    /// The section that a note lies in.
    #[must_use]
    pub fn section_at(&self, at: [i32; 2]) -> Option<&str> {
        self.lying.section_at(at)
    }

    /// A place for a note of this height: in its section, where that is there and a note fits into it.
    pub fn place(&mut self, section: Option<&str>, height: i32) -> [i32; 2] {
        let known = |id| self.lying.sections.iter().position(|(there, _)| there == id);
        let placed = section.and_then(known).and_then(|index| self.place_of(index, height));
        let at = placed.unwrap_or_else(|| self.place_around(height));
        self.lying.taken.push(Area { at, size: [NOTE_SIDE, height] });
        at
    }

    /// Those of the sections that became larger, and their size.
    pub fn grown(&self) -> impl Iterator<Item = (&str, [i32; 2])> {
        self.grown.iter().map(|(id, size)| (id.as_str(), *size))
    }

    /// A place in a section. One that is full grows downwards over free ground, for what is laid in it stays in it; where it cannot, the
    /// note lies over others.
    fn place_of(&mut self, index: usize, height: i32) -> Option<[i32; 2]> {
        let (id, section) = self.lying.sections.get(index).cloned()?;
        if let Some(at) = self.place_in(&section, height) {
            return Some(at);
        }
        if section.size[0] < NOTE_SIDE + 2 * MARGIN {
            return None;
        }
        if let Some(larger) = self.larger(index, height)
            && let Some(at) = self.place_in(&larger, height)
        {
            self.take(&larger);
            self.grown.insert(id, larger.size);
            self.lying.sections.get_mut(index)?.1 = larger;
            return Some(at);
        }
        self.place_over(&section, height)
    }

    /// The section with one more row, where nothing lies and no other section is.
    fn larger(&self, index: usize, height: i32) -> Option<Area> {
        let (_, section) = self.lying.sections.get(index)?;
        let bottom = section.at[1].checked_add(section.size[1])?;
        let within = self.lying.taken.iter().filter(|taken| taken.overlaps(section));
        let lowest = within.map(|taken| taken.at[1].saturating_add(taken.size[1])).max();
        let row = lowest.unwrap_or(section.at[1]).saturating_add(GAP).min(bottom);
        let end = row.max(section.at[1].saturating_add(TITLE)).checked_add(height + MARGIN)?;
        let more = Area { at: [section.at[0], bottom], size: [section.size[0], end - bottom] };
        let others = self.lying.sections.iter().enumerate();
        let is_free = end <= SECTION_END_MAX
            && !self
                .lying
                .taken
                .iter()
                .any(|taken| taken.overlaps(&more) && !taken.overlaps(section))
            && !others
                .filter(|(other, _)| *other != index)
                .any(|(_, (_, area))| area.overlaps(&more));
        is_free.then_some(Area { at: section.at, size: [section.size[0], end - section.at[1]] })
    }

    /// A place in a full section, where the fewest lie.
    fn place_over(&self, section: &Area, height: i32) -> Option<[i32; 2]> {
        let [left, top] = [section.at[0] + MARGIN, section.at[1] + TITLE];
        let right = section.at[0] + section.size[0] - MARGIN - NOTE_SIDE;
        let bottom = section.at[1] + section.size[1] - MARGIN - height;
        let rows = (top..=bottom).step_by(OVER_STEP);
        let places = rows.flat_map(|y| (left..=right).step_by(OVER_STEP).map(move |x| [x, y]));
        let lie_at = |at: &[i32; 2]| {
            let area = Area { at: *at, size: [NOTE_SIDE, height] };
            let near = |taken: &&Area| taken.overlaps(&area);
            let same = |taken: &&Area| taken.at == *at;
            let taken = &self.lying.taken;
            (taken.iter().filter(same).count(), taken.iter().filter(near).count())
        };
        places.take(OVER_PLACES_MAX).min_by_key(lie_at)
    }

    /// How high the next note lies: over all that lies there.
    pub fn next_z(&mut self) -> i32 {
        self.lying.top = self.lying.top.saturating_add(1);
        self.lying.top
    }

    fn place_in(&self, section: &Area, height: i32) -> Option<[i32; 2]> {
        let [x, y] = section.at;
        let right = x.saturating_add(section.size[0]).saturating_sub(MARGIN + NOTE_SIDE);
        let bottom = y.saturating_add(section.size[1]).saturating_sub(MARGIN + height);
        let mut row = y.saturating_add(TITLE);
        while row <= bottom {
            let mut column = x.saturating_add(MARGIN);
            // The next row starts under the highest note that stands in this one.
            let mut next_row = row.saturating_add(STEP);
            while column <= right {
                let area = Area { at: [column, row], size: [NOTE_SIDE, height] };
                match self.lying.taken.iter().find(|taken| taken.overlaps(&area)) {
                    None => return Some(area.at),
                    Some(taken) => {
                        let under = taken.at[1].saturating_add(taken.size[1]).saturating_add(GAP);
                        next_row = next_row.min(under.max(row.saturating_add(GAP)));
                        let beside = taken.at[0].saturating_add(taken.size[0]).saturating_add(GAP);
                        column = beside.max(column.saturating_add(GAP));
                    }
                }
            }
            row = next_row;
        }
        None
    }

    fn place_around(&mut self, height: i32) -> [i32; 2] {
        // A cell left free by a higher note that did not fit is passed over: the search goes on.
        while self.ring <= RINGS_MAX {
            for (column, row) in self.cells.by_ref() {
                let at = [self.middle[0] + column * STEP, self.middle[1] + row * STEP];
                let area = Area { at, size: [NOTE_SIDE, height] };
                let free = cells(&area, self.middle).all(|cell| !self.taken.contains(&cell))
                    && !self.large.iter().any(|large| large.overlaps(&area));
                if free {
                    self.take(&area);
                    return at;
                }
            }
            self.ring += 1;
            self.cells = ring(self.ring);
        }
        self.middle
    }

    fn take(&mut self, area: &Area) {
        let cell = |side: i32| i64::from(side / STEP) + 2;
        if cell(area.size[0]) * cell(area.size[1]) > LARGE_CELLS {
            if self.large.len() < LARGE_MAX {
                self.large.push(*area);
            }
            return;
        }
        self.taken.extend(cells(area, self.middle));
    }
}

/// The grid's cells that an area touches, a cell's gap counted to it.
fn cells(area: &Area, middle: [i32; 2]) -> impl Iterator<Item = (i32, i32)> + use<> {
    let span = |axis: usize| {
        let start = i64::from(area.at[axis]) - i64::from(middle[axis]);
        let end = start + i64::from(area.size[axis].max(1)) - 1;
        let cell = |at: i64| i32::try_from(at.div_euclid(i64::from(STEP))).unwrap_or(i32::MAX);
        cell(start)..=cell(end)
    };
    let rows = span(1);
    span(0).flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

/// The middle of all that lies there.
fn middle_of(areas: &[Area]) -> [i32; 2] {
    [0, 1].map(|axis| {
        let ends = areas.iter().map(|area| {
            let start = i64::from(area.at[axis]);
            (start, start + i64::from(area.size[axis]))
        });
        match ends.reduce(|(low, high), (start, end)| (low.min(start), high.max(end))) {
            Some((low, high)) => {
                i32::try_from((low + high) / 2 - i64::from(NOTE_SIDE / 2)).unwrap_or(0)
            }
            // Nothing lies there: the first note lies in the middle of the board.
            None => -NOTE_SIDE / 2,
        }
    })
}

/// The cells at distance `ring`, nearest first, so that what is laid grows as a round heap.
fn ring(ring: i32) -> std::vec::IntoIter<(i32, i32)> {
    let sides = (-ring..=ring)
        .flat_map(|along| [(along, -ring), (along, ring), (-ring, along), (ring, along)]);
    let mut cells: Vec<_> = sides.collect();
    cells.sort_unstable_by_key(|&(column, row)| (column * column + row * row, row, column));
    cells.dedup();
    cells.into_iter()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area() -> impl Strategy<Value = Area> {
        (-3_000..3_000, -3_000..3_000, 1..900, 1..900)
            .prop_map(|(x, y, width, height)| Area { at: [x, y], size: [width, height] })
    }

    fn contains(area: &Area, note: &Area) -> bool {
        (0..2).all(|axis| {
            note.at[axis] >= area.at[axis]
                && note.at[axis] + note.size[axis] <= area.at[axis] + area.size[axis]
        })
    }

    proptest! {
        #[test]
        fn laid_notes_lie_over_nothing_outside_of_full_sections(
            taken in prop::collection::vec(area(), 0..60),
            section in prop::option::of(area()),
            notes in prop::collection::vec((any::<bool>(), 192..700), 1..80),
        ) {
            let sections = section.map(|area| ("s".to_owned(), area)).into_iter().collect();
            let mut placing = Placing::new(Lying { taken: taken.clone(), sections, top: 0 });
            let mut laid: Vec<Area> = Vec::new();
            for (in_section, height) in notes {
                let at = placing.place(in_section.then_some("s"), height);
                let note = Area { at, size: [NOTE_SIDE, height] };
                let lies_over = taken.iter().chain(&laid).any(|other| other.overlaps(&note));
                // In a section that is full, and cannot grow, it stays there all the same.
                let stays = || placing.lying.sections.iter().any(|(_, area)| contains(area, &note));
                prop_assert!(!lies_over || (in_section && stays()));
                laid.push(note);
            }
        }
    }

    fn sections(areas: &[([i32; 2], [i32; 2])]) -> Vec<(String, Area)> {
        let named = |(n, (at, size)): (usize, &([i32; 2], [i32; 2]))| {
            (format!("s{n}"), Area { at: *at, size: *size })
        };
        areas.iter().enumerate().map(named).collect()
    }

    fn holds(area: &Area, at: [i32; 2]) -> bool {
        contains(area, &Area { at, size: [NOTE_SIDE; 2] })
    }

    #[test]
    fn a_full_section_grows_downwards_for_what_is_laid_in_it() {
        let sections = sections(&[([1_000, 1_000], [700, 520]), ([1_800, 1_000], [700, 520])]);
        let mut placing = Placing::new(Lying { sections, ..Lying::default() });
        let places: Vec<_> = (0..20).map(|_| placing.place(Some("s0"), NOTE_SIDE)).collect();
        let grown: Vec<_> = placing.grown().collect();
        let [("s0", [700, height])] = grown[..] else { panic!("{grown:?}") };
        let area = Area { at: [1_000, 1_000], size: [700, height] };
        assert!(height > 520 && places.iter().all(|at| holds(&area, *at)), "{height} {places:?}");
        let apart = |(n, at): (usize, &[i32; 2])| {
            let note = |at: &[i32; 2]| Area { at: *at, size: [NOTE_SIDE; 2] };
            places[..n].iter().all(|other| !note(other).overlaps(&note(at)))
        };
        assert!(places.iter().enumerate().all(apart), "{places:?}");
    }

    #[test]
    fn a_full_section_that_another_bounds_keeps_what_is_laid_in_it_all_the_same() {
        let lying = [([0, 0], [700, 520]), ([0, 540], [700, 520])];
        let sections = sections(&lying);
        let mut placing = Placing::new(Lying { sections: sections.clone(), ..Lying::default() });
        let places: Vec<_> = (0..30).map(|_| placing.place(Some("s0"), NOTE_SIDE)).collect();
        assert!(places.iter().all(|at| holds(&sections[0].1, *at)), "{places:?}");
        let mut apart = places.clone();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!((apart.len(), placing.grown().count()), (places.len(), 0));
    }

    #[test]
    fn a_section_too_narrow_for_a_note_leaves_them_around() {
        let sections = sections(&[([0, 0], [100, 520])]);
        let mut placing = Placing::new(Lying { sections: sections.clone(), ..Lying::default() });
        let at = placing.place(Some("s0"), NOTE_SIDE);
        assert!(!sections[0].1.overlaps(&Area { at, size: [NOTE_SIDE; 2] }));
    }

    #[test]
    fn the_first_notes_lie_around_the_origin() {
        let mut placing = Placing::new(Lying::default());
        assert_eq!(placing.place(None, NOTE_SIDE), [-96, -96]);
        let [x, y] = placing.place(None, NOTE_SIDE);
        assert!(x.abs() < 400 && y.abs() < 400);
    }
}
