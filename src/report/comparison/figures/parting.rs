//! When a scenario parts from the baseline: the paired difference of each observable over time.

use super::super::super::headline::Measure;
use super::super::{Contrast, Parting, Study};
use super::wording::{unit, wording};
use crate::plot::{Figure, PartingPanel, Partings, Quantity};

pub fn parting(study: &Study, contrast: &Contrast) -> Option<Figure> {
    let first = contrast.partings.first()?;
    let panels = contrast.partings.iter().map(panel).collect();
    let name = format!("parting-{}", contrast.scenario.name);
    let flows = "Counts are added up from the start; futures that stand still after a takeover or a settlement count with what they had by \
                 then.";
    let what = format!(
        "the band holds the whole curve with 95 %; dashes: from here on it stays on one side of zero. {flows}"
    );
    let mut wording = wording(study, &name, "When do they part?", &what);
    wording.subtitle = format!("{} less {}", contrast.scenario.name, study.baseline.name);
    Some(Partings { wording, dates: first.dates.clone(), panels }.figure())
}

fn panel(parting: &Parting) -> PartingPanel {
    let quantity = match parting.measure {
        Measure::Amount => Quantity::real(&parting.words, unit(&parting.words, &parting.unit)),
        _ => Quantity::points(&parting.words),
    };
    PartingPanel {
        title: parting.words.clone(),
        quantity,
        difference: parting.difference.iter().map(|difference| difference.value).collect(),
        band: parting.band.iter().map(|band| (band.low, band.high)).collect(),
        from: parting.from,
    }
}
