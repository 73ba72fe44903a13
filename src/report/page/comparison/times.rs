//! When they part: since when each observable is otherwise, and how long the regime lasts in both.

use maud::{Markup, html};

use super::super::picture::picture;
use super::super::table::{Cell, Column, Table};
use super::{against, each};
use crate::plot::Figure;
use crate::report::comparison::words::{in_office, starts};
use crate::report::comparison::{Contrast, Parting, Study, interval};
use crate::report::story::words::date;

/// None where nothing can be followed on both sides.
pub fn markup(study: &Study, figures: &[Figure]) -> Option<Markup> {
    let none = |contrast: &Contrast| contrast.partings.is_empty() && contrast.lifetime.is_none();
    if study.contrasts.iter().all(none) {
        return None;
    }
    Some(html! {
        p {
            "Told is from which week on the mean difference stays away from zero to the end: until then what differs could be chance. The band holds the \
             whole curve with 95 %. Counts are added up from the start."
        }
        (each(study, |contrast| one(study, contrast, figures)))
    })
}

fn one(study: &Study, contrast: &Contrast, figures: &[Figure]) -> Markup {
    let name = format!("parting-{}", contrast.scenario.name);
    let figure = figures.iter().find(|figure| figure.name == name);
    let last = contrast.partings.first().and_then(|parting| parting.dates.last().copied());
    html! {
        @if let Some(last) = last {
            (Table {
                caption: format!("{}: since when", against(study, contrast)),
                columns: vec![
                    Column::words("what"),
                    Column::number("parted by"),
                    Column::number(&format!("difference on {} (95 %)", date(last))),
                ],
                rows: contrast.partings.iter().map(row).collect(),
                sortable: true,
            }.markup())
        }
        @if let Some(lifetime) = &contrast.lifetime { p { (in_office(lifetime)) ". The test takes the futures for independent; of pairs its p is too large." } }
        @if let Some(figure) = figure { (picture(figure, "")) }
    }
}

fn row(parting: &Parting) -> Vec<Cell> {
    let end = parting.difference.last().zip(parting.band.last());
    let at_end = end.map_or("–".into(), |(difference, band)| interval(parting.measure, difference, band));
    let days = parting.from.and_then(|from| parting.dates.iter().position(|date| *date == from));
    vec![
        Cell::words(parting.words.as_str()),
        Cell::number(starts(parting), days.map_or(f64::NAN, |k| k as f64)),
        Cell::number(at_end, end.map_or(f64::NAN, |(difference, _)| difference.value)),
    ]
}
