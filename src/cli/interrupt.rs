//! Ctrl-C: the first asks to stop, the second stops.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::{CliFault, Exit};

/// A flag that Ctrl-C raises. Replicates under way are ended and kept; who cannot wait presses again.
pub fn listen() -> Result<Arc<AtomicBool>, CliFault> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
    })
    .map_err(|error| CliFault::Failed(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(stop)
}
