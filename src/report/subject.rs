//! A record as a reader sees it: its scenario, its futures, and how long each of them can be followed.
//!
//! After insurgents take Bamako, or settle with the state, the model's country is gone and the world stands still. A
//! future is *followed* until then: curves and maps leave it out from that date on, and their captions count those that
//! are left out. The date is that of the exit, if the junta of the start ended so; if a later junta did, that of the
//! last violent event, since in a country that goes on no month passes without one.

use jiff::civil::Date;

use super::ReportFault;
use crate::plot::Quantity;
use crate::record::Record;
use crate::scenario::Scenario;
use crate::world::Cause;

/// A record with what every figure asks of it.
pub struct Subject<'r> {
    pub record: &'r Record,
    /// Absent where this version cannot read the scenario any more.
    pub scenario: Option<Scenario>,
    pub title: String,
    pub seed: u64,
    pub dates: Vec<Date>,
    /// For each replicate the first recorded date on which it is no longer followed; as many as dates if it always is.
    pub until: Vec<usize>,
    /// Replicates that failed have no values.
    pub failed: usize,
}

impl<'r> Subject<'r> {
    pub fn new(record: &'r Record) -> Result<Self, ReportFault> {
        let identity = &record.manifest().identity;
        let scenario = Scenario::parse("scenario", &identity.scenario, &[]).ok();
        let title = scenario.as_ref().map_or_else(|| "A scenario".to_string(), |s| s.title.clone());
        let dates = identity.columns.dates.clone();
        Ok(Self {
            record,
            until: until(record, &dates, scenario.as_ref().map(|s| s.start))?,
            failed: record.faults()?.len(),
            seed: identity.seed,
            scenario,
            title,
            dates,
        })
    }

    /// Replicates there are.
    pub fn replicates(&self) -> usize {
        self.until.len()
    }

    /// How many stood still before the last date.
    pub fn stopped(&self) -> usize {
        self.until.iter().filter(|&&row| row < self.dates.len()).count()
    }

    /// Whether the world is a made-up one.
    pub fn is_laboratory(&self) -> bool {
        self.scenario.as_ref().is_some_and(|s| s.laboratory.is_some())
    }

    /// The first day.
    pub fn start(&self) -> Option<Date> {
        self.scenario.as_ref().map(|s| s.start)
    }

    /// Whether the record has an outcome of this name.
    pub fn has_outcome(&self, name: &str) -> bool {
        self.record.manifest().identity.columns.outcomes.iter().any(|c| c.name == name)
    }

    /// Whether the record has an observable of this name.
    pub fn has_observable(&self, name: &str) -> bool {
        self.record.manifest().identity.columns.observables.iter().any(|c| c.name == name)
    }

    /// The words under a figure: n, `what` is drawn with which interval and error, seed, and what it is worth.
    pub fn caption(&self, what: &str) -> String {
        let count = Quantity::count("", "");
        let n = count.number(self.replicates() as f64);
        let failed = match self.failed {
            0 => String::new(),
            k => format!(", of which {} failed and are left out", count.number(k as f64)),
        };
        format!(
            "“{}”: n = {n} replicates{failed}; {what} Seed {}. Inside the model: shares of simulated futures under its \
             assumptions, not chances of real events. Source: {} {}, data and their sources in its data/README.md.",
            self.title,
            self.seed,
            self.record.manifest().program,
            self.record.manifest().identity.version
        )
    }

    /// What a caption says of the futures that stood still.
    pub fn followed(&self) -> String {
        match self.stopped() {
            0 => String::new(),
            k => format!(
                " {} futures end in a takeover of Bamako or a settlement and are left out from then on.",
                Quantity::count("", "").number(k as f64)
            ),
        }
    }
}

/// For each replicate the first row on which its world stands still.
fn until(record: &Record, dates: &[Date], start: Option<Date>) -> Result<Vec<usize>, ReportFault> {
    let columns = &record.manifest().identity.columns;
    let all = vec![dates.len(); record.replicates() as usize];
    let has = |name: &str| columns.outcomes.iter().any(|c| c.name == name);
    if !columns.observables.iter().any(|c| c.name == "events") || !has("regime.exit_cause") {
        return Ok(all);
    }
    let events = record.trajectory("events")?;
    let (causes, weeks) = (record.outcomes("regime.exit_cause")?, record.outcomes("regime.exit_week")?);
    let rows = events.rows().into_iter().zip(causes.iter().zip(&weeks));
    Ok(rows
        .map(|(events, (&cause, &week))| {
            if ends_the_run(cause) {
                let day = start.map(|s| s.saturating_add(jiff::Span::new().days(7 * week.max(0.0) as i64)));
                return dates.iter().position(|&d| day.is_some_and(|day| d >= day)).unwrap_or(dates.len());
            }
            let quiet = events.iter().rev().take_while(|&&x| x == 0.0).count();
            // A world in which nothing ever happens is one without that mechanism.
            if quiet == dates.len() || quiet < 2 { dates.len() } else { dates.len() - quiet }
        })
        .collect())
}

/// Whether the first exit, as its code stands in `regime.exit_cause`, is one after which the world stands still.
fn ends_the_run(code: f64) -> bool {
    Cause::ALL.iter().any(|&c| c.freezes() && code == 1.0 + f64::from(c as u8))
}
