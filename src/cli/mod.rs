//! The command line: one command a file.
//!
//! Data goes to stdout, progress and notes to stderr. Nothing is parsed or read before a command needs it, so that the
//! program starts at once.

mod check;
mod compare;
mod comparison;
mod completions;
mod exit;
mod interrupt;
mod model;
mod observables;
mod params;
mod patterns;
mod plan;
mod plot;
mod precision;
mod progress;
mod questions;
mod replay;
mod report;
mod run;
mod setting;
mod show;
mod summary;
mod swing;
mod table;
mod terminal;
mod variant;
mod why;

use std::ffi::OsString;

use clap::{Args, Parser, Subcommand};

pub use exit::{CliFault, Exit};
use terminal::Terminal;

/// What a junta grants, a mine, and what a bargainer yields, a point: simulated futures of security for resources in
/// Mali.
#[derive(Debug, Parser)]
#[command(name = "concession", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 fine · 1 failed · 2 bad input · 99 an expectation failed · 130 interrupted, with \
                          what is finished kept";

/// How to tell, whatever the command.
#[derive(Clone, Copy, Debug, Args)]
struct Globals {
    /// No progress, no notes: only data and faults
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// More notes
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Data as JSON, for machines
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run scenarios: each ensemble's record, figures and report, and a summary table
    Run(run::Arguments),
    /// Compare scenarios or records with the first of them, replicate by replicate on common random numbers
    Compare(compare::Arguments),
    /// Say whether scenario files are in order, without running them
    Check(check::Arguments),
    /// Print a scenario as it is meant: nothing implicit left
    Show(show::Arguments),
    /// List the parameters: path, unit, range, source
    Params(params::Arguments),
    /// List what a run observes, with units: the names that questions use
    Observables(observables::Arguments),
    /// Tell one replicate of a record again, bit for bit, as a dated story and a figure
    Replay(replay::Arguments),
    /// Draw the figures of records again, without a run
    Plot(plot::Arguments),
    /// Write the page of records or comparisons again, without a run: one file to hand over
    Report(report::Arguments),
    /// Print what was observed from 2021 to 2025 beside what a record gives
    Patterns(patterns::Arguments),
    /// Move each uncertain parameter by itself and say what follows
    Swing(swing::Arguments),
    /// Print the completions for a shell
    Completions(completions::Arguments),
}

/// Runs the command that the arguments ask for.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version are told the same way as faults; a closed pipe is no reason to fail.
            let _ = told.print();
            return if told.use_stderr() { Exit::BadInput } else { Exit::Fine };
        }
    };
    let terminal = Terminal::new(cli.globals.quiet, cli.globals.verbose, cli.globals.json);
    match dispatch(cli.command, &terminal) {
        Ok(exit) => exit,
        Err(CliFault::ClosedPipe) => Exit::Fine,
        Err(fault) => {
            terminal.fault(&fault);
            fault.exit()
        }
    }
}

fn dispatch(command: Command, terminal: &Terminal) -> Result<Exit, CliFault> {
    match command {
        Command::Run(arguments) => run::run(&arguments, terminal),
        Command::Compare(arguments) => compare::compare(&arguments, terminal),
        Command::Check(arguments) => check::check(&arguments, terminal),
        Command::Show(arguments) => show::show(&arguments, terminal),
        Command::Params(arguments) => params::params(&arguments, terminal),
        Command::Observables(arguments) => observables::observables(&arguments, terminal),
        Command::Replay(arguments) => replay::replay(&arguments, terminal),
        Command::Plot(arguments) => plot::plot(&arguments, terminal),
        Command::Report(arguments) => report::report(&arguments, terminal),
        Command::Patterns(arguments) => patterns::patterns(&arguments, terminal),
        Command::Swing(arguments) => swing::swing(&arguments, terminal),
        Command::Completions(arguments) => completions::completions(&arguments, terminal),
    }
}

/// Scenario files and what is said of them on the command line: for every command that reads scenarios.
#[derive(Clone, Debug, Args)]
struct Scenarios {
    /// Scenario files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<std::path::PathBuf>,
    /// Say what the file's [parameters] would say, or another of its keys, e.g. "fuel.stock=9"
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<setting::Setting>,
}

impl Scenarios {
    /// Every scenario, or the faults of all of them.
    fn load(&self, more: &[setting::Setting], terminal: &Terminal) -> Result<Vec<model::Scenario>, CliFault> {
        let settings: Vec<_> = self.set.iter().chain(more).map(setting::Setting::pair).collect();
        let (mut scenarios, mut faults) = (vec![], vec![]);
        for file in &self.files {
            match model::load(file, &settings, terminal.is_coloured()) {
                Ok(scenario) => scenarios.push(scenario),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(scenarios) } else { Err(CliFault::BadInput(faults.join("\n\n"))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_tree_is_consistent() {
        Cli::command().debug_assert();
    }
}
