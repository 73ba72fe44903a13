//! Severity of one-sided violence: a truncated power law.
//!
//! ```text
//! p(x) ∝ x^(−α),  1 ≤ x < M + 1,   and ⌊x⌋ dead
//! ```
//!
//! so that P(dead ≥ k) = k^(1−α) before truncation. M is what the band and the crowd allow.
//!
//! A. Clauset, M. Young, K. S. Gleditsch, *Journal of Conflict Resolution* 51 (2007) 58.

use crate::random::Stream;
use rand::RngExt;

/// Dead of one event, 1 to `most`.
pub fn draw(alpha: f64, most: u32, rng: &mut Stream) -> u32 {
    (real(alpha, f64::from(most.max(1)) + 1.0, rng) as u32).clamp(1, most.max(1))
}

/// The continuous law on [1, `end`).
fn real(alpha: f64, end: f64, rng: &mut Stream) -> f64 {
    let tail = 1.0 - alpha;
    let kept = 1.0 - end.powf(tail);
    (1.0 - rng.random::<f64>() * kept).powf(1.0 / tail)
}

/// Mean dead of one event.
pub fn mean(alpha: f64, most: u32) -> f64 {
    let end = f64::from(most.max(1)) + 1.0;
    let kept = 1.0 - end.powf(1.0 - alpha);
    let above = |k: u32| (f64::from(k).powf(1.0 - alpha) - end.powf(1.0 - alpha)) / kept;
    (1..=most.max(1)).map(above).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Randomness;

    /// V19: the exponent comes back by maximum likelihood, and the tail is where the law puts it.
    #[test]
    fn the_tail_has_its_exponent() {
        let mut rng = Randomness::new(2, 0).stream("severity", 0, 0);
        let n = 10_000;
        let logs: f64 = (0..n).map(|_| real(2.5, f64::INFINITY, &mut rng).ln()).sum();
        let alpha = 1.0 + f64::from(n) / logs;
        assert!((alpha - 2.5).abs() < 0.06, "{alpha}");
        let n = 1_000_000;
        let draws: Vec<u32> = (0..n).map(|_| draw(2.5, 100_000, &mut rng)).collect();
        for (k, p) in [(10, 0.0316), (50, 0.0028), (100, 0.0010)] {
            let share = draws.iter().filter(|&&d| d >= k).count() as f64 / f64::from(n);
            let exact = f64::from(k).powf(-1.5);
            assert!((exact - p).abs() < 5e-5);
            let error = (exact / f64::from(n)).sqrt();
            assert!((share - exact).abs() < 4.0 * error, "{k}: {share}");
        }
    }

    #[test]
    fn a_band_kills_no_more_than_it_can() {
        let mut rng = Randomness::new(2, 0).stream("severity", 0, 0);
        let draws: Vec<u32> = (0..20_000).map(|_| draw(2.1, 30, &mut rng)).collect();
        assert!(draws.iter().all(|&d| (1..=30).contains(&d)));
        let seen = draws.iter().map(|&d| f64::from(d)).sum::<f64>() / 20_000.0;
        let spread = (draws.iter().map(|&d| (f64::from(d) - seen).powi(2)).sum::<f64>() / 20_000.0).sqrt();
        assert!((seen - mean(2.1, 30)).abs() < 4.0 * spread / 20_000f64.sqrt());
    }
}
