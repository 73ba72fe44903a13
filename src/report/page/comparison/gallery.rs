//! The figures of a comparison in groups, by what they show.

use maud::html;

use super::super::document::Section;
use super::super::picture;
use crate::plot::Figure;

/// A group: its address, its title, what begins the names of figures that are open, and of those behind a line.
struct Group {
    id: &'static str,
    title: &'static str,
    open: &'static [&'static str],
    more: (&'static str, &'static [&'static str]),
}

const GROUPS: [Group; 4] = [
    Group {
        id: "changes",
        title: "What changes",
        open: &["effects", "table"],
        more: ("Shares and probabilities, in points", &["effects-points"]),
    },
    Group {
        id: "courses",
        title: "Over time",
        open: &["course"],
        more: (
            "Deaths as UCDP would count them, and the displaced",
            &["course-deaths-ucdp", "course-displaced"],
        ),
    },
    Group { id: "lasting", title: "How long things last", open: &["lasts", "ends"], more: ("", &[]) },
    Group {
        id: "distributions",
        title: "Distributions over the futures",
        open: &["quantiles", "distributions"],
        more: ("The same as dots and as histograms", &["dots", "ridges"]),
    },
];

/// Whether a figure's name is one of these or begins with one of these and a dash.
fn named(figure: &Figure, stems: &[&str]) -> bool {
    let fits = |stem: &&str| {
        figure.name.strip_prefix(*stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    stems.iter().any(fits)
}

/// A section with all figures but those that have a section of their own; what belongs nowhere stands last.
pub fn section(figures: &[Figure]) -> Option<Section> {
    let mut left: Vec<&Figure> =
        figures.iter().filter(|figure| !named(figure, &["parting", "map", "why"])).collect();
    if left.is_empty() {
        return None;
    }
    let mut groups = Vec::new();
    for group in &GROUPS {
        let (more, others) = left.iter().partition::<Vec<&Figure>, _>(|figure| named(figure, group.more.1));
        let (open, others) =
            others.into_iter().partition::<Vec<&Figure>, _>(|figure| named(figure, group.open));
        left = others;
        if !open.is_empty() || !more.is_empty() {
            groups.push((group.id, group.title, open, group.more.0, more));
        }
    }
    if !left.is_empty() {
        groups.push(("more", "More", left, "", Vec::new()));
    }
    let body = html! {
        p.quiet {
            "The numbers that each figure draws stand beside it in the comparison’s folder, as figures/NAME.csv. Marks tell their values to a \
             pointer that rests on them."
        }
        @for (id, title, open, words, more) in &groups {
            h3 id={ "figures-" (id) } { (title) }
            (picture::gallery(open, (words, more)))
        }
    };
    Some(Section { id: "figures", title: "Figures".into(), body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_stands_once_in_its_group() {
        let figure = |name: &str| {
            let svg = format!("<svg><title>title of {name}</title></svg>");
            Figure { name: name.into(), svg, data: String::new(), alt: String::new() }
        };
        let names = [
            "effects",
            "effects-points",
            "course-control",
            "lasts-regime",
            "dots-deaths",
            "unheard-of",
            "map-control",
        ];
        let text = section(&names.map(figure)).unwrap().body.into_string();
        for name in &names[..6] {
            assert_eq!(text.matches(&format!("<title>title of {name}</title>")).count(), 1, "{name}: {text}");
        }
        assert!(!text.contains("map-control"));
        let at = |word: &str| text.find(word).unwrap();
        assert!(
            at("title of effects<") < at("title of effects-points")
                && at("course-control") < at("lasts-regime")
        );
        assert!(section(&[]).is_none());
    }
}
