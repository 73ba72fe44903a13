//! A real replicate, told.

use super::*;
use crate::report::tiny;
use crate::scenario::Scenario;
use crate::simulation::{Model, Scratch};
use tempfile::TempDir;

/// A record of a scenario and the model that made it.
fn made(file: &str, replicates: u64, sets: &[(&str, &str)]) -> (TempDir, Record, Model) {
    let (folder, record) = tiny::record(file, replicates, sets);
    let scenario = Scenario::parse("scenario", &record.manifest().identity.scenario, &[])
        .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    (folder, record, Model::new(scenario))
}

/// A replicate again and what happened in it.
fn watched(model: &Model, scratch: &mut Scratch, index: u64) -> (Replicate, Vec<Dated>) {
    let mut chronicle = Chronicle::new(model.scenario());
    let replicate = model.watch(scratch, index, |world| chronicle.see(world)).unwrap();
    (replicate, chronicle.close())
}

/// The dead of a kind that all happenings tell.
fn dead(told: &[Dated], count: impl Fn(&Happening) -> u32) -> f64 {
    told.iter().map(|dated| f64::from(count(&dated.what))).sum()
}

/// Fighters, civilians and Russians that the outcomes count are those of the story, no more and no less.
#[test]
fn every_death_is_told_once() {
    for (file, sets) in [
        ("baseline.toml", &[("end", "2026-11-16")][..]),
        ("fuel-siege.toml", &[][..]),
        ("history.toml", &[][..]),
        ("reference/lanchester-square.toml", &[][..]),
    ] {
        let (_folder, record, model) = made(file, 2, sets);
        let names = &record.manifest().identity.columns.outcomes;
        for index in 0..2 {
            let (replicate, told) = watched(&model, &mut model.scratch(), index);
            let outcome = |name: &str| {
                replicate.outcomes[names.iter().position(|column| column.name == name).expect("an outcome")]
            };
            let fighters = dead(&told, |what| match what {
                Happening::Fight(fight) => fight.attacker_dead + fight.defender_dead,
                Happening::Engagement(engagement) => engagement.dead,
                _ => 0,
            });
            let civilians = dead(&told, |what| match what {
                Happening::Fight(fight) => fight.civilian_dead,
                Happening::Killing(killing) => killing.civilian_dead,
                Happening::Roads(roads) => roads.civilian_dead,
                _ => 0,
            });
            let russians = dead(&told, |what| match what {
                Happening::Fight(fight) => fight.russian_dead,
                _ => 0,
            });
            assert_eq!(fighters, outcome("deaths.battle"), "{file} {index}: fighters");
            assert_eq!(civilians, outcome("deaths.civilian"), "{file} {index}: civilians");
            assert_eq!(russians, outcome("deaths.russian"), "{file} {index}: Russians");
        }
    }
}

/// What a replicate is does not depend on who watches, nor on what the scratch was used for.
#[test]
fn a_replicate_comes_out_as_recorded_whatever_was_run_before() {
    let (_folder, record, model) = made("baseline.toml", 4, &[("end", "2026-05-18")]);
    let mut used = model.scratch();
    watched(&model, &mut used, 0);
    let (replicate, told) = watched(&model, &mut used, 3);
    let recorded = record.attempt(3).unwrap().expect("it is there").expect("it did not fail");
    let columns = &record.manifest().identity.columns;
    assert_eq!(differences(columns, &recorded, &replicate), []);
    let (_, fresh) = watched(&model, &mut model.scratch(), 3);
    assert_eq!(told, fresh);
    let other = record.attempt(2).unwrap().unwrap().unwrap();
    assert!(!differences(columns, &other, &replicate).is_empty(), "the check sees another replicate");
    assert!(record.attempt(4).unwrap().is_none());
}

/// A story holds together: dates within the run and in order, sentences with an end, data without a key that stands twice.
#[test]
fn a_story_is_in_order() {
    let (_folder, record, model) = made("fuel-siege.toml", 6, &[("end", "2026-05-18")]);
    let mut chronicle = Chronicle::new(model.scenario());
    let replicate = model.watch(&mut model.scratch(), 2, |world| chronicle.see(world)).unwrap();
    let found = aim::find(&record, &"fuel.bamako@p00".parse().unwrap(), None).unwrap();
    let Told { story, figure } = tell(&record, 2, &replicate, chronicle, Some(&found)).unwrap();
    assert!(story.happenings.windows(2).all(|pair| pair[0].week <= pair[1].week));
    assert!(story.opening[0].starts_with("This is replicate 2 of the 6 of “"), "{:?}", story.opening);
    assert!(story.opening[2].starts_with("Among all futures"), "{:?}", story.opening);
    let (start, end) = (model.scenario().start, model.scenario().end);
    for line in story.lines(&Selection::default()) {
        assert!((start..end).contains(&line.dated.date), "{:?}", line.dated);
        assert!(line.text.ends_with('.') && !line.text.contains("  "), "{}", line.text);
        let text = serde_json::to_string(&line).unwrap();
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys = |text: &str| text.matches("\":").count();
        assert_eq!(keys(&back.to_string()), keys(&text), "{text}");
    }
    let svg = figure.expect("there is something to draw").svg;
    assert!(svg.contains("this future") && svg.contains("Replicate 2 among all futures"));
}

/// After a takeover the model's country stands still, and so does its chronicle.
#[test]
fn nothing_happens_after_the_end() {
    let (_folder, _record, model) = made("baseline.toml", 1, &[("end", "2026-11-16")]);
    let mut ended = 0;
    for index in 0..12 {
        let mut chronicle = Chronicle::new(model.scenario());
        let mut end = None;
        model
            .watch(&mut model.scratch(), index, |world| {
                end = world.regime.end;
                chronicle.see(world);
            })
            .unwrap();
        if let Some(end) = end {
            ended += 1;
            let told = chronicle.close();
            assert!(told.iter().all(|dated| dated.week <= end.week));
            let mut falls = told.iter().filter(|dated| matches!(dated.what, Happening::Fall(_)));
            assert_eq!(falls.next_back().expect("the end is told").week, end.week);
        }
    }
    assert!(ended > 0, "none of the futures ended");
}
