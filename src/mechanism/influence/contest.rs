//! Contests: who wins when two sides put unequal strength in.
//!
//! ```text
//! power       p(c against c′) = cᵉ / (cᵉ + c′ᵉ)
//! threshold   p = ½ + ½ (c − c′) / (0.1 min(c, c′)), within 0 and 1: an advantage of a tenth wins
//! ```
//!
//! Nobody's strength against nobody's is even. In Tullock's game two players with the same prize V choose efforts at cost 1
//! each; in equilibrium with exponent m ≤ 2 both spend m V / 4.
//!
//! G. Tullock, *Efficient rent seeking* (1980); S. Skaperdas, *Economic Theory* 7 (1996).

/// The advantage, over the weaker side, that wins for certain under the threshold.
const ADVANTAGE: f64 = 0.1;

/// A contest success function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Contest {
    /// Odds are the ratio of strengths to this power.
    Power(f64),
    Threshold,
}

impl Contest {
    /// The probability that `strength` wins against `other`; neither is negative.
    pub fn wins(self, strength: f64, other: f64) -> f64 {
        if strength == other {
            return 0.5;
        }
        let (least, most) = (strength.min(other), strength.max(other));
        let upset = match self {
            Self::Power(exponent) => {
                let odds = (least / most).powf(exponent);
                odds / (1.0 + odds)
            }
            Self::Threshold if least <= 0.0 => 0.0,
            Self::Threshold => (0.5 - 0.5 * (most - least) / (ADVANTAGE * least)).max(0.0),
        };
        if strength > other { 1.0 - upset } else { upset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// V27: at 2:1 exponents 1 and 2 win with .667 and .8.
    #[test]
    fn exponents_sharpen_the_odds() {
        assert!((Contest::Power(1.0).wins(2.0, 1.0) - 2.0 / 3.0).abs() < 1e-12);
        assert!((Contest::Power(2.0).wins(2.0, 1.0) - 0.8).abs() < 1e-12);
        assert_eq!(Contest::Power(2.0).wins(0.0, 0.0), 0.5);
        assert_eq!(Contest::Power(2.0).wins(1.0, 0.0), 1.0);
    }

    /// V27: the best answer to m V / 4 is m V / 4, and wins half of the time.
    #[test]
    fn equal_players_spend_a_quarter_of_the_prize_times_the_exponent() {
        for exponent in [0.5, 1.0, 1.5] {
            let (prize, contest) = (8.0, Contest::Power(exponent));
            let effort = exponent * prize / 4.0;
            let payoff = |x: f64| prize * contest.wins(x, effort) - x;
            let best =
                (1..80_000).map(|k| f64::from(k) * 1e-4).max_by(|a, b| payoff(*a).total_cmp(&payoff(*b)));
            assert!((best.unwrap() - effort).abs() < 1e-3, "{best:?} for {effort}");
            assert_eq!(contest.wins(effort, effort), 0.5);
        }
    }

    #[test]
    fn a_tenth_more_wins_and_less_than_that_may_not() {
        let p = |a, b| Contest::Threshold.wins(a, b);
        assert_eq!((p(110.1, 100.0), p(100.0, 110.1), p(5.0, 0.0)), (1.0, 0.0, 1.0));
        assert!((p(105.0, 100.0) - 0.75).abs() < 1e-12);
        assert!((p(105.0, 100.0) + p(100.0, 105.0) - 1.0).abs() < 1e-12);
    }
}
