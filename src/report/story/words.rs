//! The words of a story: who, where, when, how many.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::geography::{Actor, mali};
use crate::plot::Quantity;
use crate::world::{Holder, World};

/// A zone, town or mine by its id and by the name that a reader knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub id: String,
    pub name: String,
}

impl Place {
    /// A zone of the world; one of a laboratory has its id for a name.
    pub fn zone(world: &World, zone: usize) -> Self {
        let id = world.zones.id.get(zone).cloned().unwrap_or_default();
        let name = mali().zones.iter().find(|z| z.id == id).map_or(&id, |z| &z.name).clone();
        Self { id, name }
    }

    pub fn town(world: &World, town: usize) -> Self {
        let id = world.towns.name.get(town).cloned().unwrap_or_default();
        let name = mali().towns.iter().find(|t| t.id == id).map_or(&id, |t| &t.name).clone();
        Self { id, name }
    }

    pub fn mine(id: &str) -> Self {
        let name = mali().mines.iter().find(|m| m.id == id).map_or(id, |m| &m.name).to_string();
        Self { id: id.into(), name }
    }
}

/// An actor under the name that it goes by in a week: the Russian force is Wagner, then Africa Corps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    pub actor: Actor,
    /// Row of the provider in place, as in [`Patron`](crate::world::Patron).
    provider: usize,
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.actor.id())
    }
}

impl Who {
    pub fn new(actor: Actor, world: &World) -> Self {
        Self { actor, provider: world.patron.provider }
    }

    /// The name in a sentence.
    pub fn name(self) -> &'static str {
        match self.actor {
            Actor::Junta => "the junta",
            Actor::Fama => "the army",
            Actor::Russia => provider(self.provider),
            Actor::Kremlin => "the Kremlin",
            Actor::Jnim => "JNIM",
            Actor::Issp => "ISSP",
            Actor::Fla => "the FLA",
            Actor::Gatia => "GATIA and MSA",
            Actor::DanNa => "Dan Na Ambassagou",
            Actor::Dozo => "the Dozo hunters",
            Actor::Aes => "the joint force of the Sahel states",
            Actor::Barkhane => "the French force",
            Actor::Minusma => "the United Nations mission",
        }
    }

    /// So many of its men, as in `40 soldiers` and `1 man of JNIM`.
    pub fn men(self, men: u32) -> String {
        match self.actor {
            Actor::Fama => many(men, "soldier", "soldiers"),
            Actor::Dozo => many(men, "Dozo hunter", "Dozo hunters"),
            _ => format!("{} of {}", many(men, "man", "men"), self.name()),
        }
    }

    /// Whether it fights for the state.
    pub fn is_state(self) -> bool {
        Holder::of(self.actor) == Holder::State
    }
}

/// The provider of this row.
pub fn provider(row: usize) -> &'static str {
    if row == 0 { "Wagner" } else { "Africa Corps" }
}

/// Who holds a town.
pub fn holder(holder: Holder) -> &'static str {
    match holder {
        Holder::State => "the state",
        Holder::Jnim => "JNIM",
        Holder::Issp => "ISSP",
        Holder::Fla => "the FLA",
        Holder::Militia => "a militia",
        Holder::None => "nobody",
    }
}

/// A number of things, thousands apart.
pub fn many(n: impl Into<u64>, one: &str, more: &str) -> String {
    match n.into() {
        1 => format!("1 {one}"),
        n => format!("{} {more}", whole(n as f64)),
    }
}

/// A whole number, thousands apart.
pub fn whole(x: f64) -> String {
    Quantity::count("", "").number(x.round() + 0.0)
}

/// A number of men to two digits, where it is a strength and no count.
pub fn roughly(men: u32) -> u32 {
    let unit = 10u32.pow(men.max(1).ilog10().saturating_sub(1));
    (men + unit / 2) / unit * unit
}

/// A share in whole percent.
pub fn percent(share: f64) -> String {
    match 100.0 * share {
        p if p > 0.0 && p < 0.5 => "less than 1 %".into(),
        p => format!("{:.0} %", p + 0.0),
    }
}

/// A number with one decimal, or none where it is large.
pub fn decimal(x: f64) -> String {
    if x.abs() >= 100.0 { whole(x) } else { format!("{:.1}", if x.abs() < 0.05 { 0.0 } else { x }) }
}

/// An amount of money [m$].
pub fn money(millions: f64) -> String {
    if millions.abs() < 0.05 { "nothing".into() } else { format!("{} million $", decimal(millions)) }
}

/// A date as in `3 Aug 2026`.
pub fn date(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// A date, or the days from one to another, as in `2–8 Mar 2026`.
pub fn span(from: Date, until: Option<Date>) -> String {
    let Some(until) = until.filter(|&until| until != from) else { return date(from) };
    let head = match (from.year() == until.year(), from.month() == until.month()) {
        (true, true) => from.strftime("%-d"),
        (true, false) => from.strftime("%-d %b"),
        _ => from.strftime("%-d %b %Y"),
    };
    format!("{head}–{}", date(until))
}

/// Things as in `a`, `a and b`, `a, b and c`.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [more @ .., last] => format!("{} and {last}", more.join(", ")),
    }
}

/// A sentence begins with a capital and ends with a full stop.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    stopped(&format!("{first}{}", letters.as_str()))
}

/// Ends with a full stop.
pub fn stopped(text: &str) -> String {
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{text}{stop}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn a_week_names_month_and_year_once_where_it_can() {
        let to = |a: Date, b: Date| span(a, Some(b));
        assert_eq!(to(day(2026, 3, 2), day(2026, 3, 8)), "2–8 Mar 2026");
        assert_eq!(to(day(2026, 3, 30), day(2026, 4, 5)), "30 Mar–5 Apr 2026");
        assert_eq!(to(day(2025, 12, 29), day(2026, 1, 4)), "29 Dec 2025–4 Jan 2026");
        assert_eq!(span(day(2026, 8, 3), None), "3 Aug 2026");
    }

    #[test]
    fn numbers_read_as_words_do() {
        assert_eq!(many(1u32, "man", "men"), "1 man");
        assert_eq!(many(0u32, "man", "men"), "0 men");
        assert_eq!([0, 7, 94, 105, 1142, 1850].map(roughly), [0, 7, 94, 110, 1100, 1900]);
        assert_eq!(many(12_345u32, "man", "men"), "12,345 men");
        assert_eq!([0.0, 0.003, 0.414, 1.0].map(percent), ["0 %", "less than 1 %", "41 %", "100 %"]);
        assert_eq!([0.0, 7.24, 1234.5].map(money), ["nothing", "7.2 million $", "1,235 million $"]);
        assert_eq!(decimal(-0.01), "0.0");
    }

    #[test]
    fn every_actor_has_a_name_for_a_sentence() {
        for actor in Actor::ALL {
            let who = Who { actor, provider: 1 };
            assert!(!who.name().is_empty() && who.men(2).starts_with("2 "), "{actor}");
        }
    }

    #[test]
    fn a_list_and_a_sentence_are_those_of_prose() {
        let parts = ["a", "b", "c"].map(String::from);
        assert_eq!([list(&parts[..1]), list(&parts[..2]), list(&parts)], ["a", "a and b", "a, b and c"]);
        assert_eq!(sentence("éclat"), "Éclat.");
        assert_eq!(sentence("It ended."), "It ended.");
    }
}
