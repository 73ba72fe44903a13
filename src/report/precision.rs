//! Is the number of replicates enough, and what number would be?
//!
//! The half-width of an estimate's 95 % interval (of a probability Wilson's, else Student's) against what is wanted of it: a number in the
//! outcome's unit, or a per cent. A per cent of a probability or a share is a percentage point, of an amount a hundredth of the estimate. The
//! number that would do is n (z se/h)², of a probability that was never or always seen what brings Wilson's interval to that width.

use serde::Serialize;

use super::comparison::measure_words;
use super::headline::{Measure, headlines};
use super::number::plus_minus;
use super::summary::{Estimate, Given, is_laboratory, of_laboratory};
use crate::stats::estimate;
use crate::stats::proportion::Proportion;
use crate::stats::sequential::{half_width, needed};
use crate::stats::special::normal_quantile;

/// How precise an estimate is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// In the outcome's unit.
    Unit(f64),
    /// Percentage points of a probability or a share, per cent of an amount.
    PerCent(f64),
}

/// What is wanted: of one outcome, or of every headline.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub outcome: Option<String>,
    pub half: Half,
}

/// What a run that was told nothing is held to: ± 3 points of a probability, ± 1 point of a share, ± 5 % of an amount.
pub fn usual(measure: Measure) -> Half {
    Half::PerCent(match measure {
        Measure::Chance => 3.0,
        Measure::Share | Measure::Points => 1.0,
        Measure::Amount => 5.0,
    })
}

/// An estimate's precision beside what is wanted of it.
#[derive(Clone, Debug, Serialize)]
pub struct Precision {
    pub outcome: String,
    pub words: String,
    #[serde(serialize_with = "measure_words")]
    pub measure: Measure,
    pub n: u64,
    pub estimate: f64,
    /// Half of the interval, in the outcome's unit.
    pub half_width: f64,
    /// What is wanted of it, in the outcome's unit.
    pub wanted: f64,
    pub reached: bool,
    /// The replicates that would do; none where no number would, as for a per cent of a mean of zero.
    pub needed: Option<u64>,
}

/// The precision of headlines, or of what the targets name. An outcome that is named twice is held to what is said last.
pub fn precision(estimates: &[Estimate], targets: &[Target], level: f64) -> Vec<Precision> {
    let all = estimates.iter().filter(|e| e.given == Given::All && e.n > 1);
    let (headlines, laboratory) = (headlines(), is_laboratory(estimates));
    all.filter_map(|e| {
        let headline = headlines.iter().find(|h| h.outcome == e.outcome && !h.outcome.ends_with(".change"));
        let headline = headline.filter(|_| !laboratory || of_laboratory(e));
        let measure = headline.map_or_else(|| measure(&e.unit), |h| h.measure);
        let named = targets.iter().rev().find(|t| t.outcome.as_deref() == Some(e.outcome.as_str()));
        let everything = || targets.iter().rev().find(|t| t.outcome.is_none() && headline.is_some());
        let half = match named.or_else(everything) {
            Some(target) => target.half,
            None if targets.is_empty() && (headline.is_some() || laboratory && of_laboratory(e)) => {
                usual(measure)
            }
            None => return None,
        };
        let words = headline.map_or(e.outcome.as_str(), |h| h.title);
        Some(one(e, words, measure, half, level))
    })
    .collect()
}

fn measure(unit: &str) -> Measure {
    match unit {
        "0 or 1" => Measure::Chance,
        "share" => Measure::Share,
        _ => Measure::Amount,
    }
}

fn one(e: &Estimate, words: &str, measure: Measure, half: Half, level: f64) -> Precision {
    let wanted = match (half, measure) {
        (Half::Unit(x), _) => x,
        (Half::PerCent(x), Measure::Amount) => x / 100.0 * e.estimate.abs(),
        (Half::PerCent(x), _) => x / 100.0,
    };
    let estimate = estimate::Estimate { value: e.estimate, standard_error: e.standard_error };
    let (width, enough) = match measure {
        Measure::Chance => {
            let share = Proportion { successes: (e.estimate * e.n as f64).round() as u64, trials: e.n };
            let z = normal_quantile(0.5 + level / 2.0);
            let rare = z * z * (0.5 / wanted - 1.0);
            (half_width(&share.wilson(level)), needed(&estimate, e.n, wanted, level).max(rare))
        }
        _ => {
            (half_width(&estimate.t_interval(e.n as f64 - 1.0, level)), needed(&estimate, e.n, wanted, level))
        }
    };
    let reached = width <= wanted;
    let enough = (enough < 1e15).then(|| enough.ceil().max(2.0) as u64);
    let needed = enough.map(|enough| if reached { enough.min(e.n) } else { enough.max(e.n + 1) });
    Precision {
        outcome: e.outcome.clone(),
        words: words.to_string(),
        measure,
        n: e.n,
        estimate: e.estimate,
        half_width: width,
        wanted,
        reached,
        needed,
    }
}

impl Precision {
    /// "deaths ± 8.1 % (5 % wanted, about 2 700 replicates)".
    pub fn sentence(&self) -> String {
        let (half, wanted) = (self.width(self.half_width), self.width(self.wanted));
        format!("{} {half} ({wanted} wanted, {})", self.words, self.number())
    }

    /// A half-width in points, or in per cent of the estimate.
    pub fn width(&self, half: f64) -> String {
        match self.measure {
            Measure::Amount if self.estimate != 0.0 => {
                format!("± {:.1} %", 100.0 * half / self.estimate.abs())
            }
            Measure::Amount => format!("± {half:.3}"),
            _ => format!("± {:.1} pp", 100.0 * half),
        }
    }

    /// The replicates that would do, to two figures: it is an estimate itself.
    pub fn number(&self) -> String {
        let Some(n) = self.needed else { return "which no number of replicates gives".into() };
        let unit = 10u64.pow(n.max(1).ilog10().saturating_sub(1));
        format!("about {} replicates", plus_minus((n.div_ceil(unit) * unit) as f64, 0.0))
    }
}

/// Whether n was enough, for the reader of a summary; `asked` where the precision was asked for.
pub fn verdict(told: &[Precision], asked: bool) -> String {
    let Some(n) = told.iter().map(|one| one.n).max() else { return String::new() };
    let n = plus_minus(n as f64, 0.0);
    let mut missing: Vec<&Precision> = told.iter().filter(|one| !one.reached).collect();
    missing.sort_by_key(|one| std::cmp::Reverse(one.needed.unwrap_or(u64::MAX)));
    let held = match asked {
        true => "the precision asked for",
        false => {
            "± 3 points of a probability, ± 1 point of a share, ± 5 % of an amount (half of the 95 % interval)"
        }
    };
    if missing.is_empty() {
        return format!("Is n = {n} enough? Yes, for {held}.");
    }
    let worst: Vec<String> = missing.iter().take(3).map(|one| one.sentence()).collect();
    format!(
        "Is n = {n} enough? For {} of {} outcomes, at {held}. Not for: {}{}.",
        told.len() - missing.len(),
        told.len(),
        worst.join("; "),
        if missing.len() > 3 { format!("; and {} more", missing.len() - 3) } else { String::new() }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(outcome: &str, unit: &str, value: f64, error: f64) -> Estimate {
        Estimate {
            outcome: outcome.into(),
            unit: unit.into(),
            given: Given::All,
            n: 1000,
            estimate: value,
            standard_error: error,
            p5: 0.0,
            p50: 0.0,
            p95: 0.0,
        }
    }

    fn of(estimates: &[Estimate], targets: &[Target]) -> Vec<Precision> {
        precision(estimates, targets, 0.95)
    }

    #[test]
    fn four_times_as_many_would_halve_the_width() {
        let deaths = [estimate("deaths", "persons", 4000.0, 204.08)];
        let told = &of(&deaths, &[Target { outcome: None, half: Half::PerCent(5.0) }])[0];
        assert!(!told.reached && (told.half_width - 400.0).abs() < 1.0 && told.wanted == 200.0);
        assert!(told.needed.is_some_and(|n| (3980..4020).contains(&n)), "{told:?}");
        let absolute = &of(&deaths, &[Target { outcome: Some("deaths".into()), half: Half::Unit(401.0) }])[0];
        assert!(absolute.reached && absolute.needed.unwrap() <= 1000);
    }

    /// A half of a thousand is known to ± 3.1 points.
    #[test]
    fn a_per_cent_of_a_probability_is_a_point() {
        let coup = [estimate("exit.coup", "0 or 1", 0.5, 0.0158)];
        let told = &of(&coup, &[Target { outcome: None, half: Half::PerCent(1.0) }])[0];
        assert!(
            (told.half_width - 0.031).abs() < 5e-4 && (9_500..9_700).contains(&told.needed.unwrap()),
            "{told:?}"
        );
        let never = [estimate("exit.coup", "0 or 1", 0.0, 0.0)];
        let told = &of(&never, &[Target { outcome: None, half: Half::PerCent(0.1) }])[0];
        assert!(!told.reached && (1_900..1_930).contains(&told.needed.unwrap()), "{told:?}");
    }

    #[test]
    fn what_is_said_last_holds_and_other_outcomes_are_left_out() {
        let both = [estimate("deaths", "persons", 10.0, 1.0), estimate("raids.capital", "raids", 1.0, 0.1)];
        let half = |x| Half::Unit(x);
        let target = |name: &str, x| Target { outcome: Some(name.into()), half: half(x) };
        let told = of(&both, &[target("raids.capital", 0.1), target("raids.capital", 0.5)]);
        assert_eq!((told.len(), told[0].wanted), (1, 0.5));
        assert_eq!(of(&both, &[]).len(), 1, "only headlines where nothing is said");
    }

    #[test]
    fn numbers_of_replicates_are_told_to_two_figures() {
        let told = &of(&[estimate("exit.coup", "0 or 1", 0.5, 0.0158)], &[])[0];
        let number = |needed| Precision { needed, ..told.clone() }.number();
        assert_eq!(number(Some(9_604)), "about 9\u{202f}700 replicates");
        assert_eq!(number(Some(7)), "about 7 replicates");
        assert!(number(None).contains("no number"));
    }

    #[test]
    fn a_mean_of_zero_is_never_known_to_a_per_cent_of_itself() {
        let none = [estimate("deaths", "persons", 0.0, 1.0)];
        assert_eq!(of(&none, &[])[0].needed, None);
    }
}
