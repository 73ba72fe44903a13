//! What is wrong with a scenario: every fault with its place, shown as a compiler would show it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Faults shown in full; the rest are counted.
const SHOWN: usize = 50;
/// Faults after which reading a table ends: nobody repairs more at once.
const MOST: usize = 1_000;
/// Lines longer than this are named by their number only [bytes].
const LONGEST_LINE: usize = 300;

/// A text that was read, with the name a reader knows it by.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// A stretch of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    pub source: Arc<Source>,
    pub span: Range<usize>,
}

impl At {
    /// The stretch `span` of `source`, moved to whole characters inside it.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let start = source.text.floor_char_boundary(span.start);
        let end = source.text.ceil_char_boundary(span.end).max(start);
        Self { source: Arc::clone(source), span: start..end }
    }

    /// The beginning of a source, for what is missing in it.
    pub fn beginning(source: &Arc<Source>) -> Self {
        Self::new(source, 0..0)
    }

    /// What stands there, cut short.
    pub fn said(&self) -> String {
        shortened(&self.source.text[self.span.clone()])
    }

    /// Counted from 1.
    pub fn line(&self) -> usize {
        self.source.text[..self.span.start].matches('\n').count() + 1
    }

    /// In characters, counted from 1.
    pub fn column(&self) -> usize {
        self.source.text[self.line_start()..self.span.start].chars().count() + 1
    }

    fn line_start(&self) -> usize {
        self.source.text[..self.span.start].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Its first line and where on it the stretch lies; None if the line is too long to show.
    fn line_text(&self) -> Option<(&str, Range<usize>)> {
        let start = self.line_start();
        let rest = &self.source.text[start..];
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let from = (self.span.start - start).min(line.len());
        let to = (self.span.end - start).clamp(from, line.len());
        (!line.trim().is_empty() && line.len() <= LONGEST_LINE).then_some((line, from..to))
    }
}

/// A text of at most 60 characters on one line.
pub fn shortened(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < text.trim().len() { short + "…" } else { short }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was said.
    pub message: String,
    /// What is allowed, shown under the place.
    pub allowed: String,
    /// The nearest thing that exists, or what to do instead.
    pub help: Option<String>,
    pub at: At,
}

impl Fault {
    pub fn new(at: &At, message: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { message: message.into(), allowed: allowed.into(), help: None, at: at.clone() }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean …" where there is something near.
    pub fn nearest(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    fn render(&self, renderer: &Renderer) -> String {
        match self.at.line_text() {
            Some((line, span)) => {
                let mark = AnnotationKind::Primary.span(span).label(self.allowed.as_str());
                let snippet = Snippet::source(line)
                    .path(self.at.source.path.as_str())
                    .line_start(self.at.line())
                    .annotation(mark);
                renderer.render(&self.report(Level::ERROR.primary_title(&self.message).element(snippet)))
            }
            None => {
                let At { source, .. } = &self.at;
                let place = format!("{}:{}:{}", source.path, self.at.line(), self.at.column());
                let title = format!("{} ({place})", self.message);
                let allowed = Level::NOTE.message(self.allowed.as_str());
                renderer.render(&self.report(Level::ERROR.primary_title(title).element(allowed)))
            }
        }
    }

    fn report<'a>(&'a self, group: Group<'a>) -> Vec<Group<'a>> {
        match &self.help {
            Some(help) => vec![group.element(Level::HELP.message(help.as_str()))],
            None => vec![group],
        }
    }
}

/// Everything wrong with a scenario, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are more than anybody wants to be told.
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST
    }

    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// Brings them into the order of the texts they are in: file by file, from top to bottom.
    pub fn sort(&mut self) {
        let mut files: Vec<String> = Vec::new();
        for fault in &self.0 {
            if !files.contains(&fault.at.source.path) {
                files.push(fault.at.source.path.clone());
            }
        }
        let file = |fault: &Fault| files.iter().position(|file| *file == fault.at.source.path);
        self.0.sort_by_key(|fault| (file(fault), fault.at.span.start));
    }

    /// All faults as text, with colours for a terminal that wants them.
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        let mut text: Vec<String> = self.0.iter().take(SHOWN).map(|fault| fault.render(&renderer)).collect();
        if self.0.len() > SHOWN {
            text.push(format!("and {} faults more", self.0.len() - SHOWN));
        }
        text.join("\n\n")
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "a.toml".into(), text: text.into() })
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let at = At::new(&source("é = 1\nß = \"ü\" # x\n"), 7..9);
        assert_eq!((at.line(), at.column(), at.said().as_str()), (2, 1, "ß"));
        let inside = At::new(&source("é = 1\nß = 2"), 12..13);
        assert_eq!((inside.line(), inside.column()), (2, 5));
    }

    #[test]
    fn a_span_inside_a_character_is_widened() {
        let at = At::new(&source("é"), 1..1);
        assert_eq!(at.span, 0..2);
    }

    #[test]
    fn a_fault_shows_file_line_column_caret_what_is_allowed_and_the_nearest() {
        let at = At::new(&source("x = 1\nseed = -1\n"), 13..15);
        let mut faults = Faults::default();
        faults.add(Fault::new(&at, "said", "allowed").nearest(Some("near")));
        let text = faults.to_string();
        for part in ["error: said", "a.toml:2:8", "2 | seed = -1", "^^ allowed", "did you mean `near`?"] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn a_long_line_is_named_but_not_shown() {
        let long = "x".repeat(1_000_000);
        let mut faults = Faults::default();
        faults.add(Fault::new(&At::new(&source(&long), 5..6), "said", "allowed"));
        let text = faults.to_string();
        assert!(text.len() < 500 && text.contains("a.toml:1:6"), "{text}");
    }
}
