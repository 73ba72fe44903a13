//! A typical, a good and a bad future in words: three replicates again, by a stated measure.

use maud::{Markup, html};
use rayon::prelude::*;

use super::picture::picture;
use crate::plot::Figure;
use crate::record::Record;
use crate::report::ReportFault;
use crate::report::story::{self, Aim, AimFault, Chronicle, Found, Selection, Told, aim, differences};
use crate::scenario::Scenario;
use crate::simulation::Model;

/// The outcome by which futures are ordered, in words, and whether more is better to whom it is about.
const MEASURE: (&str, &str) =
    ("control.population", "the share of the people under state control at the end");

/// Which futures are told: the point of all at which they stand, and what they are called.
const TOLD: [(f64, &str, &str); 3] = [
    (0.5, "A typical future", "the median"),
    (0.95, "A future that goes well for the state", "the 95 % point"),
    (0.05, "A future that goes badly for the state", "the 5 % point"),
];

/// A future that is told: the words that say which, and its story.
struct Future {
    which: String,
    told: Told,
}

/// The stories, or why there are none.
pub fn markup(record: &Record) -> Result<Markup, ReportFault> {
    let futures = match futures(record)? {
        Ok(futures) => futures,
        Err(why) => return Ok(html! { p { (why) } }),
    };
    Ok(html! {
        p {
            "Futures are ordered by " (MEASURE.1) ". Told are those nearest to the median, to the 95 % and to the 5 % point of all; \
             of what happens in them, the most telling. Each is one simulated future of a model, not a forecast: no place, unit, \
             route or date of the real world can be read from it."
        }
        @for ((_, title, place), future) in TOLD.iter().zip(&futures) { (one(title, place, future)) }
    })
}

/// Each of the three again, side by side; or why they cannot be told.
fn futures(record: &Record) -> Result<Result<Vec<Future>, String>, ReportFault> {
    let identity = &record.manifest().identity;
    let elsewhere = format!(
        "The record is of version {}, which this one cannot run again; its stories are left out.",
        identity.version
    );
    let Ok(scenario) = Scenario::parse("scenario", &identity.scenario, &[]) else {
        return Ok(Err(elsewhere));
    };
    let model = Model::new(scenario);
    if *model.columns() != identity.columns {
        return Ok(Err(elsewhere));
    }
    let all: Vec<Result<Future, Untold>> =
        TOLD.par_iter().map(|(quantile, _, place)| future(record, &model, *quantile, place)).collect();
    match all.into_iter().collect::<Result<Vec<Future>, Untold>>() {
        Ok(futures) => Ok(Ok(futures)),
        Err(Untold::Elsewhere) => Ok(Err(elsewhere)),
        Err(Untold::Nothing) => Ok(Err(format!("No future has a value of {}, so none is told.", MEASURE.0))),
        Err(Untold::Fault(fault)) => Err(fault),
    }
}

/// Why a future is not told.
enum Untold {
    /// The replicate does not come out again.
    Elsewhere,
    /// No future has a value to be picked by.
    Nothing,
    Fault(ReportFault),
}

fn future(record: &Record, model: &Model, quantile: f64, place: &str) -> Result<Future, Untold> {
    let found =
        aim::find(record, &Aim { column: MEASURE.0.into(), quantile }, None).map_err(
            |fault| match fault {
                AimFault::Report(fault) => Untold::Fault(fault),
                _ => Untold::Nothing,
            },
        )?;
    let recorded = record.attempt(found.index).map_err(|fault| Untold::Fault(fault.into()))?;
    let Some(Ok(recorded)) = recorded else { return Err(Untold::Elsewhere) };
    let mut chronicle = Chronicle::new(model.scenario());
    let again = model.watch(&mut model.scratch(), found.index, |world| chronicle.see(world));
    match again {
        Ok(again) if differences(&record.manifest().identity.columns, &recorded, &again).is_empty() => {
            let told =
                story::tell(record, found.index, &again, chronicle, Some(&found)).map_err(Untold::Fault)?;
            Ok(Future { which: which(place, &found), told })
        }
        _ => Err(Untold::Elsewhere),
    }
}

/// "Replicate 482, the nearest to the median of all futures (48.7 %): 48.7 % of the people under state control at the end."
fn which(place: &str, found: &Found) -> String {
    format!(
        "Replicate {}, the nearest to {place} of all futures ({:.1} %): {:.1} % of the people under state control at the end.",
        found.index,
        100.0 * found.aimed,
        100.0 * found.value
    )
}

fn one(title: &str, place: &str, Future { which, told }: &Future) -> Markup {
    let months = told.story.months(&Selection::default());
    html! {
        article.story {
            h3 { (title) }
            p.quiet { (which) }
            @for paragraph in told.story.opening.iter().skip(1) { p { (paragraph) } }
            @if let Some(figure) = &told.figure { (picture(figure, &prefix(place, figure))) }
            details {
                summary { "Month by month" }
                @for (month, happenings) in &months {
                    h4 { (month) }
                    dl { @for (days, text) in happenings { dt { (days) } dd { (text) } } }
                }
            }
        }
    }
}

/// Letters that no other picture's ids begin with.
fn prefix(place: &str, figure: &Figure) -> String {
    let letters: String = place.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}-{letters}", figure.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiny;

    #[test]
    fn three_futures_are_told_and_each_has_its_own_ids() {
        let (_folder, record) = tiny::record("status-quo-2025.toml", 8, &[("end", "2025-09-01")]);
        let text = markup(&record).unwrap().into_string();
        assert_eq!(text.matches("<article").count(), 3, "{text}");
        let ids: Vec<&str> =
            text.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
    }

    #[test]
    fn a_record_that_does_not_come_out_again_has_no_stories() {
        let (folder, record) = tiny::record("status-quo-2025.toml", 2, &[("end", "2025-06-16")]);
        let path = folder.path().join("manifest.json");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replacen("\"control.population\"", "\"control.of-old\"", 1)).unwrap();
        let old = Record::open(folder.path()).unwrap();
        drop(record);
        assert!(markup(&old).unwrap().into_string().contains("left out"));
    }
}
