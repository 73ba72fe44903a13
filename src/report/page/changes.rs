//! What the scenario changes: its dated interventions, and every number and switch that is not the ledger's.

use maud::{Markup, html};

use super::table::{Cell, Column, Table};
use crate::ledger::{self, Ledger, Prior};
use crate::report::figures::events::words;
use crate::report::story::words::date;
use crate::report::subject::Subject;
use crate::scenario::{Intervention, Mechanisms, Scenario};

/// A number that is not the ledger's.
struct Changed {
    path: String,
    unit: String,
    meaning: String,
    here: [f64; 3],
    there: [f64; 3],
}

pub fn markup(subject: &Subject) -> Markup {
    let Some(scenario) = &subject.scenario else {
        return html! { p { "This version of the program cannot read the record’s scenario, so it cannot say what it changes." } };
    };
    let (mut changed, switches) =
        (numbers(ledger::parameters(), &scenario.parameters, ""), switches(scenario));
    if let (None, Some(state)) = (&scenario.laboratory, ledger::initial(scenario.start)) {
        changed.extend(numbers(state, &scenario.initial, "initial."));
    }
    html! {
        @if scenario.laboratory.is_some() {
            p { "A laboratory: a made-up world without the country, as the scenario’s text under “Manifest” describes it." }
        } @else if scenario.interventions.is_empty() && changed.is_empty() && switches.is_empty() {
            p { "Nothing: all parameters are as the ledger has them, and nothing is done from outside." }
        } @else {
            p.quiet { "Against the parameter ledger, the initial state and a course without anything done from outside." }
        }
        @if !scenario.interventions.is_empty() {
            ul { @for dated in &scenario.interventions {
                li { strong { (date(dated.date)) } ": " (words(&dated.what)) @if let Some(text) = as_meant(&dated.what) { ": " code { (text) } } }
            } }
        }
        @if !switches.is_empty() {
            ul { @for switch in &switches { li { code { (switch) } } } }
        }
        @if !changed.is_empty() { (table(&changed)) }
    }
}

/// An intervention as a scenario has it, with all that it leaves unsaid; none where there is nothing to say but its name.
fn as_meant(what: &Intervention) -> Option<String> {
    let mut table = toml::Table::try_from(what).ok()?;
    table.retain(|_, value| value.as_table().is_none_or(|said| !said.is_empty()));
    let text =
        table.into_iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}

/// Mechanisms that stand otherwise than in a file that says nothing of them.
fn switches(scenario: &Scenario) -> Vec<String> {
    if scenario.laboratory.is_some() {
        return Vec::new();
    }
    let as_usual = toml::Table::try_from(Mechanisms::default()).unwrap_or_default();
    let here = toml::Table::try_from(scenario.mechanisms).unwrap_or_default();
    let other = here.into_iter().filter(|(key, word)| as_usual.get(key) != Some(word));
    other.map(|(key, word)| format!("mechanisms.{key} = {word}")).collect()
}

fn numbers(ledger: &Ledger, priors: &[Prior], prefix: &str) -> Vec<Changed> {
    let rows = ledger.iter().zip(priors).filter(|(row, prior)| **prior != row.prior);
    rows.map(|(row, prior)| Changed {
        path: format!("{prefix}{}", row.path),
        unit: row.unit.clone(),
        meaning: row.meaning.clone(),
        here: [0.05, 0.5, 0.95].map(|p| prior.quantile(p)),
        there: [row.low, row.central, row.high],
    })
    .collect()
}

fn table(changed: &[Changed]) -> Markup {
    let row = |row: &Changed| {
        let points = |[low, middle, high]: [f64; 3]| {
            let text = if low == high {
                written(middle)
            } else {
                format!("{} ({} to {})", written(middle), written(low), written(high))
            };
            Cell::number(text, middle)
        };
        let words = [&row.meaning, &row.unit].map(|text| Cell::words(text.as_str()));
        let [meaning, unit] = words;
        vec![Cell::words(row.path.as_str()), points(row.here), points(row.there), unit, meaning]
    };
    Table {
        caption: "Numbers that the scenario sets: median, with 5 and 95 % points where it is uncertain"
            .into(),
        columns: vec![
            Column::brief("parameter"),
            Column::number("here"),
            Column::number("in the ledger"),
            Column::brief("unit"),
            Column::words("meaning"),
        ],
        rows: changed.iter().map(row).collect(),
        sortable: false,
    }
    .markup()
}

/// Four figures, without zeros at the end.
fn written(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return "0".into();
    }
    let places = (3 - x.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{x:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiny;

    #[test]
    fn what_differs_from_the_ledger_is_named_and_nothing_else() {
        let sets = [("provider.wagner.combat", "1.25"), ("mechanisms.fuel", "off"), ("end", "2025-06-16")];
        let (_folder, record) = tiny::record("wagner-withdrawal.toml", 1, &sets);
        let text = markup(&Subject::new(&record).unwrap()).into_string();
        for said in [
            "6 Jun 2025",
            "Wagner leaves",
            "over_weeks = 8",
            "provider.wagner.combat",
            "1.25",
            "mechanisms.fuel = &quot;off&quot;",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(text.matches("scope=\"row\"").count(), 1, "{text}");
        let (_folder, record) = tiny::record("status-quo-2025.toml", 1, &[("end", "2025-06-16")]);
        assert!(markup(&Subject::new(&record).unwrap()).into_string().contains("Nothing:"));
    }

    #[test]
    fn numbers_have_four_figures() {
        assert_eq!([0.0, 1.25, 12345.6, 0.000_123_46].map(written), ["0", "1.25", "12346", "0.0001235"]);
    }
}
