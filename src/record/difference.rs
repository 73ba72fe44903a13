//! What differs between the identity of a record and that of a run.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

/// One thing that differs: what it is, in the record and in the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub what: String,
    pub there: Option<String>,
    pub here: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |side: &Option<String>| side.as_deref().map_or("nothing".into(), shortened);
        write!(f, "{}: {} → {}", self.what, side(&self.there), side(&self.here))
    }
}

/// At most 60 characters of a value.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.into() } else { text.chars().take(59).chain(['…']).collect() }
}

/// The leaves that two JSON trees do not share.
pub(super) fn between(there: &Json, here: &Json) -> Vec<Difference> {
    let (there, here) = (leaves(there), leaves(here));
    let all: BTreeMap<_, _> = there.iter().chain(&here).collect();
    all.into_keys()
        .filter(|what| there.get(*what) != here.get(*what))
        .map(|what| Difference {
            what: what.clone(),
            there: there.get(what).cloned(),
            here: here.get(what).cloned(),
        })
        .collect()
}

/// Path → value of everything that has no parts.
fn leaves(tree: &Json) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    descend(String::new(), tree, &mut found);
    found
}

fn descend(path: String, tree: &Json, found: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
    match tree {
        Json::Object(parts) if !parts.is_empty() => {
            parts.iter().for_each(|(key, part)| descend(below(key), part, found));
        }
        Json::Array(parts) if parts.iter().any(|part| part.is_object() || part.is_array()) => {
            parts.iter().enumerate().for_each(|(k, part)| descend(format!("{path}[{k}]"), part, found));
        }
        Json::String(text) => drop(found.insert(path, text.clone())),
        other => drop(found.insert(path, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_trees_do_not_differ() {
        let tree = json!({"a": [1, 2], "b": {"c": "x"}, "d": {}});
        assert!(between(&tree, &tree).is_empty());
    }

    #[test]
    fn a_difference_names_its_path_and_both_sides() {
        let there = json!({"scenario": {"parameters": {"contract.fee": 10.0}}, "seed": 1});
        let here =
            json!({"scenario": {"parameters": {"contract.fee": 12.0}, "end": "2027-05-31"}, "seed": 1});
        let differences: Vec<_> = between(&there, &here).iter().map(ToString::to_string).collect();
        assert_eq!(
            differences,
            ["scenario.end: nothing → 2027-05-31", "scenario.parameters.contract.fee: 10.0 → 12.0"]
        );
    }

    #[test]
    fn a_list_of_tables_is_compared_part_by_part() {
        let differences = between(&json!({"i": [{"date": 1}, {"date": 2}]}), &json!({"i": [{"date": 1}]}));
        assert_eq!(differences[0].to_string(), "i[1].date: 2 → nothing");
    }
}
