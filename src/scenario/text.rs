//! The scenario as meant → a file: every key, every parameter, nothing implicit left.

use super::{Change, Dated, Expectation, Laboratory, LaboratoryBand, Scenario, Stated};
use crate::ledger::{self, Ledger};
use crate::observe::questions::{Asks, Question, Span};
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write;
use toml::Value;

/// The text of a scenario; it reads back as the same.
pub fn of(scenario: &Scenario) -> String {
    let mut text = head(scenario);
    section(&mut text, "parameters", ledger::parameters(), &scenario.changed_parameters);
    if let (None, Some(state)) = (&scenario.laboratory, ledger::initial(scenario.start)) {
        section(&mut text, "initial", state, &scenario.changed_initial);
    }
    if let Some(laboratory) = &scenario.laboratory {
        text += &laboratory_text(laboratory);
    }
    for dated in &scenario.interventions {
        text += &intervention(dated);
    }
    scenario.questions.iter().for_each(|asked| text += &question(asked));
    for Expectation { that, .. } in &scenario.expectations {
        text += &format!("\n[[expect]]\nthat = {}\n", quoted(that));
    }
    text
}

fn head(scenario: &Scenario) -> String {
    let Scenario { name, title, purpose, start, end, replicates, seed, persons_per_agent, .. } = scenario;
    format!(
        "name = {}\ntitle = {}\npurpose = {}\nstart = {start}\nend = {end}\n\n[ensemble]\nreplicates = {replicates}\nseed \
         = {seed}\npersons_per_agent = {persons_per_agent}\nrecord = {}\n\n[mechanisms]\n{}",
        quoted(name),
        quoted(title),
        quoted(purpose),
        value(&scenario.record),
        table_lines(&scenario.mechanisms),
    )
}

/// Every row that can be set: as changed, or as the ledger has it, with its three points beside.
fn section(text: &mut String, name: &str, ledger: &Ledger, changes: &[Change]) {
    let _ = writeln!(text, "\n[{name}]");
    for row in ledger.iter().filter(|row| row.inert.is_none()) {
        let stated = match changes.iter().find(|change| change.path == row.path) {
            Some(change) => stated(&change.stated),
            None => "\"prior\"".into(),
        };
        let points = format!("{} / {} / {} {}", row.low, row.central, row.high, row.unit);
        let _ = writeln!(text, "{} = {stated}  # {}", quoted(&row.path), points.trim_end());
    }
}

fn stated(stated: &Stated) -> String {
    let list = |numbers: &[f64]| numbers.iter().map(|&x| number(x)).collect::<Vec<_>>().join(", ");
    match stated {
        Stated::Number(x) => number(*x),
        Stated::Quantiles { p5, p50, p95 } => {
            format!("{{ p5 = {}, p50 = {}, p95 = {} }}", number(*p5), number(*p50), number(*p95))
        }
        Stated::Uniform(ends) => format!("{{ uniform = [{}] }}", list(ends)),
        Stated::Normal(moments) => format!("{{ normal = [{}] }}", list(moments)),
        Stated::LogNormal(moments) => format!("{{ lognormal = [{}] }}", list(moments)),
        Stated::Triangular(ends) => format!("{{ triangular = [{}] }}", list(ends)),
        Stated::Pert(ends) => format!("{{ pert = [{}] }}", list(ends)),
        Stated::Beta(shapes) => format!("{{ beta = [{}] }}", list(shapes)),
    }
}

fn laboratory_text(laboratory: &Laboratory) -> String {
    let mut table = fields(laboratory);
    table.remove("bands");
    let mut text = format!("\n[laboratory]\n{}", lines(table));
    for LaboratoryBand { name, owner, zone, men } in &laboratory.bands {
        let owner = quoted(owner);
        let _ = write!(
            text,
            "\n[laboratory.bands.{}]\nowner = {owner}\nzone = {zone}\nmen = {men}\n",
            quoted(name)
        );
    }
    text
}

fn intervention(dated: &Dated) -> String {
    format!("\n[[intervention]]\ndate = {}\n{}", dated.date, table_lines(&dated.what))
}

fn question(question: &Question) -> String {
    let Question { id, text, span, asks, written, .. } = question;
    let day = |key: &str, day: &Option<Date>| day.map(|day| format!("{key} = {day}"));
    let when = match span {
        Span::On(day) => format!("on = {day}\n"),
        Span::AtTheEnd => "on = \"end\"\n".into(),
        Span::During { from: None, to: None } => String::new(),
        Span::During { from, to } => {
            let days: Vec<String> = [day("from", from), day("to", to)].into_iter().flatten().collect();
            format!("during = {{ {} }}\n", days.join(", "))
        }
    };
    let weeks = |key: &str, weeks: &Option<u32>| weeks.map_or(String::new(), |n| format!("{key} = {n}\n"));
    let (key, bounds) = match asks {
        Asks::Holds => ("holds", String::new()),
        Asks::Ever => ("ever", String::new()),
        Asks::Always => ("always", String::new()),
        Asks::WeeksOf { at_least, at_most } => {
            ("weeks_of", weeks("at_least", at_least) + &weeks("at_most", at_most))
        }
    };
    let (id, text, written) = (quoted(id), quoted(text), quoted(written));
    format!("\n[[question]]\nid = {id}\ntext = {text}\n{when}{key} = {written}\n{bounds}")
}

fn table_lines(whole: &impl Serialize) -> String {
    lines(fields(whole))
}

fn lines(table: toml::Table) -> String {
    table.into_iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

fn fields(whole: &impl Serialize) -> toml::Table {
    match Value::try_from(whole).expect("the types of a scenario have a form in TOML") {
        Value::Table(table) => table,
        _ => unreachable!("mechanisms, laboratory and interventions are tables"),
    }
}

fn value(part: &impl Serialize) -> String {
    Value::try_from(part).expect("the types of a scenario have a form in TOML").to_string()
}

fn number(x: f64) -> String {
    Value::Float(x).to_string()
}

fn quoted(text: &str) -> String {
    Value::String(text.into()).to_string()
}
