//! Scenarios against a baseline: what differs between their files, what that changes, how sure it is, and when it begins.
//!
//! The first side is the baseline. Every other is compared with it replicate by replicate on common random numbers, where both
//! have a seed in common ([`terms`]). Each 95 % interval is for its own row: of thirty rows that do not differ one or two will lie
//! beside zero all the same. With several scenarios there is a second interval that holds for all of them at once, row by row.

mod differs;
mod effect;
mod figures;
pub mod kept;
mod lifetime;
mod outcomes;
mod parts;
mod parting;
mod side;
mod terms;
#[cfg(test)]
mod tests;
mod together;
mod why;
mod why_figure;
pub mod words;
mod written;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use differs::Difference;
pub(super) use effect::measure_words;
pub use effect::{Distances, Effect, McNemar, Shift};
pub use figures::{figures, write};
pub(super) use figures::{lowered, maps};
pub use lifetime::Lifetime;
pub use outcomes::{Good, is_question};
pub use parting::Parting;
pub use parts::Parts;
pub use side::{About, Side, tell_apart};
pub use terms::Terms;
pub use why::{Share, Split, Switched, Why, why};
pub use written::{csv, interval, measured, number, share_of_pairs};

use super::ReportFault;
use crate::record::RecordFault;
use effect::Values;
use outcomes::Outcome;
use together::Beside;

/// Of every interval.
pub const LEVEL: f64 = 0.95;
/// Of every bootstrap of a quantile.
const RESAMPLES: usize = 2_000;

/// What to compare.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    /// All outcomes, and all observables at the end.
    pub all: bool,
    /// Only outcomes that one of these names.
    pub only: Vec<String>,
}

impl Asked {
    /// Whether one of the patterns names it.
    fn names(&self, name: &str, words: &str) -> bool {
        self.only.iter().any(|pattern| outcomes::matches(name, words, pattern))
    }
}

/// Scenarios compared.
#[derive(Clone, Debug, Serialize)]
pub struct Study {
    pub level: f64,
    pub baseline: About,
    /// Headlines and questions that not all have.
    pub left_out: usize,
    pub contrasts: Vec<Contrast>,
    /// The differences split over their pieces, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// A scenario against the baseline.
#[derive(Clone, Debug, Serialize)]
pub struct Contrast {
    pub scenario: About,
    #[serde(flatten)]
    pub terms: Terms,
    /// No outcome of any pair differs: every difference is exactly zero.
    pub identical: bool,
    /// What the files have otherwise.
    pub differs: Vec<Difference>,
    /// The largest first.
    pub effects: Vec<Effect>,
    pub lifetime: Option<Lifetime>,
    pub partings: Vec<Parting>,
}

/// Compares sides with the first of them.
pub fn compare(sides: &[Side], asked: &Asked) -> Result<Study, ReportFault> {
    let [baseline, others @ ..] = sides else { return Err(no_such("a baseline")) };
    let common = outcomes::common(sides, asked.all, &asked.only);
    if common.outcomes.is_empty() {
        return Err(no_such(&asked.only.join(", ")));
    }
    let terms: Vec<Terms> = others.iter().map(|side| terms::terms(baseline, side)).collect();
    let mut rows: Vec<Vec<Effect>> = common
        .outcomes
        .par_iter()
        .map(|outcome| row(baseline, others, &terms, outcome))
        .collect::<Result<_, RecordFault>>()?;
    // Of what no replicate has a value there is nothing to say.
    rows.retain(|row| row.iter().any(|effect| effect.n != [0, 0]));
    let contrasts = others.iter().zip(terms).enumerate().map(|(k, (side, terms))| {
        let effects = rows.iter().map(|row| row[k].clone()).collect();
        contrast(baseline, side, terms, effects)
    });
    let mut contrasts: Vec<Contrast> = contrasts.collect::<Result<_, ReportFault>>()?;
    if !asked.only.is_empty() {
        for contrast in &mut contrasts {
            contrast.partings.retain(|parting| asked.names(&parting.observable, &parting.words));
            contrast.lifetime = contrast.lifetime.take().filter(|_| asked.names("regime.survives", ""));
        }
    }
    Ok(Study {
        level: LEVEL,
        baseline: baseline.about(),
        left_out: common.left_out,
        contrasts,
        why: Vec::new(),
    })
}

fn no_such(name: &str) -> ReportFault {
    ReportFault::Record(RecordFault::Unknown { kind: "outcome in common", name: name.into(), nearest: None })
}

/// One outcome, in every scenario against the baseline.
fn row(
    baseline: &Side,
    others: &[Side],
    terms: &[Terms],
    outcome: &Outcome,
) -> Result<Vec<Effect>, RecordFault> {
    let own = effect::column(baseline, outcome)?;
    let columns = others.iter().map(|side| effect::column(side, outcome)).collect::<Result<Vec<_>, _>>()?;
    let values: Vec<Values> =
        terms.iter().zip(&columns).map(|(terms, column)| Values::of(terms, &own, column)).collect();
    let mut effects: Vec<Effect> = values.iter().map(|values| effect::effect(outcome, values)).collect();
    let beside: Vec<Beside> = terms
        .iter()
        .zip(&columns)
        .zip(&values)
        .map(|((terms, column), values)| Beside {
            paired: terms.paired,
            first: &values.first,
            second: &values.second,
            differences: by_index(terms, &own, column),
        })
        .collect();
    together::add(&mut effects.iter_mut().collect::<Vec<_>>(), &beside);
    Ok(effects)
}

/// The difference of each of the baseline's replicates; NaN where the other side has none.
fn by_index(terms: &Terms, own: &[f64], others: &[f64]) -> Vec<f64> {
    let mut differences = vec![f64::NAN; own.len()];
    if terms.paired {
        for (&a, &b) in terms.rows[0].iter().zip(&terms.rows[1]) {
            differences[a] = others[b] - own[a];
        }
    }
    differences
}

/// Refuses a side without one good replicate.
fn nothing_to_say(side: &Side, effects: &[Effect]) -> Result<(), ReportFault> {
    if side.failed < side.indices.len() && effects.iter().any(|effect| effect.n[0] > 0 && effect.n[1] > 0) {
        return Ok(());
    }
    let why =
        format!("{} of {} replicates failed, and none can be compared", side.failed, side.indices.len());
    Err(ReportFault::Record(RecordFault::Damaged { path: side.record.folder().to_path_buf(), why }))
}

/// Whether no outcome of any pair differs, compared or not.
fn are_identical(baseline: &Side, side: &Side, terms: &Terms) -> Result<bool, RecordFault> {
    for column in &baseline.record.manifest().identity.columns.outcomes {
        if side.has_outcome(&column.name) {
            let (own, others) =
                (baseline.record.outcomes(&column.name)?, side.record.outcomes(&column.name)?);
            let mut pairs = terms.rows[0].iter().zip(&terms.rows[1]);
            if !pairs.all(|(&a, &b)| own[a] == others[b] || own[a].is_nan() && others[b].is_nan()) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn contrast(
    baseline: &Side,
    side: &Side,
    terms: Terms,
    mut effects: Vec<Effect>,
) -> Result<Contrast, ReportFault> {
    let unmoved = terms.paired && effects.iter().all(|effect| effect.unmoved == effect.n[0]);
    nothing_to_say(baseline, &effects)?;
    nothing_to_say(side, &effects)?;
    let identical = unmoved && are_identical(baseline, side, &terms)?;
    if identical {
        effects.iter_mut().for_each(Effect::set_exactly_zero);
    }
    // What no pair has on both sides cannot be told apart.
    effects.retain(|effect| effect.n[0] > 0 && effect.n[1] > 0);
    let size = |effect: &Effect| if effect.size.is_nan() { -1.0 } else { effect.size };
    effects.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(Contrast {
        scenario: side.about(),
        differs: differs::differences(baseline, side),
        lifetime: lifetime::lifetime(baseline, side, &terms)?,
        partings: parting::partings(baseline, side, &terms)?,
        terms,
        identical,
        effects,
    })
}
