//! What a record says: estimates with their errors, figures, and the story of one replicate. From files, without a run;
//! only a story watches its replicate run again.

pub mod comparison;
pub mod effect_bars;
mod figures;
mod frequency;
mod headline;
mod number;
pub mod page;
pub mod patterns;
mod precision;
pub mod questions;
pub mod story;
mod subject;
mod summary;
pub mod swing;
pub mod terminal;
#[cfg(test)]
mod tiny;

pub use figures::{draw, figures, timed as timed_figures, write};
pub use frequency::brief;
pub use headline::{Group, Headline, Measure, headlines};
pub use number::{plus_minus, range};
pub use patterns::{Comparison, Spread};
pub use precision::{Half, Precision, Target, precision, verdict as precision_verdict};
pub use summary::{Estimate, Given, is_laboratory, of_laboratory, summarize};

use std::path::PathBuf;

use crate::plot::PlotError;
use crate::record::RecordFault;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportFault {
    #[error(transparent)]
    Record(#[from] RecordFault),
    #[error(transparent)]
    Plot(#[from] PlotError),
    #[error("{}: {why}", folder.display())]
    Comparison { folder: PathBuf, why: String },
}
