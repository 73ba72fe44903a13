//! How often each thing happens that happens or not, with Wilson's interval.

use super::super::ReportFault;
use super::super::headline::{Group, Headline, Measure, headlines};
use super::super::subject::Subject;
use crate::plot::{Chance, Chances, Figure, Wording};
use crate::stats::proportion::Proportion;

pub fn figure(subject: &Subject) -> Result<Option<Figure>, ReportFault> {
    let mut rows = Vec::new();
    let chances = headlines().into_iter().filter(|h| h.measure == Measure::Chance);
    let laboratory = subject.is_laboratory();
    let told = |h: &Headline| subject.has_outcome(h.outcome) && (!laboratory || h.group == Group::Regime);
    for headline in chances.filter(|h| told(h)) {
        let values = subject.record.outcomes(headline.outcome)?;
        let share: Proportion = values.iter().filter(|x| x.is_finite()).map(|&x| x > 0.5).collect();
        if share.trials > 0 {
            let interval = share.wilson(0.95);
            rows.push(Chance {
                name: headline.title.to_string(),
                share: share.share(),
                lower: interval.low,
                upper: interval.high,
                expected: None,
            });
        }
    }
    if rows.is_empty() || (laboratory && rows.iter().all(|r| r.share == 0.0 || r.share == 1.0)) {
        return Ok(None);
    }
    let wording = Wording {
        name: "chances".into(),
        title: if laboratory { "What happens to the regime" } else { "What happens to the regime, to the bargain and to Kidal" }.into(),
        subtitle: format!("{}: share of simulated futures", subject.title),
        caption: subject.caption(
            "bars: share of futures; lines: 95 % interval of the share (Wilson), from the number of replicates alone.",
        ),
    };
    Ok(Some(Chances { wording, label: "share of simulated futures".into(), rows }.figure()))
}
