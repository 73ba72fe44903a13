//! The answer in sentences: the largest effects of different kinds, and the regime, in natural frequencies.

use maud::{Markup, html};

use super::each;
use crate::report::comparison::{Contrast, Effect, Study, lowered, measured};
use crate::report::frequency::{futures, more_or_fewer};
use crate::report::headline::{Group, Measure, headlines};
use crate::report::number::rounded_for;
use crate::stats::estimate::Interval;

/// Effects told, besides the regime's.
const TOLD: usize = 3;
/// What is always told.
const REGIME: &str = "regime.survives";

pub fn markup(study: &Study) -> Markup {
    let several = study.contrasts.len() > 1;
    html! {
        (each(study, |contrast| paragraphs(&sentences(study, contrast))))
        p.quiet {
            "In brackets: 95 % intervals of the difference"
            @if several { ", wide enough to hold for all scenarios at once" }
            ". The model’s futures, not the world’s. Told are the regime and the largest effects of other kinds; all of them stand below. \
             Futures that end in a takeover of Bamako or a settlement stand still, and count with what they had by then."
        }
    }
}

fn paragraphs(sentences: &[String]) -> Markup {
    html! {
        @if let Some((first, others)) = sentences.split_first() {
            p.lead { (first) }
            @if !others.is_empty() { ul { @for sentence in others { li { (sentence) } } } }
        }
    }
}

/// What a scenario changes: the regime's end first, then in the order of the headlines.
fn sentences(study: &Study, contrast: &Contrast) -> Vec<String> {
    if contrast.identical {
        return vec![format!(
            "No outcome of any of {} pairs of futures differs: in this model {} and {} are the same.",
            contrast.terms.common, contrast.scenario.name, study.baseline.name
        )];
    }
    let largest = largest(contrast);
    let regime = contrast.effects.iter().find(|effect| effect.outcome == REGIME);
    let others = largest.iter().copied().filter(|effect| effect.outcome != REGIME);
    let mut all: Vec<String> =
        regime.into_iter().chain(others).map(|effect| sentence(study, contrast, effect)).collect();
    if largest.is_empty() {
        all.insert(0, nothing(study, contrast));
    }
    all
}

/// The largest effects that are clear of zero, one of each group of headlines.
fn largest(contrast: &Contrast) -> Vec<&Effect> {
    let mut met: Vec<Group> = Vec::new();
    let known = headlines();
    let new = |effect: &&Effect| {
        let group =
            known.iter().find(|headline| headline.outcome == effect.outcome).map(|headline| headline.group);
        let Some(group) = group.filter(|group| is_clear(effect) && !met.contains(group)) else {
            return false;
        };
        met.push(group);
        true
    };
    let mut largest: Vec<&Effect> = contrast.effects.iter().filter(new).take(TOLD).collect();
    // In the order in which headlines are read.
    largest.sort_by_key(|effect| known.iter().position(|headline| headline.outcome == effect.outcome));
    largest
}

fn interval(effect: &Effect) -> Interval {
    effect.simultaneous.unwrap_or(effect.interval)
}

fn is_clear(effect: &Effect) -> bool {
    interval(effect).low > 0.0 || interval(effect).high < 0.0
}

/// Nothing can be told from chance: then how much there can be at most.
fn nothing(study: &Study, contrast: &Contrast) -> String {
    let headlines = contrast.effects.iter().filter(|effect| effect.headline).count();
    format!(
        "None of {headlines} outcomes differs between {} and {} by more than chance would make of {} replicates.",
        contrast.scenario.name, study.baseline.name, contrast.terms.common
    )
}

/// "With x, the contract is in force in 1 of 100 simulated futures, against 60 of 100 with y: 59 fewer (56 to 62)."
fn sentence(study: &Study, contrast: &Contrast, effect: &Effect) -> String {
    let (own, others) = (&contrast.scenario.name, &study.baseline.name);
    let words = lowered(&effect.words);
    let shown = if is_clear(effect) { "" } else { "; no difference has been shown" };
    let ends = interval(effect);
    if effect.measure == Measure::Chance {
        let [a, b] = [(&effect.baseline, effect.n[0]), (&effect.scenario, effect.n[1])]
            .map(|(share, n)| futures((share.value * n as f64).round() as u64, n));
        let change = more_or_fewer(effect.difference.value, ends.low, ends.high);
        return format!(
            "With {own}, {words} in {b} simulated futures, against {a} with {others}: {change}{shown}."
        );
    }
    let [a, b] = [&effect.baseline, &effect.scenario].map(|side| measured(effect.measure, side));
    let change = moved(effect, &ends);
    format!("With {own}, {words}: {b} on average, against {a} with {others}: {change}{shown}.")
}

/// "2.65 points less (2.4 to 2.9)".
fn moved(effect: &Effect, ends: &Interval) -> String {
    let (scale, unit) = if effect.measure == Measure::Amount { (1.0, "") } else { (100.0, " points") };
    let d = effect.difference.value;
    if d == 0.0 && ends.width() == 0.0 {
        return "no difference".into();
    }
    let error = scale * ends.width() / 3.92;
    let size = |x: f64| rounded_for((scale * x).abs(), error);
    let way = |x: f64| if x < 0.0 { "less" } else { "more" };
    let ends = match (ends.low < 0.0, ends.high > 0.0) {
        (true, true) => format!("{} less to {} more", size(ends.low), size(ends.high)),
        (true, false) => format!("{} to {}", size(ends.high), size(ends.low)),
        _ => format!("{} to {}", size(ends.low), size(ends.high)),
    };
    format!("{}{unit} {} ({ends})", size(d), way(d))
}
