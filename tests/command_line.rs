//! The program as its users meet it: exit codes, what goes where, and going on after an interrupt.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::{TempDir, tempdir};

/// A folder with a scenario of some replicates.
fn folder(replicates: &str) -> TempDir {
    let folder = tempdir().unwrap();
    let text = format!(
        "title = \"A walk\"\npurpose = \"Five weeks with few agents.\"\nstart = 2025-06-02\nend = 2025-07-07\n\
         [ensemble]\nreplicates = {replicates}\nseed = 7\npersons_per_agent = 200000\n"
    );
    std::fs::write(folder.path().join("walk.toml"), text).unwrap();
    folder
}

fn concession(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concession"));
    command.current_dir(folder).args(arguments.split_whitespace());
    command
}

struct Told {
    code: i32,
    data: String,
    notes: String,
}

fn told(folder: &Path, arguments: &str) -> Told {
    let output = concession(folder, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Told { code: output.status.code().unwrap(), data: text(output.stdout), notes: text(output.stderr) }
}

/// Name and bytes of each file that identifies a record.
fn record(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = vec![];
    for part in ["", "replicates", "trajectories"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("run.json") {
                files.push((path.strip_prefix(folder).unwrap().to_path_buf(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_run_leaves_its_record_and_prints_its_summary() {
    let folder = folder("20");
    let told = told(folder.path(), "run walk.toml");
    assert_eq!(told.code, 0, "{}", told.notes);
    assert!(told.data.starts_with("A walk\n") && told.data.contains("standard error"), "{}", told.data);
    assert!(told.notes.contains("output/walk") && told.notes.contains("Next:"), "{}", told.notes);
    for file in [
        "manifest.json",
        "scenario.toml",
        "chunks.json",
        "run.json",
        "summary.csv",
        "summary.json",
        "figures/chances.svg",
        "report.html",
    ] {
        assert!(folder.path().join("output/walk").join(file).is_file(), "{file}");
    }
}

#[test]
fn threads_and_earlier_runs_leave_no_trace() {
    let folder = folder("300");
    for arguments in ["--threads 1 --out a", "--threads 3 --out b", "-n 140 --out c", "--threads 2 --out c"] {
        assert_eq!(told(folder.path(), &format!("run walk.toml --no-figures {arguments}")).code, 0);
    }
    let a = record(&folder.path().join("a"));
    assert!(a.len() >= 5 + 2 * 3);
    assert!(a == record(&folder.path().join("b")));
    let c = record(&folder.path().join("c"));
    // The scenario as meant says how many replicates the last run asked for, and so does the manifest.
    assert!(a == c);
}

#[test]
fn json_is_all_that_machines_are_told() {
    let folder = folder("20");
    let told = told(folder.path(), "--json --quiet run walk.toml --no-figures");
    let reports: serde_json::Value = serde_json::from_str(&told.data).unwrap();
    assert_eq!((reports[0]["replicates"].as_u64(), told.notes.as_str()), (Some(20), ""));
}

#[test]
fn bad_input_has_exit_code_two() {
    let folder = folder("20");
    assert_eq!(told(folder.path(), "run walk.toml --no-figures --out record").code, 0);
    let cases = [
        ("", "Usage"),
        ("run", "<FILE>"),
        ("runn walk.toml", "similar subcommand exists: 'run'"),
        ("run nowhere.toml", "nowhere.toml"),
        ("run walk.toml -n 1000000000", "out of bounds: 1000000000"),
        ("run walk.toml -n 0", "out of bounds: 0"),
        ("run walk.toml --threads 0", "--threads"),
        ("run walk.toml --set fuel.stock", "path=value"),
        ("run walk.toml --out walk.toml/below", "cannot create the folder"),
        ("run walk.toml --out record --seed 8", "seed: 7 → 8"),
        ("run walk.toml --out record -n 19", "already has 20 replicates"),
        ("run walk.toml walk.toml", "two scenarios are named walk"),
        ("plot walk.toml", "not a record"),
        ("params nothing-of-the-kind", "nothing-of-the-kind"),
    ];
    for (arguments, words) in cases {
        let told = told(folder.path(), arguments);
        assert_eq!(told.code, 2, "{arguments}: {}", told.notes);
        assert!(told.notes.contains(words), "{arguments}: {}", told.notes);
        assert_eq!(told.data, "", "{arguments}");
    }
}

#[test]
fn a_record_in_the_way_gives_way_when_told() {
    let folder = folder("20");
    assert_eq!(told(folder.path(), "run walk.toml --no-figures").code, 0);
    let told = told(folder.path(), "run walk.toml --no-figures --seed 8 --fresh");
    assert_eq!(told.code, 0, "{}", told.notes);
}

#[test]
fn a_spoilt_chunk_is_told_and_made_again() {
    let folder = folder("20");
    assert_eq!(told(folder.path(), "run walk.toml --no-figures").code, 0);
    let before = record(&folder.path().join("output/walk"));
    std::fs::write(folder.path().join("output/walk/replicates/00000.parquet"), "PAR1").unwrap();
    assert_eq!(told(folder.path(), "plot output/walk").code, 2);
    let told = told(folder.path(), "run walk.toml --no-figures");
    assert!(told.code == 0 && told.notes.contains("chunk 00000 is made again"), "{}", told.notes);
    assert!(before == record(&folder.path().join("output/walk")));
}

#[test]
fn a_plan_leaves_nothing() {
    let folder = folder("10000");
    let told = told(folder.path(), "run walk.toml --plan");
    assert_eq!(told.code, 0, "{}", told.notes);
    assert!(told.data.contains("10000") && told.data.contains("± 1.0 points"), "{}", told.data);
    assert!(!folder.path().join("output").exists());
}

/// As a shell's Ctrl-C does it.
#[cfg(unix)]
#[test]
fn an_interrupted_run_says_how_to_go_on() {
    let folder = folder("200000");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_concession"))
        .current_dir(folder.path())
        .args(["run", "walk.toml", "--threads", "1"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let first = folder.path().join("output/walk/replicates/00000.parquet");
    while !first.exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run ended before its first chunk");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let interrupt =
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = child.wait_with_output().unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{notes}");
    assert!(notes.contains("Interrupted:") && notes.contains("the same command goes on"), "{notes}");
    assert!(!folder.path().join("output/walk/.lock").exists());
}

#[test]
fn completions_and_lists_are_data() {
    let folder = folder("20");
    for arguments in [
        "completions bash",
        "params",
        "observables",
        "show walk.toml",
        "show walk.toml --day-zero",
        "check walk.toml",
    ] {
        let told = told(folder.path(), arguments);
        assert!(told.code == 0 && !told.data.is_empty(), "{arguments}: {}", told.notes);
    }
}

/// The same walk with an attempt at a coup in its second week.
fn shaken(folder: &Path) {
    let text = "title = \"A walk that is shaken\"\nextends = \"walk.toml\"\n[[intervention]]\ndate = 2025-06-10\ncoup_attempt = {}\n";
    std::fs::write(folder.join("shaken.toml"), text).unwrap();
}

#[test]
fn a_comparison_runs_what_is_missing_and_then_only_reads() {
    let folder = folder("40");
    shaken(folder.path());
    let first = told(folder.path(), "compare walk.toml shaken.toml");
    assert_eq!(first.code, 0, "{}", first.notes);
    for said in ["SHAKEN AGAINST WALK", "attempt at a coup", "40 pairs", "WHEN DO THEY PART?"] {
        assert!(first.data.contains(said), "{said}: {}", first.data);
    }
    let there = folder.path().join("output/compare/walk-vs-shaken");
    for file in [
        "comparison.csv",
        "comparison.json",
        "figures/effects.svg",
        "figures/parting-shaken.png",
        "figures/table.csv",
        "report.html",
    ] {
        assert!(there.join(file).is_file(), "{file}");
    }
    // What `run` leaves is left.
    assert!(folder.path().join("output/shaken/summary.csv").is_file());
    let before = record(&folder.path().join("output/shaken"));
    let second = told(folder.path(), "compare output/walk shaken.toml --no-figures");
    assert_eq!((second.code, second.data), (0, first.data));
    assert!(before == record(&folder.path().join("output/shaken")));
}

#[test]
fn a_difference_is_split_over_its_pieces() {
    let folder = folder("20");
    let text = "title = \"Shaken in two ways\"\nextends = \"walk.toml\"\n[mechanisms]\nfuel = \"off\"\n[[intervention]]\ndate = 2025-06-10\ncoup_attempt = {}\n";
    std::fs::write(folder.path().join("shaken.toml"), text).unwrap();
    let compare =
        |more: &str| told(folder.path(), &format!("compare walk.toml shaken.toml --no-figures {more}"));
    let first = compare("--why");
    assert_eq!(first.code, 0, "{}", first.notes);
    for said in ["WHY?", "· mechanism fuel: off, not on", "· attempt at a coup", "· interplay"] {
        assert!(first.data.contains(said), "{said}: {}", first.data);
    }
    let why = folder.path().join("output/compare/walk-vs-shaken");
    let text = std::fs::read_to_string(why.join("why.csv")).unwrap();
    assert!(
        text.lines().skip(1).all(|line| line.starts_with("shaken,walk,") && line.contains(",20,")),
        "{text}"
    );
    // Two pieces are two scenarios between, which are there the next time.
    let between = ["why/shaken/1-only", "why/shaken/2-only"].map(|name| record(&why.join(name)));
    assert!(!why.join("why/shaken/1-without").exists());
    assert_eq!(compare("--why").data, first.data);
    assert!(between == ["why/shaken/1-only", "why/shaken/2-only"].map(|name| record(&why.join(name))));
    assert!(compare("").data.find("WHY?").is_none());
    let one = told(folder.path(), "compare walk.toml walk.toml --no-figures --why");
    assert!(one.code == 0 && one.notes.contains("nothing to split"), "{}", one.notes);
}

#[test]
fn the_page_of_a_comparison_comes_out_again_from_its_records() {
    let folder = folder("12");
    shaken(folder.path());
    let first = told(folder.path(), "compare walk.toml shaken.toml");
    assert!(first.code == 0 && first.notes.contains("report.html"), "{}", first.notes);
    let page = folder.path().join("output/compare/walk-vs-shaken/report.html");
    let before = std::fs::read(&page).unwrap();
    std::fs::remove_file(&page).unwrap();
    let again = told(folder.path(), "report output/compare/walk-vs-shaken");
    assert_eq!((again.code, std::fs::read(&page).unwrap() == before), (0, true), "{}", again.notes);
    std::fs::rename(folder.path().join("output/shaken"), folder.path().join("output/lost")).unwrap();
    let lost = told(folder.path(), "report output/compare/walk-vs-shaken");
    assert!(lost.code == 2 && lost.notes.contains("output/shaken is gone"), "{}", lost.notes);
}

#[test]
fn a_comparison_holds_scenarios_to_what_they_expect() {
    let folder = expecting("p(mali) > 1.5");
    shaken(folder.path());
    let told = told(folder.path(), "compare walk.toml shaken.toml --no-figures");
    assert_eq!(told.code, 99, "{}", told.notes);
    assert!(told.notes.contains("walk: expected p(mali) > 1.5, found"), "{}", told.notes);
}

#[test]
fn what_is_no_record_is_told_before_anything_is_run() {
    let folder = folder("20");
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let told = told(folder.path(), "compare walk.toml empty");
    assert!(told.code == 2 && told.notes.contains("not a record"), "{}", told.notes);
    assert!(!folder.path().join("output/walk").exists());
}

#[test]
fn a_scenario_beside_itself_differs_by_exactly_nothing() {
    let folder = folder("20");
    let told = told(folder.path(), "--json --quiet compare walk.toml walk.toml --all --no-figures");
    let study: serde_json::Value = serde_json::from_str(&told.data).unwrap();
    let contrast = &study["contrasts"][0];
    assert_eq!(contrast["identical"], true);
    for effect in contrast["effects"].as_array().unwrap() {
        assert_eq!(effect["difference"]["value"].as_f64(), Some(0.0), "{effect}");
        assert_eq!(effect["interval"]["high"].as_f64(), Some(0.0), "{effect}");
    }
}

#[test]
fn a_comparison_can_be_told_in_tables_for_others() {
    let folder = folder("20");
    shaken(folder.path());
    let of = |more: &str| {
        told(folder.path(), &format!("--quiet compare walk.toml shaken.toml --no-figures {more}"))
    };
    assert!(of("--markdown").data.contains("| --: |"));
    let csv = of("--csv --only deaths").data;
    assert!(
        csv.starts_with("scenario,baseline,outcome,")
            && csv.lines().skip(1).all(|line| line.contains("deaths"))
    );
    for (arguments, words) in [
        ("compare walk.toml", "2 values required"),
        ("compare walk.toml nowhere.toml", "nowhere.toml"),
        ("compare walk.toml shaken.toml --only nothing-of-the-kind", "nothing-of-the-kind"),
        ("compare walk.toml output", "not a record"),
    ] {
        let told = told(folder.path(), arguments);
        assert_eq!(told.code, 2, "{arguments}: {}", told.notes);
        assert!(told.notes.contains(words), "{arguments}: {}", told.notes);
    }
}

#[test]
fn a_run_goes_on_until_it_is_as_precise_as_asked() {
    let folder = folder("20");
    let told_of = |arguments: &str| told(folder.path(), arguments);
    let enough = told_of("run walk.toml --no-figures --precision control.population=0.02 -n 1000");
    assert_eq!(enough.code, 0, "{}", enough.notes);
    assert!(enough.notes.contains("Precise enough at look 1"), "{}", enough.notes);
    assert!(enough.data.contains("Is n = 256 enough? Yes"), "{}", enough.data);
    let short = told_of("run walk.toml --no-figures --precision deaths=0.001% -n 300");
    assert!(short.code == 0 && short.notes.contains("not reached at n = 300"), "{}", short.notes);
    assert!(short.data.contains("Not for: All deaths"), "{}", short.data);
    for (arguments, words) in [
        ("run walk.toml --precision 1", "a precision is written"),
        ("run walk.toml --precision deathz=1%", "the nearest is deaths"),
        ("run walk.toml --precision 1% --plan", "cannot be used with"),
    ] {
        let told = told_of(arguments);
        assert!(told.code == 2 && told.notes.contains(words), "{arguments}: {}", told.notes);
    }
}

/// A scenario of 20 replicates that asks something and expects something of it.
fn expecting(that: &str) -> TempDir {
    let folder = folder("20");
    let mut text = std::fs::read_to_string(folder.path().join("walk.toml")).unwrap();
    text += "[[question]]\nid = \"mali\"\ntext = \"Does the state hold most people?\"\non = \"end\"\n\
             holds = \"control.state.population > 0.5\"\n";
    text += &format!("[[expect]]\nthat = \"{that}\"\n");
    std::fs::write(folder.path().join("walk.toml"), text).unwrap();
    folder
}

#[test]
fn an_expectation_that_fails_has_exit_code_99_and_says_what_was_found() {
    let folder = expecting("p(mali) > 1.5");
    let told = told(folder.path(), "run walk.toml --no-figures --quiet");
    assert_eq!(told.code, 99, "{}", told.notes);
    assert!(told.data.contains("FAILS") && told.data.contains("p(mali) > 1.5"), "{}", told.data);
    assert!(told.notes.contains("walk: expected p(mali) > 1.5, found"), "{}", told.notes);
}

#[test]
fn an_expectation_that_holds_is_told_and_changes_no_record() {
    let folder = expecting("mean(deaths) >= 0");
    let first = told(folder.path(), "run walk.toml --no-figures");
    assert_eq!(first.code, 0, "{}", first.notes);
    assert!(first.data.contains("holds     mean(deaths) >= 0"), "{}", first.data);
    let text = std::fs::read_to_string(folder.path().join("walk.toml")).unwrap();
    std::fs::write(folder.path().join("walk.toml"), text.replace("mean(deaths) >= 0", "mean(deaths) < 0"))
        .unwrap();
    let second = told(folder.path(), "run walk.toml --no-figures");
    assert_eq!(second.code, 99, "{}", second.notes);
    assert!(second.notes.contains("20 replicates are there already"), "{}", second.notes);
}

#[test]
fn a_question_is_told_by_check_and_run_in_words_and_in_the_files() {
    let folder = expecting("p(mali) >= 0");
    let check = told(folder.path(), "check walk.toml");
    assert!(check.data.contains("asks mali: Does the state hold most people?"), "{}", check.data);
    assert!(check.data.contains("expects p(mali) >= 0"), "{}", check.data);
    let run = told(folder.path(), "run walk.toml --no-figures --json");
    let reports: serde_json::Value = serde_json::from_str(&run.data).unwrap();
    let answer = &reports[0]["questions"][0];
    assert_eq!((answer["id"].as_str(), answer["n"].as_u64()), (Some("mali"), Some(20)));
    assert_eq!(reports[0]["expectations"][0]["holds"].as_bool(), Some(true));
    let read = |file: &str| std::fs::read_to_string(folder.path().join("output/walk").join(file)).unwrap();
    assert!(read("summary.csv").contains("question.mali,0 or 1,all,20,"));
    assert!(read("scenario.toml").contains("control.state.population > 0.5"));
    let shown = told(folder.path(), "show walk.toml");
    assert!(shown.data.contains("[[question]]\nid = \"mali\"") && shown.data.contains("[[expect]]"));
}

/// The folder of a record of a few replicates.
fn replayed() -> TempDir {
    let folder = folder("8");
    let run = told(folder.path(), "run walk.toml --no-figures");
    assert_eq!(run.code, 0, "{}", run.notes);
    folder
}

#[test]
fn a_replay_tells_a_replicate_and_leaves_its_files() {
    let folder = replayed();
    let replay = told(folder.path(), "replay output/walk --replicate 3");
    assert_eq!(replay.code, 0, "{}", replay.notes);
    for words in
        ["A walk: replicate 3", "This is replicate 3 of the 8", "Among all futures", "June 2025", "2–8 Jun"]
    {
        assert!(replay.data.contains(words), "{words}: {}", replay.data);
    }
    assert!(
        replay.notes.contains("output/walk/replays/3") && replay.notes.contains("Next:"),
        "{}",
        replay.notes
    );
    let there = folder.path().join("output/walk/replays/3");
    for file in ["story.md", "events.json", "replay.svg", "replay.png", "replay.csv"] {
        assert!(there.join(file).is_file(), "{file}");
    }
    let page = std::fs::read_to_string(there.join("story.md")).unwrap();
    assert!(page.starts_with("# A walk: replicate 3\n") && page.contains("](replay.svg)"), "{page}");
    let again = told(folder.path(), "replay output/walk --replicate 3 --out elsewhere");
    assert_eq!(again.data, replay.data);
    let bytes = |path: PathBuf| std::fs::read(path).unwrap();
    for file in ["story.md", "events.json", "replay.svg", "replay.png", "replay.csv"] {
        assert!(bytes(there.join(file)) == bytes(folder.path().join("elsewhere").join(file)), "{file}");
    }
}

#[test]
fn an_aim_finds_the_replicate_at_a_quantile() {
    let folder = replayed();
    let highest = told(folder.path(), "replay output/walk --at deaths@p100");
    assert_eq!(highest.code, 0, "{}", highest.notes);
    assert!(highest.data.contains("the nearest to the 100 % point of all"), "{}", highest.data);
    assert!(highest.data.contains("stands") && highest.data.contains("at 100 by deaths"), "{}", highest.data);
    for aim in ["men.jnim@p50", "men.jnim@p50 --on 2025-07-02"] {
        let told = told(folder.path(), &format!("replay output/walk --at {aim}"));
        assert!(
            told.code == 0 && told.data.contains("Its men.jnim on "),
            "{aim}: {}{}",
            told.notes,
            told.data
        );
    }
}

#[test]
fn the_events_of_a_replay_are_data() {
    let folder = replayed();
    let told = |more: &str| {
        let told = told(folder.path(), &format!("--json --quiet replay output/walk --replicate 0 {more}"));
        assert_eq!((told.code, told.notes.as_str()), (0, ""));
        serde_json::from_str::<Vec<serde_json::Value>>(&told.data).unwrap()
    };
    let all = told("");
    assert!(all.len() > 20, "{}", all.len());
    for event in &all {
        for key in ["week", "date", "kind", "text", "weight", "told"] {
            assert!(!event[key].is_null(), "{key}: {event}");
        }
    }
    let some = told("--from 2025-06-16 --to 2025-06-22");
    assert!(!some.is_empty() && some.len() < all.len());
    assert!(some.iter().all(|event| event["week"] == 2), "{some:?}");
}

#[test]
fn a_replay_that_cannot_be_says_why() {
    let folder = replayed();
    let cases = [
        ("", "--replicate <NUMBER>"),
        ("--replicate 0 --at deaths@p50", "cannot be used with"),
        ("--replicate 8", "has no replicate 8: it has 8, 0 to 7"),
        ("--replicate -1", "unexpected argument '-1'"),
        ("--at deaths", "written column@p00 to column@p100"),
        ("--at deaths@p101", "written column@p00 to column@p100"),
        ("--at deths@p50", "no outcome or observable named \"deths\"; near are deaths"),
        ("--at kidal.weeks@p50 --on 2025-06-11", "kidal.weeks is one number a replicate"),
        ("--at men.jnim@p50 --on 2026-06-11", "2026-06-11 is not in the run"),
        ("--at regime.exit_week@p50 --on 2025-06-11", "has no date"),
        ("--replicate 0 --on 2025-06-11", "cannot be used with"),
        ("--replicate 0 --from 2025-07-01 --to 2025-06-01", "is after --to"),
        ("--replicate 0 --from yesterday", "--from <DATE>"),
        ("--replicate 0 --out walk.toml/below", "cannot create the folder"),
    ];
    for (arguments, words) in cases {
        let told = told(folder.path(), &format!("replay output/walk {arguments}"));
        assert_eq!(told.code, 2, "{arguments}: {}", told.notes);
        assert!(told.notes.contains(words), "{arguments}: {}", told.notes);
        assert_eq!(told.data, "", "{arguments}");
    }
    let told = told(folder.path(), "replay walk.toml --replicate 0");
    assert!(told.code == 2 && told.notes.contains("not a record"), "{}", told.notes);
}

/// Whoever changes a record, or the program, is told that a replicate is not the record's.
#[test]
fn a_replicate_that_does_not_come_out_as_recorded_is_not_told() {
    let folder = replayed();
    let manifest = folder.path().join("output/walk/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let written = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        std::fs::write(&manifest, text.replacen(from, to, 1)).unwrap();
        told(folder.path(), "replay output/walk --replicate 1")
    };
    let version = env!("CARGO_PKG_VERSION");
    let same = written(&format!("\"version\": \"{version}\""), "\"version\": \"0.0.9\"");
    assert!(
        same.code == 0 && same.notes.contains("of version 0.0.9, and comes out the same"),
        "{}",
        same.notes
    );
    let other = written("seed = 7", "seed = 8");
    assert!(other.code == 1 && other.data.is_empty(), "{}", other.data);
    for words in
        ["does not come out as recorded", "(there → here)", "run it again: concession run output/walk"]
    {
        assert!(other.notes.contains(words), "{words}: {}", other.notes);
    }
    let unreadable = written("[ensemble]", "[ensembles]");
    assert!(
        unreadable.code == 2 && unreadable.notes.contains("The record was made by"),
        "{}",
        unreadable.notes
    );
}
