//! Scenario files that are shipped, and what a scenario means.

use concession::scenario::{Channel, Force, Intervention, Provider, Scenario, Stated, Withdraw};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "title = \"A run\"\nstart = 2025-06-02\nend = 2026-06-01\n";

fn shipped(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder of scenarios");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    files
}

fn load(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    Scenario::load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn parse(text: &str) -> Scenario {
    Scenario::parse("a", text, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn with_sets(sets: &[(&str, &str)]) -> Result<Scenario, String> {
    let sets: Vec<(String, String)> =
        sets.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    Scenario::parse("a", HEAD, &sets).map_err(|faults| faults.to_string())
}

/// Every scenario that is shipped is sound, says its purpose, and reads back from what it means as the same.
#[test]
fn shipped_scenarios_are_sound_and_survive_a_round_trip() {
    let files: Vec<PathBuf> = ["scenarios", "scenarios/reference"].into_iter().flat_map(shipped).collect();
    assert!(files.len() > 20, "scenarios are missing: {}", files.len());
    for file in files {
        let scenario = Scenario::load(&file, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(scenario.purpose.len() > 60, "{} has no purpose", file.display());
        assert!(scenario.sources.iter().all(|source| !source.text.is_empty()));
        let again = Scenario::parse("other", &scenario.to_toml(), &[])
            .unwrap_or_else(|faults| panic!("{}: {faults}", file.display()));
        assert_eq!(again, scenario, "{}", file.display());
        assert_eq!(again.parameters, scenario.parameters, "{}", file.display());
    }
}

/// The withdrawal starts in the first week of June 2025 and is compared with nothing changing on the same seed.
#[test]
fn wagner_leaves_over_eight_weeks_from_the_first_week_on() {
    let leaving = load("wagner-withdrawal.toml");
    let staying = load("status-quo-2025.toml");
    assert_eq!(
        (leaving.name.as_str(), leaving.weeks(), leaving.interventions.len()),
        ("wagner-withdrawal", 104, 1)
    );
    let first = &leaving.interventions[0];
    let withdraw = Withdraw { force: Force::Wagner, over_weeks: 8, channels: Channel::ALL.to_vec() };
    assert_eq!((first.week, &first.what), (0, &Intervention::Withdraw(withdraw)));
    assert_eq!((staying.seed, staying.weeks()), (leaving.seed, leaving.weeks()));
    assert!(staying.interventions.is_empty());
}

/// 2021-12-06 to 2025-11-16 is 206 whole weeks, the last ending on the last day.
#[test]
fn the_last_week_is_the_one_that_begins_before_the_end() {
    assert_eq!(load("history.toml").weeks(), 206);
    assert_eq!(parse(HEAD).weeks(), 52);
    let one_day = "title = \"x\"\nstart = 2025-06-02\nend = 2025-06-03\n";
    assert_eq!(parse(one_day).weeks(), 1);
}

/// The nearer file's word counts, its interventions come on top, and `replace` drops those it inherits.
#[test]
fn what_is_not_said_comes_from_the_file_that_is_extended() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let ban = "[[intervention]]\ndate = 2025-09-03\nban = {}\n";
    write(
        "root.toml",
        &format!("{HEAD}[ensemble]\nseed = 7\nreplicates = 20\n[parameters]\nfuel.stock = 9\n{ban}"),
    );
    write(
        "leaf.toml",
        "extends = \"root.toml\"\n[ensemble]\nseed = 8\n[[intervention]]\ndate = 2025-07-01\nno_truce = {}\n",
    );
    write(
        "alone.toml",
        "extends = \"leaf.toml\"\ninterventions = \"replace\"\n[parameters]\n\"fuel.stock\" = \"prior\"\n",
    );
    let load = |name: &str| {
        Scenario::load(&folder.path().join(name), &[]).unwrap_or_else(|faults| panic!("{faults}"))
    };
    let (root, leaf, alone) = (load("root.toml"), load("leaf.toml"), load("alone.toml"));
    assert_eq!((leaf.seed, leaf.replicates, leaf.name.as_str()), (8, 20, "leaf"));
    assert_eq!(leaf.changed_parameters, root.changed_parameters);
    let dates: Vec<String> = leaf.interventions.iter().map(|dated| dated.date.to_string()).collect();
    assert_eq!(dates, ["2025-07-01", "2025-09-03"]);
    assert_eq!(leaf.sources.len(), 2);
    assert!(alone.interventions.is_empty() && alone.changed_parameters.is_empty());
}

/// `--set` says what the file says, over it, and a word needs no quotes.
#[test]
fn the_command_line_has_the_last_word() {
    let sets = [
        ("fuel.stock", "{ uniform = [3, 4] }"),
        ("ensemble.seed", "5"),
        ("mechanisms.fuel", "off"),
        ("mechanisms.provider", "\"off\""),
        ("end", "2025-12-01"),
        ("initial.fuel.stock_days", "4"),
        ("fuel.risk_memory", "central"),
    ];
    let scenario = with_sets(&sets).expect("these are sound");
    assert_eq!((scenario.seed, scenario.weeks()), (5, 26));
    assert!(!scenario.mechanisms.fuel.is_on() && scenario.mechanisms.provider == Provider::Off);
    let stated: Vec<(&str, Stated)> =
        scenario.changed_parameters.iter().map(|change| (change.path.as_str(), change.stated)).collect();
    let expected = [("fuel.stock", Stated::Uniform([3.0, 4.0])), ("fuel.risk_memory", Stated::Number(6.0))];
    assert_eq!(stated, expected);
    assert_eq!(scenario.changed_initial[0].stated, Stated::Number(4.0));
}

/// Faults of `--set` are located in its own text.
#[test]
fn faults_of_the_command_line_point_into_it() {
    for (path, value, place, words) in [
        ("fuel.stok", "9", "--set:1:6", "did you mean `fuel.stock`?"),
        ("fuel.stock", "900", "--set:1:12", "out of bounds"),
        ("fuel.stock", "{", "--set:1:", "this is not TOML"),
        ("mechanisms.fuel", "of", "--set:1:17", "did you mean `off`?"),
        ("extends", "\"x.toml\"", "--set:1:1", "cannot be set on the command line"),
        ("start", "2024-01-01", "--set:1:7", "no initial state"),
        ("ensemble.replicates", "1_000_000_000", "--set:1:21", "from 1 to 10000000"),
        ("", "", "--set:1:1", "this is not TOML"),
    ] {
        let fault = with_sets(&[(path, value)]).expect_err("a fault");
        assert!(fault.contains(place) && fault.contains(words), "{path}={value}\n{fault}");
    }
}

/// The scale of a made-up world can be set band by band.
#[test]
fn a_laboratory_is_asked_at_other_values_from_the_command_line() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/reference/lanchester-square.toml");
    let sets = [("laboratory.bands.fama.men".to_string(), "30".to_string())];
    let scenario = Scenario::load(&path, &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let bands = &scenario.laboratory.as_ref().expect("a laboratory").bands;
    let men: Vec<(&str, u32)> = bands.iter().map(|band| (band.owner, band.men)).collect();
    assert_eq!(men, [("fama", 30), ("jnim", 10)]);
}

/// A file that is too large, is missing, or is no file is refused before it is read.
#[test]
fn absurd_files_are_refused_with_the_limit_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = folder.path().join("large.toml");
    fs::write(&large, "# a comment\n".repeat(200_000)).expect("a file");
    let empty = folder.path().join("empty.toml");
    fs::write(&empty, "").expect("a file");
    let missing = folder.path().join("missing.toml");
    for (path, words) in [
        (large, "at most 1000000 bytes, this one 2400000"),
        (empty, "does not say `start`"),
        (missing, "there is no such file"),
        (folder.path().to_path_buf(), "this is not a file"),
    ] {
        let fault = Scenario::load(&path, &[]).expect_err("a fault").to_string();
        assert!(fault.contains(words) && fault.contains(&path.display().to_string()), "{fault}");
    }
}

/// A device that never ends is not read.
#[cfg(unix)]
#[test]
fn a_device_is_no_scenario() {
    let fault = Scenario::load(Path::new("/dev/zero"), &[]).expect_err("a fault").to_string();
    assert!(fault.contains("this is not a file"), "{fault}");
}

/// Texts of the greatest size allowed, made to exhaust a reader, are answered all the same.
#[test]
fn hostile_texts_are_answered() {
    let fill = |line: &dyn Fn(usize) -> String| -> String {
        let mut text = String::new();
        for nth in 0.. {
            text += &line(nth);
            if text.len() > 900_000 {
                break;
            }
        }
        text
    };
    let deep = format!("{}a = 1", "a.".repeat(79));
    let nested = (0..70).fold("1".to_string(), |inner, _| format!("{{ {}a = {inner} }}", "a.".repeat(75)));
    for (name, text) in [
        ("keys", fill(&|nth| format!("k{nth} = 1\n"))),
        ("parameters", format!("[parameters]\n{}", fill(&|nth| format!("fuel.k{nth} = 1\n")))),
        ("tables", format!("[parameters]\n{}", fill(&|nth| format!("fuel.k{nth} = {{ p5 = 1 }}\n")))),
        ("bands", fill(&|nth| format!("[laboratory.bands.b{nth}]\nmen = 1\n"))),
        ("ensemble", format!("[ensemble]\n{}", fill(&|nth| format!("k{nth} = 1\n")))),
        ("interventions", fill(&|_| "[[intervention]]\n".into())),
        ("list", format!("title = [{}]", fill(&|_| "[],".into()))),
        ("brackets", fill(&|_| "[".into())),
        ("quotes", fill(&|_| "\"".into())),
        ("errors", fill(&|_| "= =\n".into())),
        ("line", format!("title = \"{}\" = ", fill(&|_| "é".into()))),
        ("dotted", fill(&|nth| format!("k{nth}.{deep}\n"))),
        ("nested", format!("parameters = {nested}")),
        ("name", format!("{} = 1", fill(&|_| "a".into()))),
    ] {
        let faults = Scenario::parse(name, &text, &[]).expect_err(name);
        assert!(faults.to_string().len() < 100_000, "{name}");
    }
}

/// Seventeen files that extend one another are one too many.
#[test]
fn a_long_chain_of_files_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |nth: usize, text: &str| fs::write(folder.path().join(format!("{nth}.toml")), text).expect("a file");
    write(0, HEAD);
    (1..=16).for_each(|nth| write(nth, &format!("extends = \"{}.toml\"\n", nth - 1)));
    assert!(Scenario::load(&folder.path().join("15.toml"), &[]).is_ok());
    let fault = Scenario::load(&folder.path().join("16.toml"), &[]).expect_err("a fault").to_string();
    assert!(fault.contains("more than 16 files"), "{fault}");
}

/// Every kind of intervention, every key of it.
const EVERYTHING: &str = r#"
title = "Everything"
purpose = "A \"quoted\" word\nand two lines"
start = 2021-12-06
end = 2024-12-02
[ensemble]
replicates = 3
seed = 4
persons_per_agent = 100
record = "weekly"
[mechanisms]
combat = "off"
events = false
civilians = true
fuel = "on"
provider = "off"
[initial]
"fuel.stock_days" = { p5 = 4, p50 = 6, p95 = 9 }
"#;

/// Every number of a laboratory, and a fight in it.
const LABORATORY: &str = r#"
title = "A laboratory"
start = 2021-12-06
end = 2024-12-02
[mechanisms]
civilians = "off"
finance = "off"
provider = "off"
[laboratory]
zones = 3
persons = 1000
law = "ambush"
aimed = 0.1
area = 0.001
operations = 7
recruitment = 0.5
intelligence = 0.2
background = 0.5
stock_days = 14
inflow = 0.6
hazards = [0.01, 0.005]
[laboratory.bands]
jnim = { men = 10, zone = 2 }
"the first" = { owner = "fama", men = 12 }
[[intervention]]
date = 2022-01-17
engagement = { zone = 2, attacker = "jnim", defender = "the first", tactic = "siege", to_the_end = true }
"#;

const EACH_KIND: [&str; 24] = [
    "withdraw = { force = \"barkhane\", over_weeks = 30, channels = [\"training\", \"combat\"] }",
    "deploy = { force = \"wagner\", men = 1000, over_weeks = 20 }",
    "provider = { type = \"africa-corps\" }",
    "posture = { offence = 0.5, guard = 0.2, training = 0.2, escort = 0.1 }",
    "ban = {}",
    "blockade = { effort_times = 2, attack_times = 1.5, corridors = [\"dakar\", \"lome\"], weeks = 8 }",
    "truce = { days = 20, price = 10 }",
    "truce_offers = { times = 3, price = 10, weeks = 4 }",
    "no_truce = { weeks = 3 }",
    "escort_surge = { capacity_times = 2, attack_times = 0.6, men_share = 0.15, weeks = 10 }",
    "pledge = { fuel = 100, months = 12, delivered = 0.9, corridors = [\"conakry\"] }",
    "sanctions = { trade_cut = 0.6, weeks = 26 }",
    "price = { gold_times = 1.35, oil_times = 0.9 }",
    "border = { country = \"algeria\", openness = 0.5 }",
    "coup_attempt = {}",
    "leader_killed = {}",
    "alliance = { pair = [\"jnim\", \"issp\"], level = 0.9 }",
    "joint_force = { men = 800 }",
    "mines = { disputed = false }",
    "collateral = { times = 0.4, side = \"russia\" }",
    "intelligence = { add = -0.1 }",
    "guard_mines = { men = 500 }",
    "set = { path = \"fuel.stock\", value = 12.5 }",
    "engagement = { zone = 2, attacker = \"jnim\", defender = \"fama\", tactic = \"siege\", to_the_end = true }",
];

/// Interventions of every kind are read, keep their order on a day, and mean the same when written out.
#[test]
fn everything_that_can_be_said_survives_a_round_trip() {
    let dated = |(nth, what): (usize, &&str)| {
        format!("[[intervention]]\ndate = 2022-{:02}-15\n{what}\n", nth / 2 + 1)
    };
    let interventions: String = EACH_KIND.iter().enumerate().map(dated).collect();
    let scenario = parse(&format!("{EVERYTHING}{interventions}"));
    assert_eq!(scenario.interventions.len(), EACH_KIND.len());
    assert!(scenario.interventions.is_sorted_by_key(|dated| dated.week));
    let again = parse(&scenario.to_toml());
    assert_eq!(again, scenario);
    assert_eq!(again.initial, scenario.initial);
    let whole = Scenario::parse("b", &scenario.to_toml(), &[("seed".into(), "1".into())]);
    assert!(whole.is_err(), "`seed` stands in [ensemble], not at the top");
}

/// A laboratory means the same when it is written out, and has no initial state.
#[test]
fn a_laboratory_survives_a_round_trip() {
    let scenario = parse(LABORATORY);
    let laboratory = scenario.laboratory.as_ref().expect("a laboratory");
    assert_eq!((laboratory.operations, laboratory.bands.len()), (Some(7), 2));
    assert!(scenario.initial.is_empty() && !scenario.to_toml().contains("[initial]"));
    assert_eq!(parse(&scenario.to_toml()), scenario);
}

fn written_distribution() -> impl Strategy<Value = String> {
    let pair = (0.6..20.0f64, 0.01..20.0f64);
    prop_oneof![
        pair.clone().prop_map(|(a, b)| format!("{{ uniform = [{a}, {}] }}", a + b)),
        pair.clone().prop_map(|(a, b)| format!("{{ normal = [{a}, {b}] }}")),
        pair.clone().prop_map(|(a, b)| format!("{{ lognormal = [{a}, {}] }}", b / 10.0)),
        pair.clone().prop_map(|(a, b)| format!("{{ triangular = [{a}, {a}, {}] }}", a + b)),
        pair.prop_map(|(a, b)| format!("{{ pert = [{a}, {}, {}] }}", a + b / 2.0, a + b)),
        (0.0..50.0f64).prop_map(|x| format!("{x:?}")),
    ]
}

/// Pieces of which bad scenarios are made.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z_.\"]{0,12} = [-0-9.e{}\\[\\], a-z\"]{0,20}\n",
        Just("[parameters]\n".to_string()),
        Just("[[intervention]]\ndate = 2025-09-03\n".to_string()),
        Just("[laboratory.bands.é]\n".to_string()),
        "(withdraw|blockade|posture|alliance|set|truce) = \\{ [a-z_]{1,8} = [-0-9.\"a-z]{1,6} \\}\n",
        "\"?fuel\\.stock\"? = [-0-9.e]{1,9}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is written, the answer is a scenario or its faults.
    #[test]
    fn no_text_makes_the_reader_panic(scraps in prop::collection::vec(scrap(), 0..6), headed: bool) {
        let text = format!("{}{}", if headed { HEAD } else { "" }, scraps.concat());
        if let Err(faults) = Scenario::parse("scraps", &text, &[]) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.to_string().contains("scraps"));
            prop_assert!(!faults.render(true).is_empty());
        }
    }

    #[test]
    fn no_setting_makes_the_reader_panic(path: String, value: String) {
        let _ = Scenario::parse("a", HEAD, &[(path, value)]).map_err(|faults| faults.to_string());
    }

    /// What a distribution means is written so that it means the same.
    #[test]
    fn every_distribution_survives_a_round_trip(written in written_distribution()) {
        let text = format!("{HEAD}[parameters]\nfuel.stock = {written}\n");
        let scenario = Scenario::parse("a", &text, &[]).expect("a distribution within bounds");
        let again = Scenario::parse("a", &scenario.to_toml(), &[]).expect("our own text");
        prop_assert_eq!(&again, &scenario);
        prop_assert_eq!(&again.parameters, &scenario.parameters);
    }
}
