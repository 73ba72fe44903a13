//! Numbers with as many digits as their error supports.

/// Decimals that an error of this size supports: its first digit, its second where the first is 1.
fn decimals(error: f64) -> i32 {
    if !(error.is_finite() && error > 0.0) {
        return 0;
    }
    let first = error.log10().floor() as i32;
    let lead = error / 10f64.powi(first);
    -(first - i32::from(lead < 2.0))
}

/// `x` rounded to `places` decimals (negative: tens, hundreds), thousands apart.
fn rounded(x: f64, places: i32) -> String {
    let unit = 10f64.powi(-places);
    let x = (x / unit).round() * unit;
    let plain = format!("{:.*}", places.max(0) as usize, if x == 0.0 { 0.0 } else { x });
    let (whole, fraction) = plain.find('.').map_or((plain.as_str(), ""), |p| plain.split_at(p));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("−", d));
    let mut grouped = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k) % 3 == 0 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}")
}

/// A number alone, with the decimals that an error of this size supports; of no error two.
pub fn rounded_for(x: f64, error: f64) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    if error.is_finite() && error > 0.0 { rounded(x, decimals(error)) } else { plus_minus(x, 0.0) }
}

/// An estimate and its standard error, as in `12.3 ± 0.4`.
pub fn plus_minus(x: f64, error: f64) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    if !(error.is_finite() && error > 1e-9 * x.abs().max(1e-9)) {
        let x = (x * 1e6).round() / 1e6;
        return rounded(x, if x.fract() == 0.0 { 0 } else { 2 });
    }
    let places = decimals(error);
    format!("{} ± {}", rounded(x, places), rounded(error, places))
}

/// A range to two digits of its width, as in `3.1 to 8.4`.
pub fn range(low: f64, high: f64) -> String {
    if !(low.is_finite() && high.is_finite()) {
        return "–".into();
    }
    let places = if high > low { decimals((high - low) / 20.0) } else { 0 };
    // Whole numbers stay whole.
    let places = if low.fract() == 0.0 && high.fract() == 0.0 { places.min(0) } else { places };
    format!("{} to {}", rounded(low, places), rounded(high, places))
}

/// Three points of a distribution to two digits of its width, as in `3.1 / 5.0 / 8.4`.
pub fn points([low, middle, high]: [f64; 3]) -> String {
    if ![low, middle, high].iter().all(|x| x.is_finite()) {
        return "–".into();
    }
    let places = if high > low { decimals((high - low) / 20.0) } else { 0 };
    let whole = [low, middle, high].iter().all(|x| x.fract() == 0.0);
    let places = if whole { places.min(0) } else { places };
    [low, middle, high].map(|x| rounded(x, places)).join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_the_error() {
        assert_eq!(plus_minus(12.345, 0.42), "12.3 ± 0.4");
        assert_eq!(plus_minus(12.345, 0.12), "12.35 ± 0.12");
        assert_eq!(plus_minus(4239.97, 183.2), "4\u{202f}240 ± 180");
        assert_eq!(plus_minus(-0.5, 0.04), "−0.50 ± 0.04");
        assert_eq!(plus_minus(3.0, 0.0), "3");
        assert_eq!(plus_minus(100.0 - 1e-14, 1e-16), "100", "an error of rounding is none");
        assert_eq!(plus_minus(f64::NAN, 1.0), "–");
        assert_eq!(range(1333.0, 8180.0), "1\u{202f}300 to 8\u{202f}200");
        assert_eq!(range(0.0, 0.0), "0 to 0");
        assert_eq!(range(0.0, 2.0), "0 to 2");
        assert_eq!(points([0.0, 1.0, 9.0]), "0 / 1 / 9");
        assert_eq!(points([28.81, 48.66, 58.31]), "28.8 / 48.7 / 58.3");
    }
}
