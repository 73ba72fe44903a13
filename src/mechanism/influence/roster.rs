//! Who the elites are: forty persons by role, their factions, and how strongly factions are tied.
//!
//! Read from `data/elites.csv` and `data/ties.csv`. Persons are roles, never living people: what they lean to is a
//! judgement about offices and trades.

use super::factions::factions;
use crate::geography::history::Range;
use crate::geography::table::{Row, Table, TableFault};
use crate::world::{Party, Pole};
use std::sync::OnceLock;

/// The faction whose persons go and come with the junta.
const CORE: &str = "junta_core";

/// A person of influence.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub role: String,
    /// Row among [`Roster::factions`].
    pub faction: usize,
    /// Row of the deciding faction of the junta that listens.
    pub ear: usize,
    /// What the person leans to: shares over the poles.
    pub prior: [f64; Pole::COUNT],
    pub susceptibility: Range,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Factions in the order in which they come.
    pub factions: Vec<String>,
    pub persons: Vec<Person>,
    /// Strength of a tie between members, a row a faction, symmetric.
    strength: Vec<f64>,
}

/// The elites as the program's own data have them.
pub fn roster() -> &'static Roster {
    static ROSTER: OnceLock<Roster> = OnceLock::new();
    ROSTER.get_or_init(|| Roster::read().expect("the tables in data/ are read in the tests"))
}

impl Roster {
    fn read() -> Result<Self, TableFault> {
        let elites = Table::parse("data/elites.csv", include_str!("../../../data/elites.csv"))?;
        let ties = Table::parse("data/ties.csv", include_str!("../../../data/ties.csv"))?;
        let mut factions: Vec<String> = Vec::new();
        for row in elites.rows() {
            let faction = row.text("faction")?;
            if !factions.iter().any(|known| known == faction) {
                factions.push(faction.into());
            }
        }
        let persons = elites.rows().map(|row| person(row, &factions)).collect::<Result<_, _>>()?;
        let strength = strengths(&ties, &factions)?;
        Ok(Self { factions, persons, strength })
    }

    /// Strength of a tie between members of two factions.
    pub fn strength(&self, a: usize, b: usize) -> f64 {
        self.strength[a * self.factions.len() + b]
    }

    /// The row of the junta's own persons.
    pub fn core(&self) -> Option<usize> {
        self.factions.iter().position(|faction| faction == CORE)
    }
}

fn person(row: Row<'_>, factions_of_elites: &[String]) -> Result<Person, TableFault> {
    let (faction, ear) = (row.text("faction")?, row.text("ear")?);
    let mut prior = [0.0; Pole::COUNT];
    for pole in Pole::ALL {
        prior[pole as usize] = row.get(pole.key())?;
    }
    let sum: f64 = prior.iter().sum();
    if (sum - 1.0).abs() > 1e-9 || prior.iter().any(|&share| share <= 0.0) {
        return Err(row.fault(format!("shares over the poles are positive and add up to 1, not {sum}")));
    }
    Ok(Person {
        id: row.get("id")?,
        role: row.get("role")?,
        faction: position(factions_of_elites, faction)
            .ok_or_else(|| row.fault(format!("no faction \"{faction}\"")))?,
        ear: factions()
            .row(Party::Junta, ear)
            .ok_or_else(|| row.fault(format!("no faction \"{ear}\" decides")))?,
        prior,
        susceptibility: Range {
            low: row.get("susceptibility_low")?,
            central: row.get("susceptibility_central")?,
            high: row.get("susceptibility_high")?,
        },
    })
}

fn strengths(table: &Table, factions: &[String]) -> Result<Vec<f64>, TableFault> {
    let n = factions.len();
    let mut strength = vec![f64::NAN; n * n];
    let find = |row: Row<'_>, column: &str| {
        let id = row.text(column)?;
        position(factions, id).ok_or_else(|| row.fault(format!("no faction \"{id}\"")))
    };
    for row in table.rows() {
        let (a, b) = (find(row, "faction")?, find(row, "other")?);
        let tie: f64 = row.get("strength")?;
        (strength[a * n + b], strength[b * n + a]) = (tie, tie);
    }
    match (strength.iter().position(|tie| tie.is_nan()), table.rows().last()) {
        (Some(gap), Some(last)) => {
            Err(last.fault(format!("no tie of {} with {}", factions[gap / n], factions[gap % n])))
        }
        _ => Ok(strength),
    }
}

fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn forty_persons_of_seven_factions_have_the_ear_of_all_five() {
        let roster = roster();
        assert_eq!((roster.persons.len(), roster.factions.len()), (40, 7));
        let ids: HashSet<&str> = roster.persons.iter().map(|person| person.id.as_str()).collect();
        assert_eq!(ids.len(), 40, "an id stands twice");
        for ear in 0..factions().of(Party::Junta).len() {
            assert!(roster.persons.iter().filter(|person| person.ear == ear).count() >= 5);
        }
        let core = roster.core().unwrap();
        assert_eq!(roster.persons.iter().filter(|person| person.faction == core).count(), 8);
    }

    #[test]
    fn ties_are_mutual_and_strongest_within() {
        let roster = roster();
        for a in 0..7 {
            for b in 0..7 {
                assert_eq!(roster.strength(a, b), roster.strength(b, a));
                assert!(roster.strength(a, b) <= roster.strength(a, a), "{a} {b}");
            }
        }
    }
}
