//! The reference scenarios, run by the ordinary model, give what paper gives.
//!
//! Bounds are four standard errors of the sample or, where the closed form holds for large numbers only, the
//! tolerance beside it.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use concession::ensemble::Ensemble;
use concession::scenario::Scenario;
use concession::simulation::Model;

/// Outcomes of many replicates by name.
struct Sample {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

/// Runs a reference scenario with other values.
fn sample(file: &str, replicates: u64, sets: &[(&str, &str)]) -> Sample {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/reference").join(file);
    let sets: Vec<(String, String)> =
        sets.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    let scenario = Scenario::load(&path, &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let model = Model::new(scenario);
    let ensemble = Ensemble::new(None, || model.scratch(), |scratch, index| model.replicate(scratch, index))
        .expect("threads");
    let attempts = ensemble.run(0..replicates, &AtomicBool::new(false), |_| ());
    let rows = attempts.into_iter().map(|attempt| attempt.expect("a replicate without fault").outcomes);
    let names = model.columns().outcomes.iter().map(|column| column.name.clone()).collect();
    Sample { names, rows: rows.collect() }
}

impl Sample {
    /// The defined values of an outcome.
    fn values(&self, name: &str) -> Vec<f64> {
        let column = self.names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no outcome {name}"));
        self.rows.iter().map(|row| row[column]).filter(|x| !x.is_nan()).collect()
    }

    /// Mean and its standard error.
    fn mean(&self, name: &str) -> (f64, f64) {
        let (mean, variance, n) = self.moments(name);
        (mean, (variance / n).sqrt())
    }

    fn moments(&self, name: &str) -> (f64, f64, f64) {
        let values = self.values(name);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0), n)
    }

    /// The mean lies within four standard errors of what is expected, known to `digits`.
    fn is(&self, name: &str, expected: f64, digits: f64) {
        let (mean, error) = self.mean(name);
        let bound = 4.0 * error + digits;
        assert!((mean - expected).abs() <= bound, "{name}: {mean} ± {error} for {expected}");
    }

    /// The mean lies within a tolerance, and the sample is large enough to say so.
    fn is_within(&self, name: &str, expected: f64, tolerance: f64) {
        let (mean, error) = self.mean(name);
        assert!(4.0 * error <= tolerance, "{name}: a standard error of {error} cannot tell {tolerance}");
        assert!((mean - expected).abs() <= tolerance, "{name}: {mean} ± {error} for {expected}");
    }
}

const FOUR_DIGITS: f64 = 5e-5;
const THREE_DIGITS: f64 = 5e-4;

fn duel(a: &str, b: &str, law: &str) -> Sample {
    let sets = [("laboratory.bands.fama.men", a), ("laboratory.bands.jnim.men", b), ("laboratory.law", law)];
    sample("lanchester-square.toml", 30_000, &sets)
}

/// V02: the file as it stands, and at other forces.
#[test]
fn lanchesters_duel_is_won_as_often_as_exact_chances_say() {
    let own = sample("lanchester-square.toml", 60_000, &[]);
    own.is("wins.fama", 0.7686, FOUR_DIGITS);
    own.is("left_if_wins.fama", 7.515, THREE_DIGITS);
    for (a, b, wins, left) in
        [("10", "10", 0.5, 5.715), ("20", "18", 0.7122, 10.851), ("30", "20", 0.9930, 21.767)]
    {
        let sample = duel(a, b, "square");
        sample.is("wins.fama", wins, FOUR_DIGITS);
        sample.is("left_if_wins.fama", left, THREE_DIGITS);
    }
}

/// V03: under the linear law numbers help less.
#[test]
fn the_linear_law_favours_the_larger_side_less() {
    for (a, b, wins, square) in [("12", "10", 0.6682, 0.7686), ("20", "18", 0.6286, 0.7122)] {
        let sample = duel(a, b, "linear");
        sample.is("wins.fama", wins, FOUR_DIGITS);
        assert!(sample.mean("wins.fama").0 < square - 0.05);
    }
}

/// Chance that ambushers win, and men that they have left if they do, from the chain of losses itself: the next man
/// lost is an ambusher with probability βx/(α + βx), x the ambushed that are left.
fn exact_ambush(ambushers: usize, ambushed: usize, aimed: f64, area: f64) -> (f64, f64) {
    let mut at = vec![vec![0.0; ambushed + 1]; ambushers + 1];
    at[ambushers][ambushed] = 1.0;
    for y in (1..=ambushers).rev() {
        for x in (1..=ambushed).rev() {
            let loss = area * x as f64 / (aimed + area * x as f64);
            at[y - 1][x] += at[y][x] * loss;
            at[y][x - 1] += at[y][x] * (1.0 - loss);
        }
    }
    let wins: f64 = (1..=ambushers).map(|y| at[y][0]).sum();
    let left: f64 = (1..=ambushers).map(|y| at[y][0] * y as f64).sum();
    (wins, left / wins)
}

/// V04: in large numbers the invariant decides, and parity is at b x²/(2a); in small ones the exact chain does.
#[test]
fn deitchmans_ambush_follows_its_invariant_and_its_chain() {
    let men = |men: &'static str| [("laboratory.bands.jnim.men", men)];
    let sixty = sample("deitchman-ambush.toml", 200, &[]);
    sixty.is_within("left.jnim", 10_000.0, 100.0);
    sixty.is("wins.jnim", 1.0, 0.0);
    let forty = sample("deitchman-ambush.toml", 200, &men("40000"));
    forty.is_within("left.fama", 44_721.0, 447.2);
    forty.is("wins.jnim", 0.0, 0.0);
    // Around parity, 50 for 100, a tenth more or less of the ambushers decides.
    let (more, fewer) = (
        sample("deitchman-ambush.toml", 50, &men("55000")),
        sample("deitchman-ambush.toml", 50, &men("45000")),
    );
    assert!(more.mean("wins.jnim").0 == 1.0 && fewer.mean("wins.jnim").0 == 0.0);
    for (ambushers, men) in [(60, "60"), (50, "50"), (40, "40")] {
        let sets = [
            ("laboratory.bands.jnim.men", men),
            ("laboratory.bands.fama.men", "100"),
            ("laboratory.area", "0.001"),
        ];
        let small = sample("deitchman-ambush.toml", 8_000, &sets);
        let (wins, left) = exact_ambush(ambushers, 100, 0.1, 0.001);
        small.is("wins.jnim", wins, 1e-9);
        small.is("left_if_wins.jnim", left, 1e-9);
    }
}

/// V05: the insurgents' share is where Kress and Szechtman put it, whatever the state's strength and rate of fire.
#[test]
fn fire_without_knowledge_keeps_the_insurgency_at_its_share() {
    let steady = |theta: f64, mu: f64| ((theta * (1.0 - mu) - mu) / ((1.0 - mu) * (1.0 + theta))).max(0.0);
    for (theta, mu, share) in
        [(0.5, 0.2, 0.1667), (0.5, 0.3, 0.0476), (0.5, 0.4, 0.0), (1.0, 0.2, 0.3750), (1.0, 0.45, 0.0909)]
    {
        assert!((steady(theta, mu) - share).abs() < FOUR_DIGITS);
        let (recruitment, intelligence) = (theta.to_string(), mu.to_string());
        let sets = [
            ("laboratory.recruitment", recruitment.as_str()),
            ("laboratory.intelligence", intelligence.as_str()),
        ];
        sample("kress-szechtman-loop.toml", 40, &sets).is_within("insurgent_share", share, 0.003);
    }
    for (path, value) in [("laboratory.bands.fama.men", "4000"), ("laboratory.aimed", "0.02")] {
        let doubled = sample("kress-szechtman-loop.toml", 40, &[(path, value)]);
        doubled.is_within("insurgent_share", 0.1667, 0.003);
    }
}

/// Variance over mean of the counts of `days`, of a stationary process with exponential memory.
fn fano(branching: f64, decay: f64, days: f64) -> f64 {
    let k2 = (1.0 - branching).powi(-2);
    let fades = (1.0 - branching) / decay * days;
    k2 + (1.0 - k2) * -(-fades).exp_m1() / fades
}

/// V18: rate and dispersion of a self-exciting process.
#[test]
fn violence_that_breeds_violence_settles_at_its_rate() {
    const DAYS: f64 = 521.0 * 7.0;
    for (branching, decay, rate) in [(0.43, 21.0, 0.877), (0.37, 14.0, 0.794), (0.50, 30.0, 1.000)] {
        let (n, d) = (branching.to_string(), decay.to_string());
        let sets = [("events.branching", n.as_str()), ("events.decay", d.as_str())];
        let sample = sample("hawkes-branching.toml", 2_000, &sets);
        sample.is("events_per_day", 0.5 / (1.0 - branching), 1e-9);
        sample.is_within("events_per_day", rate, 0.01 * rate);
        let (mean, variance, n) = sample.moments("events");
        let (seen, expected) = (variance / mean, fano(branching, decay, DAYS));
        let error = expected * (2.0 / n).sqrt();
        assert!((seen - expected).abs() < 4.0 * error, "Fano {seen} ± {error} for {expected}");
    }
}

/// V23: a stock lasts its days over the share of demand that nothing replaces.
#[test]
fn a_stock_runs_dry_on_its_day() {
    for (stock, inflow, day) in [(14.0, 0.0, 14.0), (14.0, 0.6, 35.0), (10.0, 0.25, 40.0 / 3.0)] {
        let (stock_days, share) = (format!("{stock:?}"), format!("{inflow:?}"));
        let sets = [("laboratory.stock_days", stock_days.as_str()), ("laboratory.inflow", share.as_str())];
        let days = sample("stock-runs-dry.toml", 10, &sets).values("dry_day");
        assert_eq!(days.len(), 10);
        // Stocks are whole litres of tens of millions a week.
        assert!(days.iter().all(|dry| (dry - day).abs() < 1e-5), "{days:?} for {day}");
    }
    let balanced = sample("stock-runs-dry.toml", 2, &[("laboratory.inflow", "1.0")]);
    assert!(balanced.values("dry_day").is_empty(), "a stock that is refilled never runs dry");
}

/// V25: survival and the incidences of two constant hazards.
#[test]
fn two_hazards_share_the_exits_in_proportion() {
    let own = sample("competing-risks.toml", 10_000, &[]);
    for (name, expected) in [("regime.survives", 0.4584), ("exit.coup", 0.3611), ("exit.takeover", 0.1805)] {
        own.is(name, expected, FOUR_DIGITS);
    }
    let other = sample("competing-risks.toml", 10_000, &[("laboratory.hazards", "[0.002, 0.02]")]);
    let lives = (-0.022f64 * 52.0).exp();
    other.is("regime.survives", lives, 1e-9);
    other.is("exit.takeover", (1.0 - lives) * 0.02 / 0.022, 1e-9);
}
