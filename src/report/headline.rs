//! The outcomes that are read first, in the words of a reader.

/// How an outcome is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Happens or not: a probability.
    Chance,
    /// A share of a whole, 0–1, written in per cent.
    Share,
    /// A difference of shares, written in points.
    Points,
    /// A number with a unit.
    Amount,
}

/// Where a headline stands in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Regime,
    Bargain,
    Control,
    Deaths,
    Fuel,
    Money,
    People,
}

impl Group {
    pub fn title(self) -> &'static str {
        match self {
            Group::Regime => "The regime",
            Group::Bargain => "The bargain with Russia",
            Group::Control => "Control",
            Group::Deaths => "Deaths",
            Group::Fuel => "Fuel",
            Group::Money => "Money",
            Group::People => "People",
        }
    }
}

/// One line of the summary.
#[derive(Clone, Copy, Debug)]
pub struct Headline {
    pub outcome: &'static str,
    /// Under the lines above it; each … stands for a line that it goes on from.
    pub words: &'static str,
    /// By itself.
    pub title: &'static str,
    pub measure: Measure,
    pub group: Group,
    /// Means little without the regime of the start, so it is also given among the futures in which that survives.
    pub needs_regime: bool,
}

/// The headlines in the order in which they are read.
pub fn headlines() -> Vec<Headline> {
    use Group::*;
    use Measure::*;
    let own = |words| (words, words);
    let h = |outcome, (words, title), measure, group, needs_regime| Headline {
        outcome,
        words,
        title,
        measure,
        group,
        needs_regime,
    };
    vec![
        h("regime.survives", own("The regime survives"), Chance, Regime, false),
        h("exit.coup", ("… falls to a coup", "The regime falls to a coup"), Chance, Regime, false),
        h(
            "exit.palace",
            ("… falls to a palace coup", "The regime falls to a palace coup"),
            Chance,
            Regime,
            false,
        ),
        h(
            "exit.uprising",
            ("… falls to an uprising", "The regime falls to an uprising"),
            Chance,
            Regime,
            false,
        ),
        h(
            "exit.takeover",
            ("… falls to insurgents in Bamako", "The regime falls to insurgents in Bamako"),
            Chance,
            Regime,
            false,
        ),
        h(
            "exit.settlement",
            ("… ends in a settlement with JNIM", "The regime ends in a settlement with JNIM"),
            Chance,
            Regime,
            false,
        ),
        h("regime.foiled", own("Foiled attempts at power"), Amount, Regime, false),
        h("contract.in_force", own("The contract is in force at the end"), Chance, Bargain, false),
        h(
            "contract.africa_corps",
            ("… with Africa Corps", "A contract in force with Africa Corps"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "contract.lower_posture",
            ("… at a lowered posture", "A contract in force at a lowered posture"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "contract.rupture.by_junta",
            ("… ended by the junta", "The junta ends the contract"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "contract.rupture.by_kremlin",
            ("… ended by the Kremlin", "The Kremlin ends the contract"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "burden.junta",
            ("A burden to the junta at some time", "The contract a burden to the junta at some time"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "burden.junta.week",
            ("… from week", "Week from which it is a burden to the junta"),
            Amount,
            Bargain,
            false,
        ),
        h(
            "burden.kremlin",
            ("A burden to the Kremlin at some time", "The contract a burden to the Kremlin at some time"),
            Chance,
            Bargain,
            false,
        ),
        h(
            "burden.kremlin.week",
            ("… from week", "Week from which it is a burden to the Kremlin"),
            Amount,
            Bargain,
            false,
        ),
        h("influence.falls", own("Russian influence falls by 25 % within 24 months"), Chance, Bargain, false),
        h(
            "influence.change",
            ("… change of the index since the start", "Change of Russian influence since the start"),
            Points,
            Bargain,
            false,
        ),
        h("contract.men", own("Russians in Mali at the end"), Amount, Bargain, false),
        h("control.population", own("People under state control at the end"), Share, Control, true),
        h(
            "control.population.change",
            ("… change since the start", "Change of people under state control"),
            Points,
            Control,
            true,
        ),
        h("control.territory", own("Land under state control at the end"), Share, Control, true),
        h(
            "control.territory.change",
            ("… change since the start", "Change of land under state control"),
            Points,
            Control,
            true,
        ),
        h("kidal.state", own("The state holds Kidal at the end"), Chance, Control, true),
        h("deaths", own("All deaths"), Amount, Deaths, true),
        h("deaths.battle", ("… fighters", "Deaths of fighters"), Amount, Deaths, true),
        h(
            "deaths.battle.state",
            ("…… of the state's side", "Deaths of fighters on the state's side"),
            Amount,
            Deaths,
            true,
        ),
        h("deaths.russian", ("…… of them Russians", "Deaths of Russians"), Amount, Deaths, true),
        h("deaths.civilian", ("… civilians", "Deaths of civilians"), Amount, Deaths, true),
        h("deaths.civilian.state", ("…… by the army", "Civilians killed by the army"), Amount, Deaths, true),
        h(
            "deaths.civilian.russia",
            ("…… by the Russians", "Civilians killed by the Russians"),
            Amount,
            Deaths,
            true,
        ),
        h("deaths.civilian.jnim", ("…… by JNIM", "Civilians killed by JNIM"), Amount, Deaths, true),
        h("deaths.civilian.issp", ("…… by ISSP", "Civilians killed by ISSP"), Amount, Deaths, true),
        h(
            "deaths.civilian.militia",
            ("…… by militias", "Civilians killed by militias"),
            Amount,
            Deaths,
            true,
        ),
        h("deaths.ucdp", own("All deaths as UCDP would count"), Amount, Deaths, true),
        h("deaths.acled", own("All deaths as ACLED would count"), Amount, Deaths, true),
        h("fuel.acute_weeks", own("Weeks of acute shortage in Bamako"), Amount, Fuel, true),
        h("fuel.delivered", own("Mean fuel deliveries over normal"), Share, Fuel, true),
        h("fuel.price_peak.bamako", own("Peak street price in Bamako, times official"), Amount, Fuel, true),
        h(
            "fuel.price_peak.elsewhere",
            own("Peak street price elsewhere, times official"),
            Amount,
            Fuel,
            true,
        ),
        h("fuel.trucks_lost", own("Tank trucks lost"), Amount, Fuel, true),
        h("treasury.arrears", own("Months of army pay in arrears at the end"), Amount, Money, true),
        h("gold.revenue", own("State revenue from gold, million $"), Amount, Money, true),
        h("people.displaced", own("Displaced inside the country at the end"), Amount, People, true),
        h("people.support", own("Latent support for the state at the end"), Share, People, true),
        h("men.insurgent", own("Insurgents under arms at the end"), Amount, People, true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::outcomes::columns;

    #[test]
    fn every_headline_is_an_outcome() {
        let names: Vec<String> = columns().into_iter().map(|c| c.name).collect();
        for h in headlines() {
            assert!(names.iter().any(|n| n == h.outcome), "{}", h.outcome);
        }
    }

    #[test]
    fn titles_stand_alone_and_no_two_are_the_same() {
        let titles: Vec<&str> = headlines().into_iter().map(|h| h.title).collect();
        assert!(titles.iter().all(|title| !title.contains('…')));
        let unique: std::collections::BTreeSet<&&str> = titles.iter().collect();
        assert_eq!(unique.len(), titles.len());
    }
}
