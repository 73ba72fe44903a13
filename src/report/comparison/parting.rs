//! When do two scenarios part?
//!
//! The paired difference of an observable at each recorded date, with a band that holds the whole curve with 95 % (max-t over the
//! dates, resampling replicates with all their dates; unpaired: Welch's intervals at the level 1 − .05/dates). They have parted
//! from the first date from which the band stays on one side of zero to the end. Counts are added up from the start, so that the last date says
//! what the outcome says. All futures count, those in which the world stands still with what they had by then: to leave them out
//! would compare what the scenarios left of different futures.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::LEVEL;
use super::effect::BOOTSTRAP_SEED;
use super::side::Side;
use super::terms::Terms;
use crate::record::RecordFault;
use crate::report::headline::Measure;
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::max_t::MaxT;
use crate::stats::simultaneous::bonferroni;
use crate::stats::unpaired::Unpaired;

/// Resamples for one curve.
const RESAMPLES: usize = 1_000;

/// An observable that is followed.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    pub observable: &'static str,
    pub words: &'static str,
    pub measure: Measure,
    /// A count since the last date, to be added up.
    pub is_flow: bool,
}

/// The observables that are followed, in the order in which they are read.
pub const FOLLOWED: [Followed; 18] = [
    state("regime.survives", "The regime survives", Measure::Chance),
    state("regime.legitimacy", "Legitimacy in the capital", Measure::Share),
    state("contract.in_force", "A contract is in force", Measure::Chance),
    state("men.russia", "Russians in Mali", Measure::Amount),
    state("russia.influence", "Russian influence, index from 0 to 1", Measure::Amount),
    state("control.state.population", "People under state control", Measure::Share),
    state("control.state.territory", "Land under state control", Measure::Share),
    state("control.jnim.population", "People under JNIM control", Measure::Share),
    state("town.kidal.state", "The state holds Kidal", Measure::Chance),
    flow("deaths", "Deaths so far"),
    flow("deaths.civilian", "Civilians killed so far"),
    flow("deaths.russian", "Russians killed so far"),
    state("fuel.bamako", "Share of fuel demand met in Bamako", Measure::Share),
    state("fuel.price.bamako", "Street price in Bamako, times official", Measure::Amount),
    flow("fuel.trucks_lost", "Tank trucks lost so far"),
    state("treasury.arrears", "Months of army pay in arrears", Measure::Amount),
    state("people.support", "Latent support for the state", Measure::Share),
    state("people.displaced", "Displaced inside the country", Measure::Amount),
];

const fn state(observable: &'static str, words: &'static str, measure: Measure) -> Followed {
    Followed { observable, words, measure, is_flow: false }
}

const fn flow(observable: &'static str, words: &'static str) -> Followed {
    Followed { observable, words, measure: Measure::Amount, is_flow: true }
}

/// The difference of an observable over time.
#[derive(Clone, Debug, Serialize)]
pub struct Parting {
    pub observable: String,
    pub words: String,
    pub unit: String,
    #[serde(skip)]
    pub measure: Measure,
    pub dates: Vec<Date>,
    pub difference: Vec<Estimate>,
    /// Holds the whole curve.
    pub band: Vec<Interval>,
    /// The first date from which the band stays on one side of zero.
    pub from: Option<Date>,
}

/// The curves of a side against the baseline, over the dates that both have.
pub fn partings(baseline: &Side, side: &Side, terms: &Terms) -> Result<Vec<Parting>, RecordFault> {
    let dates = [baseline, side].map(|side| &side.record.manifest().identity.columns.dates);
    let common: Vec<(usize, usize)> = dates[0]
        .iter()
        .enumerate()
        .filter_map(|(k, date)| Some((k, dates[1].iter().position(|other| other == date)?)))
        .collect();
    let when: Vec<Date> = common.iter().map(|&(k, _)| dates[0][k]).collect();
    let is_there = |followed: &&Followed| {
        !common.is_empty() && [baseline, side].iter().all(|side| side.has_observable(followed.observable))
    };
    let there: Vec<&Followed> = FOLLOWED.iter().filter(is_there).collect();
    there
        .into_par_iter()
        .map(|followed| parting(baseline, side, terms, followed, (&common, when.clone())))
        .collect()
}

fn parting(
    baseline: &Side,
    side: &Side,
    terms: &Terms,
    followed: &Followed,
    (common, dates): (&[(usize, usize)], Vec<Date>),
) -> Result<Parting, RecordFault> {
    let first = curves(baseline, followed, &terms.rows[0], common.iter().map(|pair| pair.0))?;
    let second = curves(side, followed, &terms.rows[1], common.iter().map(|pair| pair.1))?;
    let (difference, band) = if terms.paired { paired(&first, &second) } else { unpaired(&first, &second) };
    let from = parted(&band).map(|k| dates[k]);
    let columns = &baseline.record.manifest().identity.columns.observables;
    let unit =
        columns.iter().find(|column| column.name == followed.observable).map(|column| column.unit.clone());
    Ok(Parting {
        observable: followed.observable.into(),
        words: followed.words.into(),
        unit: unit.unwrap_or_default(),
        measure: followed.measure,
        dates,
        difference,
        band,
        from,
    })
}

/// For each date the values of the replicates.
fn curves(
    side: &Side,
    followed: &Followed,
    rows: &[usize],
    dates: impl Iterator<Item = usize>,
) -> Result<Vec<Vec<f64>>, RecordFault> {
    let mut all = side.record.trajectory(followed.observable)?.mapv(f64::from);
    if followed.is_flow {
        for mut replicate in all.rows_mut() {
            let mut sum = 0.0;
            replicate.iter_mut().for_each(|x| {
                sum += *x;
                *x = sum;
            });
        }
    }
    Ok(dates.map(|date| rows.iter().map(|&row| all[[row, date]]).collect()).collect())
}

type Curve = (Vec<Estimate>, Vec<Interval>);

fn paired(first: &[Vec<f64>], second: &[Vec<f64>]) -> Curve {
    let apart = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| b - a).collect::<Vec<f64>>();
    let differences: Vec<Vec<f64>> = first.iter().zip(second).map(apart).collect();
    let columns: Vec<&[f64]> = differences.iter().map(Vec::as_slice).collect();
    let max_t = MaxT::of(&columns, RESAMPLES, BOOTSTRAP_SEED, LEVEL);
    (max_t.estimates().to_vec(), max_t.intervals())
}

fn unpaired(first: &[Vec<f64>], second: &[Vec<f64>]) -> Curve {
    let level = bonferroni(LEVEL, first.len());
    let finite = |values: &[f64]| values.iter().copied().filter(|x| x.is_finite()).collect::<Vec<_>>();
    let one = |(a, b): (&Vec<f64>, &Vec<f64>)| {
        let both = Unpaired::of(&finite(a), &finite(b));
        (both.difference(), Interval { level: LEVEL, ..both.interval(level) })
    };
    first.iter().zip(second).map(one).unzip()
}

/// The first place from which the band stays on one side of zero to its end.
fn parted(band: &[Interval]) -> Option<usize> {
    let side = |interval: &Interval| {
        if interval.low > 0.0 {
            1
        } else if interval.high < 0.0 {
            -1
        } else {
            0
        }
    };
    let last = band.last().map(side).filter(|&side| side != 0)?;
    Some(band.len() - band.iter().rev().take_while(|interval| side(interval) == last).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(ends: &[(f64, f64)]) -> Vec<Interval> {
        ends.iter().map(|&(low, high)| Interval { low, high, level: 0.95 }).collect()
    }

    #[test]
    fn they_have_parted_where_the_band_stays_away_from_zero_for_good() {
        assert_eq!(parted(&band(&[(0.0, 0.0), (0.1, 0.2), (-0.1, 0.3), (0.1, 0.4), (0.2, 0.6)])), Some(3));
        assert_eq!(parted(&band(&[(0.1, 0.2), (0.1, 0.2)])), Some(0));
        // From one side of zero to the other is no staying away.
        assert_eq!(parted(&band(&[(0.1, 0.2), (-0.2, -0.1)])), Some(1));
        assert_eq!(parted(&band(&[(0.1, 0.2), (-0.1, 0.2)])), None);
        assert_eq!(parted(&band(&[])), None);
        assert_eq!(parted(&band(&[(f64::NAN, f64::NAN)])), None);
    }
}
