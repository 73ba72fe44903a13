use tempfile::TempDir;

use super::*;
use crate::report::comparison::{Asked, Share, Split, Why, compare, figures, tell_apart};
use crate::report::headline::Measure;
use crate::report::tiny;
use crate::stats::estimate::{Estimate, Interval};

/// Four months of a scenario.
fn side(file: &str, replicates: u64, sets: &[(&str, &str)]) -> (TempDir, Side) {
    let (folder, record) = tiny::record(file, replicates, &[&[("end", "2025-10-06")], sets].concat());
    (folder, Side::new(record).unwrap())
}

fn page_of(mut sides: Vec<Side>, stories: bool) -> String {
    tell_apart(&mut sides);
    let asked = Asked::default();
    let study = compare(&sides, &asked).unwrap();
    let figures = figures(&sides, &asked, &study).unwrap();
    of_comparison(&sides, &study, &figures, Options { stories }).unwrap()
}

fn page() -> String {
    let (_a, first) = side("status-quo-2025.toml", 12, &[]);
    let (_b, second) = side("wagner-withdrawal.toml", 12, &[]);
    let (_c, third) = side("fuel-crisis.toml", 12, &[]);
    page_of(vec![first, second, third], true)
}

fn between<'p>(page: &'p str, before: &'p str, after: &'p str) -> Vec<&'p str> {
    page.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn a_comparison_has_all_its_parts_in_order_and_needs_nothing_else() {
    let page = page();
    let parts = [
        "answer", "differs", "effects", "pairs", "shifts", "parting", "figures", "map", "stories", "enough",
        "method", "terms", "manifest",
    ];
    assert_eq!(between(&page, "<section id=\"", "\""), parts);
    for fetched in [" src=", "@import", "url(h", "href=\"http", "<link rel=\"stylesheet", "xlink:href"] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    for said in [
        "of 12 simulated futures",
        "Wagner leaves",
        "12 pairs",
        "How long the regime lasts",
        "What ends the regime",
        "People under state control",
        "A pair at the 5 % point",
        "against status-quo-2025: the difference",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let plain = page.split("<script").next().unwrap();
    assert!(!plain.contains("NaN") && !plain.contains(">inf"));
}

#[test]
fn no_id_stands_twice_and_a_comparison_can_be_read_aloud() {
    let page = page();
    let mut ids = between(&page, " id=\"", "\"");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for link in between(&page, "url(#", ")").into_iter().chain(between(&page, "href=\"#", "\"")) {
        assert!(ids.binary_search(&link).is_ok(), "{link}");
    }
    let levels: Vec<u8> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page.as_bytes().get(at + 2).copied().filter(u8::is_ascii_digit))
        .map(|digit| digit - b'0')
        .collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert_eq!(page.matches("<svg").count(), between(&page, "role=\"img\" aria-label=\"", "\"").len());
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
}

/// Every sheet's zones find their looks among the frames of all.
#[test]
fn one_date_moves_every_map() {
    let page = page();
    let frames = between(&page, "id=\"map-frames\">", "</script>")[0];
    let frames: serde_json::Value = serde_json::from_str(frames).unwrap();
    let looks = frames[0]["zones"].as_array().unwrap().len();
    let mut zones: Vec<usize> =
        between(&page, " data-zone=\"", "\"").into_iter().map(|zone| zone.parse().unwrap()).collect();
    zones.sort_unstable();
    zones.dedup();
    // Three scenarios and two differences, each with its uncertainty beside it.
    let all = 10 * crate::geography::mali().zones.len();
    assert_eq!((zones.len(), zones.last().copied(), looks), (all, Some(all - 1), all));
}

#[test]
fn scenarios_that_are_the_same_have_a_page_that_says_so() {
    let (_a, first) = side("status-quo-2025.toml", 6, &[]);
    let (_b, second) = side("status-quo-2025.toml", 6, &[("title", "\"By another name\"")]);
    let page = page_of(vec![first, second], true);
    assert!(page.contains("No outcome of any of 6 pairs of futures differs"), "{page}");
    assert!(!page.contains("<article"));
}

#[test]
fn records_of_other_seeds_are_compared_without_pairs_and_the_page_says_so() {
    let (_a, first) = side("status-quo-2025.toml", 6, &[]);
    let (_b, second) = side("wagner-withdrawal.toml", 6, &[("ensemble.seed", "9")]);
    let page = page_of(vec![first, second], true);
    assert!(page.contains("other seeds") && page.contains("independent replicates"));
    assert!(!page.contains("<section id=\"stories\"") && !page.contains("McNemar</button>"));
}

#[test]
fn a_laboratory_has_no_maps_and_no_pairs_to_tell() {
    let (_a, first) = tiny::record("reference/stock-runs-dry.toml", 4, &[]);
    let (_b, second) = tiny::record("reference/stock-runs-dry.toml", 4, &[("fuel.stock", "9")]);
    let page = page_of([first, second].map(|record| Side::new(record).unwrap()).into(), true);
    assert!(!page.contains("<section id=\"map\"") && !page.contains("<section id=\"stories\""));
}

#[test]
fn why_stands_where_somebody_asked() {
    let (_a, first) = side("status-quo-2025.toml", 6, &[]);
    let (_b, second) = side("wagner-withdrawal.toml", 6, &[]);
    let sides = [first, second];
    let mut study = compare(&sides, &Asked::default()).unwrap();
    let share = Share {
        estimate: Estimate { value: 40.0, standard_error: 4.0 },
        interval: Interval { low: 32.0, high: 48.0, level: 0.95 },
    };
    let split = Split {
        outcome: "deaths.civilian".into(),
        words: "Deaths of civilians".into(),
        unit: "persons".into(),
        measure: Measure::Amount,
        deviation: 10.0,
        whole: share,
        alone: vec![share; 2],
        missing: vec![share; 2],
        interplay: share,
    };
    let pieces = ["men in the field", "guard of the palace"].map(String::from).to_vec();
    let names = [&study.baseline.name, &study.contrasts[0].scenario.name].map(String::clone);
    let [baseline, scenario] = names;
    study.why = vec![Why { baseline, scenario, n: 6, pieces, outcomes: vec![split] }];
    let page = of_comparison(&sides, &study, &[], Options { stories: false }).unwrap();
    assert!(
        page.contains("<section id=\"why\"")
            && page.contains("guard of the palace")
            && page.contains("40 (32 to 48)")
    );
}
