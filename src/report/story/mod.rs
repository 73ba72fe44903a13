//! One replicate as a dated story.
//!
//! A [`Chronicle`](chronicle::Chronicle) is shown the world at the end of every week and collects what happened
//! ([`happening`]): fights ([`violence`]), towns ([`ground`]), the fuel roads ([`roads`], [`pumps`]), money ([`money`],
//! [`aid`]), attempts at power ([`regime`]) and the exchange itself ([`contract`], [`decision`], [`force`], [`kremlin`],
//! [`mod@influence`]). It knows the world and the scenario, and changes neither.
//! [`aim`] finds the replicate that lies at a quantile, [`again`] holds what comes out against the record, [`choice`] picks
//! what is told, [`opening`] says which future it is, and [`page`] writes it down.

pub mod again;
pub mod aid;
pub mod aim;
pub mod choice;
pub mod chronicle;
pub mod contract;
pub mod decision;
pub mod force;
pub mod ground;
pub mod happening;
pub mod influence;
pub mod kremlin;
pub mod money;
pub mod opening;
pub mod page;
pub mod pumps;
pub mod regime;
pub mod roads;
#[cfg(test)]
mod tests;
pub mod violence;
pub mod words;

use jiff::civil::Date;

pub use again::differences;
pub use aim::{Aim, AimFault, Found};
pub use chronicle::Chronicle;
pub use happening::{Dated, Happening};
pub use page::{Line, Selection, Story};

use self::opening::Opening;
use super::ReportFault;
use super::figures::fans;
use super::subject::Subject;
use crate::ensemble::Replicate;
use crate::plot::Figure;
use crate::record::Record;

/// Marks in the figure of a story.
const MARKS: usize = 9;

/// A replicate of a record that came out again, in words and as a figure.
#[derive(Clone, Debug)]
pub struct Told {
    pub story: Story,
    /// None where nothing moves.
    pub figure: Option<Figure>,
}

/// Tells a replicate: `chronicle` was shown its weeks, `replicate` is what they left.
pub fn tell(
    record: &Record,
    index: u64,
    replicate: &Replicate,
    chronicle: Chronicle,
    found: Option<&Found>,
) -> Result<Told, ReportFault> {
    let subject = Subject::new(record)?;
    let row = row(record, index);
    let story = in_words(&subject, index, replicate, chronicle, found)?;
    let picked =
        found.filter(|found| subject.has_observable(&found.column)).map(|found| found.column.as_str());
    let figure = fans::one(&subject, (index, row), picked, marks(&story.happenings))?;
    Ok(Told { story, figure })
}

/// The same in words alone.
pub fn in_words(
    subject: &Subject,
    index: u64,
    replicate: &Replicate,
    mut chronicle: Chronicle,
    found: Option<&Found>,
) -> Result<Story, ReportFault> {
    chronicle.add(influence(subject, replicate));
    let opening = Opening { subject, index, row: row(subject.record, index) }.paragraphs(found)?;
    let title = format!("{}: replicate {index}", subject.title);
    Ok(Story { title, opening, happenings: chronicle.close() })
}

/// The place of a replicate in the record's columns.
fn row(record: &Record, index: u64) -> usize {
    record.indices().iter().position(|&other| other == index).unwrap_or_default()
}

/// What the trajectory says of Russian influence, where it is observed.
fn influence(subject: &Subject, replicate: &Replicate) -> Vec<Dated> {
    let columns = &subject.record.manifest().identity.columns.observables;
    let column = columns.iter().position(|column| column.name == "russia.influence");
    let (Some(column), Some(start)) = (column, subject.start()) else { return Vec::new() };
    let values: Vec<f64> = replicate.trajectory.column(column).iter().map(|&x| f64::from(x)).collect();
    influence::quarters(start, &subject.dates, &values)
}

/// The most telling happenings as marks on a time axis.
fn marks(happenings: &[Dated]) -> Vec<(Date, String)> {
    let all: Vec<&Dated> = happenings.iter().filter(|dated| !dated.what.is_setting()).collect();
    choice::telling(&all, MARKS).into_iter().map(|dated| (dated.date, dated.what.brief())).collect()
}
