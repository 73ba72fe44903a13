//! From values to places: round ticks (1, 2, 2½ or 5 times a power of ten) that never leave the bounds of the quantity.

use super::number::{Quantity, Unit};

/// A linear scale with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<(f64, String)>,
}

impl Scale {
    /// A scale that holds all values with about `wanted` ticks; both ends are ticks or bounds.
    pub fn round(values: impl IntoIterator<Item = f64>, quantity: &Quantity, wanted: usize) -> Self {
        let (low, high) = open(span(values), quantity);
        let step = step(low, high, wanted, quantity.whole);
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil();
        let low = (first * step).max(quantity.floor.unwrap_or(f64::NEG_INFINITY));
        let high = (last * step).min(quantity.ceiling.unwrap_or(f64::INFINITY));
        Self::ticked(low, high, step, quantity)
    }

    /// A scale with these very ends.
    pub fn exact(low: f64, high: f64, quantity: &Quantity, wanted: usize) -> Self {
        let (low, high) = if high > low { (low, high) } else { open((low, low), quantity) };
        let step = step(low, high, wanted, quantity.whole);
        Self::ticked(low, high, step, quantity)
    }

    /// The place of a value: 0 at the low end, 1 at the high end, also beyond them.
    pub fn place(&self, value: f64) -> f64 {
        (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)
    }

    /// A value held within the ends.
    pub fn hold(&self, value: f64) -> f64 {
        value.clamp(self.low, self.high)
    }

    fn ticked(low: f64, high: f64, step: f64, quantity: &Quantity) -> Self {
        let first = (low / step - 1e-6).ceil();
        let ticks = (0..100)
            .map(|k| (first + f64::from(k)) * step)
            .take_while(|tick| *tick <= high + step * 1e-6)
            .map(|tick| (tick, quantity.stepped(tick, step)))
            .collect();
        Self { low, high, ticks }
    }
}

/// Smallest and largest finite value; (0, 0) for none.
fn span(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let held = values.into_iter().filter(|value| value.is_finite()).map(|value| value.clamp(-1e300, 1e300));
    let (low, high) =
        held.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// Room around a single value.
fn open((low, high): (f64, f64), quantity: &Quantity) -> (f64, f64) {
    if high - low > 1e-9 * high.abs().max(low.abs()) {
        return (low, high);
    }
    let room = match quantity.unit {
        _ if quantity.whole => (low.abs() * 0.1).max(2.0),
        _ if low != 0.0 => low.abs() * 0.1,
        Unit::Points => 0.01,
        _ => 1.0,
    };
    let below = (low - room).max(quantity.floor.unwrap_or(f64::NEG_INFINITY).min(low));
    let above = (high + room).min(quantity.ceiling.unwrap_or(f64::INFINITY).max(high));
    if above > below { (below, above) } else { (below, below + 1.0) }
}

fn step(low: f64, high: f64, wanted: usize, whole: bool) -> f64 {
    let rough = (high / wanted as f64 - low / wanted as f64).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power);
    match whole {
        true if step < 1.0 => 1.0,
        true if (step - step.round()).abs() > 1e-9 => 2.0 * step,
        _ => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_two_values_find_a_place_on_a_scale_with_few_and_different_ticks(
            a in prop::num::f64::NORMAL | prop::num::f64::ZERO, b in prop::num::f64::NORMAL | prop::num::f64::ZERO
        ) {
            let (a, b) = (a.clamp(-1e290, 1e290), b.clamp(-1e290, 1e290));
            prop_assume!(a == 0.0 || a.abs() > 1e-290);
            prop_assume!(b == 0.0 || b.abs() > 1e-290);
            let scale = Scale::round([a, b], &Quantity::real("x", ""), 6);
            for value in [a, b] {
                let place = scale.place(value);
                prop_assert!((-1e-6..=1.0 + 1e-6).contains(&place), "{value} at {place} of {scale:?}");
            }
            prop_assert!((2..=9).contains(&scale.ticks.len()), "{scale:?}");
        }
    }

    #[test]
    fn a_share_never_leaves_nought_and_one() {
        for values in [[0.0, 0.0], [1.0, 1.0], [0.001, 0.999], [0.97, 0.98]] {
            let scale = Scale::round(values, &Quantity::share("x"), 5);
            assert!(scale.low >= 0.0 && scale.high <= 1.0, "{scale:?}");
            assert!(scale.ticks.len() >= 2, "{scale:?}");
        }
    }

    #[test]
    fn a_bound_that_is_not_round_is_an_end_of_the_scale() {
        let quantity = Quantity { floor: Some(3.7), ceiling: Some(9.3), ..Quantity::real("x", "") };
        let scale = Scale::round([3.8, 9.2], &quantity, 5);
        assert_eq!((scale.low, scale.high), (3.7, 9.3));
        assert!(scale.ticks.iter().all(|(tick, _)| (3.7..=9.3).contains(tick)), "{scale:?}");
    }

    #[test]
    fn whole_numbers_have_whole_ticks() {
        let scale = Scale::round([0.0, 3.0], &Quantity::count("x", ""), 8);
        assert!(scale.ticks.iter().all(|(tick, _)| tick.fract() == 0.0), "{scale:?}");
    }
}
