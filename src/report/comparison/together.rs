//! Intervals that hold for several scenarios at once.
//!
//! For each outcome: of numbers the max-t bootstrap over the differences to the baseline, resampling replicates with all their
//! scenarios; of probabilities, and where records are not paired, the interval of each at the level 1 − .05/k (Bonferroni). They
//! hold over the scenarios of one row, not over all rows of the table.

use super::LEVEL;
use super::effect::{BOOTSTRAP_SEED, Effect};
use crate::report::headline::Measure;
use crate::stats::estimate::Interval;
use crate::stats::max_t::MaxT;
use crate::stats::paired_proportion::PairedProportion;
use crate::stats::proportion::Proportion;
use crate::stats::simultaneous::bonferroni;
use crate::stats::unpaired::Unpaired;
use crate::stats::unpaired_proportion::UnpairedProportion;

/// Resamples of the subjects for one outcome.
const RESAMPLES: usize = 2_000;

/// One scenario's values beside the baseline's, by index of the replicate.
pub struct Beside<'v> {
    pub paired: bool,
    pub first: &'v [f64],
    pub second: &'v [f64],
    /// The difference by index of the replicate; NaN where a side has none.
    pub differences: Vec<f64>,
}

/// Gives the effects of one outcome, one a scenario, their intervals for all at once.
pub fn add(effects: &mut [&mut Effect], beside: &[Beside]) {
    if effects.len() < 2 {
        return;
    }
    let intervals = if beside.iter().all(|side| side.paired) && effects[0].measure != Measure::Chance {
        max_t(beside)
    } else {
        let level = bonferroni(LEVEL, effects.len());
        beside.iter().map(|side| alone(side, effects[0].measure, level)).collect()
    };
    for (effect, interval) in effects.iter_mut().zip(intervals) {
        effect.simultaneous = Some(Interval { level: LEVEL, ..interval });
    }
}

fn max_t(beside: &[Beside]) -> Vec<Interval> {
    let columns: Vec<&[f64]> = beside.iter().map(|side| side.differences.as_slice()).collect();
    MaxT::of(&columns, RESAMPLES, BOOTSTRAP_SEED, LEVEL).intervals()
}

fn alone(side: &Beside, measure: Measure, level: f64) -> Interval {
    let share = |values: &[f64]| values.iter().map(|&x| x > 0.5).collect::<Proportion>();
    match (measure, side.paired) {
        (Measure::Chance, true) => {
            let pairs = side.first.iter().zip(side.second).map(|(&a, &b)| (a > 0.5, b > 0.5));
            pairs.collect::<PairedProportion>().newcombe(level)
        }
        (Measure::Chance, false) => {
            UnpairedProportion { first: share(side.first), second: share(side.second) }.newcombe(level)
        }
        (_, true) => {
            let pairs = side.first.iter().copied().zip(side.second.iter().copied());
            pairs.collect::<crate::stats::paired::Paired>().interval(level)
        }
        (_, false) => Unpaired::of(side.first, side.second).interval(level),
    }
}
