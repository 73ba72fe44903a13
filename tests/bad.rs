//! Bad scenarios: each file says in its first lines which faults a reader must be told, and where.
//!
//! A line `# expect: 3:7 words · more words` asks for one fault on that line and column in whose text all the words
//! stand. There must be as many faults as expectations, neither fewer nor more.

use concession::scenario::{Faults, Scenario};
use std::fs;
use std::path::{Path, PathBuf};

struct Expectation {
    place: String,
    words: Vec<String>,
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

fn expectations(file: &Path) -> Vec<Expectation> {
    let text = String::from_utf8_lossy(&fs::read(file).expect("a fixture")).into_owned();
    let said: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("# expect: ")).collect();
    said.iter()
        .map(|line| {
            let (place, words) = line.split_once(' ').expect("a place and words");
            Expectation { place: place.to_string(), words: words.split(" · ").map(str::to_string).collect() }
        })
        .collect()
}

fn load(file: &Path) -> Faults {
    match Scenario::load(file, &[]) {
        Ok(_) => panic!("{} is a bad scenario and was accepted", file.display()),
        Err(faults) => faults,
    }
}

/// Every fault of a bad scenario is told with file, line, column, what was said and what is allowed, and no other.
#[test]
fn each_bad_scenario_is_told_all_its_faults_and_where_they_are() {
    let mut wrong = Vec::new();
    let fixtures = fixtures();
    assert!(fixtures.len() >= 40, "fixtures are missing: {}", fixtures.len());
    for file in fixtures {
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name").to_string();
        let expected = expectations(&file);
        let faults = load(&file);
        let told: Vec<String> = faults
            .iter()
            .map(|fault| {
                let help = fault.help.as_deref().unwrap_or_default();
                let place = format!("{}:{}", fault.at.line(), fault.at.column());
                format!("{place} {} | {} | {help}", fault.message, fault.allowed)
            })
            .collect();
        let is_told = |expectation: &Expectation| {
            told.iter().any(|fault| {
                fault.starts_with(&format!("{} ", expectation.place))
                    && expectation.words.iter().all(|words| fault.contains(words))
            })
        };
        if expected.is_empty() || expected.len() != told.len() || !expected.iter().all(is_told) {
            wrong.push(format!("{name}\n{}\n{faults}", told.join("\n")));
        }
        assert!(faults.to_string().contains(&name), "{name} is not named in\n{faults}");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n=====\n"));
}
