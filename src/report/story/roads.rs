//! The fuel roads: attacks on trucks, the ban, and truces.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{self, many};
use crate::world::World;

/// A week of attacks on tank trucks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Roads {
    /// Trips alone, and how many of them were attacked.
    pub lone: u32,
    pub lone_attacked: u32,
    pub lone_lost: u32,
    pub convoys: u32,
    pub convoys_attacked: u32,
    /// Trucks lost in convoy.
    pub convoy_lost: u32,
    /// Drivers of lone trucks killed.
    pub civilian_dead: u32,
}

/// The insurgents' ban on fuel imports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ban {
    /// It was in force when the run began.
    pub from_the_start: bool,
}

/// What became of a truce over the roads.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "truce", rename_all = "snake_case")]
pub enum Truce {
    /// It was in force when the run began.
    Standing {
        until: Date,
    },
    /// The junta paid for passage [m$].
    Bought {
        price: f64,
        until: Date,
    },
    /// JNIM offered passage and the junta did not pay.
    Refused,
    /// The scenario orders it.
    Ordered {
        until: Date,
    },
    Ended,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    banned: bool,
    calm: bool,
    bought: u32,
    offered: u32,
    paid: f64,
    ordered: u32,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.attacks(world, week);
        self.ban(world, week);
        self.truces(world, week);
        self.begun = true;
    }

    fn attacks(&self, world: &World, week: &mut Week) {
        let (fuel, roads) = (&world.fuel, &world.fuel.corridors);
        let told: u32 = world.events.iter().map(|event| event.civilian_dead).sum();
        let dead: u32 = (0..world.harm.civilians.len()).map(|zone| world.harm.civilians_in(zone)).sum();
        let roads = Roads {
            lone: roads.lone.iter().sum(),
            lone_attacked: roads.attacked.iter().sum(),
            lone_lost: fuel.lost_lone,
            convoys: fuel.convoys,
            convoys_attacked: fuel.convoys_attacked,
            convoy_lost: fuel.lost_convoy,
            civilian_dead: dead.saturating_sub(told),
        };
        if roads.lone_attacked + roads.convoys_attacked + roads.civilian_dead > 0 {
            week.during(Happening::Roads(roads));
        }
    }

    fn ban(&mut self, world: &World, week: &mut Week) {
        let ban = world.fuel.orders.ban;
        if ban && !self.banned {
            week.on(Happening::Ban(Ban { from_the_start: !self.begun && !week.orders_ban }));
        }
        self.banned = ban;
    }

    fn truces(&mut self, world: &World, week: &mut Week) {
        let truces = &world.fuel.truces;
        let last = |until: u32| world.calendar.monday(until).saturating_sub(1.days());
        let now = world.fuel.in_truce(world.week);
        if !self.begun && now {
            let until = last(truces.until.max(world.fuel.orders.truce_until));
            week.on(Happening::Truce(Truce::Standing { until }));
        } else if world.fuel.orders.truce_until > self.ordered {
            let until = last(world.fuel.orders.truce_until);
            week.on(Happening::Truce(Truce::Ordered { until }));
        }
        if self.calm && !now {
            week.on(Happening::Truce(Truce::Ended));
        }
        if truces.bought > self.bought {
            let (price, until) = (truces.paid - self.paid, last(truces.until));
            week.during(Happening::Truce(Truce::Bought { price, until }));
        } else if truces.offered > self.offered {
            week.during(Happening::Truce(Truce::Refused));
        }
        (self.bought, self.offered, self.paid) = (truces.bought, truces.offered, truces.paid);
        (self.calm, self.ordered) = (now, world.fuel.orders.truce_until);
    }
}

impl Roads {
    fn lost(&self) -> u32 {
        self.lone_lost + self.convoy_lost
    }
}

impl Tell for Roads {
    fn sentence(&self) -> String {
        let mut attacked = Vec::new();
        if self.lone_attacked > 0 {
            attacked.push(format!(
                "{} of {} on the road alone",
                words::whole(self.lone_attacked.into()),
                many(self.lone, "tank truck", "tank trucks")
            ));
        }
        if self.convoys_attacked > 0 {
            attacked.push(format!(
                "{} of {}",
                self.convoys_attacked,
                many(self.convoys, "fuel convoy", "fuel convoys")
            ));
        }
        let lost = match self.lost() {
            0 => "no truck was lost".to_string(),
            1 => "1 truck was lost".into(),
            n => format!("{} trucks were lost", words::whole(n.into())),
        };
        let drivers = match self.civilian_dead {
            0 => String::new(),
            n => format!(" and {} of lone trucks died", many(n, "driver", "drivers")),
        };
        if attacked.is_empty() {
            return format!("{lost} on the fuel roads{drivers}");
        }
        format!("insurgents attacked {}; {lost}{drivers}", words::list(&attacked))
    }

    fn brief(&self) -> String {
        format!("{} tank trucks lost", self.lost())
    }

    fn weight(&self) -> f64 {
        0.4 * f64::from(self.lost()) + f64::from(self.civilian_dead)
    }
}

impl Tell for Ban {
    fn sentence(&self) -> String {
        if self.from_the_start {
            "the insurgents’ ban on fuel imports was in force when the run began".into()
        } else {
            "JNIM banned fuel imports".into()
        }
    }

    fn brief(&self) -> String {
        "fuel ban".into()
    }

    fn weight(&self) -> f64 {
        300.0
    }
}

impl Tell for Truce {
    fn sentence(&self) -> String {
        match self {
            Self::Standing { until } => {
                format!("a truce over the fuel roads was in force, to {}", words::date(*until))
            }
            Self::Bought { price, until } => format!(
                "the junta paid JNIM {} for passage on the fuel roads until {}",
                words::money(*price),
                words::date(*until)
            ),
            Self::Refused => {
                "JNIM offered passage on the fuel roads for a price; the junta did not buy".into()
            }
            Self::Ordered { until } => {
                format!("by the scenario, a truce held over the fuel roads until {}", words::date(*until))
            }
            Self::Ended => "the truce over the fuel roads ran out".into(),
        }
    }

    fn brief(&self) -> String {
        match self {
            Self::Standing { .. } | Self::Ordered { .. } => "truce",
            Self::Bought { .. } => "truce bought",
            Self::Refused => "truce refused",
            Self::Ended => "truce ends",
        }
        .into()
    }

    fn weight(&self) -> f64 {
        match self {
            Self::Bought { .. } | Self::Ordered { .. } => 80.0,
            Self::Standing { .. } => 60.0,
            Self::Ended => 35.0,
            Self::Refused => 15.0,
        }
    }

    fn sort(&self) -> &'static str {
        match self {
            Self::Standing { .. } => "standing",
            Self::Bought { .. } => "bought",
            Self::Refused => "refused",
            Self::Ordered { .. } => "ordered",
            Self::Ended => "ended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const QUIET: Roads = Roads {
        lone: 300,
        lone_attacked: 0,
        lone_lost: 0,
        convoys: 9,
        convoys_attacked: 0,
        convoy_lost: 0,
        civilian_dead: 0,
    };

    #[test]
    fn a_week_on_the_roads_counts_trucks_and_drivers() {
        let week = Roads {
            lone_attacked: 14,
            lone_lost: 4,
            convoys_attacked: 2,
            convoy_lost: 18,
            civilian_dead: 3,
            ..QUIET
        };
        assert_eq!(
            week.sentence(),
            "insurgents attacked 14 of 300 tank trucks on the road alone and 2 of 9 fuel convoys; 22 trucks were lost \
             and 3 drivers of lone trucks died"
        );
        let week = Roads { convoys_attacked: 1, convoys: 1, ..QUIET };
        assert_eq!(week.sentence(), "insurgents attacked 1 of 1 fuel convoy; no truck was lost");
    }

    #[test]
    fn a_truce_names_price_and_last_day() {
        let truce = Truce::Bought { price: 9.96, until: date(2026, 3, 29) };
        assert_eq!(
            truce.sentence(),
            "the junta paid JNIM 10.0 million $ for passage on the fuel roads until 29 Mar 2026"
        );
    }
}
