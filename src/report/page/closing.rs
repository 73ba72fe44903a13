//! What stands at the end of every page: method and limits, and what identifies the record.

use maud::{Markup, html};

use crate::ledger::{self, Ledger};
use crate::report::story::words::whole;
use crate::report::subject::Subject;

/// How the numbers came about and what they are not, with the share of the model that is expert judgement.
pub fn method(subject: &Subject) -> Markup {
    let parameters = judged(ledger::parameters());
    let state = subject.start().and_then(ledger::initial).filter(|_| !subject.is_laboratory()).map(judged);
    html! {
        ul {
            li {
                "An agent-based Monte Carlo model. Each replicate draws every uncertain parameter and every number of the first day \
                 once, and runs week by week; the ensemble shows ignorance of the parameters and chance together."
            }
            li {
                "Every random number has an address (seed, replicate, purpose, week, entity), so the same record comes out on any \
                 machine, and two scenarios run on the same luck."
            }
            li {
                "A probability is the share of replicates, with Wilson’s 95 % interval; survival is Kaplan and Meier’s, ends by cause \
                 are Aalen and Johansen’s. Errors are those of a finite number of replicates, not of the model."
            }
            li {
                strong { "Expert judgement. " }
                "Of the " (parameters.1) " parameters, " (parameters.0) " are judgements"
                @if let Some(state) = state { ", and so are " (state.0) " of the " (state.1) " numbers of the first day" }
                ": somebody looked at what is known and made up a number. "
                code { "concession params" } " prints the source of each."
            }
            li {
                strong { "Not a forecast. " }
                "What is told here is conditional on those judgements and on the scenario. Inside the model, shares of simulated \
                 futures are not chances of real events, and a difference between scenarios is worth more than a level."
            }
            li {
                strong { "Not modelled. " }
                "Strategy of armed groups across zones, ethnicity and networks of civilians, correlation between priors, anything inside \
                 a zone. Space is thirteen schematic zones and time is weeks: no place, unit, route or date of the real world can be \
                 read from it, and it must not be used to plan or predict attacks."
            }
            @if !subject.is_laboratory() {
                li {
                    strong { "Against the past. " }
                    "Run from December 2021 on the same judgements, with nothing fitted, the model misses some of what was observed: its \
                     junta falls too often, its contract with Russia breaks in half of the futures though it held, the force does not \
                     grow as it did, and 2022 and 2023 are not deadly enough. " code { "docs/results.md" } " has the table. A level in \
                     this page inherits these faults."
                }
                li {
                    strong { "It cannot tell " }
                    "of three of the twenty observed patterns it is held to: what people say of Russia beside what they think (H15), \
                     mines in Russian hands (H17), and violence in the neighbouring countries (H19)."
                }
            }
            li {
                strong { "Casualty claims are moves in the game. " }
                "A simulated count is not an estimate of real deaths."
            }
        }
    }
}

/// Rows whose source says expert judgement, and rows that can move something.
fn judged(ledger: &Ledger) -> (usize, usize) {
    let rows = || ledger.iter().filter(|row| row.inert.is_none());
    (rows().filter(|row| row.source.to_lowercase().contains("expert judgement")).count(), rows().count())
}

/// What identifies the record, so that it can be made again.
pub fn manifest(subject: &Subject) -> Markup {
    let manifest = subject.record.manifest();
    let identity = &manifest.identity;
    let mut facts: Vec<(&str, String)> = vec![
        ("program", format!("{} {}", manifest.program, identity.version)),
        ("data, SHA-256", identity.data_sha256.clone()),
        ("scenario, SHA-256", manifest.scenario_sha256.clone()),
        ("seed", identity.seed.to_string()),
        ("random numbers", identity.generator.clone()),
        ("replicates", replicates(subject)),
    ];
    if let (Some(start), Some(last)) = (subject.start(), subject.dates.last()) {
        facts.push(("first day, last recorded date", format!("{start}, {last}")));
    }
    facts.retain(|(_, fact)| !fact.is_empty());
    html! {
        dl.facts { @for (name, fact) in &facts { dt { (name) } dd { (fact) } } }
        details {
            summary { "The scenario as meant" }
            pre tabindex="0" { code { (identity.scenario) } }
        }
        p { "To make the record again: save the scenario above as a file, and " code { "concession run FILE" } "." }
    }
}

fn replicates(subject: &Subject) -> String {
    let asked = subject.record.manifest().replicates;
    let there = subject.record.replicates();
    let failed =
        if subject.failed > 0 { format!(", of which {} failed", subject.failed) } else { String::new() };
    let [there_, asked_] = [there, asked].map(|n| whole(n as f64));
    if there < asked { format!("{there_} of {asked_}{failed}") } else { format!("{there_}{failed}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_the_ledger_says_that_it_is_judgement() {
        let (judged, all) = judged(ledger::parameters());
        assert!(2 * judged > all && judged < all, "{judged} of {all}");
    }
}
