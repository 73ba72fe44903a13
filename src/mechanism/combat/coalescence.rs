//! Insurgent bands merge and fall apart.
//!
//! A band of `s` cells meets another at rate `m s` and takes it in, chosen in proportion to its cells, and falls apart
//! into cells at rate `v s`, with m, v per cell and week. In the steady state the number of bands of size s goes as
//! s^(−5/2) up to a cut-off that falls with v/m: the heavy tail of severities comes from who meets whom.
//!
//! Men are conserved. J. C. Bohorquez et al., *Nature* 462 (2009) 911; N. F. Johnson et al., arXiv physics/0506213.

use crate::random::Stream;
use rand::RngExt;
use rand_distr::{Distribution, Exp1};

/// One act of a band among `sizes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The second joins the first.
    Merge(usize, usize),
    /// The band falls apart into its cells.
    Shatter(usize),
}

/// The next act within what is left of the week, and when: a band is chosen in proportion to its cells.
pub fn next(sizes: &[u32], merge: f64, split: f64, rng: &mut Stream) -> Option<(f64, Act)> {
    let cells: u64 = sizes.iter().map(|&s| u64::from(s)).sum();
    let rate = cells as f64 * (merge + split);
    if rate <= 0.0 {
        return None;
    }
    let wait: f64 = Exp1.sample(rng);
    let first = pick(sizes, cells, rng);
    let act = if rng.random::<f64>() * (merge + split) < split {
        Act::Shatter(first)
    } else {
        let rest = cells - u64::from(sizes[first]);
        if rest == 0 {
            return Some((wait / rate, Act::Merge(first, first)));
        }
        Act::Merge(first, pick_other(sizes, first, rest, rng))
    };
    Some((wait / rate, act))
}

fn pick(sizes: &[u32], cells: u64, rng: &mut Stream) -> usize {
    let mut left = rng.random_range(0..cells);
    for (k, &s) in sizes.iter().enumerate() {
        if left < u64::from(s) {
            return k;
        }
        left -= u64::from(s);
    }
    unreachable!("a number below the sum falls on a band")
}

fn pick_other(sizes: &[u32], not: usize, rest: u64, rng: &mut Stream) -> usize {
    let mut left = rng.random_range(0..rest);
    for (k, &s) in sizes.iter().enumerate() {
        if k == not {
            continue;
        }
        if left < u64::from(s) {
            return k;
        }
        left -= u64::from(s);
    }
    unreachable!("a number below the sum falls on a band")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Randomness;

    /// Applies acts to a plain list of sizes.
    fn run(cells: u32, merge: f64, split: f64, acts: u64, mut see: impl FnMut(u64, &[u32])) {
        let mut rng = Randomness::new(19, 0).stream("bands", 0, 0);
        let mut sizes = vec![1; cells as usize];
        for k in 0..acts {
            let (_, act) = next(&sizes, merge, split, &mut rng).expect("cells are there");
            match act {
                Act::Merge(a, b) if a != b => {
                    sizes[a] += sizes[b];
                    sizes.swap_remove(b);
                }
                Act::Merge(..) => {}
                Act::Shatter(a) => {
                    let cells = sizes[a];
                    sizes[a] = 1;
                    sizes.extend(std::iter::repeat_n(1, cells as usize - 1));
                }
            }
            see(k, &sizes);
        }
        assert_eq!(sizes.iter().sum::<u32>(), cells);
    }

    /// V19: sizes go as s^(−5/2): the likelihood estimate of α above x_min 2–5 lies where independent
    /// simulations of the process put it.
    #[test]
    fn sizes_of_bands_have_a_heavy_tail() {
        for split in [0.01, 0.03, 0.1] {
            let mut seen: Vec<u32> = Vec::new();
            run(10_000, 1.0 - split, split, 60_000, |k, sizes| {
                if k > 20_000 && k % 4_000 == 0 {
                    seen.extend_from_slice(sizes);
                }
            });
            let sizes: Vec<u64> = seen.iter().map(|&s| u64::from(s)).collect();
            for x_min in 2..=5 {
                let fit = crate::stats::tail::discrete(&sizes, x_min).exponent;
                let slack = 0.06 + 4.0 * fit.standard_error;
                assert!((fit.value - 2.52).abs() < slack, "v {split}, x_min {x_min}: {fit:?}");
            }
        }
    }
}
