//! The gap between two empirical distribution functions, stretch by stretch: what distances on the line are made of.

use super::quantile::sorted;

/// `(Fₙ − Gₘ, length)` of each stretch between neighbouring observations of both samples.
pub(super) fn gaps(first: &[f64], second: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    let (first, second) = (sorted(first), sorted(second));
    let mut all = sorted(&[first.as_slice(), second.as_slice()].concat());
    all.dedup();
    let at = |sample: &[f64], x: f64| sample.partition_point(|&seen| seen <= x) as f64 / sample.len() as f64;
    let stretches: Vec<(f64, f64)> =
        all.windows(2).map(|pair| (at(&first, pair[0]) - at(&second, pair[0]), pair[1] - pair[0])).collect();
    stretches.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stretch_has_its_gap() {
        let found: Vec<_> = gaps(&[0.0, 1.0], &[1.0, 4.0]).collect();
        assert_eq!(found, [(0.5, 1.0), (0.5, 3.0)]);
        assert_eq!(gaps(&[2.0], &[2.0]).count(), 0);
    }
}
