//! Where the time of a replicate goes, by mechanism.

use std::time::{Duration, Instant};

/// Parts of a replicate, in the order of a week; the rest is founding, outside paths, observing.
pub const PARTS: [&str; 10] = [
    "kremlin",
    "finance",
    "contract",
    "influence",
    "events",
    "combat",
    "fuel",
    "civilians",
    "regime",
    "the rest",
];

/// Time spent in each part since it was made.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    last: Instant,
    spent: [Duration; PARTS.len()],
}

impl Default for Clock {
    fn default() -> Self {
        Self { last: Instant::now(), spent: [Duration::ZERO; PARTS.len()] }
    }
}

impl Clock {
    /// What passed since the last call belongs to the part of this name.
    pub fn lap(&mut self, part: &str) {
        let now = Instant::now();
        let k = PARTS.iter().position(|p| *p == part).expect("a part of the list");
        self.spent[k] += now - self.last;
        self.last = now;
    }

    /// The parts with their shares of all time.
    pub fn shares(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        let all: Duration = self.spent.iter().sum();
        PARTS
            .into_iter()
            .zip(self.spent)
            .map(move |(part, spent)| (part, spent.as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE)))
    }
}
