//! A bar with rate and time left, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;
use crate::ensemble::Progress;

const TEMPLATE: &str = "{msg} {wide_bar} {human_pos} of {human_len} replicates · {per_sec} · {eta} left";

/// A bar for an ensemble, invisible where nobody looks.
pub fn bar(title: &str, terminal: &Terminal) -> ProgressBar {
    let target =
        if terminal.shows_progress() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template(TEMPLATE).expect("the template is well-formed");
    ProgressBar::with_draw_target(Some(0), target).with_style(style).with_message(title.to_string())
}

/// Moves the bar; what earlier runs did counts for the place and not for the rate.
pub fn show(bar: &ProgressBar, progress: Progress) {
    if bar.length() != Some(progress.total) {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.reset_eta();
    }
    bar.set_position(progress.done);
}
