//! Foreign forces in the country: their men, and who provides the Russian one.

use serde::Serialize;

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{Who, many, provider, whole};
use crate::geography::Actor;
use crate::world::{Outcome, World};

/// Change of a force that is told (share of what was told last), and its least size [men].
const TOLD: f64 = 0.1;
const FEW: f64 = 20.0;
/// Foreign forces whose men are told.
const FORCES: [Actor; 4] = [Actor::Russia, Actor::Barkhane, Actor::Minusma, Actor::Aes];

/// A foreign force's men, since they were last told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Men {
    pub force: Who,
    pub before: u64,
    pub after: u64,
}

/// Another Russian force takes over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provider {
    pub before: &'static str,
    pub after: &'static str,
    pub men: u64,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    men: [u64; FORCES.len()],
    provider: usize,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.provider(world, week);
        self.men(world, week);
        self.begun = true;
    }

    fn provider(&mut self, world: &World, week: &mut Week) {
        let (before, after) = (self.provider, world.patron.provider);
        let told = world.contract.moves.iter().any(|decided| decided.outcome == Outcome::Rehatted);
        if self.begun && before != after && !told {
            let [before, after] = [before, after].map(provider);
            let men = world.bands.men_of(Actor::Russia);
            week.on(Happening::Provider(Provider { before, after, men }));
        }
        self.provider = after;
    }

    fn men(&mut self, world: &World, week: &mut Week) {
        for (told, actor) in self.men.iter_mut().zip(FORCES) {
            let (before, after) = (*told, world.bands.men_of(actor));
            let change = after.abs_diff(before) as f64;
            let much = change > TOLD * before as f64 && change >= FEW;
            if !self.begun {
                *told = after;
            } else if much || (after == 0) != (before == 0) {
                *told = after;
                let force = Who::new(actor, world);
                week.during(Happening::Men(Men { force, before, after }));
            }
        }
    }
}

impl Tell for Men {
    fn sentence(&self) -> String {
        let Men { force, before, after } = self;
        let name = force.name();
        match (before, after) {
            (_, 0) => format!("the last men of {name} left"),
            (0, _) => format!("{} of {name} arrived", many(*after, "man", "men")),
            _ => {
                let verb = if after > before { "grew" } else { "shrank" };
                format!("{name} {verb} from {} to {}", whole(*before as f64), many(*after, "man", "men"))
            }
        }
    }

    fn brief(&self) -> String {
        match self.after {
            0 => format!("{} gone", self.force.name()),
            men => format!("{} men of {}", whole(men as f64), self.force.name()),
        }
    }

    fn weight(&self) -> f64 {
        let men = self.after.abs_diff(self.before) as f64;
        if self.after == 0 { 250.0 } else { 10.0 + (men / 20.0).min(100.0) }
    }

    fn sort(&self) -> &'static str {
        self.force.actor.id()
    }
}

impl Tell for Provider {
    fn sentence(&self) -> String {
        format!("{} took over from {} with {}", self.after, self.before, many(self.men, "man", "men"))
    }

    fn brief(&self) -> String {
        format!("{} takes over", self.after)
    }

    fn weight(&self) -> f64 {
        500.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use crate::world::{Bands, Kind};
    use jiff::civil::date;

    #[test]
    fn a_force_is_told_when_it_changed_by_a_tenth() {
        let mut world = World::empty(date(2025, 6, 2));
        let band = world.bands.raise(Actor::Russia, Kind::Mobile, 0, Bands::NO_TOWN, 1000);
        let mut watch = Watch::default();
        let told = weeks(5, |week, row| {
            match row {
                1 => world.bands.lose(band, 90),
                2 => world.bands.lose(band, 20),
                3 => world.bands.enlist(band, 80),
                4 => world.bands.leave(band, 970),
                _ => (),
            }
            watch.see(&world, week);
        });
        let lines: Vec<String> = told.iter().map(|dated| dated.what.text()).collect();
        assert_eq!(lines, ["Wagner shrank from 1,000 to 890 men.", "The last men of Wagner left."]);
        assert_eq!([told[0].week, told[1].week], [2, 4]);
    }

    #[test]
    fn the_first_week_sets_the_stage_without_an_event() {
        let mut world = World::empty(date(2025, 6, 2));
        world.bands.raise(Actor::Minusma, Kind::Mobile, 0, Bands::NO_TOWN, 12_000);
        world.patron.provider = 1;
        let mut watch = Watch::default();
        assert!(weeks(2, |week, _| watch.see(&world, week)).is_empty());
    }
}
