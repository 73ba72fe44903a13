//! Who holds what: towns, and the state's control of a zone.

use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{Place, holder, percent};
use crate::world::{Holder, World};

/// Change of the state's control of a zone that is told (share).
const TOLD: f64 = 0.1;

/// A town that changed hands without a fight that says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Town {
    pub town: Place,
    #[serde(serialize_with = "id")]
    pub from: Holder,
    #[serde(serialize_with = "id")]
    pub to: Holder,
    pub symbol: bool,
}

fn id<S: Serializer>(holder: &Holder, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(holder.id())
}

/// The state's control of a zone, since it was last told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Control {
    pub zone: Place,
    pub before: f64,
    pub after: f64,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    holders: Vec<Holder>,
    control: Vec<f64>,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.towns(world, week);
        self.zones(world, week);
    }

    fn towns(&mut self, world: &World, week: &mut Week) {
        let fought = |town: usize| world.events.iter().any(|event| event.taken == Some(town));
        for (town, (&from, &to)) in self.holders.iter().zip(&world.towns.holder).enumerate() {
            if from != to && !fought(town) {
                let symbol = world.towns.symbol[town];
                let town = Place::town(world, town);
                week.during(Happening::Town(Town { town, from, to, symbol }));
            }
        }
        self.holders.clone_from(&world.towns.holder);
    }

    fn zones(&mut self, world: &World, week: &mut Week) {
        let state = |zone: usize| world.zones.control[zone][Holder::State as usize];
        if self.control.is_empty() {
            self.control = (0..world.zones.control.len()).map(state).collect();
        }
        for (zone, told) in self.control.iter_mut().enumerate() {
            let (before, after) = (*told, state(zone));
            if (after - before).abs() >= TOLD {
                *told = after;
                let zone = Place::zone(world, zone);
                week.during(Happening::Control(Control { zone, before, after }));
            }
        }
    }
}

impl Tell for Town {
    fn sentence(&self) -> String {
        let Town { town, from, to, .. } = self;
        format!("{} passed from {} to {}", town.name, holder(*from), holder(*to))
    }

    fn brief(&self) -> String {
        format!("{} to {}", self.town.name, holder(self.to))
    }

    fn weight(&self) -> f64 {
        if self.symbol { 280.0 } else { 80.0 }
    }
}

impl Tell for Control {
    fn sentence(&self) -> String {
        let verb = if self.after > self.before { "grew" } else { "shrank" };
        format!("the state’s control {verb} from {} to {}", percent(self.before), percent(self.after))
    }

    fn brief(&self) -> String {
        format!("control of {} {}", self.zone.name, percent(self.after))
    }

    fn weight(&self) -> f64 {
        200.0 * (self.after - self.before).abs()
    }

    fn place(&self) -> Option<&str> {
        Some(&self.zone.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_is_told_from_where_it_was_told_last() {
        let zone = Place { id: "SEG".into(), name: "Ségou".into() };
        let control = Happening::Control(Control { zone, before: 0.51, after: 0.4 });
        assert_eq!(control.text(), "Ségou: the state’s control shrank from 51 % to 40 %.");
    }

    #[test]
    fn a_town_names_both_holders() {
        let town = Place { id: "kidal".into(), name: "Kidal".into() };
        let town = Town { town, from: Holder::State, to: Holder::Fla, symbol: true };
        assert_eq!(town.sentence(), "Kidal passed from the state to the FLA");
    }
}
