//! The address of every draw.
//!
//! A number is a function of where it is used and of nothing else: seed, replicate, purpose, week and entity. The
//! scenario is not part of the address, so two scenarios share their luck (common random numbers), and results are
//! the same on any number of threads. Words of an address are absorbed one after another by the finaliser of
//! SplitMix64; the result seeds a Xoshiro256++ generator ([`Randomness::stream`]), or a lane of SplitMix64 read at
//! any position ([`Randomness::lane`]), which is how civilians draw without a generator each.
//!
//! G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators* (OOPSLA 2014);
//! D. Blackman, S. Vigna, *Scrambled linear pseudorandom number generators* (ACM TOMS 47, 2021).

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a rule draws from.
pub type Stream = Xoshiro256PlusPlus;

/// The name of the generators, as a record states it.
pub const GENERATORS: &str = "SplitMix64 addresses, Xoshiro256++ streams, SplitMix64 lanes";

/// 2⁶⁴ over the golden ratio: the step of SplitMix64's counter.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The luck of one replicate.
#[derive(Clone, Copy, Debug)]
pub struct Randomness {
    key: u64,
}

impl Randomness {
    pub fn new(seed: u64, replicate: u64) -> Self {
        Self { key: absorb(absorb(0, seed), replicate) }
    }

    /// The generator for `purpose` in `week` for one `entity`.
    pub fn stream(&self, purpose: &str, week: u32, entity: u64) -> Stream {
        Stream::seed_from_u64(self.address(purpose, week, entity))
    }

    /// As many numbers for `purpose` in `week` as there are agents, each read by the agent's row.
    pub fn lane(&self, purpose: &str, week: u32) -> Lane {
        Lane { key: self.address(purpose, week, 0) }
    }

    /// One uniform number in (0, 1) for what is drawn once a replicate and named by a path.
    pub fn uniform(&self, purpose: &str, path: &str) -> f64 {
        open_unit(mix(absorb(absorb(self.key, hash(purpose)), hash(path))))
    }

    fn address(&self, purpose: &str, week: u32, entity: u64) -> u64 {
        absorb(absorb(absorb(self.key, hash(purpose)), u64::from(week)), entity)
    }
}

/// SplitMix64 as a counter-based generator: word `i` is its `i`-th output.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    key: u64,
}

impl Lane {
    #[inline]
    pub fn word(&self, i: u64) -> u64 {
        mix(self.key.wrapping_add((i + 1).wrapping_mul(GAMMA)))
    }

    /// Two uniform numbers in [0, 1) of 24 bits each, from one word.
    #[inline]
    pub fn pair(&self, i: u64) -> (f32, f32) {
        const UNIT: f32 = 1.0 / (1 << 24) as f32;
        let word = self.word(i);
        ((word >> 40) as f32 * UNIT, ((word >> 8) & 0xff_ffff) as f32 * UNIT)
    }
}

fn open_unit(word: u64) -> f64 {
    ((word >> 11) as f64 + 0.5) * (1.0 / (1u64 << 53) as f64)
}

fn absorb(key: u64, word: u64) -> u64 {
    mix(key.wrapping_add(GAMMA) ^ mix(word.wrapping_add(GAMMA)))
}

/// The finaliser of SplitMix64.
#[inline]
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// FNV-1a of a name.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// 1 with probability `p`.
pub fn happens(p: f64, rng: &mut Stream) -> bool {
    use rand::RngExt;
    rng.random::<f64>() < p
}

/// A Poisson count; 0 where the mean is not positive.
pub fn poisson(mean: f64, rng: &mut Stream) -> u32 {
    use rand_distr::{Distribution, Poisson};
    if mean <= 0.0 {
        return 0;
    }
    let law = Poisson::new(mean.min(1e9)).expect("a positive finite mean");
    law.sample(rng) as u32
}

/// A binomial count; `p` is cut to [0, 1].
pub fn binomial(n: u32, p: f64, rng: &mut Stream) -> u32 {
    use rand_distr::{Binomial, Distribution};
    if n == 0 || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    Binomial::new(n.into(), p).expect("p in (0, 1)").sample(rng) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, RngExt};

    /// A lane is SplitMix64 itself, read out of order.
    #[test]
    fn a_lane_is_splitmix() {
        let lane = Randomness::new(1, 2).lane("test", 3);
        let mut plain = rand_xoshiro::SplitMix64::seed_from_u64(lane.key);
        let inner: Vec<u64> = (0..5).map(|_| plain.next_u64()).collect();
        assert_eq!(inner, (0..5).map(|i| lane.word(i)).collect::<Vec<_>>());
    }

    /// Each word of an address matters.
    #[test]
    fn addresses_differ() {
        let luck = Randomness::new(1, 1);
        let first = |mut s: Stream| s.random::<u64>();
        let base = first(luck.stream("a", 1, 1));
        assert_eq!(base, first(Randomness::new(1, 1).stream("a", 1, 1)));
        for other in [
            Randomness::new(2, 1).stream("a", 1, 1),
            Randomness::new(1, 2).stream("a", 1, 1),
            luck.stream("b", 1, 1),
            luck.stream("a", 2, 1),
            luck.stream("a", 1, 2),
        ] {
            assert_ne!(base, first(other));
        }
    }

    /// Neighbouring addresses are uncorrelated: the mean product of centred first draws is 0 within four errors.
    #[test]
    fn neighbouring_addresses_are_independent() {
        let n = 100_000u64;
        let luck = Randomness::new(7, 0);
        let draw = |week, entity| luck.stream("x", week, entity).random::<f64>() - 0.5;
        let sum: f64 = (0..n).map(|k| draw(1, k) * draw(1, k + 1) + draw(1, k) * draw(2, k)).sum();
        let error = (2.0 * n as f64).sqrt() / 12.0;
        assert!(sum.abs() < 4.0 * error, "{}", sum / error);
    }
}
