//! Figures inside the page: the same SVG with ids that no other has, and without what the page says once for all.

use maud::{Markup, PreEscaped, html};

use crate::plot::Figure;

/// A figure in a box of its own, in which a narrow window scrolls it. `prefix` makes its ids its own.
pub fn picture(figure: &Figure, prefix: &str) -> Markup {
    let (drawn, caption) = footed(&figure.svg);
    html! {
        figure.picture {
            div.scroll role="region" aria-label={ "Figure: " (title(figure)) } tabindex="0" {
                (PreEscaped(inline(&drawn, prefix)))
            }
            @if !caption.is_empty() { figcaption { (PreEscaped(caption)) } }
        }
    }
}

/// An SVG without the words at its foot, and these words, in which a narrow window can break the lines anew.
fn footed(svg: &str) -> (String, String) {
    const FOOT: &str = "<g class=\"foot\" data-top=\"";
    let whole = || (svg.to_string(), String::new());
    let Some((before, rest)) = svg.split_once(FOOT) else { return whole() };
    let Some((foot, after)) = rest.split_once("</g>\n") else { return whole() };
    let Some((top, lines)) = foot.split_once('"') else { return whole() };
    let Some(top) = top.parse::<u32>().ok() else { return whole() };
    let lines = lines.split("<text").skip(1).filter_map(|line| line.split_once('>')?.1.split_once('<'));
    let caption = lines.map(|(words, _)| words.trim()).collect::<Vec<_>>().join(" ");
    (lower(before, top) + after, caption)
}

/// The head of an SVG with another height, in the tenths of a pixel of its view box.
fn lower(svg: &str, height: u32) -> String {
    let Some((before, rest)) = svg.split_once(" viewBox=\"0 0 ") else { return svg.to_string() };
    let Some((size, after)) = rest.split_once('"') else { return svg.to_string() };
    let width = size.split(' ').next().unwrap_or_default();
    let before = before.split(" height=\"").next().unwrap_or_default();
    format!("{before} height=\"{}\" viewBox=\"0 0 {width} {height}\"{after}", f64::from(height) / 10.0)
}

/// Figures of a kind: the first ones open, the others behind a line that a reader opens.
pub fn gallery(figures: &[&Figure], more: (&str, &[&Figure])) -> Markup {
    html! {
        @for figure in figures { (picture(figure, "")) }
        @if !more.1.is_empty() {
            details {
                summary { (more.0) " (" (more.1.len()) ")" }
                @for figure in more.1 { (picture(figure, "")) }
            }
        }
    }
}

/// The title that a figure carries.
pub fn title(figure: &Figure) -> &str {
    let inner = figure.svg.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    inner.map_or(figure.name.as_str(), |(title, _)| title)
}

/// An SVG as it stands in the page: its fonts, opacities and empty strokes are the page's, its ids begin with `prefix`.
fn inline(svg: &str, prefix: &str) -> String {
    let slim = without_fonts(svg)
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\" stroke-width=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" text-anchor=\"start\"", "")
        .replace(" \"/>", "\"/>")
        .replace("104.99999999999999", "105");
    if prefix.is_empty() {
        return slim;
    }
    let [id, link] = [format!(" id=\"{prefix}-"), format!("url(#{prefix}-")];
    slim.replace(" id=\"", &id).replace("url(#", &link)
}

/// The page's style sheet names the font for all.
fn without_fonts(svg: &str) -> String {
    const FONT: &str = " font-family=\"";
    let mut parts = svg.split(FONT);
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once('"').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg role=\"img\"><title>A &amp; b</title><clipPath id=\"a-1\"/><g clip-path=\"url(#a-1)\">\
                       <text x=\"1\" font-family=\"&apos;Open Sans&apos;,Arial\" opacity=\"1\">a font-family</text></g></svg>";

    #[test]
    fn two_copies_in_a_page_share_no_id() {
        let (one, two) = (inline(SVG, "one"), inline(SVG, "two"));
        assert!(one.contains("id=\"one-a-1\"") && one.contains("url(#one-a-1)"), "{one}");
        assert!(two.contains("id=\"two-a-1\"") && !two.contains("\"a-1\""), "{two}");
    }

    #[test]
    fn the_caption_becomes_words_of_the_page() {
        let wording = crate::plot::Wording {
            name: "x".into(),
            title: "X".into(),
            subtitle: String::new(),
            caption: "n = 8 < 9 replicates; ".repeat(20),
        };
        let rows = Vec::new();
        let figure = crate::plot::Chances { wording, label: "share".into(), rows }.figure();
        let (drawn, caption) = footed(&figure.svg);
        assert!(
            caption.starts_with("n = 8 &lt; 9 replicates; n = 8") && !drawn.contains("replicates;"),
            "{caption}"
        );
        let height = |svg: &str| -> f64 {
            svg.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert!(height(&drawn) + 20.0 < height(&figure.svg), "{}", height(&drawn));
        assert_eq!(footed("<svg/>"), ("<svg/>".to_string(), String::new()));
    }

    #[test]
    fn what_is_left_out_changes_no_word() {
        assert!(inline(SVG, "").contains("<text x=\"1\">a font-family</text>"), "{}", inline(SVG, ""));
        let figure = Figure { name: "n".into(), svg: SVG.into(), data: String::new(), alt: String::new() };
        assert_eq!(title(&figure), "A &amp; b");
    }
}
