//! `completions`: what a shell needs to complete our commands.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::exit::{CliFault, Exit};
use super::terminal::Terminal;

#[derive(Debug, Args)]
pub struct Arguments {
    shell: Shell,
}

pub fn completions(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let mut script = vec![];
    generate(arguments.shell, &mut super::Cli::command(), "concession", &mut script);
    terminal.data(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Exit::Fine)
}
