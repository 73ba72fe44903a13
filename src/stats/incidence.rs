//! Cumulative incidence: the probability to have left by a time, and by a given cause, when several compete.
//!
//! ```text
//! F_k(t) = Σ_{tⱼ ≤ t} S(tⱼ₋₁) d_kj/nⱼ
//! Var F_k(t) = Σ_{tⱼ ≤ t} { (F_k(t) − F_k(tⱼ))² dⱼ/(nⱼ (nⱼ − dⱼ)) + S(tⱼ₋₁)² d_kj (nⱼ − d_kj)/nⱼ³
//!                           − 2 (F_k(t) − F_k(tⱼ)) S(tⱼ₋₁) d_kj/nⱼ² }
//! ```
//!
//! with d_kj events of cause k, dⱼ of all causes, among nⱼ at risk at tⱼ, and S Kaplan and Meier's survival of all causes.
//! Survival and all incidences add up to 1. The estimate is unbiased up to where nobody is left at risk; the variance is
//! the delta method's, which without censoring is the binomial one. The interval is set on the scale of ln(−ln(1 − F)).
//! Taking one minus the survival of one cause alone, the others as censored, would be too high. Without data: NaN.
//!
//! O. O. Aalen & S. Johansen, *Scandinavian Journal of Statistics* 5 (1978); E. Marubini & M. G. Valsecchi, *Analysing
//! Survival Data from Clinical Trials* (1995), section 10.3.

use super::estimate::{Estimate, Interval};
use super::life_table::LifeTable;
use super::proportion::Proportion;
use super::survival::{greenwood_term, log_log_interval};

/// Aalen–Johansen incidences of a life table, by cause.
#[derive(Clone, Debug)]
pub struct Incidence {
    table: LifeTable,
    /// S just before each time of the table.
    survival_before: Vec<f64>,
}

impl Incidence {
    /// Estimates incidences among the subjects of a life table.
    pub fn of(table: LifeTable) -> Self {
        let mut survival = 1.0;
        let survival_before = table
            .losses()
            .iter()
            .map(|losses| {
                let before = survival;
                survival *= 1.0 - losses.all_events() as f64 / losses.at_risk as f64;
                before
            })
            .collect();
        Self { table, survival_before }
    }

    /// The life table behind the incidences.
    pub fn table(&self) -> &LifeTable {
        &self.table
    }

    /// The probability to have left by `cause` (from 1) at `time` or before; zero for a cause that nobody left by.
    pub fn at(&self, cause: u8, time: f64) -> f64 {
        assert!(cause > 0, "cause 0 is censoring, which has no incidence");
        if self.survival_before.is_empty() {
            return f64::NAN;
        }
        (0..self.table.rows_up_to(time)).map(|row| self.rise(cause, row)).sum()
    }

    /// Incidence with its standard error: zero before the first event, where it is no certainty.
    pub fn estimate(&self, cause: u8, time: f64) -> Estimate {
        let value = self.at(cause, time);
        if value.is_nan() {
            Estimate::UNKNOWN
        } else {
            Estimate { value, standard_error: self.error(cause, time, value) }
        }
    }

    /// The log-log interval for incidence; Clopper and Pearson's for those at risk while nobody has left by `cause`.
    pub fn interval(&self, cause: u8, time: f64, level: f64) -> Interval {
        let Estimate { value, standard_error } = self.estimate(cause, time);
        if value.is_nan() || value == 0.0 {
            return Proportion { successes: 0, trials: self.table.last_at_risk(time) }.clopper_pearson(level);
        }
        if value >= 1.0 {
            let trials = self.table.losses().iter().map(|losses| losses.all_events()).sum();
            return Proportion { successes: trials, trials }.clopper_pearson(level);
        }
        let staying = 1.0 - value;
        let interval = log_log_interval(staying, standard_error / staying, level);
        Interval { low: 1.0 - interval.high, high: 1.0 - interval.low, level }
    }

    fn error(&self, cause: u8, time: f64, incidence: f64) -> f64 {
        let mut reached = 0.0;
        let mut variance = 0.0;
        for row in 0..self.table.rows_up_to(time) {
            reached += self.rise(cause, row);
            let losses = &self.table.losses()[row];
            let (at_risk, events, of_cause) =
                (losses.at_risk as f64, losses.all_events() as f64, self.events(cause, row));
            let (to_come, before) = (incidence - reached, self.survival_before[row]);
            if at_risk > events {
                variance += to_come * to_come * greenwood_term(events, at_risk);
            }
            variance += before * before * of_cause * (at_risk - of_cause) / at_risk.powi(3);
            variance -= 2.0 * to_come * before * of_cause / (at_risk * at_risk);
        }
        variance.max(0.0).sqrt()
    }

    /// By how much incidence rises at one time of the table.
    fn rise(&self, cause: u8, row: usize) -> f64 {
        self.survival_before[row] * self.events(cause, row) / self.table.losses()[row].at_risk as f64
    }

    fn events(&self, cause: u8, row: usize) -> f64 {
        if cause > self.table.causes() { 0.0 } else { self.table.losses()[row].events_of(cause) as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, sixty_lifetimes, uniforms, value, values};
    use super::super::survival::Survival;
    use super::*;

    fn sixty() -> LifeTable {
        let (times, causes) = sixty_lifetimes();
        LifeTable::new(&times, &causes)
    }

    /// Lifetimes under hazards .01 (cause 1) and .005 (cause 2) a week, watched for `horizon` weeks.
    fn two_hazards(seed: u64, subjects: u64, horizon: f64) -> LifeTable {
        let (times, causes): (Vec<f64>, Vec<u8>) = uniforms(seed, subjects)
            .into_iter()
            .zip(uniforms(seed + 1_000_000, subjects))
            .map(|(time, kind)| {
                let time = -(1.0 - time).ln() / 0.015;
                let cause = if kind < 2.0 / 3.0 { 1 } else { 2 };
                if time <= horizon { (time, cause) } else { (horizon, 0) }
            })
            .unzip();
        LifeTable::new(&times, &causes)
    }

    /// The other program breaks ties at random, by a millionth of a week; ours takes them together.
    #[test]
    fn incidences_are_those_of_another_program() {
        let incidence = Incidence::of(sixty());
        assert_close(incidence.at(1, 20.0), value("/aalen_johansen_60_cause1_at20_jittered"), 0.005);
    }

    #[test]
    fn incidences_and_errors_without_ties_are_those_of_another_program() {
        let (times, causes) = sixty_lifetimes();
        let apart: Vec<f64> = times.iter().zip(0..).map(|(t, i)| t + f64::from(i) * 1e-3).collect();
        let incidence = Incidence::of(LifeTable::new(&apart, &causes));
        for cause in [1, 2] {
            for time in [5.0, 10.0, 20.0, 30.0] {
                let expected = values(&format!("/aalen_johansen_60_apart/{cause}/{time}"));
                let estimate = incidence.estimate(cause, time);
                assert_close(estimate.value, expected[0], 1e-9);
                assert_close(estimate.standard_error, expected[1].sqrt(), 1e-9);
            }
        }
    }

    #[test]
    fn survival_and_incidences_add_up_to_one() {
        let (survival, incidence) = (Survival::of(sixty()), Incidence::of(sixty()));
        for time in (0..50).map(f64::from) {
            assert_close(survival.at(time) + incidence.at(1, time) + incidence.at(2, time), 1.0, 1e-12);
        }
    }

    /// One cause alone: incidence is one minus survival, with Greenwood's error and the same interval.
    #[test]
    fn one_cause_alone_is_survival_upside_down() {
        let (times, causes) = sixty_lifetimes();
        let table = LifeTable::new(&times, &causes.iter().map(|&cause| cause.min(1)).collect::<Vec<_>>());
        let (survival, incidence) = (Survival::of(table.clone()), Incidence::of(table));
        for time in [0.5, 5.0, 20.0, 30.0] {
            let (staying, leaving) = (survival.estimate(time), incidence.estimate(1, time));
            assert_close(leaving.value, 1.0 - staying.value, 1e-12);
            assert_close(leaving.standard_error, staying.standard_error, 1e-12);
            let (staying, leaving) = (survival.interval(time, 0.9), incidence.interval(1, time, 0.9));
            assert_close(leaving.low, 1.0 - staying.high, 1e-9);
            assert_close(leaving.high, 1.0 - staying.low, 1e-9);
        }
    }

    /// Without censoring: incidence is a share, with the binomial error.
    #[test]
    fn without_censoring_incidence_is_a_share() {
        let (times, causes) = sixty_lifetimes();
        let causes: Vec<u8> = causes.iter().map(|&cause| cause.max(1)).collect();
        let incidence = Incidence::of(LifeTable::new(&times, &causes));
        let gone: Proportion =
            times.iter().zip(&causes).map(|(&t, &cause)| t <= 15.0 && cause == 2).collect();
        assert_close(incidence.at(2, 15.0), gone.share(), 1e-12);
        assert_close(incidence.estimate(2, 15.0).standard_error, gone.standard_error(), 1e-12);
    }

    #[test]
    fn a_cause_that_never_came_has_no_incidence_but_an_upper_bound() {
        let incidence = Incidence::of(LifeTable::new(&[10.0; 50], &[0; 50]));
        assert_eq!(incidence.at(3, 10.0), 0.0);
        assert_close(
            incidence.interval(3, 10.0, 0.95).high,
            value("/binomial_ci_95/0~150/clopper_pearson/1"),
            1e-9,
        );
        let nobody = Incidence::of(LifeTable::new(&[], &[]));
        assert!(nobody.at(1, 1.0).is_nan());
        assert_eq!(nobody.interval(1, 1.0, 0.95).width(), 1.0);
    }

    /// Hazards .01 and .005 a week, 40,000 subjects (four standard errors are then .01): after 52 weeks .4584 live, .3611
    /// left by the one and .1805 by the other cause, whether they are watched to week 52 or all to their end.
    #[test]
    fn two_hazards_share_the_exits_two_to_one() {
        for horizon in [52.0, 1e9] {
            let table = two_hazards(2001, 40_000, horizon);
            let (survival, incidence) = (Survival::of(table.clone()), Incidence::of(table));
            for (estimate, expected) in [
                (survival.estimate(52.0), 0.458_406),
                (incidence.estimate(1, 52.0), 0.361_063),
                (incidence.estimate(2, 52.0), 0.180_531),
            ] {
                assert!(estimate.errors_from(expected).abs() < 4.0, "{estimate:?} is not {expected}");
                assert_close(estimate.value, expected, 0.01);
            }
        }
    }

    /// The same hazards, 2,000 samples of 100: the intervals of both incidences hold the truth 95 ± 2 % of the time.
    #[test]
    fn incidence_intervals_cover_the_truth() {
        let mut covered = [0, 0];
        for sample in 0..2_000 {
            let incidence = Incidence::of(two_hazards(3_000 + sample, 100, 52.0));
            for (cause, truth) in [(1, 0.361_063), (2, 0.180_531)] {
                covered[cause - 1] += u64::from(incidence.interval(cause as u8, 52.0, 0.95).contains(truth));
            }
        }
        covered.iter().for_each(|&covered| assert_covers(covered, 2_000, 0.95, 0.0));
    }
}
