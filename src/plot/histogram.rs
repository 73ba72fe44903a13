//! How a sample is cut into bars.
//!
//! Freedman and Diaconis, *Z. Wahrscheinlichkeitstheorie verw. Geb.* 57, 453 (1981): bars of width
//!
//! ```text
//! h = 2 IQR n^(−1/3)
//! ```
//!
//! rounded to 1, 2 or 5 times a power of ten, at least 1 for whole numbers, at most [`MOST`] bars and, since two far
//! humps have a large IQR, not fewer than √n or 20. Where half of all values are equal
//! and IQR = 0, the middle 98 % in Sturges' number of bars instead. Bars begin at a multiple of their width and never reach
//! beyond a bound of the quantity.

use super::number::Quantity;

/// Most bars in a figure; expert judgement of what can be told apart.
const MOST: f64 = 60.0;

/// A bar: from, to (exclusive, but the last one inclusive), and how many values are in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    pub from: f64,
    pub to: f64,
    pub count: usize,
}

/// The bars of sorted finite values between two ends; no bars for no values.
pub fn bars(sorted: &[f64], quantity: &Quantity, low: f64, high: f64) -> Vec<Bar> {
    let within: Vec<f64> = sorted.iter().copied().filter(|value| (low..=high).contains(value)).collect();
    if within.is_empty() {
        return Vec::new();
    }
    let width = width(&within, quantity);
    let (low, high) = (within[0], within[within.len() - 1]);
    if equal(low, high) {
        let floor = quantity.floor.unwrap_or(f64::NEG_INFINITY);
        let ceiling = quantity.ceiling.unwrap_or(f64::INFINITY);
        let free = if quantity.whole {
            (low - 0.5, low + 0.5)
        } else {
            ((low - width).max(floor), (high + width).min(ceiling))
        };
        return vec![Bar { from: free.0, to: free.1, count: within.len() }];
    }
    let shift = if quantity.whole { 0.5 } else { 0.0 };
    let first = ((within[0] + shift) / width + 1e-9).floor();
    let last = within[within.len() - 1];
    let floor = quantity.floor.map_or(f64::NEG_INFINITY, |floor| floor - shift);
    let ceiling = quantity.ceiling.map_or(f64::INFINITY, |ceiling| ceiling + shift);
    let edge = |k: usize| ((first + k as f64) * width - shift).clamp(floor, ceiling);
    let count = (1..=200).find(|&k| edge(k) > last || edge(k) >= ceiling).unwrap_or(200);
    (0..count)
        .map(|k| {
            let (from, to) = (edge(k), edge(k + 1));
            let below = |end: f64| within.partition_point(|value| *value < end);
            let upper = if k + 1 == count { within.len() } else { below(to) };
            Bar { from, to, count: upper - if k == 0 { 0 } else { below(from) } }
        })
        .collect()
}

/// Whether two ends are so near that a double hardly tells them apart.
pub fn equal(low: f64, high: f64) -> bool {
    high - low <= 1e-9 * low.abs().max(high.abs())
}

fn width(sorted: &[f64], quantity: &Quantity) -> f64 {
    let n = sorted.len() as f64;
    let span = sorted[sorted.len() - 1] - sorted[0];
    let iqr = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    let sturges = n.log2() + 1.0;
    let wish = if iqr > 0.0 {
        2.0 * iqr / n.cbrt()
    } else {
        (quantile(sorted, 0.99) - quantile(sorted, 0.01)).max(span / MOST * 4.0) / sturges
    };
    if equal(sorted[0], sorted[sorted.len() - 1]) || wish <= 0.0 {
        return if quantity.whole { 1.0 } else { (sorted[0].abs() * 0.01).max(1e-9) };
    }
    let width = rounded(wish.clamp(span / MOST, span / n.sqrt().clamp(2.0, 20.0)));
    if quantity.whole { width.max(1.0).round() } else { width }
}

/// The nearest of 1, 2, 5 times a power of ten.
fn rounded(width: f64) -> f64 {
    let power = 10f64.powf(width.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .min_by(|a, b| (a / width).ln().abs().total_cmp(&(b / width).ln().abs()))
        .unwrap_or(width)
}

/// A quantile of sorted values, linear between them (type 7 of Hyndman and Fan, *Am. Stat.* 50, 361, 1996); NaN for none.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    let share = place - below as f64;
    if share == 0.0 { sorted[below] } else { sorted[below] * (1.0 - share) + sorted[above] * share }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_value_is_in_one_bar_and_no_bar_leaves_the_bounds(
            mut values in prop::collection::vec(0.0..1.0f64, 1..300), power in 0.2..6.0f64
        ) {
            values.iter_mut().for_each(|value| *value = value.powf(power));
            values.sort_by(f64::total_cmp);
            let bars = bars(&values, &Quantity::share("x"), 0.0, 1.0);
            prop_assert_eq!(bars.iter().map(|bar| bar.count).sum::<usize>(), values.len());
            prop_assert!(bars.iter().all(|bar| bar.from >= 0.0 && bar.to <= 1.0 && bar.from < bar.to), "{bars:?}");
            prop_assert!(bars.len() <= 130, "{}", bars.len());
        }
    }

    #[test]
    fn whole_numbers_stand_in_the_middle_of_their_bars() {
        let bars = bars(&[0.0, 0.0, 1.0, 1.0, 1.0, 3.0], &Quantity::count("x", ""), 0.0, 3.0);
        assert_eq!((bars[0].from, bars[0].to, bars[0].count), (-0.5, 0.5, 2));
        assert_eq!(bars.iter().map(|bar| bar.count).collect::<Vec<_>>(), [2, 3, 0, 1]);
    }

    #[test]
    fn equal_values_make_one_bar() {
        for value in [0.0, 1.0, 0.37] {
            assert_eq!(bars(&[value; 50], &Quantity::share("x"), 0.0, 1.0).len(), 1, "{value}");
        }
    }
}
