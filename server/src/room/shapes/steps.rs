//! One client's blocks from its first on, in steps of one shape each.

use picnic_protocol::ids::Clock;

use crate::room::shapes::entries::Entry;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Garbage-collected, or written beside or into what was: nobody can tell its place.
    Collected,
    /// An item.
    Item(Item),
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Whether it stands under a key.
    pub keyed: bool,
    /// How many types it stands in.
    pub depth: u8,
    /// Whether others may stand in it: a type, or one that was deleted.
    pub holds: bool,
    /// The entry of one of the board's maps that it is, or that it is in.
    pub entry: Option<Entry>,
}

impl Item {
    /// Whether it is in what people write in together, or is that: a text, most of all.
    #[must_use]
    pub const fn is_of_texts(self) -> bool {
        self.depth > 2 || self.depth == 2 && self.holds
    }
}

impl Shape {
    pub(super) const fn is_keyed(self) -> bool {
        matches!(self, Self::Item(Item { keyed: true, .. }))
    }
}

/// From this clock up to the next step, blocks have this shape.
#[derive(Debug, Clone, Copy)]
struct Step {
    start: Clock,
    shape: Shape,
}

/// Neighbours of one shape are one step, so that a note takes three or four.
#[derive(Debug, Default)]
pub(super) struct Steps {
    steps: Vec<Step>,
    end: Clock,
}

impl Steps {
    /// None yet, and the first will be at `start`.
    pub(super) const fn from(start: Clock) -> Self {
        Self { steps: Vec::new(), end: start }
    }

    /// The clock after the last.
    pub(super) const fn end(&self) -> Clock {
        self.end
    }

    pub(super) fn at(&self, clock: Clock) -> Option<Shape> {
        if clock >= self.end {
            return None;
        }
        let after = self.steps.partition_point(|step| step.start <= clock);
        Some(self.steps.get(after.checked_sub(1)?)?.shape)
    }

    /// The shapes of what stands at these clocks, each with where it begins and ends.
    pub(super) fn within(
        &self,
        start: Clock,
        end: Clock,
    ) -> impl Iterator<Item = (Clock, Clock, Shape)> {
        let first = self.steps.partition_point(|step| step.start <= start).saturating_sub(1);
        let ends = self.steps.iter().skip(first + 1).map(|next| next.start).chain([self.end]);
        let steps = self.steps.iter().skip(first).zip(ends);
        steps
            .map(move |(step, until)| (step.start.max(start), until.min(end), step.shape))
            .take_while(move |(from, _, _)| *from < end)
            .filter(|(from, until, _)| from < until)
    }

    pub(super) fn push(&mut self, start: Clock, end: Clock, shape: Shape) {
        if self.steps.last().is_none_or(|last| last.shape != shape) {
            self.steps.push(Step { start, shape });
        }
        self.end = end;
    }

    pub(super) fn truncate(&mut self, end: Clock) {
        if end < self.end {
            self.steps.truncate(self.steps.partition_point(|step| step.start < end));
            self.end = end;
        }
    }
}
