//! The map with a date that a reader moves, and the same numbers as a table.
//!
//! Without the script the map shows the last date, and the table the first and the last.

use maud::{Markup, PreEscaped, html};
use serde_json::json;

use super::picture::picture;
use super::table::{Cell, Column, Table};
use crate::geography;
use crate::plot::{Figure, Frame};
use crate::report::ReportFault;
use crate::report::figures::map::{Dated, atlas, dated};
use crate::report::story::words::date;
use crate::report::subject::Subject;

/// None where there is no country.
pub fn markup(subject: &Subject, figures: &[Figure]) -> Result<Option<Markup>, ReportFault> {
    let all = dated(subject)?;
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Ok(None) };
    let (sheets, frames) = atlas(&all).draw();
    let still = figures.iter().find(|figure| figure.name == "map-control");
    Ok(Some(html! {
        p {
            "The state’s share of effective control in each zone: left the mean of the futures, right how far they lie apart (half of \
             their own 5 to 95 % range)." (subject.followed()) " Outlines are simplified and are no statement on borders."
        }
        div.control id="map-control" hidden {
            label for="map-date" { "Date" }
            input id="map-date" type="range" min="0" max=(frames.len() - 1) value=(frames.len() - 1) step="1" aria-valuetext=(date(last.date));
            output id="map-date-shown" for="map-date" { (date(last.date)) }
        }
        div.atlas {
            @for sheet in &sheets { div { h3 { (capital(&sheet.title)) } (PreEscaped(&sheet.svg)) } }
        }
        script type="application/json" id="map-frames" { (PreEscaped(data(&frames))) }
        @if let Some(still) = still { noscript { (picture(still, "still")) } }
        (table(first, last))
    }))
}

/// The looks of all dates as JSON that can stand in a page.
pub(super) fn data(frames: &[Frame]) -> String {
    let frame = |frame: &Frame| {
        let looks = frame.looks.iter().map(|look| json!([look.fill, look.ink, look.number, look.words]));
        json!({ "title": frame.title, "zones": looks.collect::<Vec<_>>() })
    };
    let all: Vec<_> = frames.iter().map(frame).collect();
    json!(all).to_string().replace('<', "\\u003c")
}

fn table(first: &Dated, last: &Dated) -> Markup {
    let share = |dated: &Dated, zone: usize| {
        let (mean, width) = (100.0 * dated.means[zone], 100.0 * dated.widths[zone]);
        Cell::number(format!("{mean:.0} ({width:.0})"), mean)
    };
    let zones = geography::mali().zones.iter().enumerate();
    Table {
        caption:
            "Control by zone in per cent, with the half-width of the futures’ own 5 to 95 % range in brackets"
                .into(),
        columns: vec![
            Column::words("zone"),
            Column::number(&date(first.date)),
            Column::number(&date(last.date)),
        ],
        rows: zones
            .map(|(k, zone)| vec![Cell::words(zone.name.as_str()), share(first, k), share(last, k)])
            .collect(),
        sortable: true,
    }
    .markup()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Look;

    #[test]
    fn no_word_of_the_data_ends_the_script() {
        let look =
            Look { fill: "#fff".into(), ink: "#000".into(), number: "1".into(), words: "</script>".into() };
        let text = data(&[Frame { title: "1 June".into(), looks: vec![look] }]);
        assert!(!text.contains('<'), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back[0]["zones"][0][3], "</script>");
    }
}
