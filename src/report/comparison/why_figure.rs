//! The figure of why: what each piece of a difference does by itself, outcome by outcome.

use super::figures::caption;
use super::why::{Share, Split, Why};
use super::{Contrast, Study};
use crate::plot::{Difference, Figure, Forest, Quantity, Wording};

/// The pieces of a contrast in standard deviations of each outcome; none where it was not split.
pub fn figure(study: &Study, contrast: &Contrast) -> Option<Figure> {
    let why = study.why.iter().find(|why| why.scenario == contrast.scenario.name)?;
    let rows: Vec<Difference> = why.told().into_iter().flat_map(|split| rows(why, split)).collect();
    let what = "95 % intervals; grey where they hold zero. Interplay is what the pieces by themselves do not add up to.";
    let n = format!("{} replicates of each scenario on common random numbers", why.n);
    let wording = Wording {
        name: format!("why-{}", contrast.scenario.name),
        title: "Why: what each piece of the difference does by itself".into(),
        subtitle: format!("{} less {}", contrast.scenario.name, study.baseline.name),
        caption: caption(study, &n, what),
    };
    let quantity = Quantity::real("difference to the baseline, in standard deviations", "");
    let sides = (format!("less than in {}", study.baseline.name), "more".to_string());
    (!rows.is_empty()).then(|| Forest { wording, quantity, rows, sides }.figure())
}

fn rows(why: &Why, split: &Split) -> Vec<Difference> {
    let scaled = |x: f64| if split.deviation > 0.0 { x / split.deviation } else { 0.0 };
    let row = |name: &str, share: &Share| Difference {
        group: split.words.clone(),
        name: name.to_string(),
        estimate: scaled(share.estimate.value),
        lower: scaled(share.interval.low),
        upper: scaled(share.interval.high),
    };
    let mut rows = vec![row("all together", &split.whole)];
    rows.extend(why.pieces.iter().zip(&split.alone).map(|(piece, share)| row(piece, share)));
    rows.push(row("interplay", &split.interplay));
    rows
}
