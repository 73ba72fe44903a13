//! The same luck in both worlds: three pairs of futures, told side by side.
//!
//! Pairs are ordered by the difference in what is measured; told are those nearest to the 5 %, the 50 % and the 95 % point. Only records on
//! common random numbers have pairs.

use maud::{Markup, html};
use rayon::prelude::*;

use super::against;
use crate::report::ReportFault;
use crate::report::comparison::{Contrast, Side, Study};
use crate::report::number::rounded_for;
use crate::report::story::words::date;
use crate::report::story::{Chronicle, Selection, Story, differences, in_words};
use crate::report::subject::Subject;
use crate::scenario::Scenario;
use crate::simulation::Model;
use crate::stats::quantile::{quantile, sorted};

/// By what pairs are ordered, in words.
const MEASURE: (&str, &str) =
    ("control.population", "the share of the people under state control at the end");

/// Points at which pairs are told, and their names.
const TOLD: [(f64, &str); 3] = [(0.5, "the median"), (0.05, "the 5 % point"), (0.95, "the 95 % point")];

/// A pair of futures: the same replicate on both sides.
struct Pair {
    index: u64,
    /// The measure in the baseline and in the scenario.
    values: [f64; 2],
    place: &'static str,
    aimed: f64,
}

/// None where nothing is paired, or a side is no country.
pub fn markup(sides: &[Side], study: &Study) -> Result<Option<Markup>, ReportFault> {
    let worlds: Vec<World> = sides.iter().map(World::new).collect::<Result<_, ReportFault>>()?;
    let mut pairs: Vec<Vec<Pair>> = Vec::new();
    for (side, contrast) in sides.iter().skip(1).zip(&study.contrasts) {
        pairs.push(chosen(&sides[0], side, contrast)?);
    }
    let jobs: Vec<(usize, u64)> = pairs
        .iter()
        .enumerate()
        .flat_map(|(k, pairs)| pairs.iter().flat_map(move |pair| [(0, pair.index), (k + 1, pair.index)]))
        .collect();
    if jobs.is_empty() {
        return Ok(None);
    }
    let told: Vec<Option<Story>> = jobs
        .par_iter()
        .map(|&(world, index)| worlds[world].story(index))
        .collect::<Result<_, ReportFault>>()?;
    if told.iter().any(Option::is_none) {
        return Ok(Some(
            html! { p { "A record is of another version of the program, which this one cannot run again; the stories are left out." } },
        ));
    }
    let mut stories = told.into_iter().flatten();
    let mut of_pair = || [stories.next(), stories.next()];
    let told: Vec<Vec<[Option<Story>; 2]>> =
        pairs.iter().map(|pairs| pairs.iter().map(|_| of_pair()).collect()).collect();
    Ok(Some(html! {
        p {
            "A pair is one replicate in both worlds: the same parameters and the same luck, until what differs makes them part. Pairs are ordered by the \
             difference in " (MEASURE.1) "; told are those nearest to the median, the 5 % and the 95 % point of all. Each is a simulated future of a \
             model, not a forecast: no place, unit, route or date of the real world can be read from it."
        }
        @for ((contrast, pairs), told) in study.contrasts.iter().zip(&pairs).zip(&told) {
            h3 { (against(study, contrast)) }
            @if pairs.is_empty() { p { "There are no pairs to tell: " (why(contrast)) "." } }
            @for (pair, stories) in pairs.iter().zip(told) {
                @if let [Some(first), Some(second)] = stories { (one(study, contrast, pair, [first, second])) }
            }
        }
    }))
}

fn why(contrast: &Contrast) -> &'static str {
    if contrast.identical { "both worlds are the same" } else { "the records do not share their luck" }
}

/// The pairs that are told; none where nothing is paired or differs.
fn chosen(baseline: &Side, side: &Side, contrast: &Contrast) -> Result<Vec<Pair>, ReportFault> {
    let there = [baseline, side].iter().all(|side| {
        side.has_outcome(MEASURE.0)
            && side.scenario.as_ref().is_some_and(|scenario| scenario.laboratory.is_none())
    });
    if !contrast.terms.paired || contrast.identical || !there {
        return Ok(Vec::new());
    }
    let (own, others) = (baseline.record.outcomes(MEASURE.0)?, side.record.outcomes(MEASURE.0)?);
    let rows = contrast.terms.rows[0].iter().zip(&contrast.terms.rows[1]);
    let all: Vec<(u64, [f64; 2])> = rows
        .map(|(&a, &b)| (baseline.indices[a], [own[a], others[b]]))
        .filter(|(_, values)| values.iter().all(|x| x.is_finite()))
        .collect();
    let apart = |values: &[f64; 2]| values[1] - values[0];
    let ordered = sorted(&all.iter().map(|(_, values)| apart(values)).collect::<Vec<f64>>());
    let nearest = |&(p, place): &(f64, &'static str)| {
        let aimed = quantile(&ordered, p);
        let far = |values: &[f64; 2]| (apart(values) - aimed).abs();
        let (index, values) = all.iter().min_by(|a, b| far(&a.1).total_cmp(&far(&b.1)))?;
        Some(Pair { index: *index, values: *values, place, aimed })
    };
    Ok(TOLD.iter().filter_map(nearest).collect())
}

/// A side that can be run again.
struct World<'s> {
    subject: Subject<'s>,
    /// None where this version runs it otherwise.
    model: Option<Model>,
}

impl<'s> World<'s> {
    fn new(side: &'s Side) -> Result<Self, ReportFault> {
        let identity = &side.record.manifest().identity;
        let model = Scenario::parse("scenario", &identity.scenario, &[]).ok().map(Model::new);
        let model = model.filter(|model| *model.columns() == identity.columns);
        Ok(Self { subject: Subject::new(&side.record)?, model })
    }

    /// A replicate again in words; none if it does not come out as it is recorded.
    fn story(&self, index: u64) -> Result<Option<Story>, ReportFault> {
        let record = self.subject.record;
        let (Some(model), Some(Ok(recorded))) = (&self.model, record.attempt(index)?) else {
            return Ok(None);
        };
        let mut chronicle = Chronicle::new(model.scenario());
        let again = model.watch(&mut model.scratch(), index, |world| chronicle.see(world));
        match again {
            Ok(again) if differences(&record.manifest().identity.columns, &recorded, &again).is_empty() => {
                Ok(Some(in_words(&self.subject, index, &again, chronicle, None)?))
            }
            _ => Ok(None),
        }
    }
}

fn one(study: &Study, contrast: &Contrast, pair: &Pair, stories: [&Story; 2]) -> Markup {
    let names = [&study.baseline.name, &contrast.scenario.name];
    let percent = |x: f64| rounded_for(100.0 * x, 1.0);
    let points = |x: f64| rounded_for(100.0 * x, 0.2);
    html! {
        article.story {
            h4 { "A pair at " (pair.place) }
            p {
                "Replicate " (pair.index) ": " (percent(pair.values[1])) " % of the people are under state control at the end with " (names[1]) ", "
                (percent(pair.values[0])) " % with " (names[0]) ", a difference of " (points(pair.values[1] - pair.values[0])) " points; "
                (pair.place) " of all pairs is " (points(pair.aimed)) ". " (apart_from(&stories))
            }
            div.pair {
                @for (name, story) in names.iter().zip(stories) {
                    div {
                        h5 { (name) }
                        @if let Some(ending) = story.opening.get(1) { p { (ending) } }
                    }
                }
            }
            details {
                summary { "Month by month in both worlds" }
                div.pair {
                    @for (name, story) in names.iter().zip(stories) {
                        div {
                            h5 { (name) }
                            @for (month, happenings) in story.months(&Selection::default()) {
                                h6 { (month) }
                                dl { @for (days, text) in &happenings { dt { (days) } dd { (text) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Since when not the same happens in both worlds.
fn apart_from(stories: &[&Story; 2]) -> String {
    let [a, b] = stories.map(|story| &story.happenings);
    let same =
        a.iter().zip(b).take_while(|(a, b)| a.date == b.date && a.what.text() == b.what.text()).count();
    let first = [a.get(same), b.get(same)].into_iter().flatten().map(|dated| dated.date).min();
    match first {
        Some(day) => format!("What is told of them differs from {} on.", date(day)),
        None => "All that is told is the same in both.".into(),
    }
}
