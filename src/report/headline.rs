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
    pub words: &'static str,
    pub measure: Measure,
    pub group: Group,
    /// Means little without the regime of the start, so it is also given among the futures in which that survives.
    pub needs_regime: bool,
}

/// The headlines in the order in which they are read.
pub fn headlines() -> Vec<Headline> {
    use Group::*;
    use Measure::*;
    let h = |outcome, words, measure, group, needs_regime| Headline {
        outcome,
        words,
        measure,
        group,
        needs_regime,
    };
    vec![
        h("regime.survives", "The regime survives", Chance, Regime, false),
        h("exit.coup", "… falls to a coup", Chance, Regime, false),
        h("exit.palace", "… falls to a palace coup", Chance, Regime, false),
        h("exit.uprising", "… falls to an uprising", Chance, Regime, false),
        h("exit.takeover", "… falls to insurgents in Bamako", Chance, Regime, false),
        h("exit.settlement", "… ends in a settlement with JNIM", Chance, Regime, false),
        h("regime.foiled", "Foiled attempts at power", Amount, Regime, false),
        h("contract.in_force", "The contract is in force at the end", Chance, Bargain, false),
        h("contract.africa_corps", "… with Africa Corps", Chance, Bargain, false),
        h("contract.lower_posture", "… at a lowered posture", Chance, Bargain, false),
        h("contract.rupture.by_junta", "… ended by the junta", Chance, Bargain, false),
        h("contract.rupture.by_kremlin", "… ended by the Kremlin", Chance, Bargain, false),
        h("burden.junta", "A burden to the junta at some time", Chance, Bargain, false),
        h("burden.junta.week", "… from week", Amount, Bargain, false),
        h("burden.kremlin", "A burden to the Kremlin at some time", Chance, Bargain, false),
        h("burden.kremlin.week", "… from week", Amount, Bargain, false),
        h("influence.falls", "Russian influence falls by 25 % within 24 months", Chance, Bargain, false),
        h("influence.change", "… change of the index since the start", Points, Bargain, false),
        h("contract.men", "Russians in Mali at the end", Amount, Bargain, false),
        h("control.population", "People under state control at the end", Share, Control, true),
        h("control.population.change", "… change since the start", Points, Control, true),
        h("control.territory", "Land under state control at the end", Share, Control, true),
        h("control.territory.change", "… change since the start", Points, Control, true),
        h("kidal.state", "The state holds Kidal at the end", Chance, Control, true),
        h("deaths", "All deaths", Amount, Deaths, true),
        h("deaths.battle", "… fighters", Amount, Deaths, true),
        h("deaths.battle.state", "…… of the state's side", Amount, Deaths, true),
        h("deaths.russian", "…… of them Russians", Amount, Deaths, true),
        h("deaths.civilian", "… civilians", Amount, Deaths, true),
        h("deaths.civilian.state", "…… by the army", Amount, Deaths, true),
        h("deaths.civilian.russia", "…… by the Russians", Amount, Deaths, true),
        h("deaths.civilian.jnim", "…… by JNIM", Amount, Deaths, true),
        h("deaths.civilian.issp", "…… by ISSP", Amount, Deaths, true),
        h("deaths.civilian.militia", "…… by militias", Amount, Deaths, true),
        h("deaths.ucdp", "All deaths as UCDP would count", Amount, Deaths, true),
        h("deaths.acled", "All deaths as ACLED would count", Amount, Deaths, true),
        h("fuel.acute_weeks", "Weeks of acute shortage in Bamako", Amount, Fuel, true),
        h("fuel.delivered", "Mean fuel deliveries over normal", Share, Fuel, true),
        h("fuel.price_peak.bamako", "Peak street price in Bamako, times official", Amount, Fuel, true),
        h("fuel.price_peak.elsewhere", "Peak street price elsewhere, times official", Amount, Fuel, true),
        h("fuel.trucks_lost", "Tank trucks lost", Amount, Fuel, true),
        h("treasury.arrears", "Months of army pay in arrears at the end", Amount, Money, true),
        h("gold.revenue", "State revenue from gold, million $", Amount, Money, true),
        h("people.displaced", "Displaced inside the country at the end", Amount, People, true),
        h("people.support", "Latent support for the state at the end", Share, People, true),
        h("men.insurgent", "Insurgents under arms at the end", Amount, People, true),
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
}
