use std::path::PathBuf;

use super::super::tiny;
use super::*;

fn stems(paths: &[PathBuf]) -> Vec<String> {
    let svg = paths.iter().filter(|path| path.extension().is_some_and(|kind| kind == "svg"));
    svg.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_record_of_eight_futures_has_every_figure_and_each_says_how_many_and_from_which_seed() {
    let (_folder, record) = tiny::record("wagner-withdrawal.toml", 8, &[("end", "2025-12-01")]);
    let paths = draw(&record).unwrap();
    let names = stems(&paths);
    for name in [
        "chances",
        "survival",
        "map-control",
        "control",
        "fuel",
        "deaths",
        "displaced",
        "distribution-deaths",
    ] {
        assert!(names.iter().any(|n| n == name), "{name}: {names:?}");
    }
    assert_eq!(paths.len(), 3 * names.len());
    for path in paths.iter().filter(|path| path.extension().is_some_and(|kind| kind == "svg")) {
        let svg = std::fs::read_to_string(path).unwrap();
        let words = words(&svg);
        let seed = format!("Seed {}.", record.manifest().identity.seed);
        for said in
            ["n = 8 replicates", seed.as_str(), "Inside the model", "Wagner leaves and is not replaced"]
        {
            assert!(words.contains(said), "{}: {said}: {words}", path.display());
        }
        let number = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()) == "inf";
        assert!(!words.contains("NaN") && !words.split_whitespace().any(number), "{}", path.display());
    }
}

/// The text of a picture, with lines that were broken joined again.
fn words(svg: &str) -> String {
    let parts = svg.split("<text").skip(1).filter_map(|part| part.split_once('>'));
    let lines =
        parts.filter_map(|(_, rest)| rest.split_once("</text>")).map(|(text, _)| text.trim().to_string());
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_laboratory_has_no_map_and_no_country() {
    let (_folder, record) = tiny::record("reference/stock-runs-dry.toml", 4, &[]);
    let names = stems(&draw(&record).unwrap());
    for name in ["map-control", "survival", "chances", "deaths", "displaced", "control"] {
        assert!(!names.iter().any(|n| n == name), "{name}: {names:?}");
    }
    assert!(names.iter().any(|n| n == "fuel-price"), "{names:?}");
}

/// About a fifth of two years' futures end in a takeover or a settlement.
#[test]
fn a_future_is_followed_until_its_world_stands_still() {
    let (_folder, record) = tiny::record("wagner-withdrawal.toml", 60, &[]);
    let subject = Subject::new(&record).unwrap();
    let (weeks, codes) =
        (record.outcomes("regime.exit_week").unwrap(), record.outcomes("regime.exit_cause").unwrap());
    let deaths = record.trajectory("deaths").unwrap();
    assert!((3..40).contains(&subject.stopped()), "{}", subject.stopped());
    for (k, &until) in subject.until.iter().enumerate() {
        assert!(deaths.row(k).iter().skip(until + 1).all(|&x| x == 0.0), "{k}: dead after {until}");
        if codes[k] >= 4.0 {
            let day = subject.start().unwrap().saturating_add(jiff::Span::new().days(7 * weeks[k] as i64));
            assert!(subject.dates[..until].iter().all(|&date| date < day));
        }
    }
}
