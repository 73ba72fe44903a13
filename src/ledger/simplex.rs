//! Shares that add up to one.
//!
//! The rows of a group are drawn one by one and then brought to the sum 1. A row that is fixed keeps its value and the
//! others divide what is left in proportion to their draws:
//!
//! ```text
//! x_i ← x_i · (1 − Σ fixed) / Σ drawn
//! ```
//!
//! Where the group has a remainder (escort among the provider's efforts), the drawn shares stay as they are and the
//! remainder is what they leave; only if they come to more than the whole are they scaled down, and nothing remains.

use super::{Parameter, Prior};

/// Rows of a ledger that are shares of one whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Simplex {
    pub group: String,
    pub rows: Vec<usize>,
}

/// The groups of a ledger, in the order of their first rows.
pub(super) fn groups(parameters: &[Parameter]) -> Vec<Simplex> {
    let mut groups: Vec<Simplex> = Vec::new();
    for (row, parameter) in parameters.iter().enumerate() {
        let Some(group) = &parameter.group else { continue };
        match groups.iter_mut().find(|simplex| &simplex.group == group) {
            Some(simplex) => simplex.rows.push(row),
            None => groups.push(Simplex { group: group.clone(), rows: vec![row] }),
        }
    }
    groups
}

impl Simplex {
    /// Whether the fixed rows leave room for the others, and come to one if there are no others.
    pub fn check(&self, priors: &[Prior]) -> Result<(), String> {
        let fixed = self.fixed_sum(priors);
        let all_fixed = self.rows.iter().all(|&row| fixed_value(&priors[row]).is_some());
        let group = &self.group;
        if fixed > 1.0 + 1e-9 {
            return Err(format!("the shares of `{group}` add up to 1, but those fixed come to {fixed}"));
        }
        if all_fixed && fixed < 1.0 - 1e-9 {
            return Err(format!(
                "the shares of `{group}` add up to 1, but all are fixed and come to {fixed}"
            ));
        }
        Ok(())
    }

    /// Brings the drawn values to the sum 1.
    pub fn normalize(&self, priors: &[Prior], values: &mut [f64]) {
        let fixed = self.fixed_sum(priors);
        let remainder = self.rows.iter().copied().find(|&row| priors[row] == Prior::Remainder);
        let free = || self.rows.iter().copied().filter(|&row| is_free(&priors[row]));
        let drawn: f64 = free().map(|row| values[row]).sum();
        let left = (1.0 - fixed).max(0.0);
        if let Some(row) = remainder {
            values[row] = (left - drawn).max(0.0);
            if drawn <= left {
                return;
            }
        }
        let count = free().count();
        if count == 0 && remainder.is_none() {
            self.rows.iter().for_each(|&row| values[row] /= fixed);
        }
        for row in free() {
            values[row] = if drawn > 0.0 { values[row] * left / drawn } else { left / count as f64 };
        }
    }

    fn fixed_sum(&self, priors: &[Prior]) -> f64 {
        self.rows.iter().filter_map(|&row| fixed_value(&priors[row])).sum()
    }
}

fn fixed_value(prior: &Prior) -> Option<f64> {
    if let Prior::Fixed(x) = prior { Some(*x) } else { None }
}

fn is_free(prior: &Prior) -> bool {
    !matches!(prior, Prior::Fixed(_) | Prior::Remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Simplex {
        Simplex { group: "shares".into(), rows: vec![0, 1, 2] }
    }

    fn uniform() -> Prior {
        Prior::Uniform { low: 0.0, high: 1.0 }
    }

    #[test]
    fn drawn_shares_keep_their_proportions() {
        let mut values = [0.2, 0.4, 0.2];
        three().normalize(&[uniform(), uniform(), uniform()], &mut values);
        assert_eq!(values, [0.25, 0.5, 0.25]);
    }

    #[test]
    fn a_fixed_share_keeps_its_value_and_the_others_divide_the_rest() {
        let mut values = [0.6, 0.3, 0.1];
        three().normalize(&[Prior::Fixed(0.6), uniform(), uniform()], &mut values);
        assert!((values[0] - 0.6).abs() < 1e-15 && (values[1] - 0.3).abs() < 1e-15, "{values:?}");
        let mut values = [0.5, 0.9, 0.1];
        three().normalize(&[Prior::Fixed(0.5), uniform(), uniform()], &mut values);
        assert!((values[1] - 0.45).abs() < 1e-15 && (values[2] - 0.05).abs() < 1e-15, "{values:?}");
    }

    #[test]
    fn the_remainder_is_what_the_others_leave_and_never_negative() {
        let priors = [uniform(), uniform(), Prior::Remainder];
        let mut values = [0.5, 0.2, f64::NAN];
        three().normalize(&priors, &mut values);
        assert!((values[2] - 0.3).abs() < 1e-15 && values[0] == 0.5, "{values:?}");
        let mut values = [0.9, 0.6, f64::NAN];
        three().normalize(&priors, &mut values);
        assert!((values[0] - 0.6).abs() < 1e-15 && values[2] == 0.0, "{values:?}");
    }

    #[test]
    fn fixed_shares_that_cannot_add_up_to_one_are_refused() {
        let simplex = three();
        assert!(simplex.check(&[Prior::Fixed(0.7), Prior::Fixed(0.4), uniform()]).is_err());
        assert!(simplex.check(&[Prior::Fixed(0.5), Prior::Fixed(0.2), Prior::Fixed(0.2)]).is_err());
        assert!(simplex.check(&[Prior::Fixed(0.5), Prior::Fixed(0.3), Prior::Fixed(0.2)]).is_ok());
        assert!(simplex.check(&[Prior::Fixed(0.5), Prior::Fixed(0.3), Prior::Remainder]).is_ok());
    }
}
