//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    concession::cli::main(std::env::args_os()).into()
}
