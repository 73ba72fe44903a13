//! The page of a comparison: the same pieces as a record's page, told of several scenarios against the first.
//!
//! ```text
//! answer · what differs · questions · effects · how distributions move · when they part · figures · maps · pairs of futures
//!        · is n enough? · why · method and limits · what may be compared · manifest
//! ```

mod answer;
mod closing;
mod differs;
mod effects;
mod enough;
mod gallery;
mod maps;
mod questions;
mod stories;
#[cfg(test)]
mod tests;
mod times;
mod why;

use maud::{Markup, html};

use super::document::{Document, Section};
use crate::plot::Figure;
use crate::report::ReportFault;
use crate::report::comparison::{About, Contrast, Side, Study};
use crate::report::story::words::whole;

/// What a page of a comparison may leave out.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Run pairs of replicates again and tell them.
    pub stories: bool,
}

/// The page of a comparison with its figures.
pub fn of_comparison(
    sides: &[Side],
    study: &Study,
    figures: &[Figure],
    options: Options,
) -> Result<String, ReportFault> {
    let section = |id, title: &str, body| Section { id, title: title.into(), body };
    let mut sections = vec![
        section("answer", "The answer", answer::markup(study)),
        section("differs", "What differs between the files", differs::markup(study)),
    ];
    sections.extend(questions::markup(study).map(|body| section("questions", "Questions", body)));
    sections.push(section("effects", "What follows", effects::markup(study)));
    sections
        .extend(effects::pairs(study).map(|body| section("pairs", "In how many pairs things differ", body)));
    sections.extend(effects::shifts(study).map(|body| section("shifts", "How the distributions move", body)));
    sections.extend(times::markup(study, figures).map(|body| section("parting", "When do they part?", body)));
    sections.extend(gallery::section(figures));
    sections.extend(maps::markup(sides, study)?.map(|body| section("map", "Control by zone", body)));
    if options.stories {
        sections.extend(
            stories::markup(sides, study)?
                .map(|body| section("stories", "The same luck in both worlds", body)),
        );
    }
    sections.push(section("enough", "Is n enough?", enough::markup(sides, study)?));
    sections.extend(why::markup(study, figures).map(|body| section("why", "Why?", body)));
    sections.push(section("method", "Method and limits", closing::method(sides, study)?));
    sections.push(section("terms", "What may be compared", closing::terms(study)));
    sections.push(section("manifest", "Manifest", closing::manifests(sides)?));
    Ok(Document {
        title: title(study),
        kind: "Simulated futures compared".into(),
        subtitle: subtitle(study),
        sections,
        footer: format!(
            "Made by {} {}. A difference between scenarios is what the change does inside the model, not what it would do in the world.",
            sides.first().map_or("", |side| side.record.manifest().program.as_str()),
            study.baseline.version
        ),
    }
    .html())
}

fn title(study: &Study) -> String {
    let others: Vec<&str> = study.contrasts.iter().map(|contrast| contrast.scenario.title.as_str()).collect();
    format!("{} – against: {}", others.join(" · "), study.baseline.title)
}

fn subtitle(study: &Study) -> String {
    let pairs: Vec<String> = study
        .contrasts
        .iter()
        .map(|contrast| match contrast.terms.paired {
            true => format!(
                "{}: {} pairs of replicates on common random numbers",
                contrast.scenario.name,
                whole(contrast.terms.common as f64)
            ),
            false => format!(
                "{}: {} independent replicates",
                contrast.scenario.name,
                whole(contrast.scenario.replicates as f64)
            ),
        })
        .collect();
    format!("Against {} (seed {}). {}.", study.baseline.name, study.baseline.seed, pairs.join("; "))
}

/// All sides, the baseline first.
fn all(study: &Study) -> impl Iterator<Item = &About> {
    std::iter::once(&study.baseline).chain(study.contrasts.iter().map(|contrast| &contrast.scenario))
}

/// The same of every scenario, under its name where there are several.
fn each(study: &Study, of: impl Fn(&Contrast) -> Markup) -> Markup {
    let several = study.contrasts.len() > 1;
    html! {
        @for contrast in &study.contrasts {
            @if several { h3 { (against(study, contrast)) } }
            (of(contrast))
        }
    }
}

fn against(study: &Study, contrast: &Contrast) -> String {
    format!("{} against {}", contrast.scenario.name, study.baseline.name)
}
