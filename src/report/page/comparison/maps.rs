//! Control by zone in every scenario and what each changes, with one date that a reader moves.
//!
//! Without the script the maps show the last date.

use maud::{Markup, PreEscaped, html};
use rayon::prelude::*;

use super::super::map::data;
use super::super::table::{Cell, Column, Table};
use super::{against, all};
use crate::geography;
use crate::plot::{Atlas, Frame, Sheet};
use crate::report::ReportFault;
use crate::report::comparison::maps::{Ground, atlases, ground};
use crate::report::comparison::{Side, Study};
use crate::report::story::words::date;
use crate::report::subject::Subject;

/// None where there is no country.
pub fn markup(sides: &[Side], study: &Study) -> Result<Option<Markup>, ReportFault> {
    let subjects: Vec<Subject> =
        sides.iter().map(|side| Subject::new(&side.record)).collect::<Result<_, ReportFault>>()?;
    let Some(ground) = ground(study, sides, &subjects)? else { return Ok(None) };
    let (rows, frames) = draw(&atlases(&ground));
    let last = ground.dates.last().map_or(String::new(), |&last| date(last));
    let names: Vec<String> = all(study)
        .map(|about| about.name.clone())
        .chain(study.contrasts.iter().map(|contrast| format!("{}: the difference", against(study, contrast))))
        .collect();
    Ok(Some(html! {
        p {
            "The state’s share of effective control in each zone. Of each scenario: left the mean of its futures, right how far they lie apart (half of \
             their 5 to 95 % range). Of each difference: left its mean over the pairs (blue: more control than in " (study.baseline.name)
            ", orange: less), right half of its 95 % interval; a difference smaller than that has not been shown. Futures that end in a takeover of Bamako or a \
             settlement leave the levels from then on, and stay in the differences with what they had. Outlines are simplified and are no statement on borders."
        }
        div.control id="map-control" hidden {
            label for="map-date" { "Date of all maps" }
            input id="map-date" type="range" min="0" max=(frames.len().saturating_sub(1)) value=(frames.len().saturating_sub(1)) step="1" aria-valuetext=(last);
            output id="map-date-shown" for="map-date" { (last) }
        }
        @for (name, sheets) in names.iter().zip(&rows) {
            h3 { (name) }
            div.atlas { @for sheet in sheets { div { h4 { (capital(&sheet.title)) } (PreEscaped(&sheet.svg)) } } }
        }
        script type="application/json" id="map-frames" { (PreEscaped(data(&frames))) }
        (table(study, &ground))
    }))
}

/// The sheets of each atlas, and the looks of all their zones at each date.
fn draw(atlases: &[Atlas]) -> (Vec<[Sheet; 2]>, Vec<Frame>) {
    let drawn: Vec<([Sheet; 2], Vec<Frame>)> = atlases
        .par_iter()
        .enumerate()
        .map(|(k, atlas)| atlas.draw_after(2 * k * atlas.zones.len()))
        .collect();
    let (mut rows, mut together): (Vec<[Sheet; 2]>, Vec<Frame>) = (Vec::new(), Vec::new());
    for (sheets, frames) in drawn {
        rows.push(sheets);
        if together.is_empty() {
            together = frames;
        } else {
            for (frame, more) in together.iter_mut().zip(frames) {
                frame.looks.extend(more.looks);
            }
        }
    }
    (rows, together)
}

/// The last date in numbers.
fn table(study: &Study, ground: &Ground) -> Markup {
    let mut columns = vec![Column::words("zone")];
    columns.extend(all(study).map(|about| Column::number(&about.name)));
    columns.extend(
        study
            .contrasts
            .iter()
            .map(|contrast| Column::number(&format!("{}: difference (points)", contrast.scenario.name))),
    );
    let row = |(k, zone): (usize, &geography::Zone)| {
        let mut row = vec![Cell::words(zone.name.as_str())];
        for dated in ground.levels.iter().filter_map(|all| all.last()) {
            let (mean, width) = (100.0 * dated.means[k], 100.0 * dated.widths[k]);
            row.push(Cell::number(format!("{mean:.0} ({width:.0})"), mean));
        }
        for dated in ground.differences.iter().filter_map(|all| all.last()) {
            let (mean, half) = (100.0 * dated.means[k], 100.0 * dated.widths[k]);
            row.push(Cell::number(format!("{mean:+.1} ± {half:.1}").replace('-', "−"), mean));
        }
        row
    };
    let last = ground.dates.last().map_or(String::new(), |&last| date(last));
    Table {
        caption: format!(
            "Control by zone on {last} in per cent, with the half-width of the futures’ own 5 to 95 % range in brackets; differences in points ± half of \
             their 95 % interval"
        ),
        columns,
        rows: geography::mali().zones.iter().enumerate().map(row).collect(),
        sortable: true,
    }
    .markup()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
