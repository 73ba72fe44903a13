//! Coleman's exchange: actors give up control over what they care little for, and get control over what they want.
//!
//! ```text
//! r = r X C          v = r X          after exchange   c*_ji = x_ji r_j / v_i
//! ```
//!
//! with X the interest of actors in resources (rows sum to 1), C the control of resources by actors (rows, one a resource,
//! sum to 1), r the actors' power and v the resources' prices (both sum to 1). The exchange rate of two resources is the
//! ratio of their prices. Each actor spends its power on what it is interested in.
//!
//! J. S. Coleman, *Foundations of Social Theory* (1990), ch. 25–26.

use super::stationary;

/// Who wants what, and who has what.
#[derive(Clone, Debug)]
pub struct Exchange<const R: usize> {
    /// X: one row an actor, each sums to 1.
    pub interest: Vec<[f64; R]>,
    /// C transposed: one row an actor, each column sums to 1.
    pub control: Vec<[f64; R]>,
}

/// What the exchange comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices<const R: usize> {
    /// r, one an actor.
    pub power: Vec<f64>,
    /// v, one a resource.
    pub value: [f64; R],
}

impl<const R: usize> Exchange<R> {
    pub fn prices(&self) -> Prices<R> {
        let n = self.interest.len();
        let dot = |x: &[f64; R], c: &[f64; R]| x.iter().zip(c).map(|(x, c)| x * c).sum::<f64>();
        let matrix: Vec<f64> =
            self.interest.iter().flat_map(|x| self.control.iter().map(move |c| dot(x, c))).collect();
        let (mut power, mut work) = (vec![0.0; n], vec![0.0; n]);
        stationary::shares(&matrix, &mut power, &mut work);
        let mut value = [0.0; R];
        for (r, x) in power.iter().zip(&self.interest) {
            value.iter_mut().zip(x).for_each(|(v, x)| *v += r * x);
        }
        Prices { power, value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bamako has resources and wants force, Moscow the other way round.
    fn two(interest: [[f64; 2]; 2]) -> Exchange<2> {
        Exchange { interest: interest.into(), control: vec![[1.0, 0.0], [0.0, 1.0]] }
    }

    /// What an actor's control over what it cares for comes to.
    fn satisfaction(interest: &[f64; 2], control: [f64; 2]) -> f64 {
        interest.iter().zip(control).map(|(x, c)| x * c).sum()
    }

    /// V08b: in the symmetric case power is halved, the exchange rate is 1 and both gain the same.
    #[test]
    fn equals_exchange_one_for_one() {
        let exchange = two([[0.2, 0.8], [0.8, 0.2]]);
        let Prices { power, value } = exchange.prices();
        assert_eq!(power, [0.5, 0.5]);
        assert_eq!(value[0] / value[1], 1.0);
        let gain = [0, 1].map(|j| {
            let x = exchange.interest[j];
            let after = [0, 1].map(|i| x[i] * power[j] / value[i]);
            satisfaction(&x, after) - satisfaction(&x, exchange.control[j])
        });
        assert!((gain[0] - gain[1]).abs() < 1e-12 && gain[0] > 0.0, "{gain:?}");
    }

    /// Who has what others want more has more power, and all control is handed on, none made.
    #[test]
    fn power_lies_with_who_has_what_is_wanted() {
        let exchange = two([[0.5, 0.5], [0.2, 0.8]]);
        let Prices { power, value } = exchange.prices();
        assert!((power.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((power[0] - 2.0 / 7.0).abs() < 1e-9 && value[1] > value[0], "{power:?} {value:?}");
        for (i, value) in value.iter().enumerate() {
            let held: f64 = (0..2).map(|j| exchange.interest[j][i] * power[j] / value).sum();
            assert!((held - 1.0).abs() < 1e-12);
        }
    }
}
