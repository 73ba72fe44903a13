//! Linear equations by Gaussian elimination with row pivoting, in memory of the caller.

/// Pivots smaller than this times the largest entry of the matrix say that it is singular.
const SINGULAR: f64 = 1e-12;

/// Solves A X = B for `columns` right-hand sides. `matrix` holds A row by row and is used up; `right` holds B row by row
/// and becomes X. `false`, and no solution, where A is singular.
pub fn solve(matrix: &mut [f64], right: &mut [f64], columns: usize) -> bool {
    let n = right.len() / columns.max(1);
    assert_eq!(matrix.len(), n * n, "as many equations as unknowns");
    let scale = matrix.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    for k in 0..n {
        let pivot = largest_below(matrix, n, k);
        if matrix[pivot * n + k].abs() <= SINGULAR * scale {
            return false;
        }
        swap_rows(matrix, n, k, pivot);
        swap_rows(right, columns, k, pivot);
        for row in k + 1..n {
            let factor = matrix[row * n + k] / matrix[k * n + k];
            if factor != 0.0 {
                subtract_row(&mut matrix[..(row + 1) * n], n, k, factor, k);
                subtract_row(&mut right[..(row + 1) * columns], columns, k, factor, 0);
            }
        }
    }
    substitute_back(matrix, right, n, columns);
    true
}

/// The row from `k` on whose entry in column `k` is largest.
fn largest_below(matrix: &[f64], n: usize, k: usize) -> usize {
    (k..n)
        .fold(k, |best, row| if matrix[row * n + k].abs() > matrix[best * n + k].abs() { row } else { best })
}

fn swap_rows(rows: &mut [f64], width: usize, a: usize, b: usize) {
    if a != b {
        (0..width).for_each(|j| rows.swap(a * width + j, b * width + j));
    }
}

/// Takes `factor` times row `k` from the last row, from column `first` on.
fn subtract_row(rows: &mut [f64], width: usize, k: usize, factor: f64, first: usize) {
    let (above, last) = rows.split_at_mut(rows.len() - width);
    let from = &above[k * width..(k + 1) * width];
    for (x, y) in last[first..].iter_mut().zip(&from[first..]) {
        *x -= factor * y;
    }
}

fn substitute_back(matrix: &[f64], right: &mut [f64], n: usize, columns: usize) {
    for row in (0..n).rev() {
        for column in 0..columns {
            let known: f64 = (row + 1..n).map(|j| matrix[row * n + j] * right[j * columns + column]).sum();
            right[row * columns + column] = (right[row * columns + column] - known) / matrix[row * n + row];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solution_solves() {
        let a = [0.0, 2.0, 1.0, 4.0, -1.0, 3.0, 1.0, 1.0, 1.0];
        let b = [3.0, 1.0, 0.0, -2.0, 5.0, 0.5];
        let (mut work, mut x) = (a, b);
        assert!(solve(&mut work, &mut x, 2));
        for row in 0..3 {
            for column in 0..2 {
                let sum: f64 = (0..3).map(|j| a[row * 3 + j] * x[j * 2 + column]).sum();
                assert!((sum - b[row * 2 + column]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn dependent_equations_have_no_solution() {
        assert!(!solve(&mut [1.0, 2.0, 2.0, 4.0], &mut [1.0, 2.0], 1));
    }
}
