//! STAND-IN for the model: every function here gives way to one of `scenario`, `ledger`, `simulation`, `observe`,
//! `report` or `plot`, and the commands stay as they are.
//!
//! Until then a scenario is any TOML table with `[ensemble] replicates`, `seed`, and a replicate is a random walk.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde::Serialize;

use super::exit::CliFault;
use super::summary::Estimate;
use crate::ensemble::{Attempt, Column, Columns, Replicate};
use crate::record::{Identity, REPLICATES_PER_FILE, Record};

/// The most replicates of one ensemble.
const MOST: u64 = 10_000_000;

/// To become `scenario::Scenario`.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: String,
    pub title: String,
    pub replicates: u64,
    pub seed: u64,
    /// As meant, in TOML.
    pub text: String,
}

/// A row of the ledger or of an initial state; to come from `ledger::Parameter`.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub path: String,
    pub unit: String,
    pub low: f64,
    pub central: f64,
    pub high: f64,
    pub kind: String,
    pub source: String,
    pub meaning: String,
}

/// To become `Scenario::load`.
pub fn load(path: &Path, settings: &[(String, String)]) -> Result<Scenario, String> {
    let told = |why: String| format!("{}: {why}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| told(error.to_string()))?;
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| told(error.to_string()))?;
    for (key, value) in settings {
        let value = value.parse().unwrap_or_else(|_| toml::Value::String(value.clone()));
        put(&mut table, key, value).map_err(&told)?;
    }
    let ensemble = table.get("ensemble").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let number = |key: &str, default: u64| match ensemble.get(key) {
        None => Ok(default),
        Some(value) => value
            .as_integer()
            .and_then(|n| u64::try_from(n).ok())
            .ok_or_else(|| told(format!("ensemble.{key} is a whole number, not negative; not {value}"))),
    };
    let (replicates, seed) = (number("replicates", 1000)?, number("seed", 1)?);
    if !(1..=MOST).contains(&replicates) {
        return Err(told(format!("ensemble.replicates lies between 1 and {MOST}, not {replicates}")));
    }
    let title = table.get("title").and_then(toml::Value::as_str).unwrap_or_default().to_string();
    let name = path.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy().into_owned());
    Ok(Scenario { name, title, replicates, seed, text: table.to_string() })
}

fn put(table: &mut toml::Table, path: &str, value: toml::Value) -> Result<(), String> {
    let (section, key) = path.split_once('.').ok_or_else(|| format!("no key {path:?}"))?;
    let section = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    let section = section.as_table_mut().ok_or_else(|| format!("no section for {path:?}"))?;
    section.insert(key.to_string(), value);
    Ok(())
}

/// What identifies the record of a scenario; the data's hash, generator and columns are the integrator's to fill.
pub fn identity(scenario: &Scenario) -> Identity {
    Identity {
        version: env!("CARGO_PKG_VERSION").into(),
        data_sha256: String::new(),
        scenario: scenario.text.clone(),
        seed: scenario.seed,
        generator: "xoshiro256++".into(),
        replicates_per_file: REPLICATES_PER_FILE,
        columns: columns(),
    }
}

const WEEKS: usize = 105;

fn columns() -> Columns {
    let first: Date = date(2025, 6, 2);
    Columns {
        parameters: vec!["walk.step".into()],
        outcomes: vec![Column {
            name: "end".into(),
            unit: "1".into(),
            meaning: "where the walk ends".into(),
        }],
        observables: observables(),
        dates: (0..WEEKS).map(|week| first + (week as i64).weeks()).collect(),
    }
}

pub fn observables() -> Vec<Column> {
    vec![Column { name: "walk.height".into(), unit: "1".into(), meaning: "height of the walk".into() }]
}

pub fn parameters() -> Vec<Row> {
    vec![Row {
        path: "walk.step".into(),
        unit: "1".into(),
        low: 0.05,
        central: 0.5,
        high: 0.95,
        kind: "uncertain".into(),
        source: "stand-in".into(),
        meaning: "the length of a step".into(),
    }]
}

pub fn day_zero(_scenario: &Scenario) -> Vec<Row> {
    parameters()
}

/// A thread's scratch; to become the workspace of `simulation`.
pub struct Scratch {
    heights: Vec<f32>,
}

pub fn scratch(_scenario: &Scenario) -> Scratch {
    Scratch { heights: vec![0.0; WEEKS] }
}

/// One replicate; to become `simulation`'s.
pub fn replicate(scenario: &Scenario, Scratch { heights }: &mut Scratch, index: u64) -> Attempt {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(scenario.seed.wrapping_mul(MOST).wrapping_add(index));
    let step: f64 = rng.random();
    let mut height = 0.0;
    for at in heights.iter_mut() {
        height += if rng.random::<bool>() { step } else { -step };
        *at = height as f32;
    }
    let trajectory = Array2::from_shape_fn((WEEKS, 1), |(week, _)| heights[week]);
    Ok(Replicate { parameters: vec![step], outcomes: vec![height], trajectory })
}

/// The summary of a record; to come from `report` and `stats`.
pub fn summarize(record: &Record) -> Result<Vec<Estimate>, CliFault> {
    record.manifest().identity.columns.outcomes.iter().map(|column| estimate(record, column)).collect()
}

fn estimate(record: &Record, column: &Column) -> Result<Estimate, CliFault> {
    let mut values: Vec<f64> = record.outcomes(&column.name)?.into_iter().filter(|x| !x.is_nan()).collect();
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let quantile = |p: f64| values.get((p * (n - 1.0)).round() as usize).copied().unwrap_or(f64::NAN);
    Ok(Estimate {
        outcome: column.name.clone(),
        unit: column.unit.clone(),
        n: values.len() as u64,
        estimate: mean,
        standard_error: (variance / n).sqrt(),
        p5: quantile(0.05),
        p95: quantile(0.95),
    })
}

/// Draws a record's figures and names the files; to come from `report` and `plot`.
pub fn draw(_record: &Record) -> Result<Vec<PathBuf>, CliFault> {
    Ok(vec![])
}
