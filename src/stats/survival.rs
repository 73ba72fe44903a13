//! Survival when some subjects are no longer watched.
//!
//! ```text
//! S(t) = Π_{tⱼ ≤ t} (1 − dⱼ/nⱼ)        Var S(t) = S(t)² g(t),  g(t) = Σ_{tⱼ ≤ t} dⱼ/(nⱼ (nⱼ − dⱼ))
//! S(t)^exp(±z √g(t)/ln S(t))           μ(τ) = ∫₀^τ S dt,   Var μ(τ) = Σ_{tⱼ ≤ τ} A(tⱼ, τ)² dⱼ/(nⱼ (nⱼ − dⱼ))
//! ```
//!
//! with dⱼ events among nⱼ at risk at tⱼ, A(t, τ) the area under S from t to τ, and μ(τ) the restricted mean lifetime. In
//! order: the estimate, its variance, the interval on the scale of ln(−ln S), the restricted mean and its variance. S is
//! unbiased up to where nobody is left at risk, and carried on from there. Without data all are NaN.
//!
//! While nobody, or when everybody, has had the event, g tells nothing: the interval is then Clopper and Pearson's for
//! those at risk at t, or for all events.
//!
//! E. L. Kaplan & P. Meier, *J. Am. Stat. Assoc.* 53 (1958); M. Greenwood, *Reports on Public Health* 33 (1926); J. D.
//! Kalbfleisch & R. L. Prentice, *The Statistical Analysis of Failure Time Data* (1980), section 1.3; J. P. Klein & M. L.
//! Moeschberger, *Survival Analysis* (2003), section 4.5.

use super::estimate::{Estimate, Interval, upper_tail};
use super::life_table::LifeTable;
use super::proportion::Proportion;
use super::special::normal_quantile;

/// The Kaplan–Meier curve of a life table, all causes together.
#[derive(Clone, Debug)]
pub struct Survival {
    table: LifeTable,
    /// S from each time of the table on.
    survival: Vec<f64>,
    /// Greenwood's sum from each time of the table on.
    greenwood: Vec<f64>,
}

impl Survival {
    /// Estimates survival of the subjects of a life table.
    pub fn of(table: LifeTable) -> Self {
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let (curve, sums) = table
            .losses()
            .iter()
            .map(|losses| {
                let (events, at_risk) = (losses.all_events() as f64, losses.at_risk as f64);
                survival *= 1.0 - events / at_risk;
                greenwood += greenwood_term(events, at_risk);
                (survival, greenwood)
            })
            .unzip();
        Self { table, survival: curve, greenwood: sums }
    }

    /// The life table behind the curve.
    pub fn table(&self) -> &LifeTable {
        &self.table
    }

    /// The probability to live beyond `time`.
    pub fn at(&self, time: f64) -> f64 {
        if self.survival.is_empty() { f64::NAN } else { self.step(time).0 }
    }

    /// Survival with Greenwood's standard error: zero at 1 and 0, where it is no certainty.
    pub fn estimate(&self, time: f64) -> Estimate {
        let value = self.at(time);
        let (survival, greenwood) = self.step(time);
        let spread = if survival > 0.0 { survival * greenwood.sqrt() } else { 0.0 };
        Estimate { value, standard_error: if value.is_nan() { f64::NAN } else { spread } }
    }

    /// The log-log interval for survival at `time`.
    pub fn interval(&self, time: f64, level: f64) -> Interval {
        let (survival, greenwood) = self.step(time);
        if survival == 1.0 {
            let alive = self.table.last_at_risk(time);
            return Proportion { successes: alive, trials: alive }.clopper_pearson(level);
        }
        if survival == 0.0 {
            let events = self.table.losses().iter().map(|losses| losses.all_events()).sum();
            return Proportion { successes: 0, trials: events }.clopper_pearson(level);
        }
        log_log_interval(survival, greenwood.sqrt(), level)
    }

    /// The first time at which survival has fallen to `p` or below, if it has.
    pub fn time_at(&self, p: f64) -> Option<f64> {
        let row = self.survival.iter().position(|&survival| survival <= p)?;
        Some(self.table.times()[row])
    }

    /// The median lifetime, if half have had the event.
    pub fn median(&self) -> Option<f64> {
        self.time_at(0.5)
    }

    /// The mean lifetime up to `horizon`, with its standard error.
    pub fn restricted_mean(&self, horizon: f64) -> Estimate {
        if self.survival.is_empty() {
            return Estimate::UNKNOWN;
        }
        let rows = self.table.rows_up_to(horizon);
        let (mut area, mut variance, mut until) = (0.0, 0.0, horizon);
        for row in (0..rows).rev() {
            area += self.survival[row] * (until - self.table.times()[row]);
            until = self.table.times()[row];
            let losses = &self.table.losses()[row];
            let term = greenwood_term(losses.all_events() as f64, losses.at_risk as f64);
            if area > 0.0 {
                variance += area * area * term;
            }
        }
        Estimate { value: area + until, standard_error: variance.sqrt() }
    }

    /// Survival and Greenwood's sum at `time`.
    fn step(&self, time: f64) -> (f64, f64) {
        match self.table.rows_up_to(time) {
            0 => (1.0, 0.0),
            rows => (self.survival[rows - 1], self.greenwood[rows - 1]),
        }
    }
}

/// `d/(n (n − d))`: infinite where the last at risk have the event.
pub(super) fn greenwood_term(events: f64, at_risk: f64) -> f64 {
    if events == 0.0 { 0.0 } else { events / (at_risk * (at_risk - events)) }
}

/// The interval of a survival strictly between 0 and 1, whose logarithm has the given standard error.
pub(super) fn log_log_interval(survival: f64, error_of_log: f64, level: f64) -> Interval {
    let reach = normal_quantile(upper_tail(level)) * error_of_log / survival.ln().abs();
    Interval { low: survival.powf(reach.exp()), high: survival.powf((-reach).exp()), level }
}

#[cfg(test)]
mod tests {
    use super::super::moments::Moments;
    use super::super::reference::{assert_close, assert_covers, sixty_lifetimes, uniforms, value, values};
    use super::*;

    fn sixty() -> Survival {
        let (times, causes) = sixty_lifetimes();
        Survival::of(LifeTable::new(&times, &causes))
    }

    #[test]
    fn the_curve_is_that_of_another_program() {
        let curve = sixty();
        for time in [5.0, 10.0, 20.0, 30.0] {
            let expected = values(&format!("/km_60/{time}"));
            let interval = curve.interval(time, 0.95);
            assert_close(curve.at(time), expected[0], 1e-12);
            assert_close(interval.low, expected[1], 1e-9);
            assert_close(interval.high, expected[2], 1e-9);
        }
        assert_eq!(curve.median(), Some(value("/km_60_events_median/median")));
        let mean = curve.restricted_mean(30.0);
        assert_close(mean.value, value("/km_60_events_median/rmst30"), 1e-9);
    }

    /// Without censoring: survival is the share still alive, Greenwood the binomial variance, and the restricted mean
    /// the mean of lifetimes cut at the horizon, with its usual error (but for n instead of n − 1).
    #[test]
    fn without_censoring_all_is_plain_counting() {
        let (times, _) = sixty_lifetimes();
        let curve = Survival::of(LifeTable::new(&times, &[1; 60]));
        let alive: Proportion = times.iter().map(|&t| t > 12.0).collect();
        assert_close(curve.at(12.0), alive.share(), 1e-12);
        assert_close(curve.estimate(12.0).standard_error, alive.standard_error(), 1e-12);
        let cut: Moments = times.iter().map(|t| t.min(30.0)).collect();
        let mean = curve.restricted_mean(30.0);
        assert_close(mean.value, cut.mean(), 1e-12);
        assert_close(mean.standard_error, cut.standard_error() * (59f64 / 60.0).sqrt(), 1e-12);
    }

    #[test]
    fn nobody_watched_nobody_lost_and_everybody_lost() {
        let nobody = Survival::of(LifeTable::new(&[], &[]));
        assert!(nobody.at(1.0).is_nan() && nobody.restricted_mean(1.0).value.is_nan());
        let interval = nobody.interval(1.0, 0.95);
        assert_eq!((interval.low, interval.high), (0.0, 1.0));

        let unharmed = Survival::of(LifeTable::new(&[10.0; 50], &[0; 50]));
        assert_eq!(unharmed.at(10.0), 1.0);
        assert_eq!(unharmed.median(), None);
        assert_close(
            unharmed.interval(10.0, 0.95).low,
            1.0 - value("/binomial_ci_95/0~150/clopper_pearson/1"),
            1e-9,
        );
        assert_close(unharmed.restricted_mean(8.0).value, 8.0, 1e-12);

        let lost = Survival::of(LifeTable::new(&[10.0; 50], &[1; 50]));
        assert_eq!((lost.at(10.0), lost.estimate(10.0).standard_error), (0.0, 0.0));
        assert_close(lost.interval(10.0, 0.95).high, value("/binomial_ci_95/0~150/clopper_pearson/1"), 1e-9);
        let mean = lost.restricted_mean(30.0);
        assert_close(mean.value, 10.0, 1e-12);
        assert_close(mean.standard_error, 0.0, 1e-12);
    }

    /// Hazard .015 a week, censored at rate .01: in 4,000 samples of 100 the interval holds e^(−.015 · 52) 95 ± 2 % of
    /// the time, and the restricted mean's as well.
    #[test]
    fn greenwood_intervals_cover_the_truth() {
        let hazard = 0.015;
        let truth = f64::exp(-hazard * 52.0);
        let mean_truth = (1.0 - truth) / hazard;
        let (exits, censorings) = (uniforms(1006, 400_000), uniforms(1007, 400_000));
        let (mut survival, mut mean) = (0, 0);
        for sample in (0..400_000).step_by(100) {
            let (times, causes): (Vec<f64>, Vec<u8>) = (sample..sample + 100)
                .map(|i| {
                    let (exit, censoring) =
                        (-(1.0 - exits[i]).ln() / hazard, -(1.0 - censorings[i]).ln() / 0.01);
                    (exit.min(censoring), u8::from(exit <= censoring))
                })
                .unzip();
            let curve = Survival::of(LifeTable::new(&times, &causes));
            survival += u64::from(curve.interval(52.0, 0.95).contains(truth));
            mean += u64::from(curve.restricted_mean(52.0).interval(0.95).contains(mean_truth));
        }
        assert_covers(survival, 4_000, 0.95, 0.0066);
        assert_covers(mean, 4_000, 0.95, 0.0066);
    }
}
