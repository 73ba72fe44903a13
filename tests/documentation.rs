//! The words around the program: samples are scenarios, numbers are the ledger's, tests that are named exist.

use concession::ledger;
use concession::scenario::Scenario;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("a page of the documentation")
}

/// The blocks of a page in a language.
fn samples(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Files of a folder and those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What is written as a scenario is one, and what is written of priors can stand in one.
#[test]
fn every_sample_is_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in
        files(&root().join("scenarios")).iter().filter(|file| file.parent().unwrap().ends_with("scenarios"))
    {
        fs::copy(file, folder.path().join(file.file_name().expect("a name"))).expect("a copy");
    }
    let mut seen = 0;
    for name in ["README.md", "docs/tutorial.md", "docs/method.md"] {
        for text in samples(&page(name), "toml") {
            let head = if text.contains("extends") { "" } else { "extends = \"status-quo-2025.toml\"\n" };
            let file = folder.path().join("sample.toml");
            fs::write(&file, format!("{head}{text}")).expect("a file");
            let read = Scenario::load(&file, &[]);
            assert!(read.is_ok(), "{name}: {}", read.err().unwrap().render(false));
            seen += 1;
        }
    }
    assert!(seen >= 3, "{seen} samples");
}

/// A row `path` | unit | central (low–high) of the model's page has the ledger's numbers.
#[test]
fn the_page_has_the_numbers_of_the_ledger() {
    let mut seen = 0;
    for line in page("docs/model.md").lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, parameter, unit, value] = cells[..] else { continue };
        let Some(path) = parameter.split('`').nth(1) else { continue };
        let Some(row) = ledger::parameters().get(path) else { panic!("{path} is no parameter") };
        assert!(row.inert.is_none(), "{path} moves nothing");
        assert_eq!(unit.replace('–', "-"), row.unit, "{path}");
        assert_eq!(numbers(value), [row.central, row.low, row.high], "{path}: {value}");
        seen += 1;
    }
    assert!(seen > 150, "{seen} rows");
}

/// The numbers of `0.3 (0.1–0.6)` or `−0.3 (−0.8 to 0)`.
fn numbers(value: &str) -> Vec<f64> {
    let plain = value.replace(" to ", " ").replace('–', " ").replace(['(', ')'], " ").replace(',', "");
    plain.replace('−', "-").split_whitespace().map(|word| word.parse().expect("a number")).collect()
}

/// A word of several parts in back quotes that is no parameter is the name of a test or of something in the code.
#[test]
fn tests_that_are_named_exist() {
    let code: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| files(&root().join(folder)))
        .filter(|file| file.extension().is_some_and(|end| end == "rs"))
        .map(|file| fs::read_to_string(file).expect("a source file"))
        .collect();
    let known: HashSet<&str> = code
        .split("fn ")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect();
    let page = page("docs/model.md");
    let is_name = |word: &&str| {
        word.matches('_').count() >= 3
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).filter(is_name).collect();
    assert!(named.len() > 50, "{} tests are named", named.len());
    for name in named {
        assert!(known.contains(name), "no test is named {name}");
    }
}
