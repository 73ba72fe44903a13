//! Money: army pay, the force's fee, and the mines that the state lives on.

use serde::Serialize;

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{Place, many, money, percent};
use crate::world::{Month, World};

/// Part of a month by which arrears must fall below a whole number of months before that is told.
const SLACK: f64 = 0.25;
/// Share of the fee below which it counts as not paid.
const PAID: f64 = 0.95;

/// Army pay in arrears: whole months passed, upward or downward.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arrears {
    pub months: u32,
    pub rising: bool,
}

/// What the junta paid the force in a month where it began or ceased to pay less than it owed [m$].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fee {
    pub paid: f64,
    pub owed: f64,
}

/// A mine whose terms came into dispute, or out of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mine {
    pub mine: Place,
    pub disputed: bool,
    /// What the state asked for, as a share of the value of its output.
    pub claim: f64,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    arrears: u32,
    months: u32,
    fee_short: bool,
    disputed: Vec<bool>,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.arrears(world.treasury.arrears_months, week);
        if world.treasury.months > self.months {
            self.months = world.treasury.months;
            self.fee(&world.treasury.month, week);
        }
        self.mines(world, week);
        self.begun = true;
    }

    fn arrears(&mut self, months: f64, week: &mut Week) {
        let (up, down) = (months.max(0.0) as u32, (months.max(0.0) + SLACK) as u32);
        if !self.begun {
            self.arrears = up;
        }
        let rising = up > self.arrears;
        if rising || down < self.arrears {
            self.arrears = if rising { up } else { down };
            week.during(Happening::Arrears(Arrears { months: self.arrears, rising }));
        }
    }

    fn fee(&mut self, month: &Month, week: &mut Week) {
        let (paid, owed) = (month.fee_paid, month.fee_owed);
        let short = owed > 0.0 && paid < PAID * owed;
        if short != self.fee_short && owed > 0.0 {
            week.on(Happening::Fee(Fee { paid, owed }));
        }
        self.fee_short = short;
    }

    fn mines(&mut self, world: &World, week: &mut Week) {
        let mines = &world.treasury.mines;
        if self.begun {
            let pairs = self.disputed.iter().zip(&mines.disputed).enumerate();
            for (mine, (_, &disputed)) in pairs.filter(|(_, (before, now))| before != now) {
                let (claim, mine) = (mines.claim[mine], Place::mine(&mines.name[mine]));
                week.on(Happening::Mine(Mine { mine, disputed, claim }));
            }
        }
        self.disputed.clone_from(&mines.disputed);
    }
}

impl Tell for Arrears {
    fn sentence(&self) -> String {
        match (self.rising, self.months) {
            (true, n) => format!("army pay fell {} behind", many(n, "month", "months")),
            (false, 0) => "the soldiers were paid again: less than a month was owed".into(),
            (false, n) => format!("arrears of army pay came down to {}", many(n, "month", "months")),
        }
    }

    fn brief(&self) -> String {
        format!("army pay {} behind", many(self.months, "month", "months"))
    }

    fn weight(&self) -> f64 {
        if self.rising { 40.0 + 10.0 * f64::from(self.months.min(12)) } else { 30.0 }
    }
}

impl Tell for Fee {
    fn sentence(&self) -> String {
        if self.paid < PAID * self.owed {
            let (paid, owed) = (money(self.paid), money(self.owed));
            format!("the junta paid the Russian force {paid} of the {owed} that it owed for the month")
        } else {
            format!("the junta paid the Russian force in full again, {} for the month", money(self.paid))
        }
    }

    fn brief(&self) -> String {
        if self.paid < PAID * self.owed { "fee not paid" } else { "fee paid again" }.into()
    }

    fn weight(&self) -> f64 {
        50.0
    }

    fn sort(&self) -> &'static str {
        if self.paid < PAID * self.owed { "short" } else { "paid" }
    }
}

impl Tell for Mine {
    fn sentence(&self) -> String {
        let (mine, claim) = (&self.mine.name, percent(self.claim));
        if self.disputed {
            format!("the junta and the owners of the {mine} mine fell out over {claim} more of its output")
        } else {
            format!("the dispute over the {mine} mine was settled")
        }
    }

    fn brief(&self) -> String {
        format!("{} mine {}", self.mine.name, if self.disputed { "in dispute" } else { "settled" })
    }

    fn weight(&self) -> f64 {
        if self.disputed { 30.0 } else { 25.0 }
    }

    fn sort(&self) -> &'static str {
        if self.disputed { "disputed" } else { "settled" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;

    #[test]
    fn arrears_are_told_by_the_month_and_do_not_flicker() {
        let path = [0.4, 0.9, 1.1, 0.9, 1.05, 2.3, 1.9, 1.2, 0.3];
        let mut watch = Watch::default();
        let told = weeks(path.len(), |week, row| watch.arrears_at(path[row], week));
        let lines: Vec<String> = told.iter().map(|dated| dated.what.text()).collect();
        assert_eq!(
            lines,
            [
                "Army pay fell 1 month behind.",
                "Army pay fell 2 months behind.",
                "Arrears of army pay came down to 1 month.",
                "The soldiers were paid again: less than a month was owed."
            ]
        );
    }

    impl Watch {
        fn arrears_at(&mut self, months: f64, week: &mut Week) {
            self.arrears(months, week);
            self.begun = true;
        }
    }

    #[test]
    fn a_fee_that_is_not_paid_names_both_sums() {
        let fee = Fee { paid: 0.0, owed: 10.0 };
        assert_eq!(
            fee.sentence(),
            "the junta paid the Russian force nothing of the 10.0 million $ that it owed for the month"
        );
    }
}
