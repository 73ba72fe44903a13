//! How often intervals hold the truth.
//!
//! Shares by exact enumeration: every table there can be, weighted by its probability. All else on 2,000 simulated ensembles
//! of a normal, a lognormal and a two-humped law: within four standard errors of the level where theory makes the procedure
//! exact, and printed where it does not (`cargo test --test coverage -- --nocapture`; the table of docs/method.md).

use concession::stats::bootstrap::Bootstrap;
use concession::stats::ecdf::Ecdf;
use concession::stats::estimate::Interval;
use concession::stats::mann_whitney::{mann_whitney, mann_whitney_interval};
use concession::stats::max_t::MaxT;
use concession::stats::moments::Moments;
use concession::stats::paired::Paired;
use concession::stats::paired_proportion::PairedProportion;
use concession::stats::proportion::Proportion;
use concession::stats::quantile::{quantile_interval, sorted};
use concession::stats::quantile_shift::QuantileShift;
use concession::stats::simultaneous::bonferroni;
use concession::stats::special::{binomial_cdf, binomial_quantile, normal_cdf, normal_quantile};
use concession::stats::superiority::Superiority;
use concession::stats::unpaired::Unpaired;
use concession::stats::unpaired_proportion::UnpairedProportion;
use concession::stats::variance_split::VarianceSplit;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

const LEVEL: f64 = 0.95;
const ENSEMBLES: u64 = 2_000;
/// Of each bootstrap; the commands take more.
const RESAMPLES: usize = 200;
const SIZES: [u64; 3] = [50, 200, 1000];
const SHARES: [f64; 3] = [0.02, 0.1, 0.5];

/// ln n! for n up to 1,000.
fn ln_factorials() -> Vec<f64> {
    let mut all = vec![0.0; 1001];
    (1..=1000).for_each(|n| all[n] = all[n - 1] + (n as f64).ln());
    all
}

/// The probability of each number of successes.
fn binomial(n: u64, p: f64) -> Vec<f64> {
    let f = ln_factorials();
    let ln = |k: usize| {
        f[n as usize] - f[k] - f[n as usize - k] + k as f64 * p.ln() + (n as usize - k) as f64 * (-p).ln_1p()
    };
    (0..=n as usize).map(|k| ln(k).exp()).collect()
}

#[test]
fn intervals_of_a_share_cover_it_as_exact_enumeration_says() {
    type Method = fn(&Proportion, f64) -> Interval;
    const METHODS: [(&str, Method); 3] = [
        ("Wilson", Proportion::wilson),
        ("Clopper–Pearson", Proportion::clopper_pearson),
        ("Jeffreys", Proportion::jeffreys),
    ];
    println!("\nA share, exact\n| n | p | Wilson | Clopper–Pearson | Jeffreys |\n|--:|--:|--:|--:|--:|");
    for n in SIZES {
        for p in SHARES {
            let chances = binomial(n, p);
            let coverage = METHODS.map(|(_, method)| {
                let holds = |&(k, _): &(u64, &f64)| {
                    method(&Proportion { successes: k, trials: n }, LEVEL).contains(p)
                };
                (0..).zip(&chances).filter(holds).map(|(_, chance)| chance).sum::<f64>()
            });
            let cells = coverage.map(|c| format!("{c:.4}")).join(" | ");
            println!("| {n} | {p} | {cells} |");
            assert!(coverage[1] >= LEVEL, "Clopper and Pearson promise at least the level: {coverage:?}");
            assert!(coverage[0] > 0.92 && coverage[2] > 0.91, "n = {n}, p = {p}: {coverage:?}");
        }
    }
}

#[test]
fn intervals_of_a_difference_of_independent_shares_cover_it_as_exact_enumeration_says() {
    println!(
        "\nA difference of independent shares, exact (Newcombe)\n| n | p₁, p₂ | coverage |\n|--:|--:|--:|"
    );
    for n in [50, 200] {
        for (p, q) in [(0.02, 0.02), (0.02, 0.1), (0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.5, 0.6)] {
            let (first, second) = (binomial(n, p), binomial(n, q));
            let coverage: f64 = (0..=n)
                .into_par_iter()
                .map(|k| {
                    let share = |successes| Proportion { successes, trials: n };
                    let holds = |j: u64| {
                        let both = UnpairedProportion { first: share(k), second: share(j) };
                        both.newcombe(LEVEL).contains(q - p)
                    };
                    first[k as usize] * (0..=n).filter(|&j| holds(j)).map(|j| second[j as usize]).sum::<f64>()
                })
                .sum();
            println!("| {n} | {p}, {q} | {coverage:.4} |");
            assert!((0.93..=1.0).contains(&coverage), "{n} {p} {q}: {coverage}");
        }
    }
}

/// A pair's chances: both, first only, second only, neither.
const PAIRS: [[f64; 4]; 6] = [
    [0.4, 0.1, 0.1, 0.4],
    [0.45, 0.02, 0.08, 0.45],
    [0.08, 0.02, 0.02, 0.88],
    [0.01, 0.01, 0.09, 0.89],
    [0.5, 0.001, 0.001, 0.498],
    [0.02, 0.001, 0.02, 0.959],
];

/// Every table of 50 pairs with its probability.
fn tables(cells: [f64; 4]) -> impl ParallelIterator<Item = (PairedProportion, f64)> {
    const N: u64 = 50;
    let f = ln_factorials();
    (0..=N).into_par_iter().flat_map_iter(move |both| {
        let f = f.clone();
        (0..=N - both).flat_map(move |first_only| {
            let f = f.clone();
            (0..=N - both - first_only).map(move |second_only| {
                let neither = N - both - first_only - second_only;
                let counts = [both, first_only, second_only, neither];
                let ln: f64 =
                    counts.iter().zip(cells).map(|(&k, p)| k as f64 * p.ln() - f[k as usize]).sum::<f64>()
                        + f[N as usize];
                (PairedProportion { both, first_only, second_only, neither }, ln.exp())
            })
        })
    })
}

#[test]
fn intervals_of_a_paired_difference_of_shares_cover_it_as_exact_enumeration_says() {
    println!(
        "\nPaired shares, exact, n = 50\n| both, first, second, neither | Newcombe | share of better pairs |\n|---|--:|--:|"
    );
    for cells in PAIRS {
        let (difference, better) = (cells[2] - cells[1], 0.5 * (1.0 + cells[2] - cells[1]));
        let held = |holds: &(dyn Fn(&PairedProportion) -> bool + Sync)| -> f64 {
            tables(cells).filter(|(table, _)| holds(table)).map(|(_, chance)| chance).sum()
        };
        let newcombe = held(&|table| table.newcombe(LEVEL).contains(difference));
        let superiority = held(&|t| {
            let all = Superiority { better: t.second_only, worse: t.first_only, tied: t.both + t.neither };
            all.interval(LEVEL).contains(better)
        });
        println!("| {cells:?} | {newcombe:.4} | {superiority:.4} |");
        assert!(newcombe > 0.92 && superiority > 0.93, "{cells:?}: {newcombe} {superiority}");
    }
}

/// A law to draw from.
#[derive(Clone, Copy, Debug)]
enum Law {
    Normal,
    /// Of log-mean 0 and log-deviation 1: a mean of 1.65 and a skewness of 6.2.
    Lognormal,
    /// Seven in ten around 0 ± 1, three around 4 ± ½.
    TwoHumps,
}

const LAWS: [Law; 3] = [Law::Normal, Law::Lognormal, Law::TwoHumps];

impl Law {
    fn draw(self, rng: &mut Xoshiro256PlusPlus) -> f64 {
        let z = normal_quantile(rng.random::<f64>().max(1e-300));
        match self {
            Law::Normal => z,
            Law::Lognormal => z.exp(),
            Law::TwoHumps if rng.random_bool(0.7) => z,
            Law::TwoHumps => 4.0 + 0.5 * z,
        }
    }

    fn mean(self) -> f64 {
        match self {
            Law::Normal => 0.0,
            Law::Lognormal => 0.5f64.exp(),
            Law::TwoHumps => 1.2,
        }
    }

    fn cdf(self, x: f64) -> f64 {
        match self {
            Law::Normal => normal_cdf(x),
            Law::Lognormal => normal_cdf(x.max(1e-300).ln()),
            Law::TwoHumps => 0.7 * normal_cdf(x) + 0.3 * normal_cdf((x - 4.0) / 0.5),
        }
    }

    fn quantile(self, p: f64) -> f64 {
        let (mut low, mut high) = (-40.0, 40.0);
        while high - low > 1e-12 {
            let middle = 0.5 * (low + high);
            if self.cdf(middle) < p { low = middle } else { high = middle }
        }
        low
    }
}

/// How often `covers` is true over the ensembles, each with its own random numbers.
fn coverage(stream: u64, covers: impl Fn(&mut Xoshiro256PlusPlus) -> bool + Sync) -> f64 {
    let one = |k: &u64| covers(&mut Xoshiro256PlusPlus::seed_from_u64(stream * 1_000_000 + k));
    (0..ENSEMBLES).into_par_iter().filter(one).count() as f64 / ENSEMBLES as f64
}

/// Four standard errors of a share of ensembles.
fn bound(level: f64) -> f64 {
    4.0 * (level * (1.0 - level) / ENSEMBLES as f64).sqrt()
}

fn sample(law: Law, n: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    (0..n).map(|_| law.draw(rng)).collect()
}

/// Prints a row of coverages by law, and holds the first to its level where it is exact.
fn row(name: &str, n: usize, coverages: [f64; 3], exact: bool) {
    println!("| {name} | {n} | {:.3} | {:.3} | {:.3} |", coverages[0], coverages[1], coverages[2]);
    if exact {
        assert!((coverages[0] - LEVEL).abs() < bound(LEVEL), "{name}, n = {n}: {coverages:?}");
    }
}

fn head(title: &str) {
    println!("\n{title}\n| interval | n | normal | lognormal | two humps |\n|---|--:|--:|--:|--:|");
}

#[test]
fn intervals_of_means_cover_them() {
    head("Means");
    for n in [50, 200] {
        let students = LAWS.map(|law| {
            coverage(1 + n as u64, |rng| {
                sample(law, n, rng).iter().collect::<Moments>().interval(LEVEL).contains(law.mean())
            })
        });
        row("mean, or paired difference: Student", n, students, true);
        let welch = LAWS.map(|law| {
            coverage(2 + n as u64, |rng| {
                let wide: Vec<f64> = sample(law, n, rng).iter().map(|x| 2.0 * x).collect();
                Unpaired::of(&sample(law, n, rng), &wide).interval(LEVEL).contains(law.mean())
            })
        });
        row("unpaired difference of means: Welch", n, welch, false);
        let bca = LAWS.map(|law| {
            coverage(3 + n as u64, |rng| {
                let mean = |sample: &[f64]| sample.iter().sum::<f64>() / sample.len() as f64;
                let sample = sample(law, n, rng);
                Bootstrap::of(&sample, mean, RESAMPLES, rng.random()).bca(LEVEL).contains(law.mean())
            })
        });
        row("mean: BCa bootstrap", n, bca, false);
        for shares in [students, welch, bca] {
            assert!(shares.iter().all(|share| *share > 0.86), "{shares:?}");
        }
    }
}

/// Order statistics are exact whatever the law: the coverage is the binomial's.
#[test]
fn intervals_of_quantiles_cover_them_whatever_the_law() {
    head("Quantiles");
    for p in [0.05, 0.5, 0.95] {
        let n = 200u64;
        let (low, high) = (binomial_quantile(n, p, 0.025), binomial_quantile(n, p, 0.975) + 1);
        let exact = binomial_cdf(n, p, high - 1) - if low == 0 { 0.0 } else { binomial_cdf(n, p, low - 1) };
        let coverages = LAWS.map(|law| {
            let truth = law.quantile(p);
            coverage(11, |rng| {
                quantile_interval(&sorted(&sample(law, n as usize, rng)), p, LEVEL).contains(truth)
            })
        });
        row(&format!("{} % point: order statistics (exact: {exact:.3})", 100.0 * p), 200, coverages, false);
        assert!(coverages.iter().all(|share| (share - exact).abs() < bound(exact)), "{p}: {coverages:?}");
    }
    for (paired, words) in [(true, "paired"), (false, "unpaired")] {
        for n in [50, 200] {
            let laws = LAWS.map(|law| shifts(law, n, paired));
            for (k, p) in POINTS.iter().enumerate() {
                let shares = laws.map(|shares| shares[k]);
                row(&format!("{words} shift of the {} % point: bootstrap", 100.0 * p), n, shares, false);
                let least = if *p == 0.5 { 0.93 } else { 0.84 };
                assert!(shares.iter().all(|share| *share > least), "{n} {p}: {shares:?}");
            }
        }
    }
}

/// Quantiles whose shifts are looked at.
const POINTS: [f64; 3] = [0.05, 0.5, 0.95];

/// How often a shift of .3 is in its interval at each point; seven in ten keep their luck if `paired`.
fn shifts(law: Law, n: usize, paired: bool) -> [f64; 3] {
    let one = |k: u64| {
        let rng = &mut Xoshiro256PlusPlus::seed_from_u64(12_000_000 + 1_000_000 * n as u64 + k);
        let first = sample(law, n, rng);
        let keep = |x: f64, rng: &mut Xoshiro256PlusPlus| {
            0.3 + if paired && rng.random_bool(0.7) { x } else { law.draw(rng) }
        };
        let second: Vec<f64> = first.iter().map(|&x| keep(x, rng)).collect();
        let of = if paired { QuantileShift::paired } else { QuantileShift::unpaired };
        let shifts = of(&first, &second, &POINTS, RESAMPLES, rng.random());
        std::array::from_fn::<u64, 3, _>(|k| u64::from(shifts[k].interval(LEVEL).contains(0.3)))
    };
    let add = |a: [u64; 3], b: [u64; 3]| std::array::from_fn(|k| a[k] + b[k]);
    let covered = (0..ENSEMBLES).into_par_iter().map(one).reduce(|| [0; 3], add);
    covered.map(|count| count as f64 / ENSEMBLES as f64)
}

/// Long tails cost small samples coverage whatever is done (a t-interval of 50 lognormals holds the mean in about 90 %); the bootstrap is
/// held to what Student's intervals at Bonferroni's level keep on the same samples.
#[test]
fn intervals_for_several_scenarios_hold_together() {
    head("Several at once");
    for n in [50, 200] {
        // Three scenarios that share half their luck.
        let columns = |law: Law, rng: &mut Xoshiro256PlusPlus| -> [Vec<f64>; 3] {
            let common = sample(law, n, rng);
            std::array::from_fn(|_| common.iter().map(|x| 0.5 * (x + law.draw(rng))).collect())
        };
        let together = LAWS.map(|law| {
            coverage(21 + n as u64, |rng| {
                let columns = columns(law, rng);
                let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
                let max_t = MaxT::of(&views, RESAMPLES, rng.random(), LEVEL);
                max_t.intervals().iter().all(|interval| interval.contains(law.mean()))
            })
        });
        let each = bonferroni(LEVEL, 3);
        let student = LAWS.map(|law| {
            coverage(21 + n as u64, |rng| {
                let moments = |column: &Vec<f64>| column.iter().copied().collect::<Moments>();
                columns(law, rng).iter().all(|column| moments(column).interval(each).contains(law.mean()))
            })
        });
        row("three differences: max-t bootstrap", n, together, false);
        row("three differences: Student, Bonferroni", n, student, false);
        for (share, least) in together.iter().zip(student) {
            assert!(*share > least.min(LEVEL) - bound(LEVEL), "{together:?} {student:?}");
        }
    }
}

#[test]
fn intervals_of_shares_of_better_pairs_and_bands_of_distributions_cover_them() {
    head("Distributions");
    for n in [50, 200] {
        let above = LAWS.map(|law| {
            coverage(31 + n as u64, |rng| {
                let estimate = mann_whitney(&sample(law, n, rng), &sample(law, n, rng));
                mann_whitney_interval(&estimate, LEVEL).contains(0.5)
            })
        });
        row("one above another, unpaired: Brunner–Munzel", n, above, false);
        let bands = LAWS.map(|law| {
            coverage(32 + n as u64, |rng| {
                let ecdf = Ecdf::of(&sample(law, n, rng));
                let inside = |(k, &x): (usize, &f64)| {
                    let (below, half) = (k as f64 / n as f64, ecdf.half_band(LEVEL));
                    (law.cdf(x) - below - 1.0 / n as f64).abs() <= half && (law.cdf(x) - below).abs() <= half
                };
                ecdf.sorted().iter().enumerate().all(inside)
            })
        });
        row("whole distribution function: DKW band (at least .95)", n, bands, false);
        assert!(above.iter().all(|share| (share - LEVEL).abs() < 0.01 + bound(LEVEL)), "{above:?}");
        assert!(bands.iter().all(|share| *share > LEVEL - bound(LEVEL)), "{bands:?}");
    }
}

#[test]
fn intervals_of_the_parameters_share_of_variance_cover_it() {
    head("Variance between draws: 40 draws of 5, a third of the variance theirs");
    let spread = LAWS.map(|law| {
        coverage(41, |rng| {
            let split = (0..40).fold(VarianceSplit::default(), |mut split, _| {
                let own = law.draw(rng);
                split.add(&std::array::from_fn::<_, 5, _>(|_| own + 2f64.sqrt() * law.draw(rng)));
                split
            });
            split.interval(LEVEL).contains(1.0 / 3.0)
        })
    });
    row("share of variance: Fisher", 200, spread, true);
}

/// Pairing gains what the correlation promises, and an unpaired interval on paired data covers too much.
#[test]
fn an_unpaired_interval_on_common_random_numbers_is_too_wide() {
    let shares = [true, false].map(|paired| {
        coverage(51, |rng| {
            let first = sample(Law::Normal, 100, rng);
            let second: Vec<f64> = first.iter().map(|x| 0.9 * x + 0.3 * Law::Normal.draw(rng)).collect();
            if paired {
                first.into_iter().zip(second).collect::<Paired>().interval(LEVEL).contains(0.0)
            } else {
                Unpaired::of(&first, &second).interval(LEVEL).contains(0.0)
            }
        })
    });
    assert!((shares[0] - LEVEL).abs() < bound(LEVEL), "{shares:?}");
    assert!(shares[1] > 0.999, "{shares:?}");
}
