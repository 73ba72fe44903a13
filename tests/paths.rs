//! Every parameter that can be set is read by some part of the model.

use std::fs;
use std::path::Path;

use concession::ledger::parameters;

#[test]
fn every_parameter_that_can_be_set_is_read_somewhere() {
    let literals = literals_under(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path());
    let unread: Vec<&str> = parameters()
        .iter()
        .filter(|row| row.inert.is_none())
        .map(|row| row.path.as_str())
        .filter(|path| !literals.iter().any(|literal| names(literal, path)))
        .collect();
    assert!(unread.is_empty(), "set by the user and read by nobody: {unread:?}");
}

#[test]
fn a_literal_with_a_hole_names_all_paths_of_its_shape() {
    assert!(names("provider.{name}.offence", "provider.wagner.offence"));
    assert!(names("fuel.corridor.{}", "fuel.corridor.dakar"));
    assert!(!names("fuel.{}", "fuel.corridor.dakar"));
    assert!(!names("fuel.stock", "fuel.demand"));
}

/// Whether a string of the source is the path, or a format whose holes the path fills segment by segment.
fn names(literal: &str, path: &str) -> bool {
    let (literal, path) = (literal.split('.'), path.split('.'));
    literal.clone().count() == path.clone().count()
        && literal.zip(path).all(|(written, segment)| written == segment || written.starts_with('{'))
}

/// All strings with a dot in the sources of a folder, but for the ledger's own tests of itself.
fn literals_under(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the sources are here").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("ledger") {
            found.extend(literals_under(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source is text");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.extend(code.split('"').filter(|part| part.contains('.')).map(str::to_string));
        }
    }
    found
}
