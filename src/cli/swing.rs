//! `swing`: what each uncertain parameter moves, one at a time.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::exit::{CliFault, Exit};
use super::model::Scenario;
use super::run::pool;
use super::setting::Setting;
use super::terminal::Terminal;
use super::{interrupt, progress, table};
use crate::ensemble::Progress;
use crate::ledger::{self, Parameter, Prior};
use crate::record::whole;
use crate::report::swing::{Effect, OUTCOMES, Watched, effect, figure, sorted};
use crate::report::{Measure, ReportFault, plus_minus};
use crate::simulation::Model;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenarios: super::Scenarios,
    /// Replicates at each setting
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 200)]
    replicates: u64,
    /// Parameters told for each outcome, those that move it most
    #[arg(long, value_name = "NUMBER", default_value_t = 15)]
    top: usize,
    /// Also the numbers of the initial state
    #[arg(long)]
    initial: bool,
    /// Threads; one a core if not said
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Folder of swing.csv and the figures, output/<scenario>-swing if not said
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// A parameter to move: of the ledger, or of the initial state.
struct Factor {
    row: &'static Parameter,
    position: usize,
    initial: bool,
    at: [f64; 2],
}

/// Each watched outcome of all replicates with all drawn as usual, and every factor's effects.
type Swings = (Vec<Vec<f64>>, Vec<Effect>);

pub fn swing(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let n = Setting::new("ensemble.replicates", arguments.replicates);
    let stop = interrupt::listen()?;
    for scenario in arguments.scenarios.load(&[n], terminal)? {
        let folder = arguments
            .out
            .clone()
            .unwrap_or_else(|| Path::new("output").join(format!("{}-swing", scenario.name)));
        let Some((usual, effects)) = effects(&scenario, arguments, &stop, terminal)? else {
            return Ok(Exit::Interrupted);
        };
        write(&scenario, &folder, &usual, &effects, arguments.top)?;
        if terminal.json {
            terminal.json(&effects)?;
        } else {
            terminal.data(format_args!("{}\n\n{}", scenario.title, text(&usual, &effects, arguments.top)))?;
            terminal.note(format_args!("{}: swing.csv and figures", folder.display()));
        }
    }
    Ok(Exit::Fine)
}

/// Runs every setting; none after an interrupt.
fn effects(
    scenario: &Scenario,
    arguments: &Arguments,
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Option<Swings>, CliFault> {
    let factors = factors(scenario, arguments.initial);
    let total = 2 * factors.len() as u64 + 1;
    let bar = progress::bar(&format!("{} settings of", scenario.name), terminal);
    let begin = std::time::Instant::now();
    let mut done = 0;
    let mut run = |scenario: &Scenario| -> Result<Option<Vec<Vec<f64>>>, CliFault> {
        let outcomes = outcomes(scenario, arguments.threads, stop)?;
        done += scenario.replicates;
        let total = total * scenario.replicates;
        progress::show(&bar, Progress { done, total, elapsed: begin.elapsed() });
        Ok(outcomes)
    };
    let Some(usual) = run(scenario)? else { return Ok(None) };
    let mut all = Vec::new();
    for factor in &factors {
        let mut moved = Vec::new();
        for value in factor.at {
            match run(&fixed(scenario, factor, value)?)? {
                Some(outcomes) => moved.push(outcomes),
                None => return Ok(None),
            }
        }
        for (k, watched) in OUTCOMES.iter().enumerate() {
            all.push(told(factor, watched, [&usual[k], &moved[0][k], &moved[1][k]]));
        }
    }
    bar.finish_and_clear();
    Ok(Some((usual, all)))
}

fn told(factor: &Factor, watched: &Watched, [usual, low, high]: [&[f64]; 3]) -> Effect {
    let (low, high, effect, n) = effect(usual, low, high);
    let prefix = if factor.initial { "initial." } else { "" };
    Effect {
        outcome: watched.outcome.into(),
        parameter: format!("{prefix}{}", factor.row.path),
        meaning: factor.row.meaning.clone(),
        unit: factor.row.unit.clone(),
        at: factor.at,
        low,
        high,
        effect,
        n,
    }
}

/// The rows that are drawn: neither fixed, here or in the ledger, nor without effect in this version.
fn factors(scenario: &Scenario, with_initial: bool) -> Vec<Factor> {
    let scenario = scenario.model.scenario();
    let drawn = |rows: &'static ledger::Ledger, priors: &[Prior], initial: bool| -> Vec<Factor> {
        let rows = rows.iter().zip(priors).enumerate().filter(|(_, (row, _))| row.inert.is_none());
        rows.map(|(position, (row, prior))| {
            let at = [prior.quantile(0.05), prior.quantile(0.95)];
            Factor { row, position, initial, at }
        })
        .filter(|factor| factor.at[0] < factor.at[1])
        .collect()
    };
    let mut all = drawn(ledger::parameters(), &scenario.parameters, false);
    if let Some(rows) = ledger::initial(scenario.start).filter(|_| with_initial) {
        all.extend(drawn(rows, &scenario.initial, true));
    }
    all
}

/// The scenario with one factor fixed.
fn fixed(scenario: &Scenario, factor: &Factor, value: f64) -> Result<Scenario, CliFault> {
    let mut meant = scenario.model.scenario().clone();
    let prior = Prior::fixed(value).map_err(CliFault::Failed)?;
    if factor.initial {
        meant.initial[factor.position] = prior
    } else {
        meant.parameters[factor.position] = prior
    }
    Ok(Scenario {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        replicates: scenario.replicates,
        seed: scenario.seed,
        text: scenario.text.clone(),
        model: Model::new(meant),
    })
}

/// Each watched outcome of all replicates, NaN where one failed; none after an interrupt.
fn outcomes(
    scenario: &Scenario,
    threads: Option<NonZeroUsize>,
    stop: &AtomicBool,
) -> Result<Option<Vec<Vec<f64>>>, CliFault> {
    let columns = &scenario.model.columns().outcomes;
    let places = OUTCOMES.map(|watched| columns.iter().position(|c| c.name == watched.outcome));
    let attempts = pool(scenario, threads)?.run(0..scenario.replicates, stop, |_| ());
    if stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let one = |place: &Option<usize>| -> Vec<f64> {
        let value = |place: usize| {
            move |a: &crate::ensemble::Attempt| a.as_ref().map_or(f64::NAN, |r| r.outcomes[place])
        };
        place.map_or(Vec::new(), |place| attempts.iter().map(value(place)).collect())
    };
    Ok(Some(places.iter().map(one).collect()))
}

const HEADER: [&str; 14] = [
    "outcome",
    "parameter",
    "unit",
    "at_5",
    "at_95",
    "n",
    "low",
    "low_error",
    "high",
    "high_error",
    "effect",
    "standard_error",
    "errors",
    "meaning",
];

/// `swing.csv` and a figure an outcome.
fn write(
    scenario: &Scenario,
    folder: &Path,
    usual: &[Vec<f64>],
    effects: &[Effect],
    top: usize,
) -> Result<(), CliFault> {
    let fault =
        |error: std::io::Error| CliFault::Failed(format!("cannot write {}: {error}", folder.display()));
    let figures = folder.join("figures");
    std::fs::create_dir_all(&figures).map_err(fault)?;
    let plain = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
    let mut csv = table::csv_line(&HEADER.map(String::from));
    for watched in &OUTCOMES {
        for e in sorted(effects, watched.outcome) {
            let mut cells = vec![e.outcome.clone(), e.parameter.clone(), e.unit.clone()];
            cells.extend([plain(e.at[0]), plain(e.at[1]), e.n.to_string()]);
            cells.extend(
                [e.low, e.high, e.effect].iter().flat_map(|x| [plain(x.value), plain(x.standard_error)]),
            );
            cells.extend([plain(e.errors()), e.meaning.clone()]);
            csv.push_str(&table::csv_line(&cells));
        }
    }
    whole::write(&folder.join("swing.csv"), csv.as_bytes()).map_err(fault)?;
    for (watched, usual) in OUTCOMES.iter().zip(usual) {
        let drawn = figure(watched, effects, usual, top, &scenario.title, scenario.seed);
        drawn.write(&figures).map_err(ReportFault::from)?;
    }
    Ok(())
}

/// The tables for the terminal, one an outcome.
fn text(usual: &[Vec<f64>], effects: &[Effect], top: usize) -> String {
    let one = |(watched, usual): (&Watched, &Vec<f64>)| {
        let own = sorted(effects, watched.outcome);
        let header = ["", "5 %", "95 %", "unit", "effect ± error", "errors"];
        let rows = own.iter().take(top).map(|e| {
            let at = e.at.map(table::number);
            let errors = format!("{:.1}", e.errors());
            let [low, high] = at;
            vec![e.parameter.clone(), low, high, e.unit.clone(), written(watched, e), errors]
        });
        let clear = own.iter().filter(|e| e.errors() > 4.0).count();
        let n = usual.iter().filter(|x| x.is_finite()).count();
        format!(
            "{} (n = {n}; {clear} of {} parameters beyond four standard errors)\n{}\n",
            watched.words.to_uppercase(),
            own.len(),
            table::text(&header, &[1, 2, 4, 5], rows)
        )
    };
    OUTCOMES.iter().zip(usual).map(one).collect::<Vec<_>>().join("\n")
}

fn written(watched: &Watched, e: &Effect) -> String {
    match watched.measure {
        Measure::Amount => plus_minus(e.effect.value, e.effect.standard_error),
        _ => format!("{} pp", plus_minus(100.0 * e.effect.value, 100.0 * e.effect.standard_error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::variant;

    #[test]
    fn only_what_is_drawn_is_moved() {
        let text = "title = \"t\"\npurpose = \"p\"\nstart = 2025-11-17\nend = 2026-01-05\n[parameters]\n\
                    \"observe.ucdp\" = 0.7\n";
        let scenario = variant::with("t", text, &[]).map_err(|fault| fault.to_string()).unwrap();
        let factors = factors(&scenario, false);
        assert!(factors.len() > 100);
        assert!(factors.iter().all(|f| f.row.inert.is_none() && f.row.path != "observe.ucdp"));
        assert!(super::factors(&scenario, true).len() > factors.len());
    }
}
