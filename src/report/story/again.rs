//! Whether a replicate comes out as its record has it.

use crate::ensemble::{Columns, Replicate};
use crate::record::Difference;

/// Every number that is not the record's, bit for bit: parameters, outcomes, then the trajectory. What is not finite is
/// equal, since a record knows it only as a gap.
pub fn differences(columns: &Columns, there: &Replicate, here: &Replicate) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut compare = |what: &dyn Fn() -> String, a: f64, b: f64| {
        if a.to_bits() != b.to_bits() && (a.is_finite() || b.is_finite()) {
            all.push(Difference { what: what(), there: Some(a.to_string()), here: Some(b.to_string()) });
        }
    };
    for (name, (&a, &b)) in columns.parameters.iter().zip(there.parameters.iter().zip(&here.parameters)) {
        compare(&|| name.clone(), a, b);
    }
    for (column, (&a, &b)) in columns.outcomes.iter().zip(there.outcomes.iter().zip(&here.outcomes)) {
        compare(&|| column.name.clone(), a, b);
    }
    for ((place, &a), &b) in there.trajectory.indexed_iter().zip(&here.trajectory) {
        let name = || format!("{} on {}", columns.observables[place.1].name, columns.dates[place.0]);
        compare(&name, a.into(), b.into());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Column;
    use jiff::civil::date;
    use ndarray::arr2;

    fn replicate(outcome: f64, last: f32) -> Replicate {
        Replicate {
            parameters: vec![0.1],
            outcomes: vec![outcome, f64::NAN],
            trajectory: arr2(&[[1.0], [last]]),
        }
    }

    fn columns() -> Columns {
        let column = |name: &str| Column { name: name.into(), unit: String::new(), meaning: String::new() };
        Columns {
            parameters: vec!["p".into()],
            outcomes: vec![column("deaths"), column("exit")],
            observables: vec![column("fuel")],
            dates: vec![date(2025, 6, 30), date(2025, 7, 28)],
        }
    }

    #[test]
    fn a_replicate_is_itself_with_its_gaps() {
        assert!(differences(&columns(), &replicate(7.0, 2.0), &replicate(7.0, 2.0)).is_empty());
    }

    #[test]
    fn the_last_bit_of_any_number_is_seen_and_named() {
        let there = replicate(7.0, 2.0);
        let here = replicate(f64::from_bits(7f64.to_bits() + 1), f32::from_bits(2f32.to_bits() + 1));
        let named: Vec<String> =
            differences(&columns(), &there, &here).into_iter().map(|difference| difference.what).collect();
        assert_eq!(named, ["deaths", "fuel on 2025-07-28"]);
        assert_eq!(differences(&columns(), &there, &replicate(f64::NAN, 2.0)).len(), 1);
    }
}
