//! A comparison in words, for the terminal and for the page.

use super::super::headline::Measure;
use super::{Contrast, Effect, Good, Lifetime, Parting, Study, interval, measured, share_of_pairs};
use crate::stats::estimate::Estimate;

/// Pairs or independent samples, and what pairing is worth.
pub fn on_what_terms(study: &Study, contrast: &Contrast) -> String {
    let n = contrast.terms.common;
    if contrast.identical {
        return format!("No outcome of any of {n} pairs differs: every difference is exactly 0.");
    }
    if !contrast.terms.paired {
        let [a, b] = [&study.baseline, &contrast.scenario].map(|about| about.replicates);
        return format!(
            "Independent samples of {a} and {b} replicates: unpaired intervals; largest effects first."
        );
    }
    let gains: Vec<f64> =
        contrast.effects.iter().map(|e| e.variance_reduction).filter(|gain| gain.is_finite()).collect();
    let high = gains.iter().filter(|&&gain| gain > 3.0).count();
    format!(
        "{n} pairs of replicates on common random numbers, seed {}; largest effects first. Pairing saves more than two thirds \
         of the replicates in {high} of {} outcomes (gain above 3).",
        study.baseline.seed,
        gains.len()
    )
}

/// The difference with its interval; where nothing moved, how much nothing that was.
pub fn difference(contrast: &Contrast, effect: &Effect) -> String {
    if effect.n[0] == 0 {
        return "–".into();
    }
    if contrast.identical
        || contrast.terms.paired && effect.unmoved == effect.n[0] && effect.measure != Measure::Chance
    {
        return "0".into();
    }
    let known = interval(effect.measure, &effect.difference, &effect.interval);
    if effect.is_clear() { format!("{known} *") } else { known }
}

/// What stands in brackets.
pub fn bracket(text: &str) -> String {
    text.split_once('(').map_or(text.to_string(), |(_, inner)| inner.trim_end_matches(')').to_string())
}

/// How alike the pairs are.
pub fn correlation(effect: &Effect) -> String {
    let r = effect.correlation;
    if r.is_finite() { format!("{r:.2}").replace('-', "−") } else { "–".into() }
}

/// How many times more unpaired replicates would be needed.
pub fn gain(effect: &Effect) -> String {
    match effect.variance_reduction {
        x if x.is_infinite() => "∞".into(),
        x if x >= 100.0 => format!("{x:.0}×"),
        x if x.is_finite() => format!("{x:.1}×"),
        _ => "–".into(),
    }
}

/// A p-value to three places.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "< .001".into() } else { format!("{p:.3}").replacen("0.", ".", 1) }
}

/// The share of pairs with the way that is better.
pub fn better(effect: &Effect) -> String {
    let way = match effect.good {
        Some(Good::More) => "↑",
        Some(Good::Less) => "↓",
        None => "higher",
    };
    format!("{} {way}", share_of_pairs(effect))
}

/// A distance of shares is one in points.
pub fn points(measure: Measure) -> Measure {
    if measure == Measure::Share { Measure::Points } else { measure }
}

/// The week from which an observable stays otherwise, in words.
pub fn starts(parting: &Parting) -> String {
    match parting.from {
        Some(date) => super::super::story::words::date(date),
        None if parting.band.iter().all(|band| band.low == 0.0 && band.high == 0.0) => {
            "never; no pair differs".into()
        }
        None => "not for good".into(),
    }
}

/// Since when an observable is otherwise, and by how much at the end.
pub fn parted(parting: &Parting) -> String {
    let end = parting.difference.last().zip(parting.band.last());
    let at_end = end.map_or(String::new(), |(difference, band)| {
        format!(
            "{} on {}",
            interval(parting.measure, difference, band),
            parting.dates[parting.dates.len() - 1]
        )
    });
    match parting.from {
        Some(date) => format!("{}: by {date}, and from then on; {at_end}", parting.words),
        None if parting.band.iter().all(|band| band.low == 0.0 && band.high == 0.0) => {
            format!("{}: never; no pair differs", parting.words)
        }
        None => format!("{}: not for good; {at_end}", parting.words),
    }
}

/// Weeks in office in both.
pub fn in_office(lifetime: &Lifetime) -> String {
    let weeks = |estimate: &Estimate| measured(Measure::Amount, estimate);
    format!(
        "Weeks in office, of {:.0}: {} against {}, a difference of {}; log-rank p {}",
        lifetime.horizon,
        weeks(&lifetime.scenario),
        weeks(&lifetime.baseline),
        interval(Measure::Amount, &lifetime.difference, &lifetime.interval),
        match p_value(lifetime.log_rank) {
            p if p.starts_with('<') => p,
            p => format!("= {p}"),
        }
    )
}
