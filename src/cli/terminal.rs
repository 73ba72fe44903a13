//! Who is told what: data on stdout, notes and faults on stderr.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::exit::CliFault;
use crate::report::terminal::View;

/// Characters in a line where there is no window.
pub const USUAL_WIDTH: usize = 100;

/// How the user wants to be told.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    quiet: bool,
    verbose: bool,
    /// Data as JSON.
    pub json: bool,
    colour: bool,
}

impl Terminal {
    /// Colours only on a terminal and without `NO_COLOR` (no-color.org).
    pub fn new(quiet: bool, verbose: bool, json: bool) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { quiet, verbose, json, colour: !refused && io::stderr().is_terminal() }
    }

    /// Is progress to be shown?
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    pub fn is_coloured(&self) -> bool {
        self.colour
    }

    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Characters in a line of the window, if there is one.
    pub fn window(&self) -> Option<usize> {
        let window = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        window.map(|(width, _)| usize::from(width.0))
    }

    /// How distributions can be drawn in text: as wide as the window, and plain where signs may not be shown.
    pub fn view(&self) -> View {
        let width = self.window().unwrap_or(USUAL_WIDTH);
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        View { width, plain: !io::stdout().is_terminal() || dumb || set("NO_COLOR").is_some() }
    }

    /// Prints data and a line's end.
    pub fn data(&self, text: impl Display) -> Result<(), CliFault> {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(CliFault::output)
    }

    /// Prints data as JSON.
    pub fn json(&self, value: &impl Serialize) -> Result<(), CliFault> {
        let text =
            serde_json::to_string_pretty(value).map_err(|error| CliFault::Failed(error.to_string()))?;
        self.data(text)
    }

    /// Tells what the user may want to know.
    pub fn note(&self, text: impl Display) {
        if !self.quiet {
            stderr(text);
        }
    }

    /// Tells what only the curious want to know.
    pub fn detail(&self, text: impl Display) {
        if self.verbose {
            stderr(text);
        }
    }

    /// Tells what is not as it should be, though the command goes on.
    pub fn warning(&self, text: impl Display) {
        stderr(format_args!("{} {text}", self.painted("warning:", 33)));
    }

    /// Tells why the command could not do what it was asked.
    pub fn fault(&self, fault: &CliFault) {
        let text = fault.to_string();
        if text.starts_with("error") {
            stderr(text)
        } else {
            stderr(format_args!("{} {text}", self.painted("error:", 31)))
        }
    }

    /// Bold and in one of the eight colours (ECMA-48, `SGR`).
    fn painted(&self, word: &str, colour: u8) -> String {
        if self.colour { format!("\u{1b}[1;{colour}m{word}\u{1b}[0m") } else { word.into() }
    }
}

/// A closed stderr is no reason to fail.
fn stderr(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
