//! Many replicates in parallel, in order.
//!
//! An [`Ensemble`] owns a pool of threads, the rule that runs one replicate, and one scratch a thread, so that the
//! memory of a replicate is paid once a thread. Threads take replicates by counting upwards, each the next one as it
//! becomes free. A replicate knows its index and nothing of threads or order, hence:
//!
//! * the answer is in order of index whoever computed it, the same on any number of threads;
//! * when `stop` is raised every thread ends the replicate it is at, and what is finished is the beginning of the
//!   range, without holes.
//!
//! A replicate that fails, or panics, becomes a [`Fault`] in its place. Its scratch may be half-changed and is thrown
//! away.

use std::any::Any;
use std::fmt;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use ndarray::Array2;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};

/// What one replicate leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicate {
    /// The parameters it drew, in the order of [`Columns::parameters`].
    pub parameters: Vec<f64>,
    /// Its outcomes, in the order of [`Columns::outcomes`]; NaN where one is not defined (the week of a coup that
    /// never came).
    pub outcomes: Vec<f64>,
    /// Observables over time: dates × observables.
    pub trajectory: Array2<f32>,
}

/// A number that a replicate leaves: an outcome, or an observable at each date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub unit: String,
    pub meaning: String,
}

/// What the numbers of a [`Replicate`] are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    pub parameters: Vec<String>,
    pub outcomes: Vec<Column>,
    pub observables: Vec<Column>,
    pub dates: Vec<Date>,
}

/// Why a replicate has no outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

impl From<String> for Fault {
    fn from(why: String) -> Self {
        Self(why)
    }
}

/// A replicate or its fault.
pub type Attempt = Result<Replicate, Fault>;

/// How far an ensemble is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Replicates that exist, those of earlier runs included.
    pub done: u64,
    /// Replicates asked for.
    pub total: u64,
    /// Time since this run began.
    pub elapsed: Duration,
}

/// The name of a thread that runs replicates begins with this word.
pub const THREAD_NAME: &str = "replicates";

/// A pool of threads and the rule that runs one replicate on a thread's scratch.
pub struct Ensemble<S, Init, Run> {
    pool: ThreadPool,
    scratch: Vec<Mutex<Option<S>>>,
    init: Init,
    run: Run,
}

impl<S, Init, Run> fmt::Debug for Ensemble<S, Init, Run> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ensemble").field("threads", &self.scratch.len()).finish_non_exhaustive()
    }
}

impl<S, Init, Run> Ensemble<S, Init, Run>
where
    S: Send,
    Init: Fn() -> S + Sync,
    Run: Fn(&mut S, u64) -> Attempt + Sync,
{
    /// An ensemble on `threads` threads, or on one a core. `init` makes a thread's scratch, `run` a replicate from
    /// its index.
    pub fn new(threads: Option<NonZeroUsize>, init: Init, run: Run) -> Result<Self, ThreadPoolBuildError> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads.map_or(0, NonZeroUsize::get))
            .thread_name(|k| format!("{THREAD_NAME} {k}"))
            .build()?;
        let scratch = (0..pool.current_num_threads()).map(|_| Mutex::new(None)).collect();
        Ok(Self { pool, scratch, init, run })
    }

    /// On how many threads it runs.
    pub fn threads(&self) -> usize {
        self.scratch.len()
    }

    /// Runs the replicates of `range` and gives them in order: all of them, or after `stop` as many from the
    /// beginning as were under way. `each` hears how many of the range are finished, after every one.
    pub fn run(&self, range: Range<u64>, stop: &AtomicBool, mut each: impl FnMut(u64)) -> Vec<Attempt> {
        let next = AtomicU64::new(range.start);
        let (sender, receiver) = channel();
        let mut finished = self.pool.in_place_scope(|scope| {
            let next = &next;
            scope.spawn_broadcast(move |_, thread| self.work(thread.index(), next, range.end, stop, &sender));
            (1..).zip(receiver).map(|(count, finished)| (each(count), finished).1).collect::<Vec<_>>()
        });
        finished.sort_unstable_by_key(|(index, _)| *index);
        finished.into_iter().map(|(_, attempt)| attempt).collect()
    }

    /// One thread's share: the next replicate, until none is left or `stop` is raised.
    fn work(
        &self,
        thread: usize,
        next: &AtomicU64,
        end: u64,
        stop: &AtomicBool,
        done: &Sender<(u64, Attempt)>,
    ) {
        let mut scratch = self.scratch[thread].lock().unwrap_or_else(PoisonError::into_inner);
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= end || done.send((index, self.attempt(&mut scratch, index))).is_err() {
                break;
            }
        }
    }

    /// One replicate; whatever goes wrong in it is its fault.
    fn attempt(&self, scratch: &mut Option<S>, index: u64) -> Attempt {
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let scratch = scratch.get_or_insert_with(&self.init);
            (self.run)(scratch, index)
        }))
        .unwrap_or_else(|panic| Err(Fault(format!("panicked: {}", message(panic.as_ref())))));
        if attempt.is_err() {
            *scratch = None;
        }
        attempt
    }
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(index: u64) -> Replicate {
        Replicate { parameters: vec![], outcomes: vec![index as f64], trajectory: Array2::zeros((0, 0)) }
    }

    fn threads(count: usize) -> Option<NonZeroUsize> {
        NonZeroUsize::new(count)
    }

    static GO: AtomicBool = AtomicBool::new(false);

    #[test]
    fn replicates_come_in_order_on_any_number_of_threads() {
        let expected: Vec<Attempt> = (5..300).map(|index| Ok(echo(index))).collect();
        for count in [1, 2, 7] {
            let ensemble = Ensemble::new(threads(count), || (), |_, index| Ok(echo(index))).unwrap();
            assert_eq!(ensemble.run(5..300, &GO, |_| ()), expected, "{count} threads");
        }
    }

    #[test]
    fn progress_counts_every_replicate_once() {
        let ensemble = Ensemble::new(threads(3), || (), |_, index| Ok(echo(index))).unwrap();
        let mut heard = vec![];
        ensemble.run(10..60, &GO, |count| heard.push(count));
        assert_eq!(heard, (1..=50).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_asked_nothing_run() {
        let ensemble = Ensemble::new(threads(2), || (), |_, _| panic!("asked")).unwrap();
        assert!(ensemble.run(7..7, &GO, |_| ()).is_empty());
    }

    #[test]
    fn a_panic_is_the_fault_of_one_replicate() {
        let ensemble = Ensemble::new(
            threads(2),
            || (),
            |_, index| match index {
                3 => panic!("a negative stock in replicate {index}"),
                4 => Err(Fault("the fuel ran out".into())),
                _ => Ok(echo(index)),
            },
        )
        .unwrap();
        let attempts = ensemble.run(0..6, &GO, |_| ());
        assert_eq!(attempts[3], Err(Fault("panicked: a negative stock in replicate 3".into())));
        assert_eq!(attempts[4], Err(Fault("the fuel ran out".into())));
        assert_eq!(attempts.iter().filter(|attempt| attempt.is_ok()).count(), 4);
    }

    #[test]
    fn a_scratch_serves_one_thread_until_a_fault() {
        let made = AtomicU64::new(0);
        let init = || made.fetch_add(1, Ordering::Relaxed);
        let run = |_: &mut u64, index| if index == 20 { Err(Fault("once".into())) } else { Ok(echo(index)) };
        let ensemble = Ensemble::new(threads(1), init, run).unwrap();
        ensemble.run(0..20, &GO, |_| ());
        ensemble.run(20..40, &GO, |_| ());
        assert_eq!(made.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn what_is_finished_after_a_stop_has_no_holes() {
        for count in [1, 2, 7] {
            let stop = AtomicBool::new(false);
            let ensemble = Ensemble::new(threads(count), || (), |_, index| Ok(echo(index))).unwrap();
            let attempts =
                ensemble.run(100..1_000_000, &stop, |count| stop.store(count >= 50, Ordering::Relaxed));
            assert!((50..999_900).contains(&attempts.len()), "{} replicates", attempts.len());
            assert!(attempts.iter().zip(100..).all(|(attempt, index)| *attempt == Ok(echo(index))));
        }
    }
}
