//! The names a scenario may use for places and parties: the same as the columns `id` and `path` of the project's data.

/// Zones in the order of their rows.
pub const ZONES: [&str; 13] =
    ["BKO", "KAY", "NIO", "KIT", "SIK", "BOU", "KOU", "SEG", "MOP", "BAN", "TOM", "GAO", "KID"];

/// Fuel corridors in the order of their rows, C1 to C8, as parameters name them (`fuel.corridor.dakar`).
pub const CORRIDORS: [&str; 8] =
    ["abidjan_west", "abidjan_east", "dakar", "conakry", "lome", "niamey", "algeria", "nouakchott"];

/// Parties that own armed bands.
pub const OWNERS: [&str; 11] =
    ["fama", "russia", "jnim", "issp", "fla", "gatia", "dan_na", "dozo", "aes", "barkhane", "minusma"];

/// Parties between which an alliance or a feud can be set.
pub const ALLIES: [&str; 3] = ["jnim", "fla", "issp"];

/// Neighbours whose border can be opened or closed.
pub const COUNTRIES: [&str; 1] = ["algeria"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Actor, mali};

    #[test]
    fn places_and_parties_have_the_names_of_the_data() {
        let zones: Vec<&str> = mali().zones.iter().map(|zone| zone.id.as_str()).collect();
        assert_eq!(zones, ZONES);
        let corridors: Vec<&str> = mali().corridors.iter().map(|corridor| corridor.path.as_str()).collect();
        assert_eq!(corridors, CORRIDORS);
        let armed: Vec<&str> = Actor::ALL
            .iter()
            .map(|actor| actor.id())
            .filter(|id| !["junta", "kremlin"].contains(id))
            .collect();
        let mut owners = OWNERS.to_vec();
        owners.sort_by_key(|owner| armed.iter().position(|id| id == owner));
        assert_eq!(owners, armed);
    }
}
