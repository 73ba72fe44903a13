//! The pattern table: what was observed from 2021 to 2025 beside what the ensemble gives.
//!
//! A number that was observed is *covered* if it lies in the ensemble's 5–95 % range, *too wide* if that range is over
//! twice the tolerance of the observation (it then says little), else *missed*. Something that happened, or an order of
//! two things, is covered if the share of runs in which it comes about lies within the tolerance. What the scenario
//! gives as a dated input is *imposed*, whatever it gives. The range with the responsible mechanism off says whether
//! the mechanism has anything to do with it.
//!
//! The numbers are those of `pattern.…` outcomes, which are empty where a run does not cover a pattern's window or stood
//! still before its end.

use serde::Serialize;

use super::ReportFault;
use super::subject::Subject;
use crate::geography::patterns::{Pattern, PatternKind};
use crate::observe::patterns::spoken_to;
use crate::plot::{Chance, Chances, Figure, Intervals, Quantity, Verdict, Wording};
use crate::record::Record;
use crate::scenario::Mechanisms;
use crate::stats::moments::Moments;
use crate::stats::proportion::Proportion;
use crate::stats::quantile::{quantile, sorted};

/// How many times the tolerance's width a range may have before it says too little.
const TOO_WIDE: f64 = 2.0;
/// The mechanism of what a scenario gives as an input.
const OF_THE_FORCE: [&str; 2] = ["russian_men_ratio", "offensive_posture_fall"];

/// What an ensemble gives of a pattern's observable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Runs that have a value.
    pub n: u64,
    /// The mean, or the share of runs.
    pub estimate: f64,
    pub standard_error: f64,
    /// The runs' own 5 and 95 % points; of a share of runs the ends of its 90 % interval (Wilson).
    pub p5: f64,
    pub p95: f64,
}

/// What runs say in which the thing has no meaning: the shares of attacks where there are none.
const NOTHING: Spread =
    Spread { n: 0, estimate: f64::NAN, standard_error: f64::NAN, p5: f64::NAN, p95: f64::NAN };

/// A pattern beside the ensemble.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    pub id: String,
    pub text: String,
    pub observable: String,
    pub unit: String,
    /// Whether it is judged by the share of runs in which it comes about.
    pub by_share: bool,
    pub observed: f64,
    pub low: f64,
    pub high: f64,
    pub ensemble: Spread,
    /// The mechanism that was switched off, and what then comes out.
    pub without: Option<(String, Spread)>,
    #[serde(serialize_with = "words")]
    pub verdict: Verdict,
}

fn words<S: serde::Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict.words())
}

/// Whether a record is for the patterns: its runs have a value for at least half of them.
pub fn speaks_to_patterns(record: &Record) -> Result<bool, ReportFault> {
    let (mut seen, mut all) = (0, 0);
    for pattern in spoken_to() {
        all += 1;
        seen += usize::from(values(record, pattern)?.is_some_and(|values| !values.is_empty()));
    }
    Ok(2 * seen >= all)
}

/// The mechanism to switch off for a pattern: the first of those responsible that can be.
pub fn responsible(pattern: &Pattern) -> Option<&'static str> {
    pattern
        .mechanism
        .split(',')
        .find_map(|word| Mechanisms::NAMES.into_iter().find(|name| *name == word.trim()))
}

/// Every mechanism that is responsible for a pattern, once.
pub fn all_responsible() -> Vec<&'static str> {
    let responsible: Vec<_> = spoken_to().filter_map(responsible).collect();
    Mechanisms::NAMES.into_iter().filter(|name| responsible.contains(name)).collect()
}

/// The table: `without` has the records with a mechanism off, by its name.
pub fn compare(record: &Record, without: &[(String, Record)]) -> Result<Vec<Comparison>, ReportFault> {
    let mut all = Vec::new();
    for pattern in spoken_to() {
        let Some(ensemble) = spread(record, pattern)? else { continue };
        let off = responsible(pattern).and_then(|name| without.iter().find(|(off, _)| off == name));
        let without = match off {
            Some((name, record)) => Some((name.clone(), spread(record, pattern)?.unwrap_or(NOTHING))),
            None => None,
        };
        all.push(Comparison {
            id: pattern.id.clone(),
            text: pattern.text.clone(),
            observable: pattern.observable.clone(),
            unit: pattern.unit.clone(),
            by_share: by_share(pattern),
            observed: pattern.observed,
            low: pattern.low,
            high: pattern.high,
            verdict: if imposed(record, pattern) { Verdict::Imposed } else { verdict(pattern, &ensemble) },
            ensemble,
            without,
        });
    }
    Ok(all)
}

/// Whether the record's scenario gives what the pattern speaks of: men and posture on their dated path.
fn imposed(record: &Record, pattern: &Pattern) -> bool {
    let given = record.manifest().identity.scenario.lines().any(|line| line == "provider = \"imposed\"");
    given && OF_THE_FORCE.contains(&pattern.observable.as_str())
}

fn by_share(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::Probability | PatternKind::Order)
}

/// The values of the runs that have one; none if the record has no such outcome.
fn values(record: &Record, pattern: &Pattern) -> Result<Option<Vec<f64>>, ReportFault> {
    let name = format!("pattern.{}", pattern.observable);
    if !record.manifest().identity.columns.outcomes.iter().any(|c| c.name == name) {
        return Ok(None);
    }
    Ok(Some(record.outcomes(&name)?.into_iter().filter(|x| x.is_finite()).collect()))
}

fn spread(record: &Record, pattern: &Pattern) -> Result<Option<Spread>, ReportFault> {
    let values = values(record, pattern)?.filter(|values| !values.is_empty());
    Ok(values.map(|values| if by_share(pattern) { share(&values) } else { range(&values) }))
}

fn share(values: &[f64]) -> Spread {
    let share: Proportion = values.iter().map(|&x| x > 0.5).collect();
    let interval = share.wilson(0.90);
    Spread {
        n: share.trials,
        estimate: share.share(),
        standard_error: share.standard_error(),
        p5: interval.low,
        p95: interval.high,
    }
}

fn range(values: &[f64]) -> Spread {
    let moments: Moments = values.iter().copied().collect();
    let values = sorted(values);
    Spread {
        n: moments.count(),
        estimate: moments.mean(),
        standard_error: moments.standard_error(),
        p5: quantile(&values, 0.05),
        p95: quantile(&values, 0.95),
    }
}

fn verdict(pattern: &Pattern, ensemble: &Spread) -> Verdict {
    let within = |x: f64, low: f64, high: f64| low <= x && x <= high;
    if by_share(pattern) {
        if within(ensemble.estimate, pattern.low, pattern.high) { Verdict::Covered } else { Verdict::Missed }
    } else if !within(pattern.observed, ensemble.p5, ensemble.p95) {
        Verdict::Missed
    } else if ensemble.p95 - ensemble.p5 > TOO_WIDE * (pattern.high - pattern.low) {
        Verdict::TooWide
    } else {
        Verdict::Covered
    }
}

/// The figures of the table: numbers as intervals, shares of runs as chances.
pub fn figures(record: &Record, rows: &[Comparison]) -> Result<Vec<Figure>, ReportFault> {
    let subject = Subject::new(record)?;
    Ok(vec![intervals(&subject, rows), chances(&subject, rows)])
}

fn intervals(subject: &Subject, rows: &[Comparison]) -> Figure {
    let rows = rows.iter().filter(|row| !row.by_share);
    let wording = Wording {
        name: "patterns".into(),
        title: "What was observed, beside what the model gives from its priors".into(),
        subtitle: subject.title.clone(),
        caption: subject.caption(
            "no parameter is fitted to the table; runs that stood still before a window’s end are left out.",
        ),
    };
    let row = |row: &Comparison| crate::plot::Pattern {
        name: format!("{} {}", row.id, short(row)),
        quantity: quantity(row),
        observed: row.observed,
        tolerance: Some((row.low, row.high)),
        range: (row.ensemble.p5, row.ensemble.p95),
        without: row.without.as_ref().map(|(_, spread)| (spread.p5, spread.p95)),
        verdict: row.verdict,
    };
    Intervals { wording, rows: rows.map(row).collect() }.figure()
}

fn chances(subject: &Subject, rows: &[Comparison]) -> Figure {
    let wording = Wording {
        name: "patterns-shares".into(),
        title: "What happened, and in how many runs it does".into(),
        subtitle: subject.title.clone(),
        caption: subject.caption(
            "bars: share of runs, with its 90 % interval (Wilson); black lines: where the share is expected to lie.",
        ),
    };
    let row = |row: &Comparison| {
        let off = row.without.as_ref().map_or(String::new(), |(name, spread)| {
            format!(" (without {name}: {})", Quantity::share("").number(spread.estimate))
        });
        Chance {
            name: format!("{} {}, {}{off}", row.id, short(row), row.verdict.words()),
            share: row.ensemble.estimate,
            lower: row.ensemble.p5,
            upper: row.ensemble.p95,
            expected: Some((row.low, row.high)),
        }
    };
    let rows = rows.iter().filter(|row| row.by_share).map(row).collect();
    Chances { wording, label: "share of runs".into(), rows }.figure()
}

/// An observable in words.
fn short(row: &Comparison) -> String {
    const NAMES: [(&str, &str); 8] = [
        ("jnim", "JNIM"),
        ("issp", "ISSP"),
        ("fla ", "FLA "),
        ("kidal", "Kidal"),
        ("bamako", "Bamako"),
        ("russian", "Russian"),
        ("onesided", "one-sided"),
        ("60 percent", "60\u{a0}%"),
    ];
    let words = row.observable.replace('_', " ");
    NAMES.iter().fold(words, |words, (plain, written)| words.replace(plain, written))
}

fn quantity(row: &Comparison) -> Quantity {
    let name = short(row);
    match row.unit.as_str() {
        unit if unit.starts_with("share") => Quantity::share(&name),
        "points" => Quantity::real(&name, "points"),
        "ratio" | "exponent" => Quantity::amount(&name, ""),
        unit => Quantity::amount(&name, unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::patterns::patterns;

    fn pattern(observable: &str) -> &'static Pattern {
        patterns().iter().find(|p| p.observable == observable).unwrap()
    }

    fn runs(p5: f64, p95: f64) -> Spread {
        Spread { n: 200, estimate: 0.5 * (p5 + p95), standard_error: 0.01, p5, p95 }
    }

    /// Deaths of 2022: observed 4,800, tolerance 3,120 to 6,480, 3,360 wide.
    #[test]
    fn a_number_is_covered_missed_or_drowned_in_a_range() {
        let deaths = pattern("deaths_2022");
        assert_eq!(verdict(deaths, &runs(3_000.0, 7_000.0)), Verdict::Covered);
        assert_eq!(verdict(deaths, &runs(500.0, 4_700.0)), Verdict::Missed);
        assert_eq!(verdict(deaths, &runs(4_900.0, 20_000.0)), Verdict::Missed);
        assert_eq!(verdict(deaths, &runs(1_000.0, 7_719.0)), Verdict::Covered);
        assert_eq!(verdict(deaths, &runs(1_000.0, 7_721.0)), Verdict::TooWide);
    }

    /// Survival: between 40 and 85 % of runs.
    #[test]
    fn what_happened_once_is_judged_by_the_share_of_runs() {
        let survives = pattern("regime_survives");
        for (share, expected) in [(0.39, Verdict::Missed), (0.41, Verdict::Covered), (0.9, Verdict::Missed)] {
            let ensemble = Spread { estimate: share, ..runs(0.0, 1.0) };
            assert_eq!(verdict(survives, &ensemble), expected, "{share}");
        }
    }

    #[test]
    fn every_pattern_has_a_mechanism_to_switch_off() {
        for pattern in spoken_to() {
            assert!(responsible(pattern).is_some(), "{}: {}", pattern.id, pattern.mechanism);
        }
        let known = |name: &&str| Mechanisms::NAMES.contains(name);
        assert!(all_responsible().len() >= 6 && all_responsible().iter().all(known));
    }

    #[test]
    fn a_record_of_the_other_years_says_nothing_of_the_patterns() {
        let (_folder, record) =
            super::super::tiny::record("wagner-withdrawal.toml", 2, &[("end", "2025-12-01")]);
        assert!(!speaks_to_patterns(&record).unwrap());
    }
}
