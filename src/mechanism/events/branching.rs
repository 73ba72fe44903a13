//! The branching process: past events call forth new ones.
//!
//! ```text
//! λ[k](t) = μ[k](t) + Σ_{events i of type l before t} M[l,k] b e^(−b (t − t_i))
//! ```
//!
//! with μ the background [events/day], M[l,k] the mean number of direct offspring of type k of an event of type l, and
//! 1/b the decay time [days]. The intensity's memory is one number a type, so a week is exact: events of the
//! background and of the memory come first, each then has its offspring within the week, and what is left of its
//! kernel joins the memory. Types are zone × channel; M couples channels within a zone and like channels of
//! neighbouring zones, M = I ⊗ B + N ⊗ S with N row-stochastic, so its spectral radius is that of B + S.
//!
//! A. G. Hawkes, *Biometrika* 58 (1971) 83; E. Lewis et al., *Security Journal* 25 (2012) 244.

use crate::random::{Randomness, Stream, poisson};
use crate::world::Birth;
use rand::RngExt;

/// Offspring of one event of each channel, within its zone and in the neighbouring zones together.
#[derive(Clone, Debug)]
pub struct Branching<const C: usize> {
    pub within: [[f64; C]; C],
    pub across: [f64; C],
    /// b [1/day].
    pub decay: f64,
}

impl<const C: usize> Branching<C> {
    /// The spectral radius of the mean offspring matrix, by power iteration on B + S.
    pub fn spectral_radius(&self) -> f64 {
        let mut v = [1.0; C];
        let mut radius = 0.0;
        for _ in 0..200 {
            let mut next = [0.0; C];
            for (k, n) in next.iter_mut().enumerate() {
                // A little of the vector itself keeps the iteration from circling.
                *n = v[k] + self.across[k] * v[k] + (0..C).map(|l| self.within[k][l] * v[l]).sum::<f64>();
            }
            let norm = next.iter().copied().fold(0.0, f64::max);
            radius = norm - 1.0;
            v = next.map(|x| x / norm);
        }
        radius
    }

    /// Scales the excitation so that its spectral radius is `radius`, below 1.
    pub fn scaled_to(mut self, radius: f64) -> Self {
        assert!((0.0..1.0).contains(&radius), "a stationary process has a spectral radius below 1");
        let now = self.spectral_radius();
        if now > 0.0 {
            let s = radius / now;
            self.within.iter_mut().flatten().for_each(|m| *m *= s);
            self.across.iter_mut().for_each(|m| *m *= s);
        }
        self
    }

    /// The background that gives each type its mean rate: μ = rate − Mᵀ rate, never below `least` × rate.
    pub fn background(&self, rate: &[[f64; C]], neighbours: &[Vec<usize>], least: f64) -> Vec<[f64; C]> {
        let mut base = rate.to_vec();
        for (zone, rates) in rate.iter().enumerate() {
            for l in 0..C {
                for (base, within) in base[zone].iter_mut().zip(&self.within[l]) {
                    *base -= rates[l] * within;
                }
                let near = &neighbours[zone];
                for &y in near {
                    base[y][l] -= rates[l] * self.across[l] / near.len() as f64;
                }
            }
        }
        for (b, r) in base.iter_mut().flatten().zip(rate.iter().flatten()) {
            *b = b.max(least * r);
        }
        base
    }

    /// The mean rates of a background, the other way round: rate = μ + Mᵀ rate.
    pub fn settled(&self, background: &[[f64; C]], neighbours: &[Vec<usize>]) -> Vec<[f64; C]> {
        let mut rate = background.to_vec();
        let mut moved = f64::INFINITY;
        while moved > 1e-12 {
            let mut next = background.to_vec();
            for (zone, rates) in rate.iter().enumerate() {
                for (l, r) in rates.iter().enumerate() {
                    for (k, n) in next[zone].iter_mut().enumerate() {
                        *n += r * self.within[l][k];
                    }
                    let near = &neighbours[zone];
                    for &y in near {
                        next[y][l] += r * self.across[l] / near.len() as f64;
                    }
                }
            }
            let largest = next.iter().flatten().copied().fold(1e-9, f64::max);
            let pairs = next.iter().flatten().zip(rate.iter().flatten());
            moved = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) / largest;
            rate = next;
        }
        rate
    }

    /// A week of the process: `background` [events/day], `memory` the excitation at the week's start [events/day],
    /// left as at its end. Births come in no particular order.
    pub fn week(
        &self,
        background: &[[f64; C]],
        memory: &mut [[f64; C]],
        neighbours: &[Vec<usize>],
        luck: &Randomness,
        week: u32,
        births: &mut Vec<Birth>,
    ) {
        births.clear();
        let span = 7.0;
        let fade = (-self.decay * span).exp();
        for zone in 0..background.len() {
            for channel in 0..C {
                let mut rng = luck.stream("events", week, (zone * C + channel) as u64);
                let fresh = poisson(background[zone][channel] * span, &mut rng);
                let kept = memory[zone][channel] / self.decay * (1.0 - fade);
                let late = poisson(kept, &mut rng);
                memory[zone][channel] *= fade;
                for number in 0..fresh + late {
                    let day = if number < fresh {
                        rng.random::<f64>() * span
                    } else {
                        self.delay_within(span, &mut rng)
                    };
                    births.push(Birth { day, zone, channel, number });
                }
            }
        }
        let mut parent = 0;
        while parent < births.len() {
            self.offspring(births[parent], memory, neighbours, luck, week, births);
            parent += 1;
        }
    }

    /// Children of one event within the week; the rest of its kernel joins the memory.
    fn offspring(
        &self,
        parent: Birth,
        memory: &mut [[f64; C]],
        neighbours: &[Vec<usize>],
        luck: &Randomness,
        week: u32,
        births: &mut Vec<Birth>,
    ) {
        let Birth { day, zone, channel, number } = parent;
        let left = 7.0 - day;
        let within_week = -(-self.decay * left).exp_m1();
        let entity = (((zone * C + channel) as u64) << 32) | u64::from(number);
        let mut rng = luck.stream("offspring", week, entity);
        let mut bear = |zone: usize, k: usize, mean: f64, births: &mut Vec<Birth>| {
            if mean <= 0.0 {
                return;
            }
            memory[zone][k] += mean * self.decay * (1.0 - within_week);
            for _ in 0..poisson(mean * within_week, &mut rng) {
                let number = births.iter().filter(|b| b.zone == zone && b.channel == k).count() as u32;
                let day = day + self.delay_within(left, &mut rng);
                births.push(Birth { day, zone, channel: k, number });
            }
        };
        for k in 0..C {
            bear(zone, k, self.within[channel][k], births);
        }
        let near = &neighbours[zone];
        for &y in near {
            bear(y, channel, self.across[channel] / near.len() as f64, births);
        }
    }

    /// An exponential delay, given that it is below `span`.
    fn delay_within(&self, span: f64, rng: &mut Stream) -> f64 {
        let most = -(-self.decay * span).exp_m1();
        let u: f64 = rng.random::<f64>() * most;
        -(-u).ln_1p() / self.decay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(n: f64, days: f64) -> Branching<1> {
        Branching { within: [[n]], across: [0.0], decay: 1.0 / days }
    }

    fn run(process: &Branching<1>, mu: f64, weeks: u32, seed: u64) -> Vec<f64> {
        let luck = Randomness::new(seed, 0);
        let (mut memory, mut births, mut times) = (vec![[0.0]], Vec::new(), Vec::new());
        for week in 0..weeks {
            process.week(&[[mu]], &mut memory, &[vec![]], &luck, week, &mut births);
            let first = times.len();
            times.extend(births.iter().map(|b| f64::from(week) * 7.0 + b.day));
            times[first..].sort_by(f64::total_cmp);
        }
        times
    }

    /// V18: mean rate μ/(1−n), dispersion over long windows near 1/(1−n)², and exponential rescaled residuals.
    #[test]
    fn the_process_is_hawkes() {
        let mu = 0.5;
        for (n, days, rate, fano) in
            [(0.37, 14.0, 0.794, 2.52), (0.43, 21.0, 0.877, 3.06), (0.50, 30.0, 1.000, 3.90)]
        {
            let process = simple(n, days);
            let weeks = 1_000_000 / 7;
            let times: Vec<f64> = (0..4)
                .flat_map(|s| run(&process, mu, weeks, s).into_iter().map(move |t| (s, t)))
                .map(|x| x.1)
                .collect();
            let total = 4.0 * f64::from(weeks) * 7.0;
            let mean = times.len() as f64 / total;
            assert!((mean - rate).abs() < 0.01 * rate, "rate {mean} for {rate}");
            let mut counts = vec![0.0; 4 * 1000];
            let mut run_index = 0;
            let mut last = 0.0;
            for &t in &times {
                if t < last {
                    run_index += 1;
                }
                last = t;
                let window = ((t / 1000.0) as usize).min(999);
                counts[run_index * 1000 + window] += 1.0;
            }
            // The last window of each run is short by a few days: leave it out.
            let whole: Vec<f64> = counts.chunks(1000).flat_map(|c| c[..999].iter().copied()).collect();
            let m = whole.iter().sum::<f64>() / whole.len() as f64;
            let v = whole.iter().map(|c| (c - m).powi(2)).sum::<f64>() / (whole.len() - 1) as f64;
            let error = fano * (2.0 / whole.len() as f64).sqrt();
            assert!((v / m - fano).abs() < (0.05 * fano).max(4.0 * error), "Fano {} for {fano}", v / m);
        }
    }

    /// V18: with the integrated intensity as the clock, waiting times are exponential (Kolmogorov–Smirnov).
    #[test]
    fn rescaled_waiting_times_are_exponential() {
        let process = simple(0.43, 21.0);
        let times = run(&process, 0.5, 1200, 9);
        let (mut memory, mut last, mut clock) = (0.0f64, 0.0, Vec::new());
        for &t in &times {
            let gap = t - last;
            let faded = memory * (-process.decay * gap).exp();
            clock.push(1.0 - (-(0.5 * gap + (memory - faded) / process.decay)).exp());
            memory = faded + 0.43 * process.decay;
            last = t;
        }
        clock.sort_by(f64::total_cmp);
        let n = clock.len() as f64;
        let d = clock
            .iter()
            .enumerate()
            .map(|(i, &u)| (u - i as f64 / n).abs().max(((i + 1) as f64 / n - u).abs()))
            .fold(0.0, f64::max);
        assert!(d * n.sqrt() < 1.628, "KS {} on {n} events", d * n.sqrt());
    }

    /// V18b: zones and channels together have the radius they are scaled to, and rates are what was asked for.
    #[test]
    fn coupled_types_keep_their_rates() {
        let process = Branching::<2> { within: [[1.0, 0.3], [0.1, 0.8]], across: [0.2, 0.2], decay: 0.1 }
            .scaled_to(0.43);
        assert!((process.spectral_radius() - 0.43).abs() < 1e-9);
        let neighbours = [vec![1], vec![0, 2], vec![1]];
        let rate = [[0.3, 0.2], [0.1, 0.4], [0.2, 0.2]];
        let base = process.background(&rate, &neighbours, 0.01);
        for (back, rate) in process.settled(&base, &neighbours).iter().flatten().zip(rate.iter().flatten()) {
            assert!((back - rate).abs() < 1e-9, "a background settles at the rates that it was made for");
        }
        let luck = Randomness::new(4, 0);
        let (mut memory, mut births) = (vec![[0.0; 2]; 3], Vec::new());
        let mut counts = [[0.0; 2]; 3];
        let weeks = 60_000;
        for week in 0..weeks {
            process.week(&base, &mut memory, &neighbours, &luck, week, &mut births);
            births.iter().for_each(|b| counts[b.zone][b.channel] += 1.0);
        }
        for (c, r) in counts.iter().flatten().zip(rate.iter().flatten()) {
            let expected = r * 7.0 * f64::from(weeks);
            // Clusters of mean size 1/(1 − .43) make the variance about 3.1 times Poisson's.
            assert!((c - expected).abs() < 4.0 * (3.1 * expected).sqrt(), "{c} for {expected}");
        }
    }

    #[test]
    #[should_panic(expected = "below 1")]
    fn an_explosive_process_is_refused() {
        let _ = simple(0.5, 7.0).scaled_to(1.05);
    }
}
