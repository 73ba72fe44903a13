//! Time on an axis: ticks on the first of days, months or years, as many as there is room for.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// A tick: its date, the words of its first line, and of the second where the year changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub date: Date,
    pub label: String,
    pub year: Option<String>,
}

/// Days from one date to another.
pub fn days(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

/// A date as written in running text.
pub fn written(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// Ticks from a date to a date, at most `most` of them (at least 2).
pub fn ticks(from: Date, to: Date, most: usize) -> Vec<Tick> {
    let most = most.max(2);
    let steps = [(0, 0, 1), (0, 0, 2), (0, 0, 7), (0, 0, 14), (0, 1, 0), (0, 2, 0), (0, 3, 0), (0, 6, 0)]
        .into_iter()
        .chain([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter().map(|years| (years, 0, 0)));
    for (years, months, days) in steps {
        // "30 Nov" is wider than "Nov".
        let most = if days > 0 { (most * 3 / 4).max(2) } else { most };
        let dates = dates(from, to, (years, months, days), most);
        if dates.len() <= most {
            return labelled(&dates, years > 0, days > 0);
        }
    }
    Vec::new()
}

fn dates(from: Date, to: Date, (years, months, days): (i16, i8, i8), most: usize) -> Vec<Date> {
    let span: Span = i64::from(years).years().months(i64::from(months)).days(i64::from(days));
    let first = if days > 0 {
        Some(from)
    } else if months > 0 {
        Date::new(from.year(), (from.month() - 1) / months * months + 1, 1).ok()
    } else {
        Date::new(from.year().div_euclid(years) * years, 1, 1).ok()
    };
    std::iter::successors(first, |date| date.checked_add(span).ok())
        .skip_while(|date| *date < from)
        .take_while(|date| *date <= to)
        .take(most + 1)
        .collect()
}

fn labelled(dates: &[Date], years: bool, days: bool) -> Vec<Tick> {
    let mut last = None;
    let mut tick = |date: Date| {
        if years {
            return Tick { date, label: date.year().to_string(), year: None };
        }
        let label = if days { format!("{} {}", date.day(), month(date)) } else { month(date).to_owned() };
        let new = last.replace(date.year()) != Some(date.year());
        Tick { date, label, year: new.then(|| date.year().to_string()) }
    };
    dates.iter().map(|&date| tick(date)).collect()
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS[date.month() as usize - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn any_span_from_days_to_centuries_has_some_ticks_and_not_too_many() {
        let from = date(2025, 6, 2);
        for length in [3, 10, 40, 100, 200, 400, 730, 1500, 4000, 40_000, 400_000] {
            let to = from.checked_add(length.days()).expect("before the year 9999");
            let ticks = ticks(from, to, 9);
            assert!((1..=9).contains(&ticks.len()), "{length} days: {ticks:?}");
        }
    }

    #[test]
    fn months_name_their_year_once() {
        let ticks = ticks(date(2025, 11, 17), date(2026, 5, 1), 8);
        let words: Vec<_> = ticks.iter().map(|tick| (tick.label.as_str(), tick.year.as_deref())).collect();
        assert_eq!(
            words,
            [
                ("Dec", Some("2025")),
                ("Jan", Some("2026")),
                ("Feb", None),
                ("Mar", None),
                ("Apr", None),
                ("May", None)
            ]
        );
    }

    #[test]
    fn a_run_of_one_day_has_a_tick() {
        assert_eq!(ticks(date(2025, 6, 2), date(2025, 6, 2), 5).len(), 1);
    }
}
