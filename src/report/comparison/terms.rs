//! On what terms two records can be compared.
//!
//! Replicates are pairs where both sides drew from one seed: then everything that both draw is the same. Where seeds differ the
//! records are two independent samples, and their intervals are unpaired. What else differs (program, data, span, grain) does
//! not forbid a comparison, but the reader has to know.

use serde::Serialize;

use super::side::Side;

/// How two records are compared.
#[derive(Clone, Debug, Serialize)]
pub struct Terms {
    /// Replicate by replicate, on common random numbers.
    pub paired: bool,
    /// Replicates that both have; of unpaired records those of the smaller.
    pub common: u64,
    /// What a reader has to know before reading the numbers.
    pub warnings: Vec<String>,
    /// Rows of the baseline, and of the other, that are compared, in step if paired.
    #[serde(skip)]
    pub rows: [Vec<usize>; 2],
}

/// The terms of a side against the baseline.
pub fn terms(baseline: &Side, side: &Side) -> Terms {
    let [a, b] = [baseline, side].map(|side| &side.record.manifest().identity);
    let paired = a.seed == b.seed && a.generator == b.generator;
    let mut warnings = Vec::new();
    if a.seed != b.seed {
        warnings.push(format!(
            "other seeds ({} and {}): nothing is paired, and intervals are those of independent samples",
            a.seed, b.seed
        ));
    } else if a.generator != b.generator {
        warnings.push("other random number generators: nothing is paired".into());
    }
    if a.version != b.version {
        warnings.push(format!(
            "versions {} and {} of the program made them: part of the difference may be the program's",
            a.version, b.version
        ));
    }
    if a.data_sha256 != b.data_sha256 {
        warnings.push("they were made from other data: part of the difference may be the data's".into());
    }
    warnings.extend(spans(baseline, side));
    warnings.extend(grain(baseline, side));
    warnings.extend([baseline, side].into_iter().filter_map(unfinished));
    let rows = if paired { in_step(baseline, side) } else { [all(baseline), all(side)] };
    let common = rows[0].len().min(rows[1].len()) as u64;
    let (n, m) = (baseline.indices.len(), side.indices.len());
    if paired && (n as u64 > common || m as u64 > common) {
        warnings.push(format!("{n} and {m} replicates: the {common} that both have are compared"));
    }
    if !paired && n != m {
        warnings.push(format!("{n} and {m} replicates"));
    }
    Terms { paired, common, warnings, rows }
}

/// Other first or last days.
fn spans(baseline: &Side, side: &Side) -> Option<String> {
    let (a, b) = (baseline.scenario.as_ref()?, side.scenario.as_ref()?);
    ((a.start, a.end) != (b.start, b.end)).then(|| {
        format!(
            "they run over other dates ({} to {}, and {} to {}): outcomes are those of each one's own span",
            a.start, a.end, b.start, b.end
        )
    })
}

fn grain(baseline: &Side, side: &Side) -> Option<String> {
    let (a, b) = (baseline.scenario.as_ref()?, side.scenario.as_ref()?);
    (a.persons_per_agent != b.persons_per_agent).then(|| {
        format!(
            "an agent stands for {} and for {} persons: civilians do not share their luck",
            a.persons_per_agent, b.persons_per_agent
        )
    })
}

fn unfinished(side: &Side) -> Option<String> {
    let (there, asked) = (side.record.replicates(), side.record.manifest().replicates);
    let failed = match side.failed {
        0 => None,
        k => Some(format!("{k} replicates of {} failed and are left out", side.name)),
    };
    (there < asked).then(|| format!("{} has {there} of {asked} replicates", side.name)).or(failed)
}

fn all(side: &Side) -> Vec<usize> {
    (0..side.indices.len()).collect()
}

/// Rows with the same index on both sides; indices rise on both.
fn in_step(baseline: &Side, side: &Side) -> [Vec<usize>; 2] {
    let mut rows = [Vec::new(), Vec::new()];
    let mut other = 0;
    for (row, index) in baseline.indices.iter().enumerate() {
        other += side.indices[other..].partition_point(|candidate| candidate < index);
        if side.indices.get(other) == Some(index) {
            rows[0].push(row);
            rows[1].push(other);
        }
    }
    rows
}
