//! A replicate of `wagner-withdrawal.toml` by mechanism, by grain of civilians, and an ensemble by threads: ratios in
//! one run.
//!
//! `cargo bench --bench engine`

use concession::ensemble::Ensemble;
use concession::random::Randomness;
use concession::scenario::Scenario;
use concession::simulation::Model;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const REPLICATES: u64 = 40;
const FILE: &str = "scenarios/wagner-withdrawal.toml";

fn main() {
    by_mechanism();
    by_grain();
    by_threads();
}

fn model(sets: &[(&str, &str)]) -> Model {
    let sets: Vec<(String, String)> = sets.iter().map(|&(k, v)| (k.into(), v.into())).collect();
    Model::new(Scenario::load(Path::new(FILE), &sets).expect("the shipped scenario is in order"))
}

/// Milliseconds of a replicate: the mean of some, the best of three times.
fn milliseconds(model: &Model) -> f64 {
    let mut scratch = model.scratch();
    (0..3)
        .map(|_| {
            let start = Instant::now();
            for k in 0..REPLICATES {
                black_box(model.replicate(&mut scratch, k).expect("a replicate"));
            }
            start.elapsed().as_secs_f64() * 1e3 / REPLICATES as f64
        })
        .fold(f64::INFINITY, f64::min)
}

/// What a mechanism costs: the replicate with all less the replicate without it.
fn by_mechanism() {
    let all = milliseconds(&model(&[]));
    println!("a replicate: {all:.1} ms");
    for mechanism in ["events", "combat", "fuel", "finance", "civilians", "regime"] {
        let without = milliseconds(&model(&[(&format!("mechanisms.{mechanism}"), "off")]));
        println!("{mechanism:>12}: {:5.1} % of it", 100.0 * (all - without) / all);
    }
}

/// Nanoseconds a civilian and week, everything included, beside the cost of a random number.
fn by_grain() {
    let number = random_number();
    println!("a random number of a lane: {number:.2} ns");
    for persons in ["10000", "1000", "200"] {
        let model = model(&[("ensemble.persons_per_agent", persons)]);
        let agents = 22_395_488.0 / persons.parse::<f64>().expect("a number");
        let weeks = f64::from(model.scenario().weeks());
        let ns = milliseconds(&model) * 1e6 / agents / weeks;
        println!("{persons:>6} persons an agent: {ns:5.1} ns an agent and week, {:.1} numbers", ns / number);
    }
}

fn random_number() -> f64 {
    let lane = Randomness::new(1, 1).lane("bench", 0);
    let n = 20_000_000u64;
    let start = Instant::now();
    let sum = (0..n).fold(0u64, |sum, i| sum.wrapping_add(lane.word(i)));
    black_box(sum);
    start.elapsed().as_secs_f64() * 1e9 / n as f64
}

fn by_threads() {
    let model = model(&[]);
    let mut one = 0.0;
    for threads in [1, 2, 4] {
        let ensemble = Ensemble::new(
            NonZeroUsize::new(threads),
            || model.scratch(),
            |scratch, index| model.replicate(scratch, index),
        )
        .expect("threads");
        let start = Instant::now();
        black_box(ensemble.run(0..100, &AtomicBool::new(false), |_| ()));
        let seconds = start.elapsed().as_secs_f64();
        if threads == 1 {
            one = seconds;
        }
        println!("{threads} threads: {:.2} times the speed of one", one / seconds);
    }
}
