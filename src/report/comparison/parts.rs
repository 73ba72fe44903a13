//! The difference between two scenarios in pieces, and the scenarios between the two.
//!
//! A piece is a setting (parameter, first day's state, mechanism) that is otherwise, or an intervention that only one of them has; a
//! withdrawal through several channels is a piece a channel. With no piece taken the scenario between is the baseline, with all of
//! them it is the other, replicate by replicate the same.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::super::figures::event_words;
use super::differs::{leaves, plain};
use crate::scenario::{Channel, Dated, Intervention, Scenario, Withdraw};

/// Tables of settings, and what one setting of each is called.
const SETTINGS: [(&str, &str); 4] = [
    ("mechanisms", "mechanism"),
    ("parameters", "parameter"),
    ("initial", "first day’s"),
    ("laboratory", "laboratory"),
];

/// Two scenarios and the pieces of their difference.
pub struct Parts {
    baseline: Scenario,
    other: Scenario,
    pieces: Vec<Piece>,
}

enum Piece {
    Setting(Setting),
    /// Only the other has it.
    Comes(Dated),
    /// Only the baseline has it.
    Goes(Dated),
}

struct Setting {
    table: &'static str,
    kind: &'static str,
    key: String,
    old: Option<Value>,
    new: Option<Value>,
}

impl Parts {
    /// Takes the difference apart; says why not where the two have not one span, seed and world.
    pub fn of(baseline: &Scenario, other: &Scenario) -> Result<Self, String> {
        let (a, b) = (baseline, other);
        let alike = [
            ("first days", a.start == b.start),
            ("last days", a.end == b.end),
            ("seeds", a.seed == b.seed),
            ("numbers of persons an agent stands for", a.persons_per_agent == b.persons_per_agent),
            ("worlds", a.laboratory.is_some() == b.laboratory.is_some()),
        ];
        if let Some((what, _)) = alike.iter().find(|(_, alike)| !alike) {
            return Err(format!(
                "{} and {} have other {what}: there is nothing between them",
                a.name, b.name
            ));
        }
        let (baseline, other) = (by_channel(baseline), by_channel(other));
        let settings = settings(&written(&baseline), &written(&other));
        let mut pieces: Vec<Piece> = settings.into_iter().map(Piece::Setting).collect();
        let mut rest: Vec<&Dated> = baseline.interventions.iter().collect();
        for dated in &other.interventions {
            match rest.iter().position(|own| *own == dated) {
                Some(same) => drop(rest.remove(same)),
                None => pieces.push(Piece::Comes(dated.clone())),
            }
        }
        pieces.extend(rest.into_iter().map(|dated| Piece::Goes(dated.clone())));
        Ok(Self { baseline, other, pieces })
    }

    /// The pieces in words, no two the same.
    pub fn words(&self) -> Vec<String> {
        let short: Vec<String> = self.pieces.iter().map(Piece::short).collect();
        let alike = |words: &String| -> Vec<&Piece> {
            self.pieces
                .iter()
                .zip(&short)
                .filter(|(_, other)| *other == words)
                .map(|(piece, _)| piece)
                .collect()
        };
        self.pieces.iter().zip(&short).map(|(piece, words)| piece.apart_from(&alike(words), words)).collect()
    }

    /// The baseline with the pieces that are taken, under a name of its own; or why there is no such scenario.
    pub fn between(&self, name: &str, taken: impl Fn(usize) -> bool) -> Result<Scenario, String> {
        let mut tables = written(&self.baseline);
        let (mut left, mut stay) = (Vec::new(), Vec::new());
        for (k, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Setting(setting) if taken(k) => setting.make(&mut tables),
                Piece::Comes(dated) if !taken(k) => left.push(dated),
                Piece::Goes(dated) if !taken(k) => stay.push(dated),
                _ => {}
            }
        }
        let read =
            |text: &str| Scenario::parse(name, text, &[]).map_err(|faults| faults.render(false).to_string());
        let mut scenario = read(&tables.to_string())?;
        // In the other's order, so that those of one day stay in theirs; what both have is in it.
        let kept = self.other.interventions.iter().filter(|dated| !left.contains(dated));
        scenario.interventions = kept.chain(stay).cloned().collect();
        scenario.interventions.sort_by_key(|dated| dated.date);
        scenario.interventions = by_withdrawal(scenario.interventions);
        scenario.name = name.to_string();
        // Read again, so that what contradicts itself is found.
        read(&scenario.to_toml())
    }
}

impl Piece {
    fn short(&self) -> String {
        match self {
            Self::Setting(setting) => setting.words(),
            Self::Comes(dated) => event(dated),
            Self::Goes(dated) => format!("without “{}”", event(dated)),
        }
    }

    /// The short words, and what sets it apart from other pieces of the same words.
    fn apart_from(&self, alike: &[&Piece], words: &str) -> String {
        if alike.len() < 2 {
            return words.to_string();
        }
        let all: Vec<BTreeMap<String, String>> = alike.iter().map(|piece| piece.details()).collect();
        let own = self.details();
        let differs =
            |(key, value): &(&String, &String)| all.iter().any(|other| other.get(*key) != Some(*value));
        let told = own.iter().filter(differs).map(|(key, value)| {
            let name = key.rsplit('.').next().unwrap_or(key);
            format!("{} {}", name.replace('_', " "), few(value))
        });
        format!("{words} ({})", told.collect::<Vec<_>>().join("; "))
    }

    fn details(&self) -> BTreeMap<String, String> {
        let (Self::Comes(dated) | Self::Goes(dated)) = self else { return BTreeMap::new() };
        let mut details = leaves(&dated.what);
        details.insert("date".into(), dated.date.to_string());
        details
    }
}

/// A list, if it is long, by its number.
fn few(value: &str) -> String {
    match value.split(", ").count() {
        count if count > 3 => format!("{count} of them"),
        _ => value.to_string(),
    }
}

impl Setting {
    fn words(&self) -> String {
        let said = |value: &Option<Value>| value.as_ref().map_or("as usual".to_string(), plain);
        format!("{} {}: {}, not {}", self.kind, self.key, said(&self.new), said(&self.old))
    }

    fn make(&self, tables: &mut Table) {
        let own = tables.entry(self.table).or_insert_with(|| Value::Table(Table::new()));
        let Some(own) = own.as_table_mut() else { return };
        match &self.new {
            Some(value) => drop(own.insert(self.key.clone(), value.clone())),
            None => drop(own.remove(&self.key)),
        }
    }
}

fn event(dated: &Dated) -> String {
    match &dated.what {
        Intervention::Withdraw(Withdraw { channels, .. }) if channels.len() == 1 => {
            format!("{}: {}", event_words(&dated.what), channel(channels[0]))
        }
        what => event_words(what),
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Combat => "men in the field",
        Channel::Guard => "guard of the palace",
        Channel::Training => "training",
        Channel::AirSupport => "aircraft",
        Channel::Expectations => "expectations",
    }
}

/// The same with every withdrawal a channel at a time.
fn by_channel(scenario: &Scenario) -> Scenario {
    let split = |dated: &Dated| -> Vec<Dated> {
        let Intervention::Withdraw(withdraw) = &dated.what else { return vec![dated.clone()] };
        let one = |&channel: &Channel| Dated {
            what: Intervention::Withdraw(Withdraw { channels: vec![channel], ..withdraw.clone() }),
            ..dated.clone()
        };
        withdraw.channels.iter().map(one).collect()
    };
    let interventions = scenario.interventions.iter().flat_map(split).collect();
    Scenario { interventions, ..scenario.clone() }
}

/// The channels of one withdrawal in one intervention again.
fn by_withdrawal(interventions: Vec<Dated>) -> Vec<Dated> {
    let mut all: Vec<Dated> = Vec::new();
    for dated in interventions {
        let Intervention::Withdraw(own) = &dated.what else {
            all.push(dated);
            continue;
        };
        let same =
            all.iter_mut().filter(|other| other.date == dated.date).find_map(|other| match &mut other.what {
                Intervention::Withdraw(other)
                    if (other.force, other.over_weeks) == (own.force, own.over_weeks) =>
                {
                    Some(other)
                }
                _ => None,
            });
        match same {
            Some(other) => other.channels.extend(&own.channels),
            None => all.push(dated),
        }
    }
    all
}

fn written(scenario: &Scenario) -> Table {
    scenario.to_toml().parse().unwrap_or_default()
}

fn settings(a: &Table, b: &Table) -> Vec<Setting> {
    let mut all = Vec::new();
    for (table, kind) in SETTINGS {
        let empty = Table::new();
        let [a, b] = [a, b].map(|whole| whole.get(table).and_then(Value::as_table).unwrap_or(&empty));
        let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys.into_iter().filter(|key| a.get(*key) != b.get(*key)) {
            let [old, new] = [a, b].map(|table| table.get(key).cloned());
            all.push(Setting { table, kind, key: key.clone(), old, new });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::simulation::Model;

    fn scenario(file: &str) -> Scenario {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(file);
        let sets = [("ensemble.persons_per_agent".to_string(), "100000".to_string())];
        Scenario::load(&path, &sets).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
    }

    fn between(a: &str, b: &str) -> Parts {
        Parts::of(&scenario(a), &scenario(b)).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// The outcomes of the first replicates but for answers to questions, bit by bit.
    fn outcomes(scenario: Scenario) -> Vec<Vec<u64>> {
        let model = Model::new(scenario);
        let own =
            model.columns().outcomes.iter().filter(|column| !column.name.starts_with("question.")).count();
        let mut scratch = model.scratch();
        let one = |index| {
            let replicate = model.replicate(&mut scratch, index).unwrap();
            replicate.outcomes[..own].iter().map(|x| x.to_bits()).collect()
        };
        (0..3).map(one).collect()
    }

    /// In interventions, channels and settings of every kind, either way round.
    #[test]
    fn with_no_piece_it_is_the_baseline_and_with_all_the_other() {
        let pairs = [
            ("status-quo-2025.toml", "wagner-withdrawal.toml"),
            ("fuel-crisis.toml", "status-quo-2025.toml"),
            ("baseline.toml", "vacuum.toml"),
            ("unitary-kremlin.toml", "baseline.toml"),
            ("gold-down.toml", "restraint.toml"),
        ];
        for (a, b) in pairs {
            let parts = between(a, b);
            let made =
                |all: bool| parts.between("between", |_| all).unwrap_or_else(|fault| panic!("{fault}"));
            assert!(!parts.words().is_empty(), "{a} {b}");
            assert!(outcomes(made(false)) == outcomes(scenario(a)), "{a} of {b}");
            assert!(outcomes(made(true)) == outcomes(scenario(b)), "{b} of {a}");
        }
    }

    #[test]
    fn a_withdrawal_is_a_piece_a_channel() {
        let words = between("status-quo-2025.toml", "wagner-withdrawal.toml").words();
        assert_eq!(words.len(), Channel::ALL.len());
        assert!(words.iter().any(|words| words.ends_with("guard of the palace")), "{words:?}");
    }

    #[test]
    fn two_of_a_kind_are_told_apart_by_what_differs() {
        let words = between("status-quo-2025.toml", "fuel-crisis.toml").words();
        let siege: Vec<&String> = words.iter().filter(|words| words.starts_with("siege deepens")).collect();
        assert!(siege.len() == 2 && siege[0] != siege[1], "{words:?}");
        assert!(siege.iter().all(|words| words.chars().count() < 90 && !words.contains("date")), "{words:?}");
    }

    #[test]
    fn scenarios_of_other_days_have_nothing_between() {
        let fault = Parts::of(&scenario("status-quo-2025.toml"), &scenario("history.toml")).err().unwrap();
        assert!(fault.contains("first days"), "{fault}");
    }
}
