//! Where the characters of a text in quotes stand in the file.

use super::fault::At;
use std::ops::Range;

/// A text and the place in the file of each of its bytes, and of its end.
pub struct Inside {
    /// The whole value, quotes and all.
    whole: At,
    places: Vec<usize>,
}

impl Inside {
    /// `text` is what TOML makes of the value that stands at `whole`.
    pub fn new(whole: &At, text: &str) -> Self {
        let places = places(&whole.source.text[whole.span.clone()]);
        let places = places.into_iter().map(|place| whole.span.start + place).collect::<Vec<_>>();
        let fits = places.len() == text.len() + 1;
        Self { whole: whole.clone(), places: if fits { places } else { Vec::new() } }
    }

    /// A stretch of the text; the whole value where its places are not known.
    pub fn at(&self, span: Range<usize>) -> At {
        match (self.places.get(span.start), self.places.get(span.end)) {
            (Some(&start), Some(&end)) => At::new(&self.whole.source, start..end.max(start)),
            _ => self.whole.clone(),
        }
    }
}

/// The place of each byte of a TOML string's text, and of its end, in the string as written.
fn places(raw: &str) -> Vec<usize> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| raw.starts_with(quote)).unwrap_or("");
    let mut from = quote.len();
    if quote.len() == 3 {
        from += ["\r\n", "\n"].into_iter().find(|end| raw[from..].starts_with(end)).map_or(0, str::len);
    }
    let to = raw.len().saturating_sub(quote.len()).max(from);
    let mut places = Vec::new();
    let mut rest = raw[from..to].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut text = c;
        if c == '\\' && quote.starts_with('"') {
            match rest.next() {
                Some((_, 'u')) => text = scalar(&mut rest, 4),
                Some((_, 'U')) => text = scalar(&mut rest, 8),
                Some((_, 'x')) => text = scalar(&mut rest, 2),
                Some((_, ' ' | '\t' | '\r' | '\n')) => {
                    while rest.next_if(|(_, c)| c.is_ascii_whitespace()).is_some() {}
                    continue;
                }
                _ => {}
            }
        }
        places.extend(std::iter::repeat_n(from + at, text.len_utf8()));
    }
    places.push(to);
    places
}

/// The character that so many hexadecimal digits stand for.
fn scalar(rest: &mut impl Iterator<Item = (usize, char)>, digits: usize) -> char {
    let digits: String = rest.take(digits).map(|(_, digit)| digit).collect();
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::super::fault::{Faults, Source};
    use super::super::tree::{self, Value};
    use super::*;
    use std::sync::Arc;

    /// In whatever quotes a text stands, each of its characters is found in the file.
    #[test]
    fn every_character_of_a_text_is_found_in_the_file() {
        let written = [
            "'a < b'",
            "\"a < b\"",
            "\"\\u00e9\\t\\\"b\\\" é\"",
            "\"\"\"\na <\n  b\"\"\"",
            "'''\na\\b'''",
            "\"\"\"a <\\\n    b\"\"\"",
            "''",
        ];
        for written in written {
            let source = Arc::new(Source { path: "t".into(), text: format!("\"é\" = {written} # b\n") });
            let entries = tree::parse(&source, &mut Faults::default()).expect("this is TOML");
            let Value::Text(text) = &entries[0].node.value else { panic!("{written} is a text") };
            let inside = Inside::new(&entries[0].node.at, text);
            assert_eq!(inside.places.len(), text.len() + 1, "{written}");
            for (place, c) in text.char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
                let at = inside.at(place..place + 1);
                assert_eq!(source.text[at.span].chars().next(), Some(c), "{written}");
            }
        }
    }
}
