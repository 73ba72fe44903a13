//! A page of sections: one file that needs nothing else.
//!
//! Style and script stand inside, pictures are inline, nothing is fetched. It reads from top to bottom without the script, which
//! only sorts tables and moves the date of the map.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page made ready: of a record, or of a comparison.
pub struct Document {
    pub title: String,
    /// What kind of page it is, over the title: "Report" or "Comparison".
    pub kind: String,
    /// A line or two under the title.
    pub subtitle: String,
    pub sections: Vec<Section>,
    /// The last words: who made it and what it is worth.
    pub footer: String,
}

/// A part of the page under a heading of the second level.
pub struct Section {
    /// Its address in the page.
    pub id: &'static str,
    pub title: String,
    pub body: Markup,
}

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

impl Document {
    /// The page as HTML.
    pub fn html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" href="data:,";
                    style { (PreEscaped(super::font::rules())) (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    header {
                        p.kind { (self.kind) }
                        h1 { (self.title) }
                        @if !self.subtitle.is_empty() { p.subtitle { (self.subtitle) } }
                    }
                    nav aria-label="Contents" {
                        ul { @for section in &self.sections { li { a href={ "#" (section.id) } { (section.title) } } } }
                    }
                    main id="content" tabindex="-1" {
                        @for section in &self.sections {
                            section id=(section.id) aria-labelledby={ (section.id) "-title" } {
                                h2 id={ (section.id) "-title" } { (section.title) }
                                (section.body)
                            }
                        }
                    }
                    footer { p { (self.footer) } }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        // Thousands as in the figures.
        page.into_string().replace('\u{202f}', ",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        let section = |id, title: &str| Section { id, title: title.into(), body: html! { p { "1 < 2" } } };
        Document {
            title: "A <walk>".into(),
            kind: "Report".into(),
            subtitle: String::new(),
            sections: vec![section("answer", "The answer"), section("method", "Method")],
            footer: "End.".into(),
        }
        .html()
    }

    #[test]
    fn every_section_is_a_landmark_with_a_name_and_is_listed() {
        let page = page();
        for id in ["answer", "method"] {
            assert!(
                page.contains(&format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">")),
                "{page}"
            );
            assert!(page.contains(&format!("<a href=\"#{id}\">")));
        }
        assert!(page.contains("<html lang=\"en\">") && page.contains("<main id=\"content\""));
    }

    #[test]
    fn words_are_words_and_nothing_is_fetched() {
        let page = page();
        assert!(page.contains("A &lt;walk&gt;") && page.contains("1 &lt; 2"));
        for fetched in ["http:", "https:", "src=", "@import", "url(h", "url(/"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
    }
}
