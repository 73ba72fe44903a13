//! The beta distribution, with its quantile function tabulated so that a draw costs nanoseconds.
//!
//! ```text
//! f(x) ∝ x^(a−1) (1 − x)^(b−1),   0 < x < 1
//! ```
//!
//! In log-odds on both axes, `ln(x/(1−x))` over `ln(u/(1−u))`, the quantile function is smooth and its tails are
//! straight lines: 97 nodes, solved by Newton's method and joined by cubics with the true slopes, give it to better
//! than 10⁻⁶.

use std::sync::Arc;

use statrs::function::beta::{beta_reg, ln_beta};

/// Log-odds of the first and last node.
const REACH: f64 = 12.0;
/// Distance of the nodes.
const STEP: f64 = 0.25;

/// A share between 0 and 1.
#[derive(Clone, Debug)]
pub struct Beta {
    a: f64,
    b: f64,
    nodes: Arc<[Node]>,
}

/// Log-odds of x at a node, and their slope.
#[derive(Clone, Copy, Debug)]
struct Node {
    odds: f64,
    slope: f64,
}

impl PartialEq for Beta {
    fn eq(&self, other: &Self) -> bool {
        (self.a, self.b) == (other.a, other.b)
    }
}

impl Beta {
    /// The distribution with shape parameters `a` and `b`, both positive.
    pub fn new(a: f64, b: f64) -> Result<Self, String> {
        let allowed = 0.01..=1e6;
        if !allowed.contains(&a) || !allowed.contains(&b) {
            return Err(format!(
                "the shape parameters of a beta lie between 0.01 and 1000000, not {a} and {b}"
            ));
        }
        Ok(Self { a, b, nodes: nodes(a, b) })
    }

    /// The two shape parameters.
    pub fn shape(&self) -> (f64, f64) {
        (self.a, self.b)
    }

    pub fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// The probability of a value of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        beta_reg(self.a, self.b, x.clamp(0.0, 1.0))
    }

    /// The value below which it lies with probability `u`.
    pub fn quantile(&self, u: f64) -> f64 {
        share(self.odds((u / (1.0 - u)).ln()))
    }

    fn odds(&self, of_u: f64) -> f64 {
        let (first, last) = (self.nodes[0], self.nodes[self.nodes.len() - 1]);
        if of_u <= -REACH {
            return first.odds + first.slope * (of_u + REACH);
        }
        if of_u >= REACH {
            return last.odds + last.slope * (of_u - REACH);
        }
        let position = (of_u + REACH) / STEP;
        let at = (position as usize).min(self.nodes.len() - 2);
        cubic(self.nodes[at], self.nodes[at + 1], position - at as f64)
    }
}

/// Hermite's cubic between two nodes, `s` of the way from the first to the second.
fn cubic(from: Node, to: Node, s: f64) -> f64 {
    let rest = 1.0 - s;
    rest * rest * ((1.0 + 2.0 * s) * from.odds + s * STEP * from.slope)
        + s * s * ((3.0 - 2.0 * s) * to.odds - rest * STEP * to.slope)
}

fn nodes(a: f64, b: f64) -> Arc<[Node]> {
    let half = (REACH / STEP) as i32;
    let middle = solve(a, b, 0.0, (a / b).ln());
    let walk = |direction: f64| {
        let mut node = middle;
        (1..=half)
            .map(|k| {
                let of_u = direction * f64::from(k) * STEP;
                node = solve(a, b, of_u, node.odds + direction * STEP * node.slope);
                node
            })
            .collect::<Vec<_>>()
    };
    let mut nodes = walk(-1.0);
    nodes.reverse();
    nodes.push(middle);
    nodes.extend(walk(1.0));
    nodes.into()
}

/// The node at these log-odds of u, by Newton's method from a first guess.
fn solve(a: f64, b: f64, of_u: f64, guess: f64) -> Node {
    let mut odds = guess;
    let mut slope = 1.0;
    for _ in 0..60 {
        let (reached, steepness) = climb(a, b, odds);
        slope = 1.0 / steepness;
        let step = ((of_u - reached) * slope).clamp(-4.0, 4.0);
        odds += step;
        if step.abs() < 1e-11 * odds.abs().max(1.0) {
            break;
        }
    }
    Node { odds, slope }
}

/// Log-odds of F at a value with these log-odds, and the derivative of the one by the other.
fn climb(a: f64, b: f64, odds: f64) -> (f64, f64) {
    let (x, rest) = (share(odds), share(-odds));
    let below = beta_reg(a, b, x).max(f64::MIN_POSITIVE);
    let above = beta_reg(b, a, rest).max(f64::MIN_POSITIVE);
    let log_density = a * x.ln() + b * rest.ln() - ln_beta(a, b);
    (below.ln() - above.ln(), (log_density - below.ln() - above.ln()).exp())
}

fn share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Shape parameters whose distribution comes nearest to three quantiles at 5, 50 and 95 %: least squares of the
/// log-odds of F at the three points, by Gauss–Newton steps in log-odds of the mean and logarithm of the concentration,
/// shortened until they help.
pub(super) fn fit(through: [f64; 3]) -> Result<Beta, String> {
    let [p5, p50, p95] = through;
    let spread = (p95 - p5) / 3.29;
    let concentration = (p50 * (1.0 - p50) / (spread * spread) - 1.0).max(0.2);
    let mut best = [(p50 / (1.0 - p50)).ln(), concentration.ln()];
    let mut least = squares(&misses(best, through));
    for _ in 0..50 {
        let Some(step) = gauss_newton(best, through) else { break };
        let shorter = (0..20).map(|k| 0.5f64.powi(k));
        let better = shorter
            .map(|length| [best[0] + length * step[0], best[1] + length * step[1]])
            .map(|at| (squares(&misses(at, through)), at))
            .find(|(sum, _)| *sum < least);
        let Some((sum, at)) = better else { break };
        let gained = least - sum;
        (least, best) = (sum, at);
        if gained < 1e-14 {
            break;
        }
    }
    let (a, b) = shape(best);
    Beta::new(a, b)
}

fn shape([mean_odds, log_concentration]: [f64; 2]) -> (f64, f64) {
    let concentration = log_concentration.exp();
    (share(mean_odds) * concentration, share(-mean_odds) * concentration)
}

fn misses(at: [f64; 2], through: [f64; 3]) -> [f64; 3] {
    let (a, b) = shape(at);
    let odds = |x: f64| (x / (1.0 - x)).ln();
    let mut misses = [0.0; 3];
    for ((miss, x), u) in misses.iter_mut().zip(through).zip(super::POINTS) {
        *miss = climb(a, b, odds(x)).0 - odds(u);
    }
    misses
}

fn squares(misses: &[f64; 3]) -> f64 {
    misses.iter().map(|miss| miss * miss).sum()
}

/// The step to the least squares of the linearised misses.
fn gauss_newton(at: [f64; 2], through: [f64; 3]) -> Option<[f64; 2]> {
    let here = misses(at, through);
    let slope = |row: usize| {
        let mut ahead = at;
        ahead[row] += 1e-6;
        let there = misses(ahead, through);
        std::array::from_fn::<f64, 3, _>(|k| (there[k] - here[k]) / 1e-6)
    };
    let (s, t) = (slope(0), slope(1));
    let dot = |x: &[f64; 3], y: &[f64; 3]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let (ss, st, tt) = (dot(&s, &s), dot(&s, &t), dot(&t, &t));
    let determinant = ss * tt - st * st;
    let step = [
        (st * dot(&t, &here) - tt * dot(&s, &here)) / determinant,
        (st * dot(&s, &here) - ss * dot(&t, &here)) / determinant,
    ];
    step.iter().all(|x| x.is_finite()).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tabulated_quantile_inverts_the_distribution_function() {
        for (a, b) in [(0.24, 2.76), (1.0, 1.0), (2.0, 5.0), (12.0, 3.0), (200.0, 300.0)] {
            let beta = Beta::new(a, b).unwrap();
            for k in 1..1000 {
                let u = f64::from(k) / 1000.0;
                let back = beta.cdf(beta.quantile(u));
                assert!((back - u).abs() < 1e-6, "{a} {b}: {u} {back}");
            }
        }
    }

    #[test]
    fn with_equal_shapes_of_one_it_is_uniform() {
        let beta = Beta::new(1.0, 1.0).unwrap();
        for u in [1e-9, 0.123, 0.5, 0.999_999] {
            assert!((beta.quantile(u) - u).abs() < 1e-9, "{u}");
        }
    }

    #[test]
    fn quantiles_of_a_beta_lead_back_to_its_shape() {
        for (a, b) in [(2.0, 5.0), (0.7, 3.0), (20.0, 4.0)] {
            let beta = Beta::new(a, b).unwrap();
            let (fitted_a, fitted_b) = fit(super::super::POINTS.map(|u| beta.quantile(u))).unwrap().shape();
            assert!(
                (fitted_a / a - 1.0).abs() < 1e-4 && (fitted_b / b - 1.0).abs() < 1e-4,
                "{fitted_a} {fitted_b}"
            );
        }
    }
}
