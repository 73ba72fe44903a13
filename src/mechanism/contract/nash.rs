//! How a surplus is shared: Nash's split over threats, and Rubinstein's alternating offers.
//!
//! With a surplus S that can be transferred and threats d_J, d_K:
//!
//! ```text
//! x_J = d_J + α (S − d_J − d_K)          x_K = S − x_J
//! ```
//!
//! Threats here are what each side has when talks break down, not options that it could take while talks go on; for the
//! latter, "deal me out", the split is α S, bounded by the options ([`deal_me_out`]).
//!
//! Where only a share φ of what one side pays reaches the other, the frontier has slope φ, and the fee that solves
//! max (A − f − d_J)^α (B + φ f − d_K)^(1−α) is
//!
//! ```text
//! f = (1 − α)(A − d_J) − α (B − d_K)/φ
//! ```
//!
//! J. F. Nash, *Econometrica* 18 (1950); A. Rubinstein, *Econometrica* 50 (1982);
//! K. Binmore, A. Rubinstein, A. Wolinsky, *RAND Journal* 17 (1986).

/// Nash's split (x_J, x_K) of `surplus` with weight `alpha` of the first side.
pub fn split(surplus: f64, threats: [f64; 2], alpha: f64) -> [f64; 2] {
    let first = threats[0] + alpha * (surplus - threats[0] - threats[1]);
    [first, surplus - first]
}

/// The split where options bind only if they are better than the split without them.
pub fn deal_me_out(surplus: f64, options: [f64; 2], alpha: f64) -> [f64; 2] {
    let first = (alpha * surplus).max(options[0]).min(surplus - options[1]);
    [first, surplus - first]
}

/// Share of the side that makes the first offer.
pub fn first_offer(own: f64, other: f64) -> f64 {
    (1.0 - other) / (1.0 - own * other)
}

/// Its limit as offers follow each other at once, with discount rates.
pub fn patience(own_rate: f64, other_rate: f64) -> f64 {
    other_rate / (own_rate + other_rate)
}

/// The fee f that Nash's rule gives, not below 0: the payer has A before the fee, the payee B, of the fee a share
/// `paid` arrives.
pub fn fee(payer: f64, payee: f64, threats: [f64; 2], alpha: f64, paid: f64) -> f64 {
    ((1.0 - alpha) * (payer - threats[0]) - alpha * (payee - threats[1]) / paid.max(1e-6)).max(0.0)
}

/// What the payer must have had before the fee, its threat being a share `rho` of a part `x` of that, so that the rule
/// gave `fee`: solves `fee(x − other, payee, [rho x, d_K]) = fee` for x.
pub fn revealed(fee: f64, payee: f64, other: f64, rho: f64, alpha: f64, paid: f64) -> f64 {
    ((fee + alpha * payee / paid.max(1e-6)) / (1.0 - alpha) + other) / (1.0 - rho)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// V07.
    #[test]
    fn threats_shift_the_split_and_idle_options_do_not() {
        assert_eq!(split(100.0, [20.0, 10.0], 0.6), [62.0, 38.0]);
        let without = deal_me_out(100.0, [0.0, 0.0], 0.6);
        assert_eq!(without, [60.0, 40.0]);
        assert_eq!(deal_me_out(100.0, [20.0, 10.0], 0.6), without, "no option binds");
        assert_eq!(deal_me_out(100.0, [70.0, 10.0], 0.6), [70.0, 30.0], "one does");
    }

    /// V08.
    #[test]
    fn impatience_is_weakness() {
        assert!((first_offer(0.9, 0.8) - 0.714_285_714).abs() < 1e-8);
        assert!(near(patience(0.05, 0.10), 2.0 / 3.0));
        let small = 1e-6f64;
        let often = first_offer((-0.05 * small).exp(), (-0.10 * small).exp());
        assert!((often - patience(0.05, 0.10)).abs() < 1e-5, "{often}");
    }

    /// The fee maximises Nash's product, also where part of it is lost on the way; with nothing lost it is the split.
    #[test]
    fn the_fee_is_the_best_of_all_fees() {
        for (paid, alpha) in [(1.0, 0.5), (0.85, 0.5), (0.6, 0.35), (0.9, 0.7)] {
            let (a, b, d) = (46.0, -3.0, [15.0, 1.0]);
            let best = fee(a, b, d, alpha, paid);
            let product = |f: f64| (a - f - d[0]).powf(alpha) * (b + paid * f - d[1]).powf(1.0 - alpha);
            for f in [best - 0.1, best + 0.1] {
                assert!(product(f) < product(best), "{paid} {alpha}: {f} beats {best}");
            }
        }
        let shares = split(46.0 - 3.0, [15.0, 1.0], 0.5);
        assert!(near(46.0 - fee(46.0, -3.0, [15.0, 1.0], 0.5, 1.0), shares[0]));
    }

    #[test]
    fn what_a_fee_reveals_gives_that_fee_again() {
        let x = revealed(10.0, 6.0, 1.5, 0.45, 0.5, 0.85);
        let again = fee(x - 1.5, 6.0, [0.45 * x, 0.0], 0.5, 0.85);
        assert!(near(again, 10.0), "{x} gives {again}");
    }
}
