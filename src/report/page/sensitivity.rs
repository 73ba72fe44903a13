//! What moves the outcomes: the swing table of the same scenario, if there is one.
//!
//! `swing` leaves it in the folder of that name beside the record's, with `-swing` at its end, or in a folder inside the record.

use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::table::{Cell, Column, Table};
use crate::geography::table::Table as Sheet;
use crate::plot::Quantity;
use crate::record::Record;
use crate::report::headline::Measure;
use crate::report::number::plus_minus;
use crate::report::swing::{OUTCOMES, Watched};

/// Parameters told for each outcome.
const MOST: usize = 8;
/// Standard errors beyond which an effect has been shown.
const CLEAR: f64 = 4.0;

/// The largest swings, if there are any; and from where they are.
pub fn markup(record: &Record) -> Option<Markup> {
    let path = places(record.folder()).into_iter().find(|path| path.is_file())?;
    let sheet = Sheet::parse("swing.csv", &std::fs::read_to_string(&path).ok()?).ok()?;
    let tables: Vec<Markup> = OUTCOMES.iter().filter_map(|watched| table(watched, &sheet)).collect();
    if tables.is_empty() {
        return None;
    }
    let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    Some(html! {
        p {
            "Each uncertain parameter by itself at the 5 and at the 95 % point of what is believed of it, all else drawn as usual on \
             common random numbers. Told are the largest effects on the mean beyond four standard errors"
            @if let Some(folder) = folder { ", from " code { (folder) "/swing.csv" } }
            "."
        }
        @for table in tables { (table) }
    })
}

fn places(folder: &Path) -> Vec<PathBuf> {
    let beside = folder.file_name().map(|name| {
        let mut name = name.to_os_string();
        name.push("-swing");
        folder.with_file_name(name).join("swing.csv")
    });
    [Some(folder.join("swing").join("swing.csv")), Some(folder.join("swing.csv")), beside]
        .into_iter()
        .flatten()
        .collect()
}

fn table(watched: &Watched, sheet: &Sheet) -> Option<Markup> {
    let rows = sheet.rows().filter_map(|row| {
        let text = |column: &str| row.text(column).ok().map(str::to_string);
        let number = |column: &str| text(column)?.parse::<f64>().ok().filter(|x| x.is_finite());
        if text("outcome")? != watched.outcome || number("errors")? < CLEAR {
            return None;
        }
        let scale = if watched.measure == Measure::Amount { 1.0 } else { 100.0 };
        let (effect, error) = (number("effect")?, number("standard_error")?);
        let plain = Quantity::real("", "");
        let at = format!(
            "{} → {} {}",
            plain.number(number("at_5")?),
            plain.number(number("at_95")?),
            text("unit")?
        );
        Some(vec![
            Cell::words(text("parameter")?),
            Cell::words(text("meaning")?),
            Cell::words(at),
            Cell::number(plus_minus(scale * effect, scale * error), effect),
        ])
    });
    let rows: Vec<Vec<Cell>> = rows.take(MOST).collect();
    if rows.is_empty() {
        return None;
    }
    let unit = match watched.measure {
        Measure::Amount => "",
        _ => ", points",
    };
    let table = Table {
        caption: format!("What moves: {}", watched.words),
        columns: vec![
            Column::brief("parameter"),
            Column::words("meaning"),
            Column::brief("from → to"),
            Column::number(&format!("effect ± error{unit}")),
        ],
        rows,
        sortable: true,
    };
    Some(table.markup())
}
