//! The embedded font: Open Sans, and how wide a text is in it.
//!
//! Figures are made where no font may be installed, so two faces (regular and bold, cut to Latin, Greek, Cyrillic and
//! punctuation) are part of the program. The width of a text of letters i at size s [px] is
//!
//! ```text
//! w = s Σ aᵢ
//! ```
//!
//! with aᵢ the advance of letter i [em]; the faces carry no kerning, so the sum is exact. A browser without Open Sans
//! falls back to a face that is as wide or narrower (Segoe UI, Helvetica, Arial).
//!
//! Open Sans, Steve Matteson, Apache License 2.0: `data/font/`.

use std::sync::Once;

use plotters::style::{FontStyle, IntoFont, register_font};

/// The regular face.
pub const REGULAR: &[u8] = include_bytes!("../../data/font/OpenSans-Regular.ttf");
/// The bold face.
pub const BOLD: &[u8] = include_bytes!("../../data/font/OpenSans-Bold.ttf");
/// What stands as `font-family` in the SVG; also the name under which plotters knows the faces.
pub const FAMILY: &str = "'Open Sans','Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif";

/// Ascent and descent together [em]: (2189 + 600) / 2048 in the font's own table. Plotters scales a font by it.
const HEIGHT: f64 = 2789.0 / 2048.0;
/// Size at which letters are measured; plotters rounds widths to whole pixels.
const LARGE: f64 = 20_000.0;

/// Makes the faces known to plotters; after the first time nothing happens.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (style, face) in [(FontStyle::Normal, REGULAR), (FontStyle::Bold, BOLD)] {
            assert!(register_font(FAMILY, style, face).is_ok(), "the embedded font is a font");
        }
    });
}

/// Width of a text [px] at a size [px].
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    register();
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = (FAMILY, LARGE, style).into_font();
    let ((left, _), (right, _)) = font.layout_box(text).expect("a registered font has a layout");
    f64::from(right - left) / LARGE * HEIGHT * size
}

/// Lines of at most `room` pixels; a word longer than a line is broken.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            for piece in pieces(word, size, bold, room) {
                let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
                if !line.is_empty() && width(&longer, size, bold) > room {
                    lines.push(std::mem::replace(&mut line, piece));
                } else {
                    line = longer;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// A word in pieces that each fit the room; broken after a dash if it has one.
fn pieces(word: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    if width(word, size, bold) <= room {
        return vec![word.to_owned()];
    }
    let parts: Vec<&str> = word.split_inclusive(['–', '-', '/']).collect();
    if parts.len() > 1 {
        return parts.into_iter().flat_map(|part| pieces(part, size, bold, room)).collect();
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let last = pieces.len() - 1;
        let longer = format!("{}{letter}", pieces[last]);
        if !pieces[last].is_empty() && width(&longer, size, bold) > room {
            pieces.push(letter.to_string());
        } else {
            pieces[last] = longer;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_equally_wide_so_that_columns_of_numbers_stand_straight() {
        for digit in '0'..='9' {
            assert_eq!(width(&digit.to_string(), 12.0, false), width("0", 12.0, false), "{digit}");
        }
    }

    #[test]
    fn width_is_additive_and_grows_with_size() {
        let whole = width("Ségou 43 %", 12.0, true);
        let parts = width("Ségou", 12.0, true) + width(" 43 %", 12.0, true);
        assert!((whole - parts).abs() < 0.01, "{whole} {parts}");
        assert!((width("Gao", 24.0, false) - 2.0 * width("Gao", 12.0, false)).abs() < 1e-9);
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_no_letter_is_lost() {
        let text =
            "Population under government control, Bandiagara–Douentza and Pneumonoultramicroscopicsilico";
        for room in [40.0, 90.0, 1000.0] {
            let lines = wrap(text, 12.0, false, room);
            assert!(lines.iter().all(|line| width(line, 12.0, false) <= room), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }
}
