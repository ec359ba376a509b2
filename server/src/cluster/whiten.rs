//! Vectors with what varies over the whole board held back: similarities of whitened vectors are those
//! of Mahalanobis' distance, as in linear discriminant analysis. Where there are examples, what sets
//! clusters apart is known from them, and what varies among all notes alike only blurs it.
//!
//! A few notes tell little of how much varies in which direction, so the covariance is shrunk towards
//! a sphere (as by Ledoit and Wolf, 2004; by a fixed share here).

use ndarray::{Array2, ArrayView1, Axis, Slice};

/// The sphere counts this many times the mean direction. From 2 to 8 it makes little difference.
const SHRINKAGE: f32 = 3.0;

/// The rows whitened by the first so many of them, each of length 1 again. Rows are centred.
pub(super) fn whiten(rows: &Array2<f32>, notes: usize) -> Array2<f32> {
    let known = rows.slice_axis(Axis(0), Slice::from(..notes));
    let mut scatter = known.t().dot(&known);
    let directions = notes.min(scatter.nrows()).max(1) as f32;
    let sphere = (SHRINKAGE * scatter.diag().sum() / directions).max(f32::MIN_POSITIVE);
    scatter.diag_mut().mapv_inplace(|cell| cell + sphere);
    let root = cholesky(scatter);
    // Each row solved for by the root, a column at a time.
    let mut white = rows.clone();
    for at in 0..white.ncols() {
        let (solved, mut rest) = white.view_mut().split_at(Axis(1), at);
        let mut column = rest.column_mut(0);
        column -= &solved.dot(&beginning(&root, at, at));
        column /= root[[at, at]];
    }
    to_unit(&mut white);
    white
}

/// Makes every row as long as 1, but those of no length.
pub(super) fn to_unit(rows: &mut Array2<f32>) {
    for mut row in rows.axis_iter_mut(Axis(0)) {
        let length = row.dot(&row).sqrt();
        if length > 1e-6 {
            row /= length;
        } else {
            row.fill(0.0);
        }
    }
}

/// The lower triangle that times its own transpose is a matrix, which is symmetric and positive: what
/// lies above the diagonal is not looked at.
fn cholesky(mut matrix: Array2<f32>) -> Array2<f32> {
    for row in 0..matrix.nrows() {
        for column in 0..=row {
            let before = beginning(&matrix, row, column).dot(&beginning(&matrix, column, column));
            let left = matrix[[row, column]] - before;
            matrix[[row, column]] = if row == column {
                left.max(f32::MIN_POSITIVE).sqrt()
            } else {
                left / matrix[[column, column]]
            };
        }
    }
    matrix
}

/// A row's first so many cells.
fn beginning(matrix: &Array2<f32>, row: usize, cells: usize) -> ArrayView1<'_, f32> {
    matrix.row(row).slice_axis_move(Axis(0), Slice::from(..cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_root_times_itself_is_the_matrix() {
        let matrix = array![[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let mut root = cholesky(matrix.clone());
        for ((row, column), cell) in root.indexed_iter_mut() {
            if column > row {
                *cell = 0.0;
            }
        }
        let again = root.dot(&root.t());
        assert!(again.iter().zip(&matrix).all(|(one, other)| (one - other).abs() < 1e-5));
    }

    #[test]
    fn what_varies_over_the_whole_board_counts_less() {
        // All differ along the first axis, whatever their cluster; the second sets two clusters apart.
        let mut rows = array![[0.9, 0.3], [-0.9, 0.3], [0.9, -0.3], [-0.9, -0.3]];
        to_unit(&mut rows);
        let white = whiten(&rows, 4);
        let same_cluster = |rows: &Array2<f32>| rows.row(0).dot(&rows.row(1));
        assert!(same_cluster(&white) > same_cluster(&rows) + 0.05, "{white}");
        assert!(white.rows().into_iter().all(|row| (row.dot(&row) - 1.0).abs() < 1e-5));
    }

    #[test]
    fn rows_that_say_nothing_stay_so() {
        let rows = array![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]];
        assert_eq!(whiten(&rows, 2).row(2).sum(), 0.0);
        assert!(whiten(&Array2::zeros((3, 2)), 3).iter().all(|cell| *cell == 0.0));
        assert_eq!(whiten(&Array2::zeros((0, 4)), 0).nrows(), 0);
    }
}
