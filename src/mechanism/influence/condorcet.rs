//! The probabilistic Condorcet election: what a group decides whose members differ in weight and in what they want.
//!
//! ```text
//! vote of k for i over j   w_k · f(Δ),  Δ = u_ki − u_kj          coalition  c(i:j) = Σ_k positive votes
//! i beats j                p_ij from the coalitions by a contest
//! ```
//!
//! with w the weights and u the utilities. The vote counts whole (`binary`), with the gap, with its cube, or as a mixture.
//! From pairs to outcomes:
//!
//! | rule | |
//! |---|---|
//! | conditional | P_i ∝ Π_j p_ij: i, given that some option beats all others |
//! | Markov, uniform | p_i ← (1/n) Σ_j p_ij (p_i + p_j): any option challenges the standing one, all alike |
//! | Markov, incentive | j challenges i in proportion to c(j:i) p_ji, and wins with p_ji |
//!
//! The Markov rules give the long-run shares. In a circle of certain defeats no option beats all others; the conditional
//! rule is then answered by the uniform one.
//!
//! B. Bueno de Mesquita, *European Union Politics* 12 (2011), for weight and utility gap; the election as documented by
//! the King Abdullah Petroleum Studies and Research Center for its toolkit for analytical political games (2015–2017).

use super::{contest::Contest, stationary};

/// How the gap between two utilities turns into a vote of a member of weight 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Vote {
    /// The sign of the gap.
    Binary,
    Proportional,
    Cubic,
    /// This share of a proportional vote, the rest of a binary one.
    Mixture(f64),
}

impl Vote {
    fn cast(self, gap: f64) -> f64 {
        let sign = if gap == 0.0 { 0.0 } else { gap.signum() };
        match self {
            Self::Binary => sign,
            Self::Proportional => gap,
            Self::Cubic => gap.powi(3),
            Self::Mixture(share) => share * gap + (1.0 - share) * sign,
        }
    }
}

/// From pairs to outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Conditional,
    MarkovUniform,
    MarkovIncentive,
}

/// Strengths of the coalitions: entry i, j is for i over j.
pub type Coalitions<const N: usize> = [[f64; N]; N];

/// Coalitions that form when each member, with weight and utilities, votes on each pair.
pub fn coalitions<const N: usize>(members: &[(f64, [f64; N])], vote: Vote) -> Coalitions<N> {
    let mut strength = [[0.0; N]; N];
    for (weight, utility) in members {
        for i in 0..N {
            for j in 0..N {
                strength[i][j] += (weight * vote.cast(utility[i] - utility[j])).max(0.0);
            }
        }
    }
    strength
}

/// The probability of each feasible option; 0 for the others.
pub fn outcome<const N: usize>(
    strength: &Coalitions<N>,
    feasible: &[bool; N],
    contest: Contest,
    rule: Rule,
) -> [f64; N] {
    let options: Vec<usize> = (0..N).filter(|&i| feasible[i]).collect();
    let beats = |i: usize, j: usize| contest.wins(strength[i][j], strength[j][i]);
    let mut found = [0.0; N];
    let odds = match rule {
        Rule::Conditional => conditional(&options, &beats),
        Rule::MarkovUniform => uniform(&options, &beats),
        Rule::MarkovIncentive => incentive(&options, strength, &beats),
    };
    for (&option, p) in options.iter().zip(odds) {
        found[option] = p;
    }
    found
}

fn conditional(options: &[usize], beats: &impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let rest = |i| options.iter().filter(move |&&j| j != i);
    let odds: Vec<f64> = options.iter().map(|&i| rest(i).map(|&j| beats(i, j)).product()).collect();
    let sum: f64 = odds.iter().sum();
    if sum > 0.0 { odds.iter().map(|p| p / sum).collect() } else { uniform(options, beats) }
}

/// The uniform rule is a chain: from i to j with probability p_ji / n.
fn uniform(options: &[usize], beats: &impl Fn(usize, usize) -> f64) -> Vec<f64> {
    chain(options, |i, j| beats(j, i) / options.len() as f64)
}

fn incentive<const N: usize>(
    options: &[usize],
    strength: &Coalitions<N>,
    beats: &impl Fn(usize, usize) -> f64,
) -> Vec<f64> {
    let urge = |i: usize, j: usize| strength[j][i] * beats(j, i);
    chain(options, |i, j| {
        let all: f64 = options.iter().filter(|&&k| k != i).map(|&k| urge(i, k)).sum();
        if all > 0.0 { urge(i, j) / all * beats(j, i) } else { 0.0 }
    })
}

/// Long-run shares of a chain with these probabilities of leaving one option for another.
fn chain(options: &[usize], leaves: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let n = options.len();
    let mut matrix = vec![0.0; n * n];
    for (row, &i) in options.iter().enumerate() {
        for (column, &j) in options.iter().enumerate().filter(|&(_, &j)| j != i) {
            matrix[row * n + column] = leaves(i, j);
        }
        matrix[row * n + row] = 1.0 - matrix[row * n..(row + 1) * n].iter().sum::<f64>();
    }
    let (mut shares, mut work) = (vec![0.0; n], vec![0.0; n]);
    stationary::shares(&matrix, &mut shares, &mut work);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [bool; 3] = [true; 3];

    /// Members at 0, .4 and 1 with these weights, for whom an option is worth 1 less its distance.
    fn members(weights: [f64; 3]) -> [(f64, [f64; 3]); 3] {
        let positions = [0.0f64, 0.4, 1.0];
        [0, 1, 2].map(|k| (weights[k], positions.map(|x| 1.0 - (positions[k] - x).abs())))
    }

    fn near(found: [f64; 3], expected: [f64; 3]) {
        assert!(found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-4), "{found:?}");
    }

    /// V13: coalitions, contests and all three rules of the worked example.
    #[test]
    fn three_members_elect_as_worked_out() {
        let c = coalitions(&members([50.0, 30.0, 20.0]), Vote::Proportional);
        for (i, j, strength) in
            [(0, 1, 20.0), (1, 0, 20.0), (0, 2, 56.0), (2, 0, 20.0), (1, 2, 48.0), (2, 1, 12.0)]
        {
            assert!((c[i][j] - strength).abs() < 1e-9, "{i}:{j} {}", c[i][j]);
        }
        let linear = Contest::Power(1.0);
        near([(0, 1), (0, 2), (1, 2)].map(|(i, j)| linear.wins(c[i][j], c[j][i])), [0.5, 0.7368, 0.8]);
        near(outcome(&c, &ALL, linear, Rule::Conditional), [0.4487, 0.4872, 0.0641]);
        near(outcome(&c, &ALL, linear, Rule::MarkovUniform), [0.4203, 0.4493, 0.1304]);
        near(outcome(&c, &ALL, linear, Rule::MarkovIncentive), [0.4887, 0.4317, 0.0796]);
        near(outcome(&c, &ALL, Contest::Power(2.0), Rule::Conditional), [0.4816, 0.5111, 0.0072]);
        let binary = coalitions(&members([50.0, 30.0, 20.0]), Vote::Binary);
        near(outcome(&binary, &ALL, linear, Rule::Conditional), [0.4762, 0.4762, 0.0476]);
    }

    /// V14: with binary votes the middle wins, the more surely the sharper the contest.
    #[test]
    fn the_weighted_median_beats_both_sides() {
        let c = coalitions(&members([40.0, 35.0, 25.0]), Vote::Binary);
        let middle = |contest: Contest| [0, 2].map(|j| contest.wins(c[1][j], c[j][1]));
        let [left, right] = middle(Contest::Power(8.0));
        assert!((left - 0.9625).abs() < 1e-4 && (right - 0.9998).abs() < 1e-4, "{left} {right}");
        assert_eq!(middle(Contest::Threshold), [1.0, 1.0]);
        assert_eq!(outcome(&c, &ALL, Contest::Threshold, Rule::Conditional), [0.0, 1.0, 0.0]);
    }

    /// V14: without salience a member might as well not be there.
    #[test]
    fn who_does_not_care_does_not_count() {
        let three = members([40.0, 35.0, 25.0]);
        let mut indifferent = three;
        indifferent[2].0 = 0.0;
        for vote in [Vote::Binary, Vote::Proportional, Vote::Cubic, Vote::Mixture(0.8)] {
            assert_eq!(coalitions(&indifferent, vote), coalitions(&three[..2], vote));
        }
    }

    #[test]
    fn a_mixture_lies_between_its_parts_and_cubes_favour_the_keen() {
        let cast = |vote: Vote| vote.cast(0.5);
        assert!((cast(Vote::Mixture(0.8)) - 0.6).abs() < 1e-12);
        assert_eq!(cast(Vote::Cubic), 0.125);
        assert_eq!(Vote::Mixture(0.8).cast(0.0), 0.0);
    }

    /// What is not feasible is not chosen, and the rest is as if it did not exist.
    #[test]
    fn the_infeasible_is_out() {
        let c = coalitions(&members([50.0, 30.0, 20.0]), Vote::Proportional);
        for rule in [Rule::Conditional, Rule::MarkovUniform, Rule::MarkovIncentive] {
            let p = outcome(&c, &[true, false, true], Contest::Power(1.0), rule);
            assert!(p[1] == 0.0 && (p[0] + p[2] - 1.0).abs() < 1e-12, "{p:?}");
            assert!(p[0] > p[2]);
            assert_eq!(outcome(&c, &[false, true, false], Contest::Power(1.0), rule), [0.0, 1.0, 0.0]);
        }
    }

    /// In a circle of certain defeats all are as likely.
    #[test]
    fn a_circle_has_no_favourite() {
        let circle = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]];
        near(outcome(&circle, &ALL, Contest::Threshold, Rule::Conditional), [1.0 / 3.0; 3]);
    }
}
