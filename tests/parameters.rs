//! The ledger of parameters as it is shipped.

use std::collections::BTreeSet;
use std::time::Instant;

use concession::ledger::{Family, Prior, parameters};

/// A number in (0, 1) for a path and a replicate, by any fixed rule.
fn uniform(path: &str, replicate: u64) -> f64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ replicate.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in path.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^= hash >> 32;
    ((hash >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

#[test]
fn every_prior_passes_through_its_three_quantiles() {
    for row in parameters().iter() {
        let misfit = row.prior.misfit([row.low, row.central, row.high]);
        let allowed = match row.family {
            Family::LogNormal => 0.02,
            Family::Beta => 0.015,
            _ => 0.002,
        };
        assert!(misfit <= allowed, "{} ({}): {misfit}", row.path, row.family);
    }
}

#[test]
fn every_prior_rises_and_keeps_to_its_bounds() {
    for row in parameters().iter().filter(|row| row.prior != Prior::Remainder) {
        let mut before = f64::NEG_INFINITY;
        for k in 0..=10_000 {
            let u = (f64::from(k) / 10_000.0).clamp(1e-12, 1.0 - 1e-12);
            let x = row.prior.quantile(u);
            assert!((row.min..=row.max).contains(&x), "{}: {x} at {u}", row.path);
            assert!(x >= before, "{}: falls at {u}", row.path);
            before = x;
        }
    }
}

#[test]
fn probability_stands_on_a_bound_only_where_a_quantile_does() {
    for row in parameters().iter().filter(|row| row.prior != Prior::Remainder) {
        let (bottom, top) = (row.prior.quantile(0.001), row.prior.quantile(0.999));
        assert!(bottom > row.min || row.low == row.min, "{}", row.path);
        assert!(top < row.max || row.high == row.max, "{}", row.path);
    }
}

/// A mean lies between the 5 and 95 % points of every prior here, however long its tail.
#[test]
fn every_mean_is_finite_and_inside() {
    for row in parameters().iter().filter(|row| row.prior != Prior::Remainder) {
        let mean = row.prior.mean();
        assert!(row.low < mean && mean < row.high, "{}: {mean}", row.path);
    }
}

#[test]
fn every_distribution_function_undoes_its_quantile_function() {
    for row in parameters().iter().filter(|row| row.prior != Prior::Remainder) {
        for u in [0.06, 0.3, 0.8, 0.94] {
            let back = row.prior.cdf(row.prior.quantile(u));
            assert!((back - u).abs() < 2e-6, "{}: {u} {back}", row.path);
        }
    }
}

#[test]
fn every_row_says_its_unit_source_confidence_and_meaning() {
    for row in parameters().iter() {
        for (what, text) in [("unit", &row.unit), ("source", &row.source), ("meaning", &row.meaning)] {
            assert!(!text.is_empty(), "{}: {what}", row.path);
        }
        assert!(["H", "M", "L"].contains(&row.confidence.as_str()), "{}", row.path);
        assert!(row.min.is_finite() && row.max.is_finite(), "{}", row.path);
        assert!(row.min <= row.low && row.high <= row.max, "{}", row.path);
    }
}

#[test]
fn the_ledger_holds_all_of_p01_to_p131() {
    let numbers: BTreeSet<u32> = parameters()
        .iter()
        .filter_map(|row| row.id.strip_prefix('P'))
        .map(|id| {
            id.trim_end_matches(|letter: char| letter.is_ascii_lowercase()).parse().expect("P and a number")
        })
        .collect();
    assert!((1..=131).all(|number| numbers.contains(&number)));
    let ids: BTreeSet<&str> = parameters().iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), parameters().len(), "an id stands twice");
}

#[test]
fn shares_of_a_whole_add_up_to_one_in_every_draw() {
    let ledger = parameters();
    let priors = ledger.priors();
    let wholes: BTreeSet<&str> = ledger.iter().filter_map(|row| row.group.as_deref()).collect();
    assert!(wholes.contains("fuel.corridor") && wholes.contains("provider.wagner.effort"));
    for replicate in 0..200 {
        let values = ledger.draw(&priors, |path| uniform(path, replicate));
        assert!(values.as_slice().iter().all(|x| x.is_finite()));
        for whole in &wholes {
            let shares = || ledger.iter().filter(|row| row.group.as_deref() == Some(whole));
            let sum: f64 = shares().map(|row| values.get(&row.path)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{whole}: {sum}");
            assert!(shares().all(|row| values.get(&row.path) >= 0.0));
        }
    }
}

#[test]
fn the_central_values_are_those_of_the_file() {
    let values = parameters().central();
    assert_eq!(values.get("fuel.demand"), 6.4);
    assert!((values.get("fuel.corridor.abidjan_east") - 0.3).abs() < 1e-12);
    assert!((values.get("provider.wagner.escort") - 0.15).abs() < 1e-12);
    assert!((values.get("provider.africa_corps.escort") - 0.2).abs() < 1e-12);
}

#[test]
fn a_share_that_is_fixed_stays_and_another_row_changes_nobody_elses_luck() {
    let ledger = parameters();
    let (free, mut fixed) = (ledger.priors(), ledger.priors());
    let dakar = ledger.position("fuel.corridor.dakar").unwrap();
    fixed[dakar] = Prior::fixed(0.5).unwrap();
    let before = ledger.draw(&free, |path| uniform(path, 7));
    let after = ledger.draw(&fixed, |path| uniform(path, 7));
    assert_eq!(after.get("fuel.corridor.dakar"), 0.5);
    let ratio = |path| after.get(path) / before.get(path);
    assert!((ratio("fuel.corridor.lome") - ratio("fuel.corridor.niamey")).abs() < 1e-12);
    for (row, (x, y)) in ledger.iter().zip(before.as_slice().iter().zip(after.as_slice())) {
        assert!(row.group.as_deref() == Some("fuel.corridor") || x == y, "{}", row.path);
    }
}

#[test]
fn a_draw_of_all_rows_takes_microseconds() {
    let ledger = parameters();
    let priors = ledger.priors();
    let draw = |replicate| ledger.draw(&priors, |path| uniform(path, replicate)).as_slice()[0];
    let fastest = (0..20)
        .map(|k| {
            let start = Instant::now();
            let sum: f64 = (0..100).map(|replicate| draw(100 * k + replicate)).sum();
            assert!(sum.is_finite());
            start.elapsed().as_secs_f64() / 100.0
        })
        .fold(f64::INFINITY, f64::min);
    println!("a draw takes {:.1} microseconds", fastest * 1e6);
    assert!(fastest < 100e-6, "{fastest}");
}

#[test]
fn a_misspelt_parameter_finds_the_one_that_was_meant() {
    let ledger = parameters();
    assert_eq!(ledger.nearest("fuel.blockade_efort"), Some("fuel.blockade_effort"));
    assert_eq!(ledger.nearest("provider.coordination"), Some("provider.wagner.coordination"));
    assert_eq!(ledger.nearest("qqqqqqqqqqqqqqqqq"), None);
}

#[test]
fn new_quantiles_of_a_row_are_met_or_refused() {
    let fee = parameters().get("contract.fee").unwrap();
    let prior = fee.through(6.0, 8.0, 12.0).unwrap();
    assert!(prior.misfit([6.0, 8.0, 12.0]) < 1e-3);
    for (p5, p50, p95, words) in [
        (10.0, 6.0, 10.8, "rise"),
        (f64::NAN, 6.0, 10.8, "finite"),
        (6.0, 10.0, f64::INFINITY, "finite"),
        (-5.0, 6.0, 10.0, "leave the bounds"),
        (6.0, 6.001, 10.0, "no metalog"),
    ] {
        let fault = fee.through(p5, p50, p95).unwrap_err();
        assert!(fault.contains(words), "{fault}");
    }
}
