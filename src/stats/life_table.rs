//! The life table: at each time of loss, how many were at risk, and how many left by which cause.
//!
//! Subjects are followed from time 0 to an event, or until they are no longer watched (censored). Who is censored at the
//! time of an event was still at risk of it. Censoring must not depend on what would have come; the end of a run does not.

/// One time at which somebody left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Losses {
    /// Subjects watched just before.
    pub at_risk: u64,
    /// Events by cause: cause 1 first.
    pub events: Vec<u64>,
    /// Subjects no longer watched from here on.
    pub censored: u64,
}

impl Losses {
    /// Events of all causes.
    pub fn all_events(&self) -> u64 {
        self.events.iter().sum()
    }

    /// Events of one cause, counted from 1.
    pub fn events_of(&self, cause: u8) -> u64 {
        self.events[usize::from(cause) - 1]
    }
}

/// Times in rising order, each with its losses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LifeTable {
    times: Vec<f64>,
    losses: Vec<Losses>,
    causes: u8,
}

impl LifeTable {
    /// Counts subjects by time of leaving; cause 0 is censored.
    pub fn new(times: &[f64], causes: &[u8]) -> Self {
        assert_eq!(times.len(), causes.len(), "each subject has one time and one cause");
        assert!(times.iter().all(|time| time.is_finite()), "each subject is followed for a finite time");
        let highest = causes.iter().copied().max().unwrap_or(0);
        let mut subjects: Vec<(f64, u8)> = times.iter().copied().zip(causes.iter().copied()).collect();
        subjects.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut table = Self { causes: highest, ..Self::default() };
        let mut at_risk = subjects.len() as u64;
        for together in subjects.chunk_by(|a, b| a.0 == b.0) {
            table.times.push(together[0].0);
            table.losses.push(losses(at_risk, highest, together));
            at_risk -= together.len() as u64;
        }
        table
    }

    /// The times at which somebody left, rising.
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// What happened at each of those times.
    pub fn losses(&self) -> &[Losses] {
        &self.losses
    }

    /// The highest cause that occurred: causes are 1 to this.
    pub fn causes(&self) -> u8 {
        self.causes
    }

    /// How many subjects there were.
    pub fn subjects(&self) -> u64 {
        self.losses.first().map_or(0, |losses| losses.at_risk)
    }

    /// How many were still watched, and without event, just before `time`.
    pub fn at_risk(&self, time: f64) -> u64 {
        self.losses.get(self.times.partition_point(|&t| t < time)).map_or(0, |losses| losses.at_risk)
    }

    /// How many of the listed times are not after `time`.
    pub(super) fn rows_up_to(&self, time: f64) -> usize {
        self.times.partition_point(|&t| t <= time)
    }

    /// At risk at `time`, or when the last subject left, whichever is earlier.
    pub(super) fn last_at_risk(&self, time: f64) -> u64 {
        match self.at_risk(time) {
            0 => self.losses.last().map_or(0, |losses| losses.at_risk),
            some => some,
        }
    }
}

fn losses(at_risk: u64, causes: u8, together: &[(f64, u8)]) -> Losses {
    let mut losses = Losses { at_risk, events: vec![0; usize::from(causes)], censored: 0 };
    for &(_, cause) in together {
        match cause {
            0 => losses.censored += 1,
            cause => losses.events[usize::from(cause) - 1] += 1,
        }
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::super::reference::sixty_lifetimes;
    use super::*;

    #[test]
    fn events_and_censorings_of_one_week_share_a_row() {
        let table = LifeTable::new(&[5.0, 3.0, 5.0, 5.0, 9.0], &[2, 1, 0, 1, 0]);
        assert_eq!(table.times(), [3.0, 5.0, 9.0]);
        assert_eq!(table.losses()[1], Losses { at_risk: 4, events: vec![1, 1], censored: 1 });
        assert_eq!((table.subjects(), table.causes()), (5, 2));
    }

    #[test]
    fn numbers_at_risk_fall_by_all_who_left_before() {
        let table = LifeTable::new(&[5.0, 3.0, 5.0, 5.0, 9.0], &[2, 1, 0, 1, 0]);
        let at_risk: Vec<u64> =
            [0.0, 3.0, 3.1, 5.0, 6.0, 9.0, 9.1].iter().map(|&t| table.at_risk(t)).collect();
        assert_eq!(at_risk, [5, 5, 4, 4, 1, 1, 0]);
    }

    #[test]
    fn everybody_leaves_once() {
        let (times, causes) = sixty_lifetimes();
        let table = LifeTable::new(&times, &causes);
        let left: u64 = table.losses().iter().map(|losses| losses.all_events() + losses.censored).sum();
        assert_eq!(left, 60);
    }

    #[test]
    fn nobody_watched_is_an_empty_table() {
        let table = LifeTable::new(&[], &[]);
        assert_eq!((table.subjects(), table.at_risk(0.0), table.causes()), (0, 0, 0));
    }
}
