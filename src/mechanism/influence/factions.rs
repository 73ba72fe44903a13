//! The factions that decide inside the two principals, as `data/factions.csv` has them.
//!
//! A faction has control of three resources (force, money, recognition), a salience (how much it cares about Mali or
//! about Russia against all else on its desk), and a weight on each of the six parts of its principal's value, where 1 is
//! as the principal as a whole has it. All are ranges, drawn once a replicate.

use crate::geography::history::Range;
use crate::geography::table::{Row, Table, TableFault};
use crate::world::Party;
use std::sync::OnceLock;

/// What power over others rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Resource {
    Force,
    Money,
    /// Decrees, offices, the state's voice abroad.
    Recognition,
}

impl Resource {
    pub const ALL: [Resource; 3] = [Resource::Force, Resource::Money, Resource::Recognition];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["force", "money", "recognition"][self as usize]
    }
}

/// Parts of a principal's value.
pub const COMPONENTS: usize = 6;

/// The parts of a party's value, in the order in which options list them, and the resource that each is made of.
pub fn components(party: Party) -> [(&'static str, Resource); COMPONENTS] {
    use Resource::*;
    match party {
        Party::Junta => [
            ("protection", Force),
            ("office", Recognition),
            ("money", Money),
            ("concession", Money),
            ("sovereignty", Recognition),
            ("in_kind", Force),
        ],
        Party::Kremlin => [
            ("money", Money),
            ("concession", Money),
            ("presence", Recognition),
            ("cost", Money),
            ("losses", Force),
            ("in_kind", Money),
        ],
    }
}

/// A deciding faction.
#[derive(Clone, Debug)]
pub struct Faction {
    pub id: String,
    /// Control of each resource: shares over the factions of a party, before their division by the sum.
    pub control: [Range; Resource::COUNT],
    pub salience: Range,
    pub weights: [Range; COMPONENTS],
}

/// The factions of both parties, in the order of the table.
#[derive(Clone, Debug)]
pub struct Factions {
    of: [Vec<Faction>; 2],
}

/// The factions as the program's own data have them.
pub fn factions() -> &'static Factions {
    static FACTIONS: OnceLock<Factions> = OnceLock::new();
    FACTIONS.get_or_init(|| Factions::read().expect("the tables in data/ are read in the tests"))
}

impl Factions {
    fn read() -> Result<Self, TableFault> {
        let table = Table::parse("data/factions.csv", include_str!("../../../data/factions.csv"))?;
        let [junta, kremlin] = Party::ALL.map(|party| of_party(&table, party));
        Ok(Self { of: [junta?, kremlin?] })
    }

    /// The factions of a party.
    pub fn of(&self, party: Party) -> &[Faction] {
        &self.of[party as usize]
    }

    /// The row of a faction among its party's.
    pub fn row(&self, party: Party, id: &str) -> Option<usize> {
        self.of(party).iter().position(|faction| faction.id == id)
    }
}

fn of_party(table: &Table, party: Party) -> Result<Vec<Faction>, TableFault> {
    let rows = rows_of(table, party)?;
    let mut ids: Vec<&str> = Vec::new();
    for row in &rows {
        let id = row.text("faction")?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| faction(table, &rows, party, id)).collect()
}

fn rows_of<'t>(table: &'t Table, party: Party) -> Result<Vec<Row<'t>>, TableFault> {
    let mut found = Vec::new();
    for row in table.rows() {
        if row.text("side")? == party.key() {
            found.push(row);
        }
    }
    Ok(found)
}

fn faction(table: &Table, rows: &[Row<'_>], party: Party, id: &str) -> Result<Faction, TableFault> {
    let range = |quantity: &str| -> Result<Range, TableFault> {
        let found =
            rows.iter().find(|row| row.text("faction") == Ok(id) && row.text("quantity") == Ok(quantity));
        let row = found.ok_or_else(|| {
            let last = table.rows().last().expect("a table of factions has rows");
            last.fault(format!("{} {id} has no row \"{quantity}\"", party.key()))
        })?;
        Ok(Range { low: row.get("low")?, central: row.get("central")?, high: row.get("high")? })
    };
    let none = Range { low: 0.0, central: 0.0, high: 0.0 };
    let (mut control, mut weights) = ([none; Resource::COUNT], [none; COMPONENTS]);
    for resource in Resource::ALL {
        control[resource as usize] = range(resource.key())?;
    }
    for (weight, (component, _)) in weights.iter_mut().zip(components(party)) {
        *weight = range(&format!("weight.{component}"))?;
    }
    Ok(Faction { id: id.into(), control, salience: range("salience")?, weights })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_factions_decide_in_bamako_and_four_in_moscow() {
        assert_eq!(Party::ALL.map(|party| factions().of(party).len()), [5, 4]);
        assert_eq!(factions().row(Party::Junta, "state_security"), Some(2));
        assert_eq!(factions().row(Party::Kremlin, "state_security"), None);
    }

    #[test]
    fn ranges_rise_and_the_central_shares_of_a_resource_are_a_whole() {
        for party in Party::ALL {
            for faction in factions().of(party) {
                let ranges = faction.control.iter().chain(&faction.weights).chain([&faction.salience]);
                for r in ranges {
                    assert!(0.0 <= r.low && r.low <= r.central && r.central <= r.high, "{}", faction.id);
                }
                assert!(faction.salience.high <= 1.0);
            }
            for resource in Resource::ALL {
                let sum: f64 =
                    factions().of(party).iter().map(|f| f.control[resource as usize].central).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{} {sum}", resource.key());
            }
        }
    }
}
