//! A typical, a good and a bad future in words: three replicates again, by a stated measure.

use maud::{Markup, html};

use super::picture::picture;
use crate::plot::Figure;
use crate::record::Record;
use crate::report::ReportFault;
use crate::report::story::{self, Aim, AimFault, Chronicle, Selection, Told, aim, differences};
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

/// The stories, or why there are none.
pub fn markup(record: &Record) -> Result<Markup, ReportFault> {
    let told = match told(record)? {
        Ok(told) => told,
        Err(why) => return Ok(html! { p { (why) } }),
    };
    Ok(html! {
        p {
            "Futures are ordered by " (MEASURE.1) ". Told are those nearest to the median, to the 95 % and to the 5 % point of all; \
             of what happens in them, the most telling. Each is one simulated future of a model, not a forecast: no place, unit, \
             route or date of the real world can be read from it."
        }
        @for ((_, title, place), told) in TOLD.iter().zip(&told) { (one(title, place, told)) }
    })
}

/// Each of the three again; or why they cannot be told.
fn told(record: &Record) -> Result<Result<Vec<Told>, String>, ReportFault> {
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
    let mut all = Vec::new();
    for (quantile, _, _) in TOLD {
        let found = match aim::find(record, &Aim { column: MEASURE.0.into(), quantile }, None) {
            Ok(found) => found,
            Err(AimFault::Report(fault)) => return Err(fault),
            Err(_) => return Ok(Err(format!("No future has a value of {}, so none is told.", MEASURE.0))),
        };
        let Some(Ok(recorded)) = record.attempt(found.index)? else { return Ok(Err(elsewhere)) };
        let mut chronicle = Chronicle::new(model.scenario());
        let again = model.watch(&mut model.scratch(), found.index, |world| chronicle.see(world));
        match again {
            Ok(again) if differences(&identity.columns, &recorded, &again).is_empty() => {
                all.push(story::tell(record, found.index, &again, chronicle, Some(&found))?);
            }
            _ => return Ok(Err(elsewhere)),
        }
    }
    Ok(Ok(all))
}

fn one(title: &str, place: &str, told: &Told) -> Markup {
    let months = told.story.months(&Selection::default());
    html! {
        article.story {
            h3 { (title) }
            p.quiet { "Nearest to " (place) "." }
            @for paragraph in &told.story.opening { p { (paragraph) } }
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
