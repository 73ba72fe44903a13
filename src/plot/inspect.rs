//! For tests: a figure as a reader's program understands it.

use resvg::usvg::{Group, Node};

use super::canvas::Area;
use super::{Figure, png};

/// A text where it is drawn [px].
#[derive(Debug)]
pub struct Text {
    pub text: String,
    pub area: Area,
}

/// All texts of a document, which must be well formed.
pub fn texts(svg: &str) -> Vec<Text> {
    let tree = png::tree(svg).expect("the figure is well-formed SVG");
    let mut texts = Vec::new();
    collect(tree.root(), &mut texts);
    texts
}

fn collect(group: &Group, texts: &mut Vec<Text>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, texts),
            Node::Text(text) => {
                let area = text.abs_bounding_box();
                let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                texts.push(Text {
                    text: words,
                    area: Area {
                        left: area.left().into(),
                        top: area.top().into(),
                        right: area.right().into(),
                        bottom: area.bottom().into(),
                    },
                });
            }
            _ => {}
        }
    }
}

/// Fails unless a stranger could be shown the figure: well formed, no text beside the page, no text on another, every word
/// of the caption there, no number that is none.
pub fn presentable(figure: &Figure, caption: &str) {
    let tree = png::tree(&figure.svg).expect("the figure is well-formed SVG");
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let texts = texts(&figure.svg);
    for text in &texts {
        let area = text.area;
        assert!(
            area.left >= 0.0 && area.top >= 0.0 && area.right <= width && area.bottom <= height,
            "{}: outside {width} × {height}: {text:?}",
            figure.name
        );
    }
    for (k, a) in texts.iter().enumerate() {
        for b in &texts[k + 1..] {
            assert!(!overlap(ink(a.area), ink(b.area)), "{}: {a:?} lies on {b:?}", figure.name);
        }
    }
    let all = texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
    for word in caption.split_whitespace() {
        assert!(all.contains(word), "{}: the caption lacks {word:?}", figure.name);
    }
    for nonsense in ["NaN", "inf", "-2147483648", "2147483647"] {
        let strayed = figure.svg.replace("info", "").contains(nonsense);
        assert!(!strayed, "{}: {nonsense} in the figure", figure.name);
    }
    assert!(!figure.alt.is_empty() && figure.data.contains(','), "{}: no alt or data", figure.name);
}

/// The part of a line of text that letters fill: boxes reach from ascender to descender of the font.
fn ink(area: Area) -> Area {
    let height = area.height();
    Area { top: area.top + 0.22 * height, bottom: area.bottom - 0.16 * height, ..area }
}

fn overlap(a: Area, b: Area) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// Draws of `rule`, which is given a standard normal and a uniform number.
pub fn sample(n: u64, rule: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let uniform = |k: u64| {
        let mut z = k.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) * 2f64.powi(-53)
    };
    let one = |k: u64| {
        let (u, v) = (uniform(2 * k + 1), uniform(2 * k + 2));
        rule((-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos(), v)
    };
    (0..n).map(one).collect()
}

/// Leaves a picture beside the build, for people to look at.
pub fn show(figure: &Figure) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/figures");
    std::fs::create_dir_all(&folder).expect("the build folder can be written");
    std::fs::write(folder.join(format!("{}.svg", figure.name)), &figure.svg).expect("written");
    std::fs::write(folder.join(format!("{}.png", figure.name)), figure.png(1.0).expect("drawn"))
        .expect("written");
}
