//! The figures of a comparison.
//!
//! The forest of the largest effects, in standard deviations so that outcomes of different units stand side by side, and one of those
//! that are shares, in points; the table of outcomes by scenarios; when each scenario parts from the baseline; quantiles from scenario to
//! scenario; and of the outcomes that move most the distributions, as curves and as histograms.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::ReportFault;
use super::super::headline::Measure;
use super::effect::{self, Effect};
use super::outcomes::{Good, Outcome};
use super::{Asked, Contrast, Parting, Side, Study, interval, outcomes, why_figure};
use crate::plot::{
    Difference, Ecdfs, Figure, Forest, HeatCell, HeatRow, HeatTable, PartingPanel, Partings, PlotError,
    Quantity, Ridges, SlopePanel, Slopes, Wording,
};
use crate::record::RecordFault;
use crate::stats::quantile::{quantile, sorted};

/// Rows of a forest, rows of the heat table, panels of the slopes, outcomes whose distributions are drawn.
const FOREST: usize = 18;
const TABLE: usize = 34;
const PANELS: usize = 6;
const DISTRIBUTIONS: usize = 4;
/// Quantiles of the slopes.
const POINTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

type Job<'s> = Box<dyn Fn() -> Result<Option<Figure>, ReportFault> + Send + Sync + 's>;

/// Draws all figures into a folder and names the files.
pub fn draw(
    sides: &[Side],
    asked: &Asked,
    study: &Study,
    folder: &Path,
) -> Result<Vec<PathBuf>, ReportFault> {
    std::fs::create_dir_all(folder).map_err(|fault| PlotError::File { path: folder.to_path_buf(), fault })?;
    let written: Vec<Vec<PathBuf>> = jobs(sides, asked, study)
        .into_par_iter()
        .map(|job| match job()? {
            Some(figure) => Ok(figure.write(folder)?),
            None => Ok(Vec::new()),
        })
        .collect::<Result<_, ReportFault>>()?;
    Ok(written.into_iter().flatten().collect())
}

fn jobs<'s>(sides: &'s [Side], asked: &Asked, study: &'s Study) -> Vec<Job<'s>> {
    let order = order(study);
    let known = outcomes::common(sides, asked.all, &asked.only).outcomes;
    let number = |name: &&String| {
        known.iter().any(|outcome| outcome.name == **name && outcome.measure != Measure::Chance)
    };
    let find = |name: &String| known.iter().find(|outcome| outcome.name == *name).cloned();
    let numbers: Vec<Outcome> = order.iter().filter(number).take(PANELS).filter_map(find).collect();
    let moved = order.clone();
    let mut jobs: Vec<Job> = vec![
        Box::new({
            let order = order.clone();
            move || Ok(forest(study, &order, true))
        }),
        Box::new({
            let order = order.clone();
            move || Ok(forest(study, &order, false))
        }),
        Box::new(move || Ok(heat(study, &moved))),
    ];
    jobs.extend(
        study.contrasts.iter().map(|contrast| -> Job { Box::new(move || Ok(parting(study, contrast))) }),
    );
    jobs.extend(
        study
            .contrasts
            .iter()
            .map(|contrast| -> Job { Box::new(move || Ok(why_figure::figure(study, contrast))) }),
    );
    let shown: Vec<Outcome> = numbers.iter().take(DISTRIBUTIONS).cloned().collect();
    for outcome in shown {
        let other = outcome.clone();
        jobs.push(Box::new(move || Ok(Some(ecdfs(study, sides, &other)?))));
        jobs.push(Box::new(move || Ok(Some(ridges(study, sides, &outcome)?))));
    }
    jobs.push(Box::new(move || {
        if numbers.is_empty() { Ok(None) } else { Ok(Some(slopes(study, sides, &numbers)?)) }
    }));
    jobs
}

/// Outcomes by the largest effect that any scenario has.
fn order(study: &Study) -> Vec<String> {
    let mut sizes: Vec<(String, f64)> = Vec::new();
    for effect in study.contrasts.iter().flat_map(|contrast| &contrast.effects) {
        let size = if effect.size.is_finite() { effect.size } else { -1.0 };
        match sizes.iter_mut().find(|(name, _)| *name == effect.outcome) {
            Some(known) => known.1 = known.1.max(size),
            None => sizes.push((effect.outcome.clone(), size)),
        }
    }
    sizes.sort_by(|a, b| b.1.total_cmp(&a.1));
    sizes.into_iter().map(|(name, _)| name).collect()
}

fn effects<'s>(study: &'s Study, name: &str) -> Vec<(&'s Contrast, &'s Effect)> {
    let find = |contrast: &'s Contrast| {
        Some((contrast, contrast.effects.iter().find(|effect| effect.outcome == name)?))
    };
    study.contrasts.iter().filter_map(find).collect()
}

/// Differences in standard deviations, or those of shares in points.
fn forest(study: &Study, order: &[String], standardized: bool) -> Option<Figure> {
    let several = study.contrasts.len() > 1;
    let mut rows = Vec::new();
    let most = if several { FOREST * 2 / 3 } else { FOREST };
    let fits = |name: &&String| {
        effects(study, name).iter().any(|(_, effect)| standardized || effect.measure != Measure::Amount)
    };
    for name in order.iter().filter(fits).take(most) {
        for (contrast, effect) in effects(study, name) {
            let unit = if standardized { effect.deviation } else { 1.0 };
            let scaled = |x: f64| if unit > 0.0 { x / unit } else { 0.0 };
            let ends = effect.simultaneous.unwrap_or(effect.interval);
            let words = effect.words.clone();
            rows.push(Difference {
                group: if several { words.clone() } else { String::new() },
                name: if several { contrast.scenario.name.clone() } else { words },
                estimate: scaled(effect.difference.value),
                lower: scaled(ends.low),
                upper: scaled(ends.high),
            });
        }
    }
    if rows.is_empty() {
        return None;
    }
    let (name, title, quantity) = if standardized {
        (
            "effects",
            "What changes most",
            Quantity::real("difference to the baseline, in standard deviations over replicates", ""),
        )
    } else {
        (
            "effects-points",
            "What changes: shares and probabilities",
            Quantity::points("difference to the baseline, in percentage points"),
        )
    };
    let intervals =
        if several { "95 % intervals that hold for all scenarios at once" } else { "95 % intervals" };
    let sides = (format!("less than in {}", study.baseline.name), "more".to_string());
    Some(
        Forest {
            wording: wording(study, name, title, &format!("{intervals}; grey where they hold zero.")),
            quantity,
            rows,
            sides,
        }
        .figure(),
    )
}

fn heat(study: &Study, order: &[String]) -> Option<Figure> {
    let row = |name: &String| {
        let found = effects(study, name);
        let words = found.first()?.1.words.clone();
        Some(HeatRow { name: words, cells: found.iter().map(|(_, effect)| cell(effect)).collect() })
    };
    let rows: Vec<HeatRow> = order.iter().take(TABLE).filter_map(row).collect();
    let columns: Vec<String> =
        study.contrasts.iter().map(|contrast| contrast.scenario.name.clone()).collect();
    if rows.iter().any(|row| row.cells.len() != columns.len()) {
        return None;
    }
    let what = "“Better” is meant as the government in Bamako would have it; of deaths, shortages and displacement, as anybody would. \
                White: the 95 % interval holds zero.";
    let wording = wording(study, "table", "What each scenario changes", what);
    Some(HeatTable { wording, columns, rows }.figure())
}

fn cell(effect: &Effect) -> HeatCell {
    let ends = effect.simultaneous.unwrap_or(effect.interval);
    let words = interval(effect.measure, &effect.difference, &ends);
    HeatCell {
        words: ascii_spaces(words.split(" (").next().unwrap_or_default()),
        size: if effect.difference.value == 0.0 {
            0.0
        } else {
            effect.size.copysign(effect.difference.value)
        },
        more_is_better: effect.good.map(|good| good == Good::More),
        holds_zero: !(ends.low > 0.0 || ends.high < 0.0),
    }
}

/// The embedded font has no narrow space.
fn ascii_spaces(words: &str) -> String {
    words.replace('\u{202f}', ",")
}

fn parting(study: &Study, contrast: &Contrast) -> Option<Figure> {
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

/// A unit that the words do not say already.
fn unit<'u>(words: &str, unit: &'u str) -> &'u str {
    let said = ["Weeks", "Months", "million", "times official", "Deaths", "trucks", "attempts"];
    if unit == "ratio" || said.iter().any(|word| words.contains(word)) { "" } else { unit }
}

/// Names of all sides, the baseline first, with what they have of an outcome.
fn values(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Vec<(String, Vec<f64>)>, RecordFault> {
    let names = std::iter::once(&study.baseline.name).chain(study.contrasts.iter().map(|c| &c.scenario.name));
    names.zip(sides).map(|(name, side)| Ok((name.clone(), effect::column(side, outcome)?))).collect()
}

fn quantity(outcome: &Outcome, values: &[(String, Vec<f64>)]) -> Quantity {
    let name = lowered(&outcome.words);
    match outcome.measure {
        Measure::Chance | Measure::Share => Quantity::share(&name),
        Measure::Points => Quantity::points(&name),
        Measure::Amount => {
            let finite = || values.iter().flat_map(|(_, values)| values).filter(|x| x.is_finite());
            let whole = finite().all(|x| x.fract() == 0.0);
            let floor = finite().all(|&x| x >= 0.0).then_some(0.0);
            Quantity { whole, floor, ..Quantity::real(&name, unit(&outcome.words, &outcome.unit)) }
        }
    }
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn ecdfs(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Figure, ReportFault> {
    let curves = values(study, sides, outcome)?;
    let name = format!("distributions-{}", outcome.name.replace('.', "-"));
    let wording = wording(study, &name, &outcome.words, "a curve farther right has higher values.");
    Ok(Ecdfs { wording, quantity: quantity(outcome, &curves), curves }.figure())
}

fn ridges(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Figure, ReportFault> {
    let rows = values(study, sides, outcome)?;
    let name = format!("ridges-{}", outcome.name.replace('.', "-"));
    let wording = wording(study, &name, &outcome.words, "");
    Ok(Ridges { wording, quantity: quantity(outcome, &rows), rows }.figure())
}

fn slopes(study: &Study, sides: &[Side], outcomes: &[Outcome]) -> Result<Figure, ReportFault> {
    let mut panels = Vec::new();
    for outcome in outcomes {
        let values = values(study, sides, outcome)?;
        let at = |(_, values): &(String, Vec<f64>)| {
            let finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            let sorted = sorted(&finite);
            POINTS.iter().map(|&p| quantile(&sorted, p)).collect()
        };
        panels.push(SlopePanel {
            title: outcome.words.clone(),
            quantity: quantity(outcome, &values),
            quantiles: values.iter().map(at).collect(),
        });
    }
    let scenarios =
        std::iter::once(&study.baseline.name).chain(study.contrasts.iter().map(|c| &c.scenario.name));
    let wording = wording(
        study,
        "quantiles",
        "How the distributions move",
        "5, 25, 50, 75 and 95 % points of the replicates.",
    );
    Ok(Slopes { wording, scenarios: scenarios.cloned().collect(), points: POINTS.to_vec(), panels }.figure())
}

/// Title, what is compared, and a caption with n, `what` is drawn, seed and what it is worth.
fn wording(study: &Study, name: &str, title: &str, what: &str) -> Wording {
    let others: Vec<&str> = study.contrasts.iter().map(|contrast| contrast.scenario.name.as_str()).collect();
    let n: Vec<String> = study
        .contrasts
        .iter()
        .map(|contrast| match contrast.terms.paired {
            true => format!("{} pairs on common random numbers", contrast.terms.common),
            false => format!(
                "{} and {} independent replicates",
                study.baseline.replicates, contrast.scenario.replicates
            ),
        })
        .collect();
    let n = if n.windows(2).all(|pair| pair[0] == pair[1]) { n[0].clone() } else { n.join("; ") };
    Wording {
        name: name.to_string(),
        title: title.to_string(),
        subtitle: format!("{} against {}", listed(&others), study.baseline.name),
        caption: caption(study, &n, what),
    }
}

/// n, `what` is drawn, seed and what it is worth.
pub fn caption(study: &Study, n: &str, what: &str) -> String {
    format!(
        "n = {n}; {what}{} Seed {}. Inside the model: differences between simulated futures under its assumptions. Source: \
         concession {}, data and their sources in its data/README.md.",
        if what.is_empty() { "as drawn." } else { "" },
        study.baseline.seed,
        study.baseline.version
    )
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
