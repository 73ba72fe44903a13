//! What was observed, to lie on a curve. Each series names its source; it is for comparison, never an input.

use jiff::civil::Date;

use crate::geography::table::Table;

/// Deaths in Mali month by month, all types, as UCDP counts them.
pub fn ucdp_monthly() -> Vec<(Date, f64)> {
    let text = include_str!("../../../data/observed/fatalities_monthly.csv");
    series("data/observed/fatalities_monthly.csv", text, |row| {
        let [country, kind] = ["country", "type"].map(row);
        let first = format!("{}-01", row("month"));
        (country == "MLI" && kind == "all").then(|| (first, row("deaths_best")))
    })
}

/// Persons displaced inside Mali.
pub fn displaced() -> Vec<(Date, f64)> {
    let text = include_str!("../../../data/observed/displaced.csv");
    series("data/observed/displaced.csv", text, |row| {
        (row("kind") == "inside").then(|| (row("date"), row("persons")))
    })
}

/// The rows of a table that `pick` makes a date and a number of.
fn series(
    name: &str,
    text: &str,
    pick: impl Fn(&dyn Fn(&str) -> String) -> Option<(String, String)>,
) -> Vec<(Date, f64)> {
    let table = Table::parse(name, text).expect("observed series are read in the tests");
    let picked = table.rows().filter_map(|row| {
        let (date, value) = pick(&|column| row.text(column).unwrap_or_default().to_string())?;
        Some((date.parse().ok()?, value.parse().ok()?))
    });
    picked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_one_count_and_the_worst_is_that_of_moura_or_later() {
        let months = ucdp_monthly();
        assert!(months.len() > 60 && months.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let most = months.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert!(most.0.year() >= 2022 && most.1 > 300.0, "{most:?}");
    }

    #[test]
    fn the_displaced_are_hundreds_of_thousands() {
        assert!(displaced().len() >= 4 && displaced().iter().all(|d| (2e5..6e5).contains(&d.1)));
    }
}
