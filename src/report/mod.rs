//! What a record says: estimates with their errors, figures, and the story of one replicate. From files, without a run;
//! only a story watches its replicate run again.

mod figures;
mod headline;
mod number;
pub mod patterns;
pub mod questions;
pub mod story;
mod subject;
mod summary;
pub mod swing;
#[cfg(test)]
mod tiny;

pub use figures::draw;
pub use headline::{Group, Headline, Measure, headlines};
pub use number::{plus_minus, range};
pub use patterns::{Comparison, Spread};
pub use summary::{Estimate, Given, summarize};

use crate::plot::PlotError;
use crate::record::RecordFault;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportFault {
    #[error(transparent)]
    Record(#[from] RecordFault),
    #[error(transparent)]
    Plot(#[from] PlotError),
}
