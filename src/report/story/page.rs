//! The story as a page: for a terminal, in Markdown, and as data.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::choice::{TOLD, telling};
use super::happening::Dated;
use super::words;

/// What of a story is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Everything that happened, not only what tells most.
    pub all: bool,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Selection {
    /// Whether any day of a happening is asked for.
    fn covers(&self, dated: &Dated) -> bool {
        let last = dated.until.unwrap_or(dated.date);
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| dated.date <= to)
    }
}

/// A replicate in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub title: String,
    /// Which future it is, how it ended, where it lies among all: a paragraph each.
    pub opening: Vec<String>,
    /// All that happened, in order.
    pub happenings: Vec<Dated>,
}

/// A happening as data.
#[derive(Clone, Debug, Serialize)]
pub struct Line<'s> {
    #[serde(flatten)]
    pub dated: &'s Dated,
    pub text: String,
    pub weight: f64,
    /// Whether it is among those that tell most.
    pub told: bool,
}

/// What a reader must know of any story.
const CAUTION: &str = "One simulated future of a model, not a forecast: no place, unit, route or date of the real world can \
                       be read from it.";

impl Story {
    /// What is told of a selection.
    pub fn told(&self, selection: &Selection) -> Vec<&Dated> {
        let covered = self.happenings.iter().filter(|dated| selection.covers(dated)).collect::<Vec<_>>();
        if selection.all { covered } else { telling(&covered, TOLD) }
    }

    /// How much of what happened is told, in words.
    fn share(&self, selection: &Selection) -> String {
        let covered = self.happenings.iter().filter(|dated| selection.covers(dated)).count();
        let told = self.told(selection).len();
        let span = if (selection.from, selection.to) == (None, None) { "" } else { " in these days" };
        match (covered, told) {
            (0, _) => format!("Nothing happened{span}."),
            _ if told < covered => format!(
                "Told are the {told} most telling of {}{span}.",
                words::many(covered as u64, "happening", "happenings")
            ),
            _ => format!("Told is all that happened{span}."),
        }
    }

    /// The page for a terminal, in lines of at most `width` characters.
    pub fn text(&self, selection: &Selection, width: usize) -> String {
        let mut text = format!("{}\n", self.title);
        for paragraph in &self.opening {
            let _ = write!(text, "\n{}\n", wrapped(paragraph, "", "", width));
        }
        for (month, happenings) in months(&self.told(selection)) {
            let _ = write!(text, "\n{month}\n");
            for dated in happenings {
                let head = format!("  {:<18}", days(dated));
                let _ = writeln!(text, "{}", wrapped(&dated.what.text(), &head, &" ".repeat(20), width));
            }
        }
        let _ = write!(text, "\n{}", wrapped(&format!("{} {CAUTION}", self.share(selection)), "", "", width));
        text
    }

    /// The page in Markdown, with a figure that stands beside it.
    pub fn markdown(&self, selection: &Selection, figure: Option<(&str, &str)>) -> String {
        let mut text = format!("# {}\n", self.title);
        for paragraph in &self.opening {
            let _ = write!(text, "\n{paragraph}\n");
        }
        if let Some((file, alt)) = figure {
            let _ = write!(text, "\n![{}]({file})\n", alt.replace(['[', ']', '\n'], " "));
        }
        for (month, happenings) in months(&self.told(selection)) {
            let _ = write!(text, "\n## {month}\n\n");
            for dated in happenings {
                let _ = writeln!(text, "- **{}** {}", days(dated), dated.what.text());
            }
        }
        let _ = write!(text, "\n{} {CAUTION}\n", self.share(selection));
        text
    }

    /// The happenings of a selection as data: all of them, those that are told marked.
    pub fn lines(&self, selection: &Selection) -> Vec<Line<'_>> {
        let told = self.told(&Selection { all: false, ..*selection });
        let covered = self.happenings.iter().filter(|dated| selection.covers(dated));
        covered
            .map(|dated| Line {
                dated,
                text: dated.what.text(),
                weight: dated.weight(),
                told: told.iter().any(|other| std::ptr::eq(*other, dated)),
            })
            .collect()
    }
}

/// Happenings by the month of their first day.
fn months<'d>(happenings: &[&'d Dated]) -> Vec<(String, Vec<&'d Dated>)> {
    let mut months: Vec<(String, Vec<&Dated>)> = Vec::new();
    for &dated in happenings {
        let month = dated.date.strftime("%B %Y").to_string();
        match months.last_mut() {
            Some((last, of_month)) if *last == month => of_month.push(dated),
            _ => months.push((month, vec![dated])),
        }
    }
    months
}

/// The days of a happening without the year, which stands over it.
fn days(dated: &Dated) -> String {
    match dated.until.filter(|until| until.month() == dated.date.month()) {
        Some(until) => format!("{}–{}", dated.date.day(), until.strftime("%-d %b")),
        None => match dated.until {
            Some(until) => format!("{}–{}", dated.date.strftime("%-d %b"), until.strftime("%-d %b")),
            None => dated.date.strftime("%-d %b").to_string(),
        },
    }
}

/// A text in lines of at most `width` characters, the first after `head`, the others after `margin`.
fn wrapped(text: &str, head: &str, margin: &str, width: usize) -> String {
    let mut lines = vec![head.to_string()];
    let mut begun = false;
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        let long = line.chars().count() + 1 + word.chars().count() > width;
        if begun && long {
            lines.push(format!("{margin}{word}"));
        } else {
            if begun {
                line.push(' ');
            }
            line.push_str(word);
        }
        begun = true;
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use crate::report::story::happening::{Given, Happening};
    use crate::report::story::regime::Foiled;
    use crate::report::story::violence::Engagement;
    use jiff::civil::date;

    fn story(count: usize) -> Story {
        let happenings = weeks(count, |week, row| match row % 3 {
            0 => week.on(Happening::Given(Given { what: "fuel ban declared".into() })),
            1 => week.during(Happening::Foiled(Foiled { attempts: 1 })),
            _ => week.during(Happening::Engagement(Engagement { dead: 12 })),
        });
        Story { title: "A walk: replicate 3".into(), opening: vec!["It is one of ten.".into()], happenings }
    }

    #[test]
    fn months_stand_over_their_days() {
        let text = story(6).text(&Selection::default(), 100);
        assert!(
            text.contains("\nJune 2025\n  2 Jun             By the scenario: fuel ban declared.\n"),
            "{text}"
        );
        assert!(text.contains("\n  30 Jun–6 Jul      Officers tried"), "{text}");
        assert!(text.contains("\nJuly 2025\n  7–13 Jul          12 fighters died"), "{text}");
        assert!(text.contains("Told is all that happened."), "{text}");
    }

    #[test]
    fn no_line_is_longer_than_asked() {
        let text = story(30).text(&Selection::default(), 60);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    }

    #[test]
    fn a_selection_has_the_happenings_of_its_days() {
        let story = story(6);
        let days = |from, to| Selection { all: false, from: Some(from), to: Some(to) };
        let weeks = |s: &Selection| story.told(s).iter().map(|dated| dated.week).collect::<Vec<_>>();
        // A decision is of its Monday, what took its course is of all days of its week.
        assert_eq!(weeks(&days(date(2025, 6, 3), date(2025, 6, 9))), [1]);
        assert_eq!(weeks(&days(date(2025, 6, 15), date(2025, 6, 16))), [1, 2]);
        let nothing = days(date(2024, 1, 1), date(2024, 2, 1));
        assert!(story.text(&nothing, 80).contains("Nothing happened in these days."));
    }

    #[test]
    fn what_is_left_out_is_counted_and_what_is_asked_for_is_there() {
        let story = story(90);
        let default = Selection::default();
        assert!(story.markdown(&default, None).contains("Told are the 40 most telling of 90 happenings."));
        assert_eq!(story.told(&Selection { all: true, ..default }).len(), 90);
        let lines = story.lines(&default);
        assert_eq!((lines.len(), lines.iter().filter(|line| line.told).count()), (90, 40));
    }

    #[test]
    fn no_key_of_the_data_stands_twice() {
        for line in story(3).lines(&Selection::default()) {
            let text = serde_json::to_string(&line).unwrap();
            let back: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(back.to_string().len(), text.len(), "{text}");
            assert!(back["kind"].is_string() && back["text"].is_string() && back["date"].is_string());
        }
    }
}
