//! The page of a comparison, from parts made ready: it knows words and figures, not how scenarios are compared.

use maud::{Markup, html};

use super::document::{Document, Section};
use super::picture::picture;
use super::table::{Cell, Column, Table};
use crate::plot::Figure;

/// What a comparison's page tells.
pub struct Parts {
    /// The baseline's title.
    pub baseline: String,
    /// Replicates, seeds and versions in a line.
    pub subtitle: String,
    /// Sentences, the one that answers first.
    pub answer: Vec<String>,
    pub contrasts: Vec<Contrast>,
    pub figures: Vec<Figure>,
    /// Paragraphs on the intervals, and on what the comparison is not.
    pub method: Vec<String>,
    /// Name and value of what identifies each side.
    pub manifest: Vec<(String, String)>,
    /// Program and version.
    pub made_by: String,
}

/// A scenario against the baseline.
pub struct Contrast {
    pub title: String,
    /// How far the two can be compared: other seed, version, dates.
    pub remarks: Vec<String>,
    /// What differs: what, in the baseline, here, meaning.
    pub differs: Vec<[String; 4]>,
    /// The largest effect first.
    pub effects: Vec<Row>,
}

/// An outcome on both sides, each number as written with what it is sorted by.
pub struct Row {
    pub words: String,
    pub unit: String,
    pub baseline: (String, f64),
    pub scenario: (String, f64),
    pub difference: (String, f64),
    pub interval: String,
    pub better: (String, f64),
    /// By how much pairing shrank the variance; NaN if unpaired.
    pub gain: f64,
}

/// The page.
pub fn of_comparison(parts: &Parts) -> String {
    let section = |id, title: &str, body| Section { id, title: title.into(), body };
    let mut sections = vec![section("answer", "The answer", answer(&parts.answer))];
    sections.push(section("differs", "What differs", each(parts, differs)));
    sections.push(section("effects", "What follows", each(parts, effects)));
    if !parts.figures.is_empty() {
        let figures = html! { @for figure in &parts.figures { (picture(figure, "")) } };
        sections.push(section("figures", "Figures", figures));
    }
    sections.push(section(
        "method",
        "Method and limits",
        html! { @for text in &parts.method { p { (text) } } },
    ));
    let facts = html! { dl.facts { @for (name, fact) in &parts.manifest { dt { (name) } dd { (fact) } } } };
    sections.push(section("manifest", "Manifest", facts));
    let others: Vec<&str> = parts.contrasts.iter().map(|contrast| contrast.title.as_str()).collect();
    Document {
        title: format!("{}, against: {}", others.join(" · "), parts.baseline),
        kind: "Simulated futures compared".into(),
        subtitle: parts.subtitle.clone(),
        sections,
        footer: format!(
            "Made by {}. A difference between scenarios is what the change does inside the model.",
            parts.made_by
        ),
    }
    .html()
}

fn answer(sentences: &[String]) -> Markup {
    html! {
        @if let Some((first, others)) = sentences.split_first() {
            p.lead { (first) }
            @if !others.is_empty() { p { (others.join(" ")) } }
        }
    }
}

/// The same of every scenario, under its title.
fn each(parts: &Parts, of: fn(&Parts, &Contrast) -> Markup) -> Markup {
    html! { @for contrast in &parts.contrasts { h3 { (contrast.title) } (of(parts, contrast)) } }
}

fn differs(parts: &Parts, contrast: &Contrast) -> Markup {
    let table = Table {
        caption: format!("What {} has otherwise than {}", contrast.title, parts.baseline),
        columns: ["what", "in the baseline", "here", "meaning"].map(Column::words).into(),
        rows: contrast.differs.iter().map(|row| row.iter().map(Cell::words).collect()).collect(),
        sortable: false,
    };
    html! {
        @for remark in &contrast.remarks { p.warning { (remark) } }
        @if contrast.differs.is_empty() { p { "Nothing." } } @else { (table.markup()) }
    }
}

fn effects(parts: &Parts, contrast: &Contrast) -> Markup {
    let number = |(text, by): &(String, f64)| Cell::number(text.as_str(), *by);
    let row = |row: &Row| {
        let gain = if row.gain.is_finite() { format!("{:.1}", row.gain) } else { String::new() };
        vec![
            Cell::words(row.words.as_str()),
            Cell::words(row.unit.as_str()),
            number(&row.baseline),
            number(&row.scenario),
            number(&row.difference),
            Cell::number(row.interval.as_str(), row.difference.1),
            number(&row.better),
            Cell::number(gain, row.gain),
        ]
    };
    Table {
        caption: format!("{} against {}: the largest effect first", contrast.title, parts.baseline),
        columns: vec![
            Column::words("outcome"),
            Column::brief("unit"),
            Column::number("baseline ± error"),
            Column::number("here ± error"),
            Column::number("difference ± error"),
            Column::number("95 %"),
            Column::number("better in"),
            Column::number("variance reduced"),
        ],
        rows: contrast.effects.iter().map(row).collect(),
        sortable: true,
    }
    .markup()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_opens_with_its_answer_and_says_what_differs() {
        let contrast = Contrast {
            title: "Fuel crisis".into(),
            remarks: vec!["Other seeds: unpaired.".into()],
            differs: vec![["fuel.stock".into(), "14".into(), "9".into(), "days".into()]],
            effects: vec![Row {
                words: "All deaths".into(),
                unit: "persons".into(),
                baseline: ("4,000 ± 80".into(), 4000.0),
                scenario: ("4,400 ± 90".into(), 4400.0),
                difference: ("400 ± 30".into(), 400.0),
                interval: "340 to 460".into(),
                better: ("31 %".into(), 0.31),
                gain: f64::NAN,
            }],
        };
        let page = of_comparison(&Parts {
            baseline: "Nothing changes".into(),
            subtitle: "n = 1,000".into(),
            answer: vec!["400 more die.".into(), "Nothing else moves.".into()],
            contrasts: vec![contrast],
            figures: Vec::new(),
            method: vec!["Paired.".into()],
            manifest: vec![("seed".into(), "1".into())],
            made_by: "concession".into(),
        });
        let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("{word}"));
        assert!(at("400 more die.") < at("Other seeds: unpaired.") && at("fuel.stock") < at("340 to 460"));
        assert!(page.contains("data-by=\"400\"") && !page.contains("NaN"));
    }
}
