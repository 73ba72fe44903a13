//! Decisions about the contract: what was done, by whom, and which inequality called for it.

use serde::{Serialize, Serializer};

use super::contract::Terms;
use super::happening::{ALWAYS, Tell};
use super::words::{self, Who, decimal, many, money, percent, whole};
use crate::world::{Move, Outcome, Party, Reason};

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

fn outcome<S: Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.key())
}

pub fn party<S: Serializer>(party: &Party, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(party.key())
}

fn reason<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reason.key())
}

impl Decision {
    pub fn new(decided: Move, force: Who) -> Self {
        let Move { outcome, by, why, left, right, before, after, odds, .. } = decided;
        Self { outcome, by, why, left, right, before: before.into(), after: after.into(), odds, force }
    }

    /// What was done.
    fn deed(&self) -> String {
        let by = side(self.by);
        match self.outcome {
            Outcome::Renewed => "junta and Kremlin renewed the contract".into(),
            Outcome::Renegotiated => format!("{by} asked for other terms and got them"),
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
                Terms { fee, men, .. } if *fee >= 0.05 => {
                    format!("; it had given {} a month for {} men", money(*fee), whole(*men))
                }
                Terms { men, .. } if *men > 0.0 => {
                    format!("; it had stood for {} men without a fee", whole(*men))
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
        let sum = |x: f64| if x.abs() < 0.05 { "0".into() } else { decimal(x) };
        moved("the fee", before.fee, after.fee, &sum, " million $ a month");
        moved("the concessions", before.concession, after.concession, &sum, " million $ a month");
        moved("the aid in kind", before.in_kind, after.in_kind, &sum, " million $ a month");
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
pub fn side(party: Party) -> &'static str {
    match party {
        Party::Junta => "the junta",
        Party::Kremlin => "the Kremlin",
    }
}

/// An amount of money that may be a loss [m$].
pub fn signed(millions: f64) -> String {
    if millions < -0.05 { format!("−{}", money(-millions)) } else { money(millions) }
}

impl Tell for Decision {
    fn sentence(&self) -> String {
        if self.outcome == Outcome::Ruptured && self.why == Reason::Imposed {
            return format!("the scenario ended the contract{}.", self.changes());
        }
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
            Outcome::Ruptured if self.why == Reason::Imposed => "contract ended by the scenario".into(),
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

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::geography::Actor;
    use crate::report::story::happening::Happening;
    use crate::world::World;
    use jiff::civil::date;

    pub fn terms(fee: f64, men: f64, posture: f64) -> crate::world::Terms {
        crate::world::Terms { fee, men, posture, ..Default::default() }
    }

    pub fn decided(outcome: Outcome, by: Party, why: Reason, sides: (f64, f64)) -> Move {
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
        Happening::Decision(Decision::new(decided, Who::new(Actor::Russia, &World::empty(date(2025, 6, 2)))))
            .text()
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
        let free = Move { after: terms(0.0, 2000.0, 0.4), ..cut };
        assert!(told(free).ends_with("the fee fell from 10.0 to 0 million $ a month."), "{}", told(free));
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
                    let ordered = (outcome, why) == (Outcome::Ruptured, Reason::Imposed);
                    let reason = if ordered { "The scenario ended" } else { "because" };
                    assert!(text.ends_with('.') && text.contains(reason) && !text.contains("NaN"), "{text}");
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
}
