//! The cumulative hazard of an event when some subjects are no longer watched.
//!
//! ```text
//! H(t) = Σ_{tⱼ ≤ t} Σ_{k < dⱼ} 1/(nⱼ − k)        se² = Σ_{tⱼ ≤ t} Σ_{k < dⱼ} 1/(nⱼ − k)²
//! ```
//!
//! with dⱼ events among nⱼ at risk at tⱼ; those of one week are taken as one after another. The number of events that a subject would have had by t if it came back after each; a
//! straight line where the hazard is constant. Biased low by the chance that nobody is left at risk. Without data both are NaN.
//!
//! W. Nelson, *Technometrics* 14 (1972); O. O. Aalen, *Annals of Statistics* 6 (1978); ties: T. R. Fleming & D. P.
//! Harrington, *Communications in Statistics* 13 (1984).

use super::estimate::Estimate;
use super::life_table::LifeTable;

/// H at `time`, of all causes together.
pub fn cumulative_hazard(table: &LifeTable, time: f64) -> Estimate {
    if table.subjects() == 0 {
        return Estimate::UNKNOWN;
    }
    let (mut value, mut square) = (0.0, 0.0);
    for losses in &table.losses()[..table.rows_up_to(time)] {
        for at_risk in (losses.at_risk - losses.all_events() + 1..=losses.at_risk).map(|n| n as f64) {
            value += 1.0 / at_risk;
            square += 1.0 / (at_risk * at_risk);
        }
    }
    Estimate { value, standard_error: square.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, sixty_lifetimes, uniforms, value};
    use super::*;

    #[test]
    fn the_hazard_is_that_of_another_program() {
        let (times, causes) = sixty_lifetimes();
        let table = LifeTable::new(&times, &causes);
        assert_close(cumulative_hazard(&table, 20.0).value, value("/nelson_aalen_60_at20"), 1e-12);
        assert_eq!(cumulative_hazard(&table, 0.0).value, 0.0);
    }

    #[test]
    fn nobody_has_no_hazard() {
        assert!(cumulative_hazard(&LifeTable::new(&[], &[]), 1.0).value.is_nan());
        assert_eq!(cumulative_hazard(&LifeTable::new(&[3.0], &[0]), 5.0).value, 0.0);
    }

    /// A constant hazard of .02 a week over 50 weeks adds up to 1.
    #[test]
    fn a_constant_hazard_adds_up() {
        let times: Vec<f64> = uniforms(1120, 20_000).into_iter().map(|u| -(1.0 - u).ln() / 0.02).collect();
        let hazard = cumulative_hazard(&LifeTable::new(&times, &[1; 20_000]), 50.0);
        assert!(hazard.errors_from(1.0).abs() < 4.0, "{hazard:?}");
    }
}
