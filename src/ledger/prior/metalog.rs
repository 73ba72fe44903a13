//! The metalog distribution with three terms: a logistic that has been given skewness, and passes exactly through three
//! quantiles.
//!
//! ```text
//! y(u) = a₁ + a₂ L + a₃ (u − ½) L,      L = ln(u / (1 − u))
//! ```
//!
//! with u the probability. Through the 5, 50 and 95 % points y₅, y₅₀, y₉₅, with Λ = ln 19:
//!
//! ```text
//! a₁ = y₅₀      a₂ = (y₉₅ − y₅) / 2Λ      a₃ = (y₅ + y₉₅ − 2 y₅₀) / 0.9Λ
//! ```
//!
//! `y(u)` rises everywhere, and so is a distribution, if and only if `|a₃| < 1.66711 a₂`: the median then lies between
//! 12.5 and 87.5 % of the way from the 5 to the 95 % point. A quantity with a limit is one whose logarithm
//! (`ln(x − min)`, `−ln(max − x)`) or log-odds (`ln((x − min)/(max − x))`) is a metalog.
//!
//! *Censored*: where a quantile lies on a limit, as with 0/.15/.4, part of the probability does. What the metalog
//! would put beyond the limit then stands on it: 5 % for a 5 % point on the limit.
//!
//! T. W. Keelin, *The metalog distributions*, Decision Analysis 13 (2016) 243–277, sections 3 and 4.

/// ln 19, the log-odds of 95 %.
const LOG_ODDS: f64 = 2.944_438_979_166_440_5;

/// Greatest |a₃|/a₂ of a distribution: 1 / max(u − ½ + u (1 − u) L).
const STEEPEST: f64 = 1.667_11;

/// What of x is a metalog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// x itself.
    Plain,
    /// `ln(x − min)`.
    Above { min: f64 },
    /// `−ln(max − x)`.
    Below { max: f64 },
    /// `ln((x − min) / (max − x))`.
    Between { min: f64, max: f64 },
}

impl Scale {
    fn stretch(self, x: f64) -> f64 {
        match self {
            Scale::Plain => x,
            Scale::Above { min } => (x - min).ln(),
            Scale::Below { max } => -(max - x).ln(),
            Scale::Between { min, max } => ((x - min) / (max - x)).ln(),
        }
    }

    fn unstretch(self, y: f64) -> f64 {
        match self {
            Scale::Plain => y,
            Scale::Above { min } => min + y.exp(),
            Scale::Below { max } => max - (-y).exp(),
            Scale::Between { min, max } => min + (max - min) / (1.0 + (-y).exp()),
        }
    }

    /// The widest interval in which x can lie.
    fn limits(self) -> (f64, f64) {
        match self {
            Scale::Plain => (f64::NEG_INFINITY, f64::INFINITY),
            Scale::Above { min } => (min, f64::INFINITY),
            Scale::Below { max } => (f64::NEG_INFINITY, max),
            Scale::Between { min, max } => (min, max),
        }
    }
}

/// A metalog through three quantiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Metalog {
    scale: Scale,
    terms: [f64; 3],
    limits: (f64, f64),
    through: [f64; 3],
}

impl Metalog {
    /// The metalog through the 5, 50 and 95 % points.
    pub fn new(through: [f64; 3], scale: Scale) -> Result<Self, String> {
        let [y5, y50, y95] = through.map(|x| scale.stretch(x));
        let terms = [y50, (y95 - y5) / (2.0 * LOG_ODDS), (y5 + y95 - 2.0 * y50) / (0.9 * LOG_ODDS)];
        let [p5, p50, p95] = through;
        if !terms.iter().all(|term| term.is_finite()) {
            let (min, max) = scale.limits();
            return Err(format!("the quantiles {p5}, {p50}, {p95} lie strictly between {min} and {max}"));
        }
        if terms[1] <= 0.0 || terms[2].abs() >= STEEPEST * terms[1] {
            let at = |share: f64| scale.unstretch(y5 + share * (y95 - y5));
            let (low, high) = (at(0.125), at(0.875));
            return Err(format!(
                "no metalog passes through {p5}, {p50}, {p95}: with these 5 % and 95 % points the median lies \
                 between {low:.4} and {high:.4}"
            ));
        }
        Ok(Self { scale, terms, limits: scale.limits(), through })
    }

    /// The same, and what it would put beyond `min` or `max` stands on them.
    pub fn censored(through: [f64; 3], min: f64, max: f64) -> Result<Self, String> {
        let scale = match (through[0] <= min, through[2] >= max) {
            (true, false) if max.is_finite() => Scale::Below { max },
            (false, true) if min.is_finite() => Scale::Above { min },
            _ => Scale::Plain,
        };
        Ok(Self { limits: (min, max), ..Self::new(through, scale)? })
    }

    /// The quantiles that it passes through.
    pub fn through(&self) -> [f64; 3] {
        self.through
    }

    /// The least and greatest possible value.
    pub fn limits(&self) -> (f64, f64) {
        self.limits
    }

    /// The value below which it lies with probability `u`.
    pub fn quantile(&self, u: f64) -> f64 {
        let x = self.scale.unstretch(self.stretched(u, (u / (1.0 - u)).ln()));
        x.clamp(self.limits.0, self.limits.1)
    }

    /// The probability of a value of at most `x`, by bisection of the quantile function.
    pub fn cdf(&self, x: f64) -> f64 {
        if x < self.limits.0 {
            return 0.0;
        }
        if x >= self.limits.1 {
            return 1.0;
        }
        let y = self.scale.stretch(x);
        let (mut below, mut above) = (-40.0, 40.0);
        for _ in 0..64 {
            let odds = 0.5 * (below + above);
            if self.stretched(probability(odds), odds) <= y { below = odds } else { above = odds }
        }
        probability(0.5 * (below + above))
    }

    fn stretched(&self, u: f64, odds: f64) -> f64 {
        let [a1, a2, a3] = self.terms;
        a1 + (a2 + a3 * (u - 0.5)) * odds
    }
}

/// The probability that has these log-odds.
fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: [f64; 3] = [0.05, 0.5, 0.95];

    fn check_points(metalog: &Metalog, expected: [f64; 3]) {
        for (u, x) in POINTS.into_iter().zip(expected) {
            let got = metalog.quantile(u);
            assert!((got - x).abs() < 1e-12 * x.abs().max(1.0), "{got} {x}");
        }
    }

    #[test]
    fn it_passes_through_its_quantiles_on_every_scale() {
        for scale in [
            Scale::Plain,
            Scale::Above { min: 0.0 },
            Scale::Below { max: 20.0 },
            Scale::Between { min: 0.0, max: 20.0 },
        ] {
            let metalog = Metalog::new([6.0, 10.0, 14.0], scale).unwrap();
            check_points(&metalog, [6.0, 10.0, 14.0]);
            for u in [0.001, 0.1, 0.7, 0.999] {
                assert!((metalog.cdf(metalog.quantile(u)) - u).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn symmetric_quantiles_give_a_logistic() {
        let metalog = Metalog::new([-LOG_ODDS, 0.0, LOG_ODDS], Scale::Plain).unwrap();
        assert!((metalog.quantile(0.9) - 9f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_steepest_skewness_is_where_the_quantile_function_stops_rising() {
        let slope = |u: f64| u - 0.5 + u * (1.0 - u) * (u / (1.0 - u)).ln();
        let largest = (1..1_000_000).map(|k| slope(f64::from(k) * 1e-6)).fold(0.0, f64::max);
        assert!((STEEPEST - 1.0 / largest).abs() < 5e-6, "{}", 1.0 / largest);
    }

    #[test]
    fn too_skew_a_triple_is_refused_with_the_range_of_the_median() {
        let fault = Metalog::new([0.0, 0.1, 1.0], Scale::Plain).unwrap_err();
        assert!(fault.contains("between 0.1250 and 0.8750"), "{fault}");
        assert!(Metalog::new([0.0, 0.13, 1.0], Scale::Plain).is_ok());
        assert!(Metalog::new([1.0, 1.0, 1.0], Scale::Plain).is_err());
    }

    #[test]
    fn a_quantile_on_a_limit_puts_five_percent_there() {
        let low = Metalog::censored([0.0, 0.15, 0.4], 0.0, 1.0).unwrap();
        check_points(&low, [0.0, 0.15, 0.4]);
        assert!((low.cdf(0.0) - 0.05).abs() < 1e-9 && low.quantile(0.051) > 0.0 && low.quantile(0.01) == 0.0);
        assert!(low.quantile(0.999_999) < 1.0);
        let high = Metalog::censored([0.6, 0.85, 1.0], 0.0, 1.0).unwrap();
        check_points(&high, [0.6, 0.85, 1.0]);
        assert!(high.quantile(0.949) < 1.0 && high.quantile(0.96) == 1.0 && high.quantile(1e-9) > 0.0);
    }
}
