//! Fights and violence against civilians.

use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{self, Place, Who, many};
use crate::observe::one_sided;
use crate::world::{Channel, Event, World};

/// A fight between two sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fight {
    pub zone: Place,
    #[serde(serialize_with = "key")]
    pub channel: Channel,
    pub attacker: Option<Who>,
    pub defender: Option<Who>,
    pub attacker_men: u32,
    pub defender_men: u32,
    pub attacker_dead: u32,
    pub defender_dead: u32,
    pub russian_dead: u32,
    pub civilian_dead: u32,
    /// The town that a march went to.
    pub target: Option<Place>,
    /// The town that changed hands.
    pub taken: Option<Place>,
    /// Whether that town is a symbol of the state.
    pub symbol: bool,
    /// Trucks that an attacked convoy lost, where the week had one such attack.
    pub trucks_lost: Option<u32>,
}

/// Civilians attacked at will.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Killing {
    pub zone: Place,
    pub by: Option<Who>,
    pub men: u32,
    pub civilian_dead: u32,
}

/// The fighters killed in the week's engagements that the scenario orders.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Engagement {
    pub dead: u32,
}

fn key<S: Serializer>(channel: &Channel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(channel.key())
}

/// The week's fights and killings.
pub fn see(world: &World, week: &mut Week) {
    for event in world.events.iter().filter(|event| !event.void) {
        let what = if one_sided(event.channel) {
            Happening::Killing(killing(world, event))
        } else {
            Happening::Fight(fight(world, event))
        };
        week.within(event.day, what);
    }
    let told: u32 = world.events.iter().map(|event| event.attacker_dead + event.defender_dead).sum();
    let dead: u32 = (0..world.harm.fighters.len()).map(|zone| world.harm.fighters_in(zone)).sum();
    if dead > told {
        week.during(Happening::Engagement(Engagement { dead: dead - told }));
    }
}

fn killing(world: &World, event: &Event) -> Killing {
    Killing {
        zone: Place::zone(world, event.zone),
        by: event.attacker.map(|actor| Who::new(actor, world)),
        men: event.attacker_men,
        civilian_dead: event.civilian_dead,
    }
}

fn fight(world: &World, event: &Event) -> Fight {
    let town = |town: usize| Place::town(world, town);
    let single = event.channel == Channel::Convoy && world.fuel.convoys_attacked == 1;
    Fight {
        zone: Place::zone(world, event.zone),
        channel: event.channel,
        attacker: event.attacker.map(|actor| Who::new(actor, world)),
        defender: event.defender.map(|actor| Who::new(actor, world)),
        attacker_men: event.attacker_men,
        defender_men: event.defender_men,
        attacker_dead: event.attacker_dead,
        defender_dead: event.defender_dead,
        russian_dead: event.russian_dead,
        civilian_dead: event.civilian_dead,
        target: (event.channel == Channel::March).then(|| town(event.number as usize)),
        taken: event.taken.map(town),
        symbol: event.taken.is_some_and(|town| world.towns.symbol[town]),
        trucks_lost: single.then_some(world.fuel.lost_convoy),
    }
}

impl Fight {
    fn dead(&self) -> u32 {
        self.attacker_dead + self.defender_dead + self.civilian_dead
    }

    /// Who did what to whom.
    fn deed(&self) -> String {
        let side = |who: Option<Who>, men| who.map_or_else(|| many(men, "man", "men"), |who| who.men(men));
        let attacker = side(self.attacker, self.attacker_men);
        let defender = side(self.defender, self.defender_men);
        match self.channel {
            Channel::JnimAmbush => format!("{attacker} ambushed {defender}"),
            Channel::JnimAssault => format!("{attacker} attacked a garrison of {}", self.defender_men),
            Channel::StateOperation => format!("{attacker} went after {defender}"),
            Channel::StateStrike => format!("the army’s aircraft struck {defender}"),
            Channel::JnimIssp | Channel::MilitiaClash => format!("{attacker} fought {defender}"),
            Channel::CapitalRaid => format!("{attacker} raided the capital and met {defender}"),
            Channel::March => self.march(&defender),
            Channel::Convoy => self.convoy(&attacker),
            _ => format!("{attacker} attacked {defender}"),
        }
    }

    fn march(&self, defender: &str) -> String {
        let town = self.target.as_ref().map_or("a town", |town| town.name.as_str());
        let men = many(words::roughly(self.attacker_men), "soldier", "soldiers");
        match (self.defender_men, self.defender) {
            (0, Some(who)) => format!("about {men} marched on {town}, which {} did not defend", who.name()),
            _ => format!("about {men} marched on {town} against {defender}"),
        }
    }

    fn convoy(&self, attacker: &str) -> String {
        let escort = match self.defender_men {
            0 => "without escort".to_string(),
            men => format!("with an escort of {men}"),
        };
        let trucks = match self.trucks_lost {
            None => String::new(),
            Some(0) => " and destroyed no truck".into(),
            Some(lost) => format!(" and destroyed or took {}", many(lost, "truck", "trucks")),
        };
        format!("{attacker} attacked a fuel convoy {escort}{trucks}")
    }

    /// Who died.
    fn toll(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.fallen(self.defender, self.defender_dead, false));
        parts.extend(self.fallen(self.attacker, self.attacker_dead, true));
        if self.civilian_dead > 0 {
            let one = if self.channel == Channel::Convoy {
                ["driver", "drivers"]
            } else {
                ["civilian", "civilians"]
            };
            parts.push(many(self.civilian_dead, one[0], one[1]));
        }
        if parts.is_empty() { "nobody died".into() } else { format!("{} died", words::list(&parts)) }
    }

    /// The dead of a side; none if there are none.
    fn fallen(&self, who: Option<Who>, dead: u32, attacks: bool) -> Option<String> {
        let is_state = who.is_some_and(Who::is_state);
        let words = match who {
            _ if dead == 0 => return None,
            Some(_) if is_state && self.russian_dead >= dead => many(dead, "Russian", "Russians"),
            Some(_) if is_state && self.russian_dead > 0 => {
                format!("{} ({} Russian)", many(dead, "soldier", "soldiers"), self.russian_dead)
            }
            Some(_) if is_state => many(dead, "soldier", "soldiers"),
            _ if attacks => many(dead, "attacker", "attackers"),
            Some(who) => who.men(dead),
            None => many(dead, "defender", "defenders"),
        };
        Some(words)
    }

    /// Whose the town is now.
    fn outcome(&self) -> String {
        match (&self.taken, &self.target, self.attacker) {
            (Some(town), Some(_), _) => format!(" The state took {}.", town.name),
            (Some(town), None, Some(who)) => {
                let taker = if who.is_state() { "the state" } else { who.name() };
                format!(" {}", words::sentence(&format!("{taker} took {}", town.name)))
            }
            (None, Some(town), _) => format!(" {} was not taken.", town.name),
            _ => String::new(),
        }
    }
}

impl Tell for Fight {
    fn sentence(&self) -> String {
        format!("{}; {}.{}", self.deed(), self.toll(), self.outcome())
    }

    fn brief(&self) -> String {
        match (&self.taken, self.attacker) {
            (Some(town), Some(who)) if !who.is_state() => format!("{} takes {}", who.name(), town.name),
            (Some(town), _) => format!("the state takes {}", town.name),
            _ if self.channel == Channel::CapitalRaid => "raid on the capital".into(),
            _ => format!("{} dead in {}", self.dead(), self.zone.name),
        }
    }

    fn weight(&self) -> f64 {
        let taken = if self.taken.is_some() { 80.0 } else { 0.0 };
        let symbol = if self.symbol { 200.0 } else { 0.0 };
        let raid = if self.channel == Channel::CapitalRaid { 40.0 } else { 0.0 };
        f64::from(self.dead()) + 2.0 * f64::from(self.russian_dead) + taken + symbol + raid
    }

    fn place(&self) -> Option<&str> {
        Some(&self.zone.name)
    }

    fn sort(&self) -> &'static str {
        self.channel.key()
    }
}

impl Tell for Killing {
    fn sentence(&self) -> String {
        let men = self.by.map_or_else(|| many(self.men, "man", "men"), |who| who.men(self.men));
        match self.civilian_dead {
            0 => format!("{men} turned on civilians; nobody died"),
            dead => format!("{men} killed {}", many(dead, "civilian", "civilians")),
        }
    }

    fn brief(&self) -> String {
        format!("{} civilians killed in {}", self.civilian_dead, self.zone.name)
    }

    fn weight(&self) -> f64 {
        f64::from(self.civilian_dead)
    }

    fn place(&self) -> Option<&str> {
        Some(&self.zone.name)
    }

    fn sort(&self) -> &'static str {
        self.by.map_or("", |who| who.actor.id())
    }
}

impl Tell for Engagement {
    fn sentence(&self) -> String {
        let men = many(self.dead, "fighter", "fighters");
        format!("{men} died in the engagement that the scenario orders")
    }

    fn brief(&self) -> String {
        format!("{} dead by order", self.dead)
    }

    fn weight(&self) -> f64 {
        400.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::Actor;
    use jiff::civil::date;

    fn who(actor: Actor) -> Option<Who> {
        Some(Who::new(actor, &World::empty(date(2026, 3, 2))))
    }

    fn place(name: &str) -> Place {
        Place { id: name.to_lowercase(), name: name.into() }
    }

    fn fight(channel: Channel, attacker: Actor, defender: Actor, men: [u32; 2], dead: [u32; 2]) -> Fight {
        Fight {
            zone: place("Ségou"),
            channel,
            attacker: who(attacker),
            defender: who(defender),
            attacker_men: men[0],
            defender_men: men[1],
            attacker_dead: dead[0],
            defender_dead: dead[1],
            russian_dead: 0,
            civilian_dead: 0,
            target: None,
            taken: None,
            symbol: false,
            trucks_lost: None,
        }
    }

    #[test]
    fn an_assault_tells_men_and_dead_of_both_sides() {
        let assault = fight(Channel::JnimAssault, Actor::Jnim, Actor::Fama, [140, 60], [4, 11]);
        let text = Happening::Fight(assault.clone()).text();
        assert_eq!(
            text,
            "Ségou: 140 men of JNIM attacked a garrison of 60; 11 soldiers and 4 attackers died."
        );
        let taken = Fight { taken: Some(place("Niono")), ..assault };
        assert!(taken.sentence().ends_with("died. JNIM took Niono."), "{}", taken.sentence());
        assert!(taken.weight() > 90.0);
    }

    #[test]
    fn a_fight_without_dead_reads_well() {
        let ambush = fight(Channel::JnimAmbush, Actor::Jnim, Actor::Russia, [30, 1], [0, 0]);
        assert_eq!(ambush.sentence(), "30 men of JNIM ambushed 1 man of Wagner; nobody died.");
    }

    #[test]
    fn russians_are_counted_among_the_dead_of_their_side() {
        let mut ambush = fight(Channel::IsspAttack, Actor::Issp, Actor::Fama, [90, 50], [1, 9]);
        ambush.russian_dead = 3;
        let text = ambush.sentence();
        assert_eq!(text, "90 men of ISSP attacked 50 soldiers; 9 soldiers (3 Russian) and 1 attacker died.");
        ambush.russian_dead = 9;
        assert!(ambush.sentence().contains("; 9 Russians and 1 attacker died"), "{}", ambush.sentence());
        ambush.channel = Channel::StateOperation;
        (ambush.attacker, ambush.defender) = (ambush.defender, ambush.attacker);
        ambush.russian_dead = 1;
        let text = ambush.sentence();
        assert_eq!(text, "90 soldiers went after 50 men of ISSP; 9 men of ISSP and 1 Russian died.");
    }

    #[test]
    fn a_march_says_whether_it_took_the_town() {
        let mut march = fight(Channel::March, Actor::Fama, Actor::Fla, [1850, 400], [12, 30]);
        march.target = Some(place("Kidal"));
        let text = march.sentence();
        assert!(
            text.starts_with("about 1,900 soldiers marched on Kidal against 400 men of the FLA; "),
            "{text}"
        );
        assert!(text.ends_with(" Kidal was not taken."), "{text}");
        (march.taken, march.defender_men, march.attacker_dead, march.defender_dead) =
            (Some(place("Kidal")), 0, 0, 0);
        let text = march.sentence();
        assert_eq!(
            text,
            "about 1,900 soldiers marched on Kidal, which the FLA did not defend; nobody died. The state took Kidal."
        );
    }

    #[test]
    fn a_convoy_tells_of_its_trucks_and_drivers() {
        let mut convoy = fight(Channel::Convoy, Actor::Jnim, Actor::Fama, [60, 45], [2, 0]);
        (convoy.civilian_dead, convoy.trucks_lost) = (1, Some(18));
        assert_eq!(
            convoy.sentence(),
            "60 men of JNIM attacked a fuel convoy with an escort of 45 and destroyed or took 18 trucks; 2 attackers \
             and 1 driver died."
        );
    }

    #[test]
    fn a_killing_that_killed_nobody_says_so() {
        let mut killing = Killing { zone: place("Mopti"), by: who(Actor::DanNa), men: 20, civilian_dead: 0 };
        assert_eq!(killing.sentence(), "20 men of Dan Na Ambassagou turned on civilians; nobody died");
        killing.civilian_dead = 7;
        assert_eq!(killing.sentence(), "20 men of Dan Na Ambassagou killed 7 civilians");
    }
}
