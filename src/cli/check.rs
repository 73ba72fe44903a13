//! `check`: are scenario files in order?

use clap::Args;
use serde::Serialize;

use super::exit::{CliFault, Exit};
use super::model::Scenario;
use super::terminal::Terminal;
use crate::observe::questions::Question;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenarios: super::Scenarios,
}

/// A scenario that is in order.
#[derive(Serialize)]
struct InOrder {
    name: String,
    title: String,
    replicates: u64,
    seed: u64,
    questions: Vec<Asked>,
    expectations: Vec<String>,
}

/// A question that is in order.
#[derive(Serialize)]
struct Asked {
    id: String,
    text: String,
}

impl From<Scenario> for InOrder {
    fn from(scenario: Scenario) -> Self {
        let meant = scenario.model.scenario();
        let asked = |question: &Question| Asked { id: question.id.clone(), text: question.text.clone() };
        Self {
            questions: meant.questions.iter().map(asked).collect(),
            expectations: meant.expectations.iter().map(|expectation| expectation.that.clone()).collect(),
            name: scenario.name,
            title: scenario.title,
            replicates: scenario.replicates,
            seed: scenario.seed,
        }
    }
}

pub fn check(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let scenarios = arguments.scenarios.load(&[], terminal)?;
    let told: Vec<InOrder> = scenarios.into_iter().map(InOrder::from).collect();
    if terminal.json {
        terminal.json(&told)?;
        return Ok(Exit::Fine);
    }
    for InOrder { name, title, replicates, seed, questions, expectations } in told {
        terminal.data(format_args!("{name}: in order ({title}; {replicates} replicates, seed {seed})"))?;
        for Asked { id, text } in questions {
            terminal.data(format_args!("  asks {id}: {text}"))?;
        }
        for that in expectations {
            terminal.data(format_args!("  expects {that}"))?;
        }
    }
    Ok(Exit::Fine)
}
