//! What a run leaves: a folder of files that other tools read.
//!
//! ```text
//! manifest.json                what identifies the record: program, data, scenario, seed, replicates, generator, columns
//! scenario.toml                the scenario as meant
//! chunks.json                  the chunks that are finished, with size and SHA-256 of their files
//! replicates/NNNNN.parquet     a row a replicate: its index, drawn parameters, outcomes, fault
//! trajectories/NNNNN.parquet   a row a replicate and date: the observables
//! run.json                     what is volatile: machine, threads, times, command line
//! ```
//!
//! All but `run.json` have the same bytes whenever the same ensemble is run: on any number of threads, at once or with
//! interruptions, asked for in one go or extended. A chunk holds the replicates whose index divided by
//! [`Identity::replicates_per_file`] is its number, so its bounds depend on nothing else; the last may be shorter and
//! grows when more are asked for. Files are complete or absent ([`whole`]), and a chunk counts as finished once
//! `chunks.json` says so.
//!
//! In the Parquet files a number that is not defined is null; NaN in memory. A replicate that failed keeps its rows,
//! with nulls and its fault. [`Writer`] makes a record and goes on with one; [`Record`] reads it back, column by column.

mod catalogue;
mod chunk;
mod difference;
mod fault;
mod fill;
mod lock;
mod manifest;
mod read;
mod run;
mod table;
#[cfg(test)]
mod tests;
pub mod whole;
mod writer;

pub use catalogue::{Chunk, Damage};
pub use difference::Difference;
pub use fault::RecordFault;
pub use fill::{Ending, fill};
pub use manifest::{Identity, Manifest, REPLICATES_PER_FILE};
pub use read::Record;
pub use run::Run;
pub use writer::{Opening, Writer};
