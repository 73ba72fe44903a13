//! The font of the figures inside the page, so that their words have the room they were measured for.
//!
//! As `data:` addresses in base64 (RFC 4648, section 4).

use std::fmt::Write as _;

use crate::plot::FACES;

/// Rules that bring the faces along.
pub fn rules() -> String {
    let mut rules = String::new();
    for (weight, face) in FACES {
        let _ = writeln!(
            rules,
            "@font-face {{ font-family: \"Open Sans\"; font-weight: {weight}; src: url(data:font/ttf;base64,{}) }}",
            base64(face)
        );
    }
    rules
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |k: usize| u32::from(three.get(k).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for k in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * k) & 63) as usize];
            text.push(if k <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn bytes_are_written_as_the_standard_has_it() {
        let written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(written, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
