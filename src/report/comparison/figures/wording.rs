//! The words that all figures of a comparison share.

use super::super::super::subject::Subject;
use super::super::Study;
use crate::plot::{Quantity, Wording};

/// Names of all sides, the baseline first.
pub fn names(study: &Study) -> impl Iterator<Item = &String> {
    std::iter::once(&study.baseline.name)
        .chain(study.contrasts.iter().map(|contrast| &contrast.scenario.name))
}

/// A unit that the words do not say already.
pub fn unit<'u>(words: &str, unit: &'u str) -> &'u str {
    let said = ["Weeks", "Months", "million", "times official", "Deaths", "trucks", "attempts"];
    if unit == "ratio" || said.iter().any(|word| words.contains(word)) { "" } else { unit }
}

/// As within a sentence: the first letter small, unless it begins a name.
pub fn lowered(words: &str) -> String {
    const NAMES: [&str; 8] =
        ["Russia", "Kidal", "Bamako", "Mali", "Kremlin", "Wagner", "Moscow", "Africa Corps"];
    let mut letters = words.chars();
    let (Some(first), second) = (letters.next(), words.chars().nth(1)) else { return String::new() };
    if NAMES.iter().any(|name| words.starts_with(name)) || second.is_some_and(char::is_uppercase) {
        return words.to_string();
    }
    first.to_lowercase().chain(letters).collect()
}

/// A number of replicates with its thousands apart.
fn count(n: u64) -> String {
    Quantity::count("", "").number(n as f64)
}

/// Title, what is compared, and a caption with n, `what` is drawn, seed and what it is worth.
pub fn wording(study: &Study, name: &str, title: &str, what: &str) -> Wording {
    let others: Vec<&str> = study.contrasts.iter().map(|contrast| contrast.scenario.name.as_str()).collect();
    let n: Vec<String> = study
        .contrasts
        .iter()
        .map(|contrast| match contrast.terms.paired {
            true => format!("{} pairs on common random numbers", count(contrast.terms.common)),
            false => format!(
                "{} and {} independent replicates",
                count(study.baseline.replicates),
                count(contrast.scenario.replicates)
            ),
        })
        .collect();
    let n = if n.windows(2).all(|pair| pair[0] == pair[1]) { n[0].clone() } else { n.join("; ") };
    Wording {
        name: name.to_string(),
        title: title.to_string(),
        subtitle: format!("{} against {}", listed(&others), study.baseline.name),
        caption: caption(study, &n, what),
    }
}

/// n, `what` is drawn, seed and what it is worth.
pub fn caption(study: &Study, n: &str, what: &str) -> String {
    format!(
        "n = {n}; {what}{} Seed {}. Inside the model: differences between simulated futures under its assumptions. Source: \
         concession {}, data and their sources in its data/README.md.",
        if what.is_empty() { "as drawn." } else { "" },
        study.baseline.seed,
        study.baseline.version
    )
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// What a caption says of the futures that stood still.
pub fn followed(study: &Study, subjects: &[Subject]) -> String {
    let stopped = names(study).zip(subjects).filter(|(_, subject)| subject.stopped() > 0);
    let words: Vec<String> =
        stopped.map(|(name, subject)| format!("{} of {name}", count(subject.stopped() as u64))).collect();
    if words.is_empty() {
        return String::new();
    }
    format!(
        " Futures that end in a takeover of Bamako or a settlement are left out from then on: {}.",
        words.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_capital_within_a_sentence() {
        let told = ["The regime survives", "Russians in Mali at the end", "JNIM", "A coup", ""].map(lowered);
        assert_eq!(told, ["the regime survives", "Russians in Mali at the end", "JNIM", "a coup", ""]);
    }
}
