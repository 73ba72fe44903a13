//! An ensemble into a record: chunk after chunk until it is full or stopped.
//!
//! One chunk is in memory at a time, however many there are.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::fault::RecordFault;
use super::writer::Writer;
use crate::ensemble::{Attempt, Ensemble, Progress};

/// How filling a record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every replicate asked for is there.
    Complete,
    /// It was stopped; `done` replicates are there, and filling again goes on.
    Interrupted { done: u64 },
}

/// Runs what a record lacks. After `stop` the replicates under way are ended and kept.
pub fn fill<S, Init, Run>(
    writer: &mut Writer,
    ensemble: &Ensemble<S, Init, Run>,
    stop: &AtomicBool,
    mut progress: impl FnMut(Progress),
) -> Result<Ending, RecordFault>
where
    S: Send,
    Init: Fn() -> S + Sync,
    Run: Fn(&mut S, u64) -> Attempt + Sync,
{
    let (begin, total) = (Instant::now(), writer.manifest().replicates);
    let mut tell = |done| progress(Progress { done, total, elapsed: begin.elapsed() });
    tell(writer.done());
    while let Some(range) = writer.pending() {
        if stop.load(Ordering::Relaxed) {
            return Ok(Ending::Interrupted { done: writer.done() });
        }
        let (first, before) = (range.start, writer.done());
        let attempts = ensemble.run(range, stop, |count| tell(before + count));
        writer.add(first, attempts)?;
    }
    Ok(Ending::Complete)
}
