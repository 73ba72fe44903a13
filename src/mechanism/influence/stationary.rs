//! Where a chain of shares settles: r = r M for a row-stochastic M, by power iteration.
//!
//! Half of each step stays (r ← ½ r + ½ r M), which leaves the solution as it is and lets periodic chains settle too. From
//! equal shares; where there are several solutions, this is the one reached from them.

/// Iterations after which no more is hoped for, and the change of a step that ends them.
const MOST_STEPS: usize = 100_000;
const STILL: f64 = 1e-15;

/// The left eigenvector to eigenvalue 1 of a row-stochastic matrix, given row by row; `next` is room to work in. Both
/// have as many entries as the matrix has rows.
pub fn shares(matrix: &[f64], shares: &mut [f64], next: &mut [f64]) {
    let n = shares.len();
    shares.fill(1.0 / n as f64);
    for _ in 0..MOST_STEPS {
        next.fill(0.0);
        for (row, &share) in matrix.chunks_exact(n).zip(shares.iter()) {
            next.iter_mut().zip(row).for_each(|(x, m)| *x += share * m);
        }
        let mut moved = 0.0f64;
        for (share, next) in shares.iter_mut().zip(next.iter()) {
            moved = moved.max((next - *share).abs());
            *share = 0.5 * (*share + next);
        }
        if moved < STILL {
            break;
        }
    }
    let sum: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_states_settle_by_their_odds_and_a_cycle_settles_too() {
        let (mut r, mut work) = ([0.0; 2], [0.0; 2]);
        shares(&[0.9, 0.1, 0.3, 0.7], &mut r, &mut work);
        assert!((r[0] - 0.75).abs() < 1e-12 && (r[1] - 0.25).abs() < 1e-12, "{r:?}");
        shares(&[0.0, 1.0, 1.0, 0.0], &mut r, &mut work);
        assert_eq!(r, [0.5, 0.5]);
    }
}
