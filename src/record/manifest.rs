//! What identifies a record.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::difference::{self, Difference};
use super::fault::RecordFault;
use super::whole;
use crate::ensemble::Columns;

/// Replicates in a chunk: a few megabytes of trajectories.
pub const REPLICATES_PER_FILE: u64 = 128;

/// The layout of the files; it changes when an older program could not read them.
const LAYOUT: u32 = 1;

/// What decides every byte of a record but how many replicates there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the data that the program carries.
    pub data_sha256: String,
    /// The scenario as meant, in TOML. Its `ensemble.replicates` and `expect` do not count when records are
    /// compared.
    pub scenario: String,
    pub seed: u64,
    /// Name of the random number generator.
    pub generator: String,
    /// Replicates in a chunk; [`REPLICATES_PER_FILE`] but in tests.
    pub replicates_per_file: u64,
    pub columns: Columns,
}

impl Identity {
    /// As a tree whose leaves can be compared.
    fn tree(&self) -> Json {
        let mut tree = serde_json::to_value(self).expect("an identity is made of texts, numbers and lists");
        tree["scenario"] = scenario_tree(&self.scenario);
        tree
    }

    /// SHA-256 of the whole, to be found in every chunk.
    pub fn sha256(&self) -> String {
        sha256(self.tree().to_string().as_bytes())
    }

    /// What another identity has otherwise.
    pub(super) fn differences(&self, other: &Identity) -> Vec<Difference> {
        difference::between(&self.tree(), &other.tree())
    }
}

/// A scenario without the number of replicates and what is expected of it, which decide no result; as it stands where it is no TOML.
fn scenario_tree(text: &str) -> Json {
    let Ok(mut table) = text.parse::<toml::Table>() else { return text.into() };
    if let Some(toml::Value::Table(ensemble)) = table.get_mut("ensemble") {
        ensemble.remove("replicates");
    }
    table.remove("expect");
    Json::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

/// A TOML value as JSON; dates as their text.
fn json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(parts) => parts.into_iter().map(json).collect(),
        toml::Value::Table(parts) => {
            Json::Object(parts.into_iter().map(|(key, part)| (key, json(part))).collect())
        }
    }
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub program: String,
    layout: u32,
    /// Replicates asked for; how many there are stands in `chunks.json`.
    pub replicates: u64,
    pub scenario_sha256: String,
    #[serde(flatten)]
    pub identity: Identity,
}

impl Manifest {
    pub(super) const FILE: &str = "manifest.json";

    pub(super) fn new(identity: Identity, replicates: u64) -> Self {
        let scenario_sha256 = sha256(identity.scenario.as_bytes());
        Self { program: env!("CARGO_PKG_NAME").into(), layout: LAYOUT, replicates, scenario_sha256, identity }
    }

    /// Reads the manifest of a record.
    pub(super) fn read(folder: &Path) -> Result<Self, RecordFault> {
        let path = folder.join(Self::FILE);
        let text = std::fs::read_to_string(&path).map_err(RecordFault::io("read", &path))?;
        let damaged = |why: serde_json::Error| RecordFault::damaged(&path, why);
        let layout: Layout = serde_json::from_str(&text).map_err(damaged)?;
        if layout.layout != LAYOUT {
            let why = format!(
                "version {} of the program wrote layout {}, this one reads layout {LAYOUT}",
                layout.version, layout.layout
            );
            return Err(RecordFault::damaged(&path, why));
        }
        serde_json::from_str(&text).map_err(damaged)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), RecordFault> {
        write_json(&folder.join(Self::FILE), self)
    }
}

/// The part of a manifest that every version of the program can read.
#[derive(Deserialize)]
struct Layout {
    layout: u32,
    version: String,
}

/// Writes a value as JSON for people.
pub(super) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), RecordFault> {
    let mut text = serde_json::to_string_pretty(value).expect("keys are texts and numbers finite");
    text.push('\n');
    whole::write(path, text.as_bytes()).map_err(RecordFault::io("write", path))
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(scenario: &str) -> Identity {
        Identity {
            version: "1.2.3".into(),
            data_sha256: "00".into(),
            scenario: scenario.into(),
            seed: u64::MAX,
            generator: "Xoshiro256++".into(),
            replicates_per_file: 10,
            columns: Columns { parameters: vec![], outcomes: vec![], observables: vec![], dates: vec![] },
        }
    }

    /// NIST, *Secure Hash Standard* (FIPS 180-4), example of one block.
    #[test]
    fn the_hash_of_abc_is_the_published_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn the_number_of_replicates_is_no_part_of_the_identity() {
        let few = identity("title = \"a\"\n[ensemble]\nreplicates = 10\nseed = 3\n");
        let many = identity("title = \"a\"\n[ensemble]\nseed = 3\nreplicates = 500\n");
        assert!(few.differences(&many).is_empty());
        assert_eq!(few.sha256(), many.sha256());
    }

    #[test]
    fn a_changed_parameter_is_named() {
        let (a, b) = (
            identity("[parameters]\n\"contract.fee\" = 10\n"),
            identity("[parameters]\n\"contract.fee\" = 12\n"),
        );
        let differences = a.differences(&b);
        assert_eq!(differences[0].to_string(), "scenario.parameters.contract.fee: 10 → 12");
        assert_ne!(a.sha256(), b.sha256());
    }

    #[test]
    fn a_changed_date_is_named() {
        let differences = identity("end = 2027-05-31").differences(&identity("end = 2027-06-07"));
        assert_eq!(differences[0].to_string(), "scenario.end: 2027-05-31 → 2027-06-07");
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = Manifest::new(identity("a = 1"), 7);
        manifest.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), manifest);
    }

    #[test]
    fn a_record_of_another_layout_says_who_wrote_it() {
        let folder = tempfile::tempdir().unwrap();
        let text = r#"{"layout": 99, "version": "9.0.0", "unheard_of": true}"#;
        std::fs::write(folder.path().join(Manifest::FILE), text).unwrap();
        let fault = Manifest::read(folder.path()).unwrap_err().to_string();
        assert!(fault.contains("version 9.0.0") && fault.contains("layout 99"), "{fault}");
    }
}
