//! The exchange: what was decided about the contract and why, the force's men, the Kremlin's mind, the elites' mood.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{ALWAYS, Dated, Happening, Tell};
use super::words::{self, Who, decimal, many, money, percent, provider, whole};
use crate::geography::Actor;
use crate::world::{Move, Outcome, Party, Phase, Pole, Reason, World};

/// Change of a force that is told (share of what was told last), and its least size [men].
const FORCE: f64 = 0.1;
const FEW: f64 = 20.0;
/// Changes that are told of the war load (share), of the Kremlin's fatigue, of the elites' mean alignment in a month.
const LOAD: f64 = 0.1;
const WEARY: f64 = 0.5;
const MOOD: f64 = 0.05;
/// Foreign forces whose men are told.
const FORCES: [Actor; 4] = [Actor::Russia, Actor::Barkhane, Actor::Minusma, Actor::Aes];

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

/// A decision about the contract, with the inequality that called for it: `left` over `right`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    #[serde(serialize_with = "outcome")]
    pub outcome: Outcome,
    #[serde(serialize_with = "party")]
    pub by: Party,
    #[serde(serialize_with = "reason")]
    pub why: Reason,
    pub left: f64,
    pub right: f64,
    pub before: Terms,
    pub after: Terms,
    /// Of the side's factions, for: keep, renegotiate, cut, switch.
    pub odds: [f64; 4],
    /// The force in the country after it.
    pub force: Who,
}

/// The month in which a side's account had been in the red for three months running.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Burden {
    /// Junta, kremlin or provider.
    pub side: &'static str,
    pub since: Date,
}

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

/// The war in Ukraine as the Kremlin's attention feels it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct War {
    #[serde(serialize_with = "phase")]
    pub before: Phase,
    #[serde(serialize_with = "phase")]
    pub after: Phase,
    /// Share of mobile capacity that it ties down.
    pub load_before: f64,
    pub load_after: f64,
}

/// The Kremlin's weariness of the field, 0 when rested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fatigue {
    pub before: f64,
    pub after: f64,
}

/// The largest change of the elites' mean alignment in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mood {
    #[serde(serialize_with = "pole")]
    pub pole: Pole,
    pub before: f64,
    pub after: f64,
}

/// Russian influence passed a quarter, a half or three quarters of change since the first recorded date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    /// Quarters of the first value; negative: lost.
    pub quarters: i32,
    pub before: f64,
    pub after: f64,
}

fn outcome<S: Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.key())
}

fn party<S: Serializer>(party: &Party, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(party.key())
}

fn reason<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reason.key())
}

fn phase<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(phase.key())
}

fn pole<S: Serializer>(pole: &Pole, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pole.key())
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    in_force: bool,
    burden: [bool; 3],
    men: [u64; FORCES.len()],
    provider: usize,
    phase: Phase,
    load: f64,
    fatigue: f64,
    mood: Option<[f64; Pole::COUNT]>,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        self.contract(world, week);
        self.provider(world, week);
        self.men(world, week);
        self.kremlin(world, week);
        if week.closes_month && !world.elites.is_empty() {
            self.elites(world, week);
        }
        self.begun = true;
    }

    fn contract(&mut self, world: &World, week: &mut Week) {
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
            let much = change > FORCE * before as f64 && change >= FEW;
            if !self.begun {
                *told = after;
            } else if much || (after == 0) != (before == 0) {
                *told = after;
                let force = Who::new(actor, world);
                week.during(Happening::Men(Men { force, before, after }));
            }
        }
    }

    fn kremlin(&mut self, world: &World, week: &mut Week) {
        let kremlin = &world.kremlin;
        if !self.begun {
            (self.phase, self.load, self.fatigue) = (kremlin.phase, kremlin.war_load, kremlin.fatigue);
        }
        if kremlin.phase != self.phase || (kremlin.war_load - self.load).abs() >= LOAD {
            week.on(Happening::War(War {
                before: self.phase,
                after: kremlin.phase,
                load_before: self.load,
                load_after: kremlin.war_load,
            }));
            (self.phase, self.load) = (kremlin.phase, kremlin.war_load);
        }
        if (kremlin.fatigue - self.fatigue).abs() >= WEARY {
            let (before, after) = (self.fatigue, kremlin.fatigue);
            week.during(Happening::Fatigue(Fatigue { before, after }));
            self.fatigue = after;
        }
    }

    fn elites(&mut self, world: &World, week: &mut Week) {
        let now = world.elites.mean;
        let before = self.mood.replace(now).unwrap_or(now);
        let change = |pole: &Pole| (now[*pole as usize] - before[*pole as usize]).abs();
        let most = Pole::ALL.into_iter().max_by(|a, b| change(a).total_cmp(&change(b)));
        if let Some(pole) = most.filter(|pole| change(pole) > MOOD) {
            let (before, after) = (before[pole as usize], now[pole as usize]);
            week.during(Happening::Mood(Mood { pole, before, after }));
        }
    }
}

/// When influence had lost or gained a quarter, a half and three quarters of what it was first: of each the first date.
pub fn influence(start: Date, dates: &[Date], values: &[f64]) -> Vec<Dated> {
    let Some(&before) = values.first().filter(|first| **first > 0.0) else { return Vec::new() };
    let mut told: Vec<i32> = Vec::new();
    let mut all = Vec::new();
    for (&date, &after) in dates.iter().zip(values).filter(|(_, value)| value.is_finite()) {
        let quarters = (4.0 * (after / before - 1.0)).trunc().clamp(-3.0, 8.0) as i32;
        if quarters != 0 && !told.contains(&quarters) {
            told.push(quarters);
            let days = start.until(date).map_or(0, |span| span.get_days());
            let week = u32::try_from(days / 7).unwrap_or_default();
            let what = Happening::Influence(Influence { quarters, before, after });
            let until = Some(date.saturating_add(6.days()));
            all.push(Dated { week, date, until, order: 7.0, first: false, what });
        }
    }
    all
}

impl Decision {
    fn new(decided: Move, force: Who) -> Self {
        let Move { outcome, by, why, left, right, before, after, odds, .. } = decided;
        Self { outcome, by, why, left, right, before: before.into(), after: after.into(), odds, force }
    }

    /// What was done.
    fn deed(&self) -> String {
        let by = side(self.by);
        match self.outcome {
            Outcome::Renewed => "junta and Kremlin renewed the contract".into(),
            Outcome::Renegotiated => format!("{by} got other terms"),
            Outcome::Downgraded => format!("{by} cut {}", self.cut()),
            Outcome::Rehatted => format!("the Kremlin had {} carry on the mission", self.force.name()),
            Outcome::Ruptured => format!("{by} ended the contract"),
        }
    }

    /// What a downgrade takes away.
    fn cut(&self) -> String {
        let Terms { posture, men, .. } = self.after;
        let mut parts = Vec::new();
        if posture < self.before.posture {
            parts.push(format!("the posture to {} of full effort", percent(posture)));
        }
        if men < self.before.men {
            parts.push(format!("the force to {}", many(men.round() as u64, "man", "men")));
        }
        if parts.is_empty() { "what it gives".into() } else { words::list(&parts) }
    }

    /// The inequality, in words.
    fn cause(&self) -> String {
        let by = side(self.by);
        match self.why {
            Reason::Term => {
                format!(
                    "because its term of {} had run out",
                    many(self.right.round() as u64, "week", "weeks")
                )
            }
            Reason::Temptation => format!(
                "because breaking its word promised {} and staying in was worth {}",
                signed(self.left),
                signed(self.right)
            ),
            Reason::Burden => format!(
                "because {by}’s best alternative was worth {} a month and the contract {}",
                signed(self.left),
                signed(self.right)
            ),
            Reason::Casualties => format!(
                "because {} of the force died in four weeks (it tolerates {})",
                many(self.left.round() as u64, "man", "men"),
                decimal(self.right).trim_end_matches(".0")
            ),
            Reason::Shock => "because another junta or a mutiny had put it on the table".into(),
            Reason::Imposed => "because the scenario orders it".into(),
        }
    }

    /// The terms that moved and that the deed does not name already.
    fn changes(&self) -> String {
        if self.outcome == Outcome::Ruptured {
            return match &self.before {
                Terms { fee, men, .. } if *men > 0.0 || *fee > 0.0 => {
                    format!("; it had given {} a month for {} men", money(*fee), whole(*men))
                }
                _ => String::new(),
            };
        }
        let (before, after) = (&self.before, &self.after);
        let mut parts = Vec::new();
        let mut moved = |what: &str, before: f64, after: f64, say: &dyn Fn(f64) -> String, unit: &str| {
            let (from, to) = (say(before), say(after));
            if from != to {
                let verb = if after > before { "rose" } else { "fell" };
                parts.push(format!("{what} {verb} from {from} to {to}{unit}"));
            }
        };
        moved("the fee", before.fee, after.fee, &decimal, " million $ a month");
        moved("the concessions", before.concession, after.concession, &decimal, " million $ a month");
        moved("the aid in kind", before.in_kind, after.in_kind, &decimal, " million $ a month");
        if self.outcome != Outcome::Downgraded || after.posture > before.posture {
            moved("the posture", before.posture, after.posture, &percent, " of full effort");
        }
        if self.outcome != Outcome::Downgraded || after.men > before.men {
            moved("the men promised", before.men, after.men, &whole, "");
        }
        if parts.is_empty() { String::new() } else { format!("; {}", words::list(&parts)) }
    }

    /// What the side's factions leaned to.
    fn leanings(&self) -> String {
        if self.odds.iter().sum::<f64>() <= 0.0 {
            return String::new();
        }
        let names = ["keeping it", "new terms", "a cut", "a switch"];
        let each = names.iter().zip(self.odds).map(|(name, odds)| format!("{name} {}", percent(odds)));
        format!(" The odds in its factions: {}.", each.collect::<Vec<_>>().join(", "))
    }
}

/// A side in a sentence.
fn side(party: Party) -> &'static str {
    match party {
        Party::Junta => "the junta",
        Party::Kremlin => "the Kremlin",
    }
}

/// An amount of money that may be a loss [m$].
fn signed(millions: f64) -> String {
    if millions < -0.05 { format!("−{}", money(-millions)) } else { money(millions) }
}

impl Tell for Decision {
    fn sentence(&self) -> String {
        let kept = self.outcome == Outcome::Renewed && self.why != Reason::Term;
        let told = if kept {
            format!("{} put the contract on the table {} and kept it", side(self.by), self.cause())
        } else {
            format!("{} {}", self.deed(), self.cause())
        };
        format!("{told}{}.{}", self.changes(), self.leanings())
    }

    fn brief(&self) -> String {
        let by = side(self.by).trim_start_matches("the ");
        match self.outcome {
            Outcome::Renewed => "contract renewed".into(),
            Outcome::Renegotiated => "new terms".into(),
            Outcome::Downgraded => format!("{by} cuts"),
            Outcome::Rehatted => format!("{} takes over", self.force.name()),
            Outcome::Ruptured => format!("{by} ends the contract"),
        }
    }

    fn weight(&self) -> f64 {
        ALWAYS + if self.outcome == Outcome::Ruptured { ALWAYS } else { 0.0 }
    }

    fn sort(&self) -> &'static str {
        self.outcome.key()
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

impl Tell for War {
    fn sentence(&self) -> String {
        let head = match (self.before == self.after, self.after) {
            (true, _) => "the war in Ukraine shifted",
            (_, Phase::Escalation) => "the war in Ukraine escalated",
            (_, Phase::Ceasefire) => "a ceasefire came in Ukraine",
            (_, Phase::Attrition) => "the war in Ukraine went back to attrition",
        };
        let (before, after) = (percent(self.load_before), percent(self.load_after));
        format!("{head}: it tied down {after} of Russia’s mobile forces ({before} before)")
    }

    fn brief(&self) -> String {
        match self.after {
            _ if self.before == self.after => "war load shifts",
            Phase::Escalation => "escalation in Ukraine",
            Phase::Ceasefire => "ceasefire in Ukraine",
            Phase::Attrition => "attrition in Ukraine",
        }
        .into()
    }

    fn weight(&self) -> f64 {
        if self.before == self.after { 40.0 } else { 250.0 }
    }

    fn sort(&self) -> &'static str {
        if self.before == self.after { "" } else { self.after.key() }
    }
}

impl Tell for Fatigue {
    fn sentence(&self) -> String {
        let verb = if self.after > self.before { "grew" } else { "eased" };
        let (before, after) = (decimal(self.before), decimal(self.after));
        format!("the Kremlin’s fatigue with Mali {verb} from {before} to {after} (0 is rested)")
    }

    fn brief(&self) -> String {
        format!("fatigue {}", decimal(self.after))
    }

    fn weight(&self) -> f64 {
        60.0
    }
}

impl Tell for Mood {
    fn sentence(&self) -> String {
        let pole = match self.pole {
            Pole::Russia => "Russia",
            Pole::West => "the West",
            Pole::East => "Türkiye, the Gulf and China",
            Pole::Alone => "self-reliance",
            Pole::Accommodation => "a settlement with JNIM",
        };
        let way = if self.after > self.before { "toward" } else { "away from" };
        let (before, after) = (percent(self.before), percent(self.after));
        format!("within a month the elites turned {way} {pole}, from {before} to {after}")
    }

    fn brief(&self) -> String {
        let way = if self.after > self.before { "toward" } else { "away from" };
        format!("elites turn {way} {}", self.pole.key())
    }

    fn weight(&self) -> f64 {
        60.0 + 1000.0 * ((self.after - self.before).abs() - MOOD)
    }

    fn sort(&self) -> &'static str {
        self.pole.key()
    }
}

impl Tell for Influence {
    fn sentence(&self) -> String {
        let verb = if self.quarters < 0 { "fallen" } else { "grown" };
        let by = match self.quarters.abs() {
            1 => "a quarter".to_string(),
            2 => "half".into(),
            3 => "three quarters".into(),
            n => percent(f64::from(n) / 4.0),
        };
        format!("Russian influence had {verb} by {by}, from {:.2} to {:.2}", self.before, self.after)
    }

    fn brief(&self) -> String {
        format!("influence {:.2}", self.after)
    }

    fn weight(&self) -> f64 {
        350.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use crate::world::{Bands, Kind};
    use jiff::civil::date;

    fn world() -> World {
        World::empty(date(2025, 6, 2))
    }

    fn terms(fee: f64, men: f64, posture: f64) -> crate::world::Terms {
        crate::world::Terms { fee, men, posture, ..Default::default() }
    }

    fn decided(outcome: Outcome, by: Party, why: Reason, sides: (f64, f64)) -> Move {
        Move {
            week: 0,
            outcome,
            by,
            why,
            left: sides.0,
            right: sides.1,
            before: terms(10.0, 2000.0, 1.0),
            after: terms(10.0, 2000.0, 1.0),
            odds: [0.0; 4],
        }
    }

    fn told(decided: Move) -> String {
        Happening::Decision(Decision::new(decided, Who::new(Actor::Russia, &world()))).text()
    }

    #[test]
    fn a_cut_tells_its_inequality_and_what_became_of_the_fee() {
        let cut = decided(Outcome::Downgraded, Party::Kremlin, Reason::Casualties, (19.0, 15.0));
        let cut = Move { after: terms(7.2, 2000.0, 0.4), ..cut };
        assert_eq!(
            told(cut),
            "The Kremlin cut the posture to 40 % of full effort because 19 men of the force died in four weeks (it \
             tolerates 15); the fee fell from 10.0 to 7.2 million $ a month."
        );
        let both = Move { after: terms(10.0, 1200.0, 0.4), ..cut };
        assert!(
            told(both)
                .starts_with("The Kremlin cut the posture to 40 % of full effort and the force to 1,200 men")
        );
    }

    #[test]
    fn a_rupture_tells_what_each_alternative_was_worth() {
        let end = decided(Outcome::Ruptured, Party::Junta, Reason::Burden, (1.25, -3.5));
        let end = Move { after: terms(0.0, 0.0, 0.0), odds: [0.1, 0.2, 0.3, 0.4], ..end };
        assert_eq!(
            told(end),
            "The junta ended the contract because the junta’s best alternative was worth 1.2 million $ a month and the \
             contract −3.5 million $; it had given 10.0 million $ a month for 2,000 men. The odds in its factions: \
             keeping it 10 %, new terms 20 %, a cut 30 %, a switch 40 %."
        );
    }

    #[test]
    fn every_outcome_and_reason_has_its_sentence() {
        for outcome in Outcome::ALL {
            for why in Reason::ALL {
                for by in Party::ALL {
                    let text = told(decided(outcome, by, why, (0.0, 0.0)));
                    assert!(
                        text.ends_with('.') && text.contains("because") && !text.contains("NaN"),
                        "{text}"
                    );
                    assert!(!text.contains("..") && !text.contains("  "), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_review_that_changes_nothing_says_so() {
        let kept = decided(Outcome::Renewed, Party::Kremlin, Reason::Casualties, (16.0, 15.0));
        assert_eq!(
            told(kept),
            "The Kremlin put the contract on the table because 16 men of the force died in four weeks (it tolerates 15) \
             and kept it."
        );
        let term = decided(Outcome::Renewed, Party::Junta, Reason::Term, (104.0, 104.0));
        assert_eq!(
            told(term),
            "Junta and Kremlin renewed the contract because its term of 104 weeks had run out."
        );
    }

    #[test]
    fn a_force_is_told_when_it_changed_by_a_tenth() {
        let mut world = world();
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
        let mut world = world();
        world.bands.raise(Actor::Minusma, Kind::Mobile, 0, Bands::NO_TOWN, 12_000);
        world.patron.provider = 1;
        (world.kremlin.war_load, world.kremlin.phase) = (0.9, Phase::Escalation);
        let mut watch = Watch::default();
        assert!(weeks(2, |week, _| watch.see(&world, week)).is_empty());
    }

    #[test]
    fn a_contract_is_told_from_signature_to_rupture() {
        let mut world = world();
        let band = world.bands.raise(Actor::Russia, Kind::Mobile, 0, Bands::NO_TOWN, 1000);
        world.contract.in_force = true;
        (world.contract.terms, world.contract.expires) = (terms(10.0, 1000.0, 1.0), 104);
        let mut watch = Watch::default();
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

    #[test]
    fn phase_and_mood_are_told_when_they_turn() {
        let mut world = world();
        world.kremlin.war_load = 0.9;
        world.elites.faction.push(0);
        world.elites.mean = [0.4, 0.1, 0.1, 0.3, 0.1];
        let mut watch = Watch::default();
        let told = weeks(9, |week, row| {
            if row == 6 {
                (world.kremlin.phase, world.kremlin.war_load) = (Phase::Ceasefire, 0.6);
                world.elites.mean = [0.32, 0.14, 0.14, 0.3, 0.1];
            }
            watch.see(&world, week);
        });
        let lines: Vec<String> = told.iter().map(|dated| dated.line()).collect();
        assert_eq!(
            lines,
            [
                "14 Jul 2025: A ceasefire came in Ukraine: it tied down 60 % of Russia’s mobile forces (90 % before).",
                "28 Jul–3 Aug 2025: Within a month the elites turned away from Russia, from 40 % to 32 %."
            ]
        );
    }

    #[test]
    fn influence_is_told_at_each_quarter_once() {
        let start = date(2025, 6, 2);
        let dates: Vec<Date> = (0..6).map(|k| start.saturating_add((28 * k).days())).collect();
        let told = influence(start, &dates, &[0.4, 0.35, 0.29, 0.31, 0.28, 0.1]);
        let lines: Vec<String> = told.iter().map(|dated| dated.what.text()).collect();
        assert_eq!(
            lines,
            [
                "Russian influence had fallen by a quarter, from 0.40 to 0.29.",
                "Russian influence had fallen by three quarters, from 0.40 to 0.10."
            ]
        );
        assert_eq!(told[0].week, 8);
        assert!(influence(start, &[], &[]).is_empty());
    }
}
