//! Numbers as a reader wants them: thousands separated, three figures, words for millions.

/// What a number measures, and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As at an axis: "deaths, all parties".
    pub name: String,
    pub unit: Unit,
    /// No value can be below.
    pub floor: Option<f64>,
    /// No value can be above.
    pub ceiling: Option<f64>,
    /// Values are whole numbers.
    pub whole: bool,
}

/// How a value is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// A share between 0 and 1, written in percent.
    Share,
    /// A difference of two shares, written in percentage points.
    Points,
    /// A number with a unit; the unit may be empty.
    Of(String),
}

impl Quantity {
    /// A share between 0 and 1.
    pub fn share(name: &str) -> Self {
        Self { name: name.to_owned(), unit: Unit::Share, floor: Some(0.0), ceiling: Some(1.0), whole: false }
    }

    /// A difference of two shares.
    pub fn points(name: &str) -> Self {
        Self { unit: Unit::Points, ..Self::real(name, "") }
    }

    /// A whole number of things, not negative.
    pub fn count(name: &str, unit: &str) -> Self {
        Self { whole: true, ..Self::amount(name, unit) }
    }

    /// A number that is not negative.
    pub fn amount(name: &str, unit: &str) -> Self {
        Self { floor: Some(0.0), ..Self::real(name, unit) }
    }

    /// Any number.
    pub fn real(name: &str, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            unit: Unit::Of(unit.to_owned()),
            floor: None,
            ceiling: None,
            whole: false,
        }
    }

    /// The words at an axis.
    pub fn label(&self) -> String {
        match &self.unit {
            Unit::Of(unit) if !unit.is_empty() => format!("{} ({unit})", self.name),
            _ => self.name.clone(),
        }
    }

    /// A value without its unit, shares in percent.
    pub fn number(&self, value: f64) -> String {
        match self.unit {
            Unit::Share => format!("{}\u{a0}%", percent(value * 100.0)),
            Unit::Points => format!("{}\u{a0}pp", percent(value * 100.0)),
            Unit::Of(_) => number(value),
        }
    }

    /// A value without any unit, with the decimals that tell a difference of `step`.
    pub fn bare(&self, value: f64, step: f64) -> String {
        match self.unit {
            Unit::Share | Unit::Points => stepped(value * 100.0, step * 100.0),
            Unit::Of(_) => stepped(value, step),
        }
    }

    /// The quantity of a difference of two values.
    pub fn difference(&self) -> Self {
        let unit = if self.unit == Unit::Share { Unit::Points } else { self.unit.clone() };
        Self { unit, floor: None, ceiling: None, ..self.clone() }
    }

    /// A value with its unit.
    pub fn text(&self, value: f64) -> String {
        match &self.unit {
            Unit::Of(unit) if !unit.is_empty() => format!("{}\u{a0}{unit}", number(value)),
            _ => self.number(value),
        }
    }

    /// Values as they stand side by side: with the decimals that tell a difference of `step`.
    pub fn stepped(&self, value: f64, step: f64) -> String {
        match self.unit {
            Unit::Share => format!("{}\u{a0}%", stepped(value * 100.0, step * 100.0)),
            Unit::Points => format!("{}\u{a0}pp", stepped(value * 100.0, step * 100.0)),
            Unit::Of(_) => stepped(value, step),
        }
    }
}

/// Largest first: values from here on are written in this word.
const WORDS: [(f64, &str); 3] = [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")];

/// Three significant figures; whole numbers below a million in full.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return "none".to_owned();
    }
    if size >= 1e15 || (size > 0.0 && size < 1e-4) {
        return scientific(value, 2);
    }
    if let Some((power, word)) = WORDS.iter().find(|(power, _)| size >= power * 0.9995) {
        return format!("{}\u{a0}{word}", significant(value / power));
    }
    if (value - value.round()).abs() < 1e-9 { grouped(value, 0) } else { significant(value) }
}

/// With a sign, also if positive.
pub fn signed(text: &str) -> String {
    if text.starts_with('−') || text.chars().all(|c| "0.,".contains(c)) {
        text.to_owned()
    } else {
        format!("+{text}")
    }
}

fn stepped(value: f64, step: f64) -> String {
    let value = if value.abs() < step.abs() * 1e-6 { 0.0 } else { value };
    let size = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&step.abs()) || size >= 1e15 {
        return scientific(value, figures(size, step));
    }
    if let Some((power, word)) = WORDS.iter().find(|(power, _)| size >= *power && step >= power * 1e-3) {
        return format!("{}\u{a0}{word}", trimmed(value / power, decimals(step / power)));
    }
    grouped(value, decimals(step))
}

fn figures(size: f64, step: f64) -> usize {
    (size.log10().floor() - step.log10().floor()).clamp(0.0, 6.0) as usize
}

fn decimals(step: f64) -> usize {
    (0..8).find(|&d| (step * 10f64.powi(d) - (step * 10f64.powi(d)).round()).abs() < 1e-6).unwrap_or(8)
        as usize
}

fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // The exponent once rounded: 9.996 has one digit before the point more than it seems.
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    let digits = 2 - rounded.abs().log10().floor() as i32;
    trimmed(value, digits.clamp(0, 7) as usize)
}

/// Percent with one decimal, or two figures below 1 %; what is smaller than any share of replicates says so.
fn percent(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if !value.is_finite() => "none".to_owned(),
        _ if size == 0.0 || size >= 0.995 => trimmed(value, 1),
        _ if size < 0.001 => "<0.001".to_owned(),
        _ => trimmed(value, (1 - size.log10().floor() as i32) as usize),
    }
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = grouped(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn scientific(value: f64, figures: usize) -> String {
    let text = format!("{value:.figures$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa =
        if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    format!("{mantissa}e{exponent}").replace('-', "−")
}

/// With commas between thousands and a true minus.
fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.push('−');
    }
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_print() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (1234.0, "1,234"),
            (-123456.0, "−123,456"),
            (999_999.9, "1\u{a0}million"),
            (1.5e6, "1.5\u{a0}million"),
            (2.34e10, "23.4\u{a0}billion"),
            (0.1234, "0.123"),
            (45.678, "45.7"),
            (1234.5, "1,234"),
            (1e-7, "1e−7"),
            (3.21e18, "3.21e18"),
            (f64::NAN, "none"),
        ] {
            assert_eq!(number(value), text, "{value}");
        }
    }

    #[test]
    fn shares_are_written_in_percent_with_as_many_figures_as_replicates_can_give() {
        for (value, text) in [
            (0.0, "0 %"),
            (1.0, "100 %"),
            (0.0487, "4.9 %"),
            (0.595, "59.5 %"),
            (0.00208, "0.21 %"),
            (1e-130, "<0.001 %"),
        ] {
            assert_eq!(Quantity::share("x").number(value), text.replace(' ', "\u{a0}"), "{value}");
        }
        assert_eq!(Quantity::points("x").number(-0.084), "−8.4\u{a0}pp");
    }

    #[test]
    fn steps_of_an_axis_differ_in_words() {
        let step = |value, step| Quantity::real("x", "").stepped(value, step);
        assert_eq!(step(0.25, 0.05), "0.25");
        assert_eq!(step(1_500_000.0, 500_000.0), "1.5\u{a0}million");
        assert_eq!(step(500_000.0, 500_000.0), "500,000");
        assert_eq!(step(3e-9, 1e-9), "3e−9");
        assert_eq!(step(-3.0, 1.0), "−3");
        assert_eq!(Quantity::share("x").stepped(0.35, 0.05), "35\u{a0}%");
        assert_eq!(step(1_000_001.0, 1.0), "1,000,001");
    }
}
