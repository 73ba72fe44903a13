//! The organised actors: who can hold, fight, pay or leave.

use std::fmt;

use super::table::{Row, TableFault};

/// An organised actor. The order is that of `data/actors.csv`, and of every column that has an entry an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Actor {
    /// The military rulers in Bamako.
    Junta,
    /// The Malian Armed Forces.
    Fama,
    /// The Russian field force: Wagner, then Africa Corps.
    Russia,
    /// The principal of the Russian force.
    Kremlin,
    /// Jama'at Nusrat al-Islam wal-Muslimin.
    Jnim,
    /// Islamic State Sahel Province.
    Issp,
    /// Azawad Liberation Front, with the movements it came from.
    Fla,
    /// GATIA and MSA, militias of the north.
    Gatia,
    /// Dan Na Ambassagou, the Dogon militia.
    DanNa,
    /// Dozo hunters.
    Dozo,
    /// The joint force of the Alliance of Sahel States.
    Aes,
    /// French forces, to August 2022.
    Barkhane,
    /// The United Nations mission, to December 2023.
    Minusma,
}

impl Actor {
    /// How many actors there are.
    pub const COUNT: usize = 13;

    /// All actors, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Junta,
        Self::Fama,
        Self::Russia,
        Self::Kremlin,
        Self::Jnim,
        Self::Issp,
        Self::Fla,
        Self::Gatia,
        Self::DanNa,
        Self::Dozo,
        Self::Aes,
        Self::Barkhane,
        Self::Minusma,
    ];

    /// Its place in a column with an entry an actor.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The short name by which data and scenarios call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Junta => "junta",
            Self::Fama => "fama",
            Self::Russia => "russia",
            Self::Kremlin => "kremlin",
            Self::Jnim => "jnim",
            Self::Issp => "issp",
            Self::Fla => "fla",
            Self::Gatia => "gatia",
            Self::DanNa => "dan_na",
            Self::Dozo => "dozo",
            Self::Aes => "aes",
            Self::Barkhane => "barkhane",
            Self::Minusma => "minusma",
        }
    }

    /// The actor of this short name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.id() == id)
    }

    /// The name to print.
    pub fn name(self) -> &'static str {
        &super::mali().actors[self.index()].name
    }

    /// Whether it is in arms against the state.
    pub fn is_insurgent(self) -> bool {
        matches!(self, Self::Jnim | Self::Issp | Self::Fla)
    }

    /// The side it belongs to.
    pub fn side(self) -> Side {
        super::mali().actors[self.index()].side
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Whom an actor fights for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The government and those who fight beside it.
    State,
    /// The coalition of jihadists close to al-Qaida.
    Jnim,
    /// The Islamic State's province.
    Issp,
    /// The separatists of the north.
    Fla,
    /// Community militias.
    Militia,
    /// Foreign missions that hold ground but do not rule.
    Foreign,
    /// Decides and pays, has no bands of its own.
    Principal,
}

impl Side {
    fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "state" => Self::State,
            "jnim" => Self::Jnim,
            "issp" => Self::Issp,
            "fla" => Self::Fla,
            "militia" => Self::Militia,
            "foreign" => Self::Foreign,
            "principal" => Self::Principal,
            _ => return None,
        })
    }
}

/// Who can control a zone or hold a town: the shares of a zone over all holders sum to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Holder {
    /// The government, with its Russian and Sahelian partners.
    State,
    /// JNIM.
    Jnim,
    /// ISSP.
    Issp,
    /// FLA.
    Fla,
    /// Community militias.
    Militia,
    /// Nobody.
    None,
}

impl Holder {
    /// How many holders there are.
    pub const COUNT: usize = 6;

    /// All holders, in order.
    pub const ALL: [Self; Self::COUNT] =
        [Self::State, Self::Jnim, Self::Issp, Self::Fla, Self::Militia, Self::None];

    /// Its place in a column with an entry a holder.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The short name by which data and scenarios call it.
    pub fn id(self) -> &'static str {
        ["state", "jnim", "issp", "fla", "militia", "none"][self.index()]
    }

    /// The holder of this short name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|holder| holder.id() == id)
    }

    /// The holder for whom an actor takes ground; missions and principals take none.
    pub fn of(actor: Actor) -> Self {
        match actor {
            Actor::Fama | Actor::Russia | Actor::Aes => Self::State,
            Actor::Jnim => Self::Jnim,
            Actor::Issp => Self::Issp,
            Actor::Fla => Self::Fla,
            Actor::Gatia | Actor::DanNa | Actor::Dozo => Self::Militia,
            Actor::Junta | Actor::Kremlin | Actor::Barkhane | Actor::Minusma => Self::None,
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What the data say of an actor.
#[derive(Clone, Debug)]
pub struct ActorProfile {
    /// Which actor.
    pub actor: Actor,
    /// The name to print.
    pub name: String,
    /// Whom it fights for.
    pub side: Side,
    /// Whether it has armed bands.
    pub bears_arms: bool,
    /// What it wants, in words.
    pub objectives: String,
    /// Where this is from.
    pub source: String,
}

impl ActorProfile {
    pub(super) fn read(row: Row<'_>) -> Result<Self, TableFault> {
        let id = row.text("id")?;
        let side = row.text("side")?;
        Ok(Self {
            actor: Actor::from_id(id).ok_or_else(|| row.fault(format!("no actor \"{id}\"")))?,
            name: row.get("name")?,
            side: Side::from_id(side).ok_or_else(|| row.fault(format!("no side \"{side}\"")))?,
            bears_arms: row.get("bears_arms")?,
            objectives: row.get("objectives")?,
            source: row.get("source")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_actor_and_holder_is_found_by_its_id_and_stands_at_its_index() {
        for (index, actor) in Actor::ALL.into_iter().enumerate() {
            assert_eq!((actor.index(), Actor::from_id(actor.id())), (index, Some(actor)));
            assert_eq!(crate::geography::mali().actors[index].actor, actor);
        }
        for (index, holder) in Holder::ALL.into_iter().enumerate() {
            assert_eq!((holder.index(), Holder::from_id(holder.id())), (index, Some(holder)));
        }
    }

    #[test]
    fn only_principals_bear_no_arms() {
        for profile in &crate::geography::mali().actors {
            assert_eq!(profile.bears_arms, profile.side != Side::Principal, "{}", profile.name);
        }
    }
}
