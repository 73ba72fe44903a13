//! Aid in kind: fuel that Moscow promised, and what came of it.

use jiff::civil::Date;
use serde::Serialize;

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{self, decimal};
use crate::world::{Kremlin, Pledge as Ordered, World};

/// Aid that is worth telling [ML].
const DROP: f64 = 0.01;

/// Fuel promised by Moscow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pledge {
    /// Million litres a month.
    pub monthly: f64,
    pub from: Date,
    pub until: Date,
}

/// A month in which aid in kind was promised or came [million litres of fuel].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aid {
    pub pledged: f64,
    pub delivered: f64,
    /// Since the start.
    pub pledged_so_far: f64,
    pub delivered_so_far: f64,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    pledge: Option<Ordered>,
    /// Promised and delivered as of the month that was told last [ML].
    aid: (f64, f64),
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.pledge(world, week);
        if week.closes_month {
            self.aid(&world.kremlin, week);
        }
    }

    fn pledge(&mut self, world: &World, week: &mut Week) {
        let pledge = world.fuel.orders.pledge.as_ref();
        if let Some(new) = pledge.filter(|_| self.pledge.as_ref() != pledge) {
            let day = |week| world.calendar.monday(week);
            let (from, until) = (day(new.from), day(new.until));
            week.on(Happening::Pledge(Pledge { monthly: new.monthly, from, until }));
            self.pledge = Some(new.clone());
        }
    }

    fn aid(&mut self, kremlin: &Kremlin, week: &mut Week) {
        let aid = Aid {
            pledged: kremlin.pledged - self.aid.0,
            delivered: kremlin.delivered - self.aid.1,
            pledged_so_far: kremlin.pledged,
            delivered_so_far: kremlin.delivered,
        };
        if aid.pledged > DROP || aid.delivered > DROP {
            self.aid = (kremlin.pledged, kremlin.delivered);
            week.during(Happening::Aid(aid));
        }
    }
}

impl Tell for Pledge {
    fn sentence(&self) -> String {
        let (from, until) = (words::date(self.from), words::date(self.until));
        format!(
            "Moscow promised {} million litres of fuel a month, from {from} to {until}",
            decimal(self.monthly)
        )
    }

    fn brief(&self) -> String {
        "fuel pledged".into()
    }

    fn weight(&self) -> f64 {
        150.0
    }
}

impl Tell for Aid {
    fn sentence(&self) -> String {
        let litres = |x: f64| format!("{} million litres", decimal(x));
        let so_far =
            format!("{} so far, of {} promised", litres(self.delivered_so_far), litres(self.pledged_so_far));
        match (self.pledged > DROP, self.delivered > DROP) {
            (true, false) => format!(
                "Moscow promised fuel worth {}; none came this month ({so_far})",
                litres(self.pledged)
            ),
            (false, _) => format!("{} of Russian fuel came ({so_far})", litres(self.delivered)),
            (true, true) => format!(
                "Moscow promised {} of fuel and delivered {} ({so_far})",
                litres(self.pledged),
                litres(self.delivered)
            ),
        }
    }

    fn brief(&self) -> String {
        if self.delivered > DROP { "Russian fuel comes" } else { "fuel promised" }.into()
    }

    fn weight(&self) -> f64 {
        20.0 + self.delivered.min(50.0)
    }

    fn sort(&self) -> &'static str {
        if self.delivered > DROP { "delivered" } else { "promised" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aid_counts_what_came_against_what_was_promised() {
        let aid = Aid { pledged: 0.0, delivered: 4.0, pledged_so_far: 30.0, delivered_so_far: 12.04 };
        assert_eq!(
            aid.sentence(),
            "4.0 million litres of Russian fuel came (12.0 million litres so far, of 30.0 million litres promised)"
        );
    }
}
