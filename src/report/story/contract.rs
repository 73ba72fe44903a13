//! The contract between junta and Kremlin: that it stands, what is decided about it, and when it became a burden.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::chronicle::Week;
use super::decision::Decision;
use super::happening::{ALWAYS, Happening, Tell};
use super::words::{self, Who, many, money, percent};
use crate::geography::Actor;
use crate::world::World;

/// What each side owes the other, as [`world::Terms`](crate::world::Terms).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Terms {
    /// [m$/month]
    pub fee: f64,
    /// [m$/month]
    pub concession: f64,
    pub men: f64,
    /// Share of the force's full offensive effort.
    pub posture: f64,
    /// [m$/month]
    pub in_kind: f64,
}

impl From<crate::world::Terms> for Terms {
    fn from(terms: crate::world::Terms) -> Self {
        let crate::world::Terms { fee, concession, men, posture, in_kind } = terms;
        Self { fee, concession, men, posture, in_kind }
    }
}

/// A contract that stood when the run began, or was signed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    pub from_the_start: bool,
    pub terms: Terms,
    pub until: Date,
}

/// The month in which a side's account had been in the red for three months running.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Burden {
    /// Junta, kremlin or provider.
    pub side: &'static str,
    pub since: Date,
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    in_force: bool,
    burden: [bool; 3],
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        let contract = &world.contract;
        for &decided in &contract.moves {
            week.on(Happening::Decision(Decision::new(decided, Who::new(Actor::Russia, world))));
        }
        if contract.in_force && !self.in_force {
            let until = world.calendar.monday(contract.expires).saturating_sub(1.days());
            let terms = contract.terms.into();
            week.on(Happening::Standing(Standing { from_the_start: !self.begun, terms, until }));
        }
        self.in_force = contract.in_force;
        for (told, (since, side)) in
            self.burden.iter_mut().zip(contract.burden.iter().zip(["junta", "kremlin", "provider"]))
        {
            if let (false, Some(since)) = (*told, *since) {
                *told = true;
                week.on(Happening::Burden(Burden { side, since: world.calendar.monday(since) }));
            }
        }
        self.begun = true;
    }
}

impl Tell for Standing {
    fn sentence(&self) -> String {
        let Terms { fee, concession, men, posture, in_kind } = self.terms;
        let mut given = Vec::new();
        for (what, amount) in [("", fee), ("concessions worth ", concession), ("aid in kind worth ", in_kind)]
        {
            if amount >= 0.05 {
                given.push(format!("{what}{} a month", money(amount)));
            }
        }
        let given = if given.is_empty() { "nothing".into() } else { words::list(&given) };
        let verb = if self.from_the_start { "was in force" } else { "was signed" };
        format!(
            "a contract {verb} until {}: {} at {} of full effort for {given}",
            words::date(self.until),
            many(men.round() as u64, "man", "men"),
            percent(posture)
        )
    }

    fn brief(&self) -> String {
        if self.from_the_start { "contract in force" } else { "contract signed" }.into()
    }

    fn weight(&self) -> f64 {
        ALWAYS
    }
}

impl Tell for Burden {
    fn sentence(&self) -> String {
        let since = self.since.strftime("%b %Y");
        match self.side {
            "provider" => format!("the force had cost its provider more than it brought since {since}"),
            side => {
                let side = if side == "junta" { "the junta" } else { "the Kremlin" };
                format!("the contract had been worth less to {side} than its best alternative since {since}")
            }
        }
    }

    fn brief(&self) -> String {
        format!("a burden to the {}", self.side)
    }

    fn weight(&self) -> f64 {
        300.0
    }

    fn sort(&self) -> &'static str {
        self.side
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use crate::report::story::decision::tests::{decided, terms};
    use crate::report::story::force;
    use crate::world::{Bands, Kind, Outcome, Party, Reason};
    use jiff::civil::date;

    /// A provider that the contract replaces is told once, by the decision.
    #[test]
    fn a_contract_is_told_from_signature_to_rupture() {
        let mut world = World::empty(date(2025, 6, 2));
        let band = world.bands.raise(Actor::Russia, Kind::Mobile, 0, Bands::NO_TOWN, 1000);
        world.contract.in_force = true;
        (world.contract.terms, world.contract.expires) = (terms(10.0, 1000.0, 1.0), 104);
        let (mut watch, mut men) = (Watch::default(), force::Watch::default());
        let told = weeks(6, |week, row| {
            (world.week, world.contract.moves) = (row as u32, Vec::new());
            match row {
                2 => {
                    world.patron.provider = 1;
                    let moved = decided(Outcome::Rehatted, Party::Kremlin, Reason::Shock, (1.0, 0.0));
                    world.contract.moves.push(moved);
                }
                3 => world.contract.burden[Party::Kremlin as usize] = Some(0),
                5 => {
                    let moved = decided(Outcome::Ruptured, Party::Junta, Reason::Temptation, (30.0, 25.0));
                    world.contract.moves.push(moved);
                    world.contract.in_force = false;
                    world.bands.leave(band, 1000);
                }
                _ => (),
            }
            watch.see(&world, week);
            men.see(&world, week);
        });
        let lines: Vec<(u32, String)> = told.iter().map(|dated| (dated.week, dated.what.text())).collect();
        let expected = [
            (
                0,
                "A contract was in force until 30 May 2027: 1,000 men at 100 % of full effort for 10.0 million $ a month.",
            ),
            (
                2,
                "The Kremlin had Africa Corps carry on the mission because another junta or a mutiny had put it on the table.",
            ),
            (3, "The contract had been worth less to the Kremlin than its best alternative since Jun 2025."),
            (
                5,
                "The junta ended the contract because breaking its word promised 30.0 million $ and staying in was worth \
                 25.0 million $; it had given 10.0 million $ a month for 2,000 men.",
            ),
            (5, "The last men of Africa Corps left."),
        ];
        assert_eq!(lines, expected.map(|(week, text)| (week, text.to_string())));
    }
}
