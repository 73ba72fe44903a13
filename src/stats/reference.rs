//! Reference values from other programs, and the portable draws on which they were computed (for tests only).
//!
//! Uniform i of a seed is the upper 53 bits of SplitMix64 at `seed + i γ`, γ the golden-ratio increment (Steele, Lea &
//! Flood, OOPSLA 2014); normals are its images under the normal quantile function.

use std::sync::LazyLock;

use serde_json::Value;

use super::special::normal_quantile;

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

static REFERENCE: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../tests/reference/stats.json"))
        .expect("the reference file is JSON")
});

/// `n` uniforms between 0 and 1.
pub fn uniforms(seed: u64, n: u64) -> Vec<f64> {
    (0..n)
        .map(|i| (split_mix(seed.wrapping_add(i.wrapping_mul(GOLDEN))) >> 11) as f64 * 2f64.powi(-53))
        .collect()
}

/// `n` standard normals.
pub fn normals(seed: u64, n: u64) -> Vec<f64> {
    uniforms(seed, n).into_iter().map(normal_quantile).collect()
}

/// The 200 observations `1 + 2 z` that several references share.
pub fn two_hundred() -> Vec<f64> {
    normals(7, 200).into_iter().map(|z| 1.0 + 2.0 * z).collect()
}

/// Sixty subjects with weekly times and causes: exits at mean 20, censoring at mean 40, cause 1 for 60 % of exits.
pub fn sixty_lifetimes() -> (Vec<f64>, Vec<u8>) {
    let weeks = |u: f64, mean: f64| (-(1.0 - u).ln() * mean).ceil();
    let (exits, censorings, kinds) = (uniforms(41, 60), uniforms(42, 60), uniforms(45, 60));
    (0..60)
        .map(|i| {
            let (exit, censoring) = (weeks(exits[i], 20.0), weeks(censorings[i], 40.0));
            let cause = if kinds[i] < 0.6 { 1 } else { 2 };
            (exit.min(censoring), if exit <= censoring { cause } else { 0 })
        })
        .unzip()
}

/// Sixty subjects of another group: exits at mean 35, censoring at mean 40, one cause.
pub fn sixty_others() -> (Vec<f64>, Vec<u8>) {
    let weeks = |u: f64, mean: f64| (-(1.0 - u).ln() * mean).ceil();
    let (exits, censorings) = (uniforms(43, 60), uniforms(44, 60));
    let one = |i: usize| {
        let (exit, censoring) = (weeks(exits[i], 35.0), weeks(censorings[i], 40.0));
        (exit.min(censoring), u8::from(exit <= censoring))
    };
    (0..60).map(one).unzip()
}

/// Two independent samples: 300 standard normals, and 400 that are wider and lie higher.
pub fn two_samples() -> (Vec<f64>, Vec<f64>) {
    (normals(81, 300), normals(82, 400).iter().map(|z| 1.2 * z + 0.3).collect())
}

/// The reference number at a JSON pointer.
pub fn value(pointer: &str) -> f64 {
    REFERENCE
        .pointer(pointer)
        .and_then(Value::as_f64)
        .unwrap_or_else(|| panic!("no reference number at {pointer}"))
}

/// The reference numbers at a JSON pointer.
pub fn values(pointer: &str) -> Vec<f64> {
    let list = REFERENCE.pointer(pointer).and_then(Value::as_array);
    let list = list.unwrap_or_else(|| panic!("no reference numbers at {pointer}"));
    list.iter().map(|number| number.as_f64().expect("a number")).collect()
}

/// Fails unless `got` is within `tolerance` of `expected`.
#[track_caller]
pub fn assert_close(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got} is not within {tolerance} of {expected}");
}

/// Fails unless the share of `covered` among `trials` is within four standard errors of `level`, or of `slack` more.
#[track_caller]
pub fn assert_covers(covered: u64, trials: u64, level: f64, slack: f64) {
    let share = covered as f64 / trials as f64;
    let error = (level * (1.0 - level) / trials as f64).sqrt();
    assert!(
        (share - level).abs() <= slack + 4.0 * error,
        "covered {share} of the time, not {level} ± {}",
        4.0 * error
    );
}

fn split_mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
