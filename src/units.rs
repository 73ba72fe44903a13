//! Quantities: weeks, dates and conversions, done once at the door.
//!
//! The model's tick is a week, Monday to Sunday. Rates per month or year are turned into rates per week here, and a
//! rate into a probability by `p = 1 − exp(−h Δt)`.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

pub const WEEKS_PER_YEAR: f64 = 52.0;
pub const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;
pub const DAYS_PER_WEEK: f64 = 7.0;
/// FCFA for a US dollar at the door of the program (the euro peg at 1.11 dollars; expert judgement of the mean
/// of 2022–2025).
pub const FCFA_PER_USD: f64 = 590.0;

/// The probability that a process of this hazard [week⁻¹] happens within a week.
pub fn probability(hazard: f64) -> f64 {
    -(-hazard.max(0.0)).exp_m1()
}

/// The share that is left after a week of decay with this half-life [weeks].
pub fn kept(half_life: f64) -> f64 {
    (-std::f64::consts::LN_2 / half_life).exp()
}

/// Weeks since a Monday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calendar {
    pub start: Date,
}

impl Calendar {
    /// The Monday on which week `week` begins.
    pub fn monday(&self, week: u32) -> Date {
        self.start.saturating_add(i64::from(week).weeks())
    }

    /// The week that contains `date`; negative before the start.
    pub fn week_of(&self, date: Date) -> i64 {
        let days = self.start.until((Unit::Day, date)).expect("dates of one calendar").get_days();
        i64::from(days).div_euclid(7)
    }

    /// Whether a month begins with this week: its Monday is the first of its month. Week 0 always is.
    pub fn opens_month(&self, week: u32) -> bool {
        week == 0 || self.monday(week).month() != self.monday(week - 1).month()
    }

    /// Whether the week lies in the rainy season, June to October.
    pub fn rains(&self, week: u32) -> bool {
        (6..=10).contains(&self.monday(week).month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_lies_in_its_week() {
        let calendar = Calendar { start: date(2025, 6, 2) };
        assert_eq!(calendar.week_of(date(2025, 6, 2)), 0);
        assert_eq!(calendar.week_of(date(2025, 6, 8)), 0);
        assert_eq!(calendar.week_of(date(2025, 6, 9)), 1);
        assert_eq!(calendar.week_of(date(2025, 6, 1)), -1);
        assert_eq!(calendar.monday(52), date(2026, 6, 1));
    }

    /// In two years a month opens 24 times.
    #[test]
    fn every_month_opens_once() {
        let calendar = Calendar { start: date(2025, 6, 2) };
        assert_eq!((0..104).filter(|&w| calendar.opens_month(w)).count(), 24);
    }

    #[test]
    fn a_rate_becomes_a_probability() {
        assert_eq!(probability(0.0), 0.0);
        assert!((probability(0.01) - 0.009950166).abs() < 1e-9);
        assert!((kept(10.0).powi(10) - 0.5).abs() < 1e-12);
    }
}
