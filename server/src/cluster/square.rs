//! A square matrix: one number for every pair of notes.

/// One number for every pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Square {
    side: usize,
    cells: Vec<f32>,
}

impl Square {
    /// All zero.
    #[must_use]
    pub fn new(side: usize) -> Self {
        Self { side, cells: vec![0.0; side * side] }
    }

    /// How many there are.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The number of a pair.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f32 {
        self.cells[row * self.side + column]
    }

    /// Sets the number of a pair, both ways.
    pub fn set(&mut self, a: usize, b: usize, value: f32) {
        self.cells[a * self.side + b] = value;
        self.cells[b * self.side + a] = value;
    }

    /// One against all.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        &self.cells[row * self.side..(row + 1) * self.side]
    }

    /// One against all.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.cells[row * self.side..(row + 1) * self.side]
    }

    /// Copies what is below the diagonal to above it.
    pub fn mirror(&mut self) {
        for row in 0..self.side {
            for column in row + 1..self.side {
                self.cells[row * self.side + column] = self.cells[column * self.side + row];
            }
        }
    }

    /// Changes every number.
    pub fn each(&mut self, change: impl Fn(f32) -> f32) {
        for cell in &mut self.cells {
            *cell = change(*cell);
        }
    }

    /// Adds another, weighed, to this one, weighed.
    pub fn blend(&mut self, own: f32, other: &Self, weight: f32) {
        for (cell, added) in self.cells.iter_mut().zip(&other.cells) {
            *cell = own * *cell + weight * added;
        }
    }

    /// The rows and columns of some, in their order.
    #[must_use]
    pub fn part(&self, members: &[usize]) -> Self {
        let mut part = Self::new(members.len());
        for (row, member) in members.iter().enumerate() {
            let whole = self.row(*member);
            for (cell, other) in part.row_mut(row).iter_mut().zip(members) {
                *cell = whole[*other];
            }
        }
        part
    }
}
