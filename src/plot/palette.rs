//! Colours that readers with any colour vision can tell apart.
//!
//! Categories: Okabe and Ito, *Color Universal Design* (2008), darkest first so that words in them can be read; two or
//! three categories: high contrast of Paul Tol, *Colour Schemes* (SRON/EPS/TN/09-002, 2021). Values on a map: viridis
//! (S. van der Walt and N. Smith, matplotlib 1.5, 2015, CC0), even in lightness; their uncertainty: Purples of ColorBrewer (C. Brewer).

/// Red, green, blue.
pub type Colour = (u8, u8, u8);

pub const INK: Colour = (34, 34, 34);
pub const GREY: Colour = (95, 95, 95);
pub const PALE: Colour = (170, 170, 170);
pub const GRID: Colour = (228, 228, 228);
pub const WHITE: Colour = (255, 255, 255);

pub const BLUE: Colour = (0, 114, 178);
pub const VERMILLION: Colour = (213, 94, 0);
pub const GREEN: Colour = (0, 158, 115);
pub const PURPLE: Colour = (204, 121, 167);
pub const ORANGE: Colour = (230, 159, 0);
pub const SKY: Colour = (86, 180, 233);

/// Categories in the order in which they are given out.
pub const CATEGORIES: [Colour; 7] = [BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, (120, 120, 120)];
/// Two or three categories at high contrast.
pub const CONTRAST: [Colour; 3] = [(0, 68, 136), (187, 85, 102), (221, 170, 51)];

/// A colour mixed with white; 1 leaves it as it is, 0 leaves white.
pub fn tint(colour: Colour, share: f64) -> Colour {
    between(WHITE, colour, share)
}

/// A colour mixed with black, so that words in it can be read on white.
pub fn shade(colour: Colour, share: f64) -> Colour {
    between((0, 0, 0), colour, share)
}

/// Colour of a value between 0 (dark violet) and 1 (yellow).
pub fn viridis(value: f64) -> Colour {
    const ANCHORS: [Colour; 10] = [
        (68, 1, 84),
        (72, 40, 120),
        (62, 73, 137),
        (49, 104, 142),
        (38, 130, 142),
        (31, 158, 137),
        (53, 183, 121),
        (110, 206, 88),
        (181, 222, 43),
        (253, 231, 37),
    ];
    along(&ANCHORS, value)
}

/// Colour of an uncertainty between 0 (nearly white) and 1 (dark purple).
pub fn purples(value: f64) -> Colour {
    const ANCHORS: [Colour; 8] = [
        (247, 245, 250),
        (239, 237, 245),
        (218, 218, 235),
        (188, 189, 220),
        (158, 154, 200),
        (128, 125, 186),
        (106, 81, 163),
        (84, 39, 143),
    ];
    along(&ANCHORS, value)
}

/// Colour of a difference: 0.5 is none (light grey), 0 the least (orange), 1 the most (blue).
pub fn around(value: f64) -> Colour {
    const ANCHORS: [Colour; 5] =
        [(166, 73, 0), (238, 163, 103), (240, 240, 240), (120, 178, 216), (0, 85, 133)];
    along(&ANCHORS, value)
}

/// Black or white, whichever can be read on a ground (relative luminance as in WCAG 2.1).
pub fn ink_on(ground: Colour) -> Colour {
    if luminance(ground) > 0.2 { INK } else { WHITE }
}

fn luminance((r, g, b): Colour) -> f64 {
    let linear = |part: u8| (f64::from(part) / 255.0).powf(2.2);
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn along(anchors: &[Colour], value: f64) -> Colour {
    let place = value.clamp(0.0, 1.0) * (anchors.len() - 1) as f64;
    let below = (place as usize).min(anchors.len() - 2);
    between(anchors[below], anchors[below + 1], place - below as f64)
}

fn between(from: Colour, to: Colour, share: f64) -> Colour {
    let mix = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round() as u8;
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_scale_grows_lighter_with_the_value() {
        let lightness: Vec<f64> = (0..=50).map(|k| luminance(viridis(f64::from(k) / 50.0))).collect();
        assert!(lightness.windows(2).all(|pair| pair[0] < pair[1]), "{lightness:?}");
    }

    #[test]
    fn words_on_any_ground_of_the_map_keep_a_contrast_of_three() {
        for k in 0..=100 {
            let value = f64::from(k) / 100.0;
            for ground in [viridis(value), purples(value), around(value)] {
                let (a, b) = (luminance(ground) + 0.05, luminance(ink_on(ground)) + 0.05);
                assert!(a.max(b) / a.min(b) > 3.0, "{ground:?}");
            }
        }
    }
}
