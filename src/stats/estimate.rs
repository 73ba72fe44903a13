//! What every estimator hands back: a number with its error, or a range with its level.

use serde::{Deserialize, Serialize};

use super::special::{normal_quantile, t_quantile};

/// A value and the standard deviation that it would have over repeated samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The point estimate, in the unit of the quantity.
    pub value: f64,
    /// Its standard error, in the same unit.
    pub standard_error: f64,
}

impl Estimate {
    /// What is known without data: nothing.
    pub const UNKNOWN: Self = Self { value: f64::NAN, standard_error: f64::NAN };

    /// `value ± z se`, right for large samples.
    pub fn interval(&self, level: f64) -> Interval {
        self.around(normal_quantile(upper_tail(level)), level)
    }

    /// `value ± t se` with `freedom` degrees of freedom behind the standard error.
    pub fn t_interval(&self, freedom: f64, level: f64) -> Interval {
        self.around(t_quantile(freedom, upper_tail(level)), level)
    }

    /// How many standard errors the estimate lies above `expected`.
    pub fn errors_from(&self, expected: f64) -> f64 {
        (self.value - expected) / self.standard_error
    }

    fn around(&self, multiple: f64, level: f64) -> Interval {
        let half = multiple * self.standard_error;
        Interval { low: self.value - half, high: self.value + half, level }
    }
}

/// A range that covers the truth with probability `level` over repeated samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end; −∞ where the data set none.
    pub low: f64,
    /// The upper end; +∞ where the data set none.
    pub high: f64,
    /// The nominal coverage, between 0 and 1.
    pub level: f64,
}

impl Interval {
    /// Whether `x` lies in the range, ends included.
    pub fn contains(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// From end to end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// The probability below the upper end of a central interval: `(1 + level) / 2`.
pub(super) fn upper_tail(level: f64) -> f64 {
    assert!(0.0 < level && level < 1.0, "a level lies between 0 and 1, not {level}");
    0.5 + level / 2.0
}

/// The probability outside a central interval, on one side: `(1 − level) / 2`.
pub(super) fn lower_tail(level: f64) -> f64 {
    1.0 - upper_tail(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ninety-five per cent of a normal lie within 1.96 standard deviations.
    #[test]
    fn the_normal_interval_reaches_1_96_errors() {
        let interval = Estimate { value: 10.0, standard_error: 2.0 }.interval(0.95);
        assert!((interval.low - (10.0 - 2.0 * 1.959_963_984_540_054)).abs() < 1e-12);
        assert!((interval.width() - 4.0 * 1.959_963_984_540_054).abs() < 1e-12);
        assert_eq!(interval.level, 0.95);
    }

    /// The t interval is wider than the normal one, and becomes it with many degrees of freedom.
    #[test]
    fn few_degrees_of_freedom_widen_the_interval() {
        let estimate = Estimate { value: 0.0, standard_error: 1.0 };
        assert!(estimate.t_interval(4.0, 0.95).width() > estimate.t_interval(40.0, 0.95).width());
        let difference = estimate.t_interval(1e7, 0.95).width() - estimate.interval(0.95).width();
        assert!(difference.abs() < 1e-5, "{difference}");
    }
}
