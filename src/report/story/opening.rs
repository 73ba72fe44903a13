//! How a story begins: which future it is, how it ended, and where it lies among all.

use jiff::ToSpan;

use super::aim::Found;
use super::words::{self, decimal, list, percent, whole};
use crate::report::ReportFault;
use crate::report::headline::Measure;
use crate::report::subject::Subject;
use crate::world::Cause;

/// Outcomes by which a future is placed among all, with their words; those that a record does not have are passed over.
const PLACED: [(&str, &str, Measure); 6] = [
    ("russia.influence", "Russian influence at the end", Measure::Amount),
    ("control.population", "people under state control at the end", Measure::Share),
    ("deaths", "deaths", Measure::Amount),
    ("deaths.russian", "Russians killed", Measure::Amount),
    ("fuel.acute_weeks", "weeks of acute fuel shortage in Bamako", Measure::Amount),
    ("treasury.arrears", "months of army pay in arrears", Measure::Amount),
];
/// Of these at most so many are told.
const MOST: usize = 5;

/// A row of a record: a future, with what is said of it at the beginning.
pub struct Opening<'s> {
    pub subject: &'s Subject<'s>,
    pub index: u64,
    /// Its place in the record's columns.
    pub row: usize,
}

impl Opening<'_> {
    /// The paragraphs.
    pub fn paragraphs(&self, found: Option<&Found>) -> Result<Vec<String>, ReportFault> {
        let paragraphs = [self.which(found), self.ending()?, self.place()?];
        Ok(paragraphs.into_iter().filter(|text| !text.is_empty()).collect())
    }

    fn which(&self, found: Option<&Found>) -> String {
        let Subject { title, seed, scenario, .. } = self.subject;
        let all = whole(self.subject.replicates() as f64);
        let days = scenario.as_ref().map_or(String::new(), |s| {
            let last = s.monday(s.weeks()).saturating_sub(1.days());
            format!(", from {} to {}", words::date(s.start), words::date(last))
        });
        let picked = found.map_or(String::new(), |found| format!(" {}", self.picked(found)));
        format!("This is replicate {} of the {all} of “{title}” (seed {seed}){days}.{picked}", self.index)
    }

    fn picked(&self, found: &Found) -> String {
        let unit = match found.unit.as_str() {
            "share" | "ratio" | "0 or 1" | "code" => String::new(),
            unit => format!(" {unit}"),
        };
        let on = found.on.map_or(String::new(), |date| format!(" on {}", words::date(date)));
        format!(
            "Its {}{on} is {}{unit}, the nearest to the {} point of all ({}).",
            found.column,
            plain(found.value),
            percent(found.quantile),
            plain(found.aimed),
        )
    }

    /// An outcome of this future; none where the record does not have it or it is not defined.
    fn outcome(&self, name: &str) -> Result<Option<f64>, ReportFault> {
        if !self.subject.has_outcome(name) {
            return Ok(None);
        }
        Ok(self.subject.record.outcomes(name)?.get(self.row).copied().filter(|x| x.is_finite()))
    }

    fn ending(&self) -> Result<String, ReportFault> {
        if self.subject.is_laboratory() {
            return self.laboratory();
        }
        let mut sentences = vec![self.regime()?];
        let mut held = Vec::new();
        if let Some(kidal) = self.outcome("kidal.state")? {
            held.push(format!("the state {} Kidal", if kidal > 0.5 { "held" } else { "did not hold" }));
        }
        if let Some(control) = self.outcome("control.population")? {
            let start = self
                .outcome("control.population.change")?
                .map_or(String::new(), |change| format!(" ({} on the first day)", percent(control - change)));
            held.push(format!("had {} of the people under its control{start}", percent(control)));
        }
        if let Some(influence) = self.influence()? {
            held.push(format!("Russian influence stood at {influence:.2}"));
        }
        if !held.is_empty() {
            sentences.push(words::sentence(&format!("on the last day {}", list(&held))));
        }
        if let (Some(all), Some(civilians)) = (self.outcome("deaths")?, self.outcome("deaths.civilian")?) {
            let civilians = if civilians > 0.0 { whole(civilians) } else { "none".into() };
            sentences
                .push(format!("{} people died in the conflict, {civilians} of them civilians.", whole(all)));
        }
        Ok(sentences.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
    }

    fn regime(&self) -> Result<String, ReportFault> {
        let Some(survives) = self.outcome("regime.survives")? else { return Ok(String::new()) };
        if survives > 0.5 {
            return Ok("The junta of the first day was in office at the end.".into());
        }
        let code = self.outcome("regime.exit_cause")?.unwrap_or(0.0);
        let cause = Cause::ALL.into_iter().find(|&cause| 1.0 + f64::from(cause as u8) == code);
        let how = match cause {
            Some(Cause::Coup) => "to a coup",
            Some(Cause::Palace) => "to a palace coup",
            Some(Cause::Uprising) => "to the street",
            Some(Cause::Takeover) => "to insurgents, who took Bamako",
            Some(Cause::Settlement) => "with a settlement between the state and JNIM",
            _ => "",
        };
        let week = self.outcome("regime.exit_week")?.unwrap_or(0.0).max(0.0) as i64;
        let when = self.subject.start().map(|start| words::date(start.saturating_add(week.weeks())));
        let stands =
            if cause.is_some_and(Cause::freezes) { "; from then on nothing more happens" } else { "" };
        Ok(format!(
            "The junta of the first day fell {how}{}{stands}.",
            when.map_or(String::new(), |when| format!(" in the week of {when}"))
        ))
    }

    /// Russian influence on the last recorded date.
    fn influence(&self) -> Result<Option<f64>, ReportFault> {
        if !self.subject.has_observable("russia.influence") {
            return Ok(None);
        }
        let paths = self.subject.record.trajectory("russia.influence")?;
        let last = paths.row(self.row).last().copied().map(f64::from);
        Ok(last.filter(|x| x.is_finite()))
    }

    /// A made-up world has no country to tell of: what it was made for is told.
    fn laboratory(&self) -> Result<String, ReportFault> {
        let country: Vec<String> =
            crate::observe::outcomes::columns().into_iter().map(|column| column.name).collect();
        let own = self.subject.record.manifest().identity.columns.outcomes.iter();
        let mut parts = Vec::new();
        for column in own.filter(|column| !country.contains(&column.name)) {
            if let Some(value) = self.outcome(&column.name)? {
                parts.push(format!("{} {}", column.name, plain(value)));
            }
        }
        Ok(if parts.is_empty() { String::new() } else { format!("At the end: {}.", list(&parts)) })
    }

    /// Where the future lies among all, by some outcomes.
    fn place(&self) -> Result<String, ReportFault> {
        let mut parts = Vec::new();
        for (name, words, measure) in PLACED {
            if parts.len() == MOST || !self.subject.has_outcome(name) {
                continue;
            }
            let values = self.subject.record.outcomes(name)?;
            let Some(own) = values.get(self.row).copied().filter(|x| x.is_finite()) else { continue };
            let Some(rank) = rank(&values, own) else { continue };
            let value = match measure {
                Measure::Share => percent(own),
                _ if own.fract() == 0.0 => whole(own),
                _ if own.abs() < 0.05 => "less than 0.1".into(),
                _ => decimal(own),
            };
            parts.push(format!("at {rank:.0} by {words} ({value})"));
        }
        if parts.is_empty() {
            return Ok(String::new());
        }
        Ok(format!(
            "Among all futures, from 0 (the lowest) to 100 (the highest), it stands {}.",
            list(&parts)
        ))
    }
}

/// Percentage of the others that lie below, those that are equal counted half; none where all are equal.
fn rank(values: &[f64], own: f64) -> Option<f64> {
    let finite = || values.iter().filter(|x| x.is_finite());
    let (below, equal) = (finite().filter(|&&x| x < own).count(), finite().filter(|&&x| x == own).count());
    let others = finite().count().checked_sub(1).filter(|&others| others > 0 && equal <= others)?;
    Some(100.0 * (below as f64 + 0.5 * (equal as f64 - 1.0)) / others as f64)
}

/// A number in three or four digits.
fn plain(x: f64) -> String {
    if x.fract() == 0.0 { whole(x) } else { crate::plot::Quantity::real("", "").number(x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_counts_the_others_and_ties_half() {
        assert_eq!(rank(&[1.0, 2.0, 3.0, f64::NAN], 1.0), Some(0.0));
        assert_eq!(rank(&[1.0, 2.0, 3.0], 3.0), Some(100.0));
        assert_eq!(rank(&[0.0, 0.0, 0.0, 5.0], 0.0), Some(100.0 / 3.0));
        assert_eq!(rank(&[2.0, 2.0], 2.0), None, "all are equal");
        assert_eq!(rank(&[2.0], 2.0), None, "there is no other");
    }
}
