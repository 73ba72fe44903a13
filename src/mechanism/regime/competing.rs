//! Competing risks within a week.
//!
//! Each cause c has a hazard h_c [week⁻¹] and a waiting time −ln(U_c) / h_c of its own, U_c at an address of cause and
//! week; those below one week happen, in the order of their times. For constant hazards this is exact: survival is
//! `exp(−t Σ h)` and the cumulative incidence of a cause `(h_c / Σ h)(1 − exp(−t Σ h))`. A change of one hazard leaves the
//! luck of the others as it was.

use crate::random::{Randomness, Stream};
use crate::world::Cause;
use rand::RngExt;

/// What may happen in a week, and when in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blow {
    pub cause: Cause,
    /// Weeks into the week, 0–1.
    pub time: f64,
    /// A uniform number of the cause's own: whether an attempt succeeds.
    pub luck: f64,
}

/// The blows of a week, the first first. `sure` causes happen whatever their hazard.
pub fn blows(
    hazards: &[f64; Cause::COUNT],
    sure: &[bool; Cause::COUNT],
    week: u32,
    luck: &Randomness,
) -> [Option<Blow>; Cause::COUNT] {
    let mut blows = Cause::ALL.map(|cause| {
        let c = cause as usize;
        let mut rng = luck.stream("regime", week, c as u64);
        let (wait, luck) = (unit_exponential(&mut rng), rng.random());
        let time = if sure[c] { (wait / (1.0 + wait)).min(wait / hazards[c]) } else { wait / hazards[c] };
        (time < 1.0).then_some(Blow { cause, time, luck })
    });
    let time = |blow: &Option<Blow>| blow.map_or(f64::INFINITY, |b| b.time);
    blows.sort_by(|a, b| time(a).total_cmp(&time(b)));
    blows
}

fn unit_exponential(rng: &mut Stream) -> f64 {
    -(1.0 - rng.random::<f64>()).ln()
}
