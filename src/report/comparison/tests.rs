use std::path::Path;

use tempfile::TempDir;

use super::super::tiny;
use super::*;
use crate::record::Record;

/// A side with its folder.
fn side(file: &str, replicates: u64, sets: &[(&str, &str)]) -> (TempDir, Side) {
    let (folder, record) = tiny::record(file, replicates, sets);
    (folder, Side::new(record).unwrap())
}

/// Half a year of the status quo, and of Wagner's leaving.
const SPAN: (&str, &str) = ("end", "2025-12-01");

fn status_quo(replicates: u64, more: &[(&str, &str)]) -> (TempDir, Side) {
    side("status-quo-2025.toml", replicates, &[&[SPAN], more].concat())
}

fn withdrawal(replicates: u64, more: &[(&str, &str)]) -> (TempDir, Side) {
    side("wagner-withdrawal.toml", replicates, &[&[SPAN], more].concat())
}

fn study(sides: &[Side], asked: &Asked) -> Study {
    compare(sides, asked).unwrap_or_else(|fault| panic!("{fault}"))
}

fn effect<'s>(contrast: &'s Contrast, outcome: &str) -> &'s Effect {
    contrast.effects.iter().find(|effect| effect.outcome == outcome).unwrap_or_else(|| panic!("no {outcome}"))
}

/// A record beside itself, and a scenario that is another only in words.
#[test]
fn a_change_of_nothing_changes_exactly_nothing() {
    let (_a, first) = status_quo(24, &[]);
    let (_b, second) = status_quo(24, &[("title", "\"The same by another name\"")]);
    let mut sides = [first, second];
    tell_apart(&mut sides);
    let study = study(&sides, &Asked { all: true, only: vec![] });
    let contrast = &study.contrasts[0];
    assert!(contrast.identical && contrast.differs.is_empty(), "{:?}", contrast.differs);
    assert_ne!(study.baseline.name, contrast.scenario.name);
    for effect in &contrast.effects {
        assert_eq!(effect.difference.value, 0.0, "{}", effect.outcome);
        assert_eq!((effect.interval.low, effect.interval.high), (0.0, 0.0), "{}", effect.outcome);
        assert_eq!(effect.better.value, 0.5, "{}", effect.outcome);
        assert!(effect.quantiles.iter().all(|q| q.difference.value == 0.0 && q.interval.width() == 0.0));
    }
    for parting in &contrast.partings {
        assert!(parting.from.is_none() && parting.difference.iter().all(|d| d.value == 0.0));
    }
    assert!(contrast.lifetime.as_ref().is_none_or(|lifetime| lifetime.difference.value == 0.0));
}

/// By hand from the columns: what the table says is what a reader of the files would compute.
#[test]
fn differences_are_those_of_the_columns() {
    let (_a, first) = status_quo(40, &[]);
    let (_b, second) = withdrawal(40, &[]);
    let columns = [&first, &second].map(|side| side.record.outcomes("control.population").unwrap());
    let n = 40.0;
    let apart: Vec<f64> = columns[0].iter().zip(&columns[1]).map(|(a, b)| b - a).collect();
    let mean = apart.iter().sum::<f64>() / n;
    let error = (apart.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
    let study = study(&[first, second], &Asked::default());
    let contrast = &study.contrasts[0];
    let found = effect(contrast, "control.population");
    assert!((found.difference.value - mean).abs() < 1e-12);
    assert!((found.difference.standard_error - error).abs() < 1e-12);
    let worse = apart.iter().filter(|d| **d < 0.0).count() as f64;
    let ties = apart.iter().filter(|d| **d == 0.0).count() as f64;
    assert!((found.better.value - (1.0 - (worse + 0.5 * ties) / n)).abs() < 1e-12);
    assert!(contrast.terms.paired && !contrast.identical && found.simultaneous.is_none());
    let sizes: Vec<f64> = contrast.effects.iter().map(|e| e.size).filter(|s| s.is_finite()).collect();
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "the largest first: {sizes:?}");
    assert!(contrast.differs.iter().any(|d| d.line().contains("Wagner leaves")), "{:?}", contrast.differs);
}

/// Russians are gone within eight weeks: who they would have killed lives.
#[test]
fn scenarios_part_when_the_men_have_left() {
    let (_a, first) = status_quo(60, &[]);
    let (_b, second) = withdrawal(60, &[]);
    let start = first.scenario.as_ref().unwrap().start;
    let study = study(&[first, second], &Asked::default());
    let control =
        study.contrasts[0].partings.iter().find(|p| p.observable == "control.state.population").unwrap();
    let from = control.from.expect("control falls");
    assert!(from > start && control.dates.contains(&from));
    let last = control.difference.last().unwrap().value;
    let outcome = effect(&study.contrasts[0], "control.population").difference.value;
    assert!((last - outcome).abs() < 1e-6, "the last date says what the outcome says: {last} {outcome}");
    let deaths = study.contrasts[0].partings.iter().find(|p| p.observable == "deaths").unwrap();
    let outcome = effect(&study.contrasts[0], "deaths").difference.value;
    assert!((deaths.difference.last().unwrap().value - outcome).abs() < 1e-3 * outcome.abs().max(1.0));
}

#[test]
fn other_seeds_are_not_paired_and_their_intervals_are_wider() {
    let (_a, first) = status_quo(40, &[]);
    let (_b, second) = withdrawal(40, &[("ensemble.seed", "9")]);
    let (_c, paired) = withdrawal(40, &[]);
    let mut sides = [first, second, paired];
    tell_apart(&mut sides);
    let study = study(&sides, &Asked::default());
    let [other, same] = [&study.contrasts[0], &study.contrasts[1]];
    assert!(!other.terms.paired && same.terms.paired);
    assert!(other.terms.warnings[0].contains("other seeds"), "{:?}", other.terms.warnings);
    let widths = [other, same].map(|contrast| effect(contrast, "people.support").interval.width());
    assert!(widths[0] > 2.0 * widths[1], "{widths:?}");
    assert!(
        effect(other, "deaths").correlation.is_nan() && effect(other, "regime.survives").mcnemar.is_none()
    );
    // With two scenarios against the baseline, the interval for both is wider than that of either.
    for contrast in [other, same] {
        let deaths = effect(contrast, "deaths");
        assert!(deaths.simultaneous.unwrap().width() > deaths.interval.width());
    }
}

#[test]
fn of_unequal_numbers_the_common_replicates_are_compared() {
    let (_a, first) = status_quo(30, &[]);
    let (_b, second) = withdrawal(20, &[]);
    let few = first.record.outcomes("deaths").unwrap()[..20].iter().sum::<f64>() / 20.0;
    let study = study(&[first, second], &Asked::default());
    let contrast = &study.contrasts[0];
    assert_eq!((contrast.terms.common, effect(contrast, "deaths").n), (20, [20, 20]));
    assert!((effect(contrast, "deaths").baseline.value - few).abs() < 1e-9);
    assert!(contrast.terms.warnings.iter().any(|w| w.contains("30 and 20 replicates")));
}

#[test]
fn other_spans_versions_and_data_are_told() {
    let (_a, first) = status_quo(8, &[]);
    let (folder, second) = withdrawal(8, &[("end", "2026-01-05")]);
    let manifest = second.record.folder().join("manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version));
    let text = text
        .replace(&version, "\"version\": \"0.0.9\"")
        .replace("\"data_sha256\": \"\"", "\"data_sha256\": \"f00\"");
    std::fs::write(&manifest, text).unwrap();
    let second = Side::new(Record::open(folder.path()).unwrap()).unwrap();
    let study = study(&[first, second], &Asked::default());
    let warnings = study.contrasts[0].terms.warnings.join("\n");
    for said in ["other dates", "0.0.9", "other data"] {
        assert!(warnings.contains(said), "{said}: {warnings}");
    }
    assert!(study.contrasts[0].differs.iter().any(|d| d.what == "last day"));
    // Dates that only one side has are not compared.
    assert!(study.contrasts[0].partings[0].dates.iter().all(|date| date.year() == 2025));
}

#[test]
fn only_what_is_asked_for_is_compared_and_nonsense_is_refused() {
    let (_a, first) = status_quo(8, &[]);
    let (_b, second) = withdrawal(8, &[]);
    let sides = [first, second];
    let only = |pattern: &str| Asked { all: false, only: vec![pattern.into()] };
    let deaths = study(&sides, &only("deaths.civilian.*"));
    assert!(deaths.contrasts[0].effects.iter().all(|e| e.outcome.starts_with("deaths.civilian.")));
    assert!(deaths.contrasts[0].partings.is_empty() && deaths.contrasts[0].lifetime.is_none());
    let control = study(&sides, &only("state control"));
    assert_eq!(control.contrasts[0].partings.len(), 2);
    let fault = compare(&sides, &only("no-such-thing")).map(|_| ()).expect_err("refused").to_string();
    assert!(fault.contains("no-such-thing"), "{fault}");
    let all = study(&sides, &Asked { all: true, only: vec![] });
    assert!(all.contrasts[0].effects.iter().any(|e| e.outcome == "end.army.quality"));
    assert!(all.contrasts[0].effects.len() > 100);
}

/// What one scenario never has is a blank in the table of all, not the end of the table.
#[test]
fn a_table_has_a_blank_where_a_scenario_has_nothing() {
    let ((_a, first), (_b, second), (_c, third)) =
        (status_quo(8, &[]), withdrawal(8, &[]), withdrawal(8, &[]));
    let mut study = study(&[first, second, third], &Asked::default());
    let name = study.contrasts[0].effects[0].outcome.clone();
    study.contrasts[1].effects.retain(|effect| effect.outcome != name);
    let figure = figures::effects::heat(&study, &[name]).expect("a table");
    assert!(figure.svg.contains('–'), "{}", figure.data);
}

/// A comparison is made again from as many replicates as it was made from.
#[test]
fn a_record_of_another_length_is_not_taken() {
    let ((_a, first), (_b, second)) = (status_quo(8, &[]), withdrawal(8, &[]));
    let (folder, sides) = (tempfile::tempdir().unwrap(), [first, second]);
    let study = study(&sides, &Asked::default());
    let whole = kept::whole(&study, &sides, &Asked::default(), folder.path());
    let mut written = serde_json::to_value(&whole).unwrap();
    let mut open = |replicates: u64| {
        written["records"][1]["replicates"] = replicates.into();
        std::fs::write(folder.path().join(kept::FILE), written.to_string()).unwrap();
        kept::open(folder.path()).map(|again| again.sides.len()).map_err(|fault| fault.to_string())
    };
    assert_eq!(open(8), Ok(2));
    assert!(open(9).unwrap_err().contains("has not its 9 replicates"));
}

/// A made-up world and the country have nothing in common that is worth comparing, and a reader is told what they are.
#[test]
fn a_laboratory_beside_the_country_says_so() {
    let (_a, first) = status_quo(8, &[]);
    let (_b, second) = side("reference/stock-runs-dry.toml", 8, &[]);
    let study = study(&[first, second], &Asked::default());
    assert!(study.contrasts[0].differs.iter().any(|d| d.line().contains("world: a laboratory, not Mali")));
}

#[test]
fn the_table_for_other_programs_has_a_row_an_effect() {
    let (_a, first) = status_quo(12, &[]);
    let (_b, second) = withdrawal(12, &[]);
    let study = study(&[first, second], &Asked::default());
    let (header, rows) = csv(&study);
    assert_eq!(rows.len(), study.contrasts[0].effects.len());
    assert!(rows.iter().all(|row| row.len() == header.len()));
    assert!(rows.iter().flatten().all(|cell| !cell.contains("NaN") && cell != "inf" && cell != "-inf"));
    let json = serde_json::to_string(&study).unwrap();
    assert!(json.contains("\"paired\":true") && !json.contains("NaN"));
    assert!(Path::new(&study.baseline.record).is_dir());
}

#[test]
fn every_figure_of_a_comparison_says_how_many_and_from_which_seed() {
    let (_a, first) = status_quo(16, &[]);
    let (_b, second) = withdrawal(16, &[]);
    let sides = [first, second];
    let asked = Asked::default();
    let study = study(&sides, &asked);
    let drawn = figures(&sides, &asked, &study).unwrap();
    let names: Vec<&str> = drawn.iter().map(|figure| figure.name.as_str()).collect();
    for name in [
        "effects",
        "table",
        "course-control",
        "course-deaths",
        "lasts-regime",
        "ends-contract",
        "map-control",
        "map-change-wagner-withdrawal",
        "quantiles",
    ] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    for start in ["distributions-", "dots-", "ridges-"] {
        assert!(names.iter().any(|name| name.starts_with(start)), "{start}: {names:?}");
    }
    for figure in &drawn {
        assert!(figure.svg.contains("16 pairs") && figure.svg.contains("Seed "), "{}", figure.name);
        assert!(!figure.alt.is_empty() && figure.data.lines().count() > 1, "{}", figure.name);
        assert!(!figure.svg.contains("NaN"), "{}", figure.name);
    }
}

/// A comparison is made again wherever it and its records have been moved to, and says what it lacks.
#[test]
fn a_comparison_finds_its_records_again() {
    let all = tempfile::tempdir().unwrap();
    let ((a, first), (b, second)) = (status_quo(6, &[]), withdrawal(6, &[]));
    let sides = [first, second];
    let (from, to) = (all.path().join("here"), all.path().join("there"));
    std::fs::create_dir_all(from.join("compare")).unwrap();
    drop(sides);
    for (folder, name) in [(a.path(), "a"), (b.path(), "b")] {
        std::fs::rename(folder, from.join(name)).unwrap();
    }
    let open = |name: &str| Side::new(Record::open(&from.join(name)).unwrap()).unwrap();
    let sides = [open("a"), open("b")];
    let asked = Asked { all: false, only: vec!["deaths".into()] };
    let study = study(&sides, &asked);
    let whole = serde_json::to_string(&kept::whole(&study, &sides, &asked, &from.join("compare"))).unwrap();
    std::fs::write(from.join("compare").join(kept::FILE), whole).unwrap();
    std::fs::rename(&from, &to).unwrap();
    let again = kept::open(&to.join("compare")).unwrap();
    assert_eq!((again.sides.len(), again.asked.only.as_slice()), (2, ["deaths".to_string()].as_slice()));
    let fault = |folder: &Path| kept::open(folder).map(|_| ()).expect_err("refused").to_string();
    std::fs::rename(to.join("b"), to.join("elsewhere")).unwrap();
    let told = fault(&to.join("compare"));
    assert!(told.contains("is gone") && told.contains("there/b") && !told.contains(".."), "{told}");
    // Another record in its place is not taken for it.
    let (c, other) = status_quo(6, &[("ensemble.seed", "3")]);
    drop(other);
    std::fs::rename(c.path(), to.join("b")).unwrap();
    assert!(fault(&to.join("compare")).contains("another than was compared"));
}
