//! The log-rank test: do two groups have the same hazard at every time?
//!
//! ```text
//! E = Σⱼ dⱼ mⱼ/nⱼ        V = Σⱼ dⱼ (mⱼ/nⱼ)(1 − mⱼ/nⱼ)(nⱼ − dⱼ)/(nⱼ − 1)        χ² = (O − E)²/V
//! ```
//!
//! with dⱼ events among nⱼ at risk at tⱼ in both groups, mⱼ of these at risk in the second; O its events, of all causes together.
//! p is that of χ² with one degree of freedom, good from about ten events on. The test is the best where one hazard is a multiple
//! of the other, and blind to curves that cross. It takes the groups for independent: of replicates on common random numbers,
//! which are alike in pairs, it rejects too seldom, and the paired difference of restricted means is the one to trust. Without events χ² and
//! p are NaN.
//!
//! N. Mantel, *Cancer Chemotherapy Reports* 50 (1966); R. Peto & J. Peto, *J. R. Stat. Soc. A* 135 (1972).

use super::life_table::LifeTable;
use super::special::chi_square_exceedance;

/// Events of the second group, as seen and as expected if both had one hazard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    pub observed: f64,
    pub expected: f64,
    pub variance: f64,
}

impl LogRank {
    /// Compares the second group with the first.
    pub fn of(first: &LifeTable, second: &LifeTable) -> Self {
        let mut test = Self { observed: 0.0, expected: 0.0, variance: 0.0 };
        let mut times = [first.times(), second.times()].concat();
        times.sort_by(f64::total_cmp);
        times.dedup();
        for time in times {
            let [events, own_events] = [first, second].map(|table| events_at(table, time));
            let [at_risk, own_at_risk] = [first, second].map(|table| table.at_risk(time) as f64);
            let (d, n) = (events + own_events, at_risk + own_at_risk);
            let share = own_at_risk / n;
            test.observed += own_events;
            test.expected += d * share;
            if n > 1.0 {
                test.variance += d * share * (1.0 - share) * (n - d) / (n - 1.0);
            }
        }
        test
    }

    /// χ² with one degree of freedom.
    pub fn statistic(&self) -> f64 {
        (self.observed - self.expected).powi(2) / self.variance
    }

    /// The probability of as large a χ² if both groups have one hazard.
    pub fn p_value(&self) -> f64 {
        chi_square_exceedance(self.statistic())
    }
}

fn events_at(table: &LifeTable, time: f64) -> f64 {
    match table.times().iter().position(|&t| t == time) {
        Some(row) => table.losses()[row].all_events() as f64,
        None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, sixty_lifetimes, sixty_others, uniforms, value};
    use super::*;

    fn table((times, causes): (Vec<f64>, Vec<u8>)) -> LifeTable {
        LifeTable::new(&times, &causes)
    }

    #[test]
    fn two_groups_differ_as_another_program_says() {
        let test = LogRank::of(&table(sixty_lifetimes()), &table(sixty_others()));
        assert_close(test.statistic(), value("/logrank_60_60/chi2"), 1e-10);
        assert_close(test.p_value(), value("/logrank_60_60/p"), 1e-10);
    }

    #[test]
    fn exchanging_the_groups_changes_nothing() {
        let (first, second) = (table(sixty_lifetimes()), table(sixty_others()));
        assert_close(
            LogRank::of(&first, &second).statistic(),
            LogRank::of(&second, &first).statistic(),
            1e-10,
        );
        assert_close(LogRank::of(&first, &first).statistic(), 0.0, 1e-12);
    }

    #[test]
    fn without_events_there_is_no_test() {
        let unharmed = LifeTable::new(&[5.0; 4], &[0; 4]);
        assert!(LogRank::of(&unharmed, &unharmed).p_value().is_nan());
        assert!(LogRank::of(&LifeTable::default(), &unharmed).statistic().is_nan());
    }

    /// Independent groups of 50 with one hazard, watched for at most a year: rejected at 5 % in 5 % of 2,000 cases.
    #[test]
    fn one_hazard_is_rejected_as_often_as_the_level_says() {
        let draws = uniforms(1121, 100 * 2_000);
        let group = |draws: &[f64]| {
            let exits: Vec<f64> = draws.iter().map(|u| -(1.0 - u).ln() / 0.015).collect();
            let causes: Vec<u8> = exits.iter().map(|&t| u8::from(t <= 52.0)).collect();
            LifeTable::new(&exits.iter().map(|t| t.min(52.0)).collect::<Vec<_>>(), &causes)
        };
        let rejected = draws
            .chunks(100)
            .filter(|both| LogRank::of(&group(&both[..50]), &group(&both[50..])).p_value() < 0.05);
        assert_close(
            rejected.count() as f64 / 2_000.0,
            0.05,
            0.005 + 4.0 * (0.05f64 * 0.95 / 2_000.0).sqrt(),
        );
    }
}
