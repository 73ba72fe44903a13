//! Distributions on an interval whose one shape parameter is the place of the mode: triangular and PERT.
//!
//! The PERT distribution is a beta between `low` and `high` with
//! `a = 1 + 4 (mode − low)/(high − low)`, `b = 1 + 4 (high − mode)/(high − low)`
//! (Malcolm, Roseboom, Clark and Fazar, *Operations Research* 7, 1959).
//!
//! Through three quantiles: the place of the median between the other two depends on the shape alone, so bisection
//! finds the shape; scale and place follow.

use super::beta::Beta;
use super::{POINTS, Prior};

/// A beta on an interval, told by its ends and its mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Pert {
    low: f64,
    mode: f64,
    high: f64,
    beta: Beta,
}

impl Pert {
    /// Needs `low ≤ mode ≤ high` and `low < high`.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, String> {
        super::ordered(low, mode, high)?;
        let place = (mode - low) / (high - low);
        Ok(Self { low, mode, high, beta: Beta::new(1.0 + 4.0 * place, 5.0 - 4.0 * place)? })
    }

    /// Least value, mode, greatest value.
    pub fn ends_and_mode(&self) -> [f64; 3] {
        [self.low, self.mode, self.high]
    }

    pub fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * self.beta.mean()
    }

    pub fn cdf(&self, x: f64) -> f64 {
        self.beta.cdf((x - self.low) / (self.high - self.low))
    }

    pub fn quantile(&self, u: f64) -> f64 {
        self.low + (self.high - self.low) * self.beta.quantile(u)
    }
}

/// Quantile function of the triangular distribution (inverse of its two parabolas).
pub(super) fn triangular_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    if u * width < mode - low {
        low + (u * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - mode)).sqrt()
    }
}

/// Distribution function of the triangular distribution.
pub(super) fn triangular_cdf(low: f64, mode: f64, high: f64, x: f64) -> f64 {
    let width = high - low;
    if x <= low {
        0.0
    } else if x >= high {
        1.0
    } else if x < mode {
        (x - low) * (x - low) / (width * (mode - low))
    } else {
        1.0 - (high - x) * (high - x) / (width * (high - mode))
    }
}

/// `low`, `mode`, `high` of the member of a family on an interval that passes through three quantiles. `family` makes
/// the member on the unit interval whose mode stands at a place.
pub(super) fn through(
    quantiles: [f64; 3],
    family: impl Fn(f64) -> Result<Prior, String>,
) -> Result<[f64; 3], String> {
    let [p5, p50, p95] = quantiles;
    let wanted = (p50 - p5) / (p95 - p5);
    let place_of_median = |unit: &Prior| {
        let [q5, q50, q95] = POINTS.map(|u| unit.quantile(u));
        (q50 - q5) / (q95 - q5)
    };
    let (least, most) = (place_of_median(&family(0.0)?), place_of_median(&family(1.0)?));
    if !(least..=most).contains(&wanted) {
        let at = |place: f64| p5 + place * (p95 - p5);
        return Err(format!(
            "this family passes through {p5} and {p95} with a median between {:.4} and {:.4}, not {p50}",
            at(least),
            at(most)
        ));
    }
    let (mut below, mut above) = (0.0, 1.0);
    for _ in 0..50 {
        let place = 0.5 * (below + above);
        if place_of_median(&family(place)?) < wanted { below = place } else { above = place }
    }
    let place = 0.5 * (below + above);
    let unit = family(place)?;
    let (q5, q95) = (unit.quantile(POINTS[0]), unit.quantile(POINTS[2]));
    let width = (p95 - p5) / (q95 - q5);
    let low = p5 - q5 * width;
    Ok([low, low + place * width, low + width])
}
