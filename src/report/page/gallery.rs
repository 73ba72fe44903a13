//! The figures of a record in groups, by what they are about.

use maud::{Markup, html};

use super::document::Section;
use super::picture;
use crate::plot::Figure;

/// A group of figures: what begins the names of those that are open, and of those behind a line.
struct Group {
    id: &'static str,
    title: &'static str,
    open: &'static [&'static str],
    more: &'static [&'static str],
}

const GROUPS: [Group; 8] = [
    Group { id: "chances", title: "Chances", open: &["chances"], more: &[] },
    Group {
        id: "bargain",
        title: "The bargain",
        open: &["bargain", "contract"],
        more: &["distribution-contract", "distribution-burden", "distribution-kremlin"],
    },
    Group { id: "influence", title: "Influence", open: &["influence"], more: &["distribution-influence"] },
    Group {
        id: "control",
        title: "Control",
        open: &["control"],
        more: &["distribution-control", "distribution-kidal", "distribution-men-insurgent"],
    },
    Group { id: "fuel", title: "Fuel", open: &["fuel"], more: &["distribution-fuel"] },
    Group { id: "deaths", title: "Deaths", open: &["deaths"], more: &["distribution-deaths"] },
    Group {
        id: "regime",
        title: "The regime",
        open: &["survival", "legitimacy"],
        more: &["distribution-regime"],
    },
    Group {
        id: "people",
        title: "People and money",
        open: &["displaced", "arrears"],
        more: &["distribution-people", "distribution-treasury", "distribution-gold"],
    },
];

/// Whether a figure's name is one of these or begins with one of these and a dash.
fn named(figure: &Figure, stems: &[&str]) -> bool {
    let fits = |stem: &&str| {
        figure.name.strip_prefix(*stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    stems.iter().any(fits)
}

/// A section with all figures in groups; maps have a section of their own, and what belongs nowhere stands last.
pub fn section(figures: &[Figure]) -> Option<Section> {
    let mut left: Vec<&Figure> = figures.iter().filter(|figure| !named(figure, &["map"])).collect();
    if left.is_empty() {
        return None;
    }
    let mut groups = Vec::new();
    for group in &GROUPS {
        let (own, others) =
            left.iter().partition::<Vec<&Figure>, _>(|f| named(f, group.open) || named(f, group.more));
        let (open, more): (Vec<&Figure>, Vec<&Figure>) = own.into_iter().partition(|f| named(f, group.open));
        left = others;
        if !open.is_empty() || !more.is_empty() {
            groups.push((group.id, group.title, open, more));
        }
    }
    if !left.is_empty() {
        groups.push(("more", "More", Vec::new(), left));
    }
    let body = html! {
        p.quiet {
            "The numbers that each figure draws stand beside it in the record, as figures/NAME.csv. Marks tell their values to a \
             pointer that rests on them."
        }
        @for (id, title, open, more) in &groups {
            h3 id={ "figures-" (id) } { (title) }
            (pictures(open, more))
        }
    };
    Some(Section { id: "figures", title: "Figures".into(), body })
}

fn pictures(open: &[&Figure], more: &[&Figure]) -> Markup {
    picture::gallery(open, ("Distributions over the futures", more))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str) -> Figure {
        let svg = format!("<svg><title>title of {name}</title></svg>");
        Figure { name: name.into(), svg, data: String::new(), alt: String::new() }
    }

    #[test]
    fn every_figure_stands_once_and_the_map_elsewhere() {
        let names = [
            "map-control",
            "influence-components",
            "distribution-influence",
            "fuel-price",
            "unheard-of",
            "survival",
        ];
        let text = section(&names.map(figure)).unwrap().body.into_string();
        for name in &names[1..] {
            assert_eq!(text.matches(&format!("<title>title of {name}</title>")).count(), 1, "{name}: {text}");
        }
        assert!(!text.contains("title of map-control"));
        let at = |word: &str| text.find(word).unwrap();
        assert!(at("title of influence-components") < at("title of distribution-influence"));
        assert!(at("figures-influence") < at("figures-fuel") && at("figures-fuel") < at("figures-more"));
        assert!(section(&[]).is_none());
    }
}
